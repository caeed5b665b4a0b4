"""Two texts of one language compared: versions of a document, or translations; inline or one line below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from flask import Blueprint, Response, g, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web import actions
from web.actions.diff_page import page as stand_alone
from web.actions.diff_page import stretches
from web.actions.diffing import scored
from web.plain import number
from web.views import DiffView, EditSpan, PairView, VersionView

blueprint = Blueprint("compare", __name__, url_prefix="/compare")

PART = 150
"""Pairs of one page."""
METRICS = ("chrf", "bleu", "ter")
QUICK = ("chrf", "bleu")
MANY = 250
"""With more pairs that differ TER is reckoned only when asked for: it looks for shifted words, which takes time."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the reader asked for: which texts, how they are shown, in which order."""

    old: str = ""
    new: str = ""
    view: str = "lines"
    show: str = "changes"
    form: str = ""
    metrics: str = ""
    sort: str = ""
    offset: int = 0

    def url(self, **other: Any) -> str:
        """The address of the page with something else chosen."""
        chosen = asdict(replace(self, offset=0)) | other
        plain = asdict(Look())
        return url_for("compare.index", **{name: value for name, value in chosen.items() if value != plain[name]})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: ``kind`` is same, added or removed."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Gap:
    """How many sentences that are the same are passed over."""

    count: int


@blueprint.get("")
def index() -> ResponseReturnValue:
    """The texts that are compared, or those that can be; one alone is compared with its version before."""
    look = _look()
    choices = _choices(look)
    if look.new and not look.old and choices:
        earlier = [one for one in choices if one.ref != look.new]
        look = replace(look, old=earlier[0].ref if earlier else "")
    if not look.old or not look.new:
        return render_template("compare.html", look=look, choices=choices, works=_titles(choices), found=None)
    found = _compared(look)
    if look.metrics:
        found = scored(found, METRICS if _ter(look, found) else QUICK)
    items = _items(found, look)
    part = items[look.offset : look.offset + PART]
    return render_template(
        "compare.html",
        look=look,
        choices=choices,
        works=_titles(choices),
        found=found,
        items=part,
        total=len(items),
        limit=PART,
        changes=sum(pair.kind not in ("same", "left") for pair in found.pairs),
        metrics=METRICS if _ter(look, found) else QUICK,
        pieces=pieces,
        sides=sides,
    )


@blueprint.get("/file")
def file() -> ResponseReturnValue:
    """The comparison to take along: a page that stands alone, or JSON."""
    look = _look()
    found = _compared(look)
    if look.metrics:
        found = scored(found, METRICS if _ter(look, found) else QUICK)
    if request.args.get("format") == "json":
        response = jsonify(found)
        suffix = "json"
    else:
        context = len(found.pairs) if look.show == "all" else 1
        html = stand_alone(found, inline=look.view == "inline", context=context)
        response, suffix = Response(html, content_type="text/html; charset=utf-8"), "html"
    name = f"{found.new.work or 'comparison'}-{look.old}-{look.new}.{suffix}".replace("@", "v")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _look() -> Look:
    given = request.args
    view, show, sort = given.get("view", "lines"), given.get("show", "changes"), given.get("sort", "")
    return Look(
        *(given.get("old", "")[:40], given.get("new", given.get("document", ""))[:40]),
        view if view in ("lines", "inline") else "lines",
        show if show in ("changes", "all") else "changes",
        "1" if given.get("form") else "",
        given.get("metrics", "") if given.get("metrics", "") in ("1", "ter") else "1" if sort else "",
        sort if sort in METRICS else "",
        max(given.get("offset", 0, int), 0),
    )


def _compared(look: Look) -> DiffView:
    return actions.diff_versions(g.store, look.old, look.new, ignore=("form",) if look.form else ())


def _ter(look: Look, found: DiffView) -> bool:
    differing = sum(pair.kind not in ("same", "left") for pair in found.pairs)
    return look.metrics == "ter" or look.sort == "ter" or differing <= MANY


def _choices(look: Look) -> Sequence[VersionView]:
    """What can be chosen: texts in the language of the chosen one, else all texts."""
    chosen = (look.new or look.old).partition("@")[0]
    if (written := number(chosen)) is not None:
        return actions.comparable(g.store, written)
    return actions.latest_texts(g.store)


def _titles(choices: Sequence[VersionView]) -> dict[int, tuple[str, str]]:
    return actions.work_names(g.store, {one.work for one in choices})


def _items(found: DiffView, look: Look) -> list[PairView | Gap]:
    """What is listed: changes with a sentence around each, or all; or what differs, the least alike first."""
    if look.sort:
        sign = -1.0 if look.sort == "ter" else 1.0
        differing = [pair for pair in found.pairs if pair.kind not in ("same", "left")]
        differing.sort(key=lambda pair: sign * pair.scores.get(look.sort, 0.0))
        return [*differing]
    if look.show == "all":
        return list(found.pairs)
    items: list[PairView | Gap] = []
    for part in stretches(found.pairs, 1):
        items += [Gap(part)] if isinstance(part, int) else found.pairs[part[0] : part[1]]
    return items


def pieces(pair: PairView) -> list[Piece]:
    """A pair in one line: what went before what came.

    >>> pair = PairView("changed", (0, 1), (0, 1), "a cat", "a dog",
    ...     (EditSpan("same", (0, 2), (0, 2)), EditSpan("changed", (2, 5), (2, 5))), -1, 0.4)
    >>> [(piece.text, piece.kind) for piece in pieces(pair)]
    [('a ', 'same'), ('cat', 'removed'), ('dog', 'added')]
    """
    found = []
    for edit in pair.edits:
        old, new = pair.old_text[slice(*edit.old)], pair.new_text[slice(*edit.new)]
        found += [Piece(new, "same")] if edit.kind == "same" else [Piece(old, "removed"), Piece(new, "added")]
    return [piece for piece in found if piece.text]


def sides(pair: PairView) -> tuple[list[Piece], list[Piece]]:
    """A pair as two lines, each with what only it has."""
    if not pair.edits:
        kind = pair.kind if pair.kind in ("added", "removed") else "same"
        return ([Piece(pair.old_text, kind)], [Piece(pair.new_text, kind)])
    old = [_piece(pair.old_text, edit.old, edit, "removed") for edit in pair.edits]
    new = [_piece(pair.new_text, edit.new, edit, "added") for edit in pair.edits]
    return [piece for piece in old if piece.text], [piece for piece in new if piece.text]


def _piece(text: str, span: tuple[int, int], edit: EditSpan, kind: str) -> Piece:
    return Piece(text[slice(*span)], "same" if edit.kind == "same" else kind)
