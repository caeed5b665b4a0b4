"""The translation memory: stored sentences like a given one, with what they are in the other languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote

from aligner.errors import InputError
from aligner.types import LANGS, Band
from web.actions.permissions import needs
from web.store import Store, contexts, search
from web.store.search import Found
from web.views import MemoryView, RecallView

LONGEST = 2000
"""Characters of a sentence that may be looked for."""

MOST = 100
_CANDIDATES = 300
"""Sentences that are compared with the one that is looked for."""

_SPARE = 20
"""Sentences beyond those wanted that are looked at more closely, since a closer look may order them otherwise."""

_ROWS = 4
"""Rows that are looked up for each match that is shown; some say the same, some have no counterpart."""

_BANDS = list(Band)


@needs("read")
def recall(
    store: Store, sentence: str, *, lang: str = "", langs: Sequence[str] = (), least: int = 70, limit: int = 10
) -> RecallView:
    """The stored sentences nearest to one, of ``least`` percent or more, best first, with their counterparts.

    ``lang`` is the sentence's language, which is detected without it; Chinese is looked for in both scripts. ``langs``
    are the languages that a match needs a counterpart in, any of them; all without it. Sentences that are translated
    alike are one match. Raises ``InputError`` when there is nothing to look for, or too much.
    """
    text = " ".join(sentence.split())
    if not text:
        raise InputError("There is no sentence to look for.", "Give one sentence in any of the four languages.")
    if len(text) > LONGEST:
        raise InputError(
            "The sentence is longer than {longest:,} characters.", "Look for one sentence at a time.", longest=LONGEST
        )
    known = _language(text, lang)
    wanted = _languages(langs)
    limit = max(1, min(limit, MOST))
    near = _scored(text, known, search.candidates(store, text, known, _CANDIDATES), _ROWS * limit)
    best: dict[int, MemoryView] = {}
    for row, view in _matches(store, text, near, wanted):
        if view.percent >= least and (row not in best or view.percent > best[row].percent):
            best[row] = view
    return RecallView(text, known, tuple(_merged(sorted(best.values(), key=_order)))[:limit])


def _language(text: str, lang: str) -> str:
    """The language that was said, or else is detected; empty when neither tells."""
    from aligner.detect import detect
    from aligner.lang import normalise

    return normalise(lang, default="zh-Hans") if lang else detect(text).lang


def _languages(langs: Sequence[str]) -> tuple[str, ...]:
    from aligner.lang import normalise

    return tuple(dict.fromkeys(normalise(lang) for lang in langs)) or LANGS


def _scored(text: str, lang: str, found: Sequence[Found], most: int) -> list[Found]:
    """The nearest of the candidates in order; of the same, those in the sentence's own script first."""
    from glossary.memory import nearest, similarity

    near = [found[index] for index in nearest(text, [(one.lang, one.text) for one in found], most + _SPARE)]
    scores = {one.id: similarity(text, one.text, one.lang) for one in near}
    return sorted(near, key=lambda one: (-scores[one.id], one.lang != lang, one.id))[:most]


def _matches(
    store: Store, text: str, found: Sequence[Found], wanted: Sequence[str]
) -> Iterator[tuple[int, MemoryView]]:
    """The matches among sentences, each with the id of its row. Where a row's cell holds several sentences and all of
    them together are nearer, they are what was found."""
    from glossary.memory import likeness

    rows = contexts.Rows(store)
    places = [contexts.located(place, *rows.of(place)) for place in contexts.places(store, [one.id for one in found])]
    cells = contexts.cells(store, sorted({place.row for place in places if place.row}))
    works, bands = contexts.heads(store, places)
    texts = {one.id: one.text for one in found}
    for place in places:
        row = cells.get(place.row, {})
        counterparts = {lang: row[lang] for lang in wanted if lang != place.lang and row.get(lang)}
        if not counterparts:
            continue
        cell, shown = row[place.lang], texts[place.segment]
        like = likeness(text, shown, place.lang)
        if cell != shown and (whole := likeness(text, cell, place.lang)).percent > like.percent:
            like, shown = whole, cell
        work = works[place.work]
        yield (
            place.row,
            MemoryView(
                percent=like.percent,
                kind=like.kind,
                lang=place.lang,
                text=shown,
                counterparts=counterparts,
                work=work["slug"],
                title=work["title"],
                row=place.row_number,
                band=bands[place.row],
                url=f"/works/{quote(work['slug'])}#r{place.row_number}",
                whole=shown == cell,
                query_spans=tuple((span.start, span.stop) for span in like.query),
                spans=tuple((span.start, span.stop) for span in like.segment),
            ),
        )


def _order(view: MemoryView) -> tuple[int, int, bool, str, int]:
    return -view.percent, _BANDS.index(Band(view.band)), not view.whole, view.work, view.row


def _merged(views: Iterable[MemoryView]) -> Iterator[MemoryView]:
    """The matches without those that repeat an earlier one word for word, which are counted instead."""
    found: dict[tuple[object, ...], MemoryView] = {}
    for view in views:
        key = (view.lang, view.text, *sorted(view.counterparts.items()))
        found[key] = replace(found[key], times=found[key].times + 1) if key in found else view
    yield from found.values()
