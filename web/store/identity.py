"""By what a concept of a file is known here: its id, and the matching forms of its terms."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection

from web.store.database import Store

CROWD = 100
"""Concepts that are looked at for one form: what more have does not tell which of them is meant."""


def by_external(store: Store, names: Collection[str]) -> dict[str, int]:
    """The concepts with these ids from outside."""
    found = store.all(
        "SELECT id, external FROM concepts WHERE external <> '' AND external IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(names), ensure_ascii=False),),
    )
    return {record["external"]: int(record["id"]) for record in found}


def by_key(store: Store, keys: Collection[str]) -> dict[str, set[int]]:
    """The concepts with a term of each matching form, the first ``CROWD`` of them; forbidden terms count only where a
    concept has no others."""
    owners: dict[str, set[int]] = defaultdict(set)
    for record in store.all(
        "SELECT t.key, t.concept FROM json_each(?) k JOIN terms t ON t.id IN (SELECT s.id FROM terms s "
        "WHERE s.key = k.value AND (s.status <> 'forbidden' OR NOT EXISTS (SELECT 1 FROM terms o "
        "WHERE o.concept = s.concept AND o.status <> 'forbidden')) ORDER BY s.concept LIMIT ?)",
        (json.dumps(sorted(keys), ensure_ascii=False), CROWD),
    ):
        owners[record["key"]].add(int(record["concept"]))
    return owners
