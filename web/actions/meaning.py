"""What a query means to this store: which terms it finds by which reading, and what was meant where it finds nothing.

The steps from near to far: a term that is the query, one that begins with it, one that holds it. What is typed goes
before what it may stand for (keystrokes, pinyin); nothing is corrected as long as something is found as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from glossary import pinyin
from glossary.keys import Unit, bare, joined, units
from glossary.queries import Reading, readings
from web.store import Store, search
from web.store.index import BARE, COMPACT, PINYIN, STEMS, TONED, WHOLE, Key, ready

ENOUGH = 80
"""Terms of one step that are put in order; a query that finds more is the beginning of a better one."""

COUNTED = 1000  # sentences that are counted; beyond that there are simply many

EXACT, PREFIX, PART = "exact", "prefix", "part"
STATES = {"approved": 0, "admitted": 0, "proposed": 1, "deprecated": 2, "forbidden": 3}
COMPLETED = 5  # words of which the last one of a query may be the beginning
GUESSED = 24  # misspellings that are looked up among terms, and of these
TRIED = 3  # how many that are no terms are looked up in sentences
OFFERED = 3  # corrections with a result that are named
SHORTEST_PINYIN = 3  # letters that say too little to be looked for within terms
MOST_WAYS = 3  # to cut a run of letters into syllables
SHORT = 12  # letters of pinyin that are looked for within terms although a term is read so


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept with the terms by which a query found it, the best first."""

    concept: int
    match: str
    reading: Reading
    terms: tuple[int, ...]


class Sentences:
    """Which sentences full-text queries find, of one language if wanted; each query is asked once."""

    def __init__(self, store: Store, lang: str) -> None:
        self.store = store
        self.lang = lang
        self._known: dict[str, list[int]] = {}

    def ids(self, query: str) -> list[int]:
        """The first sentences for a query; one more than are counted when there are many."""
        if query and query not in self._known:
            self._known[query] = search.sentences(self.store, query, self.lang, COUNTED + 1)
        return self._known.get(query, [])

    def window(self, query: str, start: int, size: int) -> list[int]:
        """Sentences from a place on."""
        first = self.ids(query)
        if len(first) <= COUNTED or start + size <= len(first):
            return first[start : start + size]
        return search.sentences(self.store, query, self.lang, size, start)

    def have(self, reading: Reading) -> bool:
        """Whether any sentence holds a reading of a query as it stands."""
        return bool(reading.units and self.ids(search.phrase(reading.units)))


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a query is read: the main reading, all readings that find something, and the concepts found, in order.

    ``corrected`` is the query that was taken instead, the first of ``suggestions``.
    """

    query: str
    main: Reading
    readings: tuple[Reading, ...]
    hits: tuple[Hit, ...]
    sentences: Sentences
    corrected: str = ""
    suggestions: tuple[str, ...] = ()


NOTHING = Reading("text", "", ())


def interpret(store: Store, query: str, *, lang: str = "", manner: str = "") -> Meaning:
    """The meaning of a query. ``lang`` keeps to terms of one language, ``manner`` to one way of reading it."""
    ready(store)
    sentences = Sentences(store, lang)
    found = _understood(sentences, query, manner)
    if found.hits or any(map(sentences.have, found.readings)):
        return found
    suggestions = list(islice(_corrections(found), OFFERED))
    if not suggestions:
        return found
    instead = _understood(sentences, suggestions[0], "")
    return replace(instead, query=found.query, corrected=suggestions[0], suggestions=tuple(suggestions))


def _understood(sentences: Sentences, query: str, manner: str) -> Meaning:
    """The meaning of a query as it stands, without correction. The main reading is the first that finds a term that
    is the query, or a sentence; else the first that finds anything."""
    shown = " ".join(query.split())
    every = tuple(one for one in readings(query) if manner in ("", one.manner))
    if not every:
        return Meaning(shown, NOTHING, (), (), sentences)
    hits = _hits(sentences.store, every, sentences.lang)
    exact = {hit.reading.manner for hit in hits if hit.match == EXACT}
    any_hit = {hit.reading.manner for hit in hits}
    if every[0].manner in any_hit or (not exact and sentences.have(every[0])):
        main = every[0]
    else:
        ordered = [r for r in every if r.manner in exact] + [r for r in every if r.manner in any_hit]
        main = next(iter(ordered), None) or next(filter(sentences.have, every), every[0])
    useful = tuple(one for one in every if one is main or one.manner in exact)
    return Meaning(shown, main, useful if len(useful) > 1 or hits else every, hits, sentences)


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
    further: list[tuple[int, int]] = []
    if letters > 1 or any(unit.han for unit in reading.units):
        further = search.terms_from(store, begun, ENOUGH)
        yield 2, PREFIX, [term for term, _ in further]
    for query in _holding(store, reading, bool(terms), bool(further)):
        held = search.terms_holding(store, query, ENOUGH)
        yield 3, PART, held
        if held:
            return


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


def _holding(store: Store, reading: Reading, exact: bool, begun: bool) -> Iterator[str]:
    """The full-text queries for terms that hold the query somewhere; the first that finds something will do."""
    if reading.manner == "pinyin":
        if SHORTEST_PINYIN < len(reading.text) <= SHORT or not (exact or begun):
            ways = pinyin.cuts(reading.text)[:MOST_WAYS]
            if ways and len(reading.text) > SHORTEST_PINYIN:
                yield search.syllables(ways)
        return
    yield search.phrase(reading.units)
    plain = len(reading.units) == 1 and not reading.units[0].marked
    if plain and not exact and (queries := completed(store, reading.units)):
        yield search.either(queries)


def completed(store: Store, typed: Sequence[Unit]) -> list[str]:
    """The full-text queries for what a query may become when its last word is typed to the end; marks are left to
    whoever looks at what they find."""
    last = typed[-1]
    if last.han or len(last.bare) < 2:
        return []
    words = search.completions(store, last.bare, COMPLETED if len(typed) == 1 else 2)
    return [search.phrase((*typed[:-1], *units(word)), exact=False) for word in words if units(word)]


def _corrections(meaning: Meaning) -> Iterator[str]:
    """What may have been meant by a query that finds nothing: terms, then what at least some term or sentence holds."""
    store = meaning.sentences.store
    offered = {meaning.query.casefold()}
    later: list[str] = []
    for text, whole in islice(_guesses(store, meaning), GUESSED):
        if not whole:
            exact = [one for one, _ in search.terms_with(store, keys(readings(text)[0])[0], 1)]
            wanted = meaning.sentences.lang
            heads = [head for head in search.heads(store, exact) if search.same_language(head["lang"], wanted)]
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
        if meaning.sentences.have(reading) or search.terms_holding(store, search.phrase(reading.units), 1):
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
