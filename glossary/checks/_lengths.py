"""How long a text is against its counterpart: bands per pair of languages, in units that scripts share."""

from __future__ import annotations

from functools import lru_cache
from math import log, sqrt

import regex

_HAN = regex.compile(r"\p{Han}")
_LETTER = regex.compile(r"[\p{L}\p{N}]")
_HAN_WEIGHT = 3.0
"""A Han character says about as much as three letters; Latin names in a Chinese text count as what they are."""

_USUAL = {"en": 1.0, "vi": 1.05, "zh-Hans": 1.11, "zh-Hant": 1.05}
"""Weighted length for the same content, English = 1: median over professional translations (news)."""

_LONG_TEXT, _SHORT_TEXT = 0.33, 2.6
"""The band's half width in log ratio is ``0.33 + 2.6 / √length``: 99% of good news sentences lie well within."""


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
