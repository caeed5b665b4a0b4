"""Copies of a whole database: taken while people work, and put back in one step.

SQLite's online backup reads page by page and starts over where somebody wrote in between; a copy is the state of one
moment. Putting one back is the same the other way round, in one transaction of SQLite's: a process that is killed
leaves what was there, and a service that runs goes on with what was put there.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path

from aligner.errors import InputError
from web import leftovers
from web.errors import Unusable
from web.store import beginning
from web.store.beginning import WAIT
from web.store.database import APPLICATION_ID, Store
from web.store.migrations import VERSION, astray

PAGES = 2_000
"""Pages in one go (8 MB); in between writers have their turn."""

Progress = Callable[[str, float], None]


def copy(store: Store, target: Path, tell: Progress) -> None:
    """Copy the database to a file, which appears when all of it is there and sound, readable for its owner alone.

    Raises ``InputError`` where it cannot be written.
    """
    try:
        with leftovers.part_of(target) as part:
            with closing(sqlite3.connect(part)) as out:
                with moment(store.db.conn):
                    store.db.conn.backup(out, pages=PAGES, progress=_progress(tell, "Copying"))
                out.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
                said = " ".join(out.execute("PRAGMA quick_check(1)").fetchone()[0].split())
                if said != "ok":
                    raise InputError(
                        "The copy is damaged: {said}.", "Look at the database with “doichieu verify”.", said=said
                    )
            with part.open("rb") as written:
                os.fsync(written.fileno())
            os.replace(part, target)
            _settle(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise InputError(
            "Cannot write {target}: {reason}.", "Write the copy elsewhere.", target=target, reason=_reason(error)
        ) from error


@contextmanager
def moment(database: sqlite3.Connection) -> Iterator[None]:
    """All that is read inside is of one moment, whoever writes meanwhile; nobody waits for it."""
    database.execute("BEGIN")
    try:
        database.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the moment is that of the first look
        yield
    finally:
        database.rollback()


@contextmanager
def room(target: Path) -> Iterator[Path]:
    """Where a database is made ready beside the one that it is to become; nothing is left of it.

    Raises ``InputError`` when there is no room or permission.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with leftovers.room_beside(target) as folder:
            inner = folder / "new"  # the folder itself is held, to say that somebody is at it
            inner.mkdir(mode=0o700)
            yield inner / "built.db"
    except (OSError, sqlite3.OperationalError, Unusable) as error:
        cause = error.__cause__ if isinstance(error, Unusable) else error
        if not isinstance(cause, OSError | sqlite3.OperationalError):
            raise  # it is not the disk
        raise InputError(
            "Cannot write {target}: {reason}.",
            "Make room, or write elsewhere with --db.",
            target=target,
            reason=_reason(cause),
        ) from error


def put_back(source: Path, target: Path, tell: Progress) -> None:
    """Make a copy the database again. Raises ``InputError`` as ``check`` and ``lay`` do."""
    check(source)
    with closing(_opened(source)) as origin:
        lay(origin, target, tell)


def lay(origin: sqlite3.Connection, target: Path, tell: Progress, locked: Callable[[], None] | None = None) -> None:
    """Make the file a copy of what this connection reads, all of it or nothing, whoever has it open. There is none yet,
    or else ``locked`` is called as soon as nobody can write to it any more: what it raises leaves all as it is.

    Raises ``InputError`` when it cannot be written.
    """
    with beginning.alone(target, always=locked is None):
        new = beginning.begin(target)
        if not new and locked is None:
            raise InputError("Somebody has begun {target} meanwhile.", "Name another file with --db.", target=target)
        try:
            _laid(origin, target, tell, locked)
        except (OSError, sqlite3.Error) as error:
            if new:
                beginning.leave_nothing(target)
            raise _not_written(target, error) from error
        except BaseException:
            if new:
                beginning.leave_nothing(target)
            raise


def _laid(origin: sqlite3.Connection, target: Path, tell: Progress, locked: Callable[[], None] | None) -> None:
    """Page by page, so that there is a moment in which the target is locked and stands as it was."""
    calls, told = count(), _progress(tell, "Putting back")

    def step(status: int, remaining: int, total: int) -> None:
        number = next(calls)
        if not number and locked:
            locked()
        if not number % PAGES or not remaining:
            told(status, remaining, total)

    with closing(sqlite3.connect(target, timeout=WAIT, isolation_level=None)) as out, moment(origin):
        out.execute(f"PRAGMA busy_timeout = {int(WAIT * 1000)}")
        origin.backup(out, pages=1, progress=step)
        with suppress(sqlite3.OperationalError):  # it stands; who opens it next sees to the log
            out.execute("PRAGMA journal_mode = WAL")


def _not_written(target: Path, error: Exception) -> InputError:
    return InputError(
        "Cannot write {target}: {reason}.",
        "Stop the service that uses it, and try again.",
        target=target,
        reason=_reason(error),
    )


def _opened(path: Path) -> sqlite3.Connection:
    """A database to read alone."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def check(source: Path) -> None:
    """See that a file is a database of ours that this program can read. Raises ``InputError``."""
    if not source.is_file():
        raise InputError("There is no file {source}.", "Check the name.", source=source)
    try:
        with closing(_opened(source)) as origin:
            ours = origin.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            version = origin.execute("PRAGMA user_version").fetchone()[0]
            said = "ok"
            if ours and version <= VERSION:
                said = " ".join(origin.execute("PRAGMA integrity_check(1)").fetchone()[0].split())
            if ours and version <= VERSION and said == "ok":
                said = next((f"{name} is not as it was made" for name in astray(origin, version)), "ok")
    except sqlite3.Error as error:
        raise InputError(
            "{source} is no database: {reason}.",
            "Choose a copy that backup made.",
            source=source,
            reason=_reason(error),
        ) from error
    if not ours:
        raise InputError("{source} is no database of doichieu.", "Choose a copy that backup made.", source=source)
    if version > VERSION:
        raise InputError("{source} was written by a newer version of doichieu.", "Install that version.", source=source)
    if said != "ok":
        raise InputError("{source} is damaged: {said}.", "Choose another copy.", source=source, said=said)


def _progress(tell: Progress, what: str) -> Callable[[int, int, int], None]:
    def told(_status: int, remaining: int, total: int) -> None:
        tell(what, 1 - remaining / max(total, 1))

    return told


def _settle(folder: Path) -> None:
    """Let the new name be on the disk too; some file systems know no such thing."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _reason(error: Exception) -> str:
    text = getattr(error, "strerror", None) or str(error)
    return text[:1].lower() + text[1:].rstrip(".")
