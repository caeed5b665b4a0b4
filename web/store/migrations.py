"""The schema, as the steps that lead to it. Each is a file of ``web.store.steps``.

``PRAGMA user_version`` repeats how many steps were taken, so that opening an up-to-date file costs one look.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from web.store.steps import STEPS

if TYPE_CHECKING:
    from sqlite_utils import Database

VERSION = len(STEPS)
"""The schema this program writes and reads."""

_PARTS = """
SELECT type || ' ' || name, sql FROM sqlite_master
WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlite_%'
    AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
"""


def migrate(database: Database, application: int, upto: int = VERSION) -> None:
    """Take the steps that the file still lacks, all of them in one transaction that no other writer can enter; with
    ``upto`` only the first ones, as an older version of the program would have."""
    from sqlite_utils.migrations import Migrations

    from web.store.heads import head

    database.conn.create_function("without_marks", 1, without_marks, deterministic=True)
    database.conn.create_function("term_key", 2, term_key, deterministic=True)
    database.conn.create_function("term_head", 2, head, deterministic=True)
    steps = Migrations("doichieu")
    for name, sql in STEPS[:upto]:

        def step(db: Database, sql: str = sql) -> None:
            for statement in sql.split(";\n"):
                if statement.strip():
                    db.execute(statement)

        steps(name=name)(step)
    connection = database.conn
    connection.execute("BEGIN IMMEDIATE")
    try:
        steps.apply(database)
        connection.execute(f"PRAGMA application_id = {application}")
        connection.execute(f"PRAGMA user_version = {upto}")
        connection.execute("COMMIT")
    except BaseException:
        database.rollback()
        raise


@contextmanager
def blank(upto: int = VERSION) -> Iterator[Database]:
    """An empty database of this schema, or of an earlier one, in memory: to compare others with."""
    from sqlite_utils import Database

    database = Database(memory=True)
    try:
        migrate(database, 0, upto)
        yield database
    finally:
        database.close()


def astray(held: sqlite3.Connection, upto: int = VERSION) -> list[str]:
    """Tables, indices and triggers of this schema that a database lacks or has otherwise, and triggers and views of its
    own, which would act on their own. What SQLite makes for its search tables is left to it.
    """
    with blank(max(upto, 0)) as database:
        wanted = _parts(database.conn)
    found = _parts(held)
    own = [name for name in found if name not in wanted and name.startswith(("trigger ", "view "))]
    return sorted([name for name, sql in wanted.items() if found.get(name) != sql] + own)


def _parts(database: sqlite3.Connection) -> dict[str, str]:
    return dict(database.execute(_PARTS).fetchall())


def without_marks(folded: str) -> str:
    """A folded text without its marks: what a term is found by when it is typed without them.

    >>> without_marks("đường thủy")
    'duong thuy'
    """
    plain = unicodedata.normalize("NFD", folded.replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(c for c in plain if unicodedata.category(c) != "Mn"))


def term_key(lang: str, folded: str) -> str:
    """A folded term's language and matching form in one: both Chinese scripts are one, an English plural its singular.

    >>> term_key("en", "supply chains"), term_key("zh-Hant", "美国")
    ('en:supply chain', 'zh:美国')
    """
    from web.store.joining import key

    return ":".join(key(lang, folded))
