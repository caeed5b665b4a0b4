"""The vectors of one text, for single sentences, for runs of them, and for rows of a table that are aligned again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import regex
from numpy.typing import NDArray

from aligner.columns import Column
from aligner.parameters import WIDEST

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
WORD = regex.compile(r"\p{L}|\p{N}")
Run = tuple[int, int]
"""A run of segments: the first, and the one after the last."""


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

    ``pairs`` are those of two neighbours read as one text, by the first of them. What has no word, a stray quotation
    mark, is ``silent``: it is not embedded, and changes nothing about the run it stands in.
    """

    column: Column
    rows: Floats
    known: NDArray[np.bool_]
    pairs: Mapping[int, Floats]
    silent: NDArray[np.bool_]

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
            vectors = unit(total)
            for place in np.flatnonzero(size[begin] == 2).tolist():
                read = self.pairs.get(int(start[begin[place]]))
                if read is not None:
                    vectors[place] = read
            found.append(Runs(begin, vectors))
        return found

    def _units(self, part: Column) -> tuple[Floats, Ints, Ints, NDArray[np.bool_]]:
        """Of each unit of a part: the sum of its sentences' vectors, how many these are, the first of them, and
        whether all that say anything are embedded."""
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
            np.add.at(held, groups, self.known[cells])
            np.add.at(missing, groups, ~(self.known | self.silent)[cells])
            np.minimum.at(first, groups, cells)
        return sums, held, first, missing == 0


def vectors_of(column: Column, own: Mapping[Run, Floats]) -> Vectors:
    """The vectors of a column out of those of runs of one and of two of its segments, the mean of all taken off."""
    size = max((len(vector) for vector in own.values()), default=0)
    rows = np.zeros((len(column), size), np.float32)
    single = [start for start, stop in own if stop == start + 1]
    mean = np.mean([own[n, n + 1] for n in single], axis=0) if single else np.zeros(size, np.float32)
    for n in single:
        rows[n] = own[n, n + 1] - mean
    rows = unit(rows)
    pairs = {start: unit(vector[None] - mean)[0] for (start, stop), vector in own.items() if stop == start + 2}
    silent = np.array([WORD.search(cell.text) is None for cell in column.cells], bool)
    return Vectors(column, rows, np.any(rows != 0, axis=1), pairs, silent)


def unit(vectors: Floats) -> Floats:
    """Vectors of length one; those that are as good as zero become zero."""
    size = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: Floats = np.divide(vectors, size, out=np.zeros_like(vectors), where=size > 1e-4)
    return found
