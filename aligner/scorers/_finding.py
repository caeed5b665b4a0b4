"""Where the translations of words stand in a column: thousands of words looked up at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from aligner.columns import Column
from aligner.fingerprints import Ints, Prints, alike, ascending
from aligner.lexicon import PART_WEIGHT, Lexicon
from aligner.lexicon.tables import Weights, headwords
from aligner.scorers._long import Sources
from aligner.tokens import Flags, Places, numbered, order, ranges

EXACT = 0.75  # a translation at least this strong is an exact one
ABSENT, COMMON = -1, -2  # what a word is that has no number
EVERYWHERE, FEW = 0.15, 8  # a translation that stands in more than this share (and number) of units tells nothing
_PORTION = 1 << 18  # places worked out at a time
LONG, OFTEN = 1000, 0.015  # the share in texts of more units than this, where a word has many chapters to stand in

Parts = Callable[[Ints], tuple[Ints, Ints]]
"""For words that no layer knows: which of them (counted from the first given) has which headwords as parts, in order.
"""


@dataclass(frozen=True)
class Entries:
    """Renderings of words: ``owners[k]`` is rendered as ``texts[k]``, a number, with a weight. ``groups`` tells apart
    the parts of a compound."""

    owners: Ints
    groups: Ints
    texts: Ints
    weights: Weights

    def only(self, kept: Flags | Ints | slice) -> Entries:
        """Some of the entries."""
        return Entries(self.owners[kept], self.groups[kept], self.texts[kept], self.weights[kept])


@dataclass(frozen=True)
class _Batch:
    """Words that were looked up together.

    Word ``words[k]`` has the headword ``heads[k]``: itself, or one of its parts, which counts for less. Entries
    ``starts[h] : starts[h + 1]`` render headword h in the column, as texts that stand in the places ``standing``.
    """

    words: Ints
    heads: Ints
    part: Flags
    starts: Ints
    texts: Ints
    weights: Weights
    standing: Places

    def entries(self, chosen: Ints) -> Entries:
        """The renderings of chosen words: ``chosen[word]`` is their new number, or -1. In the order of these."""
        owners = chosen[self.words]
        order = np.argsort(owners, kind="stable")
        order = order[np.searchsorted(owners[order], 0) :]
        heads = self.heads[order]
        sizes = self.starts[heads + 1] - self.starts[heads]
        at = ranges(self.starts[heads], self.starts[heads + 1])
        part = np.repeat(self.part[order], sizes)
        weights = np.where(part, np.round(self.weights[at] * PART_WEIGHT, 2), self.weights[at])
        return Entries(np.repeat(owners[order], sizes), np.repeat(order, sizes) * part, self.texts[at], weights)


class Finder:
    """Finds where the translations of words stand in a column.

    Words that are found get numbers from 0 on. A word without translation in the column is ``ABSENT``; one whose
    translations stand nearly everywhere, which tells nothing, is ``COMMON``. The places of a word are worked out only
    when it is among those chosen in the end, for most are parts of longer ones.
    """

    def __init__(self, column: Column, lexicon: Lexicon, everywhere: float = EVERYWHERE) -> None:
        self.column = column
        self.known = headwords(lexicon.tables)
        self.most = max(FEW, everywhere * min(len(column), LONG), OFTEN * len(column))
        self._batches: list[_Batch] = []
        self._numbers = 0

    def perhaps(self, words: Prints) -> Flags:
        """Which words a layer may know."""
        near = np.zeros(len(words), bool)
        near[self.known.perhaps(words)] = True
        return near

    def find(self, words: Prints, parts: Parts | None = None) -> tuple[Ints, Flags]:
        """The number of each word, and whether it is a headword."""
        own = self.known.find(words)
        known = own >= 0
        owners, part = np.flatnonzero(known), np.zeros(known.sum(), bool)
        heads = own[known]
        if parts is not None:
            unknown = np.flatnonzero(~known)
            numbers, pieces = parts(unknown)
            owners, heads = np.append(owners, unknown[numbers]), np.append(heads, pieces)
            part = np.append(part, np.ones(len(pieces), bool))
        heads, head = numbered(heads, len(self.known))
        of, texts, weights = self.known.rendered(heads)
        wanted, which = ascending(texts)
        standing = self.column.standing(wanted)
        counts = standing.counts[which]
        common, found = np.zeros(len(heads), bool), np.zeros(len(heads), bool)
        common[of[counts > self.most]] = True
        kept = (counts > 0) & (counts <= self.most)
        found[of[kept]] = True
        starts = np.searchsorted(of[kept], np.arange(len(heads) + 1))
        state = np.full(len(words), ABSENT, np.int64)
        state[owners[common[head]]] = COMMON
        answered = np.zeros(len(words), bool)
        answered[owners[found[head]]] = True
        state[answered] = self._numbers + np.arange(answered.sum())
        linked = answered[owners]
        self._batches.append(
            _Batch(state[owners[linked]], head[linked], part[linked], starts, which[kept], weights[kept], standing)
        )
        self._numbers += int(answered.sum())
        return state, known

    @property
    def numbers(self) -> int:
        """How many numbers there are."""
        return self._numbers

    def lost(self, words: int) -> Ints:
        """Numbers for so many words that have no place."""
        numbers = self._numbers + np.arange(words)
        self._numbers += words
        return numbers

    def places(self, numbers: Ints) -> Places:
        """The places of some numbers (ascending)."""
        counts = np.zeros(len(numbers), np.int64)
        units = [np.zeros(0, np.int32)]
        for batch, entries in self._chosen(numbers):
            for portion in _portions(entries.owners, batch.standing.counts[entries.texts]):
                owners, things = self._kept(entries.only(portion), batch.standing, len(numbers))
                places = batch.standing.gathered(owners, things, len(numbers))
                counts += places.counts
                units.append(places.units.astype(np.int32))
        return Places(np.append(0, np.cumsum(counts)), np.concatenate(units))

    def sources(self, numbers: Ints) -> Sources:
        """The renderings of some numbers (ascending) and where these stand, for long texts."""
        counts = np.zeros(len(numbers), np.int64)
        renderings, units, sizes = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)], [np.zeros(1, np.int64)]
        before = 0
        for batch, entries in self._chosen(numbers):
            owners, things = self._kept(entries, batch.standing, len(numbers))
            counts += np.bincount(owners, minlength=len(numbers))
            used, things = numbered(things, len(batch.standing.counts))
            renderings.append(things[order(owners, len(numbers))] + before)
            before += len(used)
            starts = batch.standing.starts
            units.append(batch.standing.units[ranges(starts[used], starts[used + 1])].astype(np.int32, copy=False))
            sizes.append(batch.standing.counts[used])
        standing = Places(np.cumsum(np.concatenate(sizes)), np.concatenate(units))
        return Sources(np.append(0, np.cumsum(counts)), np.concatenate(renderings), standing)

    def _chosen(self, numbers: Ints) -> Iterator[tuple[_Batch, Entries]]:
        """The renderings of some numbers (ascending), counted from the first: they ascend from one batch to the next,
        and within each."""
        chosen = np.full(self._numbers, -1, np.int64)
        chosen[numbers] = np.arange(len(numbers))
        for batch in self._batches:
            yield batch, batch.entries(chosen)

    def _kept(self, entries: Entries, standing: Places, words: int) -> tuple[Ints, Ints]:
        """The renderings of words that count, each once: their exact translations, else the looser ones; of words
        whose translations together stand in very many units only the strongest."""
        exact = np.zeros(words, bool)
        exact[entries.owners[entries.weights >= EXACT]] = True
        counted = (entries.weights >= EXACT) | ~exact[entries.owners]
        owners, things = entries.owners[counted], entries.texts[counted]
        models, _ = alike((owners << 32 | things).view(np.uint64))
        owners, things = owners[models], things[models]
        crowded = np.bincount(owners, standing.counts[things], words) > self.most
        if not crowded.any():
            return owners, things
        simple = ~crowded[owners]
        others = self._fitting(entries.only(crowded[entries.owners]), standing)
        return np.concatenate([owners[simple], others[0]]), np.concatenate([things[simple], others[1]])

    def _fitting(self, entries: Entries, standing: Places) -> tuple[Ints, Ints]:
        """The renderings of words that have too many: the strongest come first, and what would exceed the limit is left
        out. What is decided is the first rendering of every word, then the second, and so on."""
        owners, things = _strongest(entries)
        sizes = standing.counts[things]
        fresh = np.diff(owners, prepend=-1) != 0
        word = np.cumsum(fresh) - 1
        rank = np.arange(len(owners)) - np.flatnonzero(fresh)[word]
        counts = np.bincount(rank)
        by_rank = order(rank, len(counts))
        united = np.zeros(len(owners), np.int64)
        kept = np.zeros(len(owners), bool)
        for begin, end in pairwise([0, *np.cumsum(counts).tolist()]):
            those = by_rank[begin:end]
            fits = those[united[word[those]] + sizes[those] <= self.most]
            united[word[fits]] += sizes[fits]
            kept[fits] = True
        return owners[kept], things[kept]


def _portions(owners: Ints, costs: Ints) -> Iterator[slice]:
    """Ranges of entries, whole owners each, so few at a time that their places fit in little memory."""
    first = np.flatnonzero(np.append(True, np.diff(owners) > 0)) if len(owners) else owners
    portion = np.cumsum(costs)[first] // _PORTION
    edges = [0, *first[1:][np.diff(portion) > 0].tolist(), len(owners)]
    for begin, end in pairwise(edges):
        yield slice(begin, end)


def _strongest(entries: Entries) -> tuple[Ints, Ints]:
    """The renderings of some words (ascending) that count, word by word, the strongest first; each once, where its
    first group has it."""
    models, which = alike((entries.owners << 32 | entries.texts).view(np.uint64))
    first = np.full(len(models), len(which))
    np.minimum.at(first, which, np.arange(len(which)))
    best = np.zeros(len(models))
    np.maximum.at(best, which, entries.weights)
    by_first = np.argsort(first)
    once, best = entries.only(first[by_first]), best[by_first]
    strongest = np.lexsort((-best, once.owners))
    owners, texts, best = once.owners[strongest], once.texts[strongest], best[strongest]
    start = np.flatnonzero(np.diff(owners, prepend=-1))
    least = np.where(best[start] >= EXACT, EXACT, 0.0)
    kept = best >= np.repeat(least, np.diff(np.append(start, len(owners))))
    return owners[kept], texts[kept]
