"""What whoever opens a work next would wait for, worked out ahead and kept in the store: what belongs together in its
rows. A job does so when it has made rows or looked at terms; and a service when it begins, where that is lacking, in a
process beside itself: it takes a millisecond for each row, and after an update all rows are lacking."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread

from web.actions.linking import row_links
from web.actions.permissions import needs
from web.actions.remembering import memory, name_of
from web.errors import NotFound
from web.store import Store, vocabulary, works
from web.store.rows import by_number

MOST = 2_000
"""Rows of a work that are looked at: who opens a longer one begins at its beginning."""
PART = 72
"""Rows that are looked at between two writes: nobody who writes meanwhile waits long for them."""
AHEAD, WORKS = 25_000, 500
"""Rows that are worked out when a service begins, and of how many works, the last that were changed."""


@needs("read")
def keep_links(store: Store, ref: str | int, most: int = MOST) -> int:
    """Work out what belongs together in the first rows of a work, and keep it in the store; how many rows were looked
    at. Where nothing can be written, only this process knows. Raises ``NotFound``."""
    work, seen = works.resolve(store, ref), 0
    while seen < most and (rows := by_number(store, work, range(seen + 1, min(seen + PART, most) + 1))):
        row_links(store, work, rows)
        if snapshot := vocabulary.current(store):
            names = [name_of(tuple((cell.lang, cell.text) for cell in row.cells if cell.text)) for row in rows]
            with suppress(sqlite3.OperationalError):
                memory(snapshot).store(store, names)
        seen += len(rows)
    return seen


@needs("read")
def read_ahead(store: Store, most: int = AHEAD) -> int:
    """Work out what belongs together in the rows of the works that were changed last, and keep it; how many rows were
    looked at."""
    done = 0
    for work in works.latest(store, WORKS):
        if done < most:
            with suppress(NotFound):  # deleted meanwhile
                done += keep_links(store, work.id, min(most - done, MOST))
    return done


def begin(database: Path) -> subprocess.Popen[bytes] | None:
    """Do so in a process beside this one; nothing where there can be none. It ends when it is done, or with this one,
    and is to be waited for."""
    code = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import main; main()"
    command = [sys.executable, "-c", code, str(database)]
    try:
        return subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        return None


def main() -> None:
    """The other process: what it finds, it keeps in the store, where the service finds it. It stands as high as the
    service: one that has to step back would hold the writer's lock while it does."""
    Thread(target=_end_with_the_service, daemon=True).start()
    with Store(Path(sys.argv[1])) as store:
        read_ahead(store)


def _end_with_the_service() -> None:
    """Nothing comes by that way, until nobody holds its other end any more."""
    os.read(0, 1)
    os._exit(0)
