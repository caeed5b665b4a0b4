"""A document: its language, and the labels of its blocks, each of which a person can overrule."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from aligner.types import Kind
from web import actions
from web.pages.settings import own_path
from web.pages.works import align_later

blueprint = Blueprint("documents", __name__, url_prefix="/works/<ref>/documents/<int:document>")


@blueprint.url_value_preprocessor
def _take_ref(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """The work's name is there for people to read; the document knows its work."""
    g.ref = (values or {}).pop("ref", "")


@blueprint.get("")
def view(document: int) -> ResponseReturnValue:
    """All blocks of a document with their labels."""
    shown = actions.get_document(g.store, document)
    work = actions.get_work(g.store, shown.work)
    kinds = Counter(block.kind for block in shown.blocks)
    if g.ref != work.summary.slug:
        return redirect(url_for("documents.view", ref=work.summary.slug, document=document))
    return render_template(
        "document.html", work=work.summary, document=shown, documents=work.documents, kinds=list(Kind), counts=kinds
    )


@blueprint.post("/language")
def language(document: int) -> ResponseReturnValue:
    """Say in which language a document is; it is read anew, and the work aligned anew."""
    shown = actions.set_document_language(g.store, document, request.form.get("lang", ""), align=False)
    work = actions.get_work(g.store, shown.work)
    align_later([work.summary])
    session["fresh"] = [shown.work]
    here = url_for("documents.view", ref=work.summary.slug, document=document)
    return redirect(own_path(request.form.get("next", here)), 303)


@blueprint.post("/blocks/<int:block>")
def label(document: int, block: int) -> ResponseReturnValue:
    """Overrule a block's label; the work is aligned anew."""
    shown = actions.set_block_kind(g.store, block, request.form.get("kind", ""), align=False)
    work = actions.get_work(g.store, shown.work)
    align_later([work.summary])
    if "HX-Request" in request.headers:
        changed = next(item for item in shown.blocks if item.id == block)
        summary = actions.get_work(g.store, shown.work).summary
        return render_template(
            "_block.html", work=summary, document=shown, block=changed, kinds=list(Kind), changed=True
        )
    return redirect(url_for("documents.view", ref=work.summary.slug, document=document) + f"#b{block}", 303)


@blueprint.get("/file")
def file(document: int) -> ResponseReturnValue:
    """The file as it came in; always a download, since nobody knows what is in it."""
    shown = actions.get_document(g.store, document)
    response = Response(actions.document_bytes(g.store, document), content_type="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=shown.name)
    return response


@blueprint.post("/delete")
def delete(document: int) -> ResponseReturnValue:
    """Take a document out of its work."""
    work = actions.get_document(g.store, document).work
    actions.delete_document(g.store, document, align=False)
    left = actions.get_work(g.store, work)
    if left.documents:
        align_later([left.summary])
    return redirect(url_for("work.view", ref=left.summary.slug), 303)
