"""Rows mended by hand: any sequence of edits keeps every segment in one row, and is undone and done again as a whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from aligner.errors import InputError
from aligner.types import LANGS, Document, Block, Kind, Row, Segment, Span, Table
from web import actions
from web.errors import Conflict, NotFound
from web.store import Store, documents, tables, works
from web.store.documents import NewDocument
from web.views import RowView, Upload

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
            pieces, place = [], 0
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
    return [
        (row.id, row.number, row.shape, row.confirmed, row.bookmark, row.moved, row.score, row.band, row.kind)
        + tuple((cell.lang, tuple((s.id, s.text, s.original, s.edited, s.start, s.stop) for s in cell.segments))
                for cell in row.cells)
        for row in tables.rows(store, work, limit=1000).items
    ]


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

    @precondition(lambda self: actions.stack(self.store, self.work).undo)
    @rule()
    def undo(self) -> None:
        actions.undo(self.store, self.work)

    @precondition(lambda self: actions.stack(self.store, self.work).redo)
    @rule()
    def redo(self) -> None:
        actions.redo(self.store, self.work)


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=25, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
