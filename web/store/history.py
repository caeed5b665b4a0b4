"""The revisions as a history: of a work, or of one row with the sentences that stand in it."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from web.errors import NotFound
from web.store.database import Record, Store

_HISTORY = """
SELECT r.*, coalesce(w.slug, '') AS slug,
    (SELECT u.what FROM revisions u WHERE u.origin = r.id ORDER BY u.id DESC LIMIT 1) IS 'undo' AS undone
FROM revisions r LEFT JOIN works w ON w.id = r.work
"""
# Whether a row or a sentence is in a state is looked for in its text first: states of thousands of rows are not parsed.
_OF_ROW = """
r.work = :work AND r.target LIKE 'row:%' AND (r.target = 'row:' || :row
    OR instr(r.after, '"id": ' || :row || ',') OR instr(r.before, '"id": ' || :row || ',')
    OR (instr(r.after, '"' || :row || '": {') AND json_type(r.after, '$.marks."' || :row || '"') IS NOT NULL)
    OR EXISTS (SELECT 1 FROM json_each(:segments) s WHERE instr(r.after, '"' || s.value || '": ')
        AND json_type(r.after, '$.segments."' || s.value || '"') IS NOT NULL))
"""


def of_work(store: Store, work: int, offset: int, limit: int) -> tuple[list[Record], int]:
    """The revisions of a work, the latest first, and how many there are."""
    total = int(store.value("SELECT count(*) FROM revisions WHERE work = ?", (work,)))
    query = f"{_HISTORY} WHERE r.work = ? ORDER BY r.id DESC LIMIT ? OFFSET ?"
    return _read(store.all(query, (work, limit, offset))), total


def of_row(store: Store, work: int, row: int, segments: Sequence[int], limit: int) -> list[Record]:
    """The revisions that a row or one of these segments had a part in, the latest first."""
    values = {"work": work, "row": row, "segments": json.dumps([str(one) for one in segments]), "limit": limit}
    return _read(store.all(f"{_HISTORY} WHERE {_OF_ROW} ORDER BY r.id DESC LIMIT :limit", values))


def one(store: Store, revision: int) -> Record:
    """One revision. Raises ``NotFound``."""
    found = _read(store.all(f"{_HISTORY} WHERE r.id = ?", (revision,)))
    if not found:
        raise NotFound("There is no change number {revision}.", revision=revision)
    return found[0]


def raw(store: Store, revision: int) -> Record:
    """One revision as ``edits`` takes it, its states unread."""
    found = store.one("SELECT * FROM revisions WHERE id = ?", (revision,))
    if found is None:
        raise NotFound("There is no change number {revision}.", revision=revision)
    return found


def row_numbers(store: Store, work: int, rows: Collection[int]) -> dict[int, int]:
    """The numbers of rows by their ids; those that are gone are left out."""
    found = store.all(
        'SELECT r.id, r.number FROM "rows" r JOIN tables t ON t.id = r."table" WHERE t.work = ? AND r.id IN '
        "(SELECT value FROM json_each(?))",
        (work, json.dumps(list(rows))),
    )
    return {int(record["id"]): int(record["number"]) for record in found}


LARGE = 50_000
"""Characters of a state of rows that is not read for a history: which words it changed is all that this says."""


def _read(found: list[Record]) -> list[Record]:
    return [record | {key: _state(record, key) for key in ("before", "after")} for record in found]


def _state(record: Record, key: str) -> Any:
    told: str = record[key]
    if len(told) > LARGE and record["target"].startswith("row:") and '"segments": {' not in told:
        return {}
    return json.loads(told)
