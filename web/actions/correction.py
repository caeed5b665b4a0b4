"""What was meant by a query that finds nothing: words put right, other marks, characters that sound alike.

Nothing is corrected as long as anything is found as it stands: the store has words that no dictionary has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from glossary import pinyin
from glossary.keys import bare, joined, units
from glossary.queries import readings
from web.actions.meaning import Meaning, Sentences, keys, understood
from web.store import Store, search
from web.store.concepts import Choice
from web.store.index import PINYIN, ready

GUESSED = 24  # misspellings that are looked up among terms, and of these
TRIED = 2  # how many that are no terms are looked up in sentences
MOST_JOINED = 8  # so many words of a query are tried as one with the next
OFFERED = 3  # corrections with a result that are named


def interpret(store: Store, query: str, *, lang: str = "", manner: str = "", choice: Choice | None = None) -> Meaning:
    """The meaning of a query, or of what was meant by it. ``lang`` keeps to terms of one language, ``manner`` to one
    way of reading the query, ``choice`` to some concepts and the sentences of a work: what is found elsewhere was not
    misspelt, so within a choice nothing is corrected."""
    ready(store)
    found = understood(store, query, lang, manner, Sentences(store, lang, choice))
    suggestions = list(islice(_corrections(found), OFFERED)) if choice is None and found.empty else []
    if not suggestions:
        return found
    instead = understood(store, suggestions[0], lang, "", found.sentences)
    return replace(instead, query=found.query, corrected=suggestions[0], suggestions=tuple(suggestions))


def _corrections(meaning: Meaning) -> Iterator[str]:
    """What may have been meant by a query that finds nothing: terms, then what at least some term or sentence holds."""
    store, within = meaning.sentences.store, meaning.sentences.within
    offered = {meaning.query.casefold()}
    later: list[str] = []
    for text, whole in islice(_guesses(store, meaning), GUESSED):
        if not whole:
            exact = [one for one, _ in search.terms_with(store, keys(readings(text)[0])[0], 1, within)]
            heads = search.heads(store, exact)
            if not heads:
                later.append(text)
                continue
            text = heads[0]["text"]
        if text.casefold() not in offered:
            offered.add(text.casefold())
            yield text
    if len(offered) > 1:
        return
    for text in list(dict.fromkeys(later))[:TRIED]:
        reading = readings(text)[0]
        if meaning.sentences.have(reading) or search.terms_holding(store, search.phrase(reading.units), 1, within):
            yield text


def _guesses(store: Store, meaning: Meaning) -> Iterator[tuple[str, bool]]:
    """Texts that may have been meant; with true where they are terms of the store."""
    typed = units(meaning.query)
    if not typed:
        return
    if any(unit.han for unit in typed):
        if all(unit.han for unit in typed):
            key = pinyin.plain(pinyin.read(joined(typed)))
            yield from _terms(store, search.terms_with(store, [(PINYIN, key)], OFFERED))
        return
    if any(unit.marked for unit in typed):
        yield joined(typed, "bare"), False
    words = [unit.bare for unit in typed]
    for found in run_together(store, words):
        yield " ".join(found), False
    for found in respelled(store, words):
        yield " ".join(found), False
    for reading in readings(meaning.query):
        if reading.manner == "pinyin":
            yield from _terms(store, [(term, PINYIN) for term in search.sounding(store, reading.text, OFFERED)])
        elif reading.manner != "text":
            for found in respelled(store, [unit.bare for unit in reading.units]):
                yield " ".join(found), False


def _terms(store: Store, found: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    order = [term for term, _ in found]
    heads = {head["id"]: head["text"] for head in search.heads(store, order)}
    return [(text, True) for text in dict.fromkeys(heads[term] for term in order if term in heads)]


def run_together(store: Store, words: Sequence[str]) -> Iterator[list[str]]:
    """Words of which two are one: *policy makers* where the store has *policymakers*."""
    pairs = [bare(one + two) for one, two in pairwise(words[:MOST_JOINED])]
    held = search.known(store, pairs)
    for place, word in enumerate(pairs):
        if word in held:
            yield [*words[:place], word, *words[place + 2 :]]


def respelled(store: Store, words: Sequence[str]) -> Iterator[list[str]]:
    """Words with those that nothing holds put right; if all are known, with each in turn taken for a slip."""
    words = [bare(word) for word in words]
    held = search.known(store, words)
    strange = [place for place, word in enumerate(words) if word not in held]
    if not strange:
        for place, word in enumerate(words):
            for other in search.neighbours(store, word, 2, wide=False):
                yield [*words[:place], other, *words[place + 1 :]]
        return
    choices = {place: search.neighbours(store, words[place], OFFERED) for place in strange}
    if not all(choices.values()):
        return
    for number in range(OFFERED):
        if any(number < len(found) for found in choices.values()):
            yield [
                choices[place][min(number, len(choices[place]) - 1)] if place in choices else word
                for place, word in enumerate(words)
            ]
