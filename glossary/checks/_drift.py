"""Drift of proposed concepts: one term of the leading language, rendered in two ways by another.

What mining proposes is no rule, so the proof has to come from the table. Renderings are compared only between rows in
which the leading language uses the same term (*hub* apart from *center*); its own variation is never held against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from aligner.fold import fold
from aligner.lang import get
from aligner.lexicon import load
from aligner.types import Span
from glossary.checks._places import PREFIXES, Places, Texts
from glossary.concepts import general
from glossary.types import Concept

SENSES = 16
"""A single word with more renderings than this in the lexicon is an everyday word, which nobody renders in one way."""

OUTSIDE = 2
"""Rows in which a rendering has to stand in for the usual one, when nothing but that speaks for it."""

Parts = tuple[str, ...]

_ZH_ENDING = regex.compile(r"(?<=..)[业商者国性化家员人们地区市省州县]\Z")
_INFLECTION = regex.compile(r"(?<=...)(?:['’]s|(?<=..)ing|(?<=..)ings|(?<=..)ed|ies|y|es|e|(?<![sui])s)\Z")


@dataclass(frozen=True)
class Drift:
    """A rendering that competes with the usual one: where (row → span), in which language, of which term."""

    concept: Concept
    lang: str
    anchor: str
    usual: str
    rival: str
    places: dict[int, Span]


@dataclass(frozen=True)
class _Rival:
    """What one row has in place of the usual rendering; ``proven`` when the further languages have theirs."""

    text: str
    row: int
    span: Span
    proven: bool


@dataclass
class _Known:
    """A concept with its places, and its terms of the leading language cut into parts."""

    concept: Concept
    places: Places
    lead: str
    keys: list[Parts] = field(default_factory=list)


def drifts(concepts: Sequence[Concept], texts: Texts) -> Iterator[Drift]:
    """The competing renderings of all concepts, one for each rendering, with all rows that have it."""
    known = []
    for concept in concepts:
        lead = next((lang for lang in texts.context.langs if concept.of(lang)), "")
        if lead:
            keys = [parts(term.text, lead) for term in concept.of(lead)]
            known.append(_Known(concept, texts.places(concept), lead, keys))
    for one in known:
        for numbers in _anchors(one):
            yield from _Anchor(one, numbers, known, texts).drifts()


def _anchors(one: _Known) -> list[list[int]]:
    """The terms of the leading language in groups of one idea, without those that are everyday words."""
    groups: list[list[int]] = []
    for number in sorted(range(len(one.keys)), key=lambda n: len(one.keys[n])):
        group = next((g for g in groups if within(one.keys[g[0]], one.keys[number])), None)
        if group is None:
            groups.append([number])
        else:
            group.append(number)
    return [group for group in groups if one.concept.kind == "name" or _special(one, group)]


def _special(one: _Known, group: Sequence[int]) -> bool:
    lead = one.lead
    if any(len(one.keys[number]) > (3 if lead.startswith("zh") else 1) for number in group):
        return True
    words = get(lead).words(one.concept.of(lead)[group[0]].text)
    return len(words) != 1 or (not general(lead, (words[0].key,)) and _senses(words[0].key, lead) <= SENSES)


@lru_cache(maxsize=1 << 12)
def _senses(key: str, lang: str) -> int:
    language = lang.partition("-")[0]
    return max(len(load(language, other).translations(key)) for other in ("en", "vi", "zh") if other != language)


class _Anchor:
    """One term of the leading language, the rows that have it, and how the other languages render it there."""

    def __init__(self, one: _Known, numbers: Sequence[int], known: Sequence[_Known], texts: Texts) -> None:
        self.one, self.texts, self.known = one, texts, known
        self.concept, self.lead = one.concept, one.lead
        self.key = one.keys[numbers[0]]
        self.term = self.concept.of(self.lead)[numbers[0]].text
        self.rows = [
            row for row in sorted(one.places.rows) if not one.places.of(row, self.lead).keys().isdisjoint(numbers)
        ]
        self.others = [lang for lang in texts.context.langs if lang != self.lead and self.concept.of(lang)]
        self.usual = {lang: found for lang in self.others if (found := self._usual(lang))}

    def _usual(self, lang: str) -> tuple[int, list[int]] | None:
        """The rendering that most rows have, the first on a tie, and these rows."""
        rows: dict[int, list[int]] = defaultdict(list)
        for row in self.rows:
            for number in {self._leader(lang, number) for number in self.one.places.of(row, lang)}:
                rows[number].append(row)
        return min(rows.items(), key=lambda item: (-len(item[1]), item[1][0]), default=None)

    def _leader(self, lang: str, number: int) -> int:
        terms = self.concept.of(lang)
        return next(n for n, term in enumerate(terms) if same(term.text, terms[number].text, lang))

    def drifts(self) -> Iterator[Drift]:
        """The competing renderings of this term."""
        if len(self.rows) < 2:
            return
        for lang, (number, rows) in self.usual.items():
            usual = self.concept.of(lang)[number].text
            for rival, places in self._competing(lang, usual, set(rows)):
                if len(rows) >= max(len(places), self._least(usual, rival, lang)):
                    yield Drift(self.concept, lang, self.term, usual, rival, dict(sorted(places.items())))

    def _competing(self, lang: str, usual: str, rows: AbstractSet[int]) -> Iterator[tuple[str, dict[int, Span]]]:
        """What the rows without the usual rendering have for it, where one row at least proves it."""
        found: dict[str, list[_Rival]] = defaultdict(list)
        silent = []
        for row in self.rows:
            if row in rows or not self._filled(row, lang):
                continue
            rivals = [rival for rival in self._rivals(row, lang, usual) if not self._literal(rival)]
            if rivals:
                best = max(rivals, key=lambda rival: rival.proven)
                found[fold(best.text, lang).text].append(best)
            else:
                silent.append(row)
        for rival in self._standing_in(silent, lang, usual) if len(rows) > 1 else ():
            found[fold(rival.text, lang).text].append(rival)
        for same_ones in found.values():
            if any(rival.proven for rival in same_ones):
                yield same_ones[0].text, {rival.row: rival.span for rival in same_ones}

    def _literal(self, rival: _Rival) -> bool:
        """Whether the leading language has the very same letters: a piece of a name that was left as it was."""
        return rival.text.casefold() in self.texts.context.rows[rival.row].texts[self.lead].casefold()

    def _least(self, usual: str, rival: str, lang: str) -> int:
        """The rows that the usual rendering must hold: two; one is enough for half-way different compounds."""
        shared = len(set(parts(usual, lang)) & set(parts(rival, lang)))
        return 1 if len(self.key) > 1 and shared * 2 >= len(parts(rival, lang)) else 2

    def _rivals(self, row: int, lang: str, usual: str) -> Iterator[_Rival]:
        """What a row has for the term instead: a word made of the usual one, another rendering, one in a compound."""
        text = self.texts.context.rows[row].texts[lang]
        stable = self._stable(row, lang)
        for span, root in self.texts.prefixed.get(row, ()) if lang == "vi" else ():
            if fold(root, lang).text == fold(usual, lang).text:
                yield _Rival(span.of(text), row, span, stable)
        terms = self.concept.of(lang)
        for number, spans in self.one.places.of(row, lang).items():
            if not same(terms[number].text, usual, lang):
                yield _Rival(terms[number].text, row, spans[0], stable)
        for span in self.texts.beginnings(row, lang, usual):
            yield _Rival(span.of(text), row, span, len(parts(usual, lang)) > 2)
        for span in self._compound(row, lang):
            word = span.of(text)
            if set(parts(word, lang)) & set(parts(usual, lang)) and (
                not same(word, usual, lang) or general(lang, (fold(word, lang).text,))
            ):
                yield _Rival(word, row, span, True)

    def _stable(self, row: int, lang: str) -> bool:
        """Whether at least half of the further languages have their usual rendering in a row."""
        others = [row in self.usual[other][1] for other in self.usual if other != lang and self._filled(row, other)]
        return sum(others) * 2 >= len(others)

    def _filled(self, row: int, lang: str) -> bool:
        return lang in self.texts.context.rows[row].filled

    def _compound(self, row: int, lang: str) -> Iterator[Span]:
        """What stands for the term in the renderings of longer concepts that hold it."""
        text = self.texts.context.rows[row].texts[lang]
        for other in self.known:
            if other is self.one or other.lead != self.lead or other.concept.kind != self.concept.kind:
                continue
            for number in other.places.of(row, self.lead):
                key = other.keys[number]
                if len(key) > len(self.key) and self._speaks_in(key) and not self._idiom(key, row):
                    for spans in other.places.of(row, lang).values():
                        yield self._rest(key, spans[0], text, row, lang)

    def _speaks_in(self, key: Parts) -> bool:
        """Whether a compound is one of the term: its head, or a term of several words that it holds."""
        head = key[: len(self.key)] if self.lead == "vi" else key[-len(self.key) :]
        return head == self.key or (len(self.key) > 1 and within(self.key, key))

    def _idiom(self, key: Parts, row: int) -> bool:
        """Whether part of the term makes up another concept with what stands around it: high-speed rail | network."""
        return any(
            other is not self.one
            and other.lead == self.lead
            and len(other.places.rows) > 1
            and any(
                len(k) > 1
                and within(k, key)
                and len(k) < len(key)
                and not within(k, self.key)
                and not within(self.key, k)
                and set(k) & set(self.key)
                for n in other.places.of(row, self.lead)
                for k in [other.keys[n]]
            )
            for other in self.known
        )

    def _rest(self, key: Parts, span: Span, text: str, row: int, lang: str) -> Span:
        """A compound's rendering without that of what is added to the term there."""
        added = [
            part
            for other in self.known
            if other is not self.one and other.lead == self.lead
            for n in other.places.of(row, self.lead)
            if within(other.keys[n], key) and not set(other.keys[n]) & set(self.key)
            for spans in other.places.of(row, lang).values()
            for part in spans
        ]
        for part in sorted(added, key=lambda part: part.start - part.stop):
            if part.start <= span.start < part.stop < span.stop:
                return _stripped(Span(part.stop, span.stop), text)
            if span.start < part.start < span.stop <= part.stop:
                return _stripped(Span(span.start, part.start), text)
        return span

    def _standing_in(self, rows: Sequence[int], lang: str, usual: str) -> Iterator[_Rival]:
        """Renderings of other concepts that stand, without these, in rows where nothing else answers the term."""
        for other in self.known:
            if other is self.one or other.lead != self.lead or other.concept.kind != self.concept.kind:
                continue
            for number, term in enumerate(other.concept.of(lang)):
                alone = [
                    _Rival(term.text, row, other.places.of(row, lang)[number][0], self._stable(row, lang))
                    for row in rows
                    if number in other.places.of(row, lang) and not other.places.has(row, self.lead)
                ]
                if len(alone) >= OUTSIDE and not same(term.text, usual, lang):
                    yield from alone


def _stripped(span: Span, text: str) -> Span:
    part = span.of(text)
    return Span(span.start + len(part) - len(part.lstrip()), span.stop - (len(part) - len(part.rstrip())))


@lru_cache(maxsize=1 << 14)
def parts(text: str, lang: str) -> Parts:
    """What a term is made of: English words without inflection, Vietnamese syllables, Simplified characters.

    >>> parts("Industrial clusters", "en"), parts("產業集羣", "zh-Hant")
    (('industrial', 'cluster'), ('产', '业', '集', '群'))
    """
    if lang.startswith("zh"):
        return tuple(fold(text, lang).text)
    if lang == "en":
        text = regex.sub(r"(?<=\p{L})-(?=\p{L})", " ", text)
        return tuple(_INFLECTION.sub("", word.text.casefold()) for word in get(lang).words(text))
    return tuple(word.key for word in get(lang).words(text))


def within(inner: Parts, outer: Parts) -> bool:
    """Whether parts stand in others, side by side and in this order."""
    return bool(inner) and any(outer[at : at + len(inner)] == inner for at in range(len(outer) - len(inner) + 1))


def same(one: str, other: str, lang: str) -> bool:
    """Whether two renderings are one: one holds the other, or they are one word but for an ending of its kind. A prefix
    makes another word: phân cụm is no cụm.

    >>> same("cụm công nghiệp", "cụm", "vi"), same("製造業", "製造商", "zh-Hant"), same("產業集聚", "集羣", "zh-Hant")
    (True, True, False)
    """
    left, right = parts(one, lang), parts(other, lang)
    if lang == "vi" and any(
        longer[1:] == shorter and longer[0] in PREFIXES for longer, shorter in ((left, right), (right, left)) if longer
    ):
        return False
    if lang.startswith("zh") and _ZH_ENDING.sub("", "".join(left)) == _ZH_ENDING.sub("", "".join(right)):
        return True
    return within(left, right) or within(right, left)
