"""The versions of a text: import a new one, compare two, bring one back; and who changed what in a work."""

from __future__ import annotations

from flask import Blueprint, Response, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from aligner.errors import InputError
from web import actions, people_words
from web.figures import ngettext
from web.pages.settings import own_path
from web.store.jobs import ACTIVE
from web.views import JobView, Upload, VersionReport

blueprint = Blueprint("versions", __name__)
PAGE = 60


@blueprint.get("/works/<ref>/documents/<int:document>/versions")
def index(ref: str, document: int, error: str = "") -> ResponseReturnValue:
    """The versions of a text, the one that stands first, and the place to import a new one."""
    shown = actions.get_document(g.store, document)
    work = actions.get_work(g.store, shown.work)
    if ref != work.summary.slug:
        return redirect(url_for("versions.index", ref=work.summary.slug, document=document))
    return render_template(
        "versions.html",
        work=work.summary,
        document=shown,
        documents=work.documents,
        versions=actions.list_versions(g.store, document),
        error=error,
        job=_shown(actions.document_job(g.store, document)),
    )


def _shown(job: JobView | None) -> JobView | None:
    """The last job about a text, as long as there is anything to say: it waits, runs, or has failed."""
    return job if job and (job.state in ACTIVE or job.state == "failed") else None


@blueprint.get("/works/<ref>/documents/<int:document>/versions/progress")
def progress(ref: str, document: int) -> ResponseReturnValue:
    """How far the new version is; when it stands, its comparison is opened."""
    job = actions.document_job(g.store, document)
    response = make_response(render_template("_version_job.html", job=_shown(job)))
    if job and job.state == "done" and not job.result.get("known"):
        response.headers["HX-Redirect"] = _told(job)
    elif not job or job.state not in ACTIVE:
        if job and job.state == "done":
            flash(_("This file stands already; nothing was changed."))
        response.headers["HX-Redirect"] = url_for("versions.index", ref=ref, document=document)
    return response


@blueprint.post("/works/<ref>/documents/<int:document>/versions")
def add(ref: str, document: int) -> ResponseReturnValue:
    """Import a file as the new version; what changed is shown when it is there."""
    file = request.files.get("file")
    try:
        if file is None or not file.filename:
            raise InputError("There are no files to import.", "Name at least one.")
        said = actions.get_document(g.store, document).lang if request.form.get("said") else ""
        upload = Upload(file.filename, file.read(), said)
        version = request.form.get("version", type=int)
        if g.config.jobs:
            actions.replace_later(g.store, document, upload, version=version)
            return redirect(url_for("versions.index", ref=ref, document=document), 303)
        report = actions.replace_document(g.store, document, upload, version=version)
    except InputError as problem:
        return make_response(index(ref, document, people_words.error(problem)), 422)
    return _done(ref, report)


@blueprint.post("/works/<ref>/documents/<int:document>/versions/<int:number>/restore")
def restore(ref: str, document: int, number: int) -> ResponseReturnValue:
    """Let an earlier version stand again."""
    if g.config.jobs:
        actions.restore_later(g.store, document, number)
        return redirect(url_for("versions.index", ref=ref, document=document), 303)
    return _done(ref, actions.restore_version(g.store, document, number))


@blueprint.get("/works/<ref>/documents/<int:document>/versions/<int:number>/file")
def file(ref: str, document: int, number: int) -> ResponseReturnValue:  # noqa: ARG001 (the name is for people)
    """The file of a version as it came in; always a download, since nobody knows what is in it."""
    name = next((one.name for one in actions.list_versions(g.store, document) if one.number == number), "text")
    response = Response(actions.version_bytes(g.store, document, number), content_type="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@blueprint.get("/works/<ref>/history")
def history(ref: str) -> ResponseReturnValue:
    """Who changed what in a work, when, and from what to what."""
    work = actions.get_work(g.store, ref).summary
    if ref != work.slug:
        return redirect(url_for("versions.history", ref=work.slug))
    offset = max(request.args.get("offset", 0, int), 0)
    page = actions.work_history(g.store, work.id, offset=offset, limit=PAGE)
    return render_template("history.html", work=work, page=page, changes=parted)


@blueprint.post("/changes/<int:change>/take-back")
def take_back(change: int) -> ResponseReturnValue:
    """Take one change back, and go back to where one was."""
    taken = actions.take_back(g.store, change)
    flash(_("The change was taken back."))
    fallback = url_for("versions.history", ref=taken.work) if taken.work else url_for("works.index")
    return redirect(own_path(request.form.get("next", fallback)), 303)


def _done(ref: str, report: VersionReport) -> ResponseReturnValue:
    """Where a new version leads: to what changed; a file that stands already to the list."""
    document, number = report.version.document, report.version.number
    if report.known:
        flash(_("This file stands already; nothing was changed."))
        return redirect(url_for("versions.index", ref=ref, document=document), 303)
    kept = ngettext("%(num)s row was kept", "%(num)s rows were kept", report.kept)
    flash(_("Version %(number)s is current now; %(kept)s.", number=number, kept=kept))
    return redirect(url_for("compare.index", old=f"{document}@{number - 1}", new=document), 303)


def _told(job: JobView) -> str:
    """Say what a new version brought; the address of its comparison with the one before."""
    number, kept = job.result["number"], job.result.get("kept", 0)
    rows = ngettext("%(num)s row was kept", "%(num)s rows were kept", kept)
    flash(_("Version %(number)s is current now; %(kept)s.", number=number, kept=rows))
    return url_for("compare.index", old=f"{job.document}@{number - 1}", new=job.document)


def parted(lang: str, before: str, after: str) -> list[tuple[str, str]]:
    """A change of words in pieces: what stayed, what went, what came.

    >>> parted("en", "a cat", "a dog")
    [('a ', 'same'), ('cat', 'removed'), ('dog', 'added')]
    """
    from aligner.differences import difference

    found: list[tuple[str, str]] = []
    for edit in difference(before, after, lang):
        if edit.kind == "same":
            found.append((edit.new.of(after), "same"))
        else:
            found += [(edit.old.of(before), "removed"), (edit.new.of(after), "added")]
    return [piece for piece in found if piece[0]]
