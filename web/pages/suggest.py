"""Suggest a term: anybody may; it stands as proposed, under its author's name, until somebody decides on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from aligner.errors import InputError
from aligner.types import LANGS
from glossary.types import Concept, Term
from web import actions, words
from web.errors import Conflict
from web.views import ConceptView

blueprint = Blueprint("suggest", __name__, url_prefix="/glossary/suggest")


@blueprint.get("")
def form() -> ResponseReturnValue:
    """The form: a field for each language, the one that was looked up filled in already."""
    query = " ".join(request.args.get("q", "").split())[:500]
    lang = request.args.get("lang", "")
    given = {lang if lang in LANGS else _language(query): query} if query else {}
    return _form(given, {})


@blueprint.post("")
def send() -> ResponseReturnValue:
    """Put the suggestion into the queue: a concept of its own, or terms for one that is there."""
    texts = {lang: " ".join(request.form.get(f"term-{lang}", "").split()) for lang in LANGS}
    given = {lang: text for lang, text in texts.items() if text}
    fields = {name: request.form.get(name, "").strip() for name in ("domain", "definition", "note", "context")}
    concept = _concept()
    try:
        if not given:
            raise InputError("No term is given.", "Write it in one language at least.")
        made = _add(given, fields, concept)
    except InputError as error:
        return _form(given, fields, words.told(error)), 422
    except Conflict as error:
        return _form(given, fields, words.told(error), clash=True), 409
    flash(_("The suggestion waits for a decision."))
    return redirect(url_for("concept.view", concept=made.id), 303)


def _add(given: dict[str, str], fields: dict[str, str], concept: ConceptView | None) -> ConceptView:
    context, note, force = fields["context"], fields["note"], "force" in request.form
    first = next(iter(given))
    terms = [Term(lang, text, context=context if lang == first else "") for lang, text in given.items()]
    if concept is None:
        made = Concept(tuple(terms), note=note, domain=fields["domain"], definition=fields["definition"])
        return actions.add_concept(g.store, made, force=force)
    with g.store.atomic():
        for term in terms:
            concept = actions.add_term(g.store, concept.id, replace(term, note=note), force=force)
    return concept


def _form(given: dict[str, str], fields: dict[str, str], problem: str = "", *, clash: bool = False) -> str:
    shown: dict[str, Any] = {"given": given, "fields": fields, "problem": problem, "clash": clash}
    return render_template("suggest.html", concept=_concept(), domains=actions.list_domains(g.store), **shown)


def _concept() -> ConceptView | None:
    """The concept that a term is suggested for, where one is named."""
    number = request.values.get("concept", 0, type=int)
    return actions.get_concept(g.store, number) if number else None


def _language(text: str) -> str:
    """The language of what was looked up, as far as it can be told; English else."""
    from aligner.detect import detect

    found = detect(text).lang
    return found if found in LANGS else LANGS[0]
