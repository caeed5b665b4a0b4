"""Concepts as they were and as they are: what a change notes of both, so that it can be taken back.

Changes happen inside ``changing``: it opens the transaction, refuses an edit of an old version, counts the version up,
and notes whatever differs afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from web.errors import Conflict, NotFound
from web.store import revisions
from web.store.database import Record, Store, now

FIELDS = ("kind", "status", "domain", "definition", "definitions", "note", "source", "external")
"""What a person may change about a concept."""

TERM_FIELDS = ("lang", "text", "region", "status", "part_of_speech", "type", "context", "source", "note")
"""What a person may change about a term."""

MADE = ("score", "fingerprint", "created", "author")
"""What a concept brings along from where it was made."""


@contextmanager
def changing(
    store: Store, what: str, concepts: Sequence[int], version: int | None = None, batch: int | None = None
) -> Iterator[list[int]]:
    """Note what the block changes about these concepts, and about those whose numbers it adds to the list it is given.

    All of it is one change, or part of the change ``batch`` that has begun already. With a ``version`` that the first
    concept no longer has: ``Conflict``. Raises ``NotFound``.
    """
    with store.atomic():
        before = {concept: held(store, concept) for concept in concepts}
        if version is not None and concepts:
            _check(store, concepts[0], version)
        new: list[int] = []
        yield new
        for concept in [*before, *new]:
            was, now_is = before.get(concept), snapshot(store, concept)
            if was == now_is:
                continue
            if now_is is not None:
                _touch(store, concept, fresh=was is None)
            old, changed = differences(was, now_is)
            number = revisions.add(store, None, what, f"concept:{concept}", old, changed, batch)
            batch = batch or number


def _check(store: Store, concept: int, version: int) -> None:
    if store.value("SELECT version FROM concepts WHERE id = ?", (concept,)) != version:
        raise Conflict("The concept was changed in the meantime. Load it again and repeat the change.")


def keep(store: Store, concept: int) -> None:
    """See to it that mining neither drops nor overrules a concept: a person has said something about it."""
    store.execute("UPDATE concepts SET touched = 1 WHERE id = ?", (concept,))


def _touch(store: Store, concept: int, *, fresh: bool) -> None:
    store.execute(
        "UPDATE concepts SET touched = 1, version = version + ?, changed = ?, editor = ? WHERE id = ?",
        (0 if fresh else 1, now(), store.who, concept),
    )


def snapshot(store: Store, concept: int) -> Record | None:
    """A concept as plain data with its terms by number, each with its uses by work; nothing when there is none."""
    record = store.one("SELECT * FROM concepts WHERE id = ?", (concept,))
    if record is None:
        return None
    terms = {
        str(r["id"]): {name: r[name] for name in (*TERM_FIELDS, "position")} | {"uses": json.loads(r["uses"])}
        for r in store.all(
            "SELECT t.*, (SELECT json_group_object(work, count) FROM uses WHERE term = t.id) AS uses "
            "FROM terms t WHERE concept = ? ORDER BY position, id",
            (concept,),
        )
    }
    whole = {name: record[name] for name in (*FIELDS, *MADE)} | {"definitions": json.loads(record["definitions"])}
    return whole | {"terms": terms}


def held(store: Store, concept: int) -> Record:
    """The same, for a concept that has to be there. Raises ``NotFound``."""
    found = snapshot(store, concept)
    if found is None:
        raise NotFound("There is no concept number {concept}.", concept=concept)
    return found


def differences(before: Record | None, after: Record | None) -> tuple[Record | None, Record | None]:
    """What differs between two snapshots, on either side; of terms that only one has the whole.

    >>> differences({"note": "a", "kind": "term", "terms": {}}, {"note": "b", "kind": "term", "terms": {}})
    ({'note': 'a'}, {'note': 'b'})
    """
    if before is None or after is None:
        return before, after
    old, new = (
        {k: v for k, v in one.items() if k != "terms" and other[k] != v}
        for one, other in ((before, after), (after, before))
    )
    ids = [one for one in {**before["terms"], **after["terms"]} if before["terms"].get(one) != after["terms"].get(one)]
    for one in ids:
        was, now_is = before["terms"].get(one), after["terms"].get(one)
        if was and now_is:
            names = [name for name in was if was[name] != now_is[name]]
            was, now_is = ({name: side[name] for name in names} for side in (was, now_is))
        old.setdefault("terms", {})[one] = was
        new.setdefault("terms", {})[one] = now_is
    return old, new
