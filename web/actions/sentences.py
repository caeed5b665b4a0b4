"""The sentences for a query: what is looked for in them, which rows are shown, and what is marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from aligner.types import LANGS, Span
from glossary import pinyin
from glossary.counterparts import Counterparts
from glossary.keys import Unit, has_han, joined, occurrences, units
from glossary.queries import Reading
from web.actions import meaning
from web.hits import CellHit, Marks, SentenceHit
from web.store import Store, concepts, contexts, search

WINDOW = 120
"""Sentences of which those shown are chosen: out of many works rather than out of the first that has enough."""

PHRASES = 5  # concepts and terms that are followed into sentences


def found_in(reading: Reading, text: str) -> Marks:
    """Which part of a term a query is: for pinyin the characters that are read so."""
    parts = units(text)
    if reading.manner != "pinyin":
        return _marks(occurrences(reading.units, parts, prefix=True))
    han = [part for part in parts if part.han]
    read = [pinyin.plain([syllable]) for syllable in pinyin.read(joined(han))]
    for start in range(len(read)):
        for stop in range(start + 1, len(read) + 1):
            run = "".join(read[start:stop])
            if run == reading.text or (stop - start == len(read) and run.startswith(reading.text)):
                return ((han[start].start, han[stop - 1].stop),)
            if run.startswith(reading.text) and start == 0:
                return ((han[start].start, han[stop - 1].stop),)
    return ()


def in_terms(store: Store, reading: Reading, hits: Sequence[meaning.Hit]) -> list[tuple[Unit, ...]]:
    """The different stretches of terms that a reading found, whole terms where it is no stretch."""
    found: dict[str, tuple[Unit, ...]] = {}
    for head in search.heads(store, [term for hit in hits for term in hit.terms][:PHRASES]):
        text = head["text"]
        for start, stop in found_in(reading, text) or ((0, len(text)),):
            parts = units(text[start:stop])
            found.setdefault(joined(parts), parts)
    return list(found.values())


def _marks(spans: Sequence[Span]) -> Marks:
    return tuple((span.start, span.stop) for span in spans)


class Sought:
    """What is looked for in sentences: the units of the query, or what its pinyin or its keystrokes found in terms."""

    def __init__(self, store: Store, found: meaning.Meaning) -> None:
        self.sentences = found.sentences
        self.exact = True
        self.prefix = False
        mine = [hit for hit in found.hits if hit.reading is found.main]
        self.concepts = concepts.views(store, [hit.concept for hit in mine if hit.match == meaning.EXACT][:PHRASES])
        self.phrases = [found.main.units] if found.main.units else []
        self.query = search.either(map(search.phrase, self.phrases))
        if not self.sentences.ids(self.query):
            self._loosen(store, found.main, mine)

    def _loosen(self, store: Store, main: Reading, hits: Sequence[meaning.Hit]) -> None:
        """No sentence holds the words as they are: try what they found in terms, then each word for itself, then the
        last one as a beginning."""
        typed = self.phrases
        exact = [hit for hit in hits if hit.match == meaning.EXACT] or (hits if main.manner == "pinyin" else [])
        self.phrases = in_terms(store, main, exact)
        self.query = search.either(map(search.phrase, self.phrases))
        if self.sentences.ids(self.query) or not typed:
            return
        self.phrases, self.exact = typed, False
        self.query = search.either(search.phrase(phrase, exact=False) for phrase in typed)
        if not exact and not self.sentences.ids(self.query):
            self.query = self.sentences.begun(main)
            self.exact = self.prefix = True

    @property
    def han(self) -> bool:
        """Whether Chinese characters are looked for: then a text without any need not be cut into units."""
        return any(unit.han for phrase in self.phrases for unit in phrase)

    def find(self, text: str) -> list[Span]:
        """Where it stands in a text."""
        if self.han and not has_han(text):
            return []
        parts = units(text)
        spans = [s for p in self.phrases for s in occurrences(p, parts, prefix=self.prefix, exact=self.exact)]
        return sorted(set(spans), key=lambda span: span.start)


def rows(store: Store, sought: Sought, offset: int, limit: int) -> tuple[list[contexts.Place], int | None]:
    """The rows to show from an offset on, each once, and the offset after them."""
    finder = contexts.Rows(store)
    chosen: list[contexts.Place] = []
    window = offset // WINDOW
    seen: set[tuple[int, int]] = set()
    for _ in range(limit + 1):  # a row made of thousands of sentences fills many windows
        ids = sought.sentences.window(sought.query, window * WINDOW, WINDOW + 1)
        further = len(ids) > WINDOW
        for place, sentence in enumerate(_by_turns(contexts.places(store, ids[:WINDOW])), window * WINDOW):
            row, number = finder.of(sentence)
            name = (row, 0) if row else (0, sentence.segment)
            if name in seen:
                continue
            if place >= offset and len(chosen) == limit:
                return chosen, place
            seen.add(name)
            if place >= offset:
                chosen.append(contexts.located(sentence, row, number))
        window += 1
        offset = max(offset, window * WINDOW)
        if not further:
            return chosen, None
        if len(chosen) == limit:
            break
    return chosen, offset


def _by_turns(places: Sequence[contexts.Place]) -> Iterator[contexts.Place]:
    """Sentences by turns out of each work, in the order of each."""
    works: dict[int, list[contexts.Place]] = {}
    for place in places:
        works.setdefault(place.work, []).append(place)
    turn = 0
    while any(turn < len(held) for held in works.values()):
        yield from (held[turn] for held in works.values() if turn < len(held))
        turn += 1


def shown(store: Store, sought: Sought, places: Sequence[contexts.Place]) -> Iterator[SentenceHit]:
    """The rows as they are shown; one in which nothing is found after all is left out."""
    texts = contexts.cells(store, [place.row for place in places if place.row])
    works, bands = contexts.heads(store, places)
    marker = _Marker(sought)
    alone = {one.id: one.text for one in search.segments(store, [place.segment for place in places if not place.row])}
    for place in places:
        row = texts[place.row] if place.row else {place.lang: alone[place.segment]}
        cells = marker.cells(row)
        if any(cell.marks for cell in cells):
            slug = works[place.work]["slug"]
            home = f"/works/{quote(slug)}"
            url = f"{home}#r{place.row_number}" if place.row else f"{home}/documents/{place.document}"
            title = works[place.work]["title"]
            yield SentenceHit(slug, title, place.row_number, bands.get(place.row, ""), url, cells)


class _Marker:
    """Marks the query and its counterparts: the other terms of the concepts that it is, else what the lexicons say."""

    def __init__(self, sought: Sought) -> None:
        self.sought = sought
        self.terms: dict[str, list[tuple[Unit, ...]]] = {}
        for view in sought.concepts:
            for term in view.terms:
                self.terms.setdefault(term.lang.partition("-")[0], []).append(units(term.text))
        self.guesses: dict[tuple[str, str], Counterparts] = {}

    def cells(self, row: dict[str, str]) -> tuple[CellHit, ...]:
        """The cells of a row in the order of the languages."""
        marks = {lang: self.sought.find(row[lang]) for lang in LANGS if lang in row}
        own = [lang for lang in marks if marks[lang]]
        found = []
        for lang, spans in marks.items():
            answers: list[Span] = []
            if own and not spans:
                answers = self._answers(row[lang], lang) or self._guess(row, own[0], marks[own[0]][0], lang)
            found.append(CellHit(lang, row[lang], _marks(spans), _marks(answers)))
        return tuple(found)

    def _answers(self, text: str, lang: str) -> list[Span]:
        """Where the concepts' other terms stand."""
        parts = units(text)
        terms = self.terms.get(lang.partition("-")[0], ())
        return _disjoint([span for term in terms for span in occurrences(term, parts)])

    def _guess(self, row: dict[str, str], own: str, span: Span, lang: str) -> list[Span]:
        """Where the lexicons have a counterpart of what was found."""
        words = joined(units(span.of(row[own])))
        if (own, words) not in self.guesses:
            self.guesses[own, words] = Counterparts(words, own)
        return self.guesses[own, words].find(row[lang], lang)


def _disjoint(spans: Sequence[Span]) -> list[Span]:
    """Of spans that overlap the longest."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (-len(one), one.start)):
        if all(span.stop <= one.start or span.start >= one.stop for one in kept):
            kept.append(span)
    return sorted(kept, key=lambda one: one.start)
