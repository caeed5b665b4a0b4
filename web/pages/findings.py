"""What the checks found: facets, the list, and waving a finding through."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web import actions
from web.pages.settings import own_path
from web.views import FindingView, Page

blueprint = Blueprint("findings", __name__, url_prefix="/findings")
PAGE = 60
ALL = 100_000
SEVERITIES = ("error", "warning", "info")


@blueprint.get("")
def index() -> ResponseReturnValue:
    """Findings of one work or of all, by check and severity; the dismissed ones are a facet of their own."""
    works = actions.list_works(g.store, limit=1000).items
    slug = request.args.get("work", "")
    work = next((item for item in works if item.slug == slug), None)
    check, severity = request.args.get("check", ""), request.args.get("severity", "")
    dismissed = request.args.get("dismissed") == "yes"
    every = actions.list_findings(g.store, work=work.id if work else None, limit=ALL).items
    here = [item for item in every if item.dismissed == dismissed]
    chosen = [item for item in here if check in ("", item.check) and severity in ("", item.severity)]
    offset = max(request.args.get("offset", 0, int), 0)
    return render_template(
        "findings.html",
        works=works,
        by_id={item.id: item for item in works},
        work=work,
        check=check,
        severity=severity,
        dismissed=dismissed,
        severities=SEVERITIES,
        checks=Counter(item.check for item in here if severity in ("", item.severity)),
        levels=Counter(item.severity for item in here if check in ("", item.check)),
        waved=sum(item.dismissed for item in every),
        page=Page(tuple(chosen[offset : offset + PAGE]), len(chosen), offset, PAGE),
        rows=_rows(chosen[offset : offset + PAGE]),
    )


@blueprint.post("/<int:finding>/dismiss")
def dismiss(finding: int) -> ResponseReturnValue:
    """Wave a finding through, or take that back."""
    shown = actions.dismiss_finding(g.store, finding, dismissed=request.form.get("dismissed", "yes") == "yes")
    if "HX-Request" in request.headers:
        return render_template("_finding.html", finding=shown)
    return redirect(own_path(request.form.get("next", url_for("findings.index"))), 303)


def _rows(findings: list[FindingView]) -> dict[tuple[int, int], dict[str, str]]:
    """The texts of the rows at which the findings stand."""
    wanted = {(item.work, item.row) for item in findings}
    texts = {}
    for work, number in wanted:
        row = actions.get_row(g.store, work, number)
        texts[work, number] = {cell.lang: cell.text for cell in row.cells}
    return texts
