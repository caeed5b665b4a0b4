"""What a check is, and what it is given to look at: rows with their texts, and the table they stand in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from aligner.quantities import Quantity
from aligner.quantities import find as find_quantities
from aligner.types import LANGS, Kind, Row, Segment, Span, Table
from glossary.types import Concept, Finding, Scope, Severity

ASIDES: frozenset[Kind] = frozenset(
    {Kind.NOTE, Kind.BOILERPLATE, Kind.CAPTION, Kind.PULL_QUOTE, Kind.FOOTNOTE, Kind.BYLINE}
)
"""Kinds of segments that a version may have or lack without anything being left out of the text."""


@dataclass(frozen=True)
class RowContext:
    """One row as checks see it: its texts by language, what was read from them, and the rows around it."""

    table: TableContext = field(repr=False)
    index: int
    row: Row

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text of every cell, empty ones included."""
        return self.table.table.texts(self.row)

    @cached_property
    def filled(self) -> tuple[str, ...]:
        """The languages that have text in this row."""
        return tuple(lang for lang, text in self.texts.items() if text.strip())

    @cached_property
    def _quantities(self) -> dict[str, list[Quantity]]:
        return {}

    def quantities(self, lang: str) -> list[Quantity]:
        """The quantities of one cell, read once."""
        if lang not in self._quantities:
            self._quantities[lang] = find_quantities(self.texts[lang], lang)
        return self._quantities[lang]

    @cached_property
    def memo(self) -> dict[Hashable, Any]:
        """What checks worked out about this row and need again beside others."""
        return {}

    def segments(self, lang: str) -> tuple[Segment, ...]:
        """The segments of one cell."""
        return self.table.table.cell(self.row, lang)

    @cached_property
    def aside(self) -> bool:
        """Whether every segment of the row is a note, caption, pull quote, byline or page furniture."""
        return all(segment.kind in ASIDES for lang in self.filled for segment in self.segments(lang))

    def near(self, reach: int = 1) -> Iterator[RowContext]:
        """The rows before and after this one."""
        rows = self.table.rows
        for index in range(max(0, self.index - reach), min(len(rows), self.index + reach + 1)):
            if index != self.index:
                yield rows[index]


@dataclass(frozen=True)
class TableContext:
    """The whole table, its rows, and the concepts to hold it to. Where some are named, checks of rows look at ``only``
    those; the others are what stands beside them."""

    table: Table
    concepts: Sequence[Concept] = ()
    only: Collection[int] | None = None

    @cached_property
    def memo(self) -> dict[Hashable, Any]:
        """What checks worked out about the whole table and need again in every row."""
        return {}

    @cached_property
    def rows(self) -> list[RowContext]:
        """All rows in order."""
        return [RowContext(self, index, row) for index, row in enumerate(self.table.rows)]

    @property
    def langs(self) -> tuple[str, ...]:
        """The languages of the table."""
        return self.table.langs


@dataclass(frozen=True)
class Check:
    """One check: how people are told of it, and a generator over a row (``of_row``) or over the table (``of_table``).

    The id is the module's name with hyphens; ``severity`` is what its findings usually have.
    """

    id: str
    title: str
    description: str
    severity: Severity
    of_row: Callable[[RowContext], Iterator[Finding]] | None = None
    of_table: Callable[[TableContext], Iterator[Finding]] | None = None

    @property
    def scope(self) -> Scope:
        """Whether the check looks at rows one by one or at the whole work."""
        return Scope.ROW if self.of_row else Scope.WORK

    def find(self, context: TableContext) -> Iterator[Finding]:
        """All findings of this check in a table."""
        if self.of_row:
            for row in context.rows:
                if row.filled and (context.only is None or row.index in context.only):
                    yield from self.of_row(row)
        if self.of_table:
            yield from self.of_table(context)


def ordered(table: Table) -> Table:
    """The table with its columns in the order of ``LANGS``: what the checks find is the same in whatever order a store
    or a file has them, and the language comes first that is hardly ever a translation."""
    langs = tuple(sorted(table.langs, key=lambda lang: LANGS.index(lang) if lang in LANGS else len(LANGS)))
    if langs == table.langs:
        return table
    order = [table.column(lang) for lang in langs]
    rows = tuple(replace(row, spans=tuple(row.spans[column] for column in order)) for row in table.rows)
    return replace(table, langs=langs, segments=tuple(table.segments[column] for column in order), rows=rows)


def located(finding: Finding, places: Mapping[str, Sequence[Span]], texts: Mapping[str, str]) -> Finding:
    """The finding with its spans, and the quotes that they cut out of the texts.

    >>> found = located(Finding("x", Severity.INFO, 0, ("en",), ""), {"en": [Span(0, 3)]}, {"en": "the the"})
    >>> found.quotes
    {'en': ('the',)}
    """
    return replace(
        finding,
        spans={lang: tuple(spans) for lang, spans in places.items()},
        quotes={lang: tuple(span.of(texts[lang]) for span in spans) for lang, spans in places.items()},
    )


def gathered(finding: Finding, lang: str, places: Mapping[int, Sequence[Span]], context: TableContext) -> Finding:
    """One finding for all rows of a fault (row → spans in one language): it shows the first, and lists the others."""
    first, *rest = sorted(places)
    return replace(
        located(replace(finding, row=first), {lang: places[first]}, context.rows[first].texts),
        rows=tuple(rest),
        gathered=True,
    )
