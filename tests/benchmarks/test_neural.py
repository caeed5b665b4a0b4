"""Measuring neural evidence: vectors that are kept in a file are not asked for again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.neural import Kept


class Model:
    """A model that remembers what it was asked."""

    name = "model-1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return np.array([[len(text), text.count("a")] for text in texts], np.float32)


def test_vectors_are_kept_from_run_to_run_by_model(tmp_path: Path) -> None:
    model, file = Model(), tmp_path / "vectors.db"
    first = Kept(model, file).embed(["a cat", "rain", "a cat"])
    assert model.asked == ["a cat", "rain"]
    second = Kept(model, file).embed(["rain", "a cat", "banana"])
    assert model.asked == ["a cat", "rain", "banana"]
    assert first.tolist() == [[5, 2], [4, 1], [5, 2]]
    assert second.tolist() == [[4, 1], [5, 2], [6, 3]]
    other = Model()
    other.name = "model-2"
    Kept(other, file).embed(["rain"])
    assert other.asked == ["rain"]
