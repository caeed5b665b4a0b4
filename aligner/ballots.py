"""The trials of all scorers in one direction, numbered together, and what of them concerns a part of both texts.

A long text is searched chunk by chunk, and every chunk asks half a dozen scorers in both directions. What costs time is
asking rather than answering, so the words of all scorers are put on one roll, and a chunk is cut out of it at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from aligner.columns import Column
from aligner.fingerprints import Ints
from aligner.parameters import Parameters
from aligner.scorers._base import Bound, Floats, Trials
from aligner.scorers._long import LongTrials
from aligner.tokens import Flags, numbered, order, ranges
from aligner.types import Span

MOST = 0.95  # the highest hit rate that any word has
LIKELY = 0.95  # the highest probability with which a word is taken to be found by chance
NEAR = 16  # units on either side of a word in which its next occurrence is no surprise


Groups = tuple[Ints, int] | None


@dataclass(frozen=True, eq=False)
class Ballots:
    """The trials of a part of both texts in one direction, ``size`` being its units here and there.

    Trial t of unit ``units[t]`` looks for word ``words[t]``, which stands in the units ``places[starts[w] :
    starts[w + 1]]`` of the other side (ascending). The words of family f are those from ``kinds[f]`` on, up to
    ``kinds[f + 1]``; ``rates[w]`` is how the hit rate of a word compares with that of its family.
    """

    size: tuple[int, int]
    families: tuple[str, ...]
    kinds: Ints
    units: Ints
    words: Ints
    rates: Floats
    starts: Ints
    places: Ints

    @cached_property
    def counts(self) -> Ints:
        """The number of places of each word."""
        return np.diff(self.starts)

    @cached_property
    def owners(self) -> Ints:
        """The word of each place."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    def links(self, places: Ints) -> tuple[Ints, Ints]:
        """The trials of some places, place by place, and how many each of these has."""
        counts = np.bincount(self.words, minlength=len(self.counts))
        words = self.owners[places]
        first, sizes = (np.cumsum(counts) - counts)[words], counts[words]
        return order(self.words, len(self.counts))[ranges(first, first + sizes)], sizes

    @cached_property
    def reach(self) -> Ints:
        """Per place, how far it is behind the place before it of the same word, or the unit before the first one."""
        reach = np.diff(self.places, prepend=-1)
        first = self.starts[:-1][self.counts > 0]
        reach[first] = self.places[first] + 1
        return reach

    @cached_property
    def share(self) -> Floats:
        """Per place, the share of the units around it that hold the word too, but never less than that of all units.

        Words come in bursts: a name that fills one story is no surprise in the next sentence of that story.
        """
        keys = self.owners << 32 | self.places
        first = np.searchsorted(keys, keys - NEAR)  # that is near; and this one is near so many of those behind it
        near = np.cumsum(np.bincount(first, minlength=len(keys))) - first
        share: Floats = np.maximum((near - 1) / (2 * NEAR), (self.counts / max(self.size[1], 1))[self.owners])
        return np.minimum(share, 1.0)

    def hits(self, parameters: Parameters) -> Floats:
        """The hit rate of each word."""
        rates = np.array([parameters.hit(family) for family in self.families])
        return np.minimum(np.repeat(rates, np.diff(self.kinds)) * self.rates, MOST)

    def counted(self, spans: Mapping[int, tuple[int, int]], totals: Mapping[str, list[float]]) -> None:
        """Add to the ``totals`` of families trials and hits, both cleared of what chance explains,
        h = (hits - p) / (1 - p), and trials weighted by their words' own rates.

        ``spans`` gives, per unit of a bead that is believed, first and last unit of the other side (half-open).
        """
        if not spans:
            return
        borders = np.full((self.size[0], 2), -1, np.int64)
        borders[list(spans)] = list(spans.values())
        last = max(stop for _, stop in spans.values())
        begin, end = borders[self.units].T
        trial, sizes = self.links(np.arange(len(self.places)))
        place = np.repeat(self.places, sizes)
        hit = np.zeros(len(self.units), bool)
        hit[trial[(place >= begin[trial]) & (place < end[trial])]] = True
        seen = [self.places[first:stop] for first, stop in pairwise(self.starts[self.kinds])]
        sizes = np.array([max(int(places.max(initial=0)) + 1, last) for places in seen], np.int64)
        judged = np.flatnonzero(begin >= 0)
        words = self.words[judged]
        kind = np.repeat(np.arange(len(self.families)), np.diff(self.kinds))[words]
        chance = np.minimum(LIKELY, self.counts[words] * (end - begin)[judged] / sizes[kind])
        tried = np.bincount(kind, (1 - chance) * self.rates[words], len(sizes))
        found = np.bincount(kind, hit[judged] - chance, len(sizes))
        for family, trials, hits in zip(self.families, tried.tolist(), found.tolist(), strict=True):
            totals[family][0] += trials
            totals[family][1] += hits


@dataclass(frozen=True, eq=False)
class Roll:
    """The trials of several families in one direction over whole columns.

    Trial t: unit ``units[t]`` (ascending) looks for word ``words[t]``. The words of family f are those from
    ``kinds[f]`` on; word w has the rate ``rates[w]``, and is a miss where it has no place if ``absent[w]``. The words
    from ``firsts[k]`` on are those of ``groups[k]``, which know their places.
    """

    families: tuple[str, ...]
    kinds: Ints
    units: Ints
    words: Ints
    rates: Floats
    absent: Flags
    firsts: Ints
    groups: tuple[Trials, ...]

    @classmethod
    def of(cls, families: Sequence[Trials]) -> Roll:
        """The roll of some families; those whose places are set out become one group."""
        filled = [trials for trials in families if len(trials)]
        filled.sort(key=lambda trials: isinstance(trials, LongTrials))
        sizes = [trials.size for trials in filled]
        kinds = np.append(0, np.cumsum(np.array(sizes, np.int64)))
        units = np.concatenate([np.zeros(0, np.int64), *(trials.units for trials in filled)])
        words = [trials.words + first for trials, first in zip(filled, kinds.tolist(), strict=False)]
        by_unit = np.argsort(units, kind="stable")
        plain = [trials for trials in filled if not isinstance(trials, LongTrials)]
        groups = [_together(plain), *filled[len(plain) :]] if plain else filled
        firsts = np.append(0, np.cumsum(np.array([trials.size for trials in groups], np.int64)))
        return cls(
            tuple(trials.family for trials in filled),
            kinds,
            units[by_unit],
            np.concatenate([np.zeros(0, np.int64), *words])[by_unit],
            np.concatenate([np.zeros(0), *(trials.rates for trials in filled)]),
            np.repeat(np.array([trials.absent for trials in filled], bool), sizes),
            firsts,
            tuple(groups),
        )

    def cut(self, left: Span, right: Span, here: Groups = None, there: Groups = None) -> Ballots:
        """What concerns a part of both columns. Where its units are put into groups, ``here`` and ``there`` give the
        group of each unit and the number of groups."""
        first, last = np.searchsorted(self.units, [left.start, left.stop])
        known, words = numbered(self.words[first:last], len(self.rates))
        keys = [np.zeros(0, np.int64)]
        edges = np.searchsorted(known, self.firsts)
        for trials, before, (begin, end) in zip(self.groups, self.firsts.tolist(), pairwise(edges), strict=False):
            keys.append(trials.standing(known[begin:end] - before, right) + (begin << 32))
        owners, places = np.divmod(np.concatenate(keys), 1 << 32)
        if there is not None:
            places = there[0][places]
            fresh = (np.diff(owners, prepend=-1) != 0) | (np.diff(places, prepend=-1) != 0)
            owners, places = owners[fresh], places[fresh]
        counts = np.bincount(owners, minlength=len(known))
        units = self.units[first:last] - left.start
        kept = self.absent[known] | (counts > 0)
        if not kept.all():
            known, counts = known[kept], counts[kept]
            voting = kept[words]
            units, words = units[voting], (np.cumsum(kept) - 1)[words[voting]]
        if here is not None:
            units = here[0][units]
        size = len(left) if here is None else here[1], len(right) if there is None else there[1]
        kinds = np.searchsorted(known, self.kinds)
        starts = np.append(0, np.cumsum(counts))
        return Ballots(size, self.families, kinds, units, words, self.rates[known], starts, places)


def _together(families: Sequence[Trials]) -> Trials:
    """The words of several families and their places, numbered one after the other; their trials are left out."""
    if len(families) == 1:
        return families[0]
    nobody = np.zeros(0, np.int64)
    counts = np.concatenate([trials.counts for trials in families])
    places = np.concatenate([trials.places for trials in families])
    return Trials("", nobody, nobody, np.append(0, np.cumsum(counts)), places)


@dataclass(frozen=True, eq=False)
class Rolls:
    """The trials of some scorers over two whole columns, in both directions."""

    forth: Roll
    back: Roll

    @classmethod
    def of(cls, bounds: Sequence[Bound]) -> Rolls:
        """The rolls of what scorers have bound."""
        return cls(Roll.of([bound.forth for bound in bounds]), Roll.of([bound.back for bound in bounds]))

    def turned(self) -> Rolls:
        """The same seen from the other side."""
        return Rolls(self.back, self.forth)

    def cut(self, left: Column, right: Column) -> Polled:
        """What concerns two columns that are those, or parts or groups of them."""
        (x, here), (y, there) = _place(left), _place(right)
        return Polled(self.forth.cut(x, y, here, there), self.back.cut(y, x, there, here))


def _place(column: Column) -> tuple[Span, Groups]:
    """The part of the whole column that a column is, and its groups."""
    units = column.origin.units
    return column.origin.span, None if units is None else (units, len(column))


class Polled(NamedTuple):
    """The ballots of both directions."""

    forth: Ballots
    back: Ballots
