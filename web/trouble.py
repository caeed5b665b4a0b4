"""What a person is told when a request or command fails for a reason that is neither theirs nor a fault of the program:
a full disk, a file that cannot be written, a database that is busy or damaged."""

from __future__ import annotations

import errno
import sqlite3
from dataclasses import dataclass

from aligner.errors import said

FULL = said("The disk is full, or the database may not grow: nothing was changed. Make room, then repeat what you did.")
READ_ONLY = said("The database cannot be written: its file or folder is read-only. Nothing was changed.")
BUSY = said("The database is busy: somebody has been writing for long. Nothing was changed; repeat what you did.")
DAMAGED = said("The database file is damaged. “doichieu verify” says how; “doichieu restore” puts a copy back.")
GONE = said("The database cannot be read or written where it is. Nothing was changed.")
NEWER = said("The database was written by a newer version of the program. Start that version, or put a copy back.")
HALF = said("The text holds half a character, which cannot be kept. Type it anew.")
TOO_GREAT = said("There is nothing with so great a number.")

_OF_SQLITE = {
    sqlite3.SQLITE_FULL: (507, FULL),
    sqlite3.SQLITE_READONLY: (503, READ_ONLY),
    sqlite3.SQLITE_PERM: (503, READ_ONLY),
    sqlite3.SQLITE_BUSY: (503, BUSY),
    sqlite3.SQLITE_LOCKED: (503, BUSY),
    sqlite3.SQLITE_CORRUPT: (503, DAMAGED),
    sqlite3.SQLITE_NOTADB: (503, DAMAGED),
    sqlite3.SQLITE_CANTOPEN: (503, GONE),
    sqlite3.SQLITE_IOERR: (503, GONE),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """The HTTP status and the sentence."""

    status: int
    sentence: str


def trouble(error: BaseException) -> Trouble | None:
    """What to say about an error; nothing when it is a fault of the program.

    >>> trouble(OSError(28, "No space left on device")).status, trouble(ValueError("a"))
    (507, None)
    """
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        found = _OF_SQLITE.get(code & 0xFF) if code is not None else None
        return Trouble(*found) if found else None
    if isinstance(error, UnicodeEncodeError) and "surrogates" in error.reason:
        return Trouble(422, HALF)
    if isinstance(error, OverflowError) and "SQLite" in str(error):
        return Trouble(404, TOO_GREAT)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Trouble(507, FULL)
    if isinstance(error, OSError) and error.errno == errno.EROFS:
        return Trouble(503, READ_ONLY)
    return None
