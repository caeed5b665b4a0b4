"""Blocks that are missing: where many segments in a row have no counterpart, the next one has likely none either.

An excerpt, an advert put in, or notes that only one version prints leave whole runs of segments alone. A search that
asks each of them by itself scatters over such a run the few that have a counterpart, wherever a word or two happen to
agree. So after the first pass every segment is told how likely it stands inside a missing block, by what was found of
those around it and not of itself: the forward–backward algorithm over a chain of two states, text and gap (Rabiner: A
Tutorial on Hidden Markov Models, 1989).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.columns import Column
from aligner.search import Step

Floats = NDArray[np.float64]

BEGINS, ENDS = 0.001, 0.05
"""How likely a missing block begins behind a segment, and how likely it ends behind one of its own."""
IN_TEXT, IN_GAP = 0.1, 0.95
"""How often a segment seems to have no counterpart, outside of a missing block and inside of one."""
DOUBT = 0.8
"""How much the doubt about a bead says that its segments have no counterpart."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Of a run of segments, what the log odds of no counterpart gain for each by those around it."""

    start: int
    gains: Floats

    def of(self, column: Column) -> Floats:
        """The gains of the units of a column whose segments are among these; that of a group is the mean of its own.
        Segments that are not among them gain nothing."""
        origin = column.origin
        first = origin.span.start - self.start
        own = self.gains[max(first, 0) : max(first + len(origin.span), 0)]
        if len(own) != len(origin.span):
            return np.zeros(len(column))
        if origin.units is None:
            return own
        sizes = np.bincount(origin.units, minlength=len(column))
        return np.bincount(origin.units, own, minlength=len(column)) / np.maximum(sizes, 1)


def lonely(steps: Sequence[Step], left: int, right: int) -> tuple[Floats, Floats]:
    """Per unit of two sides, how much of it beads leave without counterpart, from 0 to 1."""
    sides = np.zeros(left), np.zeros(right)
    for s in steps:
        share = (1 - s.posterior) * DOUBT if s.a and s.b else 1.0
        sides[0][s.i : s.i + s.a] = share
        sides[1][s.j : s.j + s.b] = share
    return sides


def gaps(column: Column, alone: Floats) -> Gaps:
    """What follows from the units of a column that have no counterpart for each of its segments."""
    units = column.origin.units
    return Gaps(column.origin.span.start, gains(alone if units is None else alone[units]))


def gains(alone: Floats) -> Floats:
    """What the log odds of no counterpart gain, per segment, by what was found of those around it.

    >>> gains(np.array([0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0])).round(1).tolist()
    [1.5, 0.0, 2.1, 2.7, 1.9, 2.8, 2.9, 5.1, 3.4, 3.4, 3.3]
    """
    inside = np.array(list(_inside(alone.tolist()))) * np.array(list(_inside(alone[::-1].tolist())))[::-1]
    odds = inside * (ENDS / BEGINS)
    share = (odds * IN_GAP + IN_TEXT) / (odds + 1)
    found: Floats = np.log(share / (1 - share)) - np.log(IN_TEXT / (1 - IN_TEXT))
    return found


def _inside(alone: Sequence[float]) -> Iterator[float]:
    """Per segment, the odds that it stands inside a missing block, by what was found of those before it."""
    odds = BEGINS / ENDS
    for share in alone:
        yield odds
        odds *= (share * IN_GAP + (1 - share) * (1 - IN_GAP)) / (share * IN_TEXT + (1 - share) * (1 - IN_TEXT))
        odds = (odds * (1 - ENDS) + BEGINS) / (odds * ENDS + 1 - BEGINS)
