"""What the checks found: facets, the list, waving findings through, mending them in place, reports, switches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web import actions
from web.actions.reporting import report_formats, report_of_works, write_report
from web.figures import ngettext
from web.i18n import chosen
from web.pages.settings import own_path
from web.plain import number
from web.views import JobView, Page

blueprint = Blueprint("findings", __name__, url_prefix="/findings")
PAGE = 50
SEVERITIES = ("error", "warning", "info")
STATUSES = ("open", "dismissed", "hidden")
SCOPES = ("finding", "term", "work", "project")
CHECKING = ("check", "align", "gaps")
"""The kinds of background work that end with a run of the checks."""
PROFILES = ("quiet", "standard", "strict")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings the reader asked to see."""

    work: str
    check: str
    severity: str
    lang: str
    status: str
    offset: int

    def link(self, **other: object) -> dict[str, Any]:
        """The arguments of a link that keeps these choices but for the others; what is empty stays out."""
        values: dict[str, Any] = {
            "work": self.work,
            "check": self.check,
            "severity": self.severity,
            "lang": self.lang,
            "status": "" if self.status == "open" else self.status,
        }
        return {name: value for name, value in (values | other).items() if value}


@blueprint.get("")
def index() -> ResponseReturnValue:
    """Findings of one work or of all, by check, severity and language; dismissed and hidden ones by themselves."""
    return render_template("findings.html", **_shown(_wanted()))


@blueprint.post("/<int:finding>/dismiss")
def dismiss(finding: int) -> ResponseReturnValue:
    """Wave one finding through in the panel of its row, or take that back."""
    dismissed = request.form.get("dismissed", "yes") == "yes"
    shown = actions.dismiss_finding(g.store, finding, request.form.get("reason", ""), dismissed=dismissed)
    if "HX-Request" in request.headers:
        return render_template("_finding.html", finding=shown)
    return redirect(own_path(request.form.get("next", url_for("findings.index"))), 303)


@blueprint.post("/dismiss")
def dismiss_many() -> ResponseReturnValue:
    """Wave the chosen findings through, as far as the scope says."""
    ids = _numbers("finding")
    if not ids:
        return _again(_("Choose findings first."))
    scope = request.form.get("scope", "finding")
    held = actions.dismiss(g.store, ids, request.form.get("reason", ""), scope)
    count = sum(item.findings for item in held)
    return _again(ngettext("%(num)s finding dismissed.", "%(num)s findings dismissed.", count), undo=True)


@blueprint.post("/undismiss")
def undismiss() -> ResponseReturnValue:
    """Take dismissals back by their numbers."""
    ids = _numbers("dismissal")
    count = sum(item.findings for item in actions.undismiss(g.store, ids))
    return _again(ngettext("%(num)s finding is open again.", "%(num)s findings are open again.", count))


def _numbers(name: str) -> list[int]:
    """The numbers that a form brings under a name."""
    return [found for value in request.form.getlist(name) if (found := number(value)) is not None]


@blueprint.post("/undo")
def undo() -> ResponseReturnValue:
    """Take back what this person dismissed last."""
    back = actions.undo_dismissal(g.store)
    count = sum(item.findings for item in back)
    said = ngettext("%(num)s finding is open again.", "%(num)s findings are open again.", count)
    return _again(said, focus={item.fingerprint for item in back})


@blueprint.get("/<int:finding>/edit")
def edit(finding: int) -> ResponseReturnValue:
    """The sentences of a finding's row in the language at fault, to be rewritten where they stand."""
    found = actions.get_finding(g.store, finding)
    row = actions.get_row(g.store, found.work, found.row)
    lang = request.args.get("cell", "") or next((one for one in found.langs if found.spans.get(one)), "")
    cell = next((cell for cell in row.cells if cell.lang == lang and cell.text), None)
    page = "_finding_edit.html" if "HX-Request" in request.headers else "finding_edit.html"
    return render_template(page, finding=found, row=row, cell=cell, wanted=_wanted())


@blueprint.post("/<int:finding>/fix")
def fix(finding: int) -> ResponseReturnValue:
    """Give sentences of a finding's row other words; what the checks say about the row follows."""
    from web.actions.editing import edit_segment

    found = actions.get_finding(g.store, finding)
    row = actions.get_row(g.store, found.work, found.row)
    changed = 0
    for segment in (segment for cell in row.cells for segment in cell.segments):
        text = request.form.get(f"text-{segment.id}")
        if text is not None and text.strip() != segment.text.strip():
            seen = request.form.get(f"version-{segment.id}", type=int)
            changed += bool(edit_segment(g.store, segment.id, text, version=seen).revision)
    return _again(_("The text was changed, and its row checked anew.") if changed else _("Nothing was changed."))


@blueprint.post("/run")
def run() -> ResponseReturnValue:
    """Check the chosen work anew in the background, or all works."""
    slug = request.form.get("work", "")
    if not g.config.jobs:
        every = actions.list_works(g.store, limit=1_000_000).items
        for work in [slug] if slug else [item.slug for item in every if item.rows]:
            actions.check_work(g.store, work)
    elif slug:
        actions.start_job(g.store, "check", slug)
    else:
        actions.start_jobs(g.store, "check")
    return redirect(url_for("findings.index", **_wanted().link()), 303)


@blueprint.get("/progress")
def progress() -> ResponseReturnValue:
    """How far the checks are that run now; in the end, that they are done."""
    wanted = _wanted()
    return render_template("_findings_progress.html", wanted=wanted, checking=_checking(wanted), finished=True)


@blueprint.post("/checks")
def switch() -> ResponseReturnValue:
    """Choose the profile, and which checks are on."""
    known = [check.id for check in actions.get_checks(g.store).checks]
    on = set(request.form.getlist("on"))
    profile = request.form.get("profile")
    actions.set_checks(g.store, profile=profile, on=on & set(known), off=set(known) - on)
    return redirect(url_for("findings.index", **_wanted().link()), 303)


@blueprint.post("/patterns")
def patterns() -> ResponseReturnValue:
    """Remember a file of patterns, or forget one."""
    if name := request.form.get("forget"):
        actions.forget_patterns(g.store, name)
        flash(_("“%(name)s” was removed.", name=name))
    elif file := request.files.get("file"):
        ids = actions.remember_patterns(g.store, file.filename or "", file.read())
        flash(ngettext("%(num)s check was added. Run the checks to see what it finds.",
                       "%(num)s checks were added. Run the checks to see what they find.", len(ids)))  # fmt: skip
    return redirect(url_for("findings.index", **_wanted().link()), 303)


@blueprint.get("/report.<name>")
def report(name: str) -> ResponseReturnValue:
    """The findings that are chosen as a file, in the reader's language."""
    wanted = _wanted()
    form = next((form for form in report_formats() if form.name == name), None)
    made = report_of_works(
        g.store,
        [wanted.work] if wanted.work else [],
        checks=[wanted.check] if wanted.check else None,
        severity=wanted.severity,
        fault=wanted.lang,
        states=(wanted.status,),
        lang=chosen(),
    )
    data = write_report(made, name)
    if form is None:
        raise AssertionError("an unknown format is refused above")
    response = Response(data, content_type=form.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"findings-{wanted.work or 'all'}{form.suffix}")
    return response


def _wanted() -> Wanted:
    values = request.args
    status = values.get("status", "open")
    if values.get("dismissed") == "yes":
        status = "dismissed"
    severity = values.get("severity", "")
    return Wanted(
        values.get("work", "")[:200],
        values.get("check", "")[:200],
        severity if severity in SEVERITIES else "",
        values.get("lang", "")[:20],
        status if status in STATUSES else "open",
        max(values.get("offset", 0, int), 0),
    )


def _checking(wanted: Wanted) -> list[JobView]:
    """The jobs at work that will change what the list shows."""
    active = actions.list_jobs(g.store, state="active", limit=500).items
    return [job for job in active if job.kind in CHECKING and wanted.work in ("", job.work)]


def _shown(wanted: Wanted) -> dict[str, Any]:
    """All that the page, or its part that changes, is made of."""
    works = actions.name_works(g.store, wanted.work)
    work = next((item for item in works if item.slug == wanted.work), None)
    ref = work.id if work else None
    choice: dict[str, Any] = {
        "check": wanted.check or None,
        "severity": wanted.severity or None,
        "lang": wanted.lang or None,
    }
    page = actions.list_findings(
        g.store,
        work=ref,
        **choice,
        status=wanted.status,
        offset=wanted.offset,
        limit=PAGE,
    )
    if not page.items and page.total:  # the last page was emptied
        last = (page.total - 1) // PAGE * PAGE
        page = actions.list_findings(g.store, work=ref, **choice, status=wanted.status, offset=last, limit=PAGE)
    settings = actions.get_checks(g.store)
    return {
        "works": works,
        "by_id": {item.id: item for item in works},
        "work": work,
        "wanted": wanted,
        "page": Page(page.items, page.total, page.offset, PAGE),
        "counts": actions.count_findings(g.store, work=ref, **choice, status=wanted.status),
        "rows": actions.finding_texts(g.store, page.items),
        "settings": settings,
        "checking": _checking(wanted),
        "alarms": {check.id: check.alarms for check in settings.checks},
        "reasons": actions.list_reasons(g.store),
        "formats": report_formats(),
        "severities": SEVERITIES,
        "statuses": STATUSES,
        "scopes": SCOPES,
        "profiles": PROFILES,
    }


def _again(said: str, *, undo: bool = False, focus: frozenset[str] | set[str] = frozenset()) -> ResponseReturnValue:
    """The list as it is now with a sentence about what was done; a page anew for browsers without scripts."""
    wanted = _wanted()
    if "HX-Request" in request.headers:
        return render_template("_findings.html", **_shown(wanted), said=said, undo=undo, focus=focus)
    flash(said)
    return redirect(url_for("findings.index", **wanted.link(offset=wanted.offset)), 303)
