"""Keeping what there is: copies, putting one back, seeing whether all is sound, and everything as open files."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO

from aligner.errors import InputError
from web import leftovers
from web.actions.alignment import Progress, silent
from web.actions.permissions import needs
from web.store import Store, accounts, backup, everything, index
from web.store.health import Fault, faults
from web.store.index_check import indexed

README = """Everything of one database of Doichieu, written as open files.

manifest.json   what there is, and the steps of the schema
tables/         one JSON object a line for each record of each table; JSON Lines, UTF-8
files/          the files that were imported, as they came, by their SHA-256

"doichieu import-everything FOLDER" makes an equal database of it.
Accounts are in it with the digests of their passwords and with their second factors: keep it as you keep the database.
Sessions and tokens are not: people sign in anew, and make their tokens anew.
"""


@dataclass(frozen=True, slots=True)
class Health:
    """What was looked at, and what is wrong with it."""

    works: int
    rows: int
    segments: int
    concepts: int
    revisions: int
    faults: tuple[Fault, ...]


@needs("manage")
def backup_store(store: Store, target: Path, progress: Progress = silent) -> int:
    """Copy the whole database to a file while others work; how many bytes it has. The file appears when it is whole.

    Raises ``InputError`` where it cannot be written, or when it is the database itself.
    """
    if target.is_dir():
        raise InputError("{target} is a folder.", "Name a file in it.", target=target)
    if not target.absolute().parent.is_dir():
        raise InputError(
            "There is no folder {folder}.", "Make it first, or write elsewhere.", folder=target.absolute().parent
        )
    if target.exists() and target.samefile(store.path):
        raise InputError("{target} is the database itself.", "Write the copy elsewhere.", target=target)
    backup.copy(store, target, progress)
    return target.stat().st_size


def restore_store(source: Path, target: Path, progress: Progress = silent) -> Path | None:
    """Make a copy the database again. What was there before is kept beside it: where, or nothing where there was none.

    Everybody is signed out: whoever left since the copy was made is not to be there again. Accounts and tokens are
    those of the copy, also tokens that were revoked since.

    Raises ``InputError`` when the copy is damaged, none of ours or newer than the program; nothing is changed then.
    """
    if target.exists() and source.exists() and source.samefile(target):
        raise InputError("{source} is the database itself.", "Name a copy of it.", source=source)
    backup.check(source)
    with backup.room(target) as ready:
        backup.put_back(source, ready, progress)
        with Store(ready) as store:  # an older copy is brought up to date at once
            accounts.drop_all_sessions(store)
            if not target.exists() or not target.stat().st_size:
                backup.lay(store.db.conn, target, progress, None if not target.exists() else lambda: None)
                return None
            return _exchange(store, target, progress)


def _exchange(store: Store, target: Path, progress: Progress) -> Path:
    """Put what the store holds in the place of what is there. That is copied beside it in the moment in which nobody
    can write to it any more, so that no edit is in neither of the two; where the copy is."""
    kept: list[Path] = []
    with Store(target) as there:

        def keep() -> None:
            kept.append(_free(target))
            backup.copy(there, kept[0], progress)

        there.keep_a_log()  # so that it can be read while it is locked
        try:
            backup.lay(store.db.conn, target, progress, keep)
        except BaseException:
            for path in kept:
                path.unlink(missing_ok=True)  # it is where it was
            raise
    return kept[0]


def _free(target: Path) -> Path:
    """A name for what stood there before: the time, and a number where that name is taken."""
    before = f"{target.stem}.before-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}"
    names = chain((before,), (f"{before}-{number}" for number in count(2)))
    return next(path for name in names if not (path := target.with_name(f"{name}{target.suffix}")).exists())


@needs("read")
def verify_store(store: Store, progress: Progress = silent) -> Health:
    """Look at the file, at what must hold between its records, and at the search index."""
    progress("Looking at the file and its records", 0.1)
    found = list(faults(store))
    if not found:
        progress("Making the search index anew beside the one that is there", 0.4)
        found += indexed(store)
    if any(fault.rule in ("file", "schema") for fault in found):
        return Health(0, 0, 0, 0, 0, tuple(found))
    works, rows, segments, concepts, revisions = (
        everything.count(store, name) for name in ("works", "rows", "segments", "concepts", "revisions")
    )
    return Health(works, rows, segments, concepts, revisions, tuple(found))


@needs("manage")
def export_everything(store: Store, folder: Path, progress: Progress = silent) -> dict[str, int]:
    """Write everything as open files into a new folder, which appears when all of it is there; records by table.

    Raises ``InputError`` where it cannot be written, or when there is something already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError("{folder} is there already.", "Name a new folder.", folder=folder)
    try:
        with leftovers.part_of(folder, folder=True) as part:
            manifest = everything.write(store, _Folder(part), progress)
            (part / "README.txt").write_text(README, encoding="utf-8")
            if folder.exists():
                folder.rmdir()
            os.replace(part, folder)
    except OSError as error:
        raise InputError(
            "Cannot write {folder}: {reason}.", "Write elsewhere.", folder=folder, reason=error.strerror or error
        ) from error
    return dict(manifest["tables"])


def import_everything(folder: Path, target: Path, progress: Progress = silent) -> Health:
    """Make an equal database of a folder that ``export_everything`` wrote; an older one is brought up to date.

    The database must be new, or empty. Raises ``InputError`` that names file and line; nothing is left then.
    """
    if not folder.is_dir():
        raise InputError("There is no folder {folder}.", "Name the folder that the export made.", folder=folder)
    if not target.exists():
        return _built(folder, target, None, progress)
    with Store(target) as there:

        def empty() -> None:
            if any(everything.count(there, name) for name in ("works", "concepts", "revisions", "accounts")):
                raise InputError("{target} holds something already.", "Name a new database with --db.", target=target)

        empty()
        there.keep_a_log()
        return _built(folder, target, empty, progress)


def _built(folder: Path, target: Path, locked: Callable[[], None] | None, progress: Progress) -> Health:
    """What the folder holds, made ready and put where it belongs; ``locked`` as ``backup.lay`` has it."""
    source = _Folder(folder)
    with backup.room(target) as built:
        everything.build(built, source, progress)
        with Store(built) as store:  # older ones take their steps here
            index.catch_up(store)
            health = verify_store(store, progress)
            if health.faults:
                first = health.faults[0]
                raise InputError(
                    "The folder does not fit together: {fault}.", "Write everything again.", fault=first.sentence
                )
            backup.lay(store.db.conn, target, progress, locked)
    return health


class _Folder:
    """A folder on the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str) -> BinaryIO:
        path = self.path / name
        path.parent.mkdir(exist_ok=True)
        return path.open("xb")

    def read(self, name: str) -> BinaryIO:
        try:
            return (self.path / name).open("rb")
        except OSError as error:
            raise InputError(
                "Cannot read {path}: {reason}.", "Is the folder whole?", path=self.path / name, reason=error.strerror
            ) from None
