"""Where the translations of words stand in a column: thousands of words looked up at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from aligner.columns import Column
from aligner.fingerprints import Ints, Prints
from aligner.lexicon import PART_WEIGHT, Lexicon
from aligner.lexicon.tables import Table, Weights
from aligner.tokens import Flags, Places, distinct, ranges

EXACT = 0.75  # a translation at least this strong is an exact one
ABSENT, COMMON = -1, -2  # what a word is that has no number
EVERYWHERE, FEW = 0.15, 8  # a translation that stands in more than this share (and number) of units tells nothing
LONG, OFTEN = 1000, 0.015  # the share in texts of more units than this, where a word has many chapters to stand in

Parts = Callable[[Ints], tuple[Ints, Prints]]
"""For words that no layer knows: which of them (counted from the first given) has which known parts, in order."""


@dataclass(frozen=True)
class Entries:
    """Renderings in the order of the layers: ``owners[k]`` is rendered as ``texts[k]``. ``groups`` tells apart the
    parts of a compound."""

    owners: Ints
    groups: Ints
    texts: Prints
    weights: Weights

    @classmethod
    def joined(cls, parts: Sequence[Entries]) -> Entries:
        """Entries one after another."""
        columns = ([part.owners for part in parts], [part.groups for part in parts])
        owners, groups = (np.concatenate(column) for column in columns)
        return cls(
            owners,
            groups,
            np.concatenate([part.texts for part in parts]),
            np.concatenate([part.weights for part in parts]),
        )

    def only(self, kept: Flags) -> Entries:
        """Some of the entries."""
        return Entries(self.owners[kept], self.groups[kept], self.texts[kept], self.weights[kept])


class Finder:
    """Finds where the translations of words stand in a column.

    Words found get numbers from 0 on; ``places`` are the units of each. A word without translation in the column is
    ``ABSENT``; one whose translations stand nearly everywhere, which tells nothing, is ``COMMON``.
    """

    def __init__(self, column: Column, lexicon: Lexicon) -> None:
        self.column = column
        self.tables = lexicon.tables
        self.most = max(FEW, EVERYWHERE * min(len(column), LONG), OFTEN * len(column))
        self._found: list[Places] = []
        self._numbers = 0

    def perhaps(self, words: Prints) -> Flags:
        """Which words a layer may know."""
        near = np.zeros(len(words), bool)
        for table in self.tables:
            near[table.perhaps(words)] = True
        return near

    def known(self, words: Prints) -> Flags:
        """Which words a layer knows."""
        known = np.zeros(len(words), bool)
        for table in self.tables:
            known |= table.rows(words) >= 0
        return known

    def find(self, words: Prints, parts: Parts | None = None) -> tuple[Ints, Flags]:
        """The number of each word, and whether it is a headword. Exact translations are preferred; looser ones count
        only for a word that has no exact one in the column."""
        entries, known = self._entries(words, parts)
        wanted, which = np.unique(entries.texts, return_inverse=True)
        standing = self.column.standing(wanted)
        counts = standing.counts[which]
        common = np.zeros(len(words), bool)
        common[entries.owners[counts > self.most]] = True
        kept = (counts > 0) & (counts <= self.most)
        there, which = entries.only(kept), which[kept]
        exact = np.zeros(len(words), bool)
        exact[there.owners[there.weights >= EXACT]] = True
        counted = (there.weights >= EXACT) | ~exact[there.owners]
        owners, things = np.divmod(distinct(there.owners[counted] << 32 | which[counted]), 1 << 32)
        total = np.bincount(owners, standing.counts[things], len(words))
        crowded = total > self.most
        simple = ~crowded[owners]
        places = standing.gathered(owners[simple], things[simple], len(words))
        if crowded.any():
            places = self._crowded(places, crowded, there, which, standing)
        numbers = np.where(common, COMMON, ABSENT)
        found = places.counts > 0
        numbers[found] = self._numbers + np.arange(found.sum())
        self._numbers += int(found.sum())
        self._found.append(Places(np.concatenate([[0], np.cumsum(places.counts[found])]), places.units))
        return numbers, known

    def lost(self, words: int) -> Ints:
        """Numbers for so many words that have no place."""
        numbers = self._numbers + np.arange(words)
        self._numbers += words
        self._found.append(Places(np.zeros(words + 1, np.int64), np.zeros(0, np.int64)))
        return numbers

    @property
    def places(self) -> Places:
        """The places of all numbers."""
        starts = np.concatenate([[0], *(found.counts for found in self._found)]).cumsum()
        return Places(starts, np.concatenate([np.zeros(0, np.int64), *(found.units for found in self._found)]))

    def _entries(self, words: Prints, parts: Parts | None) -> tuple[Entries, Flags]:
        found = [_rendered(table, words) for table in self.tables]
        known = np.zeros(len(words), bool)
        for entries in found:
            known[entries.owners] = True
        if parts is not None:
            unknown = np.flatnonzero(~known)
            numbers, pieces = parts(unknown)
            owners = unknown[numbers]
            for table in self.tables:
                entries = _rendered(table, pieces)
                found.append(
                    Entries(
                        owners[entries.owners],
                        entries.owners + 1,
                        entries.texts,
                        np.round(entries.weights * PART_WEIGHT, 2),
                    )
                )
        return Entries.joined(found), known

    def _crowded(self, places: Places, crowded: Flags, entries: Entries, which: Ints, standing: Places) -> Places:
        """Adds the places of words whose translations together stand in very many units: the strongest come first,
        and what would exceed the limit is left out."""
        owners, things = _strongest(entries, which, np.flatnonzero(crowded[entries.owners]))
        sets = {thing: standing.bits(thing) for thing in set(things)}
        united = dict.fromkeys(owners, 0)
        kept = np.zeros(len(owners), bool)
        for number, (owner, thing) in enumerate(zip(owners, things, strict=True)):
            union = united[owner] | sets[thing]
            if union.bit_count() <= self.most:
                united[owner] = union
                kept[number] = True
        added = standing.gathered(np.array(owners)[kept], np.array(things)[kept], len(places.counts))
        keys = [np.repeat(np.arange(len(found.counts)), found.counts) << 32 | found.units for found in (places, added)]
        return Places.of(np.concatenate(keys), len(places.counts))


def _strongest(entries: Entries, which: Ints, chosen: Ints) -> tuple[list[int], list[int]]:
    """The renderings that count of the chosen entries, word by word, the strongest first; each once."""
    owners, things, weights = entries.owners[chosen], which[chosen], entries.weights[chosen]
    order = np.lexsort((entries.groups[chosen], things, owners))
    owners, things = owners[order], things[order]
    first = np.flatnonzero(np.append(True, (owners[1:] != owners[:-1]) | (things[1:] != things[:-1])))
    best = np.maximum.reduceat(weights[order], first)
    owners, things, rank = owners[first], things[first], order[first]
    order = np.lexsort((rank, entries.groups[chosen][rank], -best, owners))
    owners, things, best = owners[order], things[order], best[order]
    start = np.flatnonzero(np.append(True, owners[1:] != owners[:-1]))
    least = np.where(best[start] >= EXACT, EXACT, 0.0)
    kept = best >= np.repeat(least, np.diff(np.append(start, len(owners))))
    return owners[kept].tolist(), things[kept].tolist()


def _rendered(table: Table, words: Prints) -> Entries:
    """What one layer has for some words."""
    rows = table.rows(words)
    owners = np.flatnonzero(rows >= 0)
    begin, end = table.starts[rows[owners]], table.starts[rows[owners] + 1]
    at = ranges(begin, end)
    owners = np.repeat(owners, end - begin)
    return Entries(owners, np.zeros(len(owners), np.int64), table.renderings[at], table.weights[at])
