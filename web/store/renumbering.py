"""What names rows by their numbers, when rows come and go: findings, and the places of terms."""

from __future__ import annotations

import json

from web.store.database import Store


def shift(store: Store, work: int, at: int, old: int, new: int) -> None:
    """The ``old`` rows from number ``at`` on have become ``new`` ones: numbers behind them follow.

    What stood in the region keeps its number where there still is one; it is looked at anew (``actions.freshness``).
    """
    delta, last = new - old, at + old - 1
    if not delta:
        return
    for noun in ("findings", "occurrences"):
        store.execute(
            f"UPDATE {noun} SET number = min(number, ?) WHERE work = ? AND number BETWEEN ? AND ?",  # noqa: S608
            (at + new - 1, work, at, last),
        )
        store.execute(
            f"UPDATE {noun} SET number = number + ? WHERE work = ? AND number > ?",  # noqa: S608
            (delta, work, last),
        )
    for record in store.all('SELECT id, "rows" FROM findings WHERE work = ? AND "rows" <> \'[]\'', (work,)):
        numbers = json.loads(record["rows"])
        moved = [
            number if number < at else number + delta if number > last else min(number, at + new - 1)
            for number in numbers
        ]
        if moved != numbers:
            store.execute('UPDATE findings SET "rows" = ? WHERE id = ?', (json.dumps(moved), record["id"]))
