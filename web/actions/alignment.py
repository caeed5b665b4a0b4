"""From documents to a table, without any store: what ``align`` on the command line and every stored work share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.types import FINER, LANGS, Document, Evidence, Row, Segment, Span, Table

if TYPE_CHECKING:
    from aligner.pipeline import Options

Progress = Callable[[str, float], None]
"""Told what is being done, and how much of it is done (0 to 1)."""


def silent(message: str, fraction: float) -> None:
    """The progress that nobody watches."""


def part(tell: Progress, start: float, stop: float) -> Progress:
    """The progress of one part of something, as progress of the whole: it goes from ``start`` to ``stop``."""
    return lambda message, fraction: tell(message, start + (stop - start) * fraction)


def table_of(documents: Sequence[Document], options: Options | None = None) -> Table:
    """The aligned table of documents in different languages, columns in the product's order.

    A single document gives a table of one column, one segment a row, so that it can be read, searched and exported.
    """
    by_lang = {document.lang: document for document in documents}
    return table_of_texts({lang: by_lang[lang] for lang in LANGS if lang in by_lang}, options)


def table_of_texts(texts: Mapping[str, Document | Sequence[str]], options: Options | None = None) -> Table:
    """The aligned table of texts by language, columns in the order given; a list of strings is taken as segmented."""
    if len(texts) == 1:
        from aligner.segmentation import segment, segment_lines

        ((lang, text),) = texts.items()
        return column(lang, segment(text) if isinstance(text, Document) else segment_lines(text, lang))
    from aligner.pipeline import align

    return arranged(align(dict(texts), options), list(texts))


def column(lang: str, segments: Sequence[Segment]) -> Table:
    """A table of one language, one segment a row."""
    rows = tuple(Row((Span(index, index + 1),)) for index in range(len(segments)))
    return Table((lang,), (tuple(segments),), rows, signature=f"langs:{lang}")


def arranged(table: Table, langs: Sequence[str]) -> Table:
    """The table with these columns in this order; rows that are empty in all of them are left out. What two languages
    align more finely than the row of all stands in rows of its own when they are taken alone.

    Raises ``KeyError`` for a language that the table does not have.
    """
    if tuple(langs) == table.langs:
        return table
    columns = [table.column(lang) for lang in langs]
    kept = [(number, cells) for number, row in enumerate(table.rows) for cells in _cells(table, row, columns)]
    places: dict[int, int] = {}
    for place, (number, _) in enumerate(kept):
        places.setdefault(number, place)
    rows = []
    for number, cells in kept:
        row = table.rows[number]
        evidence = tuple(item for old in row.evidence if (item := _placed(old, places)))
        if len(columns) == 2:
            evidence = tuple(item for item in evidence if item.verdict != FINER)
        rows.append(Row(cells, row.score, row.band, evidence))
    segments = tuple(table.segments[c] for c in columns)
    moved = tuple((places[a], places[b]) for a, b in table.moved if a in places and b in places)
    return Table(tuple(langs), segments, tuple(rows), table.signature, table.warnings, moved)


def _cells(table: Table, row: Row, columns: Sequence[int]) -> Sequence[tuple[Span, ...]]:
    """What a row gives to a table of some of its columns: nothing, a row, or with two of them their beads in it."""
    if len(columns) == 2:
        left, right = (table.langs[column] for column in columns)
        return table.parts(row, left, right)
    spans = tuple(row.spans[column] for column in columns)
    return [spans] if any(spans) else []


def _placed(evidence: Evidence, places: Mapping[int, int]) -> Evidence | None:
    """Evidence that names another row, with that row's new place; nothing when the row is gone."""
    if evidence.verdict != "moved":
        return evidence
    return replace(evidence, hits=places[evidence.hits]) if evidence.hits in places else None
