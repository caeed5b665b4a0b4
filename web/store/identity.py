"""By what a concept of a file is known here: its id, and the matching forms of its terms."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection

from web.store.database import Store


def by_external(store: Store, names: Collection[str]) -> dict[str, int]:
    """The concepts with these ids from outside."""
    found = store.all(
        "SELECT id, external FROM concepts WHERE external <> '' AND external IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(names), ensure_ascii=False),),
    )
    return {record["external"]: int(record["id"]) for record in found}


def by_key(store: Store, keys: Collection[str]) -> dict[str, set[int]]:
    """The concepts with a term of each matching form; forbidden terms count only where a concept has no others."""
    owners: dict[str, set[int]] = defaultdict(set)
    for record in store.all(
        "SELECT t.key, t.concept FROM terms t WHERE t.key IN (SELECT value FROM json_each(?)) AND (t.status <> "
        "'forbidden' OR NOT EXISTS (SELECT 1 FROM terms o WHERE o.concept = t.concept AND o.status <> 'forbidden'))",
        (json.dumps(sorted(keys), ensure_ascii=False),),
    ):
        owners[record["key"]].add(int(record["concept"]))
    return owners
