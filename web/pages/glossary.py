"""The glossary: concepts by state, domain and work, their terms in every language, and how often they occur."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from aligner.types import LANGS
from glossary.types import Status
from web import actions

blueprint = Blueprint("glossary", __name__, url_prefix="/glossary")
PAGE = 60
DELETED = "deleted"
"""Chosen like a state, though what is deleted has none."""


@blueprint.get("")
def index() -> ResponseReturnValue:
    """Concepts, the most used first; of one work, in one state, or with the query in one of their terms."""
    works = actions.list_works(g.store, limit=1000).items
    slug = request.args.get("work", "")
    work = next((item for item in works if item.slug == slug), None)
    query = request.args.get("q", "").strip()[:200]
    offset = max(request.args.get("offset", 0, int), 0)
    status = request.args.get("status", "")
    domains = actions.list_domains(g.store)
    domain = request.args.get("domain", "")
    here: dict[str, Any] = {
        "work": work.id if work else None,
        "domain": domain if domain in domains else None,
        "query": query,
    }
    deleted = actions.list_deleted(g.store, offset=offset, limit=PAGE)
    if status == DELETED:
        return render_template("glossary_deleted.html", page=deleted)
    chosen = [status] if status in list(Status) else []
    page = actions.list_concepts(g.store, **here, status=chosen, offset=offset, limit=PAGE)
    used = {term.lang for concept in page.items for term in concept.terms}
    return render_template(
        "glossary.html",
        works=works,
        titles={item.slug: item.title for item in works},
        langs_of={item.slug: (*item.langs, "")[0] for item in works},
        work=work,
        query=query,
        status=chosen[0] if chosen else "",
        counts=actions.count_concepts(g.store, **here),
        deleted=deleted.total,
        domains=domains,
        domain=here["domain"] or "",
        page=page,
        langs=[lang for lang in LANGS if lang in used] or list(LANGS),
    )
