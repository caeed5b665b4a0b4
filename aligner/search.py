"""Dynamic programming over beads: the best path through two columns, and how sure each of its beads is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Shape = tuple[int, int]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lattice:
    """The scores of every bead between two short columns.

    ``scores[a, b][i, j]`` is that of left units i … i+a-1 with right units j … j+b-1, its prior included;
    ``left[i]`` and ``right[j]`` are those of a unit without counterpart.
    """

    scores: Mapping[Shape, NDArray[np.float32]]
    left: Floats
    right: Floats

    @property
    def size(self) -> tuple[int, int]:
        """The number of left and of right units."""
        return len(self.left), len(self.right)

    def reversed(self) -> Lattice:
        """The same texts read from the end."""
        return Lattice({s: m[::-1, ::-1] for s, m in self.scores.items()}, self.left[::-1], self.right[::-1])


@dataclass(frozen=True, slots=True)
class Step:
    """One bead of a path: left units i … i+a-1, right units j … j+b-1, and its posterior probability."""

    i: int
    j: int
    a: int
    b: int
    posterior: float = 1.0


def most_likely(lattice: Lattice) -> list[Step]:
    """The path of the highest total score, in half the time that it takes to know how sure its beads are."""
    return _trace(lattice, _fill(lattice, np.max, np.maximum))


def best_path(lattice: Lattice) -> list[Step]:
    """The path of the highest total score, with the posterior probability of each of its beads."""
    path = most_likely(lattice)
    forward = _fill(lattice, _log_sum, np.logaddexp)
    backward = _fill(lattice.reversed(), _log_sum, np.logaddexp)[::-1, ::-1]
    total = forward[-1, -1]
    return [
        Step(s.i, s.j, s.a, s.b, float(np.exp(min(0.0, _through(lattice, forward, backward, s) - total)))) for s in path
    ]


def _log_sum(values: Floats, axis: int) -> Floats:
    top = np.max(values, axis=axis)
    safe = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        total: Floats = np.log(np.sum(np.exp(values - safe), axis=axis)) + safe
    return total


def _fill(lattice: Lattice, reduce: Callable[..., Floats], accumulate: np.ufunc) -> Floats:
    """``table[i, j]``: best (or summed) score of the first i left and j right units."""
    n, m = lattice.size
    table = np.full((n + 1, m + 1), -np.inf)
    drift = np.concatenate([[0.0], np.cumsum(lattice.right)])
    stack = np.full((len(lattice.scores) + 1, m + 1), -np.inf)
    for i in range(n + 1):
        stack.fill(-np.inf)
        if i == 0:
            stack[0, 0] = 0.0
        else:
            stack[0] = table[i - 1] + lattice.left[i - 1]
        for number, ((a, b), score) in enumerate(lattice.scores.items(), 1):
            if i >= a and m >= b:
                stack[number, b:] = table[i - a, : m + 1 - b] + score[i - a]
        table[i] = accumulate.accumulate(reduce(stack, axis=0) - drift) + drift
    return table


def _trace(lattice: Lattice, table: Floats) -> list[Step]:
    i, j = lattice.size
    path: list[Step] = []
    while i or j:
        options: list[tuple[float, Shape]] = []
        for (a, b), score in lattice.scores.items():
            if i >= a and j >= b:
                options.append((float(table[i - a, j - b] + score[i - a, j - b]), (a, b)))
        if i:
            options.append((float(table[i - 1, j] + lattice.left[i - 1]), (1, 0)))
        if j:
            options.append((float(table[i, j - 1] + lattice.right[j - 1]), (0, 1)))
        _, (a, b) = max(options)
        i, j = i - a, j - b
        path.append(Step(i, j, a, b))
    return path[::-1]


def _through(lattice: Lattice, forward: Floats, backward: Floats, step: Step) -> float:
    if step.a and step.b:
        score = lattice.scores[step.a, step.b][step.i, step.j]
    else:
        score = lattice.left[step.i] if step.a else lattice.right[step.j]
    return float(forward[step.i, step.j] + score + backward[step.i + step.a, step.j + step.b])
