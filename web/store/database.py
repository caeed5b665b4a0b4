# ruff: noqa: S608 (statements are put together from names and placeholders of our own; values are bound)
"""The connection: opens one SQLite file, brings it up to date, and runs statements and transactions.

Write-ahead logging lets readers go on while somebody writes. Writers take the lock when they begin (``BEGIN
IMMEDIATE``) and wait for each other, so that no transaction fails half-way for having read something stale.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from web.errors import Newer, Unusable
from web.store import beginning
from web.store.beginning import WAIT
from web.trouble import trouble

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x446F6943
"""Marks the file as ours (``PRAGMA application_id``), so that another program's database is left alone."""

SYNCHRONOUS = "FULL"
"""What was said to be done is on the disk, also when the power fails."""

STATEMENTS = 512
"""So many statements of a connection are kept compiled."""

Record = dict[str, Any]


class Store:
    """One open database. Belongs to the thread that opened it; open another one per thread or request, it is cheap.

    Raises ``Unusable`` when the file is no database of ours, or was written by a newer version of the program.
    ``who`` is put on every revision; ``role`` is what that person may do, which ``web.actions`` looks at. Whoever
    opens the file itself may do everything with it; a service that opens it for others says ``act_as``. With
    ``threads`` it may go from one thread to the next (``web.store.pool``), never be used by two at once.
    """

    def __init__(self, path: Path | str, who: str = "", *, threads: bool = False) -> None:
        self.path = Path(path)
        self.who = who
        self.role = "admin"
        self.inside = 0  # how many actions are running: the outermost has asked whether it may
        self.db, fresh = _open(self.path, threads)
        self.place = place(self.path)
        if fresh:
            from web.store import index

            index.catch_up(self)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def act_as(self, who: str, role: str) -> None:
        """From now on this person acts, who may do what the role says; an empty role may do nothing."""
        self.who, self.role = who, role

    def keep_a_log(self) -> None:
        """Write to a log beside the file from now on, as ever, also where it is a copy that was put there by hand."""
        beginning.keep_a_log(self.db)

    def close(self) -> None:
        """Close the connection; an unfinished transaction is undone."""
        self.db.close()

    @contextmanager
    def atomic(self, *, index: bool = True) -> Iterator[None]:
        """All or nothing. Nested blocks are savepoints of the outermost one, which also brings the search ``index`` up
        to date."""
        connection = self.db.conn
        if connection.in_transaction:
            with self.db.atomic():
                yield
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            if index:
                from web.store.index import flush

                flush(self)
        except BaseException:
            self.db.rollback()
            raise
        try:
            connection.execute("COMMIT")
        except BaseException:
            self.db.rollback()
            raise

    def all(self, sql: str, parameters: Sequence[Any] | Record = ()) -> list[Record]:
        """The rows of a query as dictionaries."""
        cursor = self.db.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def one(self, sql: str, parameters: Sequence[Any] | Record = ()) -> Record | None:
        """The first row of a query, or nothing."""
        found = self.all(sql, parameters)
        return found[0] if found else None

    def value(self, sql: str, parameters: Sequence[Any] | Record = ()) -> Any:
        """The first column of the first row, or nothing."""
        row = self.db.execute(sql, parameters).fetchone()
        return row[0] if row else None

    def execute(self, sql: str, parameters: Sequence[Any] | Record = ()) -> int:
        """Run a statement and say how many rows it touched."""
        return self.db.execute(sql, parameters).rowcount

    def insert(self, table: str, record: Record) -> int:
        """Insert one record and return its id."""
        names = ", ".join(f'"{name}"' for name in record)
        places = ", ".join("?" for _ in record)
        cursor = self.db.execute(
            f'INSERT INTO "{table}" ({names}) VALUES ({places})',
            [_plain(value) for value in record.values()],
        )
        return int(cursor.lastrowid or 0)

    def insert_all(self, table: str, names: Sequence[str], records: Iterable[Sequence[Any]]) -> None:
        """Insert many records that share their columns."""
        columns = ", ".join(f'"{name}"' for name in names)
        places = ", ".join("?" for _ in names)
        self.db.conn.executemany(
            f'INSERT INTO "{table}" ({columns}) VALUES ({places})',
            (list(map(_plain, record)) for record in records),
        )


def place(path: Path) -> tuple[int, int] | None:
    """Which file this is, whatever it is called; nothing when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def now() -> str:
    """The time as the store writes it: UTC, to the second.

    >>> len(now()), now()[-1]
    (20, 'Z')
    """
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(value: Any) -> Any:
    """Lists and dictionaries as JSON, everything else as it is."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, tuple, dict)) else value


def _open(path: Path, threads: bool) -> tuple[Database, bool]:
    """The database, and whether it was brought up to date just now. Where another process took a file away that it
    could not fill, once more: what is written into that one is nowhere."""
    while True:
        with beginning.alone(path):
            database, fresh, file = _opened(path, threads)
        if place(path) == file:
            return database, fresh
        database.close()


def _opened(path: Path, threads: bool) -> tuple[Database, bool, tuple[int, int] | None]:
    from sqlite_utils import Database

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        ours = beginning.begin(path)
        file = place(path)
        connection = sqlite3.connect(
            str(path), timeout=WAIT, isolation_level=None, check_same_thread=not threads, cached_statements=STATEMENTS
        )
    except (OSError, sqlite3.OperationalError) as error:
        raise Unusable(
            "Cannot open the database {path}: {reason}.",
            "Name another file with --db.",
            path=path,
            reason=_reason(error),
        ) from error
    try:
        connection.execute(f"PRAGMA busy_timeout = {int(WAIT * 1000)}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        database = Database(connection)
        fresh = prepare(path, database)
    except BaseException as error:
        connection.close()
        if ours:
            beginning.leave_nothing(path)
        if isinstance(error, sqlite3.DatabaseError):
            found = trouble(error)
            if found and found.status == 507:
                raise  # it is the disk, not the file
            raise Unusable(
                "Cannot use {path} as the database: {reason}.",
                "Name another file with --db.",
                path=path,
                reason=_reason(error),
            ) from error
        raise
    return database, fresh, file


def prepare(path: Path, database: Database) -> bool:
    """Refuse what is not ours or too new, and bring what is older up to date, once and in one transaction; whether
    that was needed."""
    from web.store.migrations import VERSION, migrate

    version, ours, tables = _found(database)
    if version > VERSION and ours:
        raise Newer(
            "The database {path} was written by a newer version of doichieu.",
            "Install that version, or name another file with --db.",
            path=path,
        )
    if version == VERSION and ours:
        return False
    if not ours and (version or tables):
        raise Unusable("{path} is the database of another program.", "Name another file with --db.", path=path)
    beginning.keep_a_log(database)
    migrate(database, APPLICATION_ID)
    return True


def _found(database: Database) -> tuple[int, bool, int]:
    """The version of the file, whether it is ours, and how many tables it has when it is not, all of one moment:
    somebody else may be about to begin it."""
    database.execute("BEGIN")
    try:
        version = int(database.execute("PRAGMA user_version").fetchone()[0])
        ours = int(database.execute("PRAGMA application_id").fetchone()[0]) == APPLICATION_ID
        return version, ours, 0 if ours else len(database.table_names())
    finally:
        database.execute("ROLLBACK")


def _reason(error: Exception) -> str:
    text = getattr(error, "strerror", None) or str(error)
    return text[:1].lower() + text[1:].rstrip(".")
