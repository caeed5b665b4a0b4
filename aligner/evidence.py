"""Log-likelihood ratios of every bead between two short columns, as matrices.

For a span of left units against a span of right ones, each left word is a trial that hits or misses (see
``aligner.scorers``). Since a trial belongs to one left unit and its outcome depends on the right span alone, the votes
of a span of left units are the sum of its units' votes: one matrix per width of the right span is enough, and one per
width of the left span for the trials that go back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.columns import Column
from aligner.parameters import WIDEST, Parameters
from aligner.scorers._base import Bound, Trials
from aligner.types import Kind

Matrix = NDArray[np.float32]
CHANCE_SPREAD = 0.9  # standard deviation of the log length ratio of spans that do not belong together
MOST = 0.95  # the highest hit rate that any word has
NEAR = 16  # units on either side of a word in which its next occurrence is no surprise
SAME_KIND = {
    Kind.TITLE: 15.0,
    Kind.SUBTITLE: 2.0,
    Kind.HEADING: 2.0,
    Kind.BYLINE: 1.5,
    Kind.CAPTION: 1.5,
    Kind.FOOTNOTE: 1.5,
}
"""What two spans of the same kind gain: most for the title, of which a page has one."""
OTHER_KIND, MIXED_KINDS = -1.5, -2.0
LONELY = {Kind.NOTE: 2.5, Kind.PULL_QUOTE: 1.5, Kind.FOOTNOTE: 0.7, Kind.CAPTION: 1.5, Kind.BYLINE: 0.5}
"""How much more likely than a sentence of the body a unit of these kinds is to stand without counterpart (log odds)."""
WORDLESS = -3.0  # the same for a unit without any word: a stray quotation mark belongs to the sentence beside it


@dataclass(slots=True)
class Votes:
    """``forth[k-1][x, j]``: the votes of left unit x for the right span that begins at j and is k wide;
    ``back[k-1][i, y]``: those of right unit y for the left span that begins at i and is k wide."""

    forth: list[Matrix]
    back: list[Matrix]

    @classmethod
    def none(cls, rows: int, columns: int) -> Votes:
        """Votes of nobody over ``rows`` left and ``columns`` right units."""
        return cls(
            [np.zeros((rows, columns), np.float32) for _ in range(WIDEST)],
            [np.zeros((rows, columns), np.float32) for _ in range(WIDEST)],
        )

    def add(self, bounds: Iterable[Bound], parameters: Parameters) -> None:
        """Add the votes of one pair of languages."""
        rows, columns = self.forth[0].shape
        for bound in bounds:
            _add_trials(self.forth, bound.forth, rows, columns, parameters, False)
            _add_trials(self.back, bound.back, columns, rows, parameters, True)


def _add_trials(
    votes: Sequence[Matrix], trials: Trials, units: int, others: int, parameters: Parameters, turned: bool
) -> None:
    """Add the votes of one direction. A word missing from a true span votes log(1 - h); one that is there votes
    log((h + (1 - h) p) / p), p being the chance that a span of that width holds it."""
    if not (len(trials) and units and others):
        return
    rate = np.minimum(parameters.hit(trials.family) * trials.rates, MOST)[trials.words]
    trial, at_place, place, last = trials.links()
    unit, hit = trials.units[trial], rate[trial]
    misses = np.bincount(trials.units, np.log1p(-rate), minlength=units)
    share = trials.density(others, NEAR)[at_place]
    for width in range(1, WIDEST + 1):
        chance = 1 - (1 - share) ** width
        bonus = np.log((hit + (1 - hit) * chance) / chance) - np.log1p(-hit)
        cells, values = [], []
        for back in range(width):
            start = place - back
            valid = start > last
            at, begin = unit[valid], start[valid]
            cells.append(begin * units + at if turned else at * others + begin)
            values.append(bonus[valid])
        total = np.bincount(np.concatenate(cells), np.concatenate(values), minlength=units * others)
        matrix = votes[width - 1]
        matrix += (parameters.weight * total).reshape(matrix.shape)
        matrix += (parameters.weight * (misses[None, :] if turned else misses[:, None])).astype(np.float32)


def bead_scores(votes: Votes, shape: tuple[int, int]) -> Matrix:
    """The sum of all votes for every bead of one shape, by its first left and right unit."""
    a, b = shape
    rows, columns = votes.forth[0].shape
    high, wide = rows - a + 1, columns - b + 1
    if high <= 0 or wide <= 0:
        return np.zeros((max(high, 0), max(wide, 0)), np.float32)
    forth, back = votes.forth[b - 1], votes.back[a - 1]
    total = forth[:high, :wide].copy()
    for x in range(1, a):
        total += forth[x : x + high, :wide]
    for y in range(b):
        total += back[:high, y : y + wide]
    return total


def length_scores(left: Sequence[int], right: Sequence[int], shape: tuple[int, int], parameters: Parameters) -> Matrix:
    """log N(log ratio; true) - log N(log ratio; chance) for every bead of one shape. Short spans vary more."""
    a, b = shape
    x, y = _spans(left, a), _spans(right, b)
    if not len(x) or not len(y):
        return np.zeros((len(x), len(y)), np.float32)
    offset = 4.0
    away = (
        np.log(y + offset * np.exp(min(parameters.ratio, 0)))[None, :]
        - np.log(x + offset * np.exp(min(-parameters.ratio, 0)))[:, None]
    )
    away -= parameters.ratio
    shorter = np.minimum(x[:, None], y[None, :] * np.exp(-parameters.ratio))
    spread = np.sqrt(parameters.spread**2 + 2.0 / (shorter + 4.0))
    wide = np.sqrt(spread**2 + CHANCE_SPREAD**2)
    score = 0.5 * away**2 * (1 / wide**2 - 1 / spread**2) + np.log(wide / spread)
    empty = (x[:, None] == 0) | (y[None, :] == 0)
    return np.where(empty, 0.0, np.maximum(score, -8.0)).astype(np.float32)


def _spans(values: Sequence[int], width: int) -> NDArray[np.float64]:
    sums = np.concatenate([[0.0], np.cumsum(values)])
    return sums[width:] - sums[:-width] if len(values) >= width else np.zeros(0)


def block_scores(left: Column, right: Column, shape: tuple[int, int], parameters: Parameters) -> Matrix:
    """What the pages' structure says: spans that open a paragraph on both sides, kinds of blocks that agree.

    With probability ``parameters.paragraphs`` a border is copied by the translator, else borders are independent.
    """
    a, b = shape
    high, wide = max(len(left) - a + 1, 0), max(len(right) - b + 1, 0)
    score = np.zeros((high, wide), np.float32)
    if not high or not wide or not (left.blocks and right.blocks):
        return score
    score += _border_scores(left, right, high, wide, parameters.paragraphs)
    inside = np.log(1 - parameters.paragraphs) if a != b else 0.0
    if inside:
        score += inside * _inner_borders(left, a)[:, None] + inside * _inner_borders(right, b)[None, :]
    x, mixed_left = _kinds(left, a)
    y, mixed_right = _kinds(right, b)
    same = x[:, None] == y[None, :]
    special = (x[:, None] > 0) | (y[None, :] > 0)
    gains = np.array([0.0, *SAME_KIND.values()])
    score += np.where(special, np.where(same, gains[x][:, None], OTHER_KIND), 0.0).astype(np.float32)
    score += MIXED_KINDS * (mixed_left[:, None].astype(np.float32) + mixed_right[None, :])
    return score


def _border_scores(left: Column, right: Column, high: int, wide: int, copied: float) -> Matrix:
    x = np.array([cell.opens for cell in left.cells[:high]])
    y = np.array([cell.opens for cell in right.cells[:wide]])
    share = float(np.clip((x.mean() + y.mean()) / 2, 0.02, 0.98))
    both, none = np.log(copied / share + 1 - copied), np.log(copied / (1 - share) + 1 - copied)
    agree = x[:, None] == y[None, :]
    return np.where(agree, np.where(x[:, None], both, none), np.log(1 - copied)).astype(np.float32)


def _inner_borders(column: Column, width: int) -> Matrix:
    opens = [int(cell.opens) for cell in column.cells]
    return np.array([sum(opens[i + 1 : i + width]) for i in range(len(opens) - width + 1)], np.float32)


def _kinds(column: Column, width: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """A number per span for the kind that stands out (0 for running text), and whether the span mixes kinds."""
    numbers = {kind: n for n, kind in enumerate(SAME_KIND, 1)}
    codes = np.array([numbers.get(cell.kind, 0) for cell in column.cells], np.int64)
    if width == 1:
        return codes, np.zeros(len(codes), bool)
    windows = np.lib.stride_tricks.sliding_window_view(codes, width)
    mixed = (windows != windows[:, :1]).any(axis=1)
    return windows.max(axis=1), mixed


def null_scores(column: Column, parameters: Parameters) -> NDArray[np.float64]:
    """log probability that each unit stands without counterpart."""
    bonus = np.array([LONELY.get(cell.kind, 0.0) if cell.words else WORDLESS for cell in column.cells])
    scores: NDArray[np.float64] = np.minimum(np.log(parameters.null) + bonus, -0.05)
    return scores
