"""From a sentence to the row of the table that it stands in, and to the sentences beside it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from aligner.types import join_texts
from web.store.database import Record, Store

NEAR = 12
"""Rows on either side of where a sentence should stand that are looked through before all are."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: its id, work, document, language and number, and its row: id and number, 0 for none."""

    segment: int
    work: int
    document: int
    lang: str
    number: int
    row: int = 0
    row_number: int = 0


def places(store: Store, segments: Sequence[int]) -> list[Place]:
    """Where these sentences stand, in their order, their rows not yet looked up."""
    found = {
        record["segment"]: Place(**record)
        for record in store.all(
            "SELECT s.id AS segment, d.work, s.document, d.lang, s.number "
            "FROM segments s JOIN documents d ON d.id = s.document WHERE s.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(segments)),),
        )
    }
    return [found[segment] for segment in segments if segment in found]


def located(place: Place, row: int, number: int) -> Place:
    """A place with its row."""
    return replace(place, row=row, row_number=number)


class Rows:
    """Finds the rows of sentences. A table's rows tile its languages in order, so the row is near where the sentence's
    share of its text says."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._tables: dict[int, tuple[int, int]] = {}
        self._sizes: dict[int, int] = {}

    def of(self, place: Place) -> tuple[int, int]:
        """The id and the number of a sentence's row; zeros when it stands in none."""
        table, rows = self._table(place.work)
        if not rows:
            return 0, 0
        guess = 1 + place.number * rows // max(self._size(place.document), 1)
        return self._among(table, place, guess - NEAR, guess + NEAR) or self._among(table, place, 1, rows) or (0, 0)

    def _among(self, table: int, place: Place, first: int, last: int) -> tuple[int, int] | None:
        found = self.store.db.execute(
            'SELECT r.id, r.number FROM "rows" r JOIN cells c ON c."row" = r.id AND c.lang = ? '
            'WHERE r."table" = ? AND r.number BETWEEN ? AND ? AND c.start <= ? AND c.stop > ?',
            (place.lang, table, first, last, place.number, place.number),
        ).fetchone()
        return (int(found[0]), int(found[1])) if found else None

    def _table(self, work: int) -> tuple[int, int]:
        if work not in self._tables:
            found = self.store.db.execute(
                'SELECT t.id, (SELECT max(number) FROM "rows" WHERE "table" = t.id) FROM tables t WHERE t.work = ?',
                (work,),
            ).fetchone()
            self._tables[work] = (int(found[0]), int(found[1] or 0)) if found else (0, 0)
        return self._tables[work]

    def _size(self, document: int) -> int:
        if document not in self._sizes:
            last = self.store.value("SELECT max(number) FROM segments WHERE document = ?", (document,))
            self._sizes[document] = int(last or 0) + 1
        return self._sizes[document]


def cells(store: Store, rows: Sequence[int]) -> dict[int, dict[str, str]]:
    """The texts of these rows by row and language; languages without text are left out."""
    parts: dict[tuple[int, str], list[str]] = defaultdict(list)
    for record in store.all(
        'SELECT c."row", c.lang, s.text FROM json_each(?) wanted JOIN "rows" r ON r.id = wanted.value '
        'JOIN tables t ON t.id = r."table" JOIN cells c ON c."row" = r.id '
        "JOIN documents d ON d.work = t.work AND d.lang = c.lang "
        "JOIN segments s ON s.document = d.id AND s.number >= c.start AND s.number < c.stop "
        'ORDER BY c."row", c.lang, s.number',
        (json.dumps(list(rows)),),
    ):
        parts[record["row"], record["lang"]].append(record["text"])
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for (row, lang), texts in parts.items():
        found[row][lang] = join_texts(texts, lang)
    return found


def heads(store: Store, places: Sequence[Place]) -> tuple[dict[int, Record], dict[int, str]]:
    """The slug and title of the works, and the bands of the rows, of these places."""
    works = store.all(
        "SELECT id, slug, title FROM works WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted({place.work for place in places})),),
    )
    bands = store.all(
        'SELECT id, band FROM "rows" WHERE id IN (SELECT value FROM json_each(?))',
        (json.dumps(sorted({place.row for place in places})),),
    )
    return {record["id"]: record for record in works}, {record["id"]: record["band"] for record in bands}
