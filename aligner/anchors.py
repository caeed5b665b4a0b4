"""Where a long text can be cut: a chain of places on which rare words of all kinds agree.

Short texts are searched whole. For long ones the cells (left unit, right unit) in which rare words meet are weighted
by how rare the words are, the heaviest increasing chain through them is found in n log n, and cuts are made where
several neighbours of the chain agree. Memory and time are linear in the text.
"""

from __future__ import annotations

import math
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from aligner.scorers._base import Trials
from aligner.types import Span

if TYPE_CHECKING:
    from aligner.pairing import Model, Side

WHOLE = 90_000  # cells that are searched without anchors
STRIDE = 96  # units after which a cut is wanted
RARE = 3  # a word that stands in more right or left units than this is no anchor
NEAR, SLACK, SUPPORT = 6, 4, 3  # a cut needs three chain points within six units that lie on about one diagonal
HUGE = 1_000_000  # cells that are never searched at once, for the sake of memory
STRONGEST = 4  # candidate cells kept per left unit

Cell = tuple[int, int]


def cuts(left: Side, right: Side, model: Model) -> list[Cell]:
    """Places (left unit, right unit), increasing in both, at which a long text can be cut. None for short texts.

    Words that are too frequent to anchor a whole book are rare within a chapter, so what lies between two cuts is cut
    again as long as it is large.
    """
    if len(left) * len(right) <= WHOLE:
        return []
    trials = [bound.forth for x in left.columns for y in right.columns for bound in model.bind(x, y)]
    return _cuts(trials, Span(0, len(left)), Span(0, len(right)))


def _cuts(trials: Sequence[Trials], left: Span, right: Span) -> list[Cell]:
    """The cuts inside a part of both texts."""
    if len(left) * len(right) <= WHOLE:
        return []
    points = _supported(chain(_cells([one.rare(left, right, RARE) for one in trials], len(right))))
    inner = [(left.start + i, right.start + j) for i, j in points if i and j] or _forced(left, right)
    if not inner:
        return []
    found: list[Cell] = []
    for (i, j), (x, y) in pairwise([(left.start, right.start), *inner, (left.stop, right.stop)]):
        found += _cuts(trials, Span(i, x), Span(j, y))
        found.append((x, y))
    return found[:-1]


def _forced(left: Span, right: Span) -> list[Cell]:
    """Cuts along the diagonal where nothing anchors a part that is too large to be searched whole."""
    pieces = math.ceil(math.sqrt(len(left) * len(right) / HUGE)) if len(left) * len(right) > HUGE else 1
    return [(left.start + len(left) * k // pieces, right.start + len(right) * k // pieces) for k in range(1, pieces)]


def _cells(parts: Sequence[Trials], size: int) -> dict[Cell, float]:
    """Weights of the cells in which words meet: only the heaviest few per left unit. ``size``: right units."""
    keys, weights = [], []
    for part in parts:
        gain = np.log(size / np.maximum(part.counts, 1)) / np.maximum(part.counts, 1)
        trial, _, place, _ = part.links()
        keys.append(part.units[trial] * size + place)
        weights.append(gain[part.words[trial]])
    if not keys:
        return {}
    cells, number = np.unique(np.concatenate(keys), return_inverse=True)
    total = np.bincount(number, np.concatenate(weights), minlength=len(cells))
    unit, place = np.divmod(cells, size)
    order = np.lexsort((-total, unit))
    first = np.searchsorted(unit, unit[order])  # units ascend in ``cells``: where the run of each begins
    strongest = order[np.arange(len(order)) - first < STRONGEST]
    return {(int(unit[k]), int(place[k])): float(total[k]) for k in strongest}


def chain(weights: dict[Cell, float]) -> list[Cell]:
    """The heaviest chain of cells that increases in both directions.

    >>> chain({(0, 0): 1.0, (1, 5): 1.0, (2, 2): 1.0, (3, 3): 1.0})
    [(0, 0), (2, 2), (3, 3)]
    """
    ends: list[tuple[int, float, int]] = []  # (right place, weight of the best chain that ends there, node), increasing
    nodes: list[tuple[Cell, int]] = []
    rows: dict[int, list[int]] = defaultdict(list)
    for unit, place in weights:
        rows[unit].append(place)
    for unit in sorted(rows):
        fresh = []
        for place in rows[unit]:
            at = bisect_right(ends, (place - 1, math.inf, 0))
            total, node = (ends[at - 1][1], ends[at - 1][2]) if at else (0.0, -1)
            fresh.append((place, total + weights[unit, place], node))
        for place, total, before in fresh:
            at = bisect_right(ends, (place, math.inf, 0))
            if at and ends[at - 1][1] >= total:
                continue
            nodes.append(((unit, place), before))
            insort(ends, (place, total, len(nodes) - 1))
            at = bisect_right(ends, (place, total, len(nodes) - 1))
            while at < len(ends) and ends[at][1] <= total:
                del ends[at]
    path: list[Cell] = []
    node = ends[-1][2] if ends else -1
    while node >= 0:
        cell, node = nodes[node]
        path.append(cell)
    return path[::-1]


def _supported(points: list[Cell]) -> list[Cell]:
    """Cuts about every ``STRIDE`` units, at points that several neighbours on the chain confirm."""
    found: list[Cell] = []
    last = (0, 0)
    for at, (i, j) in enumerate(points):
        if i - last[0] < STRIDE and j - last[1] < STRIDE:
            continue
        near = [p for p in points[max(0, at - NEAR) : at + NEAR + 1] if abs(p[0] - i) <= NEAR]
        if sum(abs((p[1] - p[0]) - (j - i)) <= SLACK for p in near) >= SUPPORT:
            found.append((i, j))
            last = (i, j)
    return found
