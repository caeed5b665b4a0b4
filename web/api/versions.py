"""Versions of texts, what differs between them, what people say, and who changed what."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from apiflask import APIBlueprint
from flask import Response, g, send_file, url_for

from web import actions
from web.api.answers import answers, sends
from web.api.remarks import Comment, CommentEdit, Comparing, NewVersion, Resolved, TermComment, ThreadFilter
from web.api.schemas import Paging, Waiting
from web.views import DiffView, HistoryView, JobView, Page, RevisionView, ThreadView, Upload, VersionReport, VersionView

versions = APIBlueprint("versions", __name__, tag="Versions and comments")


@versions.get("/documents/<int:id>/versions")
@answers(tuple[VersionView, ...], description="The version that stands, then the earlier ones, the latest first.")
def list_versions(id: int) -> tuple[VersionView, ...]:
    """List the versions of a document."""
    return actions.list_versions(g.store, id)


@versions.post("/documents/<int:id>/versions")
@versions.input(NewVersion, location="files")
@answers(VersionReport, 201, "What changed, and which rows hold new words.", later=True)
def add_version(id: int, files_data: dict[str, Any]) -> tuple[VersionReport | JobView, str]:
    """Import a file as the new version of a document.

    The old one is kept. Sentences that did not change keep their rows with all that people did to them; the rest is
    aligned anew. 409 when the document is no longer the `version` that was named.
    """
    file = files_data["file"]
    upload = Upload(file.filename or "untitled.txt", file.read(), files_data["lang"])
    version = files_data.get("version")
    if not files_data["wait"] and g.config.jobs:
        job = actions.replace_later(g.store, id, upload, version=version)
        return job, url_for("api.jobs.get_job", id=job.id)
    report = actions.replace_document(g.store, id, upload, version=version)
    return report, url_for("api.versions.list_versions", id=id)


@versions.post("/documents/<int:id>/versions/<int:number>/restore")
@versions.input(Waiting, location="query")
@answers(VersionReport, description="What changed by that.", later=True)
def restore_version(id: int, number: int, query_data: dict[str, Any]) -> VersionReport | tuple[JobView, str]:
    """Let an earlier version of a document stand again; the one that stands is kept."""
    if not query_data["wait"] and g.config.jobs:
        job = actions.restore_later(g.store, id, number)
        return job, url_for("api.jobs.get_job", id=job.id)
    return actions.restore_version(g.store, id, number)


@versions.get("/documents/<int:id>/versions/<int:number>/bytes")
@sends("The file as it was imported, as a download.")
def get_version_bytes(id: int, number: int) -> Response:
    """Get the file of a version."""
    data = BytesIO(actions.version_bytes(g.store, id, number))
    name = next((one.name for one in actions.list_versions(g.store, id) if one.number == number), "text")
    response = send_file(data, "application/octet-stream", as_attachment=True, download_name=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@versions.get("/compare")
@versions.input(Comparing, location="query")
@answers(DiffView, description="Every sentence of both texts, what became of it, and what differs inside.")
def compare(query_data: dict[str, Any]) -> DiffView:
    """Compare two texts of one language: versions of a document, or translations.

    A text is named by its document's number (`12`), an earlier version by `12@1`, the words of the file without what
    people wrote in the workbench by `12@file`.
    """
    return actions.diff_versions(g.store, **query_data)


@versions.get("/comments")
@versions.input(ThreadFilter, location="query")
@answers(Page[ThreadView], description="Threads, those last written in first.")
def list_threads(query_data: dict[str, Any]) -> Page[ThreadView]:
    """List comments in their threads."""
    return actions.list_threads(g.store, **query_data)


@versions.get("/comments/<int:id>")
@answers(ThreadView, description="The thread with all its comments.")
def get_thread(id: int) -> ThreadView:
    """Get a thread by the number of its first comment."""
    return actions.get_thread(g.store, id)


@versions.patch("/comments/<int:id>")
@versions.input(CommentEdit)
@answers(ThreadView, description="The thread as it is now.")
def edit_comment(id: int, json_data: dict[str, Any]) -> ThreadView:
    """Change one's own comment. 409 when it is no longer the version that was named."""
    return actions.edit_comment(g.store, id, json_data["text"], version=json_data.get("version"))


@versions.delete("/comments/<int:id>")
@answers(None, 204, "The comment is gone; with the first one of a thread its answers too.")
def delete_comment(id: int) -> None:
    """Delete a comment."""
    actions.delete_comment(g.store, id)


@versions.post("/comments/<int:id>/answers")
@versions.input(Comment)
@answers(ThreadView, 201, "The thread with the answer.")
def answer(id: int, json_data: dict[str, Any]) -> tuple[ThreadView, str]:
    """Answer in a thread."""
    return actions.answer(g.store, id, json_data["text"]), url_for("api.versions.get_thread", id=id)


@versions.patch("/comments/<int:id>/resolved")
@versions.input(Resolved)
@answers(ThreadView, description="The thread as it is now.")
def resolve(id: int, json_data: dict[str, Any]) -> ThreadView:
    """Resolve a thread, or open it again."""
    return actions.resolve_thread(g.store, id, resolved=json_data["resolved"])


@versions.get("/works/<ref>/rows/<int:number>/comments")
@answers(tuple[ThreadView, ...], description="The threads at the row, the open ones first.")
def list_row_threads(ref: str, number: int) -> tuple[ThreadView, ...]:
    """List the comments on a row."""
    return actions.row_threads(g.store, ref, number)


@versions.post("/works/<ref>/rows/<int:number>/comments")
@versions.input(Comment)
@answers(ThreadView, 201, "The new thread.")
def comment_row(ref: str, number: int, json_data: dict[str, Any]) -> tuple[ThreadView, str]:
    """Comment on a row.

    `@name` in the text calls somebody.
    """
    made = actions.comment_row(g.store, ref, number, json_data["text"])
    return made, url_for("api.versions.get_thread", id=made.id)


@versions.post("/concepts/<int:id>/comments")
@versions.input(TermComment)
@answers(ThreadView, 201, "The new thread.")
def comment_concept(id: int, json_data: dict[str, Any]) -> tuple[ThreadView, str]:
    """Comment on a concept, or on one of its terms."""
    made = actions.comment_concept(g.store, id, json_data["text"], term=json_data.get("term"))
    return made, url_for("api.versions.get_thread", id=made.id)


@versions.get("/works/<ref>/history")
@versions.input(Paging, location="query")
@answers(Page[HistoryView], description="The changes, the latest first.")
def list_work_history(ref: str, query_data: dict[str, Any]) -> Page[HistoryView]:
    """List who changed what in a work, when, and from what to what."""
    return actions.work_history(g.store, ref, **query_data)


@versions.get("/works/<ref>/rows/<int:number>/history")
@answers(tuple[HistoryView, ...], description="The changes, the latest first.")
def list_row_history(ref: str, number: int) -> tuple[HistoryView, ...]:
    """List who changed what about a row and the sentences in it."""
    return actions.row_history(g.store, ref, number)


@versions.get("/concepts/<int:id>/terms/<int:term>/history")
@answers(tuple[RevisionView, ...], description="The changes, the latest first.")
def list_term_history(id: int, term: int) -> tuple[RevisionView, ...]:
    """List who changed what about a term."""
    return actions.term_history(g.store, id, term)


@versions.post("/history/<int:id>/take-back")
@answers(HistoryView, description="The change, which is taken back now.")
def take_back(id: int) -> HistoryView:
    """Take one change back. 409 when something else stands there now."""
    return actions.take_back(g.store, id)
