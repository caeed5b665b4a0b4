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
from aligner.scorers._base import Floats, Trials, next_before, rates
from aligner.tokens import Flags, Places, distinct, numbered, order, ranges
from aligner.types import Span

CELLS = 4_000_000  # pairs of units from which places are set out where they are looked at
MARKED = 1 << 20  # pairs of a word and a unit up to which those that belong together are marked instead of sorted
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

    @cached_property
    def _by_unit(self) -> tuple[Ints, NDArray[np.int32]]:
        """The renderings that stand in each unit: where those of the unit begin, and which they are."""
        counts, units = self.standing.counts, self.standing.units
        last = int(units.max(initial=-1)) + 1
        first = np.append(0, np.cumsum(np.bincount(units, minlength=last)))
        return first, np.repeat(np.arange(len(counts), dtype=np.int32), counts)[order(units, last)]

    def inside(self, right: Span) -> tuple[NDArray[np.int32], Ints]:
        """The renderings that stand in a part of the units, unit by unit, and in which of its units each does."""
        first, things = self._by_unit
        edges = first[np.minimum(np.arange(right.start, right.stop + 1), len(first) - 1)]
        return things[edges[0] : edges[-1]], np.repeat(np.arange(len(right)), np.diff(edges))

    def found(self, words: Ints, right: Span) -> Ints:
        """Where the renderings of some words stand in a part of the units: number of the word among these << 32 | unit
        of the part, ascending, each once."""
        owners, things = self.of(words)
        size = len(self.standing.counts)
        asked = np.zeros(size, bool)
        asked[things] = True
        seen, units = self.inside(right)
        meant = asked[seen]
        seen, units = seen[meant], units[meant]
        counts = np.bincount(seen, minlength=size)
        first = (np.cumsum(counts) - counts)[things]
        sizes = counts[things]
        at = order(seen, size)[ranges(first, first + sizes)]
        return _placed(np.repeat(owners, sizes), units[at], (len(words), len(right)))


def _placed(owners: Ints, units: Ints, size: tuple[int, int]) -> Ints:
    """Owners and units as ``owner << 32 | unit``, ascending, each once. ``size``: how many there are of either."""
    if size[0] * size[1] > MARKED:
        return distinct(owners << 32 | units)
    marks = np.zeros(size[0] * size[1], bool)
    marks[owners * size[1] + units] = True
    owners, units = np.divmod(np.flatnonzero(marks), size[1])
    return owners << 32 | units


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
        known, words = numbered(self.words[first:last], self.size)
        found = self._of(known, self.units[first:last] - left.start, words, right)
        return found if self.absent else found.only(found.counts > 0)

    def rare(self, left: Span, right: Span, most: int) -> Trials:
        """The trials of a part whose words are rare in it; only theirs are set out."""
        first, last = np.searchsorted(self.units, [left.start, left.stop])
        known, words = numbered(self.words[first:last], self.size)
        often = np.bincount(words, minlength=len(known))
        owners, things = self.sources.of(known)
        counts = np.bincount(self.sources.inside(right)[0], minlength=len(self.sources.standing.counts))
        sums = np.bincount(owners, counts[things], len(known))
        few = (often <= most) & (sums > 0) & (sums <= TWICE * most)
        kept = few[words]
        number = np.cumsum(few) - 1
        units, words = (self.units[first:last] - left.start)[kept], number[words[kept]]
        found = self._of(known[few], units, words, right)
        return found.only((found.counts > 0) & (found.counts <= most))

    def standing(self, words: Ints, right: Span) -> Ints:
        """Where some words (ascending) stand in a part of the right units: number of the word among these << 32 |
        place, counted from the beginning of the part; ascending."""
        return self.sources.found(words, right)

    def _of(self, known: Ints, units: Ints, words: Ints, right: Span) -> Trials:
        """Trials of some words, with the places of their renderings inside a part of the right units."""
        owners, places = np.divmod(self.sources.found(known, right), 1 << 32)
        starts = np.append(0, np.cumsum(np.bincount(owners, minlength=len(known))))
        return Trials(self.family, units, words, starts, places.astype(np.int32), self.absent, self.rates[known])

    @cached_property
    def _last(self) -> int:
        return int(self.sources.standing.units.max(initial=-1))

    @property
    def size(self) -> int:
        """The number of words."""
        return len(self.sources.starts) - 1

    def hits(self, begin: Ints, end: Ints) -> Flags:
        """Per trial, whether a counterpart of its word stands in the right units from ``begin`` to ``end``."""
        standing = self.sources.standing
        keys = np.repeat(np.arange(len(standing.counts)), standing.counts) << 32 | standing.units
        owners, things = self.sources.of(self.words)
        by_thing = order(things, len(standing.counts))  # for what is looked up in order is found sooner
        owners, asked = owners[by_thing], things[by_thing] << 32
        hit = np.zeros(len(self), bool)
        hit[owners[next_before(keys, asked + begin[owners], asked + end[owners])]] = True
        return hit

    def grouped(self, left: Ints, right: Ints) -> Trials:
        """The trials of coarser units: ``left[i]`` and ``right[j]`` are the new units of the old ones, ascending."""
        standing = self.sources.standing
        keys = np.repeat(np.arange(len(standing.counts)), standing.counts) << 32 | right[standing.units]
        coarser = Sources(self.sources.starts, self.sources.things, Places.of(keys, len(standing.counts)))
        return LongTrials(self.family, left[self.units], self.words, coarser, self.absent, self.rates)
