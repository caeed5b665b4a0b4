"""Look-up: concepts for what somebody typed, and the sentences that hold it."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import g

from web import actions
from web.api.answers import answers
from web.api.schemas import ConcordanceQuery, LookupQuery
from web.hits import ConcordanceView, LookupView

lookup = APIBlueprint("lookup", __name__, tag="Look-up")


@lookup.get("/lookup")
@lookup.input(LookupQuery, location="query")
@answers(LookupView, description="Concepts, the nearest first, and sentences.")
def look_up(query_data: dict[str, Any]) -> LookupView:
    """Look a text up, in any language and however it is typed: terms of concepts, then sentences.

    A query that is empty, as in a box that somebody empties, finds nothing: the lists are empty, and the status is 200.
    """
    return actions.lookup(g.store, query_data.pop("query"), **query_data)


@lookup.get("/concordance")
@lookup.input(ConcordanceQuery, location="query")
@answers(ConcordanceView, description="Rows that hold the text, by turns out of all works.")
def concordance(query_data: dict[str, Any]) -> ConcordanceView:
    """List the sentences that hold a text, with those aligned to them."""
    return actions.concordance(g.store, query_data.pop("query"), **query_data)
