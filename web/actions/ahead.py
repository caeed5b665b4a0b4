"""What whoever opens a work next would wait for, worked out ahead and kept in the store: what belongs together in its
rows. A job does so when it has made rows or looked at terms, and a service when it begins, where that is lacking."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress

from web.actions.linking import row_links
from web.actions.permissions import needs
from web.actions.remembering import memory, name_of
from web.store import Store, vocabulary, works
from web.store.rows import by_number

MOST = 2_000
"""Rows of a work that are looked at: who opens a longer one begins at its beginning."""
PART = 36
Pause = Callable[[float], None]


def no_pause(seconds: float) -> None:
    """Go on at once: a job has nothing else to do."""


@needs("read")
def keep_links(store: Store, ref: str | int, most: int = MOST, pause: Pause = no_pause) -> int:
    """Work out what belongs together in the first rows of a work, and keep it in the store; how many rows were looked
    at. ``pause`` is told after each part how long it took. Where nothing can be written, only this process knows.
    Raises ``NotFound``."""
    work, seen = works.resolve(store, ref), 0
    while seen < most and (rows := by_number(store, work, range(seen + 1, min(seen + PART, most) + 1))):
        began = time.monotonic()
        row_links(store, work, rows)
        if snapshot := vocabulary.current(store):
            names = [name_of(tuple((cell.lang, cell.text) for cell in row.cells if cell.text)) for row in rows]
            with suppress(sqlite3.OperationalError):
                memory(snapshot).store(store, names)
        seen += len(rows)
        pause(time.monotonic() - began)
    return seen
