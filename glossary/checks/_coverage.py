"""What of one cell the cell beside it renders: word by word through the shipped lexicons, and the longest gap in it.

A clause that was left out shows twice: the text is shorter than translations between these languages are, and words
that stand together in the one text have no counterpart in the other. Either alone is common in good translations.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

import regex

from aligner.fold import simplified
from aligner.lang import Word, get
from aligner.lexicon import Lexicon, load
from aligner.types import Span
from glossary.checks._base import RowContext
from glossary.checks._lengths import shift, usual
from glossary.checks._sounds import sounding

CHANCE = 0.08
"""How often a word is found in a text that does not render it."""
_KNOWN = ((4, 0.7), (2, 0.5), (0, 0.3))
"""How often a word is found in its translation, by how many renderings the lexicon has at least; sounds: as two."""
_HIT = log(CHANCE / 0.7)
_MISS = tuple((least, log((1 - CHANCE) / (1 - share))) for least, share in _KNOWN)
TRUSTED = 0.2
"""The least weight of a rendering that counts."""
MOST_WORDS = 4
"""The longest phrase that is looked up."""
LEAST = 60.0
"""Shorter sentences, in letters, are put in too many ways to miss a third of them."""
SHORT = 0.0
"""Only where a text is shorter than usual, in spreads, its words are looked up."""

WEIGHTS: dict[tuple[str, str], tuple[float, float, float, float]] = {
    ("en", "vi"): (-3.77, 0.69, 41.1, -10.9),
    ("en", "zh"): (-2.57, 0.66, 50.4, -10.1),
    ("vi", "en"): (-3.86, 0.59, 38.3, -12.0),
    ("vi", "zh"): (-2.60, 0.36, 49.9, -10.0),
    ("zh", "en"): (-2.53, 0.37, 59.8, -12.8),
    ("zh", "vi"): (-2.70, 0.41, 63.3, -11.8),
}
"""For each full and shortened language: weights of the length in spreads, of the gap, and of one over the root of the
length, and a constant. Their sum is the log odds of an omission, less what it takes to say so: above 0 it is told.
Fitted by ``tools/fit_omission.py`` on professional translations with and without a third of a sentence, or a clause,
left out. An original is seldom what was cut, so English has to be surer."""
LONGER = 0.1
"""How much longer than usual, as a log ratio, a cell is that took over a part of the next."""
UNENDED = 2.0
"""What it adds that the shorter text breaks off without the full stop that the other has."""
AGAINST = -3.0
"""The mean of the other languages' odds under which they speak against it."""

_ENDED = regex.compile(r"[.!?。！？…:：][\"“”’」』)）\]*]*\s*\Z")
_NAME = regex.compile(r"\p{Lu}\p{Ll}{3,}")


@dataclass(frozen=True)
class Read:
    """A text made ready: its words, and what renderings are looked for in."""

    lang: str
    text: str
    words: tuple[Word, ...]
    hay: str
    plain: str

    def has(self, rendering: str) -> bool:
        """Whether a rendering in key form stands in the text."""
        return rendering in self.hay if self.lang == "zh" else f" {rendering} " in self.hay


@lru_cache(maxsize=1 << 10)
def read(text: str, lang: str) -> Read:
    """A text made ready, once for all the texts that it is compared with."""
    base = lang.partition("-")[0]
    words = tuple(get(base).words(text))
    hay = simplified(text).lower() if base == "zh" else f" {' '.join(word.key for word in words)} "
    return Read(base, text, words, hay, text.casefold())


def trials(full: Read, other: Read) -> list[tuple[Span, float]]:
    """The words and phrases of a text that can be looked for, and the log odds that the other text lacks them: below
    0 where it has them.

    >>> full, other = read("The city closed its power plants.", "en"), read("Thành phố đóng cửa.", "vi")
    >>> [(span.of(full.text), lacking > 0) for span, lacking in trials(full, other)]
    [('city', False), ('closed', False), ('power', True), ('plants', True)]
    """
    lexicon = load(full.lang, other.lang)
    found: list[tuple[Span, float]] = []
    start = 0
    while start < len(full.words):
        size, lacking = _longest(full, start, other, lexicon)
        word = full.words[start]
        if lacking is None and word.content:
            lacking = _by_letters(word.text, full, other)
        if lacking is not None:
            found.append((Span(word.span.start, full.words[start + size - 1].span.stop), lacking))
        start += size
    return found


def _by_letters(word: str, full: Read, other: Read) -> float | None:
    """Whether a word that no lexicon has stands in the other text as it is written, or by its sound."""
    if len(word) > 1 and word.casefold() in other.plain:
        return _HIT
    if full.lang == "en" and other.lang == "zh" and _NAME.fullmatch(word):
        return _HIT if sounding(word, other.text, "zh-Hans") else _missed(2)
    return None


def _missed(renderings: int) -> float:
    return next(value for least, value in _MISS if renderings >= least)


def _longest(full: Read, start: int, other: Read, lexicon: Lexicon) -> tuple[int, float | None]:
    """The longest phrase at a place that the other text renders, else the first word; ``None``: not in the lexicon."""
    most = 1 if full.lang == "zh" else MOST_WORDS
    for size in range(min(most, len(full.words) - start), 0, -1):
        part = full.words[start : start + size]
        if size == 1 and not part[0].content:
            break
        renderings = [text for text, weight in lexicon.weighted(" ".join([w.key for w in part])) if weight >= TRUSTED]
        if any(map(other.has, renderings)):
            return size, _HIT
        if renderings and (size == 1 or full.lang == "vi"):
            return size, _missed(len(renderings))
    return 1, None


def gap(found: list[tuple[Span, float]]) -> tuple[float, Span]:
    """The run of words that speaks most for an omission: its log odds, and where it stands."""
    best, place = 0.0, Span(0, 0)
    current, start = 0.0, 0
    for span, lacking in found:
        if current <= 0:
            current, start = 0.0, span.start
        current += lacking
        if current > best:
            best, place = current, Span(start, span.stop)
    return best, place


def features(row: RowContext, full: str, short: str) -> tuple[tuple[float, float, float], Span] | None:
    """How short a cell is beside another, in spreads, the gap in the other, and one over the root of its length; and
    where the gap is. ``None`` where the cell is as long as usual."""
    here, there = usual(row, full), usual(row, short)
    spread = (log(there / here) - shift(row.table, full, short)) / sqrt(0.02 + 3 / here)
    if spread > SHORT:
        return None
    run, place = gap(trials(read(row.texts[full], full), read(row.texts[short], short)))
    return (spread, run, 1 / sqrt(here)), place


def odds(row: RowContext, full: str, short: str) -> tuple[float, Span]:
    """The log odds that one cell lacks a part of another, and the words of that part."""
    found = features(row, full, short)
    if found is None:
        return -9.0, Span(0, 0)
    *weights, constant = WEIGHTS[_base(full), _base(short)]
    value = sum(weight * feature for weight, feature in zip(weights, found[0], strict=True)) + constant
    ended = bool(_ENDED.search(row.texts[full])) and not _ENDED.search(row.texts[short])
    return value + UNENDED * ended, found[1]


def shortened(row: RowContext) -> tuple[str, str, Span] | None:
    """The language that probably lacks a part of the others, the one that shows it best, and the part there.

    The language whose odds are best known speaks, English where it is there; the others must not speak against it.
    """
    long = [lang for lang in row.filled if usual(row, lang) >= LEAST]
    best: tuple[float, str, str, Span] | None = None
    for short in row.filled:
        others = [full for full in long if _base(full) != _base(short) and row.texts[full] != row.texts[short]]
        found = {full: odds(row, full, short) for full in others}
        if not found:
            continue
        speaker = max(found, key=lambda full: (full == "en", found[full][0], full))
        rest = [value for full, (value, _) in found.items() if full != speaker]
        value, place = found[speaker]
        if value < 0 or (rest and sum(rest) / len(rest) < AGAINST) or (best and best[0] >= value):
            continue
        if not _moved(row, speaker, short, place):
            best = value, short, speaker, place
    return best[1:] if best else None


def _base(lang: str) -> str:
    return lang.partition("-")[0]


def _moved(row: RowContext, full: str, short: str, place: Span) -> bool:
    """Whether a neighbouring row has what seems to be left out, beyond what it has to render: then the cut differs."""
    part = read(place.of(row.texts[full]), full)
    own = sum(lacking < 0 for _, lacking in trials(part, read(row.texts[short], short)))
    for near in row.near():
        if short not in near.filled:
            continue
        if full in near.filled:
            more = log(usual(near, short) / usual(near, full))
            if more - shift(row.table, full, short) < LONGER:
                continue
        hits = [lacking < 0 for _, lacking in trials(part, read(near.texts[short], short))]
        if sum(hits) >= max(2, own + 2, 0.5 * len(hits)):
            return True
    return False
