"""How far apart translations and chance stand, and what a cosine is worth then.

Raw cosines say little: one model gives 0.79 to strangers and 0.90 to translations, another 0.1 and 0.8. So three things
are taken off. First the mean vector of each language, which holds what all its sentences share. Then, for each run,
part of its mean cosine with all others around (some sentences are close to everything: a margin, as CSLS takes it).
Last, the scale is read off the text itself: rows that are certain anyway show what translations of one another reach in
this text with this model, and their neighbours show what chance reaches. A model that cannot tell the two apart gets
no say.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aligner.neural.vectors import Vectors
from aligner.types import Span

Floats = NDArray[np.float32]

AROUND = 8
"""Sentences on either side whose cosines stand for chance."""
WRONG = 10
"""One in so many of the rows that look certain is left out of the scale, the least alike: some are wrong."""
FEW = 5
"""Runs from which a mean cosine with all others can be told."""


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
    deviation of either, ``middle`` where on the way from one to the other nothing is said."""

    true: float
    chance: float
    spread: float
    middle: float

    @property
    def gap(self) -> float:
        """How much closer translations are than chance; never negative."""
        return max(self.true - self.chance, 0.0)

    @property
    def steep(self) -> float:
        """What the way from chance to translations is worth as a log-likelihood ratio: the more, the better the two are
        told apart, up to a limit, since words and vectors often err together."""
        fitted = numbers()
        return float(min(fitted["weight"] * (self.gap / self.spread) ** 2, fitted["steepest"]))

    def closeness(self, cosines: Floats) -> Floats:
        """Where cosines stand on the way from chance, 0, to translations, 1."""
        found: Floats = ((cosines - self.chance) / self.gap).astype(np.float32)
        return found


def margins(cosines: Floats) -> Floats:
    """Cosines less half of what their row and column have more than others on average."""
    if min(cosines.shape) < FEW:
        return cosines
    rows, columns = cosines.mean(axis=1, keepdims=True), cosines.mean(axis=0, keepdims=True)
    found: Floats = cosines - numbers()["hubs"] * ((rows + columns) / 2 - cosines.mean())
    return found


def scale_of(left: Vectors, right: Vectors, sure: Sequence[tuple[Span, Span]], name: str, middle: float) -> Scale:
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
    return Scale(one, other, max(mean(away, prior["spread"] ** 2), 1e-4) ** 0.5, middle)
