"""What people looked up: the latest of each, and what they keep."""

from __future__ import annotations

from web.hits import QueryView
from web.store.database import Record, Store, now

LATEST = 24
"""Queries of one person that are remembered without being kept."""

TYPED = "-10 minutes"
"""A query that continues one of this age replaces it: somebody went on typing."""


def note(store: Store, text: str, lang: str) -> None:
    """Remember that somebody looked this up."""
    store.execute(
        "DELETE FROM queries WHERE who = ? AND lang = ? AND text <> ? AND NOT kept AND times = 1 "
        "AND asked >= strftime('%Y-%m-%dT%H:%M:%SZ', 'now', ?) AND substr(?, 1, length(text)) = text",
        (store.who, lang, text, TYPED, text),
    )
    store.execute(
        "INSERT INTO queries (who, text, lang, asked) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (who, text, lang) DO UPDATE SET times = times + 1, asked = excluded.asked",
        (store.who, text, lang, now()),
    )
    store.execute(
        "DELETE FROM queries WHERE who = ? AND NOT kept AND id NOT IN "
        "(SELECT id FROM queries WHERE who = ? AND NOT kept ORDER BY asked DESC, id DESC LIMIT ?)",
        (store.who, store.who, LATEST),
    )


def keep(store: Store, text: str, lang: str, *, kept: bool) -> None:
    """Keep a query until it is let go, or let it go."""
    store.execute(
        "INSERT INTO queries (who, text, lang, kept, asked) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (who, text, lang) DO UPDATE SET kept = excluded.kept",
        (store.who, text, lang, int(kept), now()),
    )


def forget(store: Store) -> None:
    """Forget what was looked up and is not kept."""
    store.execute("DELETE FROM queries WHERE who = ? AND NOT kept", (store.who,))


def is_kept(store: Store, text: str, lang: str) -> bool:
    """Whether somebody keeps this query."""
    query = "SELECT 1 FROM queries WHERE who = ? AND text = ? AND lang = ? AND kept"
    return store.value(query, (store.who, text, lang)) is not None


def of_person(store: Store, limit: int) -> tuple[QueryView, ...]:
    """Who asks' own queries: those that are kept by their texts, then the latest."""
    mine = "SELECT text, lang, kept, asked FROM queries WHERE who = ?"
    kept = store.all(f"{mine} AND kept ORDER BY text COLLATE NOCASE, lang", (store.who,))
    latest = store.all(f"{mine} AND NOT kept ORDER BY asked DESC, id DESC LIMIT ?", (store.who, limit))
    return tuple(map(_view, [*kept, *latest]))


def _view(record: Record) -> QueryView:
    return QueryView(record["text"], record["lang"], bool(record["kept"]), record["asked"])
