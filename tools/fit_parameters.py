"""Fits the numbers of ``aligner/data/parameters.json`` on aligned texts.

    python tools/fit_parameters.py ../shared/bench

Every second document of each set (the development half: even places in sorted order) is used; the others are left for
measuring. Length ratio and spread, hit rates per family of evidence and the reliability of the confidence come from
counting over gold beads; shape priors, the share of units without counterpart and the weight of words are set by hand
(``FIXED``), after a search that found the result flat around them. Only these numbers go into the project, no text.
"""

from __future__ import annotations

import json
import math
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from aligner import confidence, learning, parameters, straddling
from aligner.columns import Column
from aligner.evaluation import Pairing, parse_rows
from aligner.evenness import uneven
from aligner.pairing import Model, Side
from aligner.pipeline import align
from aligner.refining import Joined
from aligner.scorers._base import MARK
from aligner.segmentation import segment_lines
from aligner.sweeping import align_sides
from aligner.types import Span
from benchmarks.composed import Recipe, composed
from benchmarks.corpora import readers
from benchmarks.halves import development

ROOT = Path(__file__).resolve().parents[1]
Aligned = tuple[Mapping[str, list[str]], Sequence[Pairing]]
DATA = ROOT / "aligner" / "data" / "parameters.json"
ORDER = ("en", "vi", "zh-Hans", "zh-Hant")
SETS = ("ntrexcat-sent", "d2l", "react-sent", "bible-sent")
NOISY = ("ntrexcat-sent.noisy-mix", "ntrexcat-sent.noisy-del10", "ntrexcat-sent.noisy-ins", "ntrexcat-sent")
FIXED = {
    "shapes": {
        "1-1": 0.86, "1-2": 0.05, "2-1": 0.04, "2-2": 0.01, "1-3": 0.006, "3-1": 0.006,
        "2-3": 0.003, "3-2": 0.003, "1-4": 0.001, "4-1": 0.001,
    },
    "null": 0.04,
    "weight": 0.45,
    "paragraphs": 0.7,
}  # fmt: skip
HITS = {
    "lexicon": 0.45, "glossary": 0.8, "reading": 0.6, "literal": 0.75,
    "quantity": 0.8, "same": 0.75, "learned": 0.6, "name": 0.7, "function": 0.4, "mark": 0.75,
}  # fmt: skip
"""Hit rates of families that the sets have no trials of, and that of punctuation: newspapers keep it nearly always,
books have habits of their own.
"""
BANDS = (0.97, 0.6)
UNEVEN = (Recipe(join=0.1), Recipe(join=0.24), Recipe(join=0.2, drop=0.05))
JOINED = tuple(Recipe(join=join) for join in (0.0, 0.1, 0.1, 0.25, 0.25, 0.35))


def documents(bench: Path, sets: tuple[str, ...]) -> list[tuple[Path, str, str, list[Pairing]]]:
    """The development half: folder, left, right, gold beads."""
    found = []
    for name in sets:
        for home in development(sorted(path for path in (bench / name).iterdir() if path.is_dir())):
            for a, b in combinations(ORDER, 2):
                file = home / f"gold.{a}-{b}.tsv"
                if file.exists():
                    rows = parse_rows(file.read_text(encoding="utf-8"))
                    found.append((home, a, b, [(row[0], row[1]) for row in rows]))
    return found


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def fit_pairs(bench: Path) -> dict[str, dict[str, object]]:
    """Ratio, spread and hit rates of every pair of languages that the sets hold."""
    ratios: dict[str, list[float]] = defaultdict(list)
    away: dict[str, list[float]] = defaultdict(list)
    hits: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))
    for home, a, b, gold in documents(bench, SETS):
        left = Column.of(segment_lines(lines(home / f"{a}.txt"), a), a)
        right = Column.of(segment_lines(lines(home / f"{b}.txt"), b), b)
        small = [bead for bead in gold if all(bead) and len(bead[0]) + len(bead[1]) <= 3]
        sizes = [(sum(left.lengths[i] for i in x), sum(right.lengths[j] for j in y)) for x, y in small]
        # beads of two or three lines, where the number of characters itself blurs little
        logs = [math.log(n / m) for m, n in sizes if min(m, n) > 5 and max(m, n) > 60]
        if len(logs) > 10:
            own = statistics.median(logs)
            ratios[f"{a}-{b}"].append(own)
            away[f"{a}-{b}"] += [abs(value - own) for value in logs]
        forth = {i: (y[0], y[-1] + 1) for x, y in small for i in x}
        back = {j: (x[0], x[-1] + 1) for x, y in small for j in y}
        for bound in Model().bind(left, right):
            for words, spans in ((bound.forth, forth), (bound.back, back)):
                learning.count(words, spans, hits[f"{a}-{b}"][words.family])
    pairs = {}
    for pair in (f"{a}-{b}" for a, b in combinations(ORDER, 2)):
        spread = 1.4826 * statistics.median(away[pair]) if pair in away else 0.22
        rates = dict(HITS)
        for family, (trials, found) in hits[pair].items():
            if trials > 200 and family != MARK:
                rates[family] = min(max(found / trials, 0.1), 0.95)
        pairs[pair] = {
            "ratio": round(statistics.median(ratios[pair]) if pair in ratios else 0.0, 3),
            "spread": round(max(spread, 0.18), 3),
            "hits": {family: round(rate, 3) for family, rate in sorted(rates.items())},
            **FIXED,
        }
    return pairs


def _noisy(bench: Path) -> Iterator[Aligned]:
    for home, a, b, gold in documents(bench, NOISY):
        yield {a: lines(home / f"{a}.txt"), b: lines(home / f"{b}.txt")}, gold


def _joined() -> Iterator[Aligned]:
    for number, recipe in enumerate(UNEVEN):
        for document in composed(iter(development(list(readers()["ntrexcat-sent"]()))), recipe, f"bands {number}"):
            for (a, b), gold in document.gold.items():
                yield {a: document.texts[a], b: document.texts[b]}, gold


def fit_confidence(bench: Path) -> dict[str, list[float]]:
    """Weights of the logistic confidence of beads and of null beads, on texts with and without noise, and with
    sentences joined at random."""
    beads: list[tuple[list[float], float]] = []
    nulls: list[tuple[list[float], float]] = []
    for texts, gold in [*_noisy(bench), *_joined()]:
        truth = set(gold)
        with confidence.recording() as record:
            table = align(texts)
        for row, (kind, values) in zip(table.rows, record, strict=True):
            right = float((tuple(row.spans[0]), tuple(row.spans[1])) in truth)
            (nulls if kind == "null" else beads).append((values, right))
    return {"bead": logistic(beads), "null": logistic(nulls)}


def fit_straddling() -> list[float]:
    """How sure an overlap of two beads is: intercept, weight of the evidence and of log(share of uneven beads), on
    texts whose sentences were joined at random on either side."""
    samples: list[tuple[list[float], float]] = []
    for number, recipe in enumerate(JOINED):
        for document in composed(iter(development(list(readers()["ntrexcat-sent"]()))), recipe, f"fit {number}"):
            for (a, b), gold in document.gold.items():
                columns = {lang: Column.of(segment_lines(document.texts[lang], lang), lang) for lang in (a, b)}
                steps, model = align_sides(Side((columns[a],)), Side((columns[b],)))
                rows = [Joined({a: Span(s.i, s.i + s.a), b: Span(s.j, s.j + s.b)}, s.posterior) for s in steps]
                home = [{unit: n for n, bead in enumerate(gold) for unit in bead[side]} for side in (0, 1)]
                beads = [{home[0][i] for i in row.spans[a]} | {home[1][j] for j in row.spans[b]} for row in rows]
                found = straddling.evidence(columns, rows, model).tolist()
                share = math.log(max(uneven(columns, rows), 0.01))
                for n, value in enumerate(found):
                    if all(row.spans[lang] for row in rows[n : n + 2] for lang in (a, b)):
                        samples.append(([1.0, value, share], float(bool(beads[n] & beads[n + 1]))))
    return logistic(samples)


def logistic(samples: list[tuple[list[float], float]], ridge: float = 1.0) -> list[float]:
    """Weights of a logistic regression by Newton's method, with a light ridge."""
    x = np.array([values for values, _ in samples])
    y = np.array([right for _, right in samples])
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - ridge * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(x.shape[1])
        weights = weights + np.linalg.solve(hessian, gradient)
    return [round(float(w), 3) for w in weights]


def write(data: dict[str, object]) -> None:
    DATA.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    parameters.forget()


def main() -> None:
    bench = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "bench"
    old = json.loads(DATA.read_text(encoding="utf-8"))
    data = {
        "version": old["version"],
        "provenance": "Fitted by tools/fit_parameters.py on every second document of ntrexcat-sent, d2l, "
        "react-sent and bible-sent (length, hit rates), of ntrexcat-sent with its noisy forms (confidence) and of "
        "ntrexcat-sent with sentences joined at random (straddle); "
        "shapes, null, weight, paragraphs and the hit rate of marks were set by hand.",
        "pairs": fit_pairs(bench),
        "confidence": old["confidence"],
    }
    write(data)
    data["confidence"] = {**fit_confidence(bench), "bands": list(BANDS), "straddle": fit_straddling()}
    write(data)


if __name__ == "__main__":
    main()
