"""Concepts: the glossary as people keep it."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from apiflask.fields import Integer
from flask import g, url_for

from glossary.types import Concept, Term
from web import actions
from web.api.answers import answers
from web.api.entries import (
    AddedTerm,
    ConceptEdit,
    ConceptFilter,
    Decision,
    Deletion,
    Merge,
    NewConcept,
    Split,
    TermEdit,
    fields,
)
from web.api.schemas import Paging
from web.views import ConceptView, DeletedView, DuplicateView, Page, PlaceView, RevisionView

concepts = APIBlueprint("concepts", __name__, tag="Concepts")


class RowsOfConcept(Paging):
    """Which rows of a concept are wanted."""

    term = Integer(load_default=0, metadata={"description": "Only rows with this term of the concept, by its number."})


@concepts.get("/concepts")
@concepts.input(ConceptFilter, location="query")
@answers(Page[ConceptView], description="Concepts, those in the most languages first, then the most used.")
def list_concepts(query_data: dict[str, Any]) -> Page[ConceptView]:
    """List the concepts of all works or of one, in any state or in some."""
    return actions.list_concepts(g.store, **query_data)


@concepts.post("/concepts")
@concepts.input(NewConcept)
@answers(ConceptView, 201, "The concept, with its uses in the works.")
def add_concept(json_data: dict[str, Any]) -> tuple[ConceptView, str]:
    """Add a concept. 409 says when another one has one of its terms already."""
    named = fields(json_data, "terms", "external")
    terms = tuple(Term(**term) for term in json_data["terms"])
    concept = Concept(terms, **named, id=json_data.get("external", ""))
    made = actions.add_concept(g.store, concept, force=json_data["force"])
    return made, url_for("api.concepts.get_concept", id=made.id)


@concepts.get("/concepts/<int:id>")
@answers(ConceptView, description="The concept with all its terms.")
def get_concept(id: int) -> ConceptView:
    """Get a concept."""
    return actions.get_concept(g.store, id)


@concepts.patch("/concepts/<int:id>")
@concepts.input(ConceptEdit)
@answers(ConceptView, description="The concept as it is now.")
def edit_concept(id: int, json_data: dict[str, Any]) -> ConceptView:
    """Change fields of a concept, or decide on it."""
    version = json_data.get("version")
    with g.store.atomic():
        made = actions.edit_concept(g.store, id, fields(json_data, "status"), version=version)
        if "status" in json_data:
            (made,) = actions.set_status(g.store, json_data["status"], concepts=[id])
    return made


@concepts.delete("/concepts/<int:id>")
@concepts.input(Deletion, location="query")
@answers(None, 204, "The concept is gone. Mining does not propose it again.")
def delete_concept(id: int, query_data: dict[str, Any]) -> None:
    """Delete a concept, or turn down a proposal; it can be restored."""
    actions.delete_concept(g.store, id, reason=query_data["reason"], version=query_data.get("version"))


@concepts.post("/concepts/<int:id>/restore")
@answers(ConceptView, description="The concept as it was.")
def restore_concept(id: int) -> ConceptView:
    """Bring back a concept that was deleted."""
    return actions.restore_concept(g.store, id)


@concepts.get("/concepts/deleted")
@concepts.input(Paging, location="query")
@answers(Page[DeletedView], description="Deleted concepts, the latest first.")
def list_deleted(query_data: dict[str, Any]) -> Page[DeletedView]:
    """List the concepts that were deleted and are not proposed again."""
    return actions.list_deleted(g.store, **query_data)


@concepts.get("/concepts/duplicates")
@concepts.input(Paging, location="query")
@answers(Page[DuplicateView], description="Terms with the numbers of the concepts that have them.")
def list_duplicates(query_data: dict[str, Any]) -> Page[DuplicateView]:
    """List terms that more than one concept has."""
    return actions.list_duplicates(g.store, **query_data)


@concepts.post("/concepts/status")
@concepts.input(Decision)
@answers(tuple[ConceptView, ...], description="The concepts concerned as they are now.")
def decide(json_data: dict[str, Any]) -> tuple[ConceptView, ...]:
    """Approve, admit, deprecate, forbid or propose again: concepts as a whole, and single terms; all or none.

    Approving a concept makes its most used term of each language preferred and admits its other ones.
    """
    status, preferred = json_data["status"], json_data["preferred"]
    chosen, terms = json_data["concepts"], json_data["terms"]
    with g.store.atomic():
        done: tuple[ConceptView, ...] = ()
        if status == "approved" and chosen:
            done = actions.approve(g.store, *chosen, preferred=preferred)
            chosen = []
        return done + actions.set_status(g.store, status, concepts=chosen, terms=terms)


@concepts.post("/concepts/merge")
@concepts.input(Merge)
@answers(ConceptView, description="The concept that is left.")
def merge_concepts(json_data: dict[str, Any]) -> ConceptView:
    """Make several concepts one."""
    return actions.merge_concepts(g.store, json_data["into"], *json_data["others"], version=json_data.get("version"))


@concepts.post("/concepts/<int:id>/split")
@concepts.input(Split)
@answers(ConceptView, 201, "The new concept.")
def split_concept(id: int, json_data: dict[str, Any]) -> tuple[ConceptView, str]:
    """Give some terms of a concept one of their own."""
    number = actions.split_concept(g.store, id, json_data["terms"], version=json_data.get("version"))
    return actions.get_concept(g.store, number), url_for("api.concepts.get_concept", id=number)


@concepts.get("/concepts/<int:id>/rows")
@concepts.input(RowsOfConcept, location="query")
@answers(Page[PlaceView], description="Rows, those in the most languages first.")
def list_rows(id: int, query_data: dict[str, Any]) -> Page[PlaceView]:
    """List the rows in which a concept occurs, or one of its terms."""
    return actions.concept_rows(g.store, id, **query_data)


@concepts.get("/concepts/<int:id>/history")
@answers(tuple[RevisionView, ...], description="What differed before and after, the latest change first.")
def list_history(id: int) -> tuple[RevisionView, ...]:
    """List what people changed about a concept."""
    return actions.concept_history(g.store, id)


@concepts.post("/changes/<int:id>/revert")
@answers(tuple[ConceptView, ...], description="The concepts concerned as they are now.")
def revert_change(id: int) -> tuple[ConceptView, ...]:
    """Take a change back. 409 when something it changed was changed again since."""
    return actions.revert_change(g.store, id)


@concepts.post("/concepts/<int:id>/terms")
@concepts.input(AddedTerm)
@answers(ConceptView, 201, "The concept with the new term.")
def add_term(id: int, json_data: dict[str, Any]) -> tuple[ConceptView, str]:
    """Add a term to a concept. 409 says when another concept has it."""
    term, version = Term(**fields(json_data)), json_data.get("version")
    made = actions.add_term(g.store, id, term, version=version, force=json_data["force"])
    return made, url_for("api.concepts.get_concept", id=id)


@concepts.patch("/terms/<int:id>")
@concepts.input(TermEdit)
@answers(ConceptView, description="The term's concept as it is now.")
def edit_term(id: int, json_data: dict[str, Any]) -> ConceptView:
    """Change fields of a term, or decide on it."""
    version, force = json_data.get("version"), json_data["force"]
    with g.store.atomic():
        made = actions.edit_term(g.store, id, fields(json_data, "status"), version=version, force=force)
        if "status" in json_data:
            (made,) = actions.set_status(g.store, json_data["status"], terms=[id])
    return made


@concepts.delete("/terms/<int:id>")
@concepts.input(Deletion, location="query")
@answers(ConceptView, description="The concept without the term.")
def remove_term(id: int, query_data: dict[str, Any]) -> ConceptView:
    """Take a term out of its concept; mining does not put it back."""
    return actions.remove_term(g.store, id, version=query_data.get("version"))
