"""Background work: how far it is, and the ways to begin, end and repeat it."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import Boolean, Float, List, String
from apiflask.validators import OneOf, Range
from flask import Response, g, send_file, url_for

from aligner.errors import InputError
from web import actions
from web.actions.deciding import Wish
from web.actions.exporting import WHATS, Export
from web.actions.jobs import KINDS
from web.api.answers import answers, sends
from web.api.exchange import PlannedFile
from web.api.schemas import NewWork, Paging
from web.store.jobs import ACTIVE, OVER
from web.views import JobView, Page, Queued, QueueView, Upload

jobs = APIBlueprint("jobs", __name__, tag="Background work")


class JobFilter(Paging):
    """Which jobs are wanted."""

    state = String(
        load_default="",
        validate=OneOf(["", "active", *ACTIVE, *OVER]),
        metadata={"description": "Only jobs in this state; “active” are those that are not over."},
    )


class LaterWork(NewWork):
    """Files to read in the background."""

    class Meta:
        """What does not belong here: the answer never waits."""

        exclude = ("wait",)

    separate = Boolean(load_default=False, metadata={"description": "Each file is a work of its own."})


class NewJob(Schema):
    """What is to be done, and with which work."""

    kind = String(
        required=True,
        validate=OneOf(KINDS),
        metadata={"description": "align also mines the terms and runs the checks; mine and check do that alone."},
    )
    work = String(required=True, metadata={"description": "The work's number or slug."})


class EveryWork(Schema):
    """What is to be done with all works."""

    kind = String(required=True, validate=OneOf(KINDS))


class NewExport(Schema):
    """Which file is to be written."""

    what = String(
        required=True, validate=OneOf(WHATS), metadata={"description": "rows: aligned rows of works; terms: concepts."}
    )
    format = String(required=True, metadata={"description": "The id of a format, see /formats and /terms/formats."})
    works = List(
        String(), load_default=list, metadata={"description": "Numbers or slugs of works; none means all of them."}
    )
    langs = List(String(), load_default=list, metadata={"description": "Only these languages, in this order."})
    tags = String(load_default="bcp47", validate=OneOf(["bcp47", "region"]))
    status = String(load_default="approved", validate=OneOf(["approved", "proposed", "all"]))
    domain = String(load_default=None, allow_none=True, metadata={"description": "Only concepts of this domain."})
    min_confidence = Float(load_default=0.0, validate=Range(min=0, max=1))


@jobs.get("/jobs")
@jobs.input(JobFilter, location="query")
@answers(Page[JobView], description="What runs, what waits, then what is over, the latest first.")
def list_jobs(query_data: dict[str, Any]) -> Page[JobView]:
    """List what is done in the background, with how far it is and how long it may still take."""
    return actions.list_jobs(g.store, **query_data)


@jobs.get("/jobs/queue")
@answers(QueueView, description="How much is done since the queue was empty last, and how long the rest may take.")
def queue_status() -> QueueView:
    """Tell how far all of the background work is."""
    return actions.queue_status(g.store)


@jobs.get("/jobs/<int:id>")
@answers(JobView, description="The job as it stands now.")
def get_job(id: int) -> JobView:
    """Get one job."""
    return actions.get_job(g.store, id)


@jobs.post("/jobs")
@jobs.input(NewJob)
@answers(JobView, 202, "The job is in the queue; the one that waits already where there is one.")
def start_job(json_data: dict[str, Any]) -> tuple[JobView, str]:
    """Have a work aligned, mined or checked in the background."""
    job = actions.start_job(g.store, json_data["kind"], json_data["work"])
    return job, url_for("api.jobs.get_job", id=job.id)


@jobs.post("/jobs/all")
@jobs.input(EveryWork)
@answers(Queued, 202, "The jobs are in the queue.")
def start_jobs(json_data: dict[str, Any]) -> Queued:
    """Have every aligned work aligned anew, mined or checked in the background, each as a job."""
    return Queued(actions.start_jobs(g.store, json_data["kind"]))


@jobs.post("/jobs/import")
@jobs.input(LaterWork, location="files")
@answers(JobView, 202, "The files are stored, and the job is in the queue.")
def import_later(files_data: dict[str, Any]) -> tuple[JobView, str]:
    """Have files read, stored and aligned in the background: for large ones. The job says what is wrong with them."""
    langs = files_data.get("langs") or [""] * len(files_data["files"])
    if len(langs) != len(files_data["files"]):
        raise InputError("There are not as many languages as files.", "Give one for each; an empty one is detected.")
    uploads = [
        Upload(file.filename or "untitled.txt", file.read(), lang)
        for file, lang in zip(files_data["files"], langs, strict=True)
    ]
    work, title, separate = files_data.get("work"), files_data["title"], files_data["separate"]
    job = actions.import_later(g.store, uploads, work=work, title=title, separate=separate)
    return job, url_for("api.jobs.get_job", id=job.id)


@jobs.post("/jobs/terms")
@jobs.input(PlannedFile, location="form_and_files")
@answers(JobView, 202, "The file is stored, and the job is in the queue.")
def import_terms_later(form_and_files_data: dict[str, Any]) -> tuple[JobView, str]:
    """Import a glossary file in the background, by the plan that was shown: for large ones."""
    file, token = form_and_files_data.pop("file"), form_and_files_data.pop("token")
    upload = Upload(file.filename or "file", file.read())
    job = actions.import_terms_later(g.store, upload, Wish(**form_and_files_data), token=token)
    return job, url_for("api.jobs.get_job", id=job.id)


@jobs.post("/jobs/export")
@jobs.input(NewExport)
@answers(JobView, 202, "The job is in the queue; when it is done, its file can be fetched for two days.")
def export_later(json_data: dict[str, Any]) -> tuple[JobView, str]:
    """Write aligned rows or terms to a file in the background: for large stores."""
    works = tuple(actions.get_work(g.store, ref).summary.id for ref in json_data.pop("works"))
    langs = tuple(json_data.pop("langs"))
    job = actions.export_later(g.store, Export(**json_data, works=works, langs=langs))
    return job, url_for("api.jobs.get_job", id=job.id)


@jobs.get("/jobs/<int:id>/file")
@sends("The file that the job wrote, as a download.")
def get_job_file(id: int) -> Response:
    """Get the file that an export wrote. 404 when it is older than two days."""
    name, place = actions.job_file(g.store, id)
    response = send_file(place.resolve(), "application/octet-stream", as_attachment=True, download_name=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@jobs.post("/jobs/<int:id>/cancel")
@answers(JobView, description="The job; one that runs ends as soon as it can.")
def cancel_job(id: int) -> JobView:
    """End a job; what it was about stays as it is. 409 when it is over."""
    return actions.cancel_job(g.store, id)


@jobs.post("/jobs/<int:id>/restart")
@answers(JobView, description="The job, back in the queue.")
def restart_job(id: int) -> JobView:
    """Begin a job anew. 409 when it is not over, or when the files that it read are gone."""
    return actions.restart_job(g.store, id)


@jobs.post("/jobs/cancel-waiting")
@answers(Queued, description="How many there were.")
def cancel_waiting() -> Queued:
    """End all jobs that wait; one that runs goes on."""
    return Queued(actions.cancel_waiting(g.store))
