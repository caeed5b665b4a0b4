"""The chain of revisions: each says what stood there before, which must be what the one before it left, and the last
one what is there now. Whatever else changes a record notes it too, or it is no fact that people decide about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from web.store.curation import FIELDS, TERM_FIELDS
from web.store.database import Record, Store

Path = tuple[str, ...]
GONE = object()
"""What a term or concept is that is not there."""


def broken(store: Store) -> Iterator[str]:
    """The places where the chain of concepts, or of the words of segments, is broken."""
    yield from _concepts(store)
    yield from _segments(store)


def _concepts(store: Store) -> Iterator[str]:
    known: dict[str, dict[Path, Any]] = {}
    for revision in _revisions(store, "concept:%"):
        held = known.setdefault(revision["target"], {})
        before, after = (json.loads(revision[side]) for side in ("before", "after"))
        was, becomes = _leaves(before), _leaves(after)
        if any(path in held and held[path] != value for path, value in was.items()):
            yield f"revision {revision['id']}"
        if after is None:
            held.clear()
        for path in was:
            held.pop(path, None)
        held.update(becomes)
    for target, held in known.items():
        now = _now(store, int(target.partition(":")[2]))
        if now is None:
            if held:
                yield f"{target.replace(':', ' ')} is gone without a revision"
        elif any(path in now and now[path] != value for path, value in held.items()):
            yield f"{target.replace(':', ' ')} is not what its last revision says"


def _leaves(side: Any) -> dict[Path, Any]:
    """The fields that people change, of a concept and of its terms, each with its path."""
    if not isinstance(side, dict):
        return {}
    found: dict[Path, Any] = {(name,): side[name] for name in FIELDS if name in side}
    for number, term in (side.get("terms") or {}).items():
        if isinstance(term, dict):
            found |= {(number, name): term[name] for name in TERM_FIELDS if name in term}
    return found


def _now(store: Store, concept: int) -> dict[Path, Any] | None:
    from web.store.curation import snapshot

    found = snapshot(store, concept)
    return None if found is None else _leaves(found)


def _segments(store: Store) -> Iterator[str]:
    """Words of segments: every edit begins with the words that the one before it left; the last ones stand."""
    known: dict[str, str] = {}
    for revision in _revisions(store, "row:%"):
        before, after = (json.loads(revision[side]) or {} for side in ("before", "after"))
        for number, words in (before.get("segments") or {}).items():
            if words and known.get(number, words["text"]) != words["text"]:
                yield f"revision {revision['id']}"
            known.pop(number, None)
        for number, words in (after.get("segments") or {}).items():
            if words:
                known[number] = words["text"]
    numbers = json.dumps([int(number) for number in known])
    current = store.all("SELECT id, text FROM segments WHERE id IN (SELECT value FROM json_each(?))", (numbers,))
    for record in current:
        if known[str(record["id"])] != record["text"]:
            yield f"segment {record['id']} does not have the words of its last revision"


def _revisions(store: Store, target: str) -> Iterator[Record]:
    """One by one, in order: there may be more than the memory should hold."""
    cursor = store.db.execute(
        "SELECT id, target, before, after FROM revisions WHERE target LIKE ? ORDER BY id", (target,)
    )
    for number, name, before, after in cursor:
        yield {"id": number, "target": name, "before": before, "after": after}
