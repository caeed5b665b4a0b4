"""The first glossary: concepts mined from the works, their terms in every language, and how often they occur."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from aligner.types import LANGS
from web import actions

blueprint = Blueprint("glossary", __name__, url_prefix="/glossary")
PAGE = 60


@blueprint.get("")
def index() -> ResponseReturnValue:
    """Concepts, the most used first; of one work, or with the query in one of their terms."""
    works = actions.list_works(g.store, limit=1000).items
    slug = request.args.get("work", "")
    work = next((item for item in works if item.slug == slug), None)
    query = request.args.get("q", "").strip()[:200]
    offset = max(request.args.get("offset", 0, int), 0)
    page = actions.list_concepts(g.store, work=work.id if work else None, query=query, offset=offset, limit=PAGE)
    used = {term.lang for concept in page.items for term in concept.terms}
    return render_template(
        "glossary.html",
        works=works,
        titles={item.slug: item.title for item in works},
        langs_of={item.slug: (*item.langs, "")[0] for item in works},
        work=work,
        query=query,
        page=page,
        langs=[lang for lang in LANGS if lang in used] or list(LANGS),
    )
