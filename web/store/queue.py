# ruff: noqa: S608 (statements are put together from names of our own; values are bound)
"""What waits for a decision: proposed concepts, and terms that people suggested for others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from web.store.concepts import ORDERS, Choice
from web.store.database import Record, Store

SUGGESTED = "t.status = 'proposed' AND t.author <> ''"
"""Terms ``t`` that a person suggested, as against those that mining found."""

_HELD = f"c.id IN (SELECT t.concept FROM terms t WHERE {SUGGESTED})"
_PARTS = (
    f"c.status IN ('proposed', 'approved') AND {_HELD}",
    f"c.status = 'proposed' AND c.author <> '' AND NOT {_HELD}",
    f"c.status = 'proposed' AND c.author = '' AND NOT {_HELD}",
)
"""What waits, in parts that an index answers in order each: concepts with a suggested term, concepts that people
suggested, and those that were found."""


def count(store: Store, choice: Choice) -> int:
    """How many concepts wait."""
    condition, bound = choice.condition(store)
    return sum(_count(store, part, condition, bound) for part in _PARTS)


def waiting(store: Store, choice: Choice, offset: int, limit: int) -> tuple[list[int], int]:
    """The numbers of concepts that wait, those first that people suggested, and how many wait in all."""
    condition, bound = choice.condition(store)
    first = [_first(store, part, condition, bound, offset + limit) for part in _PARTS[:2]]
    early = sorted((one for part in first for one in part), key=_rank)
    counts = [_count(store, part, condition, bound) for part in _PARTS]
    people = counts[0] + counts[1]
    ids = [int(one["id"]) for one in early[offset : offset + limit]] if offset < people else []
    if len(ids) < limit:
        late = max(offset - people, 0)
        rest = _first(store, _PARTS[2], condition, bound, limit - len(ids), late)
        ids += [int(one["id"]) for one in rest]
    return ids, sum(counts)


def _first(store: Store, part: str, condition: str, bound: Sequence[Any], limit: int, offset: int = 0) -> list[Record]:
    return store.all(
        f"SELECT c.id, c.langs, c.uses, c.score FROM concepts c WHERE {part} AND {condition} "
        f"ORDER BY {ORDERS['rank']} LIMIT ? OFFSET ?",
        [*bound, limit, offset],
    )


def _count(store: Store, part: str, condition: str, bound: Sequence[Any]) -> int:
    return int(store.value(f"SELECT count(*) FROM concepts c WHERE {part} AND {condition}", bound))


def _rank(one: Record) -> tuple[float, ...]:
    return -one["langs"], -one["uses"], -one["score"], one["id"]


def suggested(store: Store, concept: int) -> list[int]:
    """The numbers of the terms that people suggested for a concept and nobody has decided on."""
    found = store.all(f"SELECT t.id FROM terms t WHERE t.concept = ? AND {SUGGESTED} ORDER BY t.id", (concept,))
    return [int(record["id"]) for record in found]


def last_change(store: Store, concept: int) -> int:
    """The number of the latest revision of a concept, 0 for none."""
    target = f"concept:{concept}"
    return int(store.value("SELECT coalesce(max(id), 0) FROM revisions WHERE target = ?", (target,)))
