"""What somebody looked up: remembered for the person alone, so that it can be looked up again."""

from __future__ import annotations

from aligner.errors import InputError
from aligner.lang import normalise
from glossary.queries import LONGEST
from web.actions.permissions import needs
from web.hits import QueryView
from web.plain import line
from web.store import Store, queries

SHOWN = 12
"""Queries that are shown besides those that are kept."""


@needs("read")
def list_queries(store: Store, *, limit: int = SHOWN) -> tuple[QueryView, ...]:
    """Queries of whoever asks: those that are kept, then the latest."""
    return queries.of_person(store, limit)


@needs("read")
def note_query(store: Store, query: str, lang: str = "") -> None:
    """Remember that somebody looked this up; what was typed on the way to it is forgotten. Raises ``InputError``."""
    with store.atomic(index=False):
        queries.note(store, _clean(query), _lang(lang))


@needs("read")
def keep_query(store: Store, query: str, lang: str = "", *, kept: bool = True) -> None:
    """Keep a query until it is let go, or let it go. Raises ``InputError``."""
    with store.atomic(index=False):
        queries.keep(store, _clean(query), _lang(lang), kept=kept)


@needs("read")
def is_kept(store: Store, query: str, lang: str = "") -> bool:
    """Whether the person who asks keeps this query."""
    return queries.is_kept(store, line(query)[:LONGEST], _lang(lang))


@needs("read")
def forget_queries(store: Store) -> None:
    """Forget what the person who asks looked up and does not keep."""
    with store.atomic(index=False):
        queries.forget(store)


def _clean(query: str) -> str:
    text = line(query)[:LONGEST]
    if not text:
        raise InputError("There is no query.", "Type something to look up.")
    return text


def _lang(lang: str) -> str:
    return normalise(lang) if lang else ""
