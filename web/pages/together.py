"""What others do to the work on the page: asked for while the page is in sight."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from web import actions, people_words
from web.actions.together import changes as what_changed
from web.actions.together import seen
from web.pages import work as parallel

blueprint = Blueprint("together", __name__, url_prefix="/works/<ref>/changes")


@blueprint.get("")
def changes(ref: str) -> ResponseReturnValue:
    """What changed since a state: the edits in order, and the rows as they are now, ready to be put into the table.
    Without a state the present one; with nothing new, no body at all."""
    since = request.args.get("since", "")
    if not since:
        return jsonify(since=seen(g.store, ref), edits=[], whole=False, rows="")
    found = what_changed(g.store, ref, since)
    if found is None:
        return Response(status=204)
    edits = [
        asdict(edit) | {"own": edit.who == g.store.who, "said": people_words.event(edit.what)} for edit in found.edits
    ]
    rows = ""
    if found.rows:
        work = actions.get_work(g.store, ref)
        wanted = parallel.Wanted("all", "")
        rows = render_template(
            "_rows.html",
            work=work.summary,
            langs=parallel.columns(work),
            wanted=wanted,
            rows=found.rows,
            **parallel.found_in(work, found.rows),
        )
    return jsonify(since=found.since, edits=edits, whole=found.whole, rows=rows)
