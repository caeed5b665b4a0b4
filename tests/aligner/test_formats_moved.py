"""A pair whose halves stand in different rows is carried by every format that can carry it."""

from __future__ import annotations

from io import BytesIO

import pytest
from lxml import etree

from aligner import formats
from aligner.formats import Meta, jsonl, tmx, tsv, xlsx
from aligner.types import Band, Row, Segment, Span, Table

ENGLISH = "A caption.", "A sentence.", "Another."
VIETNAMESE = "Một câu.", "Câu khác.", "Một chú thích."


def table(moved: tuple[tuple[int, int], ...] = ((0, 3),)) -> Table:
    """The caption comes first in English, last in Vietnamese."""
    columns = tuple(
        tuple(Segment(text, lang, n, n, Span(0, len(text))) for n, text in enumerate(texts))
        for lang, texts in (("en", ENGLISH), ("vi", VIETNAMESE))
    )
    spans = ((0, 1, 0, 0), (1, 2, 0, 1), (2, 3, 1, 2), (3, 3, 2, 3))
    rows = tuple(Row((Span(a, b), Span(c, d)), 0.9, Band.CHECK) for a, b, c, d in spans)
    return Table(("en", "vi"), columns, rows, "x", (), moved)


def written(name: str, table: Table, meta: Meta | None = None) -> bytes:
    out = BytesIO()
    formats.get(name).write(table, out, meta or Meta())
    return out.getvalue()


def test_tsv_and_excel_name_the_other_row() -> None:
    lines = written("tsv", table()).decode().splitlines()
    assert lines[0].split("\t") == ["row", "band", "moved", "en", "vi"]
    assert lines[1].split("\t") == ["1", "check", "4", "A caption.", ""]
    assert [line.split("\t")[2] for line in lines[2:]] == ["", "", "1"]


@pytest.mark.parametrize("reader", [tsv, xlsx])
def test_tables_with_moved_pairs_are_read_back(reader: object) -> None:
    name = reader.__name__.rpartition(".")[2]  # type: ignore[attr-defined]
    rows = reader.read(written(name, table())).rows  # type: ignore[attr-defined]
    assert [row.texts for row in rows] == [
        {"en": "A caption."},
        {"en": "A sentence.", "vi": "Một câu."},
        {"en": "Another.", "vi": "Câu khác."},
        {"vi": "Một chú thích."},
    ]


def test_without_moved_pairs_no_column_is_added() -> None:
    assert written("tsv", table(())).decode().splitlines()[0].split("\t") == ["row", "band", "en", "vi"]


def test_tmx_makes_one_unit_of_both_halves() -> None:
    root = etree.fromstring(written("tmx", table()))
    first = next(root.iter("tu"))
    assert first.get("tuid") == "r1"
    assert [seg.text for seg in first.iter("seg")] == ["A caption.", "Một chú thích."]
    assert first.findtext("prop[@type='moved']") == "4"
    assert len(list(root.iter("tu"))) == 3
    assert root.findtext("header/prop[@type='rows-left-out']") is None or (
        root.findtext("header/prop[@type='rows-left-out']") == "0"
    )
    assert [row.texts["vi"] for row in tmx.read(written("tmx", table())).rows] == [VIETNAMESE[2], *VIETNAMESE[:2]]


def test_tmx_leaves_halves_out_that_are_not_sure_enough() -> None:
    root = etree.fromstring(written("tmx", table(), Meta(least=0.95)))
    assert not list(root.iter("tu"))
    assert root.findtext("header/prop[@type='rows-left-out']") == "4"


def test_json_lines_bring_the_pair_back() -> None:
    assert jsonl.read(written("jsonl", table())) == table()


def test_html_links_to_the_other_row() -> None:
    page = written("html", table()).decode()
    assert '<a href="#r4">at row 4</a>' in page
    assert '<a href="#r1">at row 1</a>' in page
