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

from aligner.columns import MAX_HAN, MAX_WORDS, Cell, Column
from aligner.lexicon import Lexicon, load
from aligner.segmentation import segment_lines
from benchmarks.corpora import Parallel
from benchmarks.halves import DEVELOPMENT, Half

SETS = ("samples", "shared-gold", "ntrexcat-sent", "d2l", "react-sent", "bible-sent")
LETTER = regex.compile(r"\p{L}")
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


def renderings(cell: Cell, lang: str, lexicon: Lexicon) -> Iterator[tuple[str, set[str]]]:
    """Every content word of a unit with its renderings: its own, and those of the phrases that it is part of.

    >>> from aligner.lang import get
    >>> cell = Cell("power plant", tuple(get("en").words("power plant")))
    >>> word, found = next(renderings(cell, "en", load("en", "vi")))
    >>> "nhà máy điện" in found
    True
    """
    keys = cell.keys
    han = lang.startswith("zh")
    longest = MAX_HAN if han else MAX_WORDS
    for at, word in enumerate(cell.words):
        if not word.content or not LETTER.search(word.key):
            continue
        found = set(lexicon.translations(word.key))
        for start in range(max(0, at - longest + 1), at + 1):
            for stop in range(max(at + 1, start + 2), min(len(keys), start + longest) + 1):
                phrase = ("" if han else " ").join(keys[start:stop])
                if len(phrase) <= MAX_HAN or not han:
                    found.update(lexicon.translations(phrase) if phrase in lexicon else ())
        yield word.key, found


def of_side(left: Column, right: Column, beads: Iterable[tuple[tuple[int, ...], tuple[int, ...]]]) -> Coverage:
    """The coverage of the left side of a pair."""
    lexicon = load(base(left.lang), base(right.lang))
    standing: dict[int, set[str]] = {}
    for x, y in beads:
        part = {gram for gram, places in _features(right, y)} if x and y else set()
        standing.update(dict.fromkeys(x, part))
    count = Coverage()
    for number, cell in enumerate(left.cells):
        there = standing.get(number, set())
        for key, found in renderings(cell, left.lang, lexicon):
            count.words += 1
            count.known += bool(found)
            count.standing += not found.isdisjoint(there)
            if not found:
                count.unknown[key] += 1
    return count


def _features(column: Column, units: tuple[int, ...]) -> Iterable[tuple[str, list[int]]]:
    return column.part(units[0], units[-1] + 1).features.items()


def of_documents(documents: Iterable[Parallel]) -> dict[str, Coverage]:
    """Coverage by direction, ``en → vi`` and so on, over the pairs that have gold and two languages."""
    found: dict[str, Coverage] = {}
    for document in documents:
        columns = {lang: Column.of(segment_lines(text, lang), lang) for lang, text in document.texts.items()}
        for (a, b), gold in document.gold.items():
            if base(a) == base(b):
                continue
            for left, right, beads in ((a, b, gold), (b, a, [(y, x) for x, y in gold])):
                key = f"{left} → {right}"
                found[key] = found.get(key, Coverage()) + of_side(columns[left], columns[right], beads)
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
