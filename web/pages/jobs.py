"""Background work: what is being done, how much is left, what came of it, the ways to end it or to begin it anew."""

from __future__ import annotations

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, send_file, session, url_for
from flask.typing import ResponseReturnValue

from aligner.errors import InputError
from glossary import formats
from web import actions, failures, sentences
from web.actions.exporting import WHATS, Export
from web.actions.jobs import asks
from web.pages.settings import own_path
from web.people import may
from web.plain import share
from web.store.database import now
from web.views import JobView, Page

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs")
WAITING = 30
"""Jobs that wait and are shown one by one."""
OVER = 50
"""Jobs that are over and are shown."""


@blueprint.get("")
def index() -> ResponseReturnValue:
    """All jobs: those at work first. A page that shows some asks for the list again and again."""
    part = "HX-Request" in request.headers
    busy = actions.list_jobs(g.store, state="active", limit=WAITING)
    over = actions.list_jobs(g.store, limit=OVER, offset=busy.total)
    failed = actions.list_failed(g.store, OVER)
    if not part:
        session["jobs-seen"] = now()
    there = {job.id for job in failed}
    return render_template(
        "_jobs.html" if part else "jobs.html",
        busy=busy,
        queue=actions.queue_status(g.store),
        failed=failed,
        over=[job for job in over.items if job.id not in there],
    )


@blueprint.get("/mark")
def mark() -> ResponseReturnValue:
    """The sign in the head of every page that something is at work, or has failed since one looked last."""
    return render_template("_jobs_mark.html")


@blueprint.get("/imports")
def imports() -> ResponseReturnValue:
    """The files that are being read; when they are all read, the list of works is loaded anew."""
    reading = imported()
    response = make_response(render_template("_imports.html", imports=reading))
    if not reading:
        response.headers["HX-Refresh"] = "true"
    return response


@blueprint.post("/<int:job>/cancel")
def cancel(job: int) -> ResponseReturnValue:
    """End a job."""
    actions.cancel_job(g.store, job)
    return _back()


@blueprint.post("/cancel")
def cancel_waiting() -> ResponseReturnValue:
    """End all jobs that wait."""
    actions.cancel_waiting(g.store)
    return _back()


@blueprint.post("/<int:job>/restart")
def restart(job: int) -> ResponseReturnValue:
    """Begin a job anew."""
    actions.restart_job(g.store, job)
    return _back()


@blueprint.post("/mine")
def mine() -> ResponseReturnValue:
    """Collect the terms of a work anew, or of all works."""
    work = request.form.get("work", "")
    if not g.config.jobs:
        for one in [work] if work else [item.slug for item in actions.list_works(g.store, limit=1000).items]:
            actions.mine_work(g.store, one)
    elif work:
        actions.start_job(g.store, "mine", work)
    else:
        actions.start_jobs(g.store, "mine")
    return _back()


@blueprint.post("/export")
def export() -> ResponseReturnValue:
    """Have a file written in the background."""
    form = request.form
    what, name = form.get("what", ""), form.get("format", "tmx")
    langs = tuple(filter(None, form.getlist("lang")))
    if what == "terms" and formats.get(name).CARRIES.pair:
        langs = tuple(dict.fromkeys(form.get(side, "") or lang for side, lang in (("from", "en"), ("to", "vi"))))
    wanted = Export(
        what if what in WHATS else WHATS[0],
        name,
        tuple(actions.get_work(g.store, ref).summary.id for ref in form.getlist("work") if ref),
        langs,
        "region" if form.get("tags") == "region" else "bcp47",
        form.get("status", "approved"),
        form.get("domain") or None,
        share(form.get("min", "")),
        form.get("since", "")[:10],
        form.get("until", "")[:10],
    )
    actions.export_later(g.store, wanted)
    if "HX-Request" not in request.headers:
        return redirect(url_for("jobs.index"), 303)
    response = make_response("")
    response.headers["HX-Redirect"] = url_for("jobs.index")
    return response


@blueprint.get("/<int:job>/file")
def file(job: int) -> Response:
    """The file that a job wrote."""
    name, place = actions.job_file(g.store, job)
    return send_file(place.resolve(), "application/octet-stream", as_attachment=True, download_name=name)


def imported() -> tuple[JobView, ...]:
    """The jobs that read files now, or wait for it."""
    return tuple(job for job in _active().items if job.kind == "import")


def of_works() -> dict[str, JobView]:
    """The job that aligns a work, by the work's slug."""
    return {job.work: job for job in reversed(_active().items) if job.kind == "align"}


def working() -> tuple[int, float]:
    """How many jobs are at work or wait, and how far the queue is; none where there is no store to ask."""
    return actions.count_jobs(g.store) if "store" in g else (0, 0.0)


def failing() -> int:
    """How many jobs of whoever looks have failed since this browser looked at them last."""
    if "store" not in g or request.endpoint == "jobs.index":
        return 0
    if "jobs-seen" not in session:
        session["jobs-seen"] = now()
        return 0
    return actions.count_failed(g.store, session["jobs-seen"])


def trouble(job: JobView) -> str:
    """Why a job failed, in the reader's language."""
    held = job.result.get("failure")
    return sentences.told(failures.unpacked(held) if held else InputError(job.message))


def may_job(kind: str) -> bool:
    """Whether whoever looks may end such a job, and begin it anew."""
    return may(g.store.role, asks(kind))


def _active() -> Page[JobView]:
    return actions.list_jobs(g.store, state="active", limit=500)


def _back() -> ResponseReturnValue:
    here = url_for("jobs.index")
    return redirect(own_path(request.form.get("next", here)), 303)
