"""Log-likelihood ratios of every bead between two short columns, as matrices.

For a span of left units against a span of right ones, each left word is a trial that hits or misses (see
``aligner.scorers``). Since a trial belongs to one left unit and its outcome depends on the right span alone, the votes
of a span of left units are the sum of its units' votes: one matrix per width of the right span is enough, and one per
width of the left span for the trials that go back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.ballots import Ballots, Polled
from aligner.columns import Column
from aligner.parameters import WIDEST, Parameters
from aligner.tokens import order
from aligner.types import Kind

Matrix = NDArray[np.float32]
OFFSET = 4.0  # what is added to lengths before they are compared, less of it in the language that takes fewer letters
CHANCE_SPREAD = 0.9  # standard deviation of the log length ratio of spans that do not belong together
SAME_KIND = {
    Kind.TITLE: 15.0,
    Kind.SUBTITLE: 2.0,
    Kind.HEADING: 2.0,
    Kind.BYLINE: 1.5,
    Kind.CAPTION: 1.5,
    Kind.FOOTNOTE: 1.5,
    Kind.NOTE: 2.5,
}
"""What two spans of the same kind gain: most for the title, of which a page has one."""
OTHER_KIND, MIXED_KINDS = -1.5, -2.0
GAINS = np.array([0.0, *SAME_KIND.values()])
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
    def none(cls, rows: int, columns: int, widths: int = WIDEST) -> Votes:
        """Votes of nobody over ``rows`` left and ``columns`` right units, for spans of so many widths."""
        forth, back = ([np.zeros((rows, columns), np.float32) for _ in range(widths)] for _ in range(2))
        return cls(forth, back)

    def add(self, polled: Polled, parameters: Parameters) -> None:
        """Add the votes of one pair of languages."""
        _add(self.forth, polled.forth, parameters, False)
        _add(self.back, polled.back, parameters, True)


def _add(votes: Sequence[Matrix], ballots: Ballots, parameters: Parameters, turned: bool) -> None:
    """Add the votes of one direction. A word missing from a true span votes log(1 - h); one that is there votes
    log((h + (1 - h) p) / p), p being the chance that a span of that width holds it.

    A place is seen by the span that begins at it and by those that begin up to width - 1 units before, as far as these
    do not hold the word's place before it too. Places come in the order of how many may see them, the most first.
    """
    units, others = votes[0].shape[:: -1 if turned else 1]
    widths, step = len(votes), units if turned else 1  # from a cell to that of the span which begins a unit later
    hits = ballots.hits(parameters)
    lost = np.log1p(-hits)
    missed = np.maximum(widths - ballots.reach, 0)
    places = order(missed, widths)
    trial, sizes = ballots.links(places)
    unit, place = ballots.units[trial], np.repeat(ballots.places[places], sizes)
    cell = place * units + unit if turned else unit * others + place
    seen = np.cumsum(np.bincount(missed[places], sizes, widths).astype(np.int64))[::-1].tolist()
    cells = np.concatenate([cell[:count] - far * step for far, count in enumerate(seen)])
    alone = parameters.weight * np.bincount(ballots.units, lost[ballots.words], units)
    words = ballots.owners[places]
    hit, miss, free = hits[words], lost[words], 1 - ballots.share[places]
    without = np.ones(len(free))
    for width, matrix in enumerate(votes, 1):
        without *= free
        gain = np.repeat(parameters.weight * (np.log(hit / (1 - without) + (1 - hit)) - miss), sizes)
        gains = np.concatenate([gain[:count] for count in seen[:width]])
        total = np.bincount(cells[: len(gains)], gains, units * others).astype(float, copy=False).reshape(matrix.shape)
        total += alone if turned else alone[:, None]
        matrix += total


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


class Lengths:
    """What lengths say of beads between two columns: log N(log ratio; true) - log N(log ratio; chance).

    Short spans vary more.
    """

    def __init__(self, left: Sequence[int], right: Sequence[int], parameters: Parameters) -> None:
        ratio, spread = parameters.ratio, parameters.spread
        self.left = _Spans(left, OFFSET * np.exp(min(-ratio, 0)), ratio, 1.0, spread)
        self.right = _Spans(right, OFFSET * np.exp(min(ratio, 0)), 0.0, np.exp(-ratio), spread)

    def scores(self, shape: tuple[int, int]) -> Matrix:
        """The scores of all beads of one shape.

        The spread is that of the shorter span. What it does to the score falls or rises with length, so that the worth
        of the shorter of two is the greater or the lesser of theirs: no cell needs a logarithm of its own.
        """
        here, steep_x, base_x, wordless_x = self.left.of(shape[0])
        there, steep_y, base_y, wordless_y = self.right.of(shape[1])
        score: Matrix = np.subtract.outer(here, there)
        score *= score
        other = np.maximum.outer(steep_x, steep_y)
        score *= other
        score += np.minimum.outer(base_x, base_y, out=other)
        np.maximum(score, -8.0, out=score)
        score[wordless_x] = 0.0
        score[:, wordless_y] = 0.0
        return score


class _Spans:
    """What the score of a bead takes of one of its sides, by the width of the span.

    ``offset`` is added to every length and ``shift`` to its logarithm; by ``scale`` lengths are made those of the left
    language.
    """

    def __init__(self, values: Sequence[int], offset: float, shift: float, scale: float, spread: float) -> None:
        self.sums = np.concatenate([[0.0], np.cumsum(values)])
        self.offset, self.shift, self.scale, self.spread = offset, shift, scale, spread
        self.known: dict[int, tuple[Matrix, Matrix, Matrix, NDArray[np.int64]]] = {}

    def of(self, width: int) -> tuple[Matrix, Matrix, Matrix, NDArray[np.int64]]:
        """Of the spans of a width: their log lengths; by what the squared log ratio is multiplied and what is added,
        were they the shorter ones; and which of them say nothing."""
        found = self.known.get(width)
        if found is None:
            lengths = self.sums[width:] - self.sums[:-width] if len(self.sums) > width else np.zeros(0)
            true = self.spread**2 + 2.0 / (lengths * self.scale + 4.0)
            chance = true + CHANCE_SPREAD**2
            steep, base = 0.5 * (1 / chance - 1 / true), 0.5 * np.log(chance / true)
            logs = np.log(lengths + self.offset) + self.shift
            found = self.known[width] = (
                logs.astype(np.float32),
                steep.astype(np.float32),
                base.astype(np.float32),
                np.flatnonzero(lengths == 0),
            )
        return found


class Structure:
    """What the pages' structure says of beads between two columns: spans that open a paragraph on both sides, kinds of
    blocks that agree.

    With probability ``parameters.paragraphs`` a border is copied by the translator, else borders are independent.
    """

    def __init__(self, left: Column, right: Column, parameters: Parameters) -> None:
        self.size = len(left), len(right)
        numbers = {kind: n for n, kind in enumerate(SAME_KIND, 1)}
        self.codes = tuple(
            np.array([numbers.get(cell.kind, 0) for cell in column.cells], np.int64) for column in (left, right)
        )
        self.special = any(codes.any() for codes in self.codes)
        self.kinds: dict[tuple[int, int], tuple[NDArray[np.int64], ...]] = {}
        self.known = bool(left.blocks and right.blocks and all(self.size))
        if not self.known:
            return
        copied = parameters.paragraphs
        self.opens = tuple(np.array([cell.opens for cell in column.cells], np.int64) for column in (left, right))
        x, y = (opens > 0 for opens in self.opens)
        self.even = bool(x.all() and y.all())
        """Whether every unit opens a paragraph, as where a file has one on every line."""
        share = float(np.clip((x.mean() + y.mean()) / 2, 0.02, 0.98))
        both, none = np.log(copied / share + 1 - copied), np.log(copied / (1 - share) + 1 - copied)
        self.borders: Matrix = np.full(self.size, np.log(1 - copied), np.float32)
        self.borders[np.ix_(x, y)] = both
        self.borders[np.ix_(~x, ~y)] = none
        self.inside = np.log(1 - copied)

    def add(self, scores: Matrix, shape: tuple[int, int]) -> None:
        """Add what it says to the scores of all beads of one shape."""
        if not scores.size:
            return
        if self.known:
            self._add_borders(scores, shape)
        if self.special:
            self._add_kinds(scores, shape)

    def _add_borders(self, scores: Matrix, shape: tuple[int, int]) -> None:
        high, wide = scores.shape
        inside = np.float32(0.0 if shape[0] == shape[1] else self.inside)
        if self.even:
            scores += self.borders[0, 0] + inside * np.float32(sum(shape) - 2)
        else:
            scores += self.borders[:high, :wide]
            if inside:
                scores += np.add.outer(*(inside * _inner(*side) for side in zip(self.opens, shape, strict=True)))

    def _add_kinds(self, scores: Matrix, shape: tuple[int, int]) -> None:
        """Add what the kinds of spans say, which is nothing but where one stands out."""
        for side, width in enumerate(shape):
            if (side, width) not in self.kinds:
                kinds, mixed = _kinds(self.codes[side], width)
                self.kinds[side, width] = kinds, np.flatnonzero(kinds), np.flatnonzero(mixed)
        (x, rows, mixed_rows), (y, columns, mixed_columns) = (self.kinds[side] for side in enumerate(shape))
        scores[rows] += OTHER_KIND
        scores[:, columns] += OTHER_KIND
        if len(rows) and len(columns):
            same = x[rows][:, None] == y[columns]
            worth = np.where(same, GAINS[x[rows]][:, None] - OTHER_KIND, 0.0) - OTHER_KIND
            scores[np.ix_(rows, columns)] += worth.astype(np.float32)
        scores[mixed_rows] += MIXED_KINDS
        scores[:, mixed_columns] += MIXED_KINDS


def _inner(opens: NDArray[np.int64], width: int) -> NDArray[np.float32]:
    """How many paragraphs begin inside each span, its first unit apart."""
    sums = np.concatenate([[0], np.cumsum(opens)])
    inside: NDArray[np.float32] = (sums[width:] - sums[1 : len(sums) - width + 1]).astype(np.float32)
    return inside


def _kinds(codes: NDArray[np.int64], width: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """A number per span for the kind that stands out (0 for running text), and whether the span mixes kinds."""
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
