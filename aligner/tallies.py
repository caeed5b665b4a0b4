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
from aligner.scorers._base import FUNCTION, MARK
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


def tallies(columns: Mapping[str, Column], rows: Sequence[Mapping[str, Span]], model: Model) -> dict[Pair, Tally]:
    """The tally of every pair of languages."""
    return {(x, y): _tally(columns[x], columns[y], rows, model) for x, y in combinations(columns, 2)}


def _tally(left: Column, right: Column, rows: Sequence[Mapping[str, Span]], model: Model) -> Tally:
    size = len(rows)
    spans = {
        column.lang: np.array([(row[column.lang].start, row[column.lang].stop) for row in rows], np.int64).reshape(
            -1, 2
        )
        for column in (left, right)
    }
    homes = {lang: np.repeat(np.arange(size), borders[:, 1] - borders[:, 0]) for lang, borders in spans.items()}
    families: dict[str, NDArray[np.int64]] = {}
    tried = answered = 0.0
    for bound in model.bind(left, right):
        for trials, here, there in ((bound.forth, left, right), (bound.back, right, left)):
            if trials.family in (FUNCTION, MARK):
                continue
            home = homes[here.lang][trials.units]
            begin, end = spans[there.lang][home].T
            hit = trials.hits(begin, end)
            family = "words" if trials.family in WORDS else "names" if trials.family in NAMES else trials.family
            total = families.setdefault(family, np.zeros((2, size), np.int64))
            total[0] += np.bincount(home, minlength=size)
            total[1] += np.bincount(home[hit], minlength=size)
            kept = begin < end
            words = trials.words[kept]
            chance = np.minimum(0.95, trials.common[words] / max(len(there), 1))
            often = np.bincount(words, minlength=len(trials.common))[words]
            tried += float(((1 - chance) / often).sum())
            answered += float(((hit[kept] - chance) / often).sum())
    return Tally(families, tried, answered)
