"""Whether texts belong together at all: words of a true translation are answered, those of a stranger hardly ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from aligner.columns import Column
from aligner.pairing import Model
from aligner.types import Span

SURELY = 0.3
"""Share of different words answered in their rows, chance taken off, from which texts belong together: translations of
one another reach 0.35 to 0.7, whole or cut to their first eight sentences, strangers 0 to 0.26."""
LEAST = 0.16
"""The same times the share of rows that hold both: lower where most of the text found a place."""
ENOUGH = 10.0  # words under which nothing can be said
FEW, HARDLY = 5, 0.1  # rows of a text that is too short to judge by, and share of rows when hardly anything was aligned


def answered(left: Column, right: Column, rows: Sequence[Mapping[str, Span]], model: Model) -> tuple[float, float]:
    """How many different words of the rows that hold both languages were looked for, and how many were answered there
    beyond chance. A word counts once however often it stands: a refrain is no evidence a hundred times over."""
    both = np.array([bool(row[left.lang] and row[right.lang]) for row in rows], bool)
    tried = hits = 0.0
    for bound in model.bind(left, right):
        for trials in (bound.forth, bound.back):
            kept = both[trials.units]
            words = trials.words[kept]
            chance = np.minimum(0.95, trials.counts[words] / max(len(rows), 1))
            hit = trials.hits(trials.units, trials.units + 1)[kept]
            often = np.bincount(words, minlength=len(trials.counts))[words]
            tried += float(((1 - chance) / often).sum())
            hits += float(((hit - chance) / often).sum())
    return tried, hits


def groups(grouped: Mapping[str, Column], rows: Sequence[Mapping[str, Span]], model: Model) -> list[tuple[str, ...]]:
    """The languages in groups of texts that belong together; one group when all do. Empty texts belong to any.

    ``grouped`` holds one unit per row and language.
    """
    home = {lang: {lang} for lang in grouped}
    for x, y in combinations(grouped, 2):
        if _related(grouped[x], grouped[y], rows, model):
            merged = home[x] | home[y]
            for lang in merged:
                home[lang] = merged
    found: list[tuple[str, ...]] = []
    for lang in grouped:
        group = tuple(other for other in grouped if other in home[lang])
        if group not in found:
            found.append(group)
    return found


def _related(left: Column, right: Column, rows: Sequence[Mapping[str, Span]], model: Model) -> bool:
    """Whether two texts may be versions of one another. What gives too little to judge by is left together: a text of
    few sentences, of words that no lexicon knows, or of one line that is repeated throughout."""
    x, y = (sum(bool(row[column.lang]) for row in rows) for column in (left, right))
    both = sum(bool(row[left.lang] and row[right.lang]) for row in rows)
    if not x or not y:
        return True
    if min(x, y) >= FEW and both < HARDLY * min(x, y):
        return False
    trials, hits = answered(left, right, rows, model)
    rate = hits / trials if trials >= ENOUGH else 1.0
    return rate >= SURELY or rate * both / min(x, y) >= LEAST
