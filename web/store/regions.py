# ruff: noqa: S608 (statements are put together from names and placeholders of our own; values are bound)
"""Regions of a table as plain data: rows that follow one another, with the segments in each of their cells by id.

Rows and segments are named by ids that never come again, so that a change can be taken back although rows before it
came and went. Numbers follow from the order in which rows and segments are laid.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from aligner.types import Kind
from web.store.database import Record, Store
from web.store.tables import TELLING

FIELDS = ("score", "band", "evidence", "confirmed", "confirmer", "bookmark", "moved")
"""What a row has beside its cells."""
HELD = ("confirmed", "bookmark", "moved")
"""The fields that only people change: where they differ, somebody did."""
FAR = -(2**40)
WORDS = ("lang", "text", "kind", "block", "start", "stop", "original")
"""What a segment has beside its id and place."""


def read(store: Store, table: int, first: int, last: int) -> list[Record]:
    """The rows with these numbers, both included: ``id``, ``number``, ``version``, ``FIELDS``, and ``cells``: the ids
    of the segments by language. Numbers beyond the table give no row."""
    found = store.all(
        'SELECT * FROM "rows" WHERE "table" = ? AND number BETWEEN ? AND ? ORDER BY number', (table, first, last)
    )
    cells: dict[int, dict[str, list[int]]] = defaultdict(dict)
    for record in store.all(
        'SELECT c."row", c.lang, s.id FROM "rows" r JOIN tables t ON t.id = r."table" JOIN cells c ON c."row" = r.id '
        "JOIN documents d ON d.work = t.work AND d.lang = c.lang "
        "LEFT JOIN segments s ON s.document = d.id AND s.number >= c.start AND s.number < c.stop "
        'WHERE r."table" = ? AND r.number BETWEEN ? AND ? ORDER BY s.number',
        (table, first, last),
    ):
        held = cells[record["row"]].setdefault(record["lang"], [])
        if record["id"] is not None:
            held.append(record["id"])
    keep = ("id", "number", "version", *FIELDS)
    return [
        {key: record[key] for key in keep}
        | {"evidence": json.loads(record["evidence"]), "cells": dict(sorted(cells[record["id"]].items()))}
        for record in found
    ]


def segments(store: Store, ids: Collection[int]) -> dict[int, Record]:
    """Segments by id, with ``version`` and ``WORDS``; those that are gone are left out."""
    found = store.all(
        "SELECT s.*, d.lang FROM segments s JOIN documents d ON d.id = s.document "
        "WHERE s.id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(ids)),),
    )
    return {record["id"]: {key: record[key] for key in ("version", *WORDS)} for record in found}


def place(store: Store, table: int, row: int) -> int:
    """The number of a row by its id; 0 when the table has it not."""
    return int(store.value('SELECT number FROM "rows" WHERE "table" = ? AND id = ?', (table, row)) or 0)


def of_row(store: Store, row: int) -> Record | None:
    """Where a row is: ``work``, ``table``, ``number``, and its ``version``."""
    return store.one(
        'SELECT t.work, r."table", r.number, r.version FROM "rows" r JOIN tables t ON t.id = r."table" WHERE r.id = ?',
        (row,),
    )


def segment(store: Store, segment: int) -> Record | None:
    """A segment that stands in a row: its ``work``, ``row``, ``version`` and ``WORDS``."""
    words = segments(store, [segment]).get(segment)
    row = row_of_segment(store, segment)
    found = of_row(store, row) if row else None
    return words | {"row": row, "work": found["work"]} if words and found else None


def row_of_segment(store: Store, segment: int) -> int:
    """The row in which a segment stands; 0 for none."""
    return int(
        store.value(
            "SELECT r.id FROM segments s JOIN documents d ON d.id = s.document JOIN tables t ON t.work = d.work "
            'JOIN "rows" r ON r."table" = t.id JOIN cells c ON c."row" = r.id AND c.lang = d.lang '
            "AND s.number >= c.start AND s.number < c.stop WHERE s.id = ?",
            (segment,),
        )
        or 0
    )


def next_confirmed(store: Store, table: int, number: int) -> int:
    """The number of the first confirmed row after this one, or one more than that of the last row."""
    return int(
        store.value(
            'SELECT coalesce((SELECT min(number) FROM "rows" WHERE "table" = :table AND confirmed AND number > :at), '
            '(SELECT max(number) + 1 FROM "rows" WHERE "table" = :table))',
            {"table": table, "at": number},
        )
    )


def same(one: Record, other: Record) -> bool:
    """Whether two states of a row are the same in what people see to: cells, confirmation, bookmark, moved half."""
    return bool(one["cells"] == other["cells"] and all(one[key] == other[key] for key in HELD))


def lay(store: Store, head: Record, before: Sequence[Record], after: Sequence[Record], version: int) -> None:
    """Replace a region that stands in the table by another one; all numbers follow. New segments are there already
    (``put_segments``), those that neither region names any more are gone."""
    first, last = before[0]["number"], before[-1]["number"]
    starts = {lang: _lay_segments(store, head, lang, before, after, last) for lang in head["langs"]}
    old, new = {row["id"] for row in before}, {row["id"] for row in after}
    gone = json.dumps(sorted(old - new))
    store.execute('DELETE FROM "rows" WHERE id IN (SELECT value FROM json_each(?))', (gone,))
    store.execute(
        'UPDATE "rows" SET number = CASE WHEN number > ? THEN -number - ? ELSE ? - number END '
        'WHERE "table" = ? AND number >= ?',
        (last, len(after) - len(before), FAR, head["id"], first),
    )
    for number, row in enumerate(after, first):
        if row["id"] not in old:
            fields = {"id": row["id"], "table": head["id"], "number": -number, "shape": "", "kind": ""}
            store.insert("rows", fields | {key: row[key] for key in FIELDS})
        _put_row(store, head["langs"], row, -number, version)
        for lang in head["langs"]:
            stop = starts[lang] + len(row["cells"].get(lang, []))
            store.execute("INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?)", (row["id"], lang, starts[lang], stop))
            starts[lang] = stop
    store.execute('UPDATE "rows" SET number = -number WHERE "table" = ? AND number < 0', (head["id"],))


def _put_row(store: Store, langs: Sequence[str], row: Record, number: int, version: int) -> None:
    ids = json.dumps([one for held in row["cells"].values() for one in held])
    found = store.all("SELECT kind FROM segments WHERE id IN (SELECT value FROM json_each(?))", (ids,))
    kinds = {record["kind"] for record in found}
    kind = next((str(kind) for kind in TELLING if kind in kinds), str(Kind.BODY))
    shape = "-".join(str(len(row["cells"].get(lang, []))) for lang in langs)
    fields = {key: row[key] for key in FIELDS} | {"number": number, "kind": kind, "shape": shape}
    put_fields(store, row["id"], fields, version)


def put_fields(store: Store, row: int, fields: Mapping[str, Any], version: int) -> None:
    """Give some fields of a row other values."""
    sets = "".join(f"{name} = ?, " for name in fields)
    values = [json.dumps(v, ensure_ascii=False) if isinstance(v, list) else v for v in fields.values()]
    store.execute(f'UPDATE "rows" SET {sets}version = ? WHERE id = ?', (*values, version, row))


def put_segments(
    store: Store, head: Record, before: Mapping[int, Record | None], after: Mapping[int, Record | None], version: int
) -> None:
    """Write, add and take away segments: id → ``WORDS``, or None where there is none. New ones wait for their place
    behind all others."""
    from aligner.fold import fold

    for segment, words in after.items():
        if words is None:
            store.execute("DELETE FROM segments WHERE id = ?", (segment,))
            continue
        fields = {key: words[key] for key in WORDS if key != "lang"} | {"version": version}
        fields["folded"] = fold(words["text"], words["lang"]).text
        if before[segment] is None:
            document = store.value(
                "SELECT id FROM documents WHERE work = ? AND lang = ?", (head["work"], words["lang"])
            )
            number = store.value("SELECT coalesce(max(number), 0) + 1 FROM segments WHERE document = ?", (document,))
            store.insert("segments", {"id": segment, "document": document, "number": number} | fields)
        else:
            sets = ", ".join(f"{name} = ?" for name in fields)
            store.execute(f"UPDATE segments SET {sets} WHERE id = ?", (*fields.values(), segment))


def _lay_segments(
    store: Store, head: Record, lang: str, before: Sequence[Record], after: Sequence[Record], last: int
) -> int:
    """Give the segments of a region in one language their numbers, and move those behind it, in cells too; the number
    of the first."""
    found = store.one(
        'SELECT d.id, c.start FROM cells c JOIN documents d ON d.work = ? AND d.lang = c.lang WHERE c."row" = ? '
        "AND c.lang = ?",
        (head["work"], before[0]["id"], lang),
    )
    if found is None:
        raise KeyError(lang)
    document, start = found["id"], int(found["start"])
    old = [one for row in before for one in row["cells"].get(lang, [])]
    ids = [one for row in after for one in row["cells"].get(lang, [])]
    if ids == old:
        return start
    delta = len(ids) - len(old)
    # The numbers of a document are unique at every moment: all move below nought, the region's own far below, and from
    # there to their places.
    store.execute(
        "UPDATE segments SET number = CASE WHEN number >= ? THEN -1 - number - ? ELSE ? - number END "
        "WHERE document = ? AND number >= ?",
        (start + len(old), delta, FAR, document, start),
    )
    for number, segment in enumerate(ids, start):
        store.execute("UPDATE segments SET number = ? WHERE id = ?", (number, segment))
    store.execute("UPDATE segments SET number = -1 - number WHERE document = ? AND number < 0", (document,))
    if delta:
        store.execute(
            'UPDATE cells SET start = start + ?, stop = stop + ? WHERE lang = ? AND "row" IN '
            '(SELECT id FROM "rows" WHERE "table" = ? AND number > ?)',
            (delta, delta, lang, head["id"], last),
        )
    return start
