"""The glossary as files: out with a preview and warnings, in by a plan that is looked at before anything is stored."""

from __future__ import annotations

import secrets
from dataclasses import replace
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from aligner.errors import InputError
from aligner.types import LANGS
from glossary import formats
from web import actions, words
from web.actions.deciding import CLASHES, Wish
from web.errors import Conflict
from web.figures import ngettext
from web.pages import planning
from web.plain import share
from web.views import ExportView, ImportPlan, Upload

blueprint = Blueprint("exchange", __name__, url_prefix="/glossary")

SHOWN = 500
"""Concepts of a file that are shown one by one; what is chosen for all of a kind holds for the others too."""

ACTIONS = ("clashing", "changed", "differing", "new")
STATUSES = ("approved", "proposed", "all")
LEAST = (0.0, 0.5, 0.7, 0.8, 0.9)


@blueprint.get("/export")
def export() -> ResponseReturnValue:
    """What would be written, what is left out, and what the format has no place for."""
    chosen = _choice()
    preview, problem = _preview(chosen)
    part = "HX-Request" in request.headers
    return render_template(
        "_export_preview.html" if part else "export.html",
        chosen=chosen,
        preview=preview,
        problem=problem,
        kinds=actions.term_formats(),
        carries=formats.get(chosen["format"]).CARRIES,
        works=actions.name_works(g.store, request.args.get("work", "")),
        domains=actions.list_domains(g.store),
        least=LEAST,
    )


@blueprint.get("/export/file")
def export_file() -> ResponseReturnValue:
    """The chosen terms as a file."""
    chosen = _choice()
    out = BytesIO()
    actions.export_terms(g.store, chosen.pop("format"), out, **chosen)
    kind = next(one for one in actions.term_formats() if one.name == _format())
    response = Response(out.getvalue(), content_type=kind.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"glossary{kind.suffix}")
    return response


def _format() -> str:
    names = [one.name for one in actions.term_formats()]
    asked = request.args.get("format", "tbx-dct")
    return asked if asked in names else names[0]


def _choice() -> dict[str, Any]:
    """What is to leave, as the address says."""
    works = {item.slug: item.id for item in actions.name_works(g.store, request.args.get("work", ""))}
    domain = request.args.get("domain", "")
    status = request.args.get("status", "approved")
    langs = [lang for lang in request.args.getlist("lang") if lang in LANGS]
    pair = [request.args.get(name, "") for name in ("from", "to")]
    if formats.get(_format()).CARRIES.pair:
        langs = [lang for lang in dict.fromkeys(pair) if lang in LANGS]
        langs = langs if len(langs) == 2 else ["en", "vi"]
    return {
        "format": _format(),
        "work": works.get(request.args.get("work", "")),
        "status": status if status in STATUSES else "approved",
        "domain": domain if domain in actions.list_domains(g.store) else None,
        "langs": langs or None,
        "min_confidence": share(request.args.get("min", "")),
        "tags": "region" if request.args.get("tags") == "region" else "bcp47",
        "since": request.args.get("since", "")[:10],
        "until": request.args.get("until", "")[:10],
    }


def _preview(chosen: dict[str, Any]) -> tuple[ExportView | None, str]:
    try:
        return actions.export_terms(g.store, chosen["format"], None, **_without_format(chosen)), ""
    except InputError as error:
        return None, words.told(error)


def _without_format(chosen: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in chosen.items() if name != "format"}


@blueprint.get("/import")
def choose() -> ResponseReturnValue:
    """The place for a glossary file."""
    return render_template("import.html", kinds=actions.term_formats())


@blueprint.post("/import")
def upload() -> ResponseReturnValue:
    """Read a glossary file and keep it aside until somebody says what becomes of it."""
    file = request.files.get("file")
    kinds = actions.term_formats()
    if file is None or not file.filename:
        return render_template("import.html", kinds=kinds, problem=_("No file is chosen.")), 422
    told = Upload(file.filename.replace("\\", "/").rpartition("/")[2], file.read())
    wish = _wish(request.form)
    asked = {name: request.form[name] for name in ("format", "langs", "status", "lenient") if request.form.get(name)}
    if planning.large(told):
        return planning.begin(told, wish, asked)
    try:
        actions.plan_import(g.store, told.name, told.data, wish, items=0)
    except InputError as error:
        return render_template("import.html", kinds=kinds, problem=words.told(error), told=request.form), 422
    key = secrets.token_urlsafe(12)
    actions.stage_file(g.store, key, told)
    return redirect(url_for("exchange.plan", key=key, **asked), 303)  # type: ignore[arg-type]  # plain names


@blueprint.get("/import/<key>")
def plan(key: str) -> ResponseReturnValue:
    """What the import would do to every concept: the table on which it is decided."""
    if bar := planning.waiting(key):
        return bar
    response = make_response("" if "HX-Request" in request.headers else _plan(key))
    if "HX-Request" in request.headers:
        response.headers["HX-Refresh"] = "true"
    return response


@blueprint.post("/import/<key>")
def apply(key: str) -> ResponseReturnValue:
    """Do what was chosen: all of it or nothing."""
    file = actions.staged_file(g.store, key)
    if request.form.get("do") == "drop":
        actions.drop_file(g.store, key)
        flash(_("Nothing was imported."))
        return redirect(url_for("glossary.index"), 303)
    planned = _read(key, _wish(request.args))
    choices = _choices(planned)
    wish = _wish(request.args, request.form.get("all-clashing", "skip"), choices)
    token = request.form.get("plan", "")
    if planning.many(planned):
        return planning.later(key, replace(wish, kinds=planning.kinds(planned)), token)
    try:
        done = actions.import_terms(g.store, file.name, file.data, wish, token=token, items=1_000_000)
    except (Conflict, InputError) as error:
        return _plan(key, words.told(error)), 409 if isinstance(error, Conflict) else 422
    actions.drop_file(g.store, key)
    left = sum(choice == "skip" for choice in choices.values())
    new, changed = (_counted(done, choices, action) for action in ("new", "changed"))
    parts = [
        ngettext("%(num)s new concept", "%(num)s new concepts", new),
        ngettext("%(num)s changed", "%(num)s changed", changed),
    ]
    if left:
        parts.append(ngettext("%(num)s left out", "%(num)s left out", left))
    flash(_("Imported from %(name)s: %(what)s.", name=file.name, what=", ".join(parts)))
    return redirect(url_for("glossary.index", order="changed"), 303)


def _plan(key: str, problem: str = "") -> str:
    found = _read(key, _wish(request.args))
    show = request.args.get("show", "")
    items = [item for item in found.items if not show or item.action == show]
    langs = [lang for lang in LANGS if any(lang in item.terms for item in found.items)]
    return render_template(
        "import_plan.html",
        key=key,
        plan=found,
        items=items[:SHOWN],
        hidden=len(items) - SHOWN,
        show=show if show in ACTIONS else "",
        langs=langs,
        asked={name: value for name, value in request.args.items() if name != "show"},
        problem=problem,
        actions=[action for action in ACTIONS if found.counts.get(action)],
        views={item.concept: actions.get_concept(g.store, item.concept) for item in items[:SHOWN] if item.concept},
    )


def _read(key: str, wish: Wish) -> ImportPlan:
    file = actions.staged_file(g.store, key)
    if planned := planning.found(key):
        return planned
    return actions.plan_import(g.store, file.name, file.data, wish, items=1_000_000)


def _wish(told: Any, clashes: str = "skip", choices: dict[int, str] | None = None) -> Wish:
    return Wish(
        format=told.get("format", ""),
        langs=tuple(lang for lang in told.get("langs", "").replace(",", " ").split()),
        status=told.get("status") or "proposed",
        lenient=told.get("lenient") == "yes",
        clashes=clashes if clashes in CLASHES else "skip",  # type: ignore[arg-type]  # one of them
        choices=choices or {},
    )


def _choices(found: ImportPlan) -> dict[int, str]:
    """What was chosen for single concepts, and for all of a kind that say nothing of their own."""
    chosen: dict[int, str] = {}
    for item in found.items:
        own = request.form.get(f"item-{item.number}", "") or request.form.get(f"all-{item.action}", "")
        if own in CLASHES and planning.takes(item.action, own):
            chosen[item.number] = own
    return chosen


def _counted(done: ImportPlan, choices: dict[int, str], action: str) -> int:
    """How many concepts were new, or changed, in the end."""
    actions_of = {item.number: item.action for item in done.items}
    for number, choice in choices.items():
        if actions_of.get(number) == "clashing" and choice != "skip":
            actions_of[number] = "new" if choice == "add" else "changed"
        elif actions_of.get(number) == "differing" and choice == "replace":
            actions_of[number] = "changed"
        elif choice == "skip":
            actions_of[number] = ""
    return sum(what == action for what in actions_of.values())
