"""Look-up: the concepts for whatever was typed, and the sentences that hold it with what answers it beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aligner.errors import InputError
from glossary.keys import joined, units
from glossary.types import Status
from web.actions import meaning
from web.actions.correction import interpret
from web.actions.permissions import needs
from web.actions.sentences import Sought, found_in, in_terms, rows, shown
from web.hits import ConceptHit, ConcordanceView, LookupView, ReadingView, SentenceHit, TermMatch
from web.store import Store, concepts, works
from web.store.concepts import Choice
from web.views import ConceptView

LONGEST_READ = 6  # characters of a Chinese term whose Hán-Việt reading is worth showing
ROWS = 500  # most rows of one answer
DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Within:
    """What a look-up keeps to: concepts of a ``status`` (decided: any but proposed) and of a ``domain``; concepts and
    sentences of a ``work``, by number or slug. Empty means any."""

    status: str = ""
    domain: str = ""
    work: str | int = ""


def _choice(store: Store, within: Within | None) -> Choice | None:
    if within is None or within == Within():
        return None
    states = [one for one in Status if one != Status.PROPOSED] if within.status == DECIDED else [within.status]
    if within.status and within.status != DECIDED and within.status not in [*Status]:
        raise InputError(
            "There is no status “{status}”.", "Choose from: {choice}.", status=within.status, choice=(DECIDED, *Status)
        )
    return Choice(
        work=works.resolve(store, within.work) if within.work else None,
        status=states if within.status else (),
        domain=within.domain or None,
    )


@needs("read")
def lookup(
    store: Store,
    query: str,
    *,
    lang: str = "",
    limit: int = 10,
    sentences: int = 10,
    manner: str = "",
    within: Within | None = None,
) -> LookupView:
    """The concepts that a query finds, then sentences that hold it: terms in any language, Chinese in either script or
    as pinyin, Vietnamese with or without marks or in Telex or VNI keystrokes, English in any form, beginnings, and
    misspellings.

    ``lang`` keeps to what is written in one language, ``manner`` (text, telex, vni, pinyin) to one way of reading the
    query, ``within`` to some concepts, or to one work. An empty query finds nothing, as in a box that somebody empties.
    Raises ``InputError`` for a language or status, ``NotFound`` for a work that there is not.
    """
    found = interpret(store, query, lang=_language(lang), manner=manner, choice=_choice(store, within))
    first = found.hits[:limit]
    views = {view.id: view for view in concepts.views(store, [hit.concept for hit in first])}
    every = _readings(store, found)
    return LookupView(
        query=found.query,
        read=_main(found, every),
        readings=every,
        concepts=tuple(_concept(hit, views[hit.concept]) for hit in first if hit.concept in views),
        total=len(found.hits),
        more=len(found.hits) > limit,
        sentences=_concordance(store, found, 0, sentences),
        corrected=found.corrected,
        suggestions=found.suggestions,
    )


@needs("read")
def concordance(
    store: Store,
    query: str,
    *,
    lang: str = "",
    offset: int = 0,
    limit: int = 20,
    manner: str = "",
    within: Within | None = None,
) -> ConcordanceView:
    """The sentences that hold a query, each with those beside it in the other languages, and where in them query and
    counterpart stand. ``offset`` is the ``next`` of the view before. Raises ``InputError`` as ``lookup`` does."""
    found = interpret(store, query, lang=_language(lang), manner=manner, choice=_choice(store, within))
    return _concordance(store, found, max(offset, 0), min(limit, ROWS))


def _language(lang: str) -> str:
    from aligner.lang import normalise

    return normalise(lang) if lang else ""


def _readings(store: Store, found: meaning.Meaning) -> tuple[ReadingView, ...]:
    """The readings of a query; one as pinyin says which Chinese that is."""
    views = []
    for one in found.readings:
        hits = [hit for hit in found.hits if hit.reading is one and hit.match == meaning.EXACT][:1]
        text = one.text
        if one.manner == "pinyin" and (stretches := in_terms(store, one, hits)):
            text = joined(stretches[0])
        views.append(ReadingView(one.manner, text))
    return tuple(views)


def _main(found: meaning.Meaning, every: Sequence[ReadingView]) -> ReadingView:
    """The main reading among those that are shown."""
    return next((one for one in every if one.manner == found.main.manner), ReadingView("text", found.query))


def _concept(hit: meaning.Hit, view: ConceptView) -> ConceptHit:
    """A concept with what was found in its terms."""
    texts = {term.id: term.text for term in view.terms}
    matches = [TermMatch(term, found_in(hit.reading, texts[term])) for term in hit.terms if term in texts]
    chinese = next((term.text for term in view.terms if term.lang.startswith("zh")), "")
    return ConceptHit(view, hit.match, tuple(matches), hanviet(chinese))


def hanviet(text: str) -> str:
    """How a Chinese term is read in Vietnamese; nothing for one that is half a sentence, or no Chinese throughout."""
    from aligner.lexicon import readings

    parts = units(text)
    if not parts or len(parts) > LONGEST_READ or not all(part.han for part in parts):
        return ""
    return next(iter(readings(joined(parts))), "")


def _concordance(store: Store, found: meaning.Meaning, offset: int, limit: int) -> ConcordanceView:
    items: list[SentenceHit] = []
    after: int | None = None
    total = 0
    if limit > 0 and (sought := Sought(store, found)).query:
        total = len(found.sentences.ids(sought.query))
        places, after = rows(store, sought, offset, limit)
        items = list(shown(store, sought, places))
        if offset == 0 and after is None:
            total = len(items)
    return ConcordanceView(
        query=found.query,
        read=_main(found, _readings(store, found)),
        items=tuple(items),
        total=min(total, meaning.COUNTED),
        many=total > meaning.COUNTED,
        next=after,
        corrected=found.corrected,
        suggestions=found.suggestions,
    )
