"""What a query means to this store: which terms it finds by which reading, and what was meant where it finds nothing.

The steps from near to far: a term that is the query, one that begins with it, one that holds it. What is typed goes
before what it may stand for (keystrokes, pinyin); nothing is corrected as long as something is found as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from glossary import pinyin
from glossary.keys import Unit, bare, joined, units
from glossary.queries import Reading, readings
from web.store import Store, search
from web.store.index import BARE, COMPACT, PINYIN, STEMS, TONED, WHOLE, Key, ready

ENOUGH = 200
"""Terms of one step that are put in order; a query that finds more is the beginning of a better one."""

EXACT, PREFIX, PART = "exact", "prefix", "part"
STATES = {"approved": 0, "admitted": 0, "proposed": 1, "deprecated": 2, "forbidden": 3}
COMPLETED = 5  # words of which the last one of a query may be the beginning
TRIED = 12  # corrections that are looked up
OFFERED = 3  # and of those with a result, how many are named


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept with the terms by which a query found it, the best first."""

    concept: int
    match: str
    reading: Reading
    terms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a query is read: the main reading, all readings that find something, and the concepts found, in order.

    ``corrected`` is the query that was taken instead, the first of ``suggestions``.
    """

    query: str
    main: Reading
    readings: tuple[Reading, ...]
    hits: tuple[Hit, ...]
    corrected: str = ""
    suggestions: tuple[str, ...] = ()


NOTHING = Reading("text", "", ())


def interpret(store: Store, query: str, *, lang: str = "", manner: str = "") -> Meaning:
    """The meaning of a query. ``lang`` keeps to terms of one language, ``manner`` to one way of reading it."""
    ready(store)
    found = understood(store, query, lang, manner)
    if found.hits or any(map(sentence_finder(store, lang), found.readings)):
        return found
    suggestions = list(islice(_corrections(store, found, lang), OFFERED))
    if not suggestions:
        return found
    instead = understood(store, suggestions[0], lang, "")
    return Meaning(found.query, instead.main, instead.readings, instead.hits, suggestions[0], tuple(suggestions))


def understood(store: Store, query: str, lang: str, manner: str) -> Meaning:
    """The meaning of a query as it stands, without correction. The main reading is the first that finds a term that
    is the query, or a sentence; else the first that finds anything."""
    every = tuple(one for one in readings(query) if manner in ("", one.manner))
    if not every:
        return Meaning(" ".join(query.split()), NOTHING, (), ())
    hits = _hits(store, every, lang)
    exact = {hit.reading.manner for hit in hits if hit.match == EXACT}
    any_hit = {hit.reading.manner for hit in hits}
    has_sentence = sentence_finder(store, lang)
    if every[0].manner in any_hit or (not exact and has_sentence(every[0])):
        main = every[0]
    else:
        ordered = [r for r in every if r.manner in exact] + [r for r in every if r.manner in any_hit]
        main = next(iter(ordered), None) or next(filter(has_sentence, every), every[0])
    useful = tuple(one for one in every if one is main or one.manner in exact)
    return Meaning(" ".join(query.split()), main, useful if len(useful) > 1 or hits else every, hits)


def sentence_finder(store: Store, lang: str) -> Callable[[Reading], bool]:
    """Tells whether any sentence holds a reading of a query."""

    def found(reading: Reading) -> bool:
        return bool(reading.units and search.sentences(store, search.phrase(reading.units), lang, 1))

    return found


def _hits(store: Store, every: Sequence[Reading], lang: str) -> tuple[Hit, ...]:
    """The concepts that any reading finds, the nearest first; of equally near ones approved ones go first."""
    best: dict[int, tuple[int, str, Reading]] = {}
    for order, reading in enumerate(every):
        strange = bool(order)
        for rank, match, terms in _steps(store, reading):
            for term in terms:
                mine = (rank + (1 if strange and match == EXACT else 3 if strange else 0), match, reading)
                if term not in best or mine[0] < best[term][0]:
                    best[term] = mine
    found: dict[int, list[tuple[tuple[object, ...], int]]] = {}
    for head in search.heads(store, best):
        if not search.same_language(head["lang"], lang):
            continue
        rank = best[head["id"]][0]
        state = max(STATES[head["concept_status"]], STATES[head["status"]])
        order_of = (rank, state, -head["langs"], -head["uses"], len(head["text"]), head["id"])
        found.setdefault(head["concept"], []).append((order_of, head["id"]))
    hits = []
    for concept, ordered in sorted(found.items(), key=lambda item: min(item[1])):
        terms = [term for _, term in sorted(ordered)]
        _, match, reading = best[terms[0]]
        same = tuple(term for term in terms if best[term][1:] == (match, reading))
        hits.append(Hit(concept, match, reading, same))
    return tuple(hits)


def _steps(store: Store, reading: Reading) -> Iterator[tuple[int, str, list[int]]]:
    """Rank, kind of match, and terms, from near to far."""
    exact, begun = keys(reading)
    terms = search.terms_with(store, exact, ENOUGH)
    toned = [term for term, kind in terms if kind == TONED]
    yield 0, EXACT, toned or [term for term, _ in terms]
    letters = len(reading.text.replace(" ", ""))
    han = any(unit.han for unit in reading.units)
    if letters > 1 or han:
        yield 2, PREFIX, [term for term, _ in search.terms_from(store, begun, ENOUGH)]
    if query := holding(store, reading):
        yield 3, PART, search.terms_holding(store, query, ENOUGH)


def keys(reading: Reading) -> tuple[list[Key], list[Key]]:
    """The keys that a term has which is the query, and those that one has which begins with it."""
    if reading.manner == "pinyin":
        tones = [(TONED, reading.tones)] if reading.tones else []
        return [*tones, (PINYIN, reading.text)], [tones[0] if tones else (PINYIN, reading.text)]
    whole = joined(reading.units)
    if any(unit.marked for unit in reading.units):
        return [(WHOLE, whole)], [(WHOLE, whole)]
    plain, stems = joined(reading.units, "bare"), joined(reading.units, "stem")
    exact = {(WHOLE, whole), (BARE, plain), (STEMS, stems), (BARE, stems), (WHOLE, stems), (STEMS, plain)}
    if " " not in plain and len(plain) > 3:
        exact.add((COMPACT, plain))
    return sorted(exact), [(WHOLE, whole), (BARE, plain)]


def holding(store: Store, reading: Reading) -> str:
    """The full-text query for terms that hold the query somewhere; empty when that would say nothing."""
    if reading.manner == "pinyin":
        ways = pinyin.cuts(reading.text)
        return search.syllables(ways) if ways and len(reading.text) > 3 else ""
    return search.either([search.phrase(reading.units), *completed(store, reading.units)])


def completed(store: Store, typed: Sequence[Unit]) -> list[str]:
    """The full-text queries for what a query may become when its last word is typed to the end."""
    last = typed[-1]
    if last.han or last.marked or len(last.bare) < 2:
        return []
    words = search.completions(store, last.bare, COMPLETED)
    return [search.phrase((*typed[:-1], *units(word))) for word in words if units(word)]


def _corrections(store: Store, meaning: Meaning, lang: str) -> Iterator[str]:
    """What may have been meant by a query that finds nothing, as long as that finds something."""
    has_sentence = sentence_finder(store, lang)
    offered = {meaning.query.casefold()}
    for text, whole in islice(_guesses(store, meaning), TRIED):
        if not whole:
            found = understood(store, text, lang, "text")
            if terms := [hit.terms[0] for hit in found.hits[:1] if hit.match == EXACT]:
                text = search.heads(store, terms)[0]["text"]
            elif not found.hits and not any(map(has_sentence, readings(text)[:1])):
                continue
        if text.casefold() not in offered:
            offered.add(text.casefold())
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
    for words in respelled(store, [unit.bare for unit in typed]):
        yield " ".join(words), False
    for reading in readings(meaning.query):
        if reading.manner == "pinyin":
            yield from _terms(store, [(term, PINYIN) for term in search.sounding(store, reading.text, OFFERED)])
        elif reading.manner != "text":
            for words in respelled(store, [unit.bare for unit in reading.units]):
                yield " ".join(words), False


def _terms(store: Store, found: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    order = [term for term, _ in found]
    heads = {head["id"]: head["text"] for head in search.heads(store, order)}
    return [(text, True) for text in dict.fromkeys(heads[term] for term in order if term in heads)]


def respelled(store: Store, words: Sequence[str]) -> Iterator[list[str]]:
    """Words with those that nothing holds put right; if all are known, with each in turn taken for a slip."""
    words = [bare(word) for word in words]
    held = search.known(store, words)
    strange = [place for place, word in enumerate(words) if word not in held]
    if not strange:
        for place, word in enumerate(words):
            for other in search.neighbours(store, word, 2):
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
