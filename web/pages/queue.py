"""The queue of proposals: one at a time, decided by one key, and the next one comes up by itself."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from aligner.errors import InputError
from aligner.types import LANGS
from glossary.types import Status, Term
from web import actions, words
from web.actions.queue import Amendment
from web.curating import DoneView
from web.errors import Conflict, NotFound
from web.pages.concept import lit
from web.plain import number
from web.words import Run

blueprint = Blueprint("queue", __name__, url_prefix="/glossary/queue")

UNDO = 50
"""Decisions that can be taken back from the queue, one after the other; all others stand in the histories."""

FIELDS = ("domain", "definition", "kind")


@blueprint.get("")
def index() -> ResponseReturnValue:
    """The next proposal, or the one that is asked for by its number."""
    return _show(concept=request.args.get("concept", 0, int))


@blueprint.get("/<int:concept>/targets")
def targets(concept: int) -> ResponseReturnValue:
    """Concepts that a proposal may be merged into, by what is typed."""
    query = " ".join(request.args.get("q", "").split())[:200]
    found = actions.lookup(g.store, query, limit=8, sentences=0).concepts if query else ()
    chosen = [hit.concept for hit in found if hit.concept.id != concept]
    return render_template("_queue_targets.html", concept=concept, targets=chosen)


@blueprint.post("/<int:concept>/<do>")
def decide(concept: int, do: str) -> ResponseReturnValue:
    """Accept, amend, merge or turn down, and go on to the next."""
    name = _name(concept)
    version = request.form.get("version", type=int)
    try:
        if do == "accept":
            done = actions.accept_candidate(g.store, concept, version=version)
        elif do == "amend":
            done = actions.accept_candidate(g.store, concept, _amendment(), version=version)
        elif do == "reject":
            reason = request.form.get("reason", "").strip()[:500]
            done = actions.reject_candidate(g.store, concept, reason=reason, version=version)
        elif do == "merge":
            done = actions.merge_candidate(g.store, concept, request.form.get("into", 0, type=int))
        else:
            raise NotFound("There is nothing at this address.")
    except (InputError, Conflict, NotFound) as error:
        return _show(concept=concept if _is_there(concept) else 0, problem=words.told(error))
    return _after(done, do, name)


@blueprint.post("/undo")
def undo() -> ResponseReturnValue:
    """Take the last decision back, and show what it was about."""
    stack = _stack(request.form)
    if not stack:
        return _show(problem=_("There is nothing to take back."))
    concept, change = stack.pop()
    try:
        actions.revert_change(g.store, change)
    except (Conflict, NotFound) as error:
        return _show(stack=stack, problem=words.told(error))
    return _show(concept=concept if _is_there(concept) else 0, stack=stack, said=_("Taken back."))


def _after(done: DoneView, do: str, name: list[Run]) -> ResponseReturnValue:
    about = request.form.get("about", done.concept, type=int)
    stack = [*_stack(request.form), (about, done.change)][-UNDO:]
    sentence = {
        "accept": _("Accepted: {term}"),
        "amend": _("Accepted: {term}"),
        "reject": _("Turned down: {term}"),
        "merge": _("Merged: {term}"),
    }[do]
    return _show(stack=stack, said=words.fill(sentence, {"term": name}))


def _show(
    *, concept: int = 0, stack: list[tuple[int, int]] | None = None, problem: str = "", said: Any = ""
) -> ResponseReturnValue:
    """The proposal that comes next; without a script, the page goes to its own address, so that it can be reloaded."""
    part = "HX-Request" in request.headers
    told = request.form if request.method == "POST" else request.args
    works = actions.name_works(g.store, told.get("work", ""))
    domains = actions.list_domains(g.store)
    slug, domain, kind = told.get("work", ""), told.get("domain", ""), told.get("kind", "")
    work = next((item for item in works if item.slug == slug), None)
    domain, kind = domain if domain in domains else "", kind if kind in ("term", "name") else ""
    here: dict[str, Any] = {"work": work.slug if work else None, "domain": domain or None, "kind": kind or None}
    skip = max(told.get("skip", 0, int), 0)
    chosen: dict[str, Any] = {"work": work.id if work else None, "domain": domain or None, "kind": kind}
    found = actions.next_candidate(g.store, **chosen, skip=skip, concept=concept)
    if found is None and skip:
        skip = 0
        found = actions.next_candidate(g.store, **chosen)
    stack = _stack(told) if stack is None else stack
    if request.method == "POST" and not part and not problem:
        shown = concept or None
        here |= {"skip": skip or None, "concept": shown, "done": _packed(stack) or None}
        return redirect(url_for("queue.index", **here), 303)
    return render_template(
        "_queue.html" if part else "queue.html",
        found=found,
        places=[(place, {lang: lit(place, lang) for lang in place.texts}) for place in found.places] if found else [],
        among={name: value for name, value in here.items() if value},
        works=works,
        work=work,
        domains=domains,
        domain=domain,
        kind=kind,
        skip=skip,
        done=_packed(stack),
        decided=len(stack),
        problem=problem,
        said=said,
        statuses=[Status.APPROVED, Status.ADMITTED, Status.DEPRECATED, Status.FORBIDDEN],
    )


def _amendment() -> Amendment:
    """What stands in the form's fields; a term whose field was emptied goes."""
    terms: dict[int, dict[str, str]] = {}
    for name, value in request.form.items():
        kind, _dash, written = name.partition("-")
        if kind in ("text", "status") and (term := number(written)) is not None:
            terms.setdefault(term, {})[kind] = value
    new = [Term(lang, text) for lang in LANGS if (text := request.form.get(f"new-{lang}", "").strip())]
    return Amendment({name: request.form[name] for name in FIELDS if name in request.form}, terms, new)


def _stack(told: Any) -> list[tuple[int, int]]:
    """The decisions that can be taken back, the last one last: each concept with its change."""
    pairs = (pair.partition(".") for pair in told.get("done", "").split("-"))
    found = ((number(concept), number(change)) for concept, _dot, change in pairs)
    return [(concept, change) for concept, change in found if concept is not None and change is not None]


def _packed(stack: list[tuple[int, int]]) -> str:
    return "-".join(f"{concept}.{change}" for concept, change in stack)


def _name(concept: int) -> list[Run]:
    if not _is_there(concept):
        return [Run(str(concept))]
    first = actions.get_concept(g.store, concept).terms[0]
    return [Run(first.text, first.lang, True)]


def _is_there(concept: int) -> bool:
    try:
        actions.get_concept(g.store, concept)
    except NotFound:
        return False
    return True
