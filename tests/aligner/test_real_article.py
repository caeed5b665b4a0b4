"""The real article in three languages, from its files: title, headings, body in step; notes and furniture apart."""

from __future__ import annotations

from pathlib import Path

import pytest

import aligner
from aligner.types import Kind, Table


@pytest.fixture(scope="module")
def table(articles: dict[str, Path]) -> Table:
    documents = {
        document.lang: document
        for number in ("000", "002")
        for document in aligner.read(articles[number].name, articles[number].read_bytes())
    }
    return aligner.align({lang: documents[lang] for lang in ("en", "vi", "zh-Hant")})


def rows_of(table: Table, kind: Kind) -> list[str]:
    return [
        row.shape
        for row in table.rows
        if any(segment.kind is kind for lang in table.langs for segment in table.cell(row, lang))
    ]


def test_the_title_is_in_step(table: Table) -> None:
    assert rows_of(table, Kind.TITLE) == ["1-1-1"]


def test_headings_are_in_step(table: Table) -> None:
    assert rows_of(table, Kind.HEADING) == ["1-1-1"] * 4


def test_notes_stand_alone(table: Table) -> None:
    notes = rows_of(table, Kind.NOTE)
    assert notes
    assert set(notes) == {"0-0-1"}


def test_the_body_is_in_step(table: Table) -> None:
    body = [shape for shape in rows_of(table, Kind.BODY) if "0" not in shape]
    assert len(body) >= 95
    assert set(body) <= {"1-1-1", "1-1-2"}


def test_the_caption_that_stands_elsewhere_is_reported(table: Table) -> None:
    assert len(table.moved) == 1
    one, other = (table.rows[index] for index in table.moved[0])
    assert {one.shape, other.shape} == {"0-0-1", "1-1-0"}
