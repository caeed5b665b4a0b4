"""The glossary: mine a work's terms, list concepts."""

from __future__ import annotations

from web.store import Store, concepts, tables, works
from web.views import ConceptView, Page


def mine_work(store: Store, ref: str | int) -> int:
    """Draft the concepts that a work's rows prove, in place of those drafted before; how many there are. Terms that
    another work has already join its concept, whichever Chinese script they are in.

    Raises ``NotFound`` when there is no such work, or when it is not aligned yet.
    """
    from glossary.mining import mine

    work = works.resolve(store, ref)
    found = mine(tables.value(store, work))
    with store.atomic():
        concepts.write(store, work, found)
        return works.summary(store, work).concepts


def list_concepts(
    store: Store, *, work: str | int | None = None, query: str = "", offset: int = 0, limit: int = 100
) -> Page[ConceptView]:
    """Concepts, those in the most languages first, then the most used: of one work, or with the query in one of their
    terms (case, width and Chinese script do not matter)."""
    identifier = None if work is None else works.resolve(store, work)
    return concepts.page(store, identifier, query, offset, limit)
