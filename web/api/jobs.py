"""Background work: how far it is, and the ways to begin, end and repeat it."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint, Schema
from apiflask.fields import String
from apiflask.validators import OneOf
from flask import g, url_for

from web import actions
from web.actions.jobs import KINDS
from web.api.answers import answers
from web.api.schemas import Paging
from web.store.jobs import ACTIVE, OVER
from web.views import JobView, Page

jobs = APIBlueprint("jobs", __name__, tag="Background work")


class JobFilter(Paging):
    """Which jobs are wanted."""

    state = String(
        load_default="",
        validate=OneOf(["", "active", *ACTIVE, *OVER]),
        metadata={"description": "Only jobs in this state; “active” are those that are not over."},
    )


class NewJob(Schema):
    """What is to be done, and with which work."""

    kind = String(
        required=True,
        validate=OneOf(KINDS),
        metadata={"description": "align also mines the terms and runs the checks; mine and check do that alone."},
    )
    work = String(required=True, metadata={"description": "The work's number or slug."})


@jobs.get("/jobs")
@jobs.input(JobFilter, location="query")
@answers(Page[JobView], description="What runs, what waits, then what is over, the latest first.")
def list_jobs(query_data: dict[str, Any]) -> Page[JobView]:
    """List what is done in the background, with how far it is and how long it may still take."""
    return actions.list_jobs(g.store, **query_data)


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
