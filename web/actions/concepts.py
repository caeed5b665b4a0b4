"""Concepts of the glossary, one by one: look at them, add and change them and their terms."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from aligner.errors import InputError, said
from aligner.fold import fold
from glossary.types import Concept, Status, Term
from web.actions import entry
from web.actions.permissions import demand, needs
from web.errors import Conflict, NotFound
from web.store import Store, concepts, curation, places, rejections, revisions, usage
from web.store.migrations import term_key
from web.views import ConceptView, DeletedView, DuplicateView, Page, PlaceView, RevisionView


@needs("read")
def get_concept(store: Store, id: int) -> ConceptView:
    """A concept with all its terms. Raises ``NotFound``."""
    return concepts.view(store, id)


@needs("read")
def concept_rows(store: Store, id: int, *, term: int = 0, offset: int = 0, limit: int = 20) -> Page[PlaceView]:
    """The rows in which a concept occurs, those in the most languages first; or only those with one ``term``, by its
    number. Raises ``NotFound``."""
    held = {one.id for one in concepts.view(store, id).terms}
    if not term:
        return places.page(store, id, offset, limit)
    if term not in held:
        raise NotFound("Concept {id} has no term number {term}.", id=id, term=term)
    return places.of_term(store, term, offset, limit)


@needs("read")
def concept_history(store: Store, id: int) -> tuple[RevisionView, ...]:
    """What people changed about a concept, the latest first; of one that was deleted too. Raises ``NotFound``."""
    records = revisions.of_target(store, f"concept:{id}")
    if not records:
        concepts.view(store, id)
    names = ("id", "when", "who", "what", "target", "before", "after")
    return tuple(RevisionView(**{name: record[name] for name in names}) for record in records)


@needs("suggest")
def add_concept(store: Store, concept: Concept, *, force: bool = False) -> ConceptView:
    """Add a concept with its terms, and find where the works use them.

    Raises ``InputError``; ``Conflict`` when another concept has one of the terms, unless ``force`` is given, or its id.
    """
    clean = entry.concept_of(concept)
    _suggested(store, clean.status, *(term.status for term in clean.terms))
    with curation.changing(store, "add", []) as new:
        if not force:
            _refuse_duplicates(store, clean.terms)
        identifier = curation.insert(store, clean)
        one_preferred(store, identifier)
        new.append(identifier)
    with store.atomic():
        usage.everywhere(store, identifier)
    return concepts.view(store, identifier)


@needs("curate")
def edit_concept(store: Store, id: int, fields: Mapping[str, Any], *, version: int | None = None) -> ConceptView:
    """Change fields of a concept: ``kind``, ``domain``, ``definition``, ``definitions`` (language → text, all of them),
    ``note``, ``source``, ``external``. Raises ``NotFound``, ``InputError``, ``Conflict``."""
    _known(fields, set(curation.FIELDS) - {"status"})
    with curation.changing(store, "edit", [id], version):
        curation.update(store, id, entry.concept_fields(fields))
    return concepts.view(store, id)


@needs("suggest")
def add_term(store: Store, id: int, term: Term, *, version: int | None = None, force: bool = False) -> ConceptView:
    """Add a term to a concept. Raises ``NotFound``, ``InputError``; ``Conflict`` when the concept has it, or another
    concept, unless ``force`` is given."""
    clean = entry.term_of(term)
    _suggested(store, clean.status)
    with curation.changing(store, "add term", [id], version):
        if not force:
            _refuse_duplicates(store, [clean], id)
        identifier = curation.insert_term(store, id, clean)
        one_preferred(store, id, [identifier])
    with store.atomic():
        usage.everywhere(store, id)
    return concepts.view(store, id)


@needs("curate")
def edit_term(
    store: Store, term: int, fields: Mapping[str, Any], *, version: int | None = None, force: bool = False
) -> ConceptView:
    """Change fields of a term: ``text``, ``lang``, ``region``, ``part_of_speech``, ``type``, ``context``, ``source``,
    ``note``; hands back its concept, whose ``version`` it is. Raises as ``add_term``."""
    _known(fields, set(curation.TERM_FIELDS) - {"status"})
    clean = entry.term_fields(fields)
    before = curation.term_record(store, term)
    concept = int(before["concept"])
    new_text = bool({"text", "lang"} & clean.keys())
    with curation.changing(store, "edit term", [concept], version):
        if new_text and not force:
            new = before | clean
            _refuse_duplicates(store, [Term(new["lang"], new["text"])], concept)
        curation.update_term(store, term, clean)
        one_preferred(store, concept, [term])
    if new_text:
        with store.atomic():
            usage.everywhere(store, concept)
    return concepts.view(store, concept)


@needs("curate")
def remove_term(store: Store, term: int, *, version: int | None = None) -> ConceptView:
    """Take a term out of its concept; mining does not put it back. Raises ``NotFound``, ``Conflict``, and
    ``InputError`` when it is the last one."""
    concept = int(curation.term_record(store, term)["concept"])
    with curation.changing(store, "remove term", [concept], version):
        if len(concepts.view(store, concept).terms) < 2:
            raise InputError("It is the only term of its concept.", "Delete the concept.")
        curation.delete_term(store, term)
    return concepts.view(store, concept)


@needs("curate")
def delete_concept(store: Store, id: int, *, reason: str = "", version: int | None = None) -> None:
    """Delete a concept, or turn down a proposal: mining does not propose it again, ``restore_concept`` brings it back.

    Raises ``NotFound``, ``Conflict``.
    """
    with curation.changing(store, "delete", [id], version):
        _delete(store, id, reason)


@needs("curate")
def delete_concepts(store: Store, ids: Collection[int], *, reason: str = "") -> None:
    """Delete several concepts, all or none. Raises ``NotFound``."""
    with curation.changing(store, "delete", list(dict.fromkeys(ids))):
        for one in dict.fromkeys(ids):
            _delete(store, one, reason)


def _delete(store: Store, concept: int, reason: str) -> None:
    whole = curation.held(store, concept) | {"places": places.keep(store, concept)}
    rejections.add(store, concept, whole, reason)
    curation.delete(store, concept)


@needs("curate")
def restore_concept(store: Store, id: int) -> ConceptView:
    """Bring back a concept that was deleted, with its number, terms, uses and places. Raises ``NotFound``."""
    with curation.changing(store, "restore", []) as new:
        whole = rejections.get(store, id)["snapshot"]
        curation.recreate(store, id, whole)
        places.put_back(store, id, whole["places"])
        rejections.remove(store, id)
        new.append(id)
    return concepts.view(store, id)


@needs("read")
def list_deleted(store: Store, *, offset: int = 0, limit: int = 100) -> Page[DeletedView]:
    """Concepts that were deleted and are not proposed again, the latest first."""
    return rejections.page(store, offset, limit)


@needs("read")
def list_duplicates(store: Store, *, offset: int = 0, limit: int = 100) -> Page[DuplicateView]:
    """Terms that more than one concept has: plural and singular are the same, and so are both Chinese scripts."""
    return concepts.duplicates(store, offset, limit)


@needs("read")
def list_domains(store: Store) -> dict[str, int]:
    """The domains in use with the number of their concepts, by name."""
    return concepts.domains(store)


def one_preferred(store: Store, concept: int, chosen: Collection[int] = ()) -> None:
    """See to it that a language and region have one preferred term: a chosen one, else the first; others are admitted
    beside it."""
    seen: set[tuple[str, str]] = set()
    terms = [term for term in concepts.view(store, concept).terms if term.status == Status.APPROVED]
    for term in sorted(terms, key=lambda term: term.id not in chosen):
        if (term.lang, term.region) in seen:
            curation.update_term(store, term.id, {"status": Status.ADMITTED})
        seen.add((term.lang, term.region))


def _refuse_duplicates(store: Store, terms: Sequence[Term], concept: int = 0) -> None:
    keys = {term_key(t.lang, fold(t.text, t.lang).text) for t in terms if t.status is not Status.FORBIDDEN}
    for double in concepts.having(store, keys, concept):
        others = ", ".join(map(str, double.concepts))
        raise Conflict(
            said(
                "“{text}” ({lang}) is a term of concept {others} already. Add to that one, or force it if it is "
                "another idea.",
                text=double.texts[0],
                lang=double.lang,
                others=others,
            )
        )


def _known(fields: Mapping[str, Any], names: Collection[str]) -> None:
    for name in fields:
        if name not in names:
            raise InputError(
                "There is no field “{name}” to edit.", "Choose from: {choice}.", name=name, choice=sorted(names)
            )


def _suggested(store: Store, *statuses: Status) -> None:
    """Anyone may suggest; what comes as decided already needs the right to decide."""
    if any(status is not Status.PROPOSED for status in statuses):
        demand(store, "curate")
