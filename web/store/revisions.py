"""Revisions: who changed what and when, with what stood there before."""

from __future__ import annotations

import json
from typing import Any

from web.store.database import Record, Store, now


def add(store: Store, work: int | None, what: str, target: str, before: Any, after: Any) -> None:
    """Write one revision; ``target`` names what changed as ``noun:id``, ``before`` and ``after`` are plain data."""
    store.insert(
        "revisions",
        {
            "work": work,
            "when": now(),
            "who": store.who,
            "what": what,
            "target": target,
            "before": json.dumps(before, ensure_ascii=False),
            "after": json.dumps(after, ensure_ascii=False),
        },
    )


def of_work(store: Store, work: int) -> list[Record]:
    """The revisions of one work, the latest first."""
    found = store.all('SELECT * FROM revisions WHERE work = ? ORDER BY "when" DESC, id DESC', (work,))
    return [record | {key: json.loads(record[key]) for key in ("before", "after")} for record in found]


def general(store: Store) -> list[Record]:
    """The revisions that belong to no work, or to one that is gone."""
    return store.all("SELECT * FROM revisions WHERE work IS NULL ORDER BY id")
