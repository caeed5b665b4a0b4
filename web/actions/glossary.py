"""The glossary: mine a work's terms, list concepts."""

from __future__ import annotations

from collections.abc import Collection

from aligner.errors import InputError
from aligner.lang import normalise
from web.actions import entry
from web.actions.alignment import Progress, silent
from web.actions.permissions import needs
from web.store import Store, concepts, tables, usage, works
from web.views import ConceptView, Page


@needs("edit")
def mine_work(store: Store, ref: str | int, progress: Progress | None = None) -> int:
    """Draft the concepts that a work's rows prove, in place of those drafted before; how many there are. Terms that
    another work has already join its concept, whichever Chinese script they are in. What people decided stands; their
    own terms are looked for in the work too.

    Raises ``NotFound`` when there is no such work, or when it is not aligned yet.
    """
    from glossary.mining import mine

    work = works.resolve(store, ref)
    tell = progress or silent
    mined = mine(tables.value(store, work), progress=lambda part: tell("Collecting terms", 0.9 * part))
    tell("Collecting terms", 0.9)
    likely = usage.likely(store, work)
    with store.atomic():
        holds = likely.holds(store)
        concepts.write(store, work, mined)
        usage.write(store, work, likely=usage.with_mined(store, work, likely) if holds else None)
        return works.summary(store, work).concepts


@needs("read")
def list_concepts(
    store: Store,
    *,
    work: str | int | None = None,
    query: str = "",
    status: Collection[str] = (),
    domain: str | None = None,
    langs: Collection[str] = (),
    kind: str = "",
    order: str = "rank",
    offset: int = 0,
    limit: int = 100,
) -> Page[ConceptView]:
    """Concepts, those in the most languages first, then the most used (``order`` "changed": the latest changed first).

    Of one work, with the query in one of their terms (case, width and Chinese script do not matter, marks only when
    typed), in one of these states, of a domain, with terms in all of these languages. Raises ``NotFound`` for a work,
    ``InputError`` for anything else that does not exist.
    """
    if order not in concepts.ORDERS:
        raise InputError("There is no order “{order}”.", "Choose from: {choice}.", order=order, choice=concepts.ORDERS)
    choice = _choice(store, work, query, status, domain, langs, kind)
    return concepts.page(store, None, "", offset, limit, choice, order)


@needs("read")
def count_concepts(
    store: Store,
    *,
    work: str | int | None = None,
    query: str = "",
    domain: str | None = None,
    langs: Collection[str] = (),
    kind: str = "",
) -> dict[str, int]:
    """How many of the concepts that ``list_concepts`` gives are in each state."""
    return concepts.statuses(store, _choice(store, work, query, (), domain, langs, kind))


def _choice(
    store: Store,
    work: str | int | None,
    query: str,
    status: Collection[str],
    domain: str | None,
    langs: Collection[str],
    kind: str,
) -> concepts.Choice:
    return concepts.Choice(
        None if work is None else works.resolve(store, work),
        query,
        [entry.status(one) for one in status],
        domain,
        [normalise(lang) for lang in langs],
        entry.concept_fields({"kind": kind})["kind"] if kind else "",
    )
