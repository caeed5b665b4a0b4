"""How far a row can be trusted, and why: the reasons a person would give, and a calibrated probability."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import combinations

from aligner.columns import Column
from aligner.pairing import Model, Pair
from aligner.parameters import Parameters, confidence
from aligner.tallies import Tally
from aligner.types import Band, Evidence, Kind, Span

ALONE = frozenset({Kind.NOTE, Kind.PULL_QUOTE, Kind.FOOTNOTE, Kind.BYLINE, Kind.CAPTION})
"""Kinds that often stand in one version only: without counterpart they need no look."""


def judge(
    columns: Mapping[str, Column],
    grouped: Mapping[str, Column],
    rows: Sequence[Mapping[str, Span]],
    posteriors: Sequence[float],
    moved: Mapping[int, int],
    model: Model,
    shared: Mapping[Pair, Tally],
) -> list[tuple[float, Band, tuple[Evidence, ...]]]:
    """Score, band and evidence of every row of a table.

    ``grouped`` holds one unit per row and language; ``moved`` names, for each half of a moved pair, the other half;
    ``shared`` is what each pair of languages has in common.
    """
    pairs = list(combinations(columns, 2))
    numbers = {(x, y): model.of(grouped[x], grouped[y]) for x, y in pairs}
    judged = []
    for number, row in enumerate(rows):
        there = [lang for lang in columns if row[lang]]
        evidence: list[Evidence] = []
        features: list[list[float]] = []
        for pair in combinations(there, 2):
            sizes = tuple(grouped[lang].lengths[number] for lang in pair)
            found, values = _reasons(pair, shared[pair], number, sizes, numbers[pair])
            evidence += found
            features.append(values)
        other = moved.get(number)
        evidence += _shape(columns, row, there)
        evidence += _order(columns, row, other, rows[other] if other is not None else {})
        kinds = {cell.kind for lang in there for cell in columns[lang].cells[row[lang].start : row[lang].stop]}
        score = _score(features, posteriors[number], row, len(columns), kinds)
        judged.append((score, _band(score, there, columns, kinds), tuple(evidence)))
    return judged


@lru_cache(maxsize=4096)
def _said(source: str, verdict: str, langs: tuple[str, ...], hits: int = 0, trials: int = 0) -> Evidence:
    """One reason; thousands of rows have the same ones."""
    return Evidence(source, verdict, langs, hits, trials)


def _reasons(
    pair: Pair, tally: Tally, row: int, sizes: tuple[int, ...], numbers: Parameters
) -> tuple[list[Evidence], list[float]]:
    counts = {family: (int(total[0, row]), int(total[1, row])) for family, total in tally.families.items()}
    trials, hits = counts.get("words", (0, 0))
    share = (hits + 1.0) / (trials + 2.0)
    strength = "none" if not trials else "strong" if share >= 0.6 else "fair" if share >= 0.35 else "weak"
    found = [_said("lexicon", strength, pair, hits, trials)]
    others = 0.0
    for family, source in (("quantity", "quantities"), ("names", "names")):
        n, h = counts.get(family, (0, 0))
        if n:
            others += h / n - 0.5
        if h or (n and source == "quantities"):  # a capital letter is no name yet: that none is shared says little
            found.append(_said(source, "agree" if h == n else "differ", pair, h, n))
    away = math.log((sizes[1] + 4) / (sizes[0] + 4)) - numbers.ratio
    z = away / math.sqrt(numbers.spread**2 + 2.0 / (min(sizes) + 4))
    verdict = "usual" if abs(z) < 2 else "short" if z < 0 else "long"
    found.append(_said("length", verdict, pair))
    return found, [math.log(share / (1 - share)), math.log1p(trials), others, min(z * z, 16.0)]


def _shape(columns: Mapping[str, Column], row: Mapping[str, Span], there: Sequence[str]) -> list[Evidence]:
    kinds = {lang: columns[lang].cells[row[lang].start].kind for lang in there}
    if any(kind is not Kind.BODY for kind in kinds.values()) and len(there) > 1:
        verdict = "agree" if len(set(kinds.values())) == 1 else "differ"
        return [Evidence("kind", verdict, tuple(there))]
    return []


def _order(
    columns: Mapping[str, Column], row: Mapping[str, Span], other: int | None, half: Mapping[str, Span]
) -> list[Evidence]:
    """The languages that the row lacks: those in its other half, which stands elsewhere, and those in neither."""
    missing = [lang for lang in columns if not row[lang]]
    elsewhere = tuple(lang for lang in missing if half.get(lang))
    nowhere = tuple(lang for lang in missing if lang not in elsewhere)
    found = [Evidence("order", "moved", elsewhere, other)] if other is not None else []
    return [*found, Evidence("order", "none", nowhere)] if nowhere else found


def _score(
    features: Sequence[Sequence[float]],
    posterior: float,
    row: Mapping[str, Span],
    languages: int,
    kinds: set[Kind],
) -> float:
    """The probability that the row is right: a logistic function of the reasons, fitted on aligned texts."""
    kind, values = _values(features, posterior, row, languages)
    if _RECORD:
        _RECORD[-1].append((kind, values))
    if kind == "null" and kinds and kinds <= ALONE:
        return 0.98
    return _logistic(sum(w * v for w, v in zip(confidence()[kind], values, strict=True)))


def _values(
    features: Sequence[Sequence[float]], posterior: float, row: Mapping[str, Span], languages: int
) -> tuple[str, list[float]]:
    """Which of the two logistic functions a row takes, and its values."""
    sure = math.log(max(posterior, 1e-6) / max(1 - posterior, 1e-6))
    sure = min(max(sure, -6.0), 9.0)
    if not features:
        return "null", [1.0, sure]
    mean = [sum(values) / len(features) for values in zip(*features, strict=True)]
    merged = float(any(len(span) > 1 for span in row.values()))
    gaps = float(sum(not span for span in row.values()) / max(languages - 1, 1))
    return "bead", [1.0, sure, *mean, merged, gaps]


_RECORD: list[list[tuple[str, list[float]]]] = []


@contextmanager
def recording() -> Iterator[list[tuple[str, list[float]]]]:
    """Collect the values of every row that is judged meanwhile: for the tool that fits the weights."""
    _RECORD.append([])
    try:
        yield _RECORD[-1]
    finally:
        _RECORD.pop()


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-min(max(value, -30.0), 30.0)))


def _band(score: float, there: Sequence[str], columns: Mapping[str, Column], kinds: set[Kind]) -> Band:
    """Good, check or bad. A sentence of the body that has no counterpart somewhere always deserves a look."""
    limits = confidence()["bands"]
    band = Band.GOOD if score >= limits[0] else Band.CHECK if score >= limits[1] else Band.BAD
    lonely = len(there) < len(columns) and not (kinds and kinds <= ALONE)
    return Band.CHECK if lonely and band is Band.GOOD else band
