"""Files and folders that are made ready under another name before they appear, and what killed processes leave of them.

Whoever makes one holds a lock on it, which the system lets go when the process dies, however it dies. What nobody holds
is a leftover; the next one who makes something of this kind in the same folder throws it away.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OLD = 86400.0
"""Seconds after which something is a leftover where the system knows no such locks."""
ROOM = ".doichieu-"
"""How the names of folders begin in which a database is made ready."""


@contextmanager
def part_of(target: Path, *, folder: bool = False, mode: int = 0o600, clean: bool = True) -> Iterator[Path]:
    """A new file (or folder) beside the target that is to take its place, for the owner alone unless another ``mode``
    is said; nothing is left of it where it did not. Leftovers of earlier ones go, unless somebody else looks after
    them. Raises ``OSError``."""
    if clean:
        sweep(target.parent, f".{_plain(target.name)}.*.part")
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    with _made(part, None if folder else mode) as made:
        yield made


@contextmanager
def room_beside(target: Path) -> Iterator[Path]:
    """A new folder beside the target in which it is made ready; nothing is left of it. Leftovers of earlier ones go.
    Raises ``OSError``."""
    sweep(target.parent, f"{ROOM}*")
    with _made(target.with_name(f"{ROOM}{secrets.token_hex(4)}"), None) as made:
        yield made


def left(database: Path) -> list[Path]:
    """What killed processes left beside a database."""
    return [path for pattern in _beside(database) for path in database.parent.glob(pattern) if _leftover(path)]


def clear(database: Path) -> None:
    """Throw away what killed processes left beside a database."""
    for pattern in _beside(database):
        sweep(database.parent, pattern)


def _beside(database: Path) -> tuple[str, str]:
    return f"{ROOM}*", f".{_plain(database.stem)}*.part"


def sweep(folder: Path, pattern: str) -> None:
    """Throw away what killed processes left in a folder, with SQLite's files beside it; what cannot be thrown away
    stays."""
    for path in folder.glob(pattern):
        _leftover(path, _remove)
    for beside in folder.glob(f"{pattern}-*"):
        if not beside.with_name(beside.name.rpartition("-")[0]).exists():
            _remove(beside)


@contextmanager
def _made(path: Path, mode: int | None) -> Iterator[Path]:
    """Make a file with this mode, or else a folder, and hold it until it is gone or stands under its own name."""
    held = _begun(path, mode)
    try:
        yield path
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            _remove(path.with_name(path.name + ending))
        if held is not None:
            os.close(held)


def _begun(path: Path, mode: int | None) -> int | None:
    """Make it and hold it, where the system can; once more when somebody took it for a leftover in between."""
    while True:
        if mode is None:
            path.mkdir(mode=0o700, parents=True)
        else:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode))
        try:
            import fcntl

            held = os.open(path, os.O_RDONLY)
        except ImportError:  # Windows
            return None
        except FileNotFoundError:
            continue
        with suppress(OSError):  # a file system without locks
            fcntl.flock(held, fcntl.LOCK_EX)
        with suppress(OSError):
            if os.path.samestat(os.fstat(held), path.stat()):
                return held
        os.close(held)


def _leftover(path: Path, then: Callable[[Path], None] = lambda _: None) -> bool:
    """Whether no process holds it; what is to be done ``then`` is done while nobody else can hold it."""
    try:
        import fcntl
    except ImportError:  # Windows
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > OLD:
                then(path)
                return True
        return False
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        then(path)
    except OSError:
        return False
    finally:
        os.close(number)
    return True


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _plain(name: str) -> str:
    """A name as a pattern that finds it alone."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)
