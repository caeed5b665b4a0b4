"""Works: the texts and their versions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from apiflask import APIBlueprint
from flask import g, url_for

from aligner.errors import InputError
from web import actions
from web.api.answers import answers
from web.api.schemas import NewWork, Paging, Title
from web.views import ImportReport, JobView, Page, Upload, WorkSummary, WorkView

works = APIBlueprint("works", __name__, tag="Works")


@works.get("/works")
@works.input(Paging, location="query")
@answers(Page[WorkSummary], description="Works, the latest changed first.")
def list_works(query_data: dict[str, Any]) -> Page[WorkSummary]:
    """List the works."""
    return actions.list_works(g.store, **query_data)


@works.post("/works")
@works.input(NewWork, location="files")
@answers(ImportReport, 201, "What was added, and what was there already.", later=True)
def create_work(files_data: dict[str, Any]) -> tuple[ImportReport | JobView, str]:
    """Import files as the versions of one text.

    The answer comes when they are aligned, the terms mined and the checks run. With `wait=false` it is a job, 202, that
    reads them and does all that: for large files.
    A file that is there already, byte for byte, is reported as known and left alone.
    """
    files, langs = files_data["files"], files_data.get("langs", [])
    if langs and len(langs) != len(files):
        raise InputError(
            "There are {files_count} files and {langs_count} languages.",
            "Give one language for each file, in the same order; an empty one means as detected.",
            files_count=len(files),
            langs_count=len(langs),
        )
    uploads = [
        Upload(file.filename or "untitled.txt", file.read(), lang)
        for file, lang in zip(files, langs or [""] * len(files), strict=True)
    ]
    if not files_data["wait"] and g.config.jobs:
        job = actions.import_later(g.store, uploads, work=files_data.get("work"), title=files_data["title"])
        return job, url_for("api.jobs.get_job", id=job.id)
    report = actions.import_files(g.store, uploads, work=files_data.get("work"), title=files_data["title"])
    for summary in report.works if report.added else ():
        actions.mine_work(g.store, summary.id)
        actions.check_work(g.store, summary.id)
    found = tuple(actions.get_work(g.store, summary.id).summary for summary in report.works)
    location = url_for("api.works.get_work", ref=found[0].slug) if found else ""
    return replace(report, works=found), location


@works.get("/works/<ref>")
@answers(WorkView, description="The work, its documents without their blocks, and its headings.")
def get_work(ref: str) -> WorkView:
    """Get a work by its number, its slug, or the beginning of its title."""
    return actions.get_work(g.store, ref)


@works.patch("/works/<ref>")
@works.input(Title)
@answers(WorkSummary, description="The work with its new title.")
def rename_work(ref: str, json_data: dict[str, Any]) -> WorkSummary:
    """Rename a work; its slug stays."""
    return actions.rename_work(g.store, ref, json_data["title"], version=json_data.get("version"))


@works.delete("/works/<ref>")
@answers(None, 204, "The work is gone, with its documents, its table and its findings.")
def delete_work(ref: str) -> None:
    """Delete a work."""
    actions.delete_work(g.store, ref)
