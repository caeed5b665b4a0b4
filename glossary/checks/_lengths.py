"""How long a text is against its counterpart: bands per pair of languages, in units that scripts share."""

from __future__ import annotations

from functools import lru_cache
from math import log, sqrt

import regex

from glossary.checks._base import RowContext

_HAN = regex.compile(r"\p{Han}")
_LETTER = regex.compile(r"[\p{L}\p{N}]")
_HAN_WEIGHT = 3.0
"""A Han character says about as much as three letters; Latin names in a Chinese text count as what they are."""

_USUAL = {"en": 1.0, "vi": 1.05, "zh-Hans": 1.11, "zh-Hant": 1.05}
"""Weighted length for the same content, English = 1: median over professional translations (news)."""

_LONG_TEXT, _SHORT_TEXT = 0.33, 2.6
"""The band's half width in log ratio is ``0.33 + 2.6 / √length``: 99% of good news sentences lie well within."""


_SENTENCE = 40
"""Headings and exclamations of fewer letters are put in too many ways to miss a part of."""


@lru_cache(maxsize=4096)
def weight(text: str) -> float:
    """The length of a text in letters, a Han character counted as three.

    >>> weight("Two words."), weight("兩個字。")
    (8.0, 9.0)
    """
    letters, han = len(_LETTER.findall(text)), len(_HAN.findall(text))
    return letters + (_HAN_WEIGHT - 1) * han


def deviation(left: str, right: str, langs: tuple[str, str]) -> float:
    """How far the right text is from its usual length, in widths of the band: under -1 too short, over 1 too long."""
    a, b = weight(left) / _USUAL[langs[0]], weight(right) / _USUAL[langs[1]]
    if not a or not b:
        return 0.0
    return log(b / a) / (_LONG_TEXT + _SHORT_TEXT / sqrt(max(a, b)))


def percent(left: str, right: str, langs: tuple[str, str]) -> int:
    """The length of the right text in percent of what is usual for the left one."""
    a, b = weight(left) / _USUAL[langs[0]], weight(right) / _USUAL[langs[1]]
    return round(100 * b / a) if a and b else 0


def deviating(row: RowContext, limit: float = 1.0) -> tuple[str, str, float] | None:
    """The language out of its band against most others, one it is out against, and the mean deviation.

    With three languages or more, the one that deviates from all others is named; with two, the one that is later in
    the table. ``None`` when all is usual, or when it cannot be told who is out.
    """
    langs = row.filled
    best: tuple[str, str, float] | None = None
    for lang in reversed(langs):
        others = [other for other in langs if other != lang]
        if not others:
            continue
        values = [deviation(row.texts[other], row.texts[lang], (other, lang)) for other in others]
        mean = sum(values) / len(values)
        if (min(values) > 0.6 * limit or max(values) < -0.6 * limit) and abs(mean) > limit:
            worst = max(zip(values, others, strict=True), key=lambda pair: abs(pair[0]))[1]
            if best is None or abs(mean) > abs(best[2]) + 0.01:
                best = (lang, worst, mean)
    return best


def shortened(row: RowContext) -> tuple[str, str] | None:
    """The language that is too short beside all others, so that something is missing, and one of the others.

    Where three languages or more agree among themselves, a smaller shortfall is telling than between two.
    """
    langs = row.filled
    if max(weight(row.texts[lang]) for lang in langs) < _SENTENCE:
        return None
    if len(langs) < 3:
        found = deviating(row)
        return (found[0], found[1]) if found and found[2] < -1.4 else None
    values = {(a, b): deviation(row.texts[a], row.texts[b], (a, b)) for a in langs for b in langs if a != b}
    for lang in langs:
        others = [other for other in langs if other != lang]
        against = [values[other, lang] for other in others]
        unity = max(abs(values[a, b]) for a in others for b in others if a != b)
        if sum(against) / len(against) < -0.9 and max(against) < -0.75 and unity < 0.25:
            return lang, others[0]
    return None
