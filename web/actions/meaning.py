"""What a query means to a store: which terms it finds by which reading, and which sentences.

The steps from near to far: a term that is the query, one that begins with it, one that holds it. What is typed goes
before what it may stand for (keystrokes, pinyin).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossary import pinyin
from glossary.keys import Unit, joined, units
from glossary.queries import Reading, readings
from web.store import Store, search
from web.store.concepts import Choice
from web.store.index import BARE, COMPACT, PINYIN, STEMS, TONED, WHOLE, Key

ENOUGH = 80
"""Terms of one step that are put in order; a query that finds more is the beginning of a better one."""

COUNTED = 1000  # sentences that are counted; beyond that there are simply many

EXACT, PREFIX, PART = "exact", "prefix", "part"
STATES = {"approved": 0, "admitted": 0, "proposed": 1, "deprecated": 2, "forbidden": 3}
COMPLETED = 5  # words of which the last one of a query may be the beginning
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
    """Which sentences full-text queries find, of one language, or of the work of a choice, if wanted; each query is
    asked once. The choice also says which concepts count."""

    def __init__(self, store: Store, lang: str, choice: Choice | None = None) -> None:
        self.store = store
        self.lang = lang
        self.choice = choice
        self.within = _within(store, choice, lang)
        self._known: dict[str, list[int]] = {}

    def ids(self, query: str) -> list[int]:
        """The first sentences for a query; one more than are counted when there are many."""
        if query and query not in self._known:
            self._known[query] = self._found(query, COUNTED + 1, 0)
        return self._known.get(query, [])

    def window(self, query: str, start: int, size: int) -> list[int]:
        """Sentences from a place on."""
        first = self.ids(query)
        if len(first) <= COUNTED or start + size <= len(first):
            return first[start : start + size]
        return self._found(query, size, start)

    def _found(self, query: str, size: int, start: int) -> list[int]:
        work = self.choice.work if self.choice else None
        return search.sentences(self.store, query, self.lang, size, start, work)

    def have(self, reading: Reading) -> bool:
        """Whether any sentence holds a reading of a query as it stands."""
        return bool(reading.units and self.ids(search.phrase(reading.units)))

    def begun(self, reading: Reading) -> str:
        """The full-text query for sentences in which the last word of a reading goes on."""
        return search.either(completed(self.store, reading.units)) if reading.units else ""

    def go_on(self, reading: Reading) -> bool:
        """Whether there are any such."""
        return bool(self.ids(self.begun(reading)))


def _within(store: Store, choice: Choice | None, lang: str) -> search.Among | None:
    """The terms that count: of a choice, of a language; nothing when all do."""
    if choice is None and not lang:
        return None
    condition, bound = choice.condition(store) if choice else ("", [])
    return search.among(store, condition, bound, lang)


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

    @property
    def empty(self) -> bool:
        """Whether nothing is found, not even with the last word taken for a beginning."""
        ways = (self.sentences.have(reading) for reading in self.readings)
        return not (self.hits or any(ways) or self.sentences.go_on(self.main))


NOTHING = Reading("text", "", ())


def understood(store: Store, query: str, lang: str, manner: str, sentences: Sentences | None = None) -> Meaning:
    """The meaning of a query as it stands, without correction. The main reading is the first that finds a term that
    is the query, or a sentence; else the first that finds anything."""
    sentences = sentences or Sentences(store, lang)
    shown = " ".join(query.split())
    every = tuple(one for one in readings(query) if manner in ("", one.manner))
    if not every:
        return Meaning(shown, NOTHING, (), (), sentences)
    hits = _hits(store, every, sentences.within)
    exact = {hit.reading.manner for hit in hits if hit.match == EXACT}
    any_hit = {hit.reading.manner for hit in hits}
    if every[0].manner in any_hit or (not exact and sentences.have(every[0])):
        main = every[0]
    else:
        ordered = [r for r in every if r.manner in exact] + [r for r in every if r.manner in any_hit]
        main = next(iter(ordered), None) or next(filter(sentences.have, every), every[0])
    useful = tuple(one for one in every if one is main or one.manner in exact)
    return Meaning(shown, main, useful if len(useful) > 1 or hits else every, hits, sentences)


def _hits(store: Store, every: Sequence[Reading], within: search.Among | None) -> tuple[Hit, ...]:
    """The concepts that any reading finds, the nearest first; of equally near ones approved ones go first."""
    best: dict[int, tuple[int, str, Reading]] = {}
    for order, reading in enumerate(every):
        strange = bool(order)
        for rank, match, terms in _steps(store, reading, within):
            for term in terms:
                mine = (rank + (1 if strange and match == EXACT else 3 if strange else 0), match, reading)
                if term not in best or mine[0] < best[term][0]:
                    best[term] = mine
    found: dict[int, list[tuple[tuple[object, ...], int]]] = {}
    for head in search.heads(store, best):
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


def _steps(store: Store, reading: Reading, within: search.Among | None) -> Iterator[tuple[int, str, list[int]]]:
    """Rank, kind of match, and terms, from near to far."""
    exact, begun = keys(reading)
    terms = search.terms_with(store, exact, ENOUGH, within)
    toned = [term for term, kind in terms if kind == TONED]
    yield 0, EXACT, toned or [term for term, _ in terms]
    letters = len(reading.text.replace(" ", ""))
    further: list[tuple[int, int]] = []
    if letters > 1 or any(unit.han for unit in reading.units):
        further = search.terms_from(store, begun, ENOUGH, within)
        yield 2, PREFIX, [term for term, _ in further]
    for query in _holding(store, reading, bool(terms), bool(further)):
        held = search.terms_holding(store, query, ENOUGH, within)
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
