"""A first look at a database file without changing it: what ``doichieu doctor`` tells of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from web.store.database import APPLICATION_ID
from web.store.migrations import VERSION


@dataclass(frozen=True, slots=True)
class Look:
    """What a file is: its size and that of the log beside it, the room on its disk, whether it is ours and sound, its
    schema beside the program's, and whether it can be written. ``said`` is what SQLite says against it."""

    size: int
    log: int
    room: int
    ours: bool
    schema: int
    newest: int
    writable: bool
    said: str


def look(path: Path) -> Look | None:
    """Look at a file; nothing where there is none. A copy is read, so that not even a log is put beside it."""
    if not path.is_file():
        return None
    ours, schema, said = False, 0, ""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            ours = database.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            schema = database.execute("PRAGMA user_version").fetchone()[0]
            said = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        said = str(error)
    log = path.with_name(f"{path.name}-wal")
    return Look(
        size=path.stat().st_size,
        log=log.stat().st_size if log.exists() else 0,
        room=shutil.disk_usage(path.parent).free,
        ours=ours,
        schema=schema,
        newest=VERSION,
        writable=os.access(path, os.W_OK) and os.access(path.parent, os.W_OK),
        said="" if said == "ok" else said,
    )


def sqlite() -> tuple[str, list[str]]:
    """The version of SQLite, and what it lacks of what the store needs."""
    lacks = []
    with closing(sqlite3.connect(":memory:")) as database:
        for what, statement in (
            ("full-text search (FTS5)", "CREATE VIRTUAL TABLE a USING fts5 (b, content='', columnsize=0)"),
            ("JSON functions", "SELECT json_group_object(1, 2), json_each.value FROM json_each('[1]')"),
            ("window functions", "SELECT lag(1) OVER (ORDER BY 1)"),
        ):
            try:
                database.execute(statement)
            except sqlite3.Error:
                lacks.append(what)
    return sqlite3.sqlite_version, lacks
