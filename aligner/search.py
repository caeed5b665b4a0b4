"""Dynamic programming over beads: the best path through two columns, and how sure each of its beads is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from aligner.types import Span

Shape = tuple[int, int]
Floats = NDArray[np.float64]
EVEN = 1e-7
"""By how much two ways of adding up the same scores may differ."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """The scores of every bead between two short columns.

    ``scores[a, b][i, j]`` is that of left units i … i+a-1 with right units j … j+b-1, its prior included;
    ``left[i]`` and ``right[j]`` are those of a unit without counterpart; or else ``left[i, j]`` and ``right[i, j]``,
    where it matters how many units of the other side stand before it.
    """

    scores: Mapping[Shape, NDArray[np.float32]]
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
class Step:
    """One bead of a path: left units i … i+a-1, right units j … j+b-1, and its posterior probability."""

    i: int
    j: int
    a: int
    b: int
    posterior: float = 1.0


def most_likely(lattice: Lattice) -> list[Step]:
    """The path of the highest total score, in a third of the time that it takes to know how sure its beads are."""
    return _trace(lattice, _fill(lattice, sums=False)[0])


def best_path(lattice: Lattice) -> list[Step]:
    """The path of the highest total score, with the posterior probability of each of its beads."""
    best, forward, backward = _fill(lattice, sums=True)
    backward = backward[::-1, ::-1]
    total = forward[-1, -1]
    return [
        Step(s.i, s.j, s.a, s.b, float(np.exp(min(0.0, _through(lattice, forward, backward, s) - total))))
        for s in _trace(lattice, best)
    ]


def best_corners(lattice: Lattice) -> tuple[list[Step], Floats]:
    """The path of the highest total score, and for every number of left and of right units the probability that a
    border of beads stands behind them."""
    best, forward, backward = _fill(lattice, sums=True)
    corners: Floats = np.exp(np.minimum(forward + backward[::-1, ::-1] - forward[-1, -1], 0.0))
    return _trace(lattice, best), corners


def likeliest_beads(lattice: Lattice) -> list[Step]:
    """The path on which the most units can be expected to stand in the right bead, with the posterior probability of
    each of its beads. One bead that is almost certain does not carry doubtful ones beside it, as it may on the path of
    the highest total score."""
    _, forward, backward = _fill(lattice, sums=True)
    backward = backward[::-1, ::-1]
    total = forward[-1, -1]
    expected = {}
    for (a, b), scores in lattice.scores.items():
        high, wide = scores.shape
        through = forward[:high, :wide] + scores + backward[a : a + high, b : b + wide] - total
        expected[a, b] = ((a + b) * np.exp(np.minimum(through, 0.0))).astype(np.float32)
    left = lattice.left if lattice.left.ndim > 1 else lattice.left[:, None]
    alone_left = np.exp(np.minimum(forward[:-1] + left + backward[1:] - total, 0.0))
    alone_right = np.exp(np.minimum(forward[:, :-1] + lattice.right + backward[:, 1:] - total, 0.0))
    sums = alone_left.sum(axis=1), alone_right.sum(axis=0)
    found = []
    for step in most_likely(Lattice(expected, *sums)):
        if step.a and step.b:
            chance = expected[step.a, step.b][step.i, step.j] / (step.a + step.b)
        else:
            chance = sums[0][step.i] if step.a else sums[1][step.j]
        found.append(replace(step, posterior=min(float(chance), 1.0)))
    return found


def _fill(lattice: Lattice, sums: bool) -> Floats:
    """``table[k, i, j]`` over the first i left and j right units, row by row: for k = 0 the best score; with ``sums``
    for k = 1 the log of the summed ones, for k = 2 the same for the texts read from the end.

    One row is worked out for all tables and shapes at once. ``windows[k, i, b, j]`` is a view of
    ``table[k, i, j - b]``, so that all shapes with as many left units are one addition.
    """
    n, m = lattice.size
    widest = max([b for _, b in lattice.scores], default=0)
    padded = np.full((3 if sums else 1, n + 1, widest + m + 1), -np.inf)
    tables = padded[:, :, widest:]
    strides = padded.strides
    windows = as_strided(tables, (len(padded), n + 1, widest + 1, m + 1), (*strides[:2], -strides[2], strides[2]))
    drifts = _drifts(lattice, len(padded))
    groups = _by_height(lattice, sums)
    stack = np.full((len(padded), sum(scores.shape[2] for _, _, scores in groups), m + 1), -np.inf)
    tables[:, 0] = drifts[0]
    for i in range(1, n + 1):
        drift = drifts[i]
        at = 0
        for high, low, scores in groups:
            stop = at + scores.shape[2]
            if i >= high:
                np.add(windows[:, i - high, low : low + stop - at], scores[i - high], out=stack[:, at:stop])
            at = stop
        row = stack.max(axis=1)
        if sums:
            row[1:] += np.log(np.exp((stack[1:] - row[1:, None]).astype(np.float32)).sum(axis=1))
        row -= drift
        np.maximum.accumulate(row[0], out=tables[0, i])
        if sums:
            np.logaddexp.accumulate(row[1:], axis=1, out=tables[1:, i])
        tables[:, i] += drift
    return tables


def _drifts(lattice: Lattice, tables: int) -> Floats:
    """Per number of left units and table the sums of what right units without counterpart score."""
    right = np.atleast_2d(lattice.right)
    summed = np.zeros((len(right), tables, right.shape[1] + 1))
    np.cumsum(np.stack([right, right, right[::-1, ::-1]][:tables], axis=1), axis=2, out=summed[:, :, 1:])
    return np.broadcast_to(summed, (len(lattice.left) + 1, *summed.shape[1:]))


def _by_height(lattice: Lattice, sums: bool) -> list[tuple[int, int, NDArray[np.float32]]]:
    """The scores of all shapes with one number of left units, as ``scores[i, k, b - low, j]`` of a bead that ends
    before right unit j, -inf where there is none; with the number, and the fewest right units ``low``."""
    n, m = lattice.size
    groups = []
    for high in sorted({1, *(a for a, _ in lattice.scores)}):
        wide = [b for a, b in lattice.scores if a == high]
        low = 0 if high == 1 else min(wide)
        count = max([*wide, low]) - low + 1
        scores = np.full((max(n - high + 1, 0), 3 if sums else 1, count, m + 1), -np.inf, np.float32)
        for b in wide:
            given = lattice.scores[high, b]
            scores[:, :2, b - low, b:] = given[:, None]
            if sums:
                scores[:, 2, b - low, b:] = given[::-1, ::-1]
        if high == 1:
            left = lattice.left if lattice.left.ndim > 1 else lattice.left[:, None]
            scores[:, :2, 0] = left[:, None]
            if sums:
                scores[:, 2, 0] = left[::-1, ::-1]
        groups.append((high, low, scores))
    return groups


def _trace(lattice: Lattice, table: Floats) -> list[Step]:
    """The path back through a table of best scores: a bead is on it when its score is what the table rose by."""
    i, j = lattice.size
    path: list[Step] = []
    shapes = [(a, b, score) for (a, b), score in lattice.scores.items()]
    while i or j:
        here = table[i, j]
        best, step = -np.inf, (0, 0)
        for a, b, score in shapes:
            if i >= a and j >= b:
                value = table[i - a, j - b] + score[i - a, j - b]
                if value > best:
                    best, step = value, (a, b)
                    if value >= here - EVEN:
                        break
        else:
            if i and (value := table[i - 1, j] + lattice.alone(i - 1, j, True)) > best:
                best, step = value, (1, 0)
            if j and table[i, j - 1] + lattice.alone(i, j - 1, False) > best:
                step = (0, 1)
        i, j = i - step[0], j - step[1]
        path.append(Step(i, j, *step))
    return path[::-1]


def _through(lattice: Lattice, forward: Floats, backward: Floats, step: Step) -> float:
    if step.a and step.b:
        score = lattice.scores[step.a, step.b][step.i, step.j]
    else:
        score = lattice.alone(step.i, step.j, bool(step.a))
    return float(forward[step.i, step.j] + score + backward[step.i + step.a, step.j + step.b])
