"""How even a text is: whether its sentences end at the same places in all versions, as most do, stretch by stretch.

One text may be translated freely here and sentence by sentence there (notes beside a story, a collection of works), so
long texts are judged in stretches: what stands far away says little of how a sentence was translated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from aligner.columns import Column
from aligner.refining import Joined
from aligner.types import Span

ASKED = 0.1  # share of beads that are not one to one above which clauses are asked
USUAL, FEW = 0.1, 20  # that share in other texts, and how many beads outweigh half of it
SOME = 50  # how many beads of a stretch outweigh half of what its text is like
WHOLE, LONGEST = 200, 100  # rows of a text that is one stretch; rows of a stretch of longer ones


@dataclass(frozen=True)
class Stretch:
    """Rows that follow one another, and whether more of their beads are not one to one than usual."""

    rows: Sequence[Joined]
    odd: bool

    @property
    def spans(self) -> dict[str, Span]:
        """The segments of each language."""
        first, last = self.rows[0].spans, self.rows[-1].spans
        return {lang: Span(first[lang].start, last[lang].stop) for lang in first}


def stretches(columns: Mapping[str, Column], rows: Sequence[Joined]) -> list[Stretch]:
    """The rows in stretches that can be looked at one by one."""
    usual = uneven(columns, rows)
    runs = list(_runs(rows))
    if len(runs) < 2:
        return [Stretch(run, usual > ASKED) for run in runs]
    return [Stretch(run, _share(*_counted(columns, run), usual, SOME) > ASKED) for run in runs]


def uneven(columns: Mapping[str, Column], rows: Sequence[Joined]) -> float:
    """The share of beads that are not one to one, of those with two sides: all pairs of languages together. A text of a
    few rows is taken for one like others, and a sentence that was cut for one."""
    return _share(*_counted(columns, rows), USUAL, FEW)


def _share(odd: int, beads: int, usual: float, few: int) -> float:
    return (odd + usual * few) / (beads + few)


def _counted(columns: Mapping[str, Column], rows: Sequence[Joined]) -> tuple[int, int]:
    """How many beads with two sides are not one to one, and how many there are."""
    sizes = {}
    for lang, column in columns.items():
        cut = np.concatenate([[0], np.cumsum(column.unfinished > 0)])
        start, stop = (
            np.array([(row.spans[lang].start, row.spans[lang].stop) for row in rows], np.int64).reshape(-1, 2).T
        )
        inner = cut[np.maximum(stop - 1, start)] - cut[start]
        sizes[lang] = stop - start - inner
    beads = odd = 0
    for x, y in combinations(columns, 2):
        both = (sizes[x] > 0) & (sizes[y] > 0)
        beads += int(both.sum())
        odd += int((both & ((sizes[x] > 1) | (sizes[y] > 1))).sum())
    return odd, beads


def _runs(rows: Sequence[Joined]) -> Iterator[Sequence[Joined]]:
    """The rows in runs: each ends at the surest border of its second half, the first one where several are as sure."""
    start = 0
    while len(rows) - start > (LONGEST * 3 // 2 if start else WHOLE):
        sure = [round(min(one.posterior, other.posterior), 6) for one, other in pairwise(rows[start : start + LONGEST])]
        stop = start + 1 + max(range(len(sure) // 2, len(sure)), key=sure.__getitem__)
        yield rows[start:stop]
        start = stop
    if len(rows) > start:
        yield rows[start:]
