"""The store: opening, refusing what is not ours, transactions, and what a kill leaves behind."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.types import LANGS, Band, Document, Evidence, Kind, Row, Segment, Span, Table
from glossary.types import Concept, Finding, Occurrence, Severity, Term
from tests.conftest import UNTIMED
from web.errors import Conflict, NotFound
from web.store import Store, concepts, dismissals, documents, findings, index, migrations, revisions, tables, works
from web.store.documents import NewDocument
from web.views import FindingView


def document(lang: str, text: str) -> Document:
    from aligner.types import Block

    return Document(f"a.{lang}.txt", text, (Block(text, Kind.BODY, lang, Span(0, len(text))),), lang)


def work_with(store: Store, **texts: str) -> int:
    with store.atomic():
        work = works.add(store, "A work")
        for part, (lang, text) in enumerate(texts.items()):
            documents.add(store, work, NewDocument(document(lang, text), text.encode(), part, "txt"))
    return work


def small_table() -> Table:
    english = tuple(
        Segment(t, "en", i, 0, Span(3 * i, 3 * i + 2), k)
        for i, (t, k) in enumerate([("A.", Kind.TITLE), ("B.", Kind.BODY), ("C.", Kind.BODY)])
    )
    vietnamese = tuple(Segment(t, "vi", i, 0, Span(3 * i, 3 * i + 2)) for i, t in enumerate(["Đường.", "Hoà."]))
    evidence = (Evidence("quantities", "differ", ("en", "vi"), 1, 2),)
    rows = (
        Row((Span(0, 1), Span(0, 1)), 0.9, Band.GOOD),
        Row((Span(1, 3), Span(1, 2)), 0.4, Band.CHECK, evidence),
    )
    return Table(("en", "vi"), (english, vietnamese), rows, "langs:en+vi", ("Look here.",))


def test_an_up_to_date_file_is_opened_without_writing(database: Path) -> None:
    Store(database).close()
    before = database.read_bytes()
    Store(database).close()
    assert database.read_bytes() == before


def test_the_database_uses_a_write_ahead_log_and_foreign_keys(store: Store) -> None:
    assert store.value("PRAGMA journal_mode") == "wal"
    assert store.value("PRAGMA foreign_keys") == 1
    assert store.value("PRAGMA busy_timeout") >= 5000


def test_missing_folders_are_made(tmp_path: Path) -> None:
    Store(tmp_path / "a" / "b" / "c.db").close()
    assert (tmp_path / "a" / "b" / "c.db").is_file()


def test_a_newer_schema_is_refused_with_a_sentence(database: Path) -> None:
    with Store(database) as opened:
        opened.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    with pytest.raises(InputError, match=r"newer version of doichieu\. Install"):
        Store(database)


def test_another_programs_database_is_refused_and_left_alone(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE theirs (a)")
    connection.commit()
    connection.close()
    before = database.read_bytes()
    with pytest.raises(InputError, match="another program"):
        Store(database)
    assert database.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(database: Path) -> None:
    database.write_text("This is a letter, not a database. " * 200)
    with pytest.raises(InputError, match=r"Cannot use .* as the database"):
        Store(database)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Cannot open the database"):
        Store(tmp_path)


def test_two_processes_may_open_a_new_file_at_once(database: Path) -> None:
    code = "import sys; from web.store import Store; Store(sys.argv[1]).close()"
    root = Path(__file__).parents[2]
    started = [subprocess.Popen([sys.executable, "-c", code, str(database)], cwd=root) for _ in range(3)]
    assert [process.wait(240) for process in started] == [0, 0, 0]
    with Store(database) as opened:
        assert opened.value("SELECT count(*) FROM _sqlite_migrations") == migrations.VERSION


def test_who_is_told_that_the_file_is_locked_while_it_begins_tries_again(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite answers one of two that begin a file at once with "locked", without waiting."""
    from sqlite_utils import Database

    begun, refusals = Database.enable_wal, [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_SNAPSHOT]

    def enable(self: Database) -> None:
        if refusals:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = refusals.pop()
            raise error
        begun(self)

    monkeypatch.setattr(Database, "enable_wal", enable)
    with Store(database) as opened:
        assert opened.value("PRAGMA journal_mode") == "wal"
    assert not refusals


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    def fail() -> None:
        with store.atomic():
            works.add(store, "A")
            with store.atomic():
                works.add(store, "B")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert works.summaries(store, 0, 10).total == 0


def test_an_inner_failure_can_be_survived(store: Store) -> None:
    def fail() -> None:
        with store.atomic():
            works.add(store, "B")
            raise RuntimeError

    with store.atomic():
        works.add(store, "A")
        with pytest.raises(RuntimeError):
            fail()
    assert [work.title for work in works.summaries(store, 0, 10).items] == ["A"]


def test_writers_wait_for_each_other(database: Path) -> None:
    with Store(database) as first:
        work = works.add(first, "A")

        def later() -> None:
            with Store(database) as second, second.atomic():
                works.touch(second, work)

        with first.atomic():
            works.touch(first, work)
            thread = threading.Thread(target=later)
            thread.start()
            time.sleep(0.2)
        thread.join(120)
        assert works.summary(first, work).version == 3


def test_works_are_found_by_number_slug_title_and_beginning(store: Store) -> None:
    first, second = works.add(store, "Industrial clusters"), works.add(store, "Industrial policy")
    for ref in (first, str(first), "industrial-clusters", "INDUSTRIAL clusters", "industrial-c"):
        assert works.resolve(store, ref) == first
    assert works.resolve(store, "Industrial p") == second
    with pytest.raises(NotFound, match="beginning of 2 works"):
        works.resolve(store, "indus")
    for missing in ("nothing", "", "99"):
        with pytest.raises(NotFound):
            works.resolve(store, missing)


def test_slugs_are_never_shared(store: Store) -> None:
    slugs = [works.summary(store, works.add(store, "Một bài")).slug for _ in range(3)]
    assert slugs == ["mot-bai", "mot-bai-2", "mot-bai-3"]


def test_a_stale_version_is_a_conflict_and_changes_nothing(store: Store) -> None:
    work = works.add(store, "Old")
    works.rename(store, work, "New", version=1)
    with pytest.raises(Conflict):
        works.rename(store, work, "Newer", version=1)
    assert works.summary(store, work).title == "New"
    assert revisions.of_work(store, work)[0]["after"] == {"title": "New"}


def test_a_language_stands_once_in_a_work(store: Store) -> None:
    work = work_with(store, en="One.")
    with pytest.raises(InputError, match="a document in that language already"):
        documents.add(store, work, NewDocument(document("en", "Two."), b"Two.", 0, "txt"))


def test_a_table_comes_back_as_it_went_in(store: Store) -> None:
    work = work_with(store, en="A. B. C.", vi="Đường. Hoà.")
    with store.atomic():
        tables.write(store, work, small_table())
    assert tables.value(store, work) == small_table()
    with store.atomic():
        tables.write(store, work, small_table())
    assert tables.value(store, work) == small_table()
    assert store.value("SELECT count(*) FROM cells") == 4


@st.composite
def any_table(draw: st.DrawFn) -> Table:
    """A table of one to four languages whose rows tile whatever segments there are."""
    langs = tuple(draw(st.lists(st.sampled_from(LANGS), min_size=1, max_size=4, unique=True)))
    sizes = draw(st.lists(st.tuples(*(st.integers(0, 3) for _ in langs)), max_size=8))
    rows, places = [], [0] * len(langs)
    for row in sizes:
        spans = tuple(Span(place, place + size) for place, size in zip(places, row, strict=True))
        places = [span.stop for span in spans]
        evidence = draw(
            st.lists(st.builds(Evidence, st.text(), st.text(), st.just(langs), st.integers(0, 9)), max_size=2)
        )
        rows.append(Row(spans, draw(st.floats(0, 1)), draw(st.sampled_from(Band)), tuple(evidence)))
    texts = st.text(st.characters(exclude_categories=["Cs"]))
    segments = tuple(
        tuple(Segment(draw(texts), lang, i, i - 1, Span(i, i + 1), draw(st.sampled_from(Kind))) for i in range(size))
        for lang, size in zip(langs, places, strict=True)
    )
    apart = [(b, a) for a in range(len(rows)) for b in range(a) if not _share_a_language(rows[a], rows[b])]
    return Table(langs, segments, tuple(rows), draw(st.text(max_size=5)), ("One.",), tuple(apart[:1]))


def _share_a_language(one: Row, other: Row) -> bool:
    return any(a and b for a, b in zip(one.spans, other.spans, strict=True))


@settings(max_examples=40, deadline=None, suppress_health_check=(*UNTIMED, HealthCheck.function_scoped_fixture))
@given(table=any_table())
def test_any_table_comes_back_as_it_went_in(store: Store, table: Table) -> None:
    work = work_with(store, **dict.fromkeys(table.langs, "x"))
    with store.atomic():
        tables.write(store, work, table)
    assert tables.value(store, work) == table
    shown = tables.rows(store, work, limit=100).items
    assert [{cell.lang: cell.text for cell in row.cells} for row in shown] == [table.texts(row) for row in table.rows]


def test_rows_carry_cells_segments_kind_and_evidence(store: Store) -> None:
    work = work_with(store, en="A. B. C.", vi="Đường. Hoà.")
    tables.write(store, work, small_table())
    page = tables.rows(store, work)
    assert [(row.number, row.band, row.shape, row.kind) for row in page.items] == [
        (1, "good", "1-1", "title"),
        (2, "check", "2-1", "body"),
    ]
    cell = page.items[1].cells[0]
    assert (cell.lang, cell.text, cell.start, cell.stop) == ("en", "B. C.", 1, 3)
    assert [(s.index, s.text, s.start, s.stop) for s in cell.segments] == [(1, "B.", 3, 5), (2, "C.", 6, 8)]
    assert page.items[1].evidence == small_table().rows[1].evidence
    assert tables.outline(store, work)[0].texts == {"en": "A.", "vi": "Đường."}


@pytest.mark.parametrize(
    ("query", "numbers"),
    [("duong", [1]), ("ĐƯỜNG", [1]), ("đương", []), ("hòa", [2]), ("hoa", [2]), ("b.", [2]), ("zzz", []), ("%", [])],
)
def test_search_in_rows_folds_case_and_tone_and_finds_marks_without_marks(
    store: Store, query: str, numbers: list[int]
) -> None:
    work = work_with(store, en="A. B. C.", vi="Đường. Hoà.")
    tables.write(store, work, small_table())
    assert [row.number for row in tables.rows(store, work, query=query).items] == numbers


def test_rows_can_be_asked_for_by_band_and_part(store: Store) -> None:
    work = work_with(store, en="A. B. C.", vi="Đường. Hoà.")
    tables.write(store, work, small_table())
    assert [row.number for row in tables.rows(store, work, bands=["check", "bad"]).items] == [2]
    page = tables.rows(store, work, offset=1, limit=5)
    assert ([row.number for row in page.items], page.total) == ([2], 2)
    assert [cell.lang for cell in tables.rows(store, work, langs=["vi"]).items[0].cells] == ["vi"]


def test_labels_that_people_gave_survive_reading_anew(store: Store) -> None:
    from aligner.types import Block

    lines = ["Same.", "Same.", "Other."]
    blocks = tuple(Block(text, Kind.BODY, "en", Span(i, i)) for i, text in enumerate(lines))
    work = works.add(store, "A")
    value = Document("a.txt", "text", blocks, "en")
    identifier = documents.add(store, work, NewDocument(value, b"x", 0, "txt"))
    second = documents.view(store, identifier).blocks[1]
    documents.set_kind(store, second.id, Kind.NOTE)
    fresh = Document("a.txt", "text", (Block("New.", Kind.TITLE, "en", Span(0, 0)), *blocks), "en")
    documents.write_blocks(store, identifier, fresh)
    assert [block.kind for block in documents.view(store, identifier).blocks] == ["title", "body", "note", "body"]
    again = documents.view(store, identifier).blocks[2]
    assert again.overruled
    documents.set_kind(store, again.id, Kind.BODY)
    assert store.value("SELECT count(*) FROM labels") == 0


def finding(message: str = "{a} differs") -> Finding:
    return Finding(
        "numbers", Severity.ERROR, 1, ("en", "vi"), message, {"a": 5}, {"en": (Span(0, 2),)}, {"en": ("B.",)}, rows=(0,)
    )


def test_findings_are_replaced_and_dismissed_ones_stay_dismissed(store: Store) -> None:
    work = work_with(store, en="A. B. C.", vi="Đường. Hoà.")
    tables.write(store, work, small_table())

    def page() -> tuple[FindingView, ...]:
        return findings.page(store, findings.Filter(), 0, 10).items

    findings.write(store, work, small_table(), [finding()])
    (view,) = page()
    assert (view.row, view.text, view.spans, view.rows) == (2, "5 differs", {"en": ((0, 2),)}, (1,))
    dismissals.add(store, [view], "finding", "as intended")
    findings.write(store, work, small_table(), [finding()])
    assert [item.dismissed for item in page()] == [True]
    assert works.summary(store, work).findings == 0
    assert tables.rows(store, work).items[1].findings == 0
    (held,) = [item.dismissal for item in page()]
    assert held is not None
    assert held.reason == "as intended"
    dismissals.remove(store, [held.id])
    assert [item.state for item in page()] == ["open"]
    assert works.summary(store, work).findings == 1


def concept(count: int = 3) -> Concept:
    terms = (Term("en", "mill", count=count), Term("vi", "cối xay", count=count))
    return Concept(terms, score=0.5, occurrences=(Occurrence(1, "en", (Span(0, 2),)),))


def test_a_concept_of_two_works_is_one_concept(store: Store) -> None:
    first, second = work_with(store, en="A.", vi="B."), work_with(store, en="C.", vi="D.")
    concepts.write(store, first, [concept(3)])
    concepts.write(store, second, [concept(4)])
    (view,) = concepts.page(store, None, "", 0, 10).items
    assert (view.count, view.works, [term.count for term in view.terms]) == (14, ("a-work", "a-work-2"), [7, 7])
    assert works.summary(store, first).concepts == 1
    assert concepts.values(store, first) == [concept(3)]
    concepts.write(store, first, [])
    assert concepts.page(store, first, "", 0, 10).total == 0
    works.remove(store, second)
    assert concepts.page(store, None, "", 0, 10).total == 0


def named(**terms: str) -> Concept:
    """A concept with one use of each term; ``hans`` and ``hant`` are the Chinese scripts."""
    langs = {"hans": "zh-Hans", "hant": "zh-Hant"}
    return Concept(
        tuple(
            Term(langs.get(lang, lang), text, count=1) for lang, column in terms.items() for text in column.split("|")
        ),
        occurrences=(Occurrence(0, langs.get(next(iter(terms)), next(iter(terms))), (Span(0, 2),)),),
    )


def shown(store: Store) -> list[dict[str, str]]:
    """Every concept as its terms by language."""
    return [
        {lang: "|".join(t.text for t in view.terms if t.lang == lang) for lang in {t.lang for t in view.terms}}
        for view in concepts.page(store, None, "", 0, 100).items
    ]


AMERICA = named(en="United States|American", vi="Hoa Kỳ", hant="美國")
MERGED = [{"en": "United States|American", "vi": "Hoa Kỳ", "zh-Hant": "美國", "zh-Hans": "美国"}]


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 1, 0, 1), (1, 0, 0, 1, 1)])
def test_the_two_scripts_of_one_word_are_one_concept_in_whatever_order_works_are_mined(
    store: Store, order: tuple[int, ...]
) -> None:
    ids = [work_with(store, en="A.", vi="B."), work_with(store, en="C.")]
    mined = [[AMERICA], [named(hans="美国")]]
    for number in order:
        concepts.write(store, ids[number], mined[number])
    assert shown(store) == MERGED
    (view,) = concepts.page(store, None, "", 0, 10).items
    assert (view.count, view.works) == (5, ("a-work", "a-work-2"))
    assert store.value("SELECT count(*) FROM occurrences") == 2
    assert [term.text for one in concepts.values(store, ids[1]) for term in one.terms] == ["美国"]


def test_mining_anew_joins_what_stood_apart(store: Store) -> None:
    first, second = work_with(store, en="A.", vi="B."), work_with(store, en="C.")
    concepts.write(store, first, [AMERICA])
    concepts.write(store, second, [named(hans="印度")])
    store.execute("UPDATE terms SET text = '美国', folded = '美国' WHERE text = '印度'")
    concepts.write(store, second, [named(hans="美国")])
    assert shown(store) == MERGED


def test_what_a_work_gave_to_a_shared_concept_goes_with_it(store: Store) -> None:
    first, second = work_with(store, en="A.", vi="B."), work_with(store, en="C.")
    concepts.write(store, first, [AMERICA])
    concepts.write(store, second, [named(hans="美国")])
    concepts.write(store, second, [])
    assert shown(store) == [{"en": "United States|American", "vi": "Hoa Kỳ", "zh-Hant": "美國"}]
    concepts.write(store, second, [named(hans="美国")])
    works.remove(store, first)
    assert shown(store) == [{"zh-Hans": "美国"}]


@pytest.mark.parametrize(
    ("known", "later"),
    [
        ([named(en="model", hant="模式"), named(en="sample", hant="模式|樣本")], [named(hans="模式")]),
        ([named(en="model", vi="mô hình", hant="模式")], [named(en="model", hans="模型")]),
        ([named(en="cluster", hant="集羣")], [named(en="clustering", hans="集群")]),
        ([named(en="bank", vi="ngân hàng")], [named(en="bank", vi="bờ sông")]),
        ([named(vi="ma")], [named(vi="mà")]),
    ],
)
def test_what_is_ambiguous_stays_apart(store: Store, known: list[Concept], later: list[Concept]) -> None:
    concepts.write(store, work_with(store, en="A."), known)
    second = work_with(store, en="C.")
    for _ in range(2):
        concepts.write(store, second, later)
        assert concepts.page(store, None, "", 0, 10).total == len(known) + len(later)


def test_plurals_and_case_are_one_term(store: Store) -> None:
    concepts.write(store, work_with(store, en="A."), [named(en="Supply chain", vi="chuỗi cung ứng")])
    concepts.write(store, work_with(store, en="C."), [named(en="supply chains")])
    assert shown(store) == [{"en": "Supply chain|supply chains", "vi": "chuỗi cung ứng"}]


def test_what_people_settled_is_not_added_to_in_its_languages(store: Store) -> None:
    concepts.write(store, work_with(store, en="A."), [AMERICA])
    store.execute("UPDATE concepts SET status = 'approved'")
    concepts.write(store, work_with(store, en="C."), [named(en="American|Yankee", hans="美国")])
    assert shown(store) == [MERGED[0] | {"en": "American|United States"}]


def test_concepts_in_more_languages_come_first_then_those_used_more(store: Store) -> None:
    often = Concept((Term("zh-Hans", "经济", count=90),))
    pair = Concept((Term("en", "mill", count=9), Term("vi", "cối xay", count=9)))
    rare = Concept((Term("en", "grain", count=1), Term("vi", "hạt", count=1)))
    three = named(en="river", vi="sông", hant="河流")
    concepts.write(store, work_with(store, en="A."), [often, rare, pair, three])
    names = [view.terms[0].text for view in concepts.page(store, None, "", 0, 10).items]
    assert names == ["river", "mill", "grain", "经济"]
    assert [view.terms[0].text for view in concepts.page(store, None, "", 1, 2).items] == names[1:3]


def test_concepts_are_found_by_any_of_their_terms(store: Store) -> None:
    concepts.write(store, work_with(store, en="A.", vi="B."), [concept()])
    for query, total in (("MILL", 1), ("cối", 1), ("will", 0), ("", 1)):
        assert concepts.page(store, None, query, 0, 10).total == total


def test_deleting_a_work_takes_everything_with_it(store: Store) -> None:
    work = work_with(store, en="A. B. C.", vi="Đường. Hoà.")
    tables.write(store, work, small_table())
    findings.write(store, work, small_table(), [finding()])
    concepts.write(store, work, [concept()])
    works.remove(store, work)
    index.catch_up(store)
    left = [
        name
        for name in store.db.table_names()
        if not name.startswith("_") and "_fts" not in name and store.value(f'SELECT count(*) FROM "{name}"')
    ]
    assert sorted(left) == ["gone", "revisions", "search_changed", "search_line", "search_state"]


def test_a_file_in_two_works_is_kept_once_and_as_long_as_one_has_it(store: Store) -> None:
    first, second = work_with(store, en="Same."), work_with(store, en="Same.")
    assert store.value("SELECT count(*) FROM files") == 1
    assert documents.works_with(store, documents.digest(b"Same.")) == [first, second]
    works.remove(store, first)
    assert store.value("SELECT count(*) FROM files") == 1
    works.remove(store, second)
    assert store.value("SELECT count(*) FROM files") == 0
