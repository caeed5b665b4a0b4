# ruff: noqa: S608 (statements are put together from names of the schema; values are bound)
"""All that a database holds as open files, and back: one JSON line for each record, and the files as they came.

What is derived (the search index) is left out and made anew. Reading gives a database that is equal to the one written:
every record of every table, with its number.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from sqlite_utils import Database

from aligner.errors import InputError
from web.store.backup import moment
from web.store.database import Record, Store
from web.store.steps import STEPS

FORMAT, FORM = "doichieu-everything", 1
DERIVED = ("search_", "segments_fts", "terms_fts", "term_keys", "sqlite_", "_sqlite_", "_litestream_")
"""How the names of tables begin that are made of the others, or that a tool beside the service keeps for itself."""
PASSING = ("attempts", "sessions", "tokens")
"""Who is signed in at this moment, with what programs come, and who tried: that is of this copy alone, and no file that
is handed on should open a door. People sign in anew, and make their tokens anew."""
MANIFEST, FOLDER = "manifest.json", "tables"
_BYTES, _FLOAT = "base16", "float"
_AGAIN = "Write everything again."

Progress = Callable[[str, float], None]


class Folder(Protocol):
    """Where the files are, by the names that the manifest gives them."""

    def write(self, name: str) -> BinaryIO:
        """A new file."""

    def read(self, name: str) -> BinaryIO:
        """A file that is there. Raises ``InputError`` when it is not."""


def write(store: Store, folder: Folder, tell: Progress) -> Record:
    """Write everything as it is at one moment; what was written, as the manifest says it."""
    database = store.db.conn
    with moment(database):
        names = _tables(database)
        counts: dict[str, int] = {}
        for place, name in enumerate(names):
            tell(f"Writing {name}", place / len(names))
            if name == "files":
                _write_files(database, folder)
            with folder.write(f"{FOLDER}/{name}.jsonl") as out:
                counts[name] = 0
                for record in _records(database, name):
                    out.write(_line(record))
                    counts[name] += 1
        manifest: Record = {"format": FORMAT, "form": FORM, "schema": [step for step, _ in STEPS], "tables": counts}
        with folder.write(MANIFEST) as out:
            out.write(json.dumps(manifest, indent=2).encode() + b"\n")
    return manifest


def _tables(database: sqlite3.Connection) -> list[str]:
    """The tables that hold what people brought and decided."""
    found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in found if not name.startswith(DERIVED) and name not in PASSING]


def _columns(database: sqlite3.Connection, name: str) -> list[str]:
    return [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]


def _records(database: sqlite3.Connection, name: str) -> Iterator[Record]:
    columns = ["id", "digest", "size"] if name == "files" else _columns(database, name)
    chosen = ", ".join(f'"{column}"' for column in columns)
    order = "id" if "id" in columns else chosen
    for row in database.execute(f'SELECT {chosen} FROM "{name}" ORDER BY {order}'):
        yield dict(zip(columns, row, strict=True))


def _write_files(database: sqlite3.Connection, folder: Folder) -> None:
    for number, digest in database.execute("SELECT id, digest FROM files ORDER BY id").fetchall():
        (data,) = database.execute("SELECT data FROM files WHERE id = ?", (number,)).fetchone()
        with folder.write(f"files/{digest}") as out:
            out.write(data)


def steps_of(folder: Folder) -> int:
    """How many steps the schema had when the folder was written. Raises ``InputError`` for a newer one."""
    steps = _manifest(folder)["schema"]
    ours = [step for step, _ in STEPS]
    if steps != ours[: len(steps)]:
        raise InputError("The folder was written by a newer version of doichieu.", "Install that version.")
    return len(steps)


def read(database: sqlite3.Connection, folder: Folder, tell: Progress) -> None:
    """Read everything into a new database of the same schema, in one transaction of the caller's.

    Raises ``InputError`` that names file and line.
    """
    counts = _manifest(folder)["tables"]
    triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute(f'DROP TRIGGER "{name}"')  # what they would do was done, and is in the files
    known = _tables(database)
    for place, (name, count) in enumerate(counts.items()):
        tell(f"Reading {name}", place / len(counts))
        if name in PASSING:
            continue  # earlier versions wrote these too
        if name not in known:
            raise InputError(
                "{manifest} names a table {name} that there is not.", _AGAIN, manifest=MANIFEST, name=name[:40]
            )
        _read_table(database, folder, name, count)
    for _, sql in triggers:
        database.execute(sql)
    _index_anew(database)
    for table, _, parent, _ in database.execute("PRAGMA foreign_key_check").fetchmany(1):
        raise InputError(
            "{folder}/{table}.jsonl names a record of {parent} that is not there.",
            _AGAIN,
            folder=FOLDER,
            table=table,
            parent=parent,
        )


def count(store: Store, name: str) -> int:
    """How many records a table has."""
    return int(store.value(f'SELECT count(*) FROM "{name}"'))


def build(path: Path, folder: Folder, tell: Progress) -> None:
    """A new database file of the schema that the folder was written with, and all of its records."""
    from web.store.database import APPLICATION_ID
    from web.store.migrations import migrate

    steps = steps_of(folder)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        migrate(Database(database), APPLICATION_ID, steps)
        database.execute("BEGIN IMMEDIATE")
        read(database, folder, tell)
        database.execute("COMMIT")


def _index_anew(database: sqlite3.Connection) -> None:
    """Let the search index be made at the first opening: all is new to it."""
    if database.execute("SELECT 1 FROM sqlite_master WHERE name = 'search_state'").fetchone():
        database.execute("UPDATE search_state SET signature = ''")


def _manifest(folder: Folder) -> Record:
    try:
        with folder.read(MANIFEST) as file:
            found = json.loads(file.read(1 << 20))
        if found["format"] == FORMAT and found["form"] == FORM and isinstance(found["tables"], dict):
            return {"schema": list(found["schema"]), "tables": dict(found["tables"])}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
    raise InputError(
        "{manifest} is not that of a whole database.", "Name the folder that the export made.", manifest=MANIFEST
    )


def _read_table(database: sqlite3.Connection, folder: Folder, name: str, count: Any) -> None:
    columns = _columns(database, name)
    database.execute(f'DELETE FROM "{name}"')  # what the steps of the schema put there
    number = 0
    with folder.read(f"{FOLDER}/{name}.jsonl") as file:
        for number, line in enumerate(file, 1):
            record = _record(line, name, number, columns)
            if name == "files":
                with folder.read(f"files/{_plain_name(record.get('digest'))}") as data:
                    record["data"] = data.read()
            names = ", ".join(f'"{column}"' for column in record)
            places = ", ".join("?" * len(record))
            try:
                database.execute(f'INSERT INTO "{name}" ({names}) VALUES ({places})', list(record.values()))
            except (sqlite3.IntegrityError, sqlite3.InterfaceError, OverflowError, UnicodeEncodeError) as error:
                raise _refusal(name, number, f"cannot be kept: {error}") from None
    if number != count:
        raise InputError(
            "{folder}/{name}.jsonl has {number} lines, not {count}.",
            "Was it cut off?",
            folder=FOLDER,
            name=name,
            number=number,
            count=count,
        )


def _plain_name(digest: Any) -> str:
    if not isinstance(digest, str) or not (digest.isascii() and digest.isalnum()):
        raise InputError("{folder}/files.jsonl names a file that cannot be one.", _AGAIN, folder=FOLDER)
    return digest


def _record(line: bytes, name: str, number: int, columns: Sequence[str]) -> Record:
    try:
        record = {str(key): _value(value) for key, value in json.loads(line).items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise _refusal(name, number, "is no record") from None
    if not record or any(column not in columns for column in record):
        raise _refusal(name, number, "has other columns than the table")
    return record


def _refusal(name: str, number: int, fault: str) -> InputError:
    return InputError(
        "{folder}/{name}.jsonl, line {number} {fault}.", _AGAIN, folder=FOLDER, name=name, number=number, fault=fault
    )


def _line(record: Record) -> bytes:
    return json.dumps({key: _told(value) for key, value in record.items()}, ensure_ascii=False).encode() + b"\n"


def _told(value: Any) -> Any:
    """A value as JSON has it; bytes, and numbers without an end, are spelled out."""
    if isinstance(value, bytes):
        return {_BYTES: value.hex()}
    if isinstance(value, float) and not math.isfinite(value):
        return {_FLOAT: str(value)}
    return value


def _value(told: Any) -> Any:
    if isinstance(told, dict):
        return bytes.fromhex(told[_BYTES]) if _BYTES in told else float(told[_FLOAT])
    if isinstance(told, list):
        raise ValueError("a list is no value of a record")
    return told
