"""The tables of the dynamic programme over beads: best scores and sums, of several lattices at once.

A row of a table is a handful of array operations whose cost hardly depends on how wide they are, so the rows of several
lattices are worked out side by side, padded to the largest with scores that no path takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from aligner.types import Span

Shape = tuple[int, int]
Floats = NDArray[np.float64]
Scores = NDArray[np.float32]
NEVER = -1e300
"""The score of what no path reaches where minus infinity would give no number."""
MANY, FAR = 400, 500.0
"""Numbers in a row from which it pays to sum up shares, not logarithms; and what right units may score in all for their
shares to be numbers of one kind."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """The scores of every bead between two short columns.

    ``scores[a, b][i, j]`` is that of left units i … i+a-1 with right units j … j+b-1, its prior included;
    ``left[i]`` and ``right[j]`` are those of a unit without counterpart; or else ``left[i, j]`` and ``right[i, j]``,
    where it matters how many units of the other side stand before it.
    """

    scores: Mapping[Shape, Scores]
    left: Floats
    right: Floats

    @property
    def size(self) -> tuple[int, int]:
        """The number of left and of right units."""
        return len(self.left), self.right.shape[-1]

    def alone(self, i: int, j: int, left: bool) -> float:
        """The score of left unit i, or else of right unit j, without counterpart, where i and j units stand before."""
        scores, place = (self.left, i) if left else (self.right, j)
        return float(scores[i, j] if scores.ndim > 1 else scores[place])

    def part(self, left: Span, right: Span) -> Lattice:
        """The scores of the beads inside a part of both columns."""
        n, m = len(left), len(right)
        scores = {
            (a, b): score[left.start : left.stop - a + 1, right.start : right.stop - b + 1]
            for (a, b), score in self.scores.items()
            if a <= n and b <= m
        }
        alone_left, alone_right = self.left[left.start : left.stop], self.right[..., right.start : right.stop]
        if alone_left.ndim > 1:
            alone_left, alone_right = (
                alone_left[:, right.start : right.stop + 1],
                alone_right[left.start : left.stop + 1],
            )
        return Lattice(scores, alone_left, alone_right)


@dataclass(frozen=True, slots=True)
class Tables:
    """Over the first i left and the first j right units of a lattice: the best score; and with sums, the log of the
    summed ones, and the same of what is left behind them. Each is ``(n + 1, m + 1)`` large."""

    best: Floats
    forward: Floats
    backward: Floats

    @property
    def total(self) -> float:
        """The log of the summed scores of all paths."""
        return float(self.forward[-1, -1])


def fill(lattices: Sequence[Lattice], sums: bool) -> list[Tables]:
    """The tables of some lattices; without ``sums``, which take twice as long as the rest, the last two are empty."""
    high, wide = (max(of.size[side] for of in lattices) for side in (0, 1))
    uneven = len({of.size for of in lattices}) > 1
    widest = max([b for of in lattices for _, b in of.scores], default=0)
    drift = _drift(lattices, high, wide, sums)
    padded = np.full((high + 1, *drift.shape[1:-1], widest + wide + 1), -np.inf)
    tables = padded[..., widest:]
    steps = padded.strides
    windows = as_strided(
        tables, (*tables.shape[:2], widest + 1, *tables.shape[2:]), (*steps[:2], -steps[3], *steps[2:])
    )
    groups = _by_height(lattices, high, wide, sums)
    row = _Row(drift, sum(scores.shape[2] for _, _, scores in groups), uneven)
    tables[0] = drift[0]
    with np.errstate(divide="ignore", over="ignore"):  # what no path reaches
        for i in range(1, high + 1):
            at = 0
            for a, low, scores in groups:
                stop = at + scores.shape[2]
                if i >= a:
                    before, given, into = windows[i - a, :, low : low + stop - at], scores[i - a], row.stack[:, at:stop]
                    if len(given) == len(before):
                        np.add(before, given, out=into)
                    else:
                        np.add(before[:2], given[0], out=into[:2])
                        np.add(before[2], given[1], out=into[2])
                at = stop
            row.filled(drift[i], tables[i])
    return [_cut(tables[:, :, number], *of.size) for number, of in enumerate(lattices)]


def _cut(tables: Floats, n: int, m: int) -> Tables:
    """The tables of one lattice, without what pads it."""
    inside = tables[: n + 1, :, : m + 1]
    if inside.shape[1] == 1:
        return Tables(inside[:, 0], inside[:0, 0], inside[:0, 0])
    return Tables(inside[:, 0], inside[:, 1], inside[::-1, 2, ::-1])


class _Row:
    """The arrays that one row of all tables is worked out in: ``stack[k, w, l, j]`` for table k, way w of ending
    there, lattice l and right unit j."""

    def __init__(self, drift: Floats, ways: int, uneven: bool) -> None:
        tables, lattices, wide = drift.shape[1:]
        self.uneven = uneven
        self.stack = np.full((tables, ways, lattices, wide), -np.inf)
        self.top = np.empty((tables, lattices, wide))
        self.best = np.empty((tables, lattices, wide))
        self.odds = np.empty((tables - 1, ways, lattices, wide), np.float32)
        self.sum = np.empty((tables - 1, lattices, wide), np.float32)
        self.shares = np.empty((tables - 1, lattices, wide))
        self.blocks = _blocks(drift[0, 1:]) if drift.strides[0] == 0 and self.shares.size >= MANY else []

    def filled(self, drift: Floats, out: Floats) -> None:
        """The row, from the ways of ending where they are stacked, and then any number of right units alone."""
        np.maximum.reduce(self.stack, axis=1, out=self.top)
        if self.uneven:
            np.maximum(self.top, NEVER, out=self.top)
        if len(self.sum):
            np.subtract(self.stack[1:], self.top[1:, None], out=self.odds, casting="same_kind")
            np.exp(self.odds, out=self.odds)
            np.add.reduce(self.odds, axis=1, out=self.sum)
        self.top -= drift
        if self.blocks:
            np.maximum.accumulate(self.top, axis=2, out=self.best)
            self._summed()
        else:
            np.maximum.accumulate(self.top[0], axis=1, out=self.best[0])
            if len(self.sum):
                self.top[1:] += np.log(self.sum, out=self.sum)
                np.logaddexp.accumulate(self.top[1:], axis=2, out=self.best[1:])
        np.add(self.best, drift, out=out)

    def _summed(self) -> None:
        """The sums over any number of right units alone, block by block: as shares of the highest score that is reached
        up to the end of the block. What is too far below it to have a share is its highest way alone."""
        for begin, end in pairwise(self.blocks):
            best, shares = self.best[1:, :, begin:end], self.shares[:, :, begin:end]
            highest = best[:, :, -1:]
            np.subtract(self.top[1:, :, begin:end], highest, out=shares)
            np.exp(shares, out=shares)
            shares *= self.sum[:, :, begin:end]
            if begin:
                shares[:, :, 0] += np.exp(self.best[1:, :, begin - 1] - highest[:, :, 0])
            np.add.accumulate(shares, axis=2, out=shares)
            np.log(shares, out=shares)
            shares += highest
            np.maximum(shares, best, out=best)


def _blocks(drift: Floats) -> list[int]:
    """The borders of blocks of right units that score no less than ``FAR`` together, wherever they have no
    counterpart."""
    fallen = np.maximum.accumulate(np.abs(drift).max(axis=(0, 1)))
    return [*np.unique(fallen // FAR, return_index=True)[1].tolist(), len(fallen)]


def _drift(lattices: Sequence[Lattice], high: int, wide: int, sums: bool) -> Floats:
    """Per number of left units, table, and lattice, the sums of what right units without counterpart score: as
    ``drift[i, k, l, j]``."""
    rows = high + 1 if any(of.right.ndim > 1 for of in lattices) else 1
    drift = np.zeros((rows, 3 if sums else 1, len(lattices), wide + 1))
    for number, of in enumerate(lattices):
        n, m = of.size
        right = of.right if of.right.ndim > 1 else of.right[None]
        there = slice(n + 1) if of.right.ndim > 1 else slice(rows)
        summed = np.cumsum(right, axis=1)
        drift[there, :2, number, 1 : m + 1] = summed[:, None]
        drift[there, :2, number, m + 1 :] = summed[:, None, -1:] if m else 0.0
        if sums:
            drift[there, 2, number, 1 : m + 1] = np.cumsum(right[::-1, ::-1], axis=1)
            drift[there, 2, number, m + 1 :] = drift[there, 2, number, m, None]
    return np.broadcast_to(drift, (high + 1, *drift.shape[1:]))


def _by_height(lattices: Sequence[Lattice], high: int, wide: int, sums: bool) -> list[tuple[int, int, Scores]]:
    """The scores of all shapes with one number of left units, as ``scores[i, k, b - low, l, j]`` of a bead of lattice l
    that ends before right unit j, -inf where there is none: from the beginning, and with sums for the last k from the
    end. With the number, and the fewest right units ``low``. For one lattice k is that of the tables, which saves half
    of the additions; for several one k stands for the first two, which saves memory."""
    shapes = {shape for of in lattices for shape in of.scores}
    groups = []
    kinds = 1 if not sums else 3 if len(lattices) == 1 else 2
    for a in sorted({1, *(a for a, _ in shapes)}):
        widths = [b for high_, b in shapes if high_ == a]
        low = 0 if a == 1 else min(widths)
        count = max([*widths, low]) - low + 1
        rows = max(high - a + 1, 0)
        scores = np.full((rows, kinds, count, len(lattices), wide + 1), -np.inf, np.float32)
        for number, of in enumerate(lattices):
            for b in widths:
                if (a, b) in of.scores:
                    given = of.scores[a, b]
                    n, m = given.shape
                    scores[:n, :2, b - low, number, b : b + m] = given[:, None]
                    if sums:
                        scores[:n, -1, b - low, number, b : b + m] = given[::-1, ::-1]
            if a == 1:
                n, m = of.size
                left = of.left if of.left.ndim > 1 else of.left[:, None]
                scores[:n, :2, 0, number, : m + 1] = left[:, None]
                if sums:
                    scores[:n, -1, 0, number, : m + 1] = left[::-1, ::-1]
        groups.append((a, low, scores))
    return groups
