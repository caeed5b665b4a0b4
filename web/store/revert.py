"""Taking a change of concepts back: what it changed is set as it was before, unless it was changed again since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from web.errors import Conflict
from web.store import curation, places, rejections, revisions
from web.store.database import Record, Store

States = dict[int, tuple[Any, Any]]
"""Concept → what differed before and after the change."""

_SINCE = "It was changed again since then. Take the later changes back first."


def revert(store: Store, number: int) -> list[int]:
    """Take back the action that a revision belongs to; the numbers of the concepts concerned.

    Raises ``NotFound``, ``Conflict``.
    """
    batch = revisions.get(store, number)["batch"] or number
    records = [record for record in revisions.of_batch(store, batch) if record["target"].startswith("concept:")]
    if not records:
        raise Conflict("This is no change of a concept, and cannot be taken back here.")
    states: States = {
        int(record["target"].partition(":")[2]): (record["before"], record["after"]) for record in records
    }
    there = [concept for concept, (_, after) in states.items() if after is not None]
    back = [concept for concept, (before, after) in states.items() if before is not None and after is None]
    with curation.changing(store, "revert", there) as new:
        for concept, (_, after) in states.items():
            if not _holds(curation.snapshot(store, concept), after):
                raise Conflict(_SINCE)
        what = records[0]["what"]
        _take_away(store, states, keep=what in ("restore", "revert"), heirs=what != "import")
        for concept in back:
            _bring_back(store, concept, states[concept][0])
        for concept, (before, after) in states.items():
            if before is not None and after is not None:
                _set_back(store, concept, before, after)
        new += back
        places.share(store, [concept for concept, (before, _) in states.items() if before is not None])
    return list(states)


def part(store: Store, records: Sequence[Record], batch: int | None) -> int:
    """Take back some of the changes that an import made, the latest first, as part of the change ``batch`` where that
    has begun; how many stay, since somebody has changed the concept again since then."""
    left = 0
    rest = list(records)
    while rest:
        states: States = {}
        later = []
        for record in rest:  # an import changes each concept alone, but may have changed one of them twice
            concept = int(record["target"].partition(":")[2])
            if concept in states:
                later.append(record)
            elif _holds(curation.snapshot(store, concept), record["after"]):
                states[concept] = record["before"], record["after"]
            else:
                left += 1
        with curation.changing(store, "revert", list(states), batch=batch):
            _take_away(store, states, keep=False, heirs=False)
            for concept, (before, after) in states.items():
                if before is not None:
                    _set_back(store, concept, before, after)
        rest = later
    return left


def _holds(state: Record | None, after: Record | None) -> bool:
    """Whether a concept still has what the change gave it; uses do not count, since mining counts them anew."""
    if state is None or after is None:
        return state is None and after is None
    terms = state["terms"]
    same = all(state[name] == value for name, value in after.items() if name not in ("terms", *curation.MADE))
    return same and all(_term_holds(terms.get(one), term) for one, term in after.get("terms", {}).items())


def _term_holds(term: Record | None, after: Record | None) -> bool:
    if term is None or after is None:
        return term is None and after is None
    return all(term[name] == value for name, value in after.items() if name != "uses")


def _take_away(store: Store, states: States, *, keep: bool, heirs: bool) -> None:
    """Remove what the change brought in. Places of a concept that it made go to the one that stays, when it has
    ``heirs``; what it had brought back is turned down again."""
    old = heirs and [concept for concept, (before, after) in states.items() if before is not None and after is not None]
    for concept, (before, after) in states.items():
        if before is None:
            if old:
                places.move(store, concept, old[0])
            elif keep:
                rejections.add(store, concept, curation.held(store, concept) | {"places": {}}, "")
            curation.delete(store, concept)
            continue
        for one, term in _terms(after).items():
            if term is not None and _terms(before)[one] is None:
                curation.delete_term(store, int(one), refuse=False)


def _bring_back(store: Store, concept: int, before: Record) -> None:
    """Make a concept again that the change took away, with its places where they were kept."""
    curation.recreate(store, concept, before)
    if kept := rejections.find(store, concept):
        places.put_back(store, concept, kept["snapshot"]["places"])
        rejections.remove(store, concept)


def _set_back(store: Store, concept: int, before: Record, after: Record) -> None:
    for one, term in _terms(before).items():
        if term is not None and _terms(after)[one] is None:
            curation.recreate_term(store, concept, int(one), term)
        elif term is not None:
            curation.put_term(store, int(one), term)
    curation.update(store, concept, {name: before[name] for name in curation.FIELDS if name in before})


def _terms(state: Record | None) -> dict[str, Record | None]:
    terms: dict[str, Record | None] = (state or {}).get("terms", {})
    return terms
