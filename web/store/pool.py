"""Open databases that wait for the next request: reading the schema anew each time costs more than most answers."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from threading import Lock

from web.store.database import Store, place, prepare

KEPT = 16
"""The most databases that are kept open while nobody uses them: twice the threads of the service."""


class Pool:
    """Stores of one file, each used by one request at a time: ``take`` one, and ``give`` it back clean.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     pool = Pool(Path(folder) / "a.db")
    ...     store = pool.take()
    ...     pool.give(store)
    ...     again = pool.take() is store
    ...     pool.close()
    >>> again
    True
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._free: list[Store] = []
        self._lock = Lock()

    def take(self) -> Store:
        """A store in which nobody acts yet: one that waits, else a new one. One that was opened before the file was
        put in the place of another is closed. Raises ``Unusable`` as opening does."""
        there = place(self.path)
        while store := self._last():
            if store.place == there:
                try:
                    if not prepare(self.path, store.db):
                        return store
                except sqlite3.Error:
                    pass  # opening it anew says what is wrong
                except BaseException:
                    store.close()
                    raise
            store.close()
        return Store(self.path, threads=True)

    def give(self, store: Store) -> None:
        """Take a store back. What was begun and not ended in it is undone."""
        store.act_as("", "")
        store.inside = 0
        with suppress(sqlite3.Error):
            if store.db.conn.in_transaction:
                store.db.rollback()
            with self._lock:
                if len(self._free) < KEPT:
                    self._free.append(store)
                    return
        store.close()

    def close(self) -> None:
        """Close those that wait."""
        while store := self._last():
            store.close()

    def __del__(self) -> None:
        with suppress(Exception):
            self.close()

    def _last(self) -> Store | None:
        """The one that was used last, whose pages are still in memory."""
        with self._lock:
            return self._free.pop() if self._free else None
