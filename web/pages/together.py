"""What others do to the work on the page: asked for while the page is in sight."""

from __future__ import annotations

import time
from dataclasses import asdict
from threading import Lock
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Flask, Response, current_app, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web import actions, words
from web.actions.together import ChangesView, EditLine, seen
from web.actions.together import changes as what_changed
from web.pages import mending
from web.pages import work as parallel

blueprint = Blueprint("together", __name__, url_prefix="/works/<ref>/changes")

SHOWN = 160
"""Letters that are shown of the words that gave way; the history of the row has all of them."""
GONE = 12.0
"""Seconds after which somebody who no longer asks is no longer here."""


class Present:
    """Who has which work open just now, as far as this process knows.

    >>> present = Present()
    >>> [present.note("mill", who, now=at) for who, at in (("one", 0.0), ("two", 5.0), ("two", 60.0))]
    [[], ['one'], []]
    """

    def __init__(self) -> None:
        self._seen: dict[str, dict[str, float]] = {}
        self._lock = Lock()

    def note(self, work: str, who: str, now: float | None = None) -> list[str]:
        """Somebody looks at a work; who else does."""
        at = time.monotonic() if now is None else now
        with self._lock:
            for held in self._seen.values():
                for name in [name for name, then in held.items() if then < at - GONE]:
                    del held[name]
            self._seen = {name: held for name, held in self._seen.items() if held}
            here = self._seen.setdefault(work, {})
            here[who] = at
            return sorted(name for name in here if name != who)


def install(app: Flask) -> None:
    """Keep who is where with the application."""
    app.extensions["doichieu.present"] = Present()


@blueprint.get("")
def changes(ref: str) -> ResponseReturnValue:
    """What changed since a state: the edits in order, and the rows as they are now, ready to be put into the table.
    Without a state the present one; with nothing new, no body at all. Who else is here stands in the head."""
    since = request.args.get("since", "")
    if not since:
        return jsonify(since=seen(g.store, ref), edits=[], whole=False, rows="")
    found = what_changed(g.store, ref, since)
    wanted = parallel.wanted(request.args.get("show", ""), request.args.get("q", ""))
    response = Response(status=204) if found is None else jsonify(_answer(ref, found, wanted))
    others = current_app.extensions["doichieu.present"].note(ref, g.store.who)
    if others:
        response.headers["Here"] = ",".join(quote(name) for name in others)
    return response


def _answer(ref: str, found: ChangesView, wanted: parallel.Wanted) -> dict[str, Any]:
    edits = [
        asdict(edit) | {"own": edit.who == g.store.who, "said": _said(edit), "yours": _shown(edit)}
        for edit in found.edits
    ]
    answer: dict[str, Any] = {"since": found.since, "edits": edits, "whole": found.whole, "rows": ""}
    shaped = [edit for edit in found.edits if edit.old != edit.new]
    answer["order"] = []
    if len(shaped) == 1:  # of one region the page can be told which rows are left, and need not fetch it anew
        region = actions.get_rows(g.store, ref, offset=shaped[0].at - 1, limit=shaped[0].new).items
        answer["order"] = [row.id for row in region]
    if not found.whole:
        work = actions.get_summary(g.store, ref)
        answer["rows"] = mending.rendered(work, found.rows, wanted) if found.rows else ""
        answer["inside"] = mending.inside(work, found.rows, wanted)
        answer["figures"] = render_template("_figures.html", work=work)
    return answer


def _said(edit: EditLine) -> str:
    if yours := _shown(edit):
        return str(
            _(
                "%(who)s changed what you wrote in row %(number)s: “%(yours)s”",
                who=edit.who,
                number=edit.at,
                yours=yours,
            )
        )
    return str(_("%(who)s: %(what)s, row %(number)s", who=edit.who, what=words.edit(edit.what), number=edit.at))


def _shown(edit: EditLine) -> str:
    return edit.yours if len(edit.yours) <= SHOWN else f"{edit.yours[:SHOWN].rstrip()}…"
