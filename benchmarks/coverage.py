"""How much of real text the shipped lexicon knows, per pair of languages and side.

*Known*: the share of content words (function words and figures left out) that have a rendering in the lexicon, by
themselves or within a phrase of up to four words; a Chinese word also through its parts, as the aligner looks it up.
*Standing*: the share that has one of these renderings standing in the counterpart that the gold gives: what the
lexicon really contributes, since a translator may choose other words. Numbers, names that are alike, dates and the
like are evidence too, but of other scorers; they are not counted here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import regex

from aligner.fold import simplified
from aligner.lang import Word, get
from aligner.lexicon import Lexicon, load
from benchmarks.corpora import Parallel
from benchmarks.halves import DEVELOPMENT, Half

SETS = ("samples", "shared-gold", "ntrexcat-sent", "d2l", "react-sent", "bible-sent")
LETTER = regex.compile(r"\p{L}")
HAN = regex.compile(r"\p{Han}+")
LONGEST, LONGEST_HAN = 4, 6
"""The longest phrase in words, and in Chinese characters."""

SHOWN = 40


@dataclass(slots=True)
class Coverage:
    """Content words of one side of a pair: all, known to the lexicon, rendered in the counterpart; and the unknown."""

    words: int = 0
    known: int = 0
    standing: int = 0
    unknown: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(
            self.words + other.words,
            self.known + other.known,
            self.standing + other.standing,
            self.unknown + other.unknown,
        )


def base(lang: str) -> str:
    """The lexicon's language of a tag."""
    return lang.split("-")[0]


@dataclass(frozen=True, slots=True)
class Side:
    """The units of one language as words, hyphenated ones in their parts, and all that a rendering could match."""

    lang: str
    units: list[list[Word]]
    grams: list[set[str]]

    @classmethod
    def of(cls, texts: Sequence[str], lang: str) -> Side:
        """A side out of its segments."""
        units = [[part for word in get(lang).words(text) for part in parts(word)] for text in texts]
        if lang.startswith("zh"):
            runs = [HAN.findall(simplified(text)) for text in texts]
            grams = [{run[i:j] for run in found for i, j in ranges(len(run), LONGEST_HAN)} for found in runs]
            return cls(
                lang, units, [{*own, *(word.key for word in unit)} for own, unit in zip(grams, units, strict=True)]
            )
        keys = [[word.key for word in unit] for unit in units]
        return cls(lang, units, [{" ".join(unit[i:j]) for i, j in ranges(len(unit), LONGEST)} for unit in keys])


def parts(word: Word) -> list[Word]:
    """A hyphenated word as its parts: a lexicon has *high speed*, not every *high-speed*."""
    return [word._replace(key=key) for key in word.key.split("-") if key]


def ranges(size: int, longest: int) -> Iterator[tuple[int, int]]:
    """All runs of up to ``longest`` places.

    >>> list(ranges(2, 3))
    [(0, 1), (0, 2), (1, 2)]
    """
    return ((i, j) for i in range(size) for j in range(i + 1, min(size, i + longest) + 1))


def renderings(unit: Sequence[Word], lang: str, lexicon: Lexicon) -> Iterator[tuple[str, set[str]]]:
    """Every content word of a unit with its renderings: its own, and those of the phrases that it is part of.

    >>> words = list(get("en").words("power plant"))
    >>> word, found = next(renderings(words, "en", load("en", "vi")))
    >>> "nhà máy điện" in found
    True
    """
    keys = [word.key for word in unit]
    han = lang.startswith("zh")
    phrases: list[set[str]] = [set() for _ in keys]
    for i, j in ranges(len(keys), LONGEST):
        phrase = ("" if han else " ").join(keys[i:j])
        if j - i > 1 and phrase in lexicon:
            for place in range(i, j):
                phrases[place].update(lexicon.translations(phrase))
    for word, found in zip(unit, phrases, strict=True):
        if word.content and LETTER.search(word.key):
            yield word.key, found.union(lexicon.translations(word.key))


def of_side(left: Side, right: Side, beads: Iterable[tuple[tuple[int, ...], tuple[int, ...]]]) -> Coverage:
    """The coverage of the left side of a pair."""
    lexicon = load(base(left.lang), base(right.lang), wide=True)
    counterparts: dict[int, set[str]] = {}
    for x, y in beads:
        there: set[str] = set().union(*(right.grams[j] for j in y))
        counterparts.update(dict.fromkeys(x, there))
    count = Coverage()
    for number, unit in enumerate(left.units):
        there = counterparts.get(number, set())
        for key, found in renderings(unit, left.lang, lexicon):
            count.words += 1
            count.known += bool(found)
            count.standing += not found.isdisjoint(there)
            if not found:
                count.unknown[key] += 1
    return count


def of_documents(documents: Iterable[Parallel]) -> dict[str, Coverage]:
    """Coverage by direction, ``en → vi`` and so on, over the pairs that have gold and two languages."""
    found: dict[str, Coverage] = {}
    for document in documents:
        sides = {lang: Side.of(texts, lang) for lang, texts in document.texts.items()}
        for (a, b), gold in document.gold.items():
            if base(a) == base(b):
                continue
            for left, right, beads in ((a, b, gold), (b, a, [(y, x) for x, y in gold])):
                key = f"{left} → {right}"
                found[key] = found.get(key, Coverage()) + of_side(sides[left], sides[right], beads)
    return found


def report(corpora: Mapping[str, Sequence[tuple[Half, Parallel]]]) -> dict[str, Any]:
    """Shares by set and direction, development and test half, and the most frequent words that have no rendering.

    The words come from the development halves alone: whoever adds them to the vocabulary must not see the others.
    """
    shares: dict[str, Any] = {}
    unknown: dict[str, Counter[str]] = {}
    for name, corpus in corpora.items():
        for half in dict.fromkeys(own for own, _ in corpus):
            found = of_documents(document for own, document in corpus if own == half)
            for key, count in found.items():
                values = {"words": count.words, "known": count.known, "standing": count.standing}
                shares.setdefault(name, {}).setdefault(key, {})[half] = values
                if half == DEVELOPMENT:
                    unknown[key] = unknown.get(key, Counter()) + count.unknown
    words = {key: [f"{word} {times}" for word, times in found.most_common(SHOWN)] for key, found in unknown.items()}
    return {"shares": shares, "unknown": words}
