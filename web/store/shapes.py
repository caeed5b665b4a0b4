# ruff: noqa: S608 (statements are put together from names of the schema; values are bound)
"""What each value of a record has to be, which SQLite does not ask: of its column's type, and a list or an object where
the column holds JSON. Files are what their digests say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from web.store.database import Store

LISTS = (
    *("tables.langs", "tables.warnings", "tables.moved", "rows.evidence", "occurrences.spans", "findings.langs"),
    *("findings.rows", "runs.warnings", "runs.prints", "comments.mentions", "versions.blocks", "versions.segments"),
)
OBJECTS = (
    *("concepts.definitions", "findings.values", "findings.quotes", "findings.spans", "findings.about", "runs.counts"),
    *("dismissals.about", "comments.prints", "jobs.parameters", "jobs.result", "rejections.snapshot", "imports.counts"),
)
_TYPES = {"TEXT": "'text'", "INTEGER": "'integer'", "REAL": "'real', 'integer'", "BLOB": "'blob'"}
_MADE = ("search_", "segments_fts", "terms_fts", "term_keys", "sqlite_", "_sqlite_")


def misshapen(store: Store) -> Iterator[str]:
    """Table and column of values that are not what they have to be, with how many, and files that are others."""
    for (table,) in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        if table.startswith(_MADE):
            continue
        columns = store.db.execute(f'PRAGMA table_info("{table}")').fetchall()
        wrong = {
            name: f"typeof(\"{name}\") NOT IN ({_TYPES[kind]}, 'null')"
            for _, name, kind, *_ in columns
            if kind in _TYPES
        }
        for kind, names in (("array", LISTS), ("object", OBJECTS)):
            for name in (name.partition(".")[2] for name in names if name.startswith(f"{table}.")):
                wrong[name] += f' OR CASE WHEN json_valid("{name}") THEN json_type("{name}") <> \'{kind}\' ELSE 1 END'
        if not wrong:
            continue
        told = " ".join(f"WHEN {rule} THEN '{name}'" for name, rule in wrong.items())
        found = f'SELECT CASE {told} END AS found FROM "{table}"'
        sql = f"SELECT found, count(*) FROM ({found}) WHERE found IS NOT NULL GROUP BY 1"
        for name, count in store.db.execute(sql).fetchall():
            yield f"{table}.{name} ({count})"
    for number, digest, data in store.db.execute("SELECT id, digest, data FROM files"):
        if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != digest:
            yield f"file {number}"
