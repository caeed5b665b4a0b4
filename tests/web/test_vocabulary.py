"""What a process remembers of a glossary and of rows: it lets in every term that stands in a text, and what it says is
what one would find that remembers nothing, whoever changed the glossary."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.fold import fold
from aligner.types import Evidence
from glossary.matcher import Matcher
from glossary.types import Concept, Term
from tests.conftest import UNTIMED
from web import actions
from web.actions import ahead, linking, remembering
from web.actions.ahead import keep_links, read_ahead
from web.actions.keeping import restore_store
from web.actions.linking import Links, row_links
from web.actions.remembering import name_of as name_of_row
from web.doing import do as do_job
from web.errors import Conflict
from web.pages.drawing import Beside, name_of
from web.store import Store, jobs, known, lexemes, linked, vocabulary
from web.store.heads import head
from web.store.lexemes import forms_of
from web.store.rows import by_number
from web.store.runs import runs_of_texts
from web.views import Cell, RowView, SegmentView, Upload

GOLDEN = Path(__file__).parents[1] / "golden"
ROOT = Path(__file__).parents[2]
LANG = {"en": "en", "vi": "vi", "zh": "zh-Hans"}
CASES = [
    (LANG[name], line.split("\t")[0].replace("@", ""), line.split("\t")[1])
    for name in LANG
    for line in (GOLDEN / f"matches-{name}.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
WORDS = {
    "en": ("cluster", "clusters", "industrial", "NATO", "a mill", "cyber-security", "US", "3 mills", "."),
    "vi": ("cụm công nghiệp", "cụm", "công nghiệp", "cối xay", "hòa bình", "3", "."),
    "zh-Hans": ("产业", "集群", "产业集群", "磨坊", "美国", "3", "。"),
}


def shown(texts: Sequence[dict[str, str]]) -> list[RowView]:
    """Rows with these texts."""
    found = []
    for number, row in enumerate(texts, 1):
        cells = []
        for lang, text in row.items():
            held = (SegmentView(number, 0, text, "body", 0, 0, len(text)),) if text else ()
            cells.append(Cell(lang, text, 0, len(held), held))
        found.append(RowView(number, number, 1.0, "good", "1-1", "body", (), tuple(cells), 0, 1))
    return found


def plain(links: Links) -> dict[int, dict[str, list[Any]]]:
    return {number: {lang: sorted(held) for lang, held in row.items() if held} for number, row in links.items()}


def anew(store: Store, work: int, rows: Sequence[RowView], *, kept: bool = False) -> dict[int, dict[str, list[Any]]]:
    """What a process says that has only just begun, with or without what the store keeps of rows."""
    held = dict(vocabulary._known)
    vocabulary._known.clear()
    try:
        with pytest.MonkeyPatch.context() as patch:
            if not kept:
                patch.setattr(linked, "read", lambda store, names: [])
            return plain(row_links(store, work, rows))
    finally:
        vocabulary._known.clear()
        vocabulary._known.update(held)


def keep(store: Store, work: int, rows: Sequence[RowView]) -> int:
    """Keep in the store what belongs together in rows."""
    row_links(store, work, rows)
    snapshot = vocabulary.current(store)
    assert snapshot is not None
    names = [name_of_row(tuple((cell.lang, cell.text) for cell in row.cells if cell.text)) for row in rows]
    return remembering.memory(snapshot).store(store, names)


@pytest.fixture
def work(store: Store) -> int:
    """A work to ask in."""
    return actions.import_files(store, [Upload("a.en.txt", b"A text.")]).works[0].id


@pytest.mark.parametrize(("lang", "terms", "text"), CASES)
def test_whatever_the_matcher_finds_the_index_lets_in(lang: str, terms: str, text: str) -> None:
    concepts = [Concept((Term(lang, term),)) for term in terms.split(" | ")]
    forms = forms_of(
        [
            (number, lang, one.terms[0].text, fold(one.terms[0].text, lang).text, head(lang, one.terms[0].text), "", 0)
            for number, one in enumerate(concepts)
        ]
    )
    _, there, _ = forms.joined([forms]).find(*runs_of_texts([(lang, text)]))
    assert {match.concept for match in Matcher(concepts).find(text, lang, nested=True)} <= set(there.tolist())


@pytest.mark.parametrize(("lang", "terms", "text"), CASES[::7])
def test_among_some_concepts_it_is_as_if_there_were_no_others(lang: str, terms: str, text: str) -> None:
    some = [Concept((Term(lang, term),)) for term in terms.split(" | ")]
    others = [Concept((Term(lang, one.split(" | ")[0]),)) for kin, one, _ in CASES if kin == lang]
    alone = Matcher(some)
    grown = Matcher(others, alone._habits)
    grown.find(text, lang)  # what it remembers of these words does not stand in the way of what it learns
    grown.extend(some)
    among = {len(others) + place: place for place in range(len(some))}
    found = [(among[match.concept], match.span, match.term) for match in grown.find(text, lang, among=among)]
    assert found == [(match.concept, match.span, match.term) for match in alone.find(text, lang)]


def test_what_a_transaction_changed_and_took_back_is_not_remembered(store: Store, work: int) -> None:
    concept = actions.add_concept(store, Concept((Term("en", "cluster"), Term("vi", "cụm"))))
    rows = shown([{"en": "A cluster.", "vi": "Một cụm."}])
    before = plain(row_links(store, work, rows))
    store.db.execute("BEGIN IMMEDIATE")
    actions.approve(store, concept.id)
    assert plain(row_links(store, work, rows))[1]["en"][0].state == "kept"
    assert known.relevant(store, {"en": ["clusters"]}) == [concept.id]
    store.db.rollback()
    assert plain(row_links(store, work, rows)) == before == anew(store, work, rows)
    assert known.relevant(store, {"en": ["clusters"]}) == []


def test_what_another_process_decides_is_seen_at_once(store: Store, work: int) -> None:
    concept = actions.add_concept(store, Concept((Term("en", "cluster"), Term("vi", "cụm"))))
    actions.approve(store, concept.id)
    rows = shown([{"en": "A cluster of mills.", "vi": "Một cụm cối xay."}])
    assert plain(row_links(store, work, rows))[1]["vi"][0].state == "kept"
    code = (
        "import sys; from web import actions; from web.store import Store; from glossary.types import Concept, Term\n"
        "store = Store(sys.argv[1]); actions.forbid(store, terms=[int(sys.argv[2])])\n"
        "made = actions.add_concept(store, Concept((Term('en', 'mill'), Term('vi', 'cối xay')))); "
        "actions.approve(store, made.id)"
    )
    (term,) = concept.of("vi")
    subprocess.run([sys.executable, "-c", code, str(store.path), str(term.id)], cwd=ROOT, check=True, timeout=300)
    found = {link.key: link.state for link in plain(row_links(store, work, rows))[1]["vi"]}
    assert sorted(found.values()) == ["forbidden", "kept"]


def test_a_copy_that_is_put_back_is_another_glossary(store: Store, work: int, tmp_path: Path) -> None:
    made = actions.add_concept(store, Concept((Term("en", "cluster"), Term("vi", "cụm"))))
    rows = shown([{"en": "A cluster.", "vi": "Một cụm."}])
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        store.db.conn.backup(copy)
    actions.approve(store, made.id)
    assert plain(row_links(store, work, rows))[1]["en"][0].state == "kept"
    restore_store(tmp_path / "copy.db", store.path)
    actions.set_status(store, "forbidden", concepts=[made.id])  # as many changes as there were before
    assert plain(row_links(store, work, rows))[1]["en"][0].state == "forbidden"


TEXTS = st.fixed_dictionaries(
    {lang: st.lists(st.sampled_from(words), max_size=4).map(" ".join) for lang, words in WORDS.items()}
)
TERMS = st.sampled_from([(lang, word) for lang, words in WORDS.items() for word in words[:-2]])
STATUS = st.sampled_from(["approved", "proposed", "forbidden"])
NUMBER = st.integers(0, 5)
DEEDS = st.one_of(
    st.tuples(st.just("add"), st.lists(TERMS, min_size=1, max_size=3, unique_by=lambda term: term[0])),
    st.tuples(st.just("decide"), NUMBER, STATUS),
    st.tuples(st.just("term"), NUMBER, TERMS),
    st.tuples(st.just("words"), NUMBER, TERMS),
    st.tuples(st.just("delete"), NUMBER),
    st.tuples(st.just("use"), NUMBER),
    st.tuples(st.just("row"), NUMBER, TEXTS),
    st.tuples(st.just("keep")),
)


def do(store: Store, work: int, rows: list[dict[str, str]], deed: tuple[Any, ...]) -> None:
    """Change the glossary, what the work uses, or a row."""
    ids = [int(record["id"]) for record in store.all("SELECT id FROM concepts ORDER BY id")]
    what, *more = deed
    if what == "keep":
        keep(store, work, shown(rows))
    elif what == "add":
        actions.add_concept(store, Concept(tuple(Term(*term) for term in more[0])), force=True)
    elif what == "row":
        rows[more[0] % len(rows)] = more[1]
    elif ids:
        concept = actions.get_concept(store, ids[more[0] % len(ids)])
        if what == "decide":
            actions.set_status(store, more[1], concepts=[concept.id])
        elif what == "term":
            actions.add_term(store, concept.id, Term(*more[1]), force=True)
        elif what == "words":
            actions.edit_term(store, concept.terms[0].id, {"text": more[1][1]}, force=True)
        elif what == "delete":
            actions.delete_concept(store, concept.id)
        else:
            store.execute("INSERT OR REPLACE INTO uses VALUES (?, ?, 1)", (concept.terms[0].id, work))


@pytest.mark.parametrize("large", [False, True])
@settings(max_examples=10, suppress_health_check=(*UNTIMED, HealthCheck.function_scoped_fixture))
@given(st.lists(TEXTS, min_size=2, max_size=4), st.lists(DEEDS, min_size=3, max_size=12))
def test_what_is_remembered_of_rows_is_what_is_found_anew(
    store: Store, work: int, large: bool, texts: list[dict[str, str]], deeds: list[tuple[Any, ...]]
) -> None:
    with store.atomic():
        store.execute("DELETE FROM concepts")
    with pytest.MonkeyPatch.context() as patch:
        if large:
            patch.setattr(vocabulary, "SMALL", 0)  # what changed stands beside the index
            patch.setattr(vocabulary, "BESIDE", 3)
        for deed in deeds:
            try:
                do(store, work, texts, deed)
            except (Conflict, ValueError):
                continue
            rows = shown(texts)
            assert plain(row_links(store, work, rows)) == anew(store, work, rows) == anew(store, work, rows, kept=True)
            assert plain(row_links(store, work, rows[:1])) == anew(store, work, rows[:1])


def test_of_rows_only_so_many_are_remembered(store: Store, work: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST", 10)
    for start in range(0, 60, 6):
        row_links(store, work, shown([{"en": f"Row {number}."} for number in range(start, start + 6)]))
    snapshot = vocabulary.current(store)
    assert snapshot is not None
    assert len(remembering.memory(snapshot).rows) == 10


def test_how_terms_are_written_is_counted_without_the_hidden(store: Store, work: int) -> None:
    snapshot = vocabulary.current(store, make=True)
    assert snapshot is not None
    forms = snapshot.base
    hidden = np.unique(forms.concept[::3]).astype(np.int64)
    for kin in lexemes.KINS:
        for which in (0, lexemes.DECIDED):
            left = forms.without(hidden).manners(kin, which, hidden[:0])
            assert forms.manners(kin, which, hidden).tolist() == left.tolist()


def test_who_asks_again_and_again_gets_an_index(store: Store, work: int) -> None:
    vocabulary._known.clear()
    asked = [vocabulary.current(store) is not None for _ in range(vocabulary.PAYS + 2)]
    assert asked == [False] * vocabulary.PAYS + [True, True]


def test_a_process_that_begins_finds_in_the_store_what_a_job_worked_out(
    store: Store, texts: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (work,) = actions.import_files(store, [Upload(f"{name}.md", text.encode()) for name, text in texts.items()]).works
    job = jobs.record(store, actions.start_job(store, "check", work.id).id)
    do_job(store, job | {"work": work.id}, lambda message, fraction: None)
    rows = by_number(store, work.id, range(1, work.rows + 1))
    assert store.value("SELECT count(*) FROM search_links") == len(rows) > 0
    wanted = anew(store, work.id, rows)
    assert any(held for row in wanted.values() for held in row.values())
    with monkeypatch.context() as patch:
        patch.setattr(linking, "_worked_out", None)  # nothing is
        assert anew(store, work.id, rows, kept=True) == wanted
    assert keep_links(store, work.id) == len(rows)
    for said in (
        b"",
        b"no",
        zlib.compress(b"x" * 3),
        zlib.compress(b"\xff" * 160),
        zlib.compress(bytes(60)),
        "text",
        5,
    ):
        store.execute("UPDATE search_links SET said = ?", (said,))
        assert anew(store, work.id, rows, kept=True) == wanted
    linked.write(store, [(f"name{number}", 1, b"") for number in range(9)], most=4)
    assert store.value("SELECT count(*) FROM search_links") == 4


def changed(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str):
        return f"{value}x"
    return ()


def test_a_row_is_drawn_anew_whatever_of_it_is_other(store: Store) -> None:
    from web.app import create_app
    from web.config import Config

    (row,) = shown([{"en": "A cluster.", "vi": "Một cụm."}])
    row = replace(row, evidence=(Evidence("words", "agree", ("en", "vi"), 2, 3),))
    cell, part = row.cells[0], row.cells[0].segments[0]
    others = [replace(row, **{field.name: changed(getattr(row, field.name))}) for field in fields(row)]
    for field in fields(cell):
        other = replace(cell, **{field.name: changed(getattr(cell, field.name))})
        others.append(replace(row, cells=(other, row.cells[1])))
    for field in fields(part):
        words = replace(part, **{field.name: changed(getattr(part, field.name))})
        others.append(replace(row, cells=(replace(cell, segments=(words,)), row.cells[1])))
    with create_app(Config(db=store.path, jobs=False, testing=True)).test_request_context("/"):
        name = name_of(row, Beside({}))
        assert name == name_of(replace(row), Beside({}))
        names = {name_of(one, Beside({})) for one in others}
        names |= {name_of(row, one) for one in (Beside({}, "error"), Beside({}, there={"en"}), Beside({}, talk=1))}
    assert name not in names
    assert len(names) == len(others) + 3


def test_a_service_works_out_the_rows_of_the_last_works_ahead(store: Store, work: int) -> None:
    actions.realign(store, work)
    assert read_ahead(store) == actions.get_rows(store, work).total > 0
    assert read_ahead(store, 0) == 0


def test_the_process_that_works_rows_out_keeps_them_and_ends_with_the_service(store: Store, work: int) -> None:
    actions.realign(store, work)
    store.execute("DELETE FROM search_links")
    beside = ahead.begin(store.path)
    assert beside
    assert beside.wait(120) == 0
    assert store.value("SELECT count(*) FROM search_links") == actions.get_rows(store, work).total
    code = "import time; from web.actions import ahead; ahead.read_ahead = lambda store: time.sleep(600); ahead.main()"
    with subprocess.Popen([sys.executable, "-c", code, str(store.path)], stdin=subprocess.PIPE) as other:
        assert other.stdin
        other.stdin.close()
        assert other.wait(120) == 0
