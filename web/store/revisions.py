"""Revisions: who changed what and when, with what stood there before."""

from __future__ import annotations

import json
from typing import Any

from web.errors import NotFound
from web.store.database import Record, Store, now


def add(
    store: Store, work: int | None, what: str, target: str, before: Any, after: Any, batch: int | None = None
) -> int:
    """Write one revision; its number. ``target`` names what changed as ``noun:id``, ``before`` and ``after`` are plain
    data. Those of one action share a ``batch``: the number of the first."""
    number = store.insert(
        "revisions",
        {
            "work": work,
            "when": now(),
            "who": store.who,
            "what": what,
            "target": target,
            "before": json.dumps(before, ensure_ascii=False),
            "after": json.dumps(after, ensure_ascii=False),
            "batch": batch,
        },
    )
    if batch is None:
        store.execute("UPDATE revisions SET batch = id WHERE id = ?", (number,))
    return number


def get(store: Store, number: int) -> Record:
    """One revision. Raises ``NotFound``."""
    found = _read(store.all("SELECT * FROM revisions WHERE id = ?", (number,)))
    if not found:
        raise NotFound("There is no revision number {number}.", number=number)
    return found[0]


def last(store: Store, number: int) -> Record | None:
    """Who made a revision, and when; nothing for a number that is none."""
    return store.one('SELECT who, "when" FROM revisions WHERE id = ?', (number,))


def of_batch(store: Store, batch: int) -> list[Record]:
    """The revisions of one action, in order."""
    return _read(store.all("SELECT * FROM revisions WHERE batch = ? ORDER BY id", (batch,)))


def of_target(store: Store, target: str, offset: int = 0, limit: int = -1) -> list[Record]:
    """The revisions of one thing, the latest first."""
    query = "SELECT * FROM revisions WHERE target = ? ORDER BY id DESC LIMIT ? OFFSET ?"
    return _read(store.all(query, (target, limit, offset)))


def of_work(store: Store, work: int) -> list[Record]:
    """The revisions of one work, the latest first."""
    return _read(store.all('SELECT * FROM revisions WHERE work = ? ORDER BY "when" DESC, id DESC', (work,)))


def general(store: Store) -> list[Record]:
    """The revisions that belong to no work, or to one that is gone."""
    return store.all("SELECT * FROM revisions WHERE work IS NULL ORDER BY id")


def _read(found: list[Record]) -> list[Record]:
    return [record | {key: json.loads(record[key]) for key in ("before", "after")} for record in found]
