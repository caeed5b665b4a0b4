"""The glossary: concepts by state, domain and work, their terms in every language, and how often they occur."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from aligner.types import LANGS
from glossary.types import Status
from web import actions, words
from web.figures import ngettext
from web.pages.settings import own_path

blueprint = Blueprint("glossary", __name__, url_prefix="/glossary")
PAGE = 60
DELETED_NOW = "delete"
DELETED = "deleted"
"""Chosen like a state, though what is deleted has none."""


@blueprint.get("")
def index() -> ResponseReturnValue:
    """Concepts, the most used first; of one work, in one state, or with the query in one of their terms."""
    slug = request.args.get("work", "")
    works = actions.name_works(g.store, slug)
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
    order = "changed" if request.args.get("order") == "changed" else "rank"
    page = actions.list_concepts(g.store, **here, status=chosen, order=order, offset=offset, limit=PAGE)
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
        order=order,
        waiting=actions.count_waiting(g.store),
        undo=request.args.get("undo", 0, int),
        said=_said(),
        langs=[lang for lang in LANGS if lang in used] or list(LANGS),
    )


@blueprint.post("/decide")
def bulk() -> ResponseReturnValue:
    """Decide on all concepts that are ticked, at once."""
    ids = list(dict.fromkeys(request.form.getlist("concept", int)))
    do = request.form.get("do", "")
    back = own_path(request.form.get("next", url_for("glossary.index")))
    if not ids:
        flash(_("No concept is chosen."))
        return redirect(back, 303)
    done = actions.decide_many(g.store, ids, do)
    joiner = "&" if "?" in back else "?"
    return redirect(f"{back}{joiner}undo={done.change}&did={do}&count={len(ids)}", 303)


@blueprint.post("/undo/<int:change>")
def undo(change: int) -> ResponseReturnValue:
    """Take a decision on several concepts back; a large import in the background."""
    if g.config.jobs and actions.revert_later(g.store, change):
        return redirect(url_for("jobs.index"), 303)
    left = actions.revert_change(g.store, change)
    flash(ngettext("%(num)s concept is as it was before.", "%(num)s concepts are as they were before.", len(left)))
    return redirect(own_path(request.form.get("next", url_for("glossary.index"))), 303)


def _said() -> str:
    """What was just done to several concepts."""
    did, count = request.args.get("did", ""), request.args.get("count", 0, int)
    if not count or did not in (*Status, DELETED_NOW):
        return ""
    state = _("deleted") if did == DELETED_NOW else words.status(did)
    return str(ngettext("%(num)s concept: %(state)s.", "%(num)s concepts: %(state)s.", count, state=state))
