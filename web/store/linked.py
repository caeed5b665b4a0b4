"""What belongs together in rows, kept from one run of the service to the next: by the name of a row, as of a stamp of
the glossary. Whoever may write the file may have written it; so who reads it sees that it makes sense."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from web.store.database import Store

MOST = 1 << 17
"""Rows that are kept at the most, some 100 to 500 bytes each: the newest."""
Kept = tuple[str, int, bytes]
"""The name of a row, the stamp of the glossary, and what was found."""


def read(store: Store, names: Sequence[str]) -> list[Kept]:
    """What is kept of these rows."""
    query = "SELECT name, stamp, said FROM search_links WHERE name IN (SELECT value FROM json_each(?))"
    return store.db.execute(query, (json.dumps(list(names)),)).fetchall()


def write(store: Store, rows: Iterable[Kept], most: int = MOST) -> None:
    """Keep rows, in the place of what was kept of them before, and forget the oldest."""
    with store.atomic(index=False):
        store.db.conn.executemany("INSERT OR REPLACE INTO search_links (name, stamp, said) VALUES (?, ?, ?)", rows)
        store.execute("DELETE FROM search_links WHERE id <= (SELECT max(id) FROM search_links) - ?", (most,))
