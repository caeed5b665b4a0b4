"""Tries to sign in: counted in the store, so that neither a restart nor a second process forgets them.

What is tried is kept as a digest: in the place of a name there may stand a password, typed into the wrong field.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from hashlib import sha256

from web.store.database import Store

KEPT = 3600.0
"""Seconds after which a try counts nowhere."""


def begin(store: Store, limits: Mapping[str, tuple[int, float]], at: float | None = None) -> int:
    """Note a try under each key, or say how many seconds to wait.

    ``limits`` gives for each key how many tries it may have in how many seconds. The try is noted before it is known
    how it ends, in the same transaction as the count, so that many at once do not slip through together.
    """
    clock = time.time() if at is None else at
    with store.atomic(index=False):
        store.execute("DELETE FROM attempts WHERE at <= ? OR at > ?", (clock - KEPT, clock + KEPT))
        wait = max(_wait(store, key, tries, seconds, clock) for key, (tries, seconds) in limits.items())
        if not wait:
            store.insert_all("attempts", ("key", "at"), ((_kept(key), clock) for key in limits))
    return wait


def succeed(store: Store, near: str, *others: str) -> None:
    """The last try was right: forget those for this account from here, and of the others the last alone. Whoever has
    one account cannot wipe out the tries on others by signing in between."""
    store.execute("DELETE FROM attempts WHERE key = ?", (_kept(near),))
    for key in others:
        store.execute(
            "DELETE FROM attempts WHERE rowid = (SELECT max(rowid) FROM attempts WHERE key = ?)", (_kept(key),)
        )


def _wait(store: Store, key: str, tries: int, seconds: float, clock: float) -> int:
    """Seconds until a key may be tried again."""
    query = "SELECT at FROM attempts WHERE key = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?"
    oldest = store.value(query, (_kept(key), clock - seconds, tries - 1))
    return 0 if oldest is None else max(1, int(oldest + seconds - clock))


def _kept(key: str) -> str:
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
