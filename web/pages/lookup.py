"""Look up: one box for any language, concepts as one types, and the sentences that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from aligner.errors import InputError
from aligner.types import LANGS
from glossary import pinyin
from glossary.keys import joined, units
from glossary.queries import LONGEST
from glossary.types import Status
from web import actions, words
from web.actions.looking import DECIDED, Within
from web.actions.memory import LONGEST as LONGEST_SENTENCE
from web.hits import ConceptHit, ConcordanceView, Marks, SentenceHit
from web.pages.marking import Piece
from web.views import ConceptView

blueprint = Blueprint("lookup", __name__, url_prefix="/lookup")

CONCEPTS, SENTENCES = 8, 10
"""Concepts and sentences that come at once: as many as one reads while typing."""

BESIDE = 2
"""Concepts that are not what was typed but hold it, when there is one that is: the sentences are not far below."""

ALL, MORE = 100, 30  # concepts and further sentences on demand

NEAR, LIKE = 3, 60
"""Sentences like a whole one that come with a look-up, and how like it they are at least, in percent."""

WHOLE = 5
"""From so many words or Chinese characters on, what is typed may be a sentence."""

MANNERS = {"pinyin": "pinyin", "telex": "Telex", "vni": "VNI"}


@blueprint.get("")
def index() -> ResponseReturnValue:
    """The page, or while somebody types only what was found."""
    query, lang, manner = _asked()
    within = _within()
    every = request.args.get("concepts") == "all"
    found, near = None, None
    if query:
        limit = ALL if every else CONCEPTS
        found = actions.lookup(
            g.store, query, lang=lang, limit=limit, sentences=SENTENCES, manner=manner, within=within
        )
    part = "HX-Request" in request.headers
    whole = len(units(query)) >= WHOLE
    if whole and not part and within == Within():
        near = actions.recall(g.store, query, lang=lang, least=LIKE, limit=NEAR)
    return render_template(
        "_lookup.html" if part else "lookup.html",
        query=query,
        lang=lang,
        found=found,
        shown=_shown(found.concepts, every) if found else (),
        manners=MANNERS,
        near=near,
        later=whole and part and within == Within(),
        within=within,
        names=_names(lang, within),
        works=() if part else actions.name_works(g.store, str(within.work or "")),
        domains=() if part else actions.list_domains(g.store),
        examples=[] if query else _examples(),
        queries=() if query else actions.list_queries(g.store),
        kept=bool(query) and actions.is_kept(g.store, query, lang),
        columns=_columns(found.sentences.items if found else ()),
    )


@blueprint.get("/sentences")
def sentences() -> ResponseReturnValue:
    """More sentences, from an offset on."""
    query, lang, manner = _asked()
    if not query:
        return redirect(url_for("lookup.index"))
    offset = max(request.args.get("offset", 0, int), 0)
    within = _within()
    found: ConcordanceView = actions.concordance(
        g.store, query, lang=lang, offset=offset, limit=MORE, manner=manner, within=within
    )
    asked = (part for part in request.args.get("columns", "").split(",") if part in LANGS)
    columns = list(dict.fromkeys(asked)) or _columns(found.items)
    columns += [name for name in _columns(found.items) if name not in columns]
    part = "HX-Request" in request.headers
    template = "_sentences.html" if part else "sentences.html"
    return render_template(template, query=query, lang=lang, view=found, columns=columns, names=_names(lang, within))


@blueprint.post("/queries")
def note() -> ResponseReturnValue:
    """Remember a query: the page says so when somebody stayed with what was found, or took something of it."""
    query, lang, _ = _asked(request.form)
    if query:
        actions.note_query(g.store, query, lang)
    return "", 204


@blueprint.post("/queries/keep")
def keep() -> ResponseReturnValue:
    """Keep a query, or let it go."""
    query, lang, _ = _asked(request.form)
    kept = request.form.get("kept") == "1"
    actions.keep_query(g.store, query, lang, kept=kept)
    if "HX-Request" in request.headers:
        return render_template("_keep.html", query=query, lang=lang, kept=kept)
    if request.form.get("from") == "list":
        return redirect(url_for("lookup.index"), 303)
    return redirect(url_for("lookup.index", q=query, lang=lang or None), 303)


@blueprint.post("/queries/forget")
def forget() -> ResponseReturnValue:
    """Forget what was looked up and is not kept."""
    actions.forget_queries(g.store)
    return redirect(url_for("lookup.index"), 303)


@blueprint.get("/like")
def like() -> ResponseReturnValue:
    """The sentences like what was typed: they come after everything else, so that nobody waits for them who types."""
    query, lang, _ = _asked()
    near = actions.recall(g.store, query, lang=lang, least=LIKE, limit=NEAR) if query else None
    empty = request.args.get("empty") == "1"
    return render_template("_like.html", query=query, lang=lang, near=near, empty=empty)


@blueprint.get("/near")
def near() -> ResponseReturnValue:
    """Sentences like a whole one, with where they differ from it."""
    text = " ".join(request.args.get("q", "").split())
    lang = request.args.get("lang", "")
    least = min(max(request.args.get("min", 70, int), 30), 100)
    lang = lang if lang in LANGS else ""
    problem, found = "", None
    if text:
        try:
            found = actions.recall(g.store, text, lang=lang, least=least, limit=20)
        except InputError as error:
            problem = words.told(error)
    part = "HX-Request" in request.headers
    return render_template(
        "_near_page.html" if part else "near.html",
        query=text,
        lang=lang,
        least=least,
        near=found,
        problem=problem,
        longest=LONGEST_SENTENCE,
    )


def _asked(arguments: MultiDict[str, str] | None = None) -> tuple[str, str, str]:
    """The query, the language that it is kept to, and the way in which it is to be read."""
    arguments = request.args if arguments is None else arguments
    lang, manner = arguments.get("lang", ""), arguments.get("manner", "")
    return (
        " ".join(arguments.get("q", "")[:LONGEST].split()),
        lang if lang in LANGS else "",
        manner if manner in ("text", *MANNERS) else "",
    )


def _within() -> Within:
    """The concepts and the work that the address keeps to; what there is not is no filter."""
    status, work = request.args.get("status", ""), request.args.get("work", "")
    if work and work not in {item.slug for item in actions.name_works(g.store, work)}:
        work = ""
    return Within(status if status in (DECIDED, *Status) else "", request.args.get("domain", "")[:200], work)


def _names(lang: str, within: Within) -> dict[str, str | None]:
    """What every link of the page carries along."""
    return {
        "lang": lang or None,
        "status": within.status or None,
        "domain": within.domain or None,
        "work": str(within.work) or None,
    }


def _shown(hits: Sequence[ConceptHit], every: bool) -> Sequence[ConceptHit]:
    """The concepts that are shown at once."""
    exact = sum(hit.match == "exact" for hit in hits)
    return hits if every or not exact else hits[: exact + BESIDE]


def _columns(items: Iterable[SentenceHit]) -> list[str]:
    """The languages that the sentences have."""
    used = {cell.lang for item in items for cell in item.cells}
    return [lang for lang in LANGS if lang in used]


@dataclass(frozen=True, slots=True)
class Example:
    """A way to type a term: what is typed, and the language it is in, empty for letters as they come off the keys."""

    text: str
    lang: str = ""


def _examples() -> list[Example]:
    """A much used concept of this glossary, typed in different ways."""
    used = actions.list_concepts(g.store, limit=20).items
    found: list[Example] = []
    for concept in sorted(used, key=_shows)[:1]:
        first = {lang: concept.of(lang)[0].text for lang in LANGS if concept.of(lang)}
        found += [Example(text, lang) for lang, text in first.items()]
        if "vi" in first:
            found.append(Example(joined(units(first["vi"]), "bare")))
        if chinese := first.get("zh-Hans") or first.get("zh-Hant"):
            found.append(Example(" ".join(pinyin.plain([one]) for one in pinyin.read(joined(units(chinese))))))
    return [example for example in {one.text: one for one in reversed(found)}.values() if example.text][::-1]


def _shows(concept: ConceptView) -> tuple[int, int]:
    """The order of examples: those in all languages, of these those whose words have several parts to be typed."""
    langs = [lang for lang in LANGS if concept.of(lang)]
    parts = sum(min(len(units(concept.of(lang)[0].text)), 4) for lang in langs if lang != "en")
    return -len(langs), -parts


def stretches(text: str, marks: Marks, counterparts: Marks = ()) -> list[Piece]:
    """A text in pieces: what was looked up is a hit, its counterpart an answer.

    >>> [(piece.text, piece.mark) for piece in stretches("a b c", ((0, 1),), ((4, 5),))]
    [('a', 'hit'), (' b ', ''), ('c', 'answer')]
    """
    found, last = [], 0
    for start, stop, mark in sorted([(*span, "hit") for span in marks] + [(*span, "answer") for span in counterparts]):
        if start < last or stop <= start:
            continue
        found += [Piece(text[last:start]), Piece(text[start:stop], mark)]
        last = stop
    return [piece for piece in (*found, Piece(text[last:])) if piece.text]
