"""Tables of a few rows, and the findings of one check in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from aligner.types import Kind, Segment, Span, Table, table_from_spans
from glossary import checks
from glossary.types import Concept, Finding

Rows = Sequence[dict[str, str]]
Run = Callable[..., list[Finding]]


def table(rows: Rows, kind: Kind = Kind.BODY) -> Table:
    """One segment a cell; an empty text is an empty cell."""
    langs = tuple(dict.fromkeys(lang for row in rows for lang in row))
    segments: dict[str, list[Segment]] = {lang: [] for lang in langs}
    spans = []
    for row in rows:
        cells = []
        for lang in langs:
            start = len(segments[lang])
            if row.get(lang):
                segments[lang].append(Segment(row[lang], lang, start, -1, Span(0, len(row[lang])), kind))
            cells.append(Span(start, len(segments[lang])))
        spans.append(tuple(cells))
    return table_from_spans(langs, {lang: tuple(column) for lang, column in segments.items()}, spans)


@pytest.fixture(name="table")
def making() -> Callable[..., Table]:
    """``table(rows)``: rows given as dictionaries of texts by language, as a table."""
    return table


@pytest.fixture
def run() -> Run:
    """``run(check, row, …)``: what one check finds in rows given as dictionaries of texts by language."""

    def find(
        check: str, *rows: dict[str, str], kind: Kind = Kind.BODY, concepts: Sequence[Concept] = ()
    ) -> list[Finding]:
        whole = table(rows, kind)
        found = checks.run(whole, concepts=concepts, checks=[check])
        for finding in found:
            assert finding.check == check
            assert finding.text
            for lang, spans in finding.spans.items():
                cell = whole.text(whole.rows[finding.row], lang)
                assert tuple(span.of(cell) for span in spans) == finding.quotes[lang]
        return found

    return find


@pytest.fixture
def gold() -> Callable[[Path, tuple[str, ...]], Table]:
    """The table of a gold folder: one segment a line, rows of index lists."""

    def read(folder: Path, langs: tuple[str, ...]) -> Table:
        segments = {}
        for lang in langs:
            texts = (folder / f"{lang}.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
            segments[lang] = tuple(Segment(text, lang, n, -1, Span(0, len(text))) for n, text in enumerate(texts))
        places = dict.fromkeys(langs, 0)
        rows = []
        for line in (folder / "rows.tsv").read_text(encoding="utf-8").rstrip("\n").split("\n"):
            cells = []
            for lang, cell in zip(langs, (line + "\t" * len(langs)).split("\t"), strict=False):
                stop = places[lang] + len([number for number in cell.split(",") if number])
                cells.append(Span(places[lang], stop))
                places[lang] = stop
            rows.append(tuple(cells))
        return table_from_spans(langs, segments, rows)

    return read
