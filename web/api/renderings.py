"""Concepts beside each other and over works, and what somebody looked up."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import Boolean, Integer, String
from apiflask.validators import Length, OneOf, Range
from flask import g

from aligner.types import LANGS
from glossary.queries import LONGEST
from web import actions
from web.api.answers import answers
from web.api.schemas import Paging
from web.curating import MatrixView, RelatedView
from web.hits import QueryView
from web.store.matrix import ORDERS
from web.views import Page

renderings = APIBlueprint("renderings", __name__, tag="Concepts")


class RenderingFilter(Paging):
    """Which concepts are wanted."""

    work = String(metadata={"description": "Only what this work uses: its number or slug."})
    query = String(load_default="", metadata={"description": "Only concepts with this text in a term."})
    domain = String(metadata={"description": "Only concepts of this domain."})
    varied = Boolean(
        load_default=False, metadata={"description": "Only concepts with several renderings in a language."}
    )
    order = String(
        load_default="alone",
        validate=OneOf(list(ORDERS)),
        metadata={"description": "alone: those first in which one language alone varies; used: the most used first."},
    )


class Near(Schema):
    """How many of each kind are wanted."""

    limit = Integer(load_default=8, validate=Range(min=1, max=50))


class OwnQuery(Schema):
    """A query of one's own."""

    query = String(required=True, validate=Length(min=1, max=LONGEST))
    lang = String(load_default="", metadata={"enum": ["", *LANGS], "description": "The language it is kept to."})
    kept = Boolean(load_default=True, metadata={"description": "False lets it go."})


@renderings.get("/renderings")
@renderings.input(RenderingFilter, location="query")
@answers(Page[MatrixView], description="Concepts that are rendered in two languages or more, without their rows.")
def list_renderings(query_data: dict[str, Any]) -> Page[MatrixView]:
    """List how every work renders the concepts, and which one language varies where the others do not."""
    return actions.list_renderings(g.store, **query_data)


@renderings.get("/concepts/<int:id>/renderings")
@answers(MatrixView, description="The concept over its works, with its rows.")
def get_renderings(id: int) -> MatrixView:
    """Get how every work and every row renders one concept."""
    return actions.concept_matrix(g.store, id)


@renderings.get("/concepts/<int:id>/related")
@renderings.input(Near, location="query")
@answers(tuple[RelatedView, ...], description="Concepts with the closest first.")
def list_related(id: int, query_data: dict[str, Any]) -> tuple[RelatedView, ...]:
    """List concepts with a term of this one, with longer or shorter ones, or in the same rows."""
    return actions.related_concepts(g.store, id, **query_data)


@renderings.get("/queries")
@answers(tuple[QueryView, ...], description="Those that are kept, then the latest.")
def list_queries() -> tuple[QueryView, ...]:
    """List what whoever asks looked up."""
    return actions.list_queries(g.store)


@renderings.post("/queries")
@renderings.input(OwnQuery)
@answers(tuple[QueryView, ...], description="The queries as they are now.")
def keep_query(json_data: dict[str, Any]) -> tuple[QueryView, ...]:
    """Keep a query, or let it go."""
    actions.keep_query(g.store, **json_data)
    return actions.list_queries(g.store)
