# ruff: noqa: S608 (statements are put together from names of our own; values are bound)
"""What waits for a decision: proposed concepts, and terms that people suggested for others."""

from __future__ import annotations

from web.store.concepts import ORDERS, Choice
from web.store.database import Store

SUGGESTED = "t.status = 'proposed' AND t.author <> ''"
"""Terms ``t`` that a person suggested, as against those that mining found."""

_WAITS = (
    "(c.status = 'proposed' OR (c.status = 'approved' AND "
    f"EXISTS (SELECT 1 FROM terms t WHERE t.concept = c.id AND {SUGGESTED})))"
)
_FIRST = f"(c.author <> '' OR EXISTS (SELECT 1 FROM terms t WHERE t.concept = c.id AND {SUGGESTED})) DESC"


def waiting(store: Store, choice: Choice, offset: int, limit: int) -> tuple[list[int], int]:
    """The numbers of concepts that wait, those first that people suggested, and how many wait in all."""
    condition, bound = choice.condition(store)
    total = int(store.value(f"SELECT count(*) FROM concepts c WHERE {_WAITS} AND {condition}", bound))
    found = store.all(
        f"SELECT c.id FROM concepts c WHERE {_WAITS} AND {condition} ORDER BY {_FIRST}, {ORDERS['rank']} "
        "LIMIT ? OFFSET ?",
        [*bound, limit, offset],
    )
    return [int(record["id"]) for record in found], total


def suggested(store: Store, concept: int) -> list[int]:
    """The numbers of the terms that people suggested for a concept and nobody has decided on."""
    found = store.all(f"SELECT t.id FROM terms t WHERE t.concept = ? AND {SUGGESTED} ORDER BY t.id", (concept,))
    return [int(record["id"]) for record in found]


def last_change(store: Store, concept: int) -> int:
    """The number of the latest revision of a concept, 0 for none."""
    target = f"concept:{concept}"
    return int(store.value("SELECT coalesce(max(id), 0) FROM revisions WHERE target = ?", (target,)))
