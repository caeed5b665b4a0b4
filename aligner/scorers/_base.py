"""What a scorer gives: trials, that is words of one side which may or may not be found on the other.

A trial is a word (a number, a name …) of a left unit that has a counterpart somewhere in the right text. In a true
bead the counterpart stands in the right span with probability ``hit``; in a false one with the probability of chance:
the share of right units that hold it, grown with the span's width. So every trial votes by log P(true) / P(chance),
rare words loudly and frequent ones hardly, and no threshold is needed.

Two whole columns are bound once; whatever is searched later, a chunk of a long text or the rows of a table, sees a
part or a grouping of the same trials.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.columns import Column
from aligner.fingerprints import Ints, Prints, alike, ascending
from aligner.tokens import Flags, Places, distinct, numbered, ranges
from aligner.types import Span

Floats = NDArray[np.float64]
FUNCTION, MARK = "function", "mark"
"""Families that any two texts share: they tell sentences apart, not whether texts belong together."""
SHORT, LOST, LEAST = 1.45, 1.2, 0.04
"""How the hit rate of a word falls with counterparts over occurrences, with occurrences where it has none at all, and
its least. Seen in aligned texts: a word with as many counterparts is hit three times in four, with half as many once
in four, with a quarter once in ten."""


@dataclass(frozen=True)
class Trials:
    """The trials of one direction.

    Trial t: unit ``units[t]`` of the left column (ascending) looks for word ``words[t]``, whose counterparts stand in
    the right units ``places[starts[w] : starts[w + 1]]`` (ascending). ``family`` names the kind of evidence; its hit
    rate is fitted, and learned anew from each text. ``absent`` says that a word without any place is a miss too.
    ``given`` holds what ``rates`` were in the whole text, where this is a part of it.
    """

    family: str
    units: Ints
    words: Ints
    starts: Ints
    places: NDArray[np.int32]
    absent: bool = False
    given: Floats | None = None

    @classmethod
    def of(cls, family: str, units: Ints, words: Ints, places: Places, absent: bool = False) -> Trials:
        """Trials from units, the word that each looks for, and where the words stand; a word counts once in a unit."""
        units, words = once(units, words)
        return cls(family, units, words, places.starts, places.units.astype(np.int32, copy=False), absent)

    def __len__(self) -> int:
        return len(self.units)

    @cached_property
    def counts(self) -> Ints:
        """The number of places of each word."""
        return np.diff(self.starts)

    @property
    def common(self) -> Ints:
        """About the same, where it need not be exact."""
        return self.counts

    @cached_property
    def rates(self) -> Floats:
        """Per word, how its hit rate compares with that of its family, after how often it stands on either side.

        A word that stands five times while its counterparts stand once is rendered otherwise four times: whoever
        misses it there misses nothing. A word that stands once and has no counterpart anywhere may well be missed.
        """
        if self.given is not None:
            return self.given
        return rates(self.words, self.counts)

    @property
    def size(self) -> int:
        """The number of words."""
        return len(self.starts) - 1

    @cached_property
    def _keys(self) -> Ints:
        """Word and place as one ascending number, for looking up ranges of places."""
        return np.repeat(np.arange(len(self.counts)), self.counts) << 32 | self.places

    def standing(self, words: Ints, right: Span) -> Ints:
        """Where some words (ascending) stand in a part of the right units: number of the word among these << 32 |
        place, counted from the beginning of the part; ascending."""
        keys = self._keys
        begin, end = (np.searchsorted(keys, words << 32 | place) for place in (right.start, right.stop))
        owners = np.repeat(np.arange(len(words)), end - begin)
        return owners << 32 | (self.places[ranges(begin, end)].astype(np.int64) - right.start)

    def part(self, left: Span, right: Span) -> Trials:
        """The trials of a part of the left units, looking only into a part of the right ones, counted from there."""
        first, last = np.searchsorted(self.units, [left.start, left.stop])
        known, words = numbered(self.words[first:last], self.size)
        owners, places = np.divmod(self.standing(known, right), 1 << 32)
        starts = np.append(0, np.cumsum(np.bincount(owners, minlength=len(known))))
        units = self.units[first:last] - left.start
        seen = places.astype(np.int32)
        part = Trials(self.family, units, words, starts, seen, self.absent, self.rates[known])
        return part if self.absent else part._found()

    def rare(self, left: Span, right: Span, most: int) -> Trials:
        """The trials of a part whose words stand in at most so many of its units, and their counterparts too."""
        part = self.part(left, right)
        standing = np.bincount(part.words, minlength=len(part.counts))
        return part.only((part.counts <= most) & (part.counts > 0) & (standing <= most))

    def _found(self) -> Trials:
        """The trials whose word has a place."""
        return self.only(self.counts > 0)

    def only(self, words: NDArray[np.bool_]) -> Trials:
        """The trials of some of the words."""
        kept = words[self.words]
        units, words_ = self.units[kept], self.words[kept]
        return Trials(self.family, units, words_, self.starts, self.places, self.absent, self.rates)

    def hits(self, begin: Ints, end: Ints) -> Flags:
        """Per trial, whether a counterpart of its word stands in the right units from ``begin`` to ``end``."""
        keys, words = self._keys, self.words << 32
        return next_before(keys, words + begin, words + end)

    def grouped(self, left: Ints, right: Ints) -> Trials:
        """The trials of coarser units: ``left[i]`` and ``right[j]`` are the new units of the old ones, ascending."""
        keys = np.repeat(np.arange(len(self.counts)), self.counts) << 32 | right[self.places]
        if len(keys):  # ascending already, since groups keep the order
            keys = keys[np.concatenate([[True], keys[1:] != keys[:-1]])]
        starts = np.searchsorted(keys, np.arange(len(self.counts) + 1) << 32)
        return Trials(self.family, left[self.units], self.words, starts, keys.astype(np.int32), self.absent, self.rates)

    def links(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Every place of every trial: index of the trial, index of the place in ``places``, the place, and the place
        before it of the same word (or -1)."""
        counts = self.counts[self.words]
        at = ranges(self.starts[self.words], self.starts[self.words + 1])
        places = self.places.astype(np.int64)
        before = np.append(-1, places)[:-1]
        before[self.starts[:-1][self.counts > 0]] = -1
        return np.repeat(np.arange(len(self)), counts), at, places[at], before[at]


@dataclass(frozen=True, slots=True)
class Bound:
    """The evidence of one scorer over two columns: trials from left to right and from right to left."""

    forth: Trials
    back: Trials

    def part(self, left: Span, right: Span) -> Bound:
        """The evidence of a part of both columns."""
        return Bound(self.forth.part(left, right), self.back.part(right, left))

    def grouped(self, left: Ints, right: Ints) -> Bound:
        """The evidence of coarser units."""
        return Bound(self.forth.grouped(left, right), self.back.grouped(right, left))


Scorer = Callable[[Column, Column], Bound | None]
"""A scorer binds two columns; ``None`` means that it has nothing to say about this pair of languages."""


Numbers = NDArray[np.int64] | NDArray[np.uint64]


def linked(family: str, pairs: tuple[Ints, Numbers], links: tuple[Numbers, Prints], column: Column) -> Trials:
    """Trials of ``(unit, word)`` pairs whose counterparts are phrases of a column.

    Words are any numbers, units and words as two arrays; ``links`` gives the phrases of each word in the same way, as
    fingerprints. Words without any place are left out.
    """
    units, words = pairs
    heads, texts = links
    wanted, which = ascending(texts)
    known, owner = np.unique(heads, return_inverse=True)
    standing = column.standing(wanted).gathered(owner, which, len(known))
    models, each = alike(words.view(np.uint64))
    at = np.minimum(np.searchsorted(known, words[models]), max(len(known) - 1, 0))[each]
    kept = (known[at] == words) & (standing.counts[at] > 0) if len(known) else np.zeros(len(words), bool)
    return Trials.of(family, units[kept], at[kept], standing)


def transpose(forth: Trials) -> Trials:
    """The same links seen from the other side: each word is looked for where it stood."""
    standing = Places.of(forth.words << 32 | forth.units, len(forth.counts))
    words = np.repeat(np.arange(len(forth.counts)), forth.counts)
    return Trials.of(forth.family, forth.places.astype(np.int64), words, standing)


def once(units: Ints, words: Ints) -> tuple[Ints, Ints]:
    """Units and the words that they hold in order, each word once in a unit."""
    return np.divmod(distinct(units << 32 | words), 1 << 32)


def rates(words: Ints, counts: Ints) -> Floats:
    """Per word, how its hit rate compares with that of its family. ``words``: one for each of its occurrences;
    ``counts``: in how many places its counterparts stand."""
    own = np.maximum(np.bincount(words, minlength=len(counts)), 1)
    rate: Floats = np.where(counts > 0, np.minimum(counts / own, 1.0) ** SHORT, own ** -float(LOST))
    return np.maximum(rate, LEAST)


def next_before(keys: Ints, begin: Ints, end: Ints) -> Flags:
    """Whether one of the ascending keys is ``begin`` or more and less than ``end``."""
    if not len(keys):
        return np.zeros(len(begin), bool)
    at = np.searchsorted(keys, begin)
    found: Flags = (keys[np.minimum(at, len(keys) - 1)] < end) & (at < len(keys))
    return found


Keys = tuple[Ints, Sequence[str]]
"""Units, and the key that each of them holds."""


def symmetric(family: str, left: Keys, right: Keys) -> Bound:
    """Evidence of links between equal keys, the same from both sides."""
    numbers = {key: number for number, key in enumerate(set(left[1]).intersection(right[1]))}
    here, there = (np.array([numbers.get(key, -1) for key in keys], np.int64) for _, keys in (left, right))
    forth = Trials.of(
        family,
        left[0][here >= 0],
        here[here >= 0],
        Places.of(there[there >= 0] << 32 | right[0][there >= 0], len(numbers)),
    )
    return Bound(forth, transpose(forth))
