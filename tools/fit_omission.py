"""Fits what says that a part of a sentence was left out: the weights in ``glossary/checks/_coverage.py``.

    python tools/fit_omission.py

Good rows of the news set under ``../shared/bench`` against the same rows with a third of a sentence, or a clause, left
out (``benchmarks/omissions.py``), by logistic regression for each pair of languages. Printed are the weights, the log
odds that one, two and three good rows in a hundred reach, and how many of the planted errors do; ``held out``: fitted
on every second document and measured on the others.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from benchmarks.news import (  # noqa: E402
    BENCH,
    joined,
    rebuilt,
)
from benchmarks.omissions import SHORTEST_CUT, clause, letters, third  # noqa: E402
from glossary.checks._base import RowContext, TableContext  # noqa: E402
from glossary.checks._coverage import features  # noqa: E402

SET = "ntrexcat-sent"
PAIRS = (("en", "vi"), ("en", "zh-Hans"), ("en", "zh-Hant"), ("vi", "zh-Hans"), ("vi", "zh-Hant"))
NONE = (0.5, 0.0, 0.1)
"""What stands for a row that is as long as usual, which is never asked about."""
SHARES = (0.01, 0.02, 0.03)
LEAST = 0.01
"""How strongly weights are held near zero."""

Floats = NDArray[np.float64]


class Case(NamedTuple):
    """One row: the languages, the number of its document, whether something was left out, and its features."""

    pair: tuple[str, str]
    document: int
    planted: bool
    features: tuple[float, float, float]


def cases() -> Iterator[Case]:
    """Every good row in both directions, and the same with something left out."""
    for pair in PAIRS:
        for number, folder in enumerate(sorted((BENCH / SET).iterdir())):
            table = joined(folder, tuple(lang for lang in pair if lang != "en"))
            rows = [table.texts(row) for row in table.rows]
            context = TableContext(rebuilt(table, rows))
            for row in context.rows:
                texts = {lang: row.texts[lang] for lang in pair}
                if min(map(letters, texts.values())) < SHORTEST_CUT:
                    continue
                for full, short in (pair, pair[::-1]):
                    yield Case(_bases(full, short), number, False, _features(row, full, short))
                    for kind in (third, clause):
                        rnd = random.Random(f"{pair} {number} {row.index} {short}")
                        found = kind({"en": texts[full], short: texts[short]}, short, rnd)
                        if found:
                            yield Case(_bases(full, short), number, True, _features(row, full, short, found[0]))


def _bases(full: str, short: str) -> tuple[str, str]:
    return full.partition("-")[0], short.partition("-")[0]


def _features(row: RowContext, full: str, short: str, text: str = "") -> tuple[float, float, float]:
    """The features of a row, with another text in the cell that may lack something."""
    if text:
        row = RowContext(row.table, row.index, row.row)
        row.__dict__["texts"] = {**row.table.rows[row.index].texts, short: text}
    found = features(row, full, short)
    return found[0] if found else NONE


def fitted(inputs: Floats, wanted: Floats) -> Floats:
    """Logistic regression by Newton's method; the last weight is the constant."""
    weights = np.zeros(inputs.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (wanted - chance) - LEAST * weights
        curve = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + LEAST * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    """Prints the weights and what they reach."""
    groups: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases():
        groups[case.pair].append(case)
    for pair, group in groups.items():
        inputs = np.array([(*case.features, 1.0) for case in group])
        planted = np.array([case.planted for case in group])
        even = np.array([case.document % 2 == 0 for case in group])
        every = np.ones(len(group), bool)
        for name, train, test in (("all", every, every), ("held out", even, ~even)):
            weights = fitted(inputs[train], planted[train].astype(float))
            odds = inputs @ weights
            good, bad = np.sort(odds[test & ~planted])[::-1], odds[test & planted]
            limits = [good[int(len(good) * share)] for share in SHARES]
            print(
                f"{'→'.join(pair):8} {name:9}",
                " ".join(f"{weight:7.2f}" for weight in weights),
                "  ",
                "  ".join(f"{100 * (bad > limit).mean():.0f}% over {limit:.1f}" for limit in limits),
            )


if __name__ == "__main__":
    main()
