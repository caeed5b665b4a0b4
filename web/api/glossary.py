"""What the works themselves give: mining them for concepts, checking them, and findings."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import g

from web import actions
from web.api.answers import answers
from web.api.schemas import Count, FindingFilter
from web.views import FindingView, Page

glossary = APIBlueprint("glossary", __name__, tag="Glossary and findings")


@glossary.post("/works/<ref>/concepts")
@answers(Count, description="How many concepts the work has now.")
def mine_work(ref: str) -> Count:
    """Mine the terms of a work anew."""
    return Count(actions.mine_work(g.store, ref))


@glossary.get("/findings")
@glossary.input(FindingFilter, location="query")
@answers(Page[FindingView], description="Findings, the open ones first, then in the order of the text.")
def list_findings(query_data: dict[str, Any]) -> Page[FindingView]:
    """List what the checks found in all works or in one."""
    return actions.list_findings(g.store, **query_data)


@glossary.post("/works/<ref>/findings")
@answers(Count, description="How many open findings the work has now.")
def check_work(ref: str) -> Count:
    """Run the checks over a work anew."""
    return Count(actions.check_work(g.store, ref))
