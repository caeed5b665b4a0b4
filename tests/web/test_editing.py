"""Rows mended by hand: whatever is done, each sentence stands in one row, and all of it is undone and done again."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from aligner.errors import InputError
from aligner.types import Block, Document, Kind, Row, Segment, Span, Table
from glossary.matcher import Matcher
from glossary.types import Concept, Term
from web import actions
from web.doing import do
from web.errors import Conflict, NotFound
from web.store import Store, documents, jobs, tables, usage, works
from web.store.documents import NewDocument
from web.views import RowView, SegmentView, Upload

SENTENCES = {
    "en": "A mill stood here. It burned. They built it again. A school came. It closed. Trees grow there.",
    "vi": "Đây có cối xay. Nó cháy. Họ dựng lại. Có trường học. Nó đóng cửa. Cây mọc ở đó.",
    "zh-Hant": "這裡有磨坊。它燒了。他們重建。有了學校。它關了。那裡長樹。",
}
SHAPES = [(1, 1, 1), (1, 2, 1), (2, 1, 0), (1, 0, 3), (1, 1, 1), (0, 1, 0)]


def stored(store: Store) -> int:
    """A work of six rows in three languages, with gaps and rows of several sentences."""
    langs = tuple(SENTENCES)
    columns = []
    with store.atomic():
        work = works.add(store, "The mill")
        for part, (lang, text) in enumerate(SENTENCES.items()):
            value = Document(f"{lang}.txt", text, (Block(text, Kind.BODY, lang, Span(0, len(text))),), lang)
            documents.add(store, work, NewDocument(value, text.encode(), part, "txt"))
            pieces: list[Segment] = []
            place = 0
            for piece in text.replace("。", "。\n").replace(". ", ".\n").splitlines():
                at = text.index(piece, place)
                place = at + len(piece)
                pieces.append(Segment(piece, lang, len(pieces), 0, Span(at, place)))
            columns.append(tuple(pieces))
        rows, starts = [], [0] * len(langs)
        for shape in SHAPES:
            spans = tuple(Span(start, start + size) for start, size in zip(starts, shape, strict=True))
            starts = [span.stop for span in spans]
            rows.append(Row(spans, 0.9))
        tables.write(store, work, Table(langs, tuple(columns), tuple(rows)))
    return work


def state(store: Store, work: int) -> Any:
    """All that people see of a table."""
    found = tables.rows(store, work, limit=1000).items
    return [
        (
            *(row.id, row.number, row.shape, row.confirmed, row.bookmark, row.moved, row.score, row.band, row.kind),
            *((cell.lang, words(cell.segments)) for cell in row.cells),
        )
        for row in found
    ]


def words(segments: Sequence[SegmentView]) -> list[Any]:
    return [(one.id, one.text, one.original, one.edited, one.start, one.stop) for one in segments]


@pytest.fixture
def work(store: Store) -> int:
    return stored(store)


def rows(store: Store, work: int) -> tuple[RowView, ...]:
    return actions.get_rows(store, work, limit=1000).items


class Editing(RuleBasedStateMachine):
    """Two people edit one work at random; in the end each takes back what they did, as far as it was theirs alone."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store(Path(self.folder.name) / "a.db", who="reviewer1")
        self.work = stored(self.store)
        self.matcher = self._mined()
        self.first = state(self.store, self.work)
        self.words = self._words()

    def teardown(self) -> None:
        after = state(self.store, self.work)
        steps = 0
        while actions.stack(self.store, self.work).undo:
            actions.undo(self.store, self.work)
            steps += 1
        assert state(self.store, self.work) == self.first
        for _ in range(steps):
            actions.redo(self.store, self.work)
        assert state(self.store, self.work) == after
        self.store.close()
        self.folder.cleanup()

    def _words(self) -> dict[str, str]:
        """What each language says as a whole, blanks aside."""
        said = dict.fromkeys(SENTENCES, "")
        for row in rows(self.store, self.work):
            for cell in row.cells:
                said[cell.lang] += "".join("".join((s.original if s.edited else s.text).split()) for s in cell.segments)
        return {lang: "".join(sorted(text)) for lang, text in said.items()}

    @invariant()
    def every_sentence_stands_in_one_row(self) -> None:
        table = actions.get_table(self.store, self.work)  # a table that does not tile cannot be made
        assert all(any(row.spans) for row in table.rows)
        found = rows(self.store, self.work)
        assert [row.number for row in found] == list(range(1, len(found) + 1))
        assert self._words() == self.words

    def _mined(self) -> Matcher:
        """Let the work use some terms, each often enough that no rule takes all of them away."""
        terms = [Concept((Term("en", "it"), Term("vi", "có"), Term("zh-Hant", "了"))), Concept((Term("vi", "nó"),))]
        ids = [actions.add_concept(self.store, one, force=True).id for one in terms]
        self.store.execute("UPDATE works SET mined = 1 WHERE id = ?", (self.work,))
        usage.write(self.store, self.work, ids)
        return Matcher(terms)

    @invariant()
    def terms_are_where_they_stand(self) -> None:
        """Whatever cells were carried along, the places of terms are those that a search of all rows finds."""
        found = {
            (match.concept + 1, row.number, cell.lang, match.span.start)
            for row in rows(self.store, self.work)
            for cell in row.cells
            for match in self.matcher.find(cell.text, cell.lang)
        }
        held = self.store.all("SELECT concept, number, lang, spans FROM occurrences WHERE work = ?", (self.work,))
        noted = {
            (one["concept"], one["number"], one["lang"], start) for one in held for start, _ in json.loads(one["spans"])
        }
        gone = {1, 2} - set(works.concepts_used(self.store, self.work))  # of which nothing is left to be found
        assert noted == {place for place in found if place[0] not in gone}

    def _try(self, verb: Any, *args: Any, **options: Any) -> None:
        before = state(self.store, self.work)
        try:
            verb(self.store, *args, **options)
        except InputError:
            assert state(self.store, self.work) == before

    def _row(self, data: st.DataObject) -> RowView:
        found = rows(self.store, self.work)
        return found[data.draw(st.integers(0, len(found) - 1))]

    def _segment(self, data: st.DataObject, row: RowView) -> int:
        held = [segment.id for cell in row.cells for segment in cell.segments]
        return data.draw(st.sampled_from(held))

    @rule(data=st.data(), count=st.integers(2, 3))
    def merge(self, data: st.DataObject, count: int) -> None:
        self._try(actions.merge_rows, self._row(data).id, count=count)

    @rule(data=st.data(), offset=st.integers(0, 12))
    def split(self, data: st.DataObject, offset: int) -> None:
        row = self._row(data)
        self._try(actions.split_row, row.id, self._segment(data, row), offset)

    @rule(data=st.data(), lang=st.sampled_from(tuple(SENTENCES)), by=st.sampled_from((-1, 1)))
    def move(self, data: st.DataObject, lang: str, by: int) -> None:
        self._try(actions.move_segments, self._row(data).id, lang, by)

    @rule(data=st.data(), lang=st.sampled_from(tuple(SENTENCES)), by=st.sampled_from((-1, 1)))
    def shift(self, data: st.DataObject, lang: str, by: int) -> None:
        self._try(actions.shift_rows, self._row(data).id, lang, by)

    @rule(data=st.data(), lang=st.sampled_from(tuple(SENTENCES)))
    def swap(self, data: st.DataObject, lang: str) -> None:
        self._try(actions.swap_cells, self._row(data).id, lang)

    @rule(data=st.data(), text=st.sampled_from(("Khác.", "Other words.", "另一句。")))
    def write(self, data: st.DataObject, text: str) -> None:
        self._try(actions.edit_segment, self._segment(data, self._row(data)), text)

    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        self._try(actions.restore_segment, self._segment(data, self._row(data)))

    @rule(data=st.data(), confirmed=st.booleans(), before=st.booleans())
    def confirm(self, data: st.DataObject, confirmed: bool, before: bool) -> None:
        self._try(actions.confirm_rows, [self._row(data).id], confirmed=confirmed, before=before)

    @rule(data=st.data(), bookmark=st.booleans())
    def bookmark(self, data: st.DataObject, bookmark: bool) -> None:
        self._try(actions.bookmark_row, self._row(data).id, bookmark=bookmark)

    @rule(data=st.data())
    def moved(self, data: st.DataObject) -> None:
        one, other = self._row(data), self._row(data)
        self._try(actions.mark_moved, one.id, other.id)
        held = tables.by_id(self.store, self.work, [one.id, other.id])
        assert all(row.moved == 0 or rows(self.store, self.work)[row.moved - 1].moved == row.number for row in held)

    @precondition(lambda self: bool(actions.stack(self.store, self.work).undo))
    @rule()
    def undo(self) -> None:
        actions.undo(self.store, self.work)

    @precondition(lambda self: bool(actions.stack(self.store, self.work).redo))
    @rule()
    def redo(self) -> None:
        actions.redo(self.store, self.work)


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=20, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def test_both_texts_are_in_the_conflict_and_nothing_is_overwritten(store: Store, work: int) -> None:
    segment = rows(store, work)[0].cells[0].segments[0]
    store.act_as("reviewer1", "reviewer")
    actions.edit_segment(store, segment.id, "Theirs.", version=segment.version)
    store.act_as("reviewer2", "reviewer")
    with pytest.raises(Conflict) as caught:
        actions.edit_segment(store, segment.id, "Mine.", version=segment.version)
    facts = caught.value.facts
    assert (facts["mine"], facts["theirs"], facts["who"], facts["row"].number) == ("Mine.", "Theirs.", "reviewer1", 1)
    first, second = rows(store, work)[:2]
    actions.merge_rows(store, second.id, version=second.version)
    with pytest.raises(Conflict):
        actions.split_row(store, first.id, segment.id, 2, version=1)
    assert actions.stack(store, work).undo == "merge-rows"  # everybody takes back what is his own
    store.act_as("reviewer1", "reviewer")
    assert actions.stack(store, work).undo == "edit-text"


def test_what_somebody_else_changed_since_is_not_undone(store: Store, work: int) -> None:
    row = rows(store, work)[1]
    store.act_as("reviewer1", "reviewer")
    actions.merge_rows(store, row.id)
    store.act_as("reviewer2", "reviewer")
    actions.bookmark_row(store, row.id)
    store.act_as("reviewer1", "reviewer")
    with pytest.raises(Conflict) as caught:
        actions.undo(store, work)
    assert caught.value.facts["who"] == "reviewer2"
    assert rows(store, work)[1].bookmark


def test_typing_on_is_one_step_unless_something_came_between(store: Store, work: int) -> None:
    segment = rows(store, work)[0].cells[0].segments[0]
    first = actions.edit_segment(store, segment.id, "One")
    on = actions.edit_segment(store, segment.id, "One two", version=first.revision, going_on=first.revision)
    assert on.revision == first.revision
    actions.bookmark_row(store, rows(store, work)[2].id)
    last = actions.edit_segment(store, segment.id, "One two three", going_on=first.revision)
    assert last.revision != first.revision
    for text in ("One two", "One two", segment.text):
        actions.undo(store, work)
        assert rows(store, work)[0].cells[0].text == text


def test_original_words_come_back(store: Store, work: int) -> None:
    segment = rows(store, work)[0].cells[1].segments[0]
    actions.edit_segment(store, segment.id, "Khác.")
    held = rows(store, work)[0].cells[1].segments[0]
    assert (held.text, held.original, held.edited) == ("Khác.", segment.text, True)
    assert actions.restore_segment(store, segment.id).what == "restore-text"
    held = rows(store, work)[0].cells[1].segments[0]
    assert (held.text, held.edited) == (segment.text, False)
    assert actions.restore_segment(store, segment.id).revision == 0  # nothing to do is no step
    with pytest.raises(InputError):
        actions.edit_segment(store, segment.id, " \n ")
    with pytest.raises(NotFound):
        actions.edit_segment(store, 999, "x")


def test_search_findings_and_places_of_terms_follow_the_words(store: Store, uploads: dict[str, Upload]) -> None:
    (made,) = actions.import_files(store, [uploads["en"], uploads["vi"]]).works
    actions.mine_work(store, made.id)
    actions.check_work(store, made.id)
    row = next(row for row in rows(store, made.id) if "300 tonnes" in row.cells[0].text)
    view = actions.edit_segment(store, row.cells[1].segments[0].id, "Mỗi năm nó xay 800 tấn gạo thơm.")
    assert [f.check for f in actions.list_findings(store, work=made.id, rows=[row.number]).items] == ["quantities"]
    assert view.rows[0].findings == 1
    assert actions.concordance(store, "gạo thơm").total == 1
    actions.merge_rows(store, rows(store, made.id)[0].id)
    assert [f.row for f in actions.list_findings(store, work=made.id, check="quantities").items] == [row.number - 1]
    actions.undo(store, made.id)
    actions.undo(store, made.id)
    assert actions.list_findings(store, work=made.id, rows=[row.number]).items == ()
    assert actions.concordance(store, "gạo thơm").total == 0


def test_confirmed_rows_outlive_the_alignment_of_gaps_and_of_everything(
    store: Store, uploads: dict[str, Upload]
) -> None:
    (made,) = actions.import_files(store, list(uploads.values())).works
    before = [row.shape for row in rows(store, made.id)]
    actions.confirm_rows(store, [rows(store, made.id)[0].id], before=True)
    actions.edit_segment(store, rows(store, made.id)[0].cells[0].segments[0].id, "The mill")
    actions.shift_rows(store, rows(store, made.id)[3].id, "vi", 1)
    assert [row.shape for row in rows(store, made.id)] != before
    done = actions.realign_gaps(store, made.id)
    assert done.what == "realign-gaps"
    assert [row.shape for row in rows(store, made.id)] == before
    assert actions.realign_gaps(store, made.id).revision == 0
    actions.undo(store, made.id)
    assert [row.shape for row in rows(store, made.id)] != before
    actions.realign(store, made.id)
    found = rows(store, made.id)
    assert [row.shape for row in found] == before
    assert (found[0].confirmed, found[0].cells[0].text, found[0].band) == (True, "The mill", "good")


def test_rows_of_a_sort_are_found_in_both_directions(store: Store, work: int) -> None:
    actions.confirm_rows(store, [rows(store, work)[0].id, rows(store, work)[3].id])
    actions.bookmark_row(store, rows(store, work)[4].id)
    assert [row.number for row in actions.get_rows(store, work, which="odd").items] == [2, 3, 4, 6]
    assert actions.next_row(store, work, "unconfirmed") == 2
    assert actions.next_row(store, work, "unconfirmed", start=3) == 5
    assert actions.next_row(store, work, "unconfirmed", start=5, by=-1) == 3
    assert actions.next_row(store, work, "bookmarks", start=5) == 0
    plot = actions.get_plot(store, work)
    assert (plot.langs, plot.states[0], len(plot.states)) == (("en", "vi", "zh-Hant"), "k", 6)
    assert sum(plot.lengths["en"]) == sum(len(cell.text) for row in rows(store, work) for cell in row.cells[:1]) - 1


def test_what_many_rows_are_worth_is_said_in_the_background(store: Store, work: int) -> None:
    """Moving a column of thousands of rows is done at once; those far below are to be looked at until a job did."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("web.actions.drafting.SOON", 2)
        patch.setattr("web.actions.freshness.SOON", 2)
        first = rows(store, work)[0].id
        actions.shift_rows(store, first, "vi", 1)
    shown = rows(store, work)
    assert [(row.band, row.score) for row in shown[2:]] == [("check", 0.5)] * len(shown[2:])
    (job,) = actions.list_jobs(store).items
    assert job.kind == "check"
    do(store, jobs.record(store, job.id), lambda message, fraction: None)
    after = rows(store, work)
    assert [row.version for row in after] == [row.version for row in shown]
    assert ("check", 0.5) not in [(row.band, row.score) for row in after]
    actions.undo(store, work)
    actions.shift_rows(store, first, "vi", 1)
    assert [(row.band, row.score) for row in rows(store, work)[:2]] == [(row.band, row.score) for row in after[:2]]
