"""How long a text is against its counterpart: bands per pair of languages, in units that scripts share.

With enough rows the bands are those of the work: one translator is brief, another explains, and both are right.
"""

from __future__ import annotations

from math import log, sqrt
from statistics import median

import regex

from glossary.checks._base import RowContext, TableContext

_HAN = regex.compile(r"\p{Han}")
_LETTER = regex.compile(r"[\p{L}\p{N}]")
_HAN_WEIGHT = 3.0
"""A Han character says about as much as three letters; Latin names in a Chinese text count as what they are."""

_USUAL = {"en": 1.0, "vi": 1.05, "zh-Hans": 1.11, "zh-Hant": 1.05}
"""Weighted length for the same content, English = 1: median over professional translations (news)."""

_LONG_TEXT, _SHORT_TEXT = 0.33, 2.6
"""The band's half width in log ratio is ``0.33 + 2.6 / √length``: 99% of good news sentences lie well within."""


_ENOUGH, _LEAST = 20, 60.0
"""A work's own habit counts as much as what is usual where it has so many rows of so many letters at least."""
_SPREAD, _NARROWEST, _WIDEST = 0.15, 0.9, 1.5
"""The spread of log ratios of sentences in good translations, and how far a work's own one may change the band."""


def weight(text: str) -> float:
    """The length of a text in letters, a Han character counted as three.

    >>> weight("Two words."), weight("兩個字。")
    (8.0, 9.0)
    """
    letters, han = len(_LETTER.findall(text)), len(_HAN.findall(text))
    return letters + (_HAN_WEIGHT - 1) * han


def usual(row: RowContext, lang: str) -> float:
    """The weighted length that the same content would usually have in English."""
    key = ("usual", lang)
    if key not in row.memo:
        row.memo[key] = weight(row.texts[lang]) / _USUAL[lang]
    found: float = row.memo[key]
    return found


def _habit(context: TableContext, left: str, right: str) -> tuple[float, float]:
    """The work's own log ratio of lengths between two languages, and its spread as a share of the usual one."""
    key = ("lengths", left, right)
    if key not in context.memo:
        ratios = []
        for row in context.rows:
            if left in row.filled and right in row.filled:
                a, b = usual(row, left), usual(row, right)
                if min(a, b) >= _LEAST:
                    ratios.append(log(b / a))
        share = len(ratios) / (len(ratios) + _ENOUGH)
        middle = median(ratios) if ratios else 0.0
        spread = 1.48 * median([abs(ratio - middle) for ratio in ratios]) / _SPREAD if ratios else 1.0
        own = min(_WIDEST, max(_NARROWEST, spread))
        context.memo[key] = (share * middle, 1 + share * (own - 1))
    found: tuple[float, float] = context.memo[key]
    return found


def shift(context: TableContext, left: str, right: str) -> float:
    """How much longer than usual the right texts of this work are beside the left ones, as a log ratio."""
    return _habit(context, left, right)[0]


def deviation(row: RowContext, left: str, right: str) -> float:
    """How far the right text is from its length beside the left one, in widths of the band that pair and work have:
    under -1 too short, over 1 too long."""
    a, b = usual(row, left), usual(row, right)
    if not a or not b:
        return 0.0
    middle, spread = _habit(row.table, left, right)
    return (log(b / a) - middle) / (spread * (_LONG_TEXT + _SHORT_TEXT / sqrt(max(a, b))))


def percent(row: RowContext, left: str, right: str) -> int:
    """The length of the right text in percent of what is usual for the left one."""
    a, b = usual(row, left), usual(row, right)
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
        values = [deviation(row, other, lang) for other in others]
        mean = sum(values) / len(values)
        if (min(values) > 0.6 * limit or max(values) < -0.6 * limit) and abs(mean) > limit:
            worst = max(zip(values, others, strict=True), key=lambda pair: abs(pair[0]))[1]
            if best is None or abs(mean) > abs(best[2]) + 0.01:
                best = (lang, worst, mean)
    return best
