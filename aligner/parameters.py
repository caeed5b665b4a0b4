"""The fitted numbers of the model, per pair of languages, kept as data with their provenance."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Any

SHAPES: tuple[tuple[int, int], ...] = (
    (1, 1),
    (1, 2),
    (2, 1),
    (2, 2),
    (1, 3),
    (3, 1),
    (2, 3),
    (3, 2),
    (1, 4),
    (4, 1),
)
"""The beads that the search considers, besides a segment without counterpart on either side."""

WIDEST = 4


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the model believes before it has seen a text.

    ``ratio`` and ``spread`` are mean and standard deviation of log(right characters / left characters) in true beads,
    ``hits`` the probability, per family of evidence, that a word's counterpart stands in the aligned span, ``shapes``
    the probabilities of bead shapes and ``null`` that of a segment without counterpart. ``weight`` tempers the
    words' votes, which are not independent of one another.
    """

    ratio: float = 0.0
    spread: float = 0.25
    hits: dict[str, float] = field(default_factory=dict)
    shapes: dict[tuple[int, int], float] = field(default_factory=dict)
    null: float = 0.03
    weight: float = 0.45
    paragraphs: float = 0.7

    def hit(self, family: str) -> float:
        """The hit rate of a family; one that was never fitted is taken to be a coin's toss."""
        return self.hits.get(family, 0.5)

    def learned(self, **changes: Any) -> Parameters:
        """The same with some numbers learned from a text."""
        return replace(self, **changes)


@cache
def _data() -> dict[str, Any]:
    text = resources.files("aligner").joinpath("data/parameters.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def version() -> str:
    """The version of the fitted numbers, for signatures."""
    return str(_data()["version"])


@cache
def parameters(left: str, right: str) -> Parameters:
    """The numbers for a pair of languages; turned round when they were fitted the other way."""
    pairs = _data()["pairs"]
    found = pairs.get(f"{left}-{right}")
    turned = found is None
    if turned:
        found = pairs[f"{right}-{left}"]
    shapes = {tuple(int(part) for part in shape.split("-")): p for shape, p in found["shapes"].items()}
    return Parameters(
        ratio=-found["ratio"] if turned else found["ratio"],
        spread=found["spread"],
        hits=found["hits"],
        shapes={((b, a) if turned else (a, b)): p for (a, b), p in shapes.items()},
        null=found["null"],
        weight=found["weight"],
        paragraphs=found["paragraphs"],
    )


def confidence() -> dict[str, list[float]]:
    """The fitted weights of a row's confidence, and the limits of its bands."""
    found: dict[str, list[float]] = _data()["confidence"]
    return found


def forget() -> None:
    """Read the numbers anew at the next use: for the tool that fits them."""
    _data.cache_clear()
    parameters.cache_clear()
