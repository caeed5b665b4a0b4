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


def unjudged(store: Store, table: int, score: float, band: str) -> list[int]:
    """The numbers of the rows that stand as nobody has judged them yet."""
    found = store.all(
        'SELECT number FROM "rows" WHERE "table" = ? AND band = ? AND score = ? AND evidence = \'[]\' '
        "AND NOT confirmed ORDER BY number",
        (table, band, score),
    )
    return [int(record["number"]) for record in found]


def read_some(store: Store, table: int, numbers: Sequence[int]) -> list[Record]:
    """The rows with these numbers, in their order; a little more is read where they do not follow one another."""
    wanted = set(numbers)
    return [row for row in read(store, table, min(wanted), max(wanted)) if row["number"] in wanted]


def judge(store: Store, row: Record, score: float, band: str, evidence: Sequence[Any]) -> None:
    """Say how far a row can be trusted, unless somebody has changed it since it was read. It keeps its version."""
    store.execute(
        'UPDATE "rows" SET score = ?, band = ?, evidence = ? WHERE id = ? AND version = ? AND NOT confirmed',
        (score, band, json.dumps(evidence, ensure_ascii=False), row["id"], row["version"]),
    )


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
    _put_rows(store, head, [row for row in after if row["id"] not in old], after, first, version)
    cells = []
    for row in after:
        for lang in head["langs"]:
            stop = starts[lang] + len(row["cells"].get(lang, []))
            cells.append((row["id"], lang, starts[lang], stop))
            starts[lang] = stop
    store.db.conn.executemany("INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?)", cells)
    store.execute('UPDATE "rows" SET number = -number WHERE "table" = ? AND number < 0', (head["id"],))


def _put_rows(
    store: Store, head: Record, fresh: Sequence[Record], rows: Sequence[Record], first: int, version: int
) -> None:
    """Give all rows of a region what they have to have, for now with their numbers below nought."""
    ids = json.dumps([one for row in rows for held in row["cells"].values() for one in held])
    query = "SELECT id, kind FROM segments WHERE id IN (SELECT value FROM json_each(?))"
    kinds = {int(one): kind for one, kind in store.db.execute(query, (ids,)).fetchall()}
    new = {row["id"] for row in fresh}
    names = ("id", "table", "number", "shape", "kind", *FIELDS)
    records, changed = [], []
    for number, row in enumerate(rows, first):
        held = {kinds.get(one) for ids in row["cells"].values() for one in ids}
        kind = next((str(kind) for kind in TELLING if kind in held), str(Kind.BODY))
        shape = "-".join(str(len(row["cells"].get(lang, []))) for lang in head["langs"])
        if row["id"] in new:
            records.append((row["id"], head["id"], -number, shape, kind, *(row[key] for key in FIELDS)))
        values = (_written(row[key]) for key in FIELDS)
        changed.append((*values, -number, kind, shape, version, row["id"]))
    store.insert_all("rows", names, records)
    sets = "".join(f"{name} = ?, " for name in (*FIELDS, "number", "kind", "shape"))
    store.db.conn.executemany(f'UPDATE "rows" SET {sets}version = ? WHERE id = ?', changed)


def _written(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def put_fields(store: Store, row: int, fields: Mapping[str, Any], version: int) -> None:
    """Give some fields of a row other values."""
    sets = "".join(f"{name} = ?, " for name in fields)
    values = [_written(value) for value in fields.values()]
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
    store.db.conn.executemany("UPDATE segments SET number = ? WHERE id = ?", list(enumerate(ids, start)))
    store.execute("UPDATE segments SET number = -1 - number WHERE document = ? AND number < 0", (document,))
    if delta:
        store.execute(
            'UPDATE cells SET start = start + ?, stop = stop + ? WHERE lang = ? AND "row" IN '
            '(SELECT id FROM "rows" WHERE "table" = ? AND number > ?)',
            (delta, delta, lang, head["id"], last),
        )
    return start
