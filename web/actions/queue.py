"""The queue of what mining found and people suggested: one after the other is accepted, amended, merged or turned down.

Each decision is one change, which can be taken back as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aligner.errors import InputError
from glossary.types import Status, Term
from web.actions import entry
from web.actions.concepts import concept_rows, delete_concept, delete_concepts, one_preferred
from web.actions.curation import merge_concepts, set_status, settle
from web.actions.looking import hanviet
from web.actions.permissions import needs
from web.actions.related import related_concepts
from web.curating import CandidateView, DoneView
from web.store import Store, concepts, curation, queue, usage, works

PLACES = 6
"""Sentences that are shown of a candidate."""


@dataclass(frozen=True)
class Amendment:
    """What is mended before a candidate is accepted: ``fields`` of the concept; ``terms`` by number, each with its new
    ``text`` and ``status``, an empty text takes it out; ``new`` ones."""

    fields: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    new: Sequence[Term] = ()


@needs("read")
def next_candidate(
    store: Store,
    *,
    work: str | int | None = None,
    domain: str | None = None,
    kind: str = "",
    skip: int = 0,
    concept: int = 0,
) -> CandidateView | None:
    """The concept that is to be decided on next, after leaving out ``skip`` of them; or that ``concept``. Nothing when
    none is left. Suggestions of people come first, then what is used most. Raises ``NotFound``, ``InputError``."""
    chosen = concepts.Choice(
        None if work is None else works.resolve(store, work),
        domain=domain,
        kind=entry.concept_fields({"kind": kind})["kind"] if kind else "",
    )
    ids, left = queue.waiting(store, chosen, max(skip, 0), 1)
    number = concept or next(iter(ids), 0)
    if not number:
        return None
    view = concepts.view(store, number)
    chinese = next((term.text for term in view.terms if term.lang.startswith("zh")), "")
    return CandidateView(
        view,
        concept_rows(store, number, limit=PLACES).items,
        related_concepts(store, number, limit=4),
        tuple(queue.suggested(store, number)),
        hanviet(chinese),
        skip,
        left,
    )


@needs("read")
def count_waiting(store: Store) -> int:
    """How many concepts wait for a decision."""
    return queue.count(store, concepts.Choice())


@needs("curate")
def accept_candidate(
    store: Store, id: int, amendment: Amendment | None = None, *, version: int | None = None
) -> DoneView:
    """Approve a proposed concept, mended first where it has to be; of one that is approved, admit the terms that
    people suggested. Raises ``NotFound``, ``InputError``, ``Conflict``."""
    if amendment is not None:
        return _amended(store, id, amendment, version)
    view = concepts.view(store, id)
    if view.status == Status.PROPOSED:
        set_status(store, Status.APPROVED, concepts=[id], version=version)
    elif terms := queue.suggested(store, id):
        with curation.changing(store, "admit", [id], version):
            for term in terms:
                curation.update_term(store, term, {"status": Status.ADMITTED})
    else:
        raise InputError("Concept {id} waits for no decision.", id=id)
    return _done(store, id)


@needs("curate")
def reject_candidate(store: Store, id: int, *, reason: str = "", version: int | None = None) -> DoneView:
    """Turn a proposed concept down, so that mining does not propose it again; of one that is approved already, take out
    the terms that people suggested. Raises ``NotFound``, ``InputError``, ``Conflict``."""
    view = concepts.view(store, id)
    if view.status == Status.PROPOSED:
        delete_concept(store, id, reason=reason, version=version)
    elif terms := queue.suggested(store, id):
        with curation.changing(store, "remove term", [id], version):
            for term in terms:
                curation.delete_term(store, term)
    else:
        raise InputError("Concept {id} waits for no decision.", id=id)
    return _done(store, id)


@needs("curate")
def merge_candidate(store: Store, id: int, into: int) -> DoneView:
    """Let another concept take a candidate in, with its terms, uses and sentences. Raises ``NotFound``,
    ``InputError``."""
    merge_concepts(store, into, id)
    return _done(store, into)


@needs("curate")
def decide_many(store: Store, ids: Collection[int], do: str, *, reason: str = "") -> DoneView:
    """Give several concepts a status at once, or delete them, all or none, as one change. Raises ``NotFound``,
    ``InputError``."""
    if not ids:
        raise InputError("No concept is chosen.", "Choose one or more.")
    if do == "delete":
        delete_concepts(store, ids, reason=reason)
    else:
        set_status(store, do, concepts=ids)
    changed = [queue.last_change(store, one) for one in ids]
    return DoneView(next(iter(ids)), max(changed))


def _amended(store: Store, id: int, amendment: Amendment, version: int | None) -> DoneView:
    fields = entry.concept_fields(amendment.fields)
    new = [entry.term_of(term) for term in amendment.new]
    with curation.changing(store, "approve", [id], version):
        if fields:
            curation.update(store, id, fields)
        kept, chosen = _mended_terms(store, id, amendment.terms)
        for term in new:
            kept.append(curation.insert_term(store, id, term))
        if not kept:
            raise InputError("A concept needs a term.", "Leave at least one.")
        settle(store, id, Status.APPROVED)
        for number, status in chosen.items():
            curation.update_term(store, number, {"status": status})
        one_preferred(store, id, [number for number, status in chosen.items() if status == Status.APPROVED])
    with store.atomic():
        usage.everywhere(store, id)
    return _done(store, id)


def _mended_terms(
    store: Store, id: int, mended: Mapping[int, Mapping[str, str]]
) -> tuple[list[int], dict[int, Status]]:
    """Write the terms as they were mended: which are left, and which status was chosen for them."""
    kept: list[int] = []
    chosen: dict[int, Status] = {}
    for term in concepts.view(store, id).terms:
        wanted: Mapping[str, Any] = mended.get(term.id, {})
        if "text" in wanted and not wanted["text"].strip():
            curation.delete_term(store, term.id)
            continue
        kept.append(term.id)
        if wanted.get("text", term.text).strip() != term.text:
            curation.update_term(store, term.id, entry.term_fields({"text": wanted["text"]}))
        if wanted.get("status"):
            chosen[term.id] = entry.status(wanted["status"])
    return kept, chosen


def _done(store: Store, concept: int) -> DoneView:
    return DoneView(concept, queue.last_change(store, concept))
