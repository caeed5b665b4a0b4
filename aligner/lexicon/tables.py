"""A layer of a lexicon as arrays of fingerprints, for looking up thousands of words at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from aligner.fingerprints import Ints, Prints, Wanted, prints, runs
from aligner.tokens import order, ranges

Weights = NDArray[np.float64]
_TAB, _LINE, _BAR, _TILDE, _ZERO = b"\t\n|~0"
_MARK = np.zeros(256, bool)
_MARK[[_TAB, _LINE, _BAR, _TILDE]] = True


@dataclass(frozen=True, eq=False)
class Table:
    """Row r renders the word with the fingerprint ``keys[r]`` as ``renderings[starts[r] : starts[r + 1]]``, with their
    ``weights``."""

    keys: Prints
    starts: Ints
    renderings: Prints
    weights: Weights
    memo: dict[tuple[Table, ...], Headwords] = field(default_factory=dict, repr=False)
    """The headwords of this table and others."""

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


class Headwords:
    """The words that some tables render, each once, under numbers of their own."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.tables = tables
        keys = np.concatenate([np.zeros(0, np.uint64), *(table.keys for table in tables)])
        self._rows = np.argsort(keys)
        ascending = keys[self._rows]
        fresh = np.ones(len(keys), bool)
        fresh[1:] = ascending[1:] != ascending[:-1]
        self._starts = np.append(np.flatnonzero(fresh), len(keys))
        self._wanted = Wanted(ascending[fresh])

    def __len__(self) -> int:
        return len(self._starts) - 1

    def perhaps(self, words: Prints) -> Ints:
        """Which words may be known (indices): all that are, and few more."""
        return self._wanted.perhaps(words)

    def find(self, words: Prints) -> Ints:
        """The number of each word, or -1."""
        return self._wanted.find(words)

    def rendered(self, heads: Ints) -> tuple[Ints, Prints, Weights]:
        """What the tables have for some headwords, in their order: the headword, counted from the first of these, the
        rendering, its weight."""
        begin, end = self._starts[heads], self._starts[heads + 1]
        owners, rows = np.repeat(np.arange(len(heads)), end - begin), self._rows[ranges(begin, end)]
        of, texts, weights = [np.zeros(0, np.int64)], [np.zeros(0, np.uint64)], [np.zeros(0)]
        first = 0
        for table in self.tables:
            row = rows - first
            there = np.flatnonzero((row >= 0) & (row < len(table.keys)))
            begin, end = table.starts[row[there]], table.starts[row[there] + 1]
            at = ranges(begin, end)
            of.append(np.repeat(owners[there], end - begin))
            texts.append(table.renderings[at])
            weights.append(table.weights[at])
            first += len(table.keys)
        owner = np.concatenate(of)
        by_owner = order(owner, len(heads))
        return owner[by_owner], np.concatenate(texts)[by_owner], np.concatenate(weights)[by_owner]


def headwords(tables: tuple[Table, ...]) -> Headwords:
    """The headwords of some tables, worked out once and kept with the first of these."""
    if not tables:
        return Headwords(())
    known = tables[0].memo
    if tables not in known:
        known[tables] = Headwords(tables)
    return known[tables]
