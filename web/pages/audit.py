"""The audit: who did what when, narrowed by person, kind, work and days, for administrators."""

from __future__ import annotations

import csv
from dataclasses import astuple, fields
from io import StringIO
from typing import Any

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue

from aligner.errors import InputError
from web import people_words
from web.actions.auditing import audit_choices, list_audit
from web.people import AuditEntry
from web.views import Page

blueprint = Blueprint("audit", __name__, url_prefix="/audit")

FILTERS = ("who", "kind", "what", "work", "since", "until")
LENGTH = 100
WHOLE = 1000
"""Lines that are read at a time for a file."""


@blueprint.get("/file")
def file() -> Response:
    """All lines asked for as a table to take along (CSV), the latest first; as the service names things, in English."""
    wanted = _wanted()
    out = StringIO("\ufeff")
    out.seek(0, 2)
    table = csv.writer(out)
    table.writerow([field.name for field in fields(AuditEntry)])
    page = _lines(wanted, 0)
    while page.items:
        table.writerows([_cell(str(value)) for value in astuple(entry)] for entry in page.items)
        page = _lines(wanted, page.offset + WHOLE)
    response = Response(out.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename="audit.csv")
    return response


def _lines(wanted: dict[str, Any], offset: int) -> Page[AuditEntry]:
    return list_audit(g.store, **wanted, offset=offset, limit=WHOLE)


def _cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> _cell("=1+1"), _cell("signed in")
    ("'=1+1", 'signed in')
    """
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _wanted() -> dict[str, Any]:
    return {name: request.args.get(name, "").strip()[:200] for name in FILTERS}


@blueprint.get("")
def index() -> ResponseReturnValue:
    """The lines asked for, the latest first."""
    wanted = _wanted()
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
