"""Concepts as people write them: new, changed, split, taken away, made again; all of it inside ``changing``, which
notes what differs afterwards as revisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aligner.errors import said
from aligner.fold import fold
from glossary.types import Concept, Status
from web.errors import Conflict
from web.store.database import Record, Store, now
from web.store.joining import fingerprint
from web.store.mined import free
from web.store.snapshots import FIELDS as FIELDS
from web.store.snapshots import MADE as MADE
from web.store.snapshots import TERM_FIELDS as TERM_FIELDS
from web.store.snapshots import changing as changing
from web.store.snapshots import differences as differences
from web.store.snapshots import held as held
from web.store.snapshots import keep as keep
from web.store.snapshots import snapshot as snapshot
from web.store.terms import concepts_of as concepts_of
from web.store.terms import delete_term as delete_term
from web.store.terms import insert_term as insert_term
from web.store.terms import insert_terms as insert_terms
from web.store.terms import move_term as move_term
from web.store.terms import plain, refuse_text, set_columns
from web.store.terms import put_term as put_term
from web.store.terms import recreate_term as recreate_term
from web.store.terms import term_record as term_record
from web.store.terms import update_term as update_term


def insert(store: Store, concept: Concept) -> int:
    """A new concept with its terms; its number. Raises ``Conflict`` when its id is another concept's."""
    identifier = free(store)
    _check_external(store, concept.id, identifier)
    name = fingerprint((term.lang, fold(term.text, term.lang).text) for term in concept.terms)
    record = {name: plain(getattr(concept, name)) for name in FIELDS if name != "external"}
    record |= {"id": identifier, "external": concept.id, "score": concept.score, "fingerprint": _own(store, name)}
    time = now()
    store.insert("concepts", record | {"created": time, "changed": time, "author": store.who, "editor": store.who})
    insert_terms(store, identifier, concept.terms)
    return identifier


def _own(store: Store, name: str) -> str:
    """A fingerprint that no other concept has."""
    taken = store.value("SELECT 1 FROM concepts WHERE fingerprint = ?", (name,))
    return f"{name}#{free(store)}" if taken else name


def _check_external(store: Store, external: str, concept: int) -> None:
    other = store.value("SELECT id FROM concepts WHERE external = ? AND id <> ?", (external, concept))
    if external and other:
        raise Conflict(said("Concept {other} has the id “{external}” already.", other=other, external=external))


def update(store: Store, concept: int, fields: Mapping[str, Any]) -> None:
    """Set fields of a concept. Raises ``Conflict`` when its id is another concept's."""
    _check_external(store, str(fields.get("external", "")), concept)
    set_columns(store, "concepts", concept, {name: plain(value) for name, value in fields.items()})


def split(store: Store, concept: int, terms: Sequence[int]) -> int:
    """A new concept of the same kind, domain and status that takes over these terms; its number. When none of them is
    to be used any longer, nor is it."""
    old = held(store, concept)
    named = [term_record(store, term) for term in terms]
    identifier = free(store)
    name = _own(store, fingerprint((term["lang"], term["folded"]) for term in named))
    same = {column: old[column] for column in ("kind", "domain", "status", "score")}
    if (found := {Status(term["status"]) for term in named}) <= {Status.DEPRECATED, Status.FORBIDDEN}:
        same["status"] = str(found.pop() if len(found) == 1 else Status.DEPRECATED)
    empty = dict.fromkeys(("definition", "note", "source"), "")
    time = now()
    made = {"created": time, "changed": time, "author": store.who, "editor": store.who, "fingerprint": name}
    store.insert("concepts", {"id": identifier, **same, **empty, **made})
    for term in terms:
        move_term(store, term, identifier)
    for left in store.all("SELECT lang, folded FROM terms WHERE concept = ?", (concept,)):
        refuse_text(store, identifier, left["lang"], left["folded"])
    return identifier


def delete(store: Store, concept: int) -> None:
    """Take a concept away with its terms, uses and places."""
    store.execute("UPDATE concepts SET touched = 1 WHERE id = ?", (concept,))
    store.execute("DELETE FROM concepts WHERE id = ?", (concept,))


def recreate(store: Store, concept: int, whole: Record) -> None:
    """Make a concept again from its snapshot, with its number and those of its terms as far as they are free."""
    _check_external(store, whole["external"], concept)
    values = {name: plain(whole[name]) for name in (*FIELDS, *MADE)}
    values |= {"id": concept, "fingerprint": _own(store, whole["fingerprint"]), "changed": now()}
    store.insert("concepts", values)
    for term, fields in whole["terms"].items():
        recreate_term(store, concept, int(term), fields)
