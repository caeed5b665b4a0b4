"""The audit: who did what when, narrowed by person, kind, work and days, for administrators."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from aligner.errors import InputError
from web import people_words
from web.actions.auditing import audit_choices, list_audit
from web.views import Page

blueprint = Blueprint("audit", __name__, url_prefix="/audit")

FILTERS = ("who", "kind", "what", "work", "since", "until")
LENGTH = 100


@blueprint.get("")
def index() -> ResponseReturnValue:
    """The lines asked for, the latest first."""
    wanted = {name: request.args.get(name, "").strip()[:200] for name in FILTERS}
    offset = max(request.args.get("offset", 0, int), 0)
    problem = ""
    try:
        page = list_audit(g.store, **wanted, offset=offset, limit=LENGTH)
    except InputError as error:
        page, problem = Page((), 0, 0, LENGTH), people_words.error(error)
    arguments = {name: value for name, value in wanted.items() if value}
    return render_template(
        "audit.html", page=page, wanted=wanted, arguments=arguments, choices=audit_choices(g.store), problem=problem
    )
