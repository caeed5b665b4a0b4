"""Exact search over small boxes with one axis per language: the best rows over a few units of each.

A row of the box takes some units of every language, or none of some. Its score is what the pairs of its languages
say, each aligned as finely inside the row as it likes, which counts against the row; with the priors of the shapes. The
best way from corner to corner and the posterior probability of its rows come from dynamic programming over all places
of the box.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from aligner.parameters import SHAPES, WIDEST
from aligner.search import Lattice

Pair = tuple[str, str]
Sizes = tuple[int, int]
Place = tuple[int, ...]
Floats = NDArray[np.float64]
FINER = 0.65
"""How much of what a pair would gain by beads finer than the row counts against it: a row that one pair holds together
costs all others their borders, which a score of their beads inside it does not know. 0 joins more, 1 links less."""
TEMPER = 0.3
"""Exponent by which evidence counts less the more languages vote: pairs are not independent. 0 takes them to
be, 1 takes them for one."""
MOST = 5.0  # of that for a pair: a border that is very sure is no more of a loss than one that is sure


@dataclass(frozen=True)
class Box:
    """A box over these languages: where it begins and how many units it takes of each, in the lattices of all pairs
    (which may reach further), and the priors of bead shapes. ``links`` keeps what was worked out of these priors; boxes
    with the same ones may share it."""

    langs: tuple[str, ...]
    begin: tuple[int, ...]
    sizes: tuple[int, ...]
    lattices: Mapping[Pair, Lattice]
    shapes: Mapping[Pair, Mapping[Sizes, float]]
    links: dict[Place, float] = field(default_factory=dict, repr=False)

    @property
    def volume(self) -> int:
        """The number of places that a search would visit."""
        return int(np.prod([size + 1 for size in self.sizes]))


def search(box: Box) -> list[tuple[Place, Place, float]]:
    """The best rows from corner to corner: place, units taken of each language, posterior probability."""
    steps = _steps(len(box.sizes))
    beliefs, losses = _scores(steps, box)
    return _path(beliefs, beliefs + FINER * losses, steps, box.sizes)


@cache
def _steps(languages: int) -> tuple[Place, ...]:
    """How many units of each language a row may hold: one unit alone, or numbers that every pair allows."""
    found = []
    for step in product(range(WIDEST + 1), repeat=languages):
        there = [size for size in step if size]
        if (len(there) == 1 and there[0] == 1) or (
            len(there) > 1 and all(_tilings(*pair) for pair in combinations(there, 2))
        ):
            found.append(step)
    return tuple(found)


@cache
def _tilings(left: int, right: int) -> tuple[tuple[Sizes, ...], ...]:
    """The ways in which beads fill two spans of these sizes: inside a row a pair may well be aligned more finely.

    >>> _tilings(2, 2)
    (((1, 1), (1, 1)), ((2, 2),))
    """
    if not left and not right:
        return ((),)
    return tuple(
        ((a, b), *rest) for a, b in sorted(SHAPES) if a <= left and b <= right for rest in _tilings(left - a, right - b)
    )


@dataclass(frozen=True, slots=True)
class _Ways:
    """All ways to tile the part of one pair of languages in a row: ``evidence[w, i, j]`` of each by the row's place in
    the box, the prior of its beads apart; ``beliefs[w]``, that prior; and ``whole``, the number of the one bead."""

    evidence: Floats
    beliefs: Floats
    whole: int | None

    def scores(self, tempered: float, linked: float) -> tuple[Floats, Floats]:
        """The best score by place when evidence and priors have these weights, and what is lost by being one bead."""
        values = tempered * self.evidence + (linked * self.beliefs)[:, None, None]
        best = values.max(axis=0)
        return best, (values[self.whole] if self.whole is not None else -np.inf) - best


def _ways(box: Box, pair: Pair, step: Sizes) -> _Ways:
    axes = [box.langs.index(lang) for lang in pair]
    fits = [box.sizes[axis] - units + 1 for axis, units in zip(axes, step, strict=True)]
    ways = _tilings(*step)
    beads = {bead for way in ways for bead in way}
    belief = {bead: float(np.log(box.shapes[pair].get(bead, 1e-4))) for bead in beads}
    evidence = np.zeros((len(ways), *fits))
    for number, way in enumerate(ways):
        i, j = (box.begin[axis] for axis in axes)
        for a, b in way:
            evidence[number] += box.lattices[pair].scores[a, b][i : i + fits[0], j : j + fits[1]] - belief[a, b]
            i, j = i + a, j + b
    beliefs = np.array([sum(belief[bead] for bead in way) for way in ways])
    return _Ways(evidence, beliefs, next((n for n, way in enumerate(ways) if len(way) == 1), None))


def _scores(steps: Sequence[Place], box: Box) -> tuple[Floats, Floats]:
    """``beliefs[t, p]``: the score of a row with ``steps[t]`` units from place p of the box (flattened) on, -inf where
    it does not fit; ``losses[t, p]``: what the pairs lose in it that would be aligned more finely."""
    beliefs = np.full((len(steps), *(size + 1 for size in box.sizes)), -np.inf)
    losses = np.zeros_like(beliefs)
    known: dict[tuple[Pair, Sizes], _Ways] = {}
    for number, step in enumerate(steps):
        if all(d <= size for d, size in zip(step, box.sizes, strict=True)):
            fits = tuple(slice(0, size - d + 1) for d, size in zip(step, box.sizes, strict=True))
            beliefs[number][fits], losses[number][fits] = _step_scores(step, box, known)
    return beliefs.reshape(len(steps), -1), losses.reshape(len(steps), -1)


def _step_scores(step: Place, box: Box, known: dict[tuple[Pair, Sizes], _Ways]) -> tuple[Floats, Floats]:
    """The scores of rows that take these units, by place, and what pairs lose in them. Their evidence is tempered. What
    holds a row together is that at least one pair is one bead in it. ``known`` keeps what steps have in common."""
    axes = {lang: axis for axis, lang in enumerate(box.langs)}
    total = np.zeros([size - d + 1 for d, size in zip(step, box.sizes, strict=True)])
    lost = np.zeros_like(total)
    there = sum(d > 0 for d in step)
    held = np.full((1,) * len(step), -np.inf if there > 1 else 0.0)
    gap = min(there, len(step) - there) / max(there * (len(step) - there), 1)
    if step not in box.links:
        box.links[step] = _linking(step, box)
    weights = (len(step) - 1) ** -TEMPER, box.links[step]
    for (x, y), lattice in box.lattices.items():
        p, q = axes[x], axes[y]
        if step[p] and step[q]:
            key = (x, y), (step[p], step[q])
            if key not in known:
                known[key] = _ways(box, *key)
            values, loss = known[key].scores(*weights)
            total += _spread(values, (p, q), len(step))
            lost += _spread(np.maximum(loss, -MOST), (p, q), len(step))
            held = np.maximum(held, _spread(loss, (p, q), len(step)))
        elif step[p] or step[q]:
            axis, lonely = (p, lattice.left) if step[p] else (q, lattice.right)
            start = box.begin[axis]
            total += _spread(gap * lonely[start : start + box.sizes[axis] - step[axis] + 1], (axis,), len(step))
    return total + held, lost


def _linking(step: Place, box: Box) -> float:
    """The part of the priors of all pairs that counts. When one language cuts a sentence in two, all pairs with it have
    a rarer bead, but it happened once: the prior of a row is that of the likeliest links that join all its languages
    (a spanning tree)."""
    priors: dict[tuple[int, int], float] = {}
    for (x, y), shapes in box.shapes.items():
        p, q = box.langs.index(x), box.langs.index(y)
        if step[p] and step[q]:
            ways = _tilings(step[p], step[q])
            priors[p, q] = max(sum(float(np.log(shapes.get(bead, 1e-4))) for bead in way) for way in ways)
    group = list(range(len(step)))
    linked = 0.0
    for p, q in sorted(priors, key=lambda pair: -priors[pair]):
        if group[p] != group[q]:
            linked += priors[p, q]
            group = [group[p] if one == group[q] else one for one in group]
    return linked / sum(priors.values()) if priors else 1.0


def _spread(values: Floats, axes: tuple[int, ...], dimensions: int) -> Floats:
    """Values over one or two axes of the box, ready to be broadcast over the others."""
    if len(axes) == 2 and axes[0] > axes[1]:
        values, axes = values.T, axes[::-1]
    shape = [1] * dimensions
    for axis, size in zip(axes, values.shape, strict=True):
        shape[axis] = size
    return values.reshape(shape)


def _path(beliefs: Floats, wanted: Floats, steps: Sequence[Place], sizes: Place) -> list[tuple[Place, Place, float]]:
    """The most wanted way through a box from corner to corner: place, step and, by what is believed, the posterior
    probability of each row."""
    box = tuple(size + 1 for size in sizes)
    strides = np.array([int(np.prod(box[axis + 1 :])) for axis in range(len(box))])
    jumps = np.array(steps) @ strides
    order = np.arange(len(steps))
    states = int(np.prod(box))
    best, total = np.full(states, -np.inf), np.full(states, -np.inf)
    best[0] = total[0] = 0.0
    via = np.zeros(states, np.int64)
    for state in range(1, states):
        before = state - jumps
        inside = before >= 0
        before = np.maximum(before, 0)
        values = np.where(inside, best[before] + wanted[order, before], -np.inf)
        via[state] = int(np.argmax(values))
        best[state] = values[via[state]]
        total[state] = np.logaddexp.reduce(np.where(inside, total[before] + beliefs[order, before], -np.inf))
    rest = np.full(states, -np.inf)
    rest[-1] = 0.0
    for state in range(states - 2, -1, -1):
        after = np.minimum(state + jumps, states - 1)
        rest[state] = np.logaddexp.reduce(beliefs[:, state] + rest[after])
    path = []
    state = states - 1
    while state:
        step = int(via[state])
        state -= int(jumps[step])
        through = total[state] + beliefs[step, state] + rest[state + int(jumps[step])] - total[-1]
        place = tuple(int(c) for c in np.unravel_index(state, box))
        path.append((place, steps[step], float(np.exp(min(0.0, through)))))
    return path[::-1]
