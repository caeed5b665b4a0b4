"""Dynamic programming over beads: the best path through two columns, and how sure each of its beads is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from aligner.filling import Floats, Lattice, Tables, fill

__all__ = ["Floats", "Lattice", "Step", "best_corners", "best_path", "best_paths", "likeliest_beads", "most_likely"]

EVEN = 1e-7
"""By how much two ways of adding up the same scores may differ."""


class Step(NamedTuple):
    """One bead of a path: left units i … i+a-1, right units j … j+b-1, and its posterior probability."""

    i: int
    j: int
    a: int
    b: int
    posterior: float = 1.0


def most_likely(lattice: Lattice) -> list[Step]:
    """The path of the highest total score, in a third of the time that it takes to know how sure its beads are."""
    return _trace(lattice, fill([lattice], sums=False)[0].best)


def best_path(lattice: Lattice) -> list[Step]:
    """The path of the highest total score, with the posterior probability of each of its beads."""
    return best_paths([lattice])[0]


def best_paths(lattices: Sequence[Lattice]) -> list[list[Step]]:
    """The same of several lattices, in less time than one after the other where they are of about one size."""
    return [_likely(lattice, tables) for lattice, tables in zip(lattices, fill(lattices, sums=True), strict=True)]


def best_corners(lattices: Sequence[Lattice], likeliest: bool = False) -> list[tuple[list[Step], Floats]]:
    """The best paths, and for every number of left and of right units the probability that a border of beads stands
    behind them: ``(n + 1, m + 1)``. ``likeliest``: paths as ``likeliest_beads`` finds them."""
    path = _likeliest if likeliest else _likely
    found = []
    for lattice, tables in zip(lattices, fill(lattices, sums=True), strict=True):
        corners: Floats = np.exp(np.minimum(tables.forward + tables.backward - tables.total, 0.0))
        found.append((path(lattice, tables), corners))
    return found


def _likely(lattice: Lattice, tables: Tables) -> list[Step]:
    """The best path with its posterior probabilities."""
    return [
        step._replace(posterior=math.exp(min(0.0, _through(lattice, tables, step) - tables.total)))
        for step in _trace(lattice, tables.best)
    ]


def likeliest_beads(lattice: Lattice) -> list[Step]:
    """The path on which the most units can be expected to stand in the right bead, with the posterior probability of
    each of its beads. One bead that is almost certain does not carry doubtful ones beside it, as it may on the path of
    the highest total score."""
    return _likeliest(lattice, fill([lattice], sums=True)[0])


def _likeliest(lattice: Lattice, tables: Tables) -> list[Step]:
    forward, backward, total = tables.forward, tables.backward, tables.total
    expected = {}
    for (a, b), scores in lattice.scores.items():
        high, wide = scores.shape
        through = forward[:high, :wide] + scores + backward[a : a + high, b : b + wide] - total
        expected[a, b] = ((a + b) * np.exp(np.minimum(through, 0.0))).astype(np.float32)
    left = lattice.left if lattice.left.ndim > 1 else lattice.left[:, None]
    alone_left = np.exp(np.minimum(forward[:-1] + left + backward[1:] - total, 0.0))
    right = lattice.right if lattice.right.ndim > 1 else lattice.right[None, :]
    alone_right = np.exp(np.minimum(forward[:, :-1] + right + backward[:, 1:] - total, 0.0))
    sums = alone_left.sum(axis=1), alone_right.sum(axis=0)
    found = []
    for step in most_likely(Lattice(expected, *sums)):
        if step.a and step.b:
            chance = expected[step.a, step.b][step.i, step.j] / (step.a + step.b)
        else:
            chance = sums[0][step.i] if step.a else sums[1][step.j]
        found.append(step._replace(posterior=min(float(chance), 1.0)))
    return found


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
            if j and table[i, j - 1] + lattice.alone(i, j - 1, False) > best + EVEN:
                step = (0, 1)
        i, j = i - step[0], j - step[1]
        path.append(Step(i, j, *step))
    return path[::-1]


def _through(lattice: Lattice, tables: Tables, step: Step) -> float:
    if step.a and step.b:
        score = lattice.scores[step.a, step.b][step.i, step.j]
    else:
        score = lattice.alone(step.i, step.j, bool(step.a))
    return float(tables.forward[step.i, step.j] + score + tables.backward[step.i + step.a, step.j + step.b])
