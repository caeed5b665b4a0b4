"""Mending rows in the parallel view: each request is one edit, and is answered with what the page has to change."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Response, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from aligner.errors import InputError
from web import actions, words
from web.actions.together import after, seen
from web.errors import Conflict, NotFound
from web.pages import work as parallel
from web.views import EditView, RowView, StackView, WorkSummary

blueprint = Blueprint("mending", __name__, url_prefix="/works/<ref>")

AT_ONCE = 200
"""Rows up to which the gaps are aligned while one waits; larger works have it done in the background."""
FINE = 4
"""Characters that the picture of the alignment does not tell apart."""
Body = dict[str, Any]


def _row(verb: Callable[..., EditView], *names: str) -> Callable[[str, Body], EditView]:
    """An edit of a row, with what else it takes from the body."""

    def edit(_ref: str, body: Body) -> EditView:
        more = {name: body[name] for name in names if name in body}
        return verb(g.store, body["row"], version=body.get("version"), **more)

    return edit


def _confirm(_ref: str, body: Body) -> EditView:
    more = {name: body[name] for name in ("confirmed", "before") if name in body}
    return actions.confirm_rows(g.store, [body["row"]], version=body.get("version"), **more)


def _words(_ref: str, body: Body) -> EditView:
    more = {name: body[name] for name in ("version", "going_on") if body.get(name) is not None}
    return actions.edit_segment(g.store, body["segment"], body["text"], **more)


def _restore(_ref: str, body: Body) -> EditView:
    return actions.restore_segment(g.store, body["segment"], version=body.get("version"))


VERBS: dict[str, Callable[[str, Body], EditView]] = {
    "merge": _row(actions.merge_rows),
    "split": _row(actions.split_row, "segment", "offset"),
    "move": _row(actions.move_segments, "lang", "by", "count"),
    "shift": _row(actions.shift_rows, "lang", "by"),
    "swap": _row(actions.swap_cells, "lang"),
    "moved": lambda _ref, body: actions.mark_moved(
        g.store, body["row"], body.get("other"), version=body.get("version")
    ),
    "bookmark": _row(actions.bookmark_row, "bookmark"),
    "confirm": _confirm,
    "words": _words,
    "restore": _restore,
    "undo": lambda ref, _body: actions.undo(g.store, ref),
    "redo": lambda ref, _body: actions.redo(g.store, ref),
}


@blueprint.post("/edit")
def edit(ref: str) -> ResponseReturnValue:
    """Make one edit; 409 holds both states, 422 a sentence that says what is wrong."""
    body = request.get_json()
    verb = VERBS.get(str(body.get("verb"))) if isinstance(body, dict) else None
    if verb is None or not _sound(body):
        return _problem(422, _("The page is older than the service. Load it again."))
    try:
        before = seen(g.store, ref)
        done = verb(ref, body)
    except InputError as error:
        return _problem(422, *words.parts(error))
    except NotFound:
        return _problem(404, _("The row is no longer there. Load the page again."))
    except Conflict as conflict:
        return _conflict(ref, conflict)
    answer = _answer(ref, done, parallel.wanted(body.get("show") or "", body.get("q") or ""))
    if not answer["whole"] and (since := after(g.store, ref, before, done.revision)):
        answer |= {"before": before, "since": since}
    return jsonify(answer)


def _sound(body: Body) -> bool:
    """Whether what a request says is of the kinds that edits take."""
    kinds: dict[str, type] = {
        "row": int,
        "segment": int,
        "version": int,
        "going_on": int,
        "offset": int,
        "by": int,
        "count": int,
    }
    kinds |= {
        "show": str,
        "q": str,
        "other": int,
        "lang": str,
        "text": str,
        "confirmed": bool,
        "before": bool,
        "bookmark": bool,
    }
    need = {"words": ("segment", "text"), "restore": ("segment",), "undo": (), "redo": ()}.get(
        str(body["verb"]), ("row",)
    )
    need += {"split": ("segment",), "move": ("lang", "by"), "shift": ("lang", "by"), "swap": ("lang",)}.get(
        body["verb"], ()
    )
    if any(body.get(name) is None for name in need):
        return False
    return all(body[name] is None or type(body[name]) is kind for name, kind in kinds.items() if name in body)


def _problem(status: int, detail: str, hint: str = "") -> Response:
    response = jsonify(detail=detail, hint=hint)
    response.status_code = status
    return response


def _conflict(ref: str, conflict: Conflict) -> Response:
    """Both states of what two people changed, for a choice."""
    facts = {name: value for name, value in conflict.facts.items() if name != "row"}
    shown = conflict.facts.get("row")
    rows = rendered(actions.get_summary(g.store, ref), [shown], parallel.wanted()) if shown else ""
    response = jsonify(detail=words.told(conflict), rows=rows, **facts)
    response.status_code = 409
    return response


def _answer(ref: str, done: EditView, wanted: parallel.Wanted) -> Body:
    """What the page has to change after an edit, of which it shows the rows that are ``wanted``."""
    work = actions.get_work(g.store, ref)
    answer: Body = {
        "revision": done.revision,
        "said": words.edit(done.what),
        "stack": stack(done.stack),
        "edits": [],
        "rows": "",
        "whole": False,
    }
    if not done.revision:
        return answer
    answer["edits"] = [{"at": done.at, "old": done.old, "new": done.new}]
    answer["figures"] = render_template("_figures.html", work=work.summary)
    answer["outline"] = render_template("_outline.html", outline=work.outline)
    many = len(done.changed) > len(done.rows)
    answer["whole"] = many
    if not many:
        answer["rows"] = rendered(work.summary, done.rows, wanted)
        answer["inside"] = inside(work.summary, done.rows, wanted)
        region = actions.get_rows(g.store, work.summary.id, offset=done.at - 1, limit=done.new).items
        answer["order"] = [row.id for row in region] if done.old != done.new or done.new > 1 else []
    answer["focus"] = done.rows[0].number if done.rows else done.at
    return answer


def inside(work: WorkSummary, rows: Sequence[RowView], wanted: parallel.Wanted) -> list[int] | None:
    """The ids of those rows that the reader asked to see; None where they are all."""
    if not wanted.filtered:
        return None
    shown = set(parallel.numbers(work, wanted))
    return [row.id for row in rows if row.number in shown]


def rendered(work: WorkSummary, rows: Sequence[RowView], wanted: parallel.Wanted) -> str:
    """Rows as they stand in the table."""
    return render_template(
        "_rows.html",
        work=work,
        langs=parallel.columns(work),
        wanted=wanted,
        rows=rows,
        **parallel.found_in(work, rows),
    )


def stack(held: StackView) -> dict[str, str]:
    """What undo and redo would do next, in words."""
    return {"undo": words.edit(held.undo), "redo": words.edit(held.redo)}


@blueprint.get("/next")
def jump(ref: str) -> ResponseReturnValue:
    """The number of the next row of a sort among those that the reader sees, or of the one before; 0 for none."""
    by = -1 if request.args.get("by") == "-1" else 1
    start = request.args.get("start", 0, int)
    which = request.args.get("which", "")
    wanted = parallel.wanted(request.args.get("show", ""), request.args.get("q", ""))
    if not wanted.filtered:
        return jsonify(number=actions.next_row(g.store, ref, which, start=start, by=by))
    among = set(parallel.numbers(actions.get_summary(g.store, ref), wanted))
    found = [one for one in actions.row_numbers(g.store, ref, which=which) if one in among]
    return jsonify(
        number=min((one for one in found if one > start), default=0)
        if by > 0
        else max((one for one in found if one < start), default=0)
    )


@blueprint.get("/plot")
def plot(ref: str) -> ResponseReturnValue:
    """The alignment as lengths, a byte for every four characters: for the small picture of it beside the table."""
    held = actions.get_plot(g.store, ref)
    sizes = {lang: bytes(min(-(-one // FINE), 255) for one in lengths) for lang, lengths in held.lengths.items()}
    packed = {lang: b64encode(lengths).decode() for lang, lengths in sizes.items()}
    return jsonify(langs=held.langs, lengths=packed, states=held.states)


@blueprint.post("/gaps")
def gaps(ref: str) -> ResponseReturnValue:
    """Align the gaps between confirmed rows anew: at once, or in the background where that takes long."""
    work = actions.get_work(g.store, ref).summary
    if work.rows > AT_ONCE:
        actions.start_job(g.store, "gaps", work.id)
        flash(_("The gaps are aligned in the background; the rows change when that is done."))
    else:
        done = actions.realign_gaps(g.store, work.id)
        flash(_("The gaps were aligned anew.") if done.revision else _("The gaps are aligned as well as they can be."))
    return redirect(url_for("work.view", ref=work.slug), 303)
