"""Tables for the glossary's tests: small ones written in place, and the gold of the sample works."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from aligner.types import LANGS, Segment, Span, Table, table_from_spans

Columns = Mapping[str, Sequence[str]]
ROOT = Path(__file__).resolve().parents[2]


def _segments(lines: Sequence[str], lang: str) -> tuple[Segment, ...]:
    return tuple(Segment(text, lang, number, -1, Span(0, len(text))) for number, text in enumerate(lines))


def _side_by_side(columns: Columns) -> Table:
    """A table of rows that hold one segment of every language; an empty text is an empty cell."""
    places = dict.fromkeys(columns, 0)
    rows = []
    for texts in zip(*columns.values(), strict=True):
        spans = []
        for lang, text in zip(columns, texts, strict=True):
            spans.append(Span(places[lang], places[lang] + bool(text)))
            places[lang] += bool(text)
        rows.append(tuple(spans))
    segments = {lang: _segments([text for text in texts if text], lang) for lang, texts in columns.items()}
    return table_from_spans(tuple(columns), segments, rows)


def _gold(folder: Path, langs: Sequence[str]) -> Table:
    """The table of a gold folder: one segment a line, ``rows.tsv`` with indices, empty where a language has nothing."""
    segments = {
        lang: _segments((folder / f"{lang}.txt").read_text("utf-8").removesuffix("\n").split("\n"), lang)
        for lang in langs
    }
    places = [0] * len(langs)
    rows = []
    for line in (folder / "rows.tsv").read_text("utf-8").removesuffix("\n").split("\n"):
        cells = [*line.split("\t"), *[""] * len(langs)]
        spans = []
        for column in range(len(langs)):
            size = len(cells[column].split(",")) if cells[column] else 0
            spans.append(Span(places[column], places[column] + size))
            places[column] += size
        rows.append(tuple(spans))
    return table_from_spans(tuple(langs), segments, rows)


@pytest.fixture(scope="session")
def side_by_side() -> Callable[[Columns], Table]:
    """Make a table of texts by language, one segment a cell."""
    return _side_by_side


@pytest.fixture(scope="session")
def sample() -> Callable[[str], Table]:
    """The gold table of a sample work in four languages, by its slug."""
    return lambda slug: _gold(ROOT / "seeds" / "gold" / slug, LANGS)


@pytest.fixture(scope="session")
def article(shared: Path) -> Table:
    """The gold table of the real article in three languages."""
    return _gold(shared / "gold", ("en", "vi", "zh-Hant"))
