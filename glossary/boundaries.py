"""Where Chinese and Vietnamese words begin and end around a term that was found in a text.

Neither language shows it, so that the letters of a term may stand where the term does not: 美 in 美好, 国会 across
美国|会议, hợp tác across kết hợp|tác động. Short terms are held against what the word cutter says; long ones, and
those that only end within a compound (产业 in 产业链), are taken as they are.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import cached_property, lru_cache

import regex

from aligner.lang import get
from aligner.lexicon import load
from glossary.syllables import vietnamese

_HAN = regex.compile(r"\p{Han}[\p{Han}\p{M}]*")
_SYLLABLE = regex.compile(
    r"(?:ngh?|nh|gh?|kh|ph|th|tr|ch|qu|[bcdđhklmnprstvx])?[\p{L}--[b-df-hj-np-tv-xzđ]]{1,3}"
    r"(?:ng|nh|ch|[cmnpt])?",
    regex.V1,
)
"""What a Vietnamese syllable looks like, as against a word from elsewhere."""

_LONGEST = {"zh": 3, "vi": 2}
"""Characters or syllables up to which a term may stand by accident across two words."""


class Boundaries:
    """The word boundaries of one text, computed when a short term first asks for them."""

    def __init__(self, text: str, lang: str) -> None:
        self.text, self.lang = text, lang.partition("-")[0]

    def _within(self, place: int) -> tuple[int, int] | None:
        """The word that a place is within, but not at its beginning."""
        starts, stops = self._words
        number = bisect_left(starts, place) - 1
        return (starts[number], stops[number]) if number >= 0 and place < stops[number] else None

    @cached_property
    def _words(self) -> tuple[array[int], array[int]]:
        return _cut(self.text, self.lang)

    def allow(self, start: int, stop: int, size: int) -> bool:
        """Whether a term of ``size`` tokens may stand from ``start`` to ``stop``.

        >>> Boundaries("美好的美国会议", "zh-Hans").allow(0, 1, 1), Boundaries("美国会议", "zh-Hans").allow(1, 3, 2)
        (False, False)
        """
        if size > _LONGEST.get(self.lang, 0):
            return True
        if self.lang == "zh" and not _HAN.fullmatch(self.text, start, stop):
            return True
        left, right = self._within(start), self._within(stop)
        if left is None and right is None:
            return True
        if size == 1:
            return self.lang == "vi" and left is None and right is not None and self._heads(stop, right[1])
        if left is None or right is None:
            return True
        return left == right and self._whole(left[0], start) and self._whole(stop, left[1])

    def _heads(self, start: int, stop: int) -> bool:
        """Whether a syllable is set before what is a word without it: cụm before công nghiệp, pin before lithium."""
        rest = self.text[start:stop].casefold().split()
        return not all(map(_SYLLABLE.fullmatch, rest)) or (len(rest) > 1 and _vietnamese(" ".join(rest)))

    def _whole(self, start: int, stop: int) -> bool:
        """Whether what is left of a word beside a term within it is words too: 中国|人民|银行."""
        if self.lang == "vi":
            return _vietnamese(" ".join(self.text[start:stop].split()).casefold())
        return stop - start > 1 and _chinese(self.text[start:stop])


@lru_cache(maxsize=1 << 14)
def _vietnamese(text: str) -> bool:
    from aligner.fold import fold

    return fold(text, "vi").text in load("vi", "zh")


@lru_cache(maxsize=1 << 14)
def _chinese(text: str) -> bool:
    from aligner.fold import simplified

    return simplified(text) in load("zh", "en")


@lru_cache(maxsize=2048)
def _cut(text: str, lang: str) -> tuple[array[int], array[int]]:
    """Where the words of a text begin and end; remembered, since the same rows are asked about again."""
    words = get(lang).words(text)
    if lang == "vi":
        units = vietnamese(text, words)
        return array("i", [unit.start for unit in units]), array("i", [unit.stop for unit in units])
    return array("i", [word.span.start for word in words]), array("i", [word.span.stop for word in words])
