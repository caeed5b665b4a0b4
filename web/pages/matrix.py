"""The matrix: how every language renders a concept over the works, and which one varies where the others do not."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from aligner.types import LANGS
from web import actions

blueprint = Blueprint("matrix", __name__, url_prefix="/glossary/matrix")
PAGE = 40


@blueprint.get("")
def index() -> ResponseReturnValue:
    """Concepts with their renderings, those first in which one language alone varies."""
    works = actions.name_works(g.store, request.args.get("work", ""))
    work = next((item for item in works if item.slug == request.args.get("work", "")), None)
    domains = actions.list_domains(g.store)
    domain = request.args.get("domain", "")
    query = request.args.get("q", "").strip()[:200]
    varied = request.args.get("show", "varied") != "all"
    page = actions.list_renderings(
        g.store,
        work=work.id if work else None,
        query=query,
        domain=domain if domain in domains else None,
        varied=varied,
        order="alone" if varied else "used",
        offset=max(request.args.get("offset", 0, int), 0),
        limit=PAGE,
    )
    used = {lang for one in page.items for lang in LANGS if one.of(lang)}
    return render_template(
        "matrix.html",
        page=page,
        works=works,
        work=work,
        domains=domains,
        domain=domain if domain in domains else "",
        query=query,
        varied=varied,
        langs=[lang for lang in LANGS if lang in used] or list(LANGS),
    )
