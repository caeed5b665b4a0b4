"""The beginning of a database file: by one process at a time, for its owner alone, and with nothing left when it fails.

Who begins a file, or takes away one that it could not fill, holds its folder meanwhile; others wait for that. Without
it one could write into a file that another has just taken away.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

WAIT = 20.0
"""Seconds to wait for another writer before giving up."""
HEADER = 4096
"""Bytes of a database that says what it is, and holds nothing yet."""


@contextmanager
def alone(path: Path, *, always: bool = False) -> Iterator[None]:
    """No other process begins a file in this folder meanwhile, where the system can see to that. Who opens a file that
    holds something already does not wait, unless it is to be so ``always``."""
    folder = None
    if always or _size(path) <= HEADER:
        with suppress(ImportError, OSError):  # Windows; a folder that may not be listed; a file system without locks
            import fcntl

            path.parent.mkdir(parents=True, exist_ok=True)
            folder = os.open(path.parent, os.O_RDONLY)
            until = monotonic() + WAIT
            while True:
                with suppress(BlockingIOError):
                    fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                if monotonic() > until:
                    break  # somebody hangs; SQLite has locks of its own
                sleep(0.01)
    try:
        yield
    finally:
        if folder is not None:
            os.close(folder)


def begin(path: Path) -> bool:
    """Begin a new file that its owner alone can read: the texts in it are confidential. Logs of SQLite follow it.
    Whether there was none."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        return True
    return False


def leave_nothing(path: Path) -> None:
    """Take a new file away that holds no table yet, unless somebody else has begun to write to it."""
    log = path.with_name(f"{path.name}-wal")
    with suppress(OSError):
        if path.stat().st_size <= HEADER and not (log.exists() and log.stat().st_size):
            for ending in ("-journal", "-shm", "-wal", ""):
                path.with_name(path.name + ending).unlink(missing_ok=True)


def keep_a_log(database: Database) -> None:
    """Write to a log beside the file from now on. Two that begin one file at the same moment each hold what the other
    needs; SQLite tells one of them so at once instead of letting it wait, and it tries again."""
    until = monotonic() + WAIT
    while True:
        try:
            database.enable_wal()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(0.01)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
