"""Comments beside a row and on a concept, and the list of those that are open."""

from __future__ import annotations

from flask import Blueprint, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from aligner.errors import InputError
from web import actions, people_words
from web.actions.comments import pieces
from web.errors import NotFound
from web.pages.settings import own_path
from web.views import ThreadView

blueprint = Blueprint("comments", __name__)
PAGE = 50
STATES = {"open": "open", "resolved": "resolved", "all": ""}


@blueprint.get("/comments")
def index() -> ResponseReturnValue:
    """Threads over everything: open or resolved, those that mention somebody, of one work."""
    state = request.args.get("state", "open")
    mention, work = request.args.get("mention", "")[:80], request.args.get("work", "")
    offset = max(request.args.get("offset", 0, int), 0)
    found = actions.list_threads(
        g.store, work=work or None, state=STATES.get(state, "open"), mention=mention, offset=offset, limit=PAGE
    )
    return render_template(
        "comments.html",
        page=found,
        chosen={"state": state if state in STATES else "open", "mention": mention or None, "work": work or None},
        names=actions.list_names(g.store),
        work=actions.get_work(g.store, work).summary if work else None,
        pieces=pieces,
    )


@blueprint.get("/comments/names")
def names() -> ResponseReturnValue:
    """Whom a comment can mention, for the list that opens behind @."""
    return jsonify(names=actions.list_names(g.store))


@blueprint.get("/works/<ref>/rows/<int:number>/comments")
def row(ref: str, number: int) -> ResponseReturnValue:
    """What is said about a row, and who changed it: for the panel; nothing for one that was undone a moment ago."""
    try:
        return _of_row(ref, number)
    except NotFound:
        if _htmx():
            return "", 204
        raise


@blueprint.post("/works/<ref>/rows/<int:number>/comments")
def add_row(ref: str, number: int) -> ResponseReturnValue:
    """Begin a thread about a row."""
    try:
        actions.comment_row(g.store, ref, number, request.form.get("text", ""))
    except InputError as problem:
        return _of_row(ref, number, people_words.error(problem)), 422
    return _of_row(ref, number) if _htmx() else redirect(url_for("work.view", ref=ref) + f"#r{number}", 303)


@blueprint.get("/glossary/<int:concept>/comments")
def concept(concept: int) -> ResponseReturnValue:
    """What is said about a concept and its terms."""
    return _of_concept(concept)


@blueprint.post("/glossary/<int:concept>/comments")
def add_concept(concept: int) -> ResponseReturnValue:
    """Begin a thread about a concept, or about one of its terms."""
    term = request.form.get("term", type=int)
    try:
        actions.comment_concept(g.store, concept, request.form.get("text", ""), term=term)
    except InputError as problem:
        return _of_concept(concept, people_words.error(problem)), 422
    return _of_concept(concept) if _htmx() else redirect(url_for("concept.view", concept=concept), 303)


@blueprint.post("/comments/<int:thread>/answer")
def answer(thread: int) -> ResponseReturnValue:
    """Go on with a thread."""
    return _again(actions.answer(g.store, thread, request.form.get("text", "")))


@blueprint.post("/comments/<int:thread>/resolve")
def resolve(thread: int) -> ResponseReturnValue:
    """Settle a thread, or open it again."""
    return _again(actions.resolve_thread(g.store, thread, resolved=request.form.get("do") != "reopen"))


@blueprint.post("/comments/<int:thread>/<int:comment>/edit")
def edit(thread: int, comment: int) -> ResponseReturnValue:
    """Say one's own comment otherwise, or delete it."""
    before = actions.get_thread(g.store, thread)
    if request.form.get("do") == "delete":
        actions.delete_comment(g.store, comment)
    else:
        version = request.form.get("version", type=int)
        actions.edit_comment(g.store, comment, request.form.get("text", ""), version=version)
    return _again(before)


def open_threads() -> int:
    """How many threads are open, for the head of every page."""
    return actions.count_open_threads(g.store) if "store" in g else 0


def _again(thread: ThreadView) -> ResponseReturnValue:
    """What is said there now; without htmx, back to where one was."""
    if not _htmx():
        return redirect(own_path(request.form.get("next", _place(thread))), 303)
    if request.form.get("list"):
        return redirect(own_path(request.form["list"]), 303)
    return _of_row(thread.slug, thread.row or 1) if thread.work else _of_concept(thread.concept or 0)


def _place(thread: ThreadView) -> str:
    if thread.work:
        return url_for("work.view", ref=thread.slug) + f"#r{thread.row}"
    return url_for("concept.view", concept=thread.concept)


def _of_row(ref: str, number: int, error: str = "") -> str:
    return render_template(
        "_comments.html",
        threads=actions.row_threads(g.store, ref, number),
        action=url_for("comments.add_row", ref=ref, number=number),
        history=actions.row_history(g.store, ref, number),
        back=url_for("work.view", ref=ref) + f"#r{number}",
        terms=(),
        error=error,
        pieces=pieces,
    )


def _of_concept(concept: int, error: str = "") -> str:
    shown = actions.get_concept(g.store, concept)
    return render_template(
        "_comments.html",
        threads=actions.list_threads(g.store, concept=concept, state="", limit=200).items,
        action=url_for("comments.add_concept", concept=concept),
        history=(),
        back=url_for("concept.view", concept=concept),
        terms=shown.terms,
        error=error,
        pieces=pieces,
    )


def _htmx() -> bool:
    return "HX-Request" in request.headers
