"""A table seen in some of its languages: columns, rows and what points at rows."""

from __future__ import annotations

import pytest

from aligner.types import Band, Evidence, Row, Segment, Span, Table
from web.actions.alignment import arranged, column


def segments(lang: str, count: int) -> tuple[Segment, ...]:
    return tuple(Segment(f"{lang}{i}", lang, i, 0, Span(i, i + 1)) for i in range(count))


def table() -> Table:
    """Row 0 in vi alone; rows 1 and 3 are one sentence that moved; row 2 in all."""
    rows = (
        Row((Span(0, 0), Span(0, 1), Span(0, 0))),
        Row((Span(0, 1), Span(1, 1), Span(0, 0)), 0.5, Band.CHECK, (Evidence("order", "moved", ("zh-Hant",), 3),)),
        Row((Span(1, 2), Span(1, 2), Span(0, 1)), 0.9, Band.GOOD, (Evidence("length", "usual"),)),
        Row((Span(2, 2), Span(2, 2), Span(1, 2)), 0.5, Band.CHECK, (Evidence("order", "moved", ("en",), 1),)),
    )
    columns = (segments("en", 2), segments("vi", 2), segments("zh-Hant", 2))
    return Table(("en", "vi", "zh-Hant"), columns, rows, "s", ("w",), ((1, 3),))


def test_columns_come_in_the_order_asked_for_and_empty_rows_go() -> None:
    found = arranged(table(), ["zh-Hant", "en"])
    assert (found.langs, [row.shape for row in found.rows]) == (("zh-Hant", "en"), ["0-1", "1-1", "1-0"])
    assert [found.text(row, "en") for row in found.rows] == ["en0", "en1", ""]
    assert (found.signature, found.warnings) == ("s", ("w",))


def test_what_points_at_rows_follows_them() -> None:
    found = arranged(table(), ["zh-Hant", "en"])
    assert found.moved == ((0, 2),)
    assert [item.hits for row in found.rows for item in row.evidence if item.verdict == "moved"] == [2, 0]
    alone = arranged(table(), ["en", "vi"])
    assert alone.moved == ()
    assert [item.verdict for row in alone.rows for item in row.evidence] == ["usual"]


def test_two_languages_stand_as_finely_as_they_are_aligned() -> None:
    finer = Evidence("agreement", "finer", ("vi", "en"), 1, 1)
    rows = (
        Row((Span(0, 2), Span(0, 2), Span(0, 1)), 0.8, Band.CHECK, (Evidence("length", "usual"), finer)),
        Row((Span(2, 3), Span(2, 3), Span(1, 1))),
    )
    columns = (segments("en", 3), segments("vi", 3), segments("zh-Hant", 1))
    whole = Table(("en", "vi", "zh-Hant"), columns, rows)
    alone = arranged(whole, ["en", "vi"])
    assert [row.shape for row in alone.rows] == ["1-1"] * 3
    assert [(row.score, row.band, row.evidence) for row in alone.rows[:2]] == [
        (0.8, Band.CHECK, (Evidence("length", "usual"),))
    ] * 2
    assert [row.shape for row in arranged(whole, ["vi", "zh-Hant"]).rows] == ["2-1", "1-0"]
    assert [row.shape for row in arranged(whole, ["zh-Hant", "vi", "en"]).rows] == ["1-2-2", "0-1-1"]


def test_all_columns_in_their_order_are_the_table_itself() -> None:
    whole = table()
    assert arranged(whole, ["en", "vi", "zh-Hant"]) is whole
    with pytest.raises(KeyError):
        arranged(whole, ["en", "zh-Hans"])


def test_one_language_has_one_segment_a_row() -> None:
    assert [row.shape for row in column("vi", segments("vi", 3)).rows] == ["1", "1", "1"]
