"""The same text in two works of a store: found by an index, and told where the works render it otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from glossary.types import Concept, Term
from web import actions
from web.store import Store, corpus, tables
from web.views import FindingView, Upload

PAID = "Nobody paid for the third bridge."
FIRST = {
    "en": ["The mill stands by the river.", PAID, "Rain fell on the old town.", "Nothing else was built."],
    "vi": [
        *("Nhà máy đứng bên bờ sông.", "Không ai trả tiền cho cây cầu thứ ba."),
        *("Mưa rơi trên phố cổ.", "Không có gì khác được xây."),
    ],
}
LATER = {
    "en": ["A new road came later on.", PAID, "Rain fell on the old town.", "People left in the end."],
    "vi": [
        *("Về sau có một con đường mới.", "Chẳng người nào bỏ tiền ra cho cầu thứ ba."),
        *("Mưa rơi trên phố cổ.", "Cuối cùng mọi người bỏ đi."),
    ],
}


MILLS = [("first", "cối xay"), ("second", "cối xay"), ("third", "nhà máy")]


def add(store: Store, title: str, texts: Mapping[str, Sequence[str]]) -> int:
    files = [Upload(f"{lang}.txt", "\n\n".join(lines).encode(), lang) for lang, lines in texts.items()]
    return actions.import_files(store, files, work=title).works[0].id


def told(store: Store, work: int) -> list[FindingView]:
    actions.check_work(store, work)
    return list(actions.list_findings(store, work=work, check="consistency").items)


def test_what_another_work_renders_otherwise_is_told_with_that_work(store: Store) -> None:
    first, later = add(store, "first", FIRST), add(store, "later", LATER)
    (finding,) = told(store, later)
    assert (finding.row, finding.severity) == (2, "warning")
    assert finding.quotes["en"] == (PAID,)
    assert finding.suggestion == FIRST["vi"][1]
    assert "row 2 of “first”" in finding.text
    (other,) = told(store, first)
    assert "row 2 of “later”" in other.text


def test_a_work_by_itself_and_one_with_the_same_renderings_are_left_alone(store: Store) -> None:
    first = add(store, "first", FIRST)
    assert not told(store, first)
    again = add(store, "again", {"en": LATER["en"], "vi": [*LATER["vi"][:1], *FIRST["vi"][1:3], LATER["vi"][3]]})
    assert not told(store, again)


def test_another_translation_of_the_whole_text_has_its_own_words(store: Store) -> None:
    add(store, "first", FIRST)
    other = add(store, "other", FIRST | {"vi": [f"Thì ra {line.lower()}" for line in FIRST["vi"]]})
    assert not told(store, other)


def test_other_works_are_looked_up_and_not_read(store: Store) -> None:
    """The cost of a check must not grow with the store."""
    add(store, "first", FIRST)
    work = add(store, "later", LATER)
    seen: list[str] = []
    store.db.conn.set_trace_callback(seen.append)
    found = corpus.elsewhere(store, work, tables.value(store, work))
    store.db.conn.set_trace_callback(None)
    assert {one.texts["en"] for one in found} == {PAID, "Rain fell on the old town."}
    statement = next(text for text in seen if "substr(s.folded" in text)
    plan = " ".join(str(step[3]) for step in store.db.execute(f"EXPLAIN QUERY PLAN {statement}"))
    assert "segments_beginning" in plan
    assert "SCAN" not in plan


def usage(store: Store, work: int, term: str, count: int, *, concept: int = 1) -> None:
    """Note that a work has a rendering of a concept, in its first row."""
    (number,) = (record["id"] for record in store.all("SELECT id FROM terms WHERE text = ?", (term,)))
    store.insert("uses", {"term": number, "work": work, "count": count})
    places = {"concept": concept, "work": work, "number": 1, "lang": "vi", "spans": "[[0, 1]]"}
    store.insert("occurrences", places)


def test_a_rendering_that_no_other_work_has_is_told(store: Store) -> None:
    """Where nobody has decided, two other works that agree are what is usual."""
    works = [add(store, name, {"en": [f"A mill {name}."], "vi": [f"Cái {word} {name}."]}) for name, word in MILLS]
    terms = (Term("en", "mill"), Term("vi", "cối xay"), Term("vi", "nhà máy"))
    concept = actions.add_concept(store, Concept(terms), force=True).id
    store.execute("DELETE FROM uses")
    store.execute("DELETE FROM occurrences")
    store.execute("UPDATE concepts SET status = 'proposed'")
    store.execute("UPDATE terms SET status = 'proposed'")
    for work, (_, word) in zip(works, MILLS, strict=True):
        usage(store, work, "mill", 2, concept=concept)
        usage(store, work, word, 2, concept=concept)
    actions.check_work(store, works[2])
    found = [one for one in actions.list_findings(store, work=works[2], check="terms").items if "works" in one.text]
    assert [(one.quotes, one.suggestion, one.severity) for one in found] == [({"vi": ("nhà máy",)}, "cối xay", "info")]
    actions.check_work(store, works[0])
    assert not [one for one in actions.list_findings(store, work=works[0], check="terms").items if "works" in one.text]
