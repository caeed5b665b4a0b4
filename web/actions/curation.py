"""Curating the glossary: decide on concepts and terms, merge and split them, take changes back.

Rules: a concept is approved with its most used term of each language and region as the preferred one, unless another is
chosen, and with its other terms admitted; a language and region have one preferred term; what is forbidden stays known,
since the checks look for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from aligner.errors import InputError
from glossary.types import Status
from web.actions import entry
from web.actions.concepts import one_preferred
from web.actions.permissions import needs
from web.errors import NotFound
from web.store import Store, comments, concepts, curation, imports, places, revert, usage
from web.views import ConceptView, TermView

REFUSED = (Status.DEPRECATED, Status.FORBIDDEN)
VERBS = {
    Status.PROPOSED: "propose",
    Status.APPROVED: "approve",
    Status.ADMITTED: "admit",
    Status.DEPRECATED: "deprecate",
    Status.FORBIDDEN: "forbid",
}


@needs("curate")
def set_status(
    store: Store,
    status: Status | str,
    *,
    concepts: Collection[int] = (),
    terms: Collection[int] = (),
    version: int | None = None,
) -> tuple[ConceptView, ...]:
    """Decide on concepts as a whole, and on terms by their numbers, all or none; the concepts as they are now.

    A concept that is approved has its terms approved or admitted (``approve``), one that is admitted has none
    preferred; one that is deprecated, forbidden or proposed again takes its terms with it. To approve or admit a term
    of a concept that is not approved approves that. ``version`` is that of the first concept. Raises ``NotFound``,
    ``InputError``, ``Conflict``.
    """
    wanted = entry.status(status)
    owners = curation.concepts_of(store, terms)
    concerned = list(dict.fromkeys([*concepts, *owners.values()]))
    fresh = _proposed(store, concerned) if wanted is not Status.PROPOSED else []
    with curation.changing(store, VERBS[wanted], concerned, version):
        for one in dict.fromkeys(concepts):
            settle(store, one, wanted)
        for term in owners:
            curation.update_term(store, term, {"status": wanted})
        for one in dict.fromkeys(owners.values()):
            if wanted in (Status.APPROVED, Status.ADMITTED):
                curation.update(store, one, {"status": Status.APPROVED})
            one_preferred(store, one, terms)
    with store.atomic():
        usage.follow(store, fresh)
    return _views(store, concerned)


@needs("curate")
def approve(
    store: Store, *ids: int, preferred: Collection[int] = (), others: Status | str = Status.ADMITTED
) -> tuple[ConceptView, ...]:
    """Approve concepts: of each language and region one term is preferred, the most used or one of ``preferred``; other
    terms that were only proposed become ``others``. Raises ``NotFound``, ``InputError``."""
    rest = entry.status(others)
    owners = curation.concepts_of(store, preferred)
    for term, concept in owners.items():
        if concept not in ids:
            raise InputError(
                "Term {term} is of concept {concept}, which is not among those to approve.", term=term, concept=concept
            )
    fresh = _proposed(store, ids)
    with curation.changing(store, "approve", list(dict.fromkeys(ids))):
        for one in dict.fromkeys(ids):
            _approve(store, one, preferred, rest)
    with store.atomic():
        usage.follow(store, fresh)
    return _views(store, ids)


def _proposed(store: Store, ids: Collection[int]) -> list[int]:
    """Those that nobody has decided on: where else than where they were mined they are used is not known yet."""
    return sorted(concepts.among(store, ids, concepts.Choice(status=(Status.PROPOSED,))))


@needs("curate")
def forbid(store: Store, *ids: int, terms: Collection[int] = ()) -> tuple[ConceptView, ...]:
    """Forbid concepts as a whole, or single terms; they stay known, so that checks find them. Raises ``NotFound``."""
    return set_status(store, Status.FORBIDDEN, concepts=ids, terms=terms)


def settle(store: Store, concept: int, status: Status) -> None:
    """Decide on a concept and its terms, inside ``changing``."""
    if status is Status.APPROVED:
        _approve(store, concept, (), Status.ADMITTED)
        return
    for term in concepts.view(store, concept).terms:
        if status is Status.PROPOSED or term.status not in REFUSED or status is Status.FORBIDDEN:
            curation.update_term(store, term.id, {"status": status})
    whole = Status.APPROVED if status is Status.ADMITTED else status
    curation.update(store, concept, {"status": whole})


def _approve(store: Store, concept: int, preferred: Collection[int], others: Status) -> None:
    groups: dict[tuple[str, str], list[TermView]] = defaultdict(list)
    view = concepts.view(store, concept)
    for term in view.terms:
        if view.status in REFUSED or term.status not in REFUSED or term.id in preferred:
            groups[term.lang, term.region].append(term)
    for terms in groups.values():
        first = max(terms, key=lambda term: (term.id in preferred, term.status == Status.APPROVED, term.count))
        for term in terms:
            if term is first:
                curation.update_term(store, term.id, {"status": Status.APPROVED})
            elif term.status == Status.APPROVED:
                curation.update_term(store, term.id, {"status": Status.ADMITTED})
            elif term.status != Status.ADMITTED:
                curation.update_term(store, term.id, {"status": others})
    curation.update(store, concept, {"status": Status.APPROVED})


@needs("curate")
def merge_concepts(store: Store, into: int, *others: int, version: int | None = None) -> ConceptView:
    """Make several concepts one: terms, uses and places go to ``into``, whose own fields win; what it lacks it gets.

    Where two terms are preferred, that of ``into`` stays. Raises ``NotFound``, ``Conflict``, ``InputError``.
    """
    rest = [one for one in dict.fromkeys(others) if one != into]
    if not rest:
        raise InputError("There is nothing to merge.", "Name two concepts or more.")
    with curation.changing(store, "merge", [into, *rest], version):
        kept = [term.id for term in concepts.view(store, into).terms]
        for one in rest:
            _fill(store, into, one)
            for term in concepts.view(store, one).terms:
                curation.move_term(store, term.id, into)
            places.move(store, one, into)
            comments.move(store, one, into)
            curation.delete(store, one)
        one_preferred(store, into, kept)
    return concepts.view(store, into)


def _fill(store: Store, into: int, other: int) -> None:
    """Give a concept the fields of another one that it lacks."""
    mine, theirs = curation.held(store, into), curation.held(store, other)
    fields = {name: theirs[name] for name in ("domain", "definition", "note", "source") if not mine[name]}
    fields["definitions"] = theirs["definitions"] | mine["definitions"]
    if mine["status"] == Status.PROPOSED and theirs["status"] == Status.APPROVED:
        fields["status"] = theirs["status"]
    if theirs["external"] and not mine["external"]:
        curation.update(store, other, {"external": ""})
        fields["external"] = theirs["external"]
    curation.update(store, into, fields)


@needs("curate")
def split_concept(store: Store, id: int, terms: Collection[int], *, version: int | None = None) -> int:
    """Give some terms of a concept one of their own, with their uses and places; its number.

    The new one has the kind, domain and status of the old. Raises ``NotFound``, ``Conflict``, ``InputError``.
    """
    chosen = list(dict.fromkeys(terms))
    with curation.changing(store, "split", [id], version) as new:
        held = {term.id for term in concepts.view(store, id).terms}
        for term in chosen:
            if term not in held:
                raise InputError(
                    "Concept {id} has no term number {term}.", "Name terms of that concept.", id=id, term=term
                )
        if not chosen or len(chosen) == len(held):
            raise InputError("A split leaves terms on both sides.", "Name some of the concept's terms, not all.")
        identifier = curation.split(store, id, chosen)
        new.append(identifier)
        places.share(store, [id, identifier])
        for one in (id, identifier):
            if concepts.view(store, one).status == Status.APPROVED:
                _approve_bare(store, one)
    return identifier


def _approve_bare(store: Store, concept: int) -> None:
    """Prefer the most used admitted term where a split left a language without a preferred one."""
    groups: dict[tuple[str, str], list[TermView]] = defaultdict(list)
    for term in concepts.view(store, concept).terms:
        groups[term.lang, term.region].append(term)
    for terms in groups.values():
        admitted = [term for term in terms if term.status == Status.ADMITTED]
        if admitted and all(term.status != Status.APPROVED for term in terms):
            first = max(admitted, key=lambda term: term.count)
            curation.update_term(store, first.id, {"status": Status.APPROVED})


@needs("curate")
def revert_change(store: Store, revision: int) -> tuple[ConceptView, ...]:
    """Take one action back, with everything that it changed; the concepts concerned as they are now.

    Raises ``NotFound``, ``Conflict`` when something it changed was changed again since. A large import is taken back by
    steps, so that others can write in between; what was changed again since then stays.
    """
    from web.actions.gradual import undo_here
    from web.actions.importing import AT_ONCE

    if batch := imports.large(store, revision, AT_ONCE):
        ids = imports.concepts_of(store, batch)
        undo_here(store, batch)
        return _views(store, ids)
    return _views(store, revert.revert(store, revision))


def _views(store: Store, ids: Iterable[int]) -> tuple[ConceptView, ...]:
    found = []
    for one in dict.fromkeys(ids):
        try:
            found.append(concepts.view(store, one))
        except NotFound:
            continue
    return tuple(found)
