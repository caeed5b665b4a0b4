"""Rows with thousands of findings on pages and in reports: a piece is held against what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.types import Span
from glossary.reports._base import LONG, Item, excerpt
from web import actions
from web.actions import sentences
from web.actions.linking import Link
from web.app import create_app
from web.config import Config
from web.pages import marking
from web.pages.marking import Piece, pieces
from web.store import Store
from web.views import Cell, SegmentView, Upload

Places = list[tuple[int, int]]


def cell(count: int) -> Cell:
    """A cell of so many segments of nine letters."""
    held = [SegmentView(n + 1, n, "the mill.", "body", 0, n * 10, n * 10 + 9) for n in range(count)]
    return Cell("en", " ".join(segment.text for segment in held), 0, count, tuple(held))


def test_a_segment_is_held_against_its_own_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    cut = marking._cut

    def counted(text: str, marks: Sequence[tuple[Span, str, int]], links: Sequence[Link]) -> list[Piece]:
        seen.append(len(marks))
        return cut(text, marks, links)

    monkeypatch.setattr(marking, "_cut", counted)
    found = pieces(cell(200), [(Span(n * 10, n * 10 + 3), "error", n + 1) for n in range(200)])
    assert seen == [1] * 200
    assert [[(one.text, one.mark, one.notes) for one in part] for part in found[:2]] == [
        [("the", "error", "1"), (" mill.", "", "")],
        [("the", "error", "2"), (" mill.", "", "")],
    ]


@given(st.lists(st.tuples(st.integers(0, 38), st.integers(1, 12)), max_size=12))
def test_each_letter_has_the_marks_that_stand_on_it(spans: Places) -> None:
    here = cell(4)
    marks = [(Span(start, min(start + size, 39)), "warning", number) for number, (start, size) in enumerate(spans, 1)]
    for segment, part in zip(here.segments, pieces(here, marks), strict=True):
        place = segment.start
        assert "".join(one.text for one in part) == segment.text
        for one in part:
            for at in range(place, place + len(one.text)):
                standing = [str(note) for span, _, note in marks if span.start <= at < span.stop]
                assert (one.notes.split(), bool(one.mark)) == (standing, bool(standing))
            place += len(one.text)


def test_reports_show_what_is_around_a_finding_of_a_long_text() -> None:
    text = "a" * 9000 + "the the" + "b" * 9000
    item = Item("w", "doubled-word", "warning", 1, ("en",), {"en": [(9000, 9007)]}, {"en": ["the the"]}, "", "", "")
    shown, left = excerpt(text, [item], "en")
    assert shown[9000 - left : 9007 - left] == "the the"
    assert (shown[0], shown[-1], len(shown)) == ("…", "…", LONG + 2)


def test_a_row_of_many_sentences_is_found_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "WINDOW", 3)
    texts = {"en": "The mill stood here {}.", "vi": "Cối xay đứng ở đây {}."}
    uploads = [
        Upload(f"a.{lang}.txt", "\n\n".join(text.format(n) for n in range(12)).encode(), lang)
        for lang, text in texts.items()
    ]
    with Store(tmp_path / "a.db") as store:
        actions.import_files(store, uploads)
        rows = actions.get_rows(store, 1)
        actions.merge_rows(store, rows.items[0].id, count=rows.total)
    page = create_app(Config(db=tmp_path / "a.db", jobs=False)).test_client().get("/lookup?q=mill")
    assert page.get_data(as_text=True).count('class="kwic"') == 1
