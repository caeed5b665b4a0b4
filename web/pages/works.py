"""The list of works: what there is, how far it is, and the place to add texts."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from aligner.errors import InputError
from aligner.types import LANGS
from web import actions, words
from web.errors import NotFound
from web.figures import ngettext
from web.jobs import submit
from web.pages import jobs
from web.plain import number
from web.views import ImportReport, JobView, Upload, WorkSummary

blueprint = Blueprint("works", __name__)
PAGE = 50

AT_ONCE = 1_000_000
"""Bytes that are read while the reader of the page waits, about a second; what is larger is read in the background."""

PDF = 10
"""How many times longer the reading of a PDF takes."""


@blueprint.get("/")
def start() -> ResponseReturnValue:
    """The first page: the search box."""
    return redirect(url_for("lookup.index", **request.args.to_dict()))  # type: ignore[arg-type]  # plain names


@blueprint.get("/works")
def index() -> ResponseReturnValue:
    """All works, the latest changed first; those just added show their texts."""
    offset = max(request.args.get("offset", 0, int), 0)
    found = actions.list_works(g.store, offset=offset, limit=PAGE)
    fresh = session.pop("fresh", [])
    texts = {work.id: actions.get_work(g.store, work.id).documents for work in found.items if work.id in fresh}
    return _list(page=found, texts=texts, failed=_failed())


@blueprint.post("/works")
def add() -> ResponseReturnValue:
    """Read the files that were sent, store them, and have them aligned in the background."""
    langs = request.form.getlist("lang")
    files = [file for file in request.files.getlist("files") if file.filename]
    said = langs if len(langs) == len(files) else [""] * len(files)
    uploads = [_upload(file, lang) for file, lang in zip(files, said, strict=True)]
    into = request.form.get("work", "")
    separate = request.form.get("together") == "no"
    try:
        if g.config.jobs and sum(map(_weight, uploads)) > AT_ONCE:
            return _later(uploads, into, separate)
        if separate and not into:
            reports = [actions.import_files(g.store, [upload], align=False) for upload in uploads]
        else:
            title = request.form.get("title", "").strip()
            work = number(into)
            reports = [actions.import_files(g.store, uploads, work=work, title=title, align=False)]
    except InputError as error:
        found = actions.list_works(g.store, limit=PAGE)
        return _list(page=found, texts={}, error=words.told(error)), 422
    return _accept(reports)


@blueprint.post("/works/samples")
def samples() -> ResponseReturnValue:
    """Load the works that come with the program."""
    return _accept([actions.load_samples(g.store, align=False)])


@blueprint.get("/works/<int:work>/item")
def item(work: int) -> ResponseReturnValue:
    """One work of the list: asked for again and again while it is being aligned, and when its texts are unfolded."""
    view = actions.get_work(g.store, work)
    doing = jobs.of_works()
    return render_template("_work_item.html", work=view.summary, documents=view.documents, open=True, doing=doing)


@blueprint.get("/works/<int:work>/progress")
def progress(work: int) -> ResponseReturnValue:
    """How far one work of the list is; when it is done, the whole entry takes the bar's place."""
    view = actions.get_work(g.store, work)
    if view.summary.status == "aligning":
        return render_template("_progress.html", work=view.summary, job=jobs.of_works().get(view.summary.slug))
    response = make_response(item(work))
    response.headers["HX-Retarget"] = f"#work-{work}"
    response.headers["HX-Reswap"] = "outerHTML"
    return response


@blueprint.post("/works/<int:work>/align")
def align(work: int) -> ResponseReturnValue:
    """Align a work of the list, after it failed or was cancelled."""
    align_later([actions.get_work(g.store, work).summary])
    return redirect(url_for("works.index") + f"#work-{work}", 303)


def align_later(works: Sequence[WorkSummary]) -> None:
    """Put works into the queue of the background worker; where there is none, align them here."""
    for work in works:
        if g.config.jobs:
            submit(g.store, work.id)
        else:
            actions.refresh(g.store, work.id)


def _list(**shown: object) -> str:
    return render_template("works.html", imports=jobs.imported(), doing=jobs.of_works(), **shown)


def _weight(upload: Upload) -> int:
    return len(upload.data) * (PDF if upload.name.lower().endswith(".pdf") else 1)


def _later(uploads: Sequence[Upload], into: str, separate: bool) -> ResponseReturnValue:
    """Have large files read in the background."""
    work = number(into)
    job = actions.import_later(
        g.store, uploads, work=work, title=request.form.get("title", "").strip(), separate=separate
    )
    session["imports"] = [*session.get("imports", []), job.id][-PAGE:]
    return redirect(url_for("works.index"), 303)


def _failed() -> list[JobView]:
    """Imports of this browser that failed since the list was last looked at."""
    begun = [job for number in session.pop("imports", []) if (job := _job(number))]
    if going := [job.id for job in begun if job.state in ("waiting", "running")]:
        session["imports"] = going
    return [job for job in begun if job.state == "failed"]


def _job(number: int) -> JobView | None:
    try:
        return actions.get_job(g.store, number)
    except NotFound:
        return None


def _upload(file: FileStorage, lang: str) -> Upload:
    name = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    return Upload(name, file.read(), lang if lang in LANGS else "")


def _accept(reports: Sequence[ImportReport]) -> ResponseReturnValue:
    """Queue what is new, and show the list with a word on each file that was there already."""
    fresh = [work for report in reports for work in report.works if work.status != "ready"]
    added = [name for report in reports for name in report.added]
    known = [name for report in reports for name in report.known]
    align_later(fresh)
    if added:
        flash(ngettext("%(num)s text file was added.", "%(num)s text files were added.", len(added)))
    if known:
        flash(_("Already here, and left as it is: %(names)s", names=", ".join(known)))
    for warning in (text for report in reports for text in report.warnings):
        flash(words.sentence(warning))
    session["fresh"] = [work.id for work in fresh][:PAGE]
    return redirect(url_for("works.index"), 303)
