"""A layer of a lexicon as arrays of fingerprints, for looking up thousands of words at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.fingerprints import Ints, Prints, Wanted, prints, runs

Weights = NDArray[np.float64]
_TAB, _LINE, _BAR, _TILDE, _ZERO = b"\t\n|~0"
_MARK = np.zeros(256, bool)
_MARK[[_TAB, _LINE, _BAR, _TILDE]] = True


@dataclass(frozen=True)
class Table:
    """Row r renders the word with the fingerprint ``keys[r]`` as ``renderings[starts[r] : starts[r + 1]]``, with their
    ``weights``."""

    keys: Prints
    starts: Ints
    renderings: Prints
    weights: Weights

    @classmethod
    def parsed(cls, data: bytes) -> Table:
        """The table of lines ``key<TAB>rendering|rendering~7|…``, each ended by a line feed."""
        values = np.frombuffer(data, np.uint8)
        stops = np.flatnonzero(_MARK[values])
        if not len(stops):
            return cls(np.zeros(0, np.uint64), np.zeros(1, np.int64), np.zeros(0, np.uint64), np.zeros(0))
        starts = np.concatenate([[0], stops[:-1] + 1])
        before = np.concatenate([[_LINE], values[stops[:-1]]])
        found = runs(data, starts, stops)[0]
        key, weight = before == _LINE, before == _TILDE
        rendering = ~(key | weight)
        first = values[starts[weight]].astype(np.int64) - _ZERO
        second = values[starts[weight] + 1].astype(np.int64) - _ZERO
        tenths = np.where(stops[weight] - starts[weight] == 1, first, 10 * first + second)
        weights = np.ones(len(stops))
        weights[np.flatnonzero(weight) - 1] = tenths / 10
        sizes = np.diff(np.append(np.cumsum(rendering)[key], rendering.sum()))
        return cls(found[key], np.concatenate([[0], np.cumsum(sizes)]), found[rendering], weights[rendering])

    @classmethod
    def of(cls, entries: Sequence[tuple[str, Sequence[tuple[str, float]]]]) -> Table:
        """The table of keys with their weighted renderings."""
        sizes = [len(weighted) for _, weighted in entries]
        flat = [item for _, weighted in entries for item in weighted]
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        return cls(
            prints([key for key, _ in entries]),
            starts,
            prints([text for text, _ in flat]),
            np.array([w for _, w in flat]),
        )

    @cached_property
    def _sorted(self) -> tuple[Wanted, Ints]:
        order = np.argsort(self.keys)
        return Wanted(self.keys[order]), order

    def perhaps(self, words: Prints) -> Ints:
        """Which words may be known (indices): all that are, and few more."""
        return self._sorted[0].perhaps(words)

    def rows(self, words: Prints) -> Ints:
        """The row of each word, or -1."""
        known, order = self._sorted
        at = known.find(words)
        return np.where(at >= 0, order[at] if len(order) else -1, -1)
