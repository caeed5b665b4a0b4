"""What two languages of a table share, row by row: words looked for and words found. Bands are judged by it, and
whether two texts belong together at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from aligner.columns import Column
from aligner.pairing import Model, Pair
from aligner.types import Span

NAMES = ("literal", "name")
WORDS = ("lexicon", "reading", "same", "learned", "glossary")


@dataclass(frozen=True, slots=True)
class Tally:
    """The evidence of two languages, counted in the rows of a table.

    ``families``: by kind of evidence, per row, how many words were looked for (first line) and found (second), both
    directions together. ``tried`` and ``answered``: how many different words of the rows that hold both languages were
    looked for, and how many of them were found there beyond chance. There a word counts once however often it stands:
    a refrain is no evidence a hundred times over.
    """

    families: Mapping[str, NDArray[np.int64]]
    tried: float
    answered: float


def tallies(grouped: Mapping[str, Column], rows: Sequence[Mapping[str, Span]], model: Model) -> dict[Pair, Tally]:
    """The tally of every pair of languages; ``grouped`` holds one unit per row and language."""
    return {(x, y): _tally(grouped[x], grouped[y], rows, model) for x, y in combinations(grouped, 2)}


def _tally(left: Column, right: Column, rows: Sequence[Mapping[str, Span]], model: Model) -> Tally:
    size = len(rows)
    both = np.array([bool(row[left.lang] and row[right.lang]) for row in rows], bool)
    families: dict[str, NDArray[np.int64]] = {}
    tried = answered = 0.0
    for bound in model.bind(left, right):
        for trials in (bound.forth, bound.back):
            hit = trials.hits(trials.units, trials.units + 1)
            family = "words" if trials.family in WORDS else "names" if trials.family in NAMES else trials.family
            total = families.setdefault(family, np.zeros((2, size), np.int64))
            total[0] += np.bincount(trials.units, minlength=size)
            total[1] += np.bincount(trials.units[hit], minlength=size)
            kept = both[trials.units]
            words = trials.words[kept]
            chance = np.minimum(0.95, trials.counts[words] / max(size, 1))
            often = np.bincount(words, minlength=len(trials.counts))[words]
            tried += float(((1 - chance) / often).sum())
            answered += float(((hit[kept] - chance) / often).sum())
    return Tally(families, tried, answered)
