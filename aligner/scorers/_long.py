"""Trials of long texts, whose places are worked out where somebody looks.

In a text of 40,000 units a word has hundreds of counterparts, most of them nowhere near it: set out for every word
they would take memory and time that grow with the square of the text. What is kept instead grows with the text: which
renderings each word has, and where each rendering stands. A part of the text sets out the places inside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.fingerprints import Ints
from aligner.scorers._base import Floats, Trials, first_from, rates
from aligner.tokens import Places, ranges
from aligner.types import Span

CELLS = 4_000_000  # pairs of units from which places are set out where they are looked at
TWICE = 2  # a word is not thought rare whose renderings together have more places than this, times the most it may have


@dataclass(frozen=True)
class Sources:
    """The renderings of words: word w is rendered as ``things[starts[w] : starts[w + 1]]``, which stand in the places
    ``standing``."""

    starts: Ints
    things: Ints
    standing: Places

    @cached_property
    def counts(self) -> Ints:
        """How many places each word has, those counted twice that hold two of its renderings."""
        sums = np.append(0, np.cumsum(self.standing.counts[self.things]))
        return np.diff(sums[self.starts])

    def of(self, words: Ints) -> tuple[Ints, Ints]:
        """The renderings of some words: the number of the word among these, and the rendering."""
        begin, end = self.starts[words], self.starts[words + 1]
        return np.repeat(np.arange(len(words)), end - begin), self.things[ranges(begin, end)]

    def inside(self, things: Ints, right: Span) -> tuple[Ints, Ints]:
        """The places of some renderings that are inside a part: from where to where in ``standing.units``."""
        known, which = np.unique(things, return_inverse=True)
        starts, units = self.standing.starts, self.standing.units
        begin, end = (first_from(units, place, starts[known], starts[known + 1]) for place in (right.start, right.stop))
        return begin[which], end[which]


class LongTrials(Trials):
    """Trials like all others, but for when their places are set out: in a part, or for whoever asks for all."""

    def __init__(self, family: str, units: Ints, words: Ints, sources: Sources, absent: bool, given: Floats) -> None:
        for name, value in (
            ("family", family),
            ("units", units),
            ("words", words),
            ("sources", sources),
            ("absent", absent),
            ("given", given),
        ):
            object.__setattr__(self, name, value)

    sources: Sources

    @classmethod
    def out_of(cls, family: str, units: Ints, words: Ints, sources: Sources, absent: bool) -> LongTrials:
        """Trials of a whole text."""
        return cls(family, units, words, sources, absent, rates(words, sources.counts))

    @cached_property
    def _set_out(self) -> Places:
        owners, things = self.sources.of(np.arange(len(self.sources.starts) - 1))
        return self.sources.standing.gathered(owners, things, len(self.sources.starts) - 1)

    @property
    def starts(self) -> Ints:
        """Where the places of each word begin."""
        return self._set_out.starts

    @property
    def places(self) -> NDArray[np.int32]:
        """All places of all words."""
        return self._set_out.units.astype(np.int32, copy=False)

    @property
    def common(self) -> Ints:
        """How many places each word has, those counted twice that hold two of its renderings."""
        return self.sources.counts

    def part(self, left: Span, right: Span) -> Trials:
        """The trials of a part, its places set out."""
        first, last = np.searchsorted(self.units, [left.start, left.stop])
        if last - first == len(self) and not (left.start or right.start) and right.stop > self._last:
            return self
        known, words = np.unique(self.words[first:last], return_inverse=True)
        owners, things = self.sources.of(known)
        found = self._of(known, owners, things, self.units[first:last] - left.start, words, right)
        return found if self.absent else found.only(found.counts > 0)

    def rare(self, left: Span, right: Span, most: int) -> Trials:
        """The trials of a part whose words are rare in it; only theirs are set out."""
        first, last = np.searchsorted(self.units, [left.start, left.stop])
        known, words, often = np.unique(self.words[first:last], return_inverse=True, return_counts=True)
        owners, things = self.sources.of(known)
        begin, end = self.sources.inside(things, right)
        sums = np.bincount(owners, end - begin, len(known))
        few = (often <= most) & (sums > 0) & (sums <= TWICE * most)
        kept = few[words]
        number = np.cumsum(few) - 1
        units, words = (self.units[first:last] - left.start)[kept], number[words[kept]]
        pairs = few[owners]
        found = self._of(known[few], number[owners[pairs]], things[pairs], units, words, right)
        return found.only((found.counts > 0) & (found.counts <= most))

    def _of(self, known: Ints, owners: Ints, things: Ints, units: Ints, words: Ints, right: Span) -> Trials:
        """Trials of some words, with the places of their renderings inside a part of the right units."""
        begin, end = self.sources.inside(things, right)
        inside = self.sources.standing.units[ranges(begin, end)].astype(np.int64) - right.start
        places = Places.of(np.repeat(owners, end - begin) << 32 | inside, len(known))
        seen = places.units.astype(np.int32, copy=False)
        return Trials(self.family, units, words, places.starts, seen, self.absent, self.rates[known])

    @cached_property
    def _last(self) -> int:
        return int(self.sources.standing.units.max(initial=-1))

    def hits(self, begin: Ints, end: Ints) -> NDArray[np.bool_]:
        """Per trial, whether a counterpart of its word stands in the right units from ``begin`` to ``end``."""
        standing = self.sources.standing
        keys = np.repeat(np.arange(len(standing.counts)), standing.counts) << 32 | standing.units
        owners, things = self.sources.of(self.words)
        low, high = (np.searchsorted(keys, things << 32 | place[owners]) for place in (begin, end))
        hit: NDArray[np.bool_] = np.bincount(owners, low < high, len(self)) > 0
        return hit

    def grouped(self, left: Ints, right: Ints) -> Trials:
        """The trials of coarser units: ``left[i]`` and ``right[j]`` are the new units of the old ones, ascending."""
        standing = self.sources.standing
        keys = np.repeat(np.arange(len(standing.counts)), standing.counts) << 32 | right[standing.units]
        coarser = Sources(self.sources.starts, self.sources.things, Places.of(keys, len(standing.counts)))
        return LongTrials(self.family, left[self.units], self.words, coarser, self.absent, self.rates)
