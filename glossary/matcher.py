"""All terms of a glossary in a text, in one pass over its tokens.

The terms stand in a trie over tokens (``glossary.tokens``): English words, Vietnamese syllables, Chinese characters. A
trie over characters, as Aho–Corasick libraries have it, would have to hold every inflected form of every term; here a
token of the text simply has several keys. From each token the trie is followed as far as it goes, which is never
farther than the longest term, so that the time grows as the text does and hardly with the glossary.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aligner.types import LANGS, Span
from glossary.boundaries import Boundaries
from glossary.inflection import NUMBER, VERB
from glossary.tokens import HAN, HYPHEN, cut, family, forms, shouted, term_forms
from glossary.trie import BITS, CLOSED, Entry, Trie, closed, may_be_one, paths
from glossary.types import Concept, Match, PartOfSpeech, Term

_MOST_REMEMBERED = 1 << 14
USUAL = 10
"""Terms that a language must have for the way they are written to say anything."""


class Matcher:
    """The terms of concepts, ready to be found in texts. It can be pickled, and shared between threads.

    >>> from glossary.types import Concept
    >>> matcher = Matcher([Concept((Term("en", "cluster"), Term("zh-Hant", "產業集羣")))])
    >>> [(m.term.text, m.span.of("Clustered: 产业集群")) for m in matcher.find("Clustered: 产业集群", "zh-Hans")]
    [('產業集羣', '产业集群')]
    >>> [match.span for match in matcher.find("Supply of clusters", "en")]
    [Span(start=10, stop=18)]
    """

    def __init__(self, concepts: Sequence[Concept], habits: Mapping[str, Habits] | None = None) -> None:
        """``habits``, by family, are those of the glossary that the concepts are a part of."""
        self._terms: list[Term] = []
        self._owners: list[int] = []
        self._size = 0
        self._tries: dict[str, Trie] = {}
        self._first: dict[tuple[str, int], tuple[int, ...]] = {}  # with which keys the terms of a concept begin
        self._closed: dict[tuple[str, int], tuple[str, ...]] = {}  # and with which letters what may be two words
        self._remembered: dict[tuple[str, bool], dict[str, tuple[tuple[int, int], ...]]] = {}
        self._habits = habits or habits_of(concepts)
        self.extend(concepts)

    def extend(self, concepts: Iterable[Concept]) -> None:
        """Take up more concepts, which get the next numbers. Others may search meanwhile."""
        for concept in concepts:
            for term in concept.terms:
                if term.lang in LANGS:
                    kin = family(term.lang)
                    self._add(term, self._size, concept.kind == "name", kin, self._habits.get(kin, NONE))
            self._size += 1
        self._remembered = {}  # not emptied: who searches meanwhile may write what is outdated into the one before

    def _add(self, term: Term, index: int, name: bool, kin: str, habits: Habits) -> None:
        places = cut(term.text)
        if not places:
            return
        trie = self._tries.setdefault(kin, Trie())
        number = len(self._terms)
        self._terms.append(term)  # before anybody can come upon it in the trie
        self._owners.append(index)
        words = [term.text[start:stop] for start, stop in places]
        loud = habits.loud or (len(words) > 1 and term.text.isupper() and any(len(word) > 6 for word in words))
        keys = [term_forms(word, term.lang, loud) for word in words]
        capital = (name or (habits.cased and len(words) == 1)) and words[0][0].isupper() and not term.text.isupper()
        most = NUMBER if name or term.part_of_speech in _STEADY else VERB
        first = set(self._first.get((kin, index), ()))
        for path in paths(keys):
            level = max(level for _, level in path)
            allowed = min(most, NUMBER) if level else most  # clusters is a noun: clustered is none of its forms
            trie.add((key for key, _ in path), Entry(number, allowed, level, capital))
            first.add(trie.keys[path[0][0]])
        for path in closed(term, places, words, keys):
            trie.add((key for key, _ in path), Entry(number, most, NUMBER, capital))
            first.add(trie.keys[path[0][0]])
        if len(words) == 1 and len(words[0]) > CLOSED and not HAN.search(words[0]):
            trie.closed.add(keys[0][0][0][:CLOSED])
            self._closed[kin, index] = (*self._closed.get((kin, index), ()), keys[0][0][0][:CLOSED])
        self._first[kin, index] = tuple(first)

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self._terms)

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_remembered": {}}

    def find(self, text: str, lang: str, *, nested: bool = False, among: Collection[int] | None = None) -> list[Match]:
        """The terms in a text, from left to right; of terms that overlap the longer of those that begin first.

        Terms of several concepts with one span are all there, of one concept the nearest (the same letters, then the
        same script). With ``nested``, terms within longer terms and those that overlap are there too. With ``among``
        it is as if there were no other concepts than those.
        """
        kin = family(lang)
        trie = self._tries.get(kin)
        if trie is None:
            return []
        first, closed = None, trie.closed
        if among is not None:
            first = {key for one in among for key in self._first.get((kin, one), ())}
            closed = {key for one in among for key in self._closed.get((kin, one), ())}
        reading = _Reading(trie, text, lang, self._keys_of, closed)
        found: list[Match] = []
        place = 0
        while place < len(reading.places):
            step = 1
            for stop, entries in reading.at(place) if first is None or reading.begins(place, first) else ():
                if among is not None:
                    entries = [entry for entry in entries if self._owners[entry[0].number] in among]
                if not entries or not reading.allows(place, stop):
                    continue
                span = Span(reading.places[place][0], reading.places[stop - 1][1])
                matches = self._chosen(entries, span, text, lang)
                found += matches
                if matches and not nested:
                    step = stop - place
                    break
            place += step
        return found

    def _keys_of(self, word: str, lang: str, shout: bool) -> tuple[tuple[int, int], ...]:
        """The numbers of the keys of a word, and how far each is from it; remembered, as texts repeat their words."""
        known = self._remembered.setdefault((family(lang), shout), {})
        found = known.get(word)
        if found is None:
            keys = self._tries[family(lang)].keys
            if len(known) >= _MOST_REMEMBERED:
                known.clear()
            found = known[word] = tuple((keys[key], level) for key, level in forms(word, lang, keys, shout))
        return found

    def _chosen(self, entries: Iterable[tuple[Entry, int]], span: Span, text: str, lang: str) -> list[Match]:
        """One match per concept; one in the same letters drives out those that are inflected as verbs."""
        best: dict[int, tuple[tuple[int, bool, bool, int], Term]] = {}
        for entry, level in entries:
            term, owner = self._terms[entry.number], self._owners[entry.number]
            rank = (level, term.lang != lang, term.text != span.of(text), entry.number)
            if owner not in best or rank < best[owner][0]:
                best[owner] = rank, term
        near = any(rank[0] < VERB for rank, _ in best.values())
        return [
            Match(span, term, owner)
            for owner, (rank, term) in sorted(best.items(), key=lambda item: item[1][0])
            if rank[0] < VERB or not near
        ]


_STEADY = (PartOfSpeech.NOUN, PartOfSpeech.ADJECTIVE, PartOfSpeech.ADVERB)
"""Parts of speech that are not inflected as verbs are."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a glossary writes the terms of a family: all in capitals (``loud``); capitals for names alone (``cased``)."""

    loud: bool = False
    cased: bool = False

    @classmethod
    def of(cls, letters: int, loud: int, capital: int) -> Habits:
        """What the manners of its terms make of it: how many there are of each."""
        return cls(letters >= USUAL and loud * 2 > letters, letters >= USUAL and capital * 2 < letters)


NONE = Habits()


def manner(text: str) -> tuple[bool, bool, bool]:
    """How a term is written: whether in letters that have capitals, all in capitals, with a capital at its beginning.

    >>> manner("NATO"), manner("Danube"), manner("cluster"), manner("產業")
    ((True, True, False), (True, False, True), (True, False, False), (False, False, False))
    """
    if text.upper() == text.lower():
        return False, False, False
    loud = text.isupper()
    return True, loud, not loud and text[:1].isupper()


def habits_of(concepts: Iterable[Concept]) -> dict[str, Habits]:
    """The habits of a glossary, by family."""
    counts = {family(lang): [0, 0, 0] for lang in LANGS}
    for concept in concepts:
        for term in concept.terms:
            if held := counts.get(family(term.lang)):
                for place, said in enumerate(manner(term.text)):
                    held[place] += said
    return {name: Habits.of(*held) for name, held in counts.items()}


class _Reading:
    """One text on its way through a trie."""

    def __init__(self, trie: Trie, text: str, lang: str, keys_of: Any, closed: Container[str]) -> None:
        self.trie, self.text, self.lang, self.keys_of, self.closed = trie, text, lang, keys_of, closed
        self.places = cut(text)
        self.shout = shouted(text)
        self.keys = [keys_of(text[start:stop], lang, self.shout) for start, stop in self.places]
        self.boundaries = Boundaries(text, lang)

    def at(self, place: int) -> Iterator[tuple[int, list[tuple[Entry, int]]]]:
        """What begins at a token, the longest first: the token after its end, and the terms that are written so."""
        ends: dict[int, list[tuple[int, int]]] = {}
        open_ends = [(0, place, 0)]
        edges, terminal = self.trie.edges, self.trie.ends
        while open_ends:
            node, here, before = open_ends.pop()
            if here == len(self.places):
                continue
            for after, keys in ((here + 1, self.keys[here]), (here + 2, self._joined(here))):
                for key, level in keys:
                    reached = edges.get(node << BITS | key)
                    if reached:
                        far = max(before, level)
                        open_ends.append((reached, after, far))
                        if reached in terminal:
                            ends.setdefault(after, []).append((reached, far))
        for stop in sorted(ends, reverse=True):
            entries = [
                (entry, max(far, entry.level))
                for node, far in ends[stop]
                for entry in terminal[node]
                if far <= entry.most and (not entry.capital or self._has_capital(place, stop))
            ]
            if entries:
                yield stop, entries

    def begins(self, place: int, first: Container[int]) -> bool:
        """Whether one of some terms may begin at a token: these are the keys that they begin with."""
        for key, _ in self.keys[place]:
            if key in first:
                return True
        return bool(self.closed) and any(key in first for key, _ in self._joined(place))

    def allows(self, place: int, stop: int) -> bool:
        """Whether a term may stand from one token to before another, as the language has its words."""
        return self.boundaries.allow(self.places[place][0], self.places[stop - 1][1], stop - place)

    def _joined(self, place: int) -> Sequence[tuple[int, int]]:
        """The keys of two tokens that a term may write as one word: cyber-security for cybersecurity."""
        if not self.closed or place + 1 >= len(self.places):
            return ()
        (start, stop), (after, end) = self.places[place], self.places[place + 1]
        if after == stop or after - stop > 1:
            return ()
        one, two = self.text[start:stop], self.text[after:end]
        if not HYPHEN.fullmatch(self.text[stop:after]) and not (self.lang == "en" and may_be_one(one, two)):
            return ()
        both = (one + two).casefold()
        if len(both) <= CLOSED or both[:CLOSED] not in self.closed:
            return ()
        keys: tuple[tuple[int, int], ...] = self.keys_of(one + two.casefold(), self.lang, self.shout)
        return [(key, max(level, NUMBER)) for key, level in keys]

    def _has_capital(self, place: int, stop: int) -> bool:
        return any(self.text[self.places[token][0]].isupper() for token in range(place, stop))
