"""Segments cut into clauses, at stops, commas, colons and dashes; and what the borders of segments say of the beads of
clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import regex
from numpy.typing import NDArray

from aligner.columns import Cell, Column, words_before
from aligner.search import Floats, Lattice
from aligner.segmentation import split
from aligner.types import Span

FEWEST = 3  # words (syllables in Vietnamese) of a clause
ALONE_TOO, INSIDE = 1.4, -4.0
"""Log odds of no counterpart: of a further clause where the other text is between two segments, since one omission
takes them all; of a segment where the other text is amid one, since nothing stands inside another's counterpart."""
_MARK = regex.compile(r"(?:[,;:][\p{Pe}\p{Pf}\"']*(?=[\s\p{Han}])|[，；：]|—+)\s*|\s[–-]\s")
"""Where a clause may end; marks amid figures (1,000, 3:15) part nothing."""
Opens = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Clauses:
    """A column whose units are clauses, and where each segment begins among them (the end of the last one included)."""

    column: Column
    starts: Ints

    @classmethod
    def of(cls, column: Column, within: Sequence[bool] | None = None) -> Clauses:
        """The clauses of whole segments; of those that are not ``within`` each is one clause."""
        within = within or [True] * len(column)
        cells = [_cut(cell, column.lang) if cut else [cell] for cell, cut in zip(column.cells, within, strict=True)]
        starts = np.cumsum([0, *(len(run) for run in cells)])
        return cls(Column(column.lang, [cell for run in cells for cell in run], column.blocks), starts)

    def part(self, segments: Span) -> Clauses:
        """Those of some of the segments."""
        starts = self.starts[segments.start : segments.stop + 1]
        return Clauses(self.column.part(int(starts[0]), int(starts[-1])), starts - starts[0])

    @property
    def opens(self) -> Opens:
        """Per clause, whether a segment begins with it."""
        opens = np.zeros(len(self.column), bool)
        opens[self.starts[:-1]] = True
        return opens

    @property
    def homes(self) -> Ints:
        """The segment of each clause."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


def _cut(cell: Cell, lang: str) -> list[Cell]:
    """A segment in clauses of a few words at least: cut behind stops, commas, colons and at dashes."""
    sentences = split(cell.text, lang)
    edges = [span.start for span in sentences[1:]]
    edges += [match.end() for span in sentences for match in _MARK.finditer(cell.text, span.start, span.stop)]
    if not edges or len(cell.words) < 2 * FEWEST:
        return [cell]
    places = sorted(set(edges))
    kept = [(0, 0)]
    for place, word in zip(places, words_before(cell, lang, places), strict=True):
        if word - kept[-1][1] >= FEWEST and word <= len(cell.words) - FEWEST:
            kept.append((place, word))
    kept.append((len(cell.text), len(cell.words)))
    return [
        Cell(cell.text[start:stop], cell.words[first:last], cell.kind, cell.opens and not start)
        for (start, first), (stop, last) in pairwise(kept)
    ]


def bordered(scores: Lattice, left: Opens, right: Opens, copied: float) -> Lattice:
    """The scores of beads of clauses with what the borders of segments say: with probability ``copied`` one is a border
    on both sides, else they know nothing of each other."""
    if not (len(left) and len(right)):
        return scores
    share = float(np.clip((left.mean() + right.mean()) / 2, 0.02, 0.98))
    begins = np.full((len(left), len(right)), np.log(1 - copied), np.float32)
    begins[np.ix_(left, right)] = np.log(copied / share + 1 - copied)
    begins[np.ix_(~left, ~right)] = np.log(copied / (1 - share) + 1 - copied)
    passed = [np.concatenate([[0], np.cumsum(opens)]) * np.log(1 - copied) for opens in (left, right)]
    for (a, b), score in scores.scores.items():
        high, wide = score.shape
        inside = [sums[width:] - sums[1 : len(sums) - width + 1] for sums, width in zip(passed, (a, b), strict=True)]
        score += begins[:high, :wide]
        score += np.add.outer(inside[0], inside[1]).astype(np.float32)
    amid_left, amid_right = (np.append(~opens, False) for opens in (left, right))  # between two clauses of a segment
    alone_left = scores.left[:, None] + _alone(left)[:, amid_right.astype(np.int64)]
    alone_right = scores.right[None, :] + _alone(right).T[amid_left.astype(np.int64)]
    return Lattice(scores.scores, alone_left, alone_right)


def _alone(opens: Opens) -> Floats:
    """Per clause, what changes the odds that it has no counterpart: where the other text is between two of its
    segments, and where it is amid one."""
    return np.column_stack([np.where(opens, 0.0, ALONE_TOO), np.where(opens, INSIDE, 0.0)])
