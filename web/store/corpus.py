"""The same text in other works: which of their rows have the first sentence of a row here, in one of its languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aligner.fold import fold
from aligner.types import Table
from web.store import contexts
from web.store.database import Store

if TYPE_CHECKING:
    from glossary.checks.consistency import Elsewhere

MOST = 8
"""Sentences of other works that one is compared with: what stands in more of them is furniture."""


def elsewhere(store: Store, work: int, table: Table) -> list[Elsewhere]:
    """The rows of other works that have the first sentence of a row of this table, after folding.

    An index over how folded sentences begin finds them, so that the cost is that of the table and not of the store.
    Whether the whole cells are the same is left to be compared. (With a bare ``s.folded = ?`` SQLite puts the value in
    place of ``s.folded`` everywhere, and finds no use for the index.)
    """
    from glossary.checks.consistency import worth_comparing

    wanted = {
        (lang, fold(cell[0].text, lang).text)
        for row in table.rows
        for lang in table.langs
        if (cell := table.cell(row, lang)) and worth_comparing(table.text(row, lang), lang)
    }
    segments = {
        int(segment)
        for lang, text in sorted(wanted)
        for (segment,) in store.db.execute(
            "SELECT s.id FROM segments s JOIN documents d ON d.id = s.document "
            "WHERE substr(s.folded, 1, 40) = ? AND +s.folded = ? AND d.lang = ? AND d.work <> ? LIMIT ?",
            (text[:40], text, lang, work, MOST),
        )
    }
    return _rows(store, sorted(segments))


def _rows(store: Store, segments: Iterable[int]) -> list[Elsewhere]:
    from glossary.checks.consistency import Elsewhere

    found = contexts.Rows(store)
    places = {
        row: contexts.located(place, row, number)
        for place in contexts.places(store, list(segments))
        for row, number in [found.of(place)]
        if row
    }
    works, _ = contexts.heads(store, list(places.values()))
    texts = contexts.cells(store, list(places))
    return [
        Elsewhere(works[place.work]["title"], place.row_number, texts[row]) for row, place in sorted(places.items())
    ]
