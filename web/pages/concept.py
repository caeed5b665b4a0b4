"""One concept: its terms in every language, what it means, the sentences that prove it, and who changed what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from aligner.types import LANGS
from glossary.types import REGIONS, PartOfSpeech, Status, Term, TermType
from web import actions, words
from web.pages.marking import Piece
from web.views import ConceptView, PlaceView, RevisionView

blueprint = Blueprint("concept", __name__, url_prefix="/glossary/<int:concept>")
ROWS = 12
FIELDS = ("domain", "definition", "note", "source", "kind")
TERM_FIELDS = ("text", "lang", "region", "part_of_speech", "type", "context", "note", "source")


@dataclass(frozen=True, slots=True)
class Change:
    """What one revision set: which term's (or none), which field, from what, to what."""

    term: str
    field: str
    before: str
    after: str


@blueprint.get("")
def view(concept: int) -> ResponseReturnValue:
    """The concept with everything that is known about it."""
    shown = actions.get_concept(g.store, concept)
    terms = {term.id: term for term in shown.terms}
    only = terms.get(request.args.get("term", 0, int))
    offset = max(request.args.get("offset", 0, int), 0)
    page = actions.concept_rows(g.store, concept, term=only.id if only else 0, offset=offset, limit=ROWS)
    history = [(one, changes(one, shown)) for one in actions.concept_history(g.store, concept)]
    works = {item.slug: item for item in actions.name_works(g.store) if item.slug in shown.works}
    return render_template(
        "concept.html",
        concept=shown,
        works=works,
        places=[(place, {lang: lit(place, lang) for lang in place.texts}) for place in page.items],
        page=page,
        only=only,
        matrix=actions.concept_matrix(g.store, concept),
        related=actions.related_concepts(g.store, concept, limit=5),
        history=history,
        langs=[lang for lang in LANGS if shown.of(lang)],
        statuses=list(Status),
        regions=REGIONS,
        parts_of_speech=list(PartOfSpeech),
        types=list(TermType),
    )


@blueprint.post("")
def edit(concept: int) -> ResponseReturnValue:
    """Change the concept's fields."""
    given = {name: request.form[name] for name in FIELDS if name in request.form}
    actions.edit_concept(g.store, concept, given, version=_version())
    return _back(concept)


@blueprint.post("/status")
def decide(concept: int) -> ResponseReturnValue:
    """Decide on the concept, or with ``term`` on one of its terms."""
    status, term = request.form.get("status", ""), request.form.get("term", type=int)
    chosen = {"terms": [term]} if term else {"concepts": [concept]}
    actions.set_status(g.store, status, **chosen, version=_version())
    return _back(concept)


@blueprint.post("/terms")
def add_term(concept: int) -> ResponseReturnValue:
    """Add a term."""
    term = Term(**{name: request.form.get(name, "") for name in TERM_FIELDS})  # type: ignore[arg-type]
    actions.add_term(g.store, concept, term, version=_version(), force="force" in request.form)
    return _back(concept)


@blueprint.post("/terms/<int:term>")
def edit_term(concept: int, term: int) -> ResponseReturnValue:
    """Change a term, or take it out."""
    if request.form.get("do") == "remove":
        actions.remove_term(g.store, term, version=_version())
    else:
        given = {name: request.form[name] for name in TERM_FIELDS if name in request.form}
        actions.edit_term(g.store, term, given, version=_version(), force="force" in request.form)
    return _back(concept)


@blueprint.post("/split")
def split(concept: int) -> ResponseReturnValue:
    """Give the chosen terms a concept of their own."""
    number = actions.split_concept(g.store, concept, request.form.getlist("terms", int), version=_version())
    return _back(number)


@blueprint.post("/merge")
def merge(concept: int) -> ResponseReturnValue:
    """Take in another concept, by its number."""
    other = request.form.get("other", 0, type=int)
    actions.merge_concepts(g.store, concept, other, version=_version())
    return _back(concept)


@blueprint.post("/delete")
def delete(concept: int) -> ResponseReturnValue:
    """Delete the concept; its history stays, with the way back."""
    actions.delete_concept(g.store, concept, version=_version())
    flash(_("Concept %(number)s is deleted, and is not proposed again.", number=concept))
    return redirect(url_for("glossary.index", status="deleted"), 303)


@blueprint.post("/restore")
def restore(concept: int) -> ResponseReturnValue:
    """Bring a deleted concept back."""
    actions.restore_concept(g.store, concept)
    return _back(concept)


@blueprint.post("/revert/<int:change>")
def revert(concept: int, change: int) -> ResponseReturnValue:
    """Take a change back, a large import in the background."""
    if g.config.jobs and actions.revert_later(g.store, change):
        return redirect(url_for("jobs.index"), 303)
    left = [one.id for one in actions.revert_change(g.store, change)]
    return _back(concept) if concept in left else redirect(url_for("glossary.index"), 303)


def _version() -> int | None:
    return request.form.get("version", type=int)


def _back(concept: int) -> ResponseReturnValue:
    return redirect(url_for("concept.view", concept=concept), 303)


def lit(place: PlaceView, lang: str) -> list[Piece]:
    """The text of one language in pieces, with those marked in which the concept's terms stand.

    >>> place = PlaceView("w", "W", 1, {"en": "a mill here"}, {"en": ((2, 6),)})
    >>> [(piece.text, piece.mark) for piece in lit(place, "en")]
    [('a ', ''), ('mill', 'hit'), (' here', '')]
    """
    text, done = place.texts[lang], 0
    found = []
    for start, stop in place.spans.get(lang, ()):
        if start >= done:
            found += [Piece(text[done:start]), Piece(text[start:stop], "hit")]
            done = stop
    return [piece for piece in [*found, Piece(text[done:])] if piece.text]


def changes(revision: RevisionView, concept: ConceptView) -> list[Change]:
    """What a revision changed, in the interface's words; what came or went whole is one line for each term."""
    before, after = revision.before or {}, revision.after or {}
    names = {str(term.id): term.text for term in concept.terms}
    found = []
    if revision.before is not None and revision.after is not None:
        found = [_change("", name, before.get(name), after.get(name)) for name in _fields(after)]
    old, new = before.get("terms", {}), after.get("terms", {})
    for number in {**old, **new}:
        was, is_ = old.get(number), new.get(number)
        if was and is_:
            name = names.get(number, is_.get("text") or was.get("text") or number)
            found += [_change(name, field, was.get(field), is_[field]) for field in _fields(is_)]
        elif was or is_:
            found.append(Change((is_ or was)["text"], "", "" if is_ else "−", "+" if is_ else ""))
    return found


def _fields(values: dict[str, Any]) -> list[str]:
    return [name for name in values if name in words.FIELD_NAMES]


def _change(term: str, field: str, before: object, after: object) -> Change:
    return Change(term, words.field(field), _shown(field, before), _shown(field, after))


def _shown(field: str, value: object) -> str:
    if field == "status":
        return words.status(str(value))
    if isinstance(value, dict):
        return "; ".join(f"{lang}: {text}" for lang, text in value.items())
    return str(value or "")
