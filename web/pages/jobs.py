"""Background work: what is being done, how much is left, and the way to end it or to begin it anew."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web import actions
from web.pages.settings import own_path
from web.views import JobView, Page

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs")
OVER = 50
"""Jobs that are over and are shown."""


@blueprint.get("")
def index() -> ResponseReturnValue:
    """All jobs: those at work first. A page that shows some asks for the list again and again."""
    part = "HX-Request" in request.headers
    return render_template("_jobs.html" if part else "jobs.html", page=actions.list_jobs(g.store, limit=OVER))


@blueprint.get("/mark")
def mark() -> ResponseReturnValue:
    """The sign in the head of every page that something is at work."""
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


@blueprint.post("/<int:job>/restart")
def restart(job: int) -> ResponseReturnValue:
    """Begin a job anew."""
    actions.restart_job(g.store, job)
    return _back()


def imported() -> tuple[JobView, ...]:
    """The jobs that read files now, or wait for it."""
    return tuple(job for job in _active().items if job.kind == "import")


def of_works() -> dict[str, JobView]:
    """The job that aligns a work, by the work's slug."""
    return {job.work: job for job in reversed(_active().items) if job.kind == "align"}


def working() -> tuple[int, float]:
    """How many jobs are at work or wait, and how far they are together; none where there is no store to ask."""
    return actions.count_jobs(g.store) if "store" in g else (0, 0.0)


def _active() -> Page[JobView]:
    return actions.list_jobs(g.store, state="active", limit=500)


def _back() -> ResponseReturnValue:
    here = url_for("jobs.index")
    return redirect(own_path(request.form.get("next", here)), 303)
