"""Documents: one text in one language each, their files and their labelled blocks."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from apiflask import APIBlueprint
from flask import Response, g, send_file

from web import actions
from web.api.answers import answers, sends
from web.api.schemas import Label, Language
from web.views import DocumentView

documents = APIBlueprint("documents", __name__, tag="Documents")


@documents.get("/works/<ref>/documents")
@answers(tuple[DocumentView, ...], description="The documents without their blocks.")
def list_documents(ref: str) -> tuple[DocumentView, ...]:
    """List the documents of a work."""
    return actions.get_work(g.store, ref).documents


@documents.get("/documents/<int:id>")
@answers(DocumentView, description="The document with its blocks in reading order.")
def get_document(id: int) -> DocumentView:
    """Get a document."""
    return actions.get_document(g.store, id)


@documents.patch("/documents/<int:id>")
@documents.input(Language)
@answers(DocumentView, description="The document, read anew; its work is aligned anew.")
def set_language(id: int, json_data: dict[str, Any]) -> DocumentView:
    """Overrule the language of a document."""
    wait = json_data["wait"] or not g.config.jobs
    view = actions.set_document_language(g.store, id, json_data["lang"], version=json_data.get("version"), align=wait)
    return view if wait else _later(view)


@documents.delete("/documents/<int:id>")
@answers(None, 204, "The document is gone; the rest of its work is aligned anew.")
def delete_document(id: int) -> None:
    """Take a document out of its work."""
    actions.delete_document(g.store, id)


@documents.get("/documents/<int:id>/bytes")
@sends("The file as it was imported, as a download.")
def get_bytes(id: int) -> Response:
    """Get the file that a document was read from.

    It is sent as plain bytes to be saved, never to be opened in place: a web page among them must not run here.
    """
    name = actions.get_document(g.store, id).name
    data = BytesIO(actions.document_bytes(g.store, id))
    response = send_file(data, "application/octet-stream", as_attachment=True, download_name=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@documents.patch("/blocks/<int:id>")
@documents.input(Label)
@answers(DocumentView, description="The document of the block; its work is aligned anew.")
def set_kind(id: int, json_data: dict[str, Any]) -> DocumentView:
    """Overrule the label of a block."""
    wait = json_data["wait"] or not g.config.jobs
    view = actions.set_block_kind(g.store, id, json_data["kind"], align=wait)
    return view if wait else _later(view)


def _later(view: DocumentView) -> DocumentView:
    """Have the work of a document aligned in the background."""
    actions.start_job(g.store, "align", view.work)
    return view
