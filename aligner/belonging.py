"""Whether texts belong together at all: words of a true translation are answered, those of a stranger hardly ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from aligner.columns import Column
from aligner.learning import count
from aligner.pairing import Model
from aligner.types import Span

LEAST = 0.22
"""Share of words that must be answered in their rows, chance taken off. Whole texts and their first eight sentences
reach 0.35 to 0.7 when they are translations of one another and 0.02 to 0.2 when they are not."""
ENOUGH = 10.0  # words under which nothing can be said


def answered(left: Column, right: Column, rows: Sequence[Mapping[str, Span]], model: Model) -> tuple[float, float]:
    """How many words of the rows that hold both languages were looked for, and how many were answered beyond chance."""
    both = [n for n, row in enumerate(rows) if row[left.lang] and row[right.lang]]
    spans = {n: (n, n + 1) for n in both}
    total = [0.0, 0.0]
    for bound in model.bind(left, right):
        count(bound.forth, spans, total)
        count(bound.back, spans, total)
    return total[0], total[1]


def groups(grouped: Mapping[str, Column], rows: Sequence[Mapping[str, Span]], model: Model) -> list[tuple[str, ...]]:
    """The languages in groups of texts that belong together; one group when all do. Empty texts belong to any.

    ``grouped`` holds one unit per row and language.
    """
    home = {lang: {lang} for lang in grouped}
    for x, y in combinations(grouped, 2):
        trials, hits = answered(grouped[x], grouped[y], rows, model)
        empty = not any(row[x] for row in rows) or not any(row[y] for row in rows)
        if empty or (trials < ENOUGH and _few(rows, x, y)) or (trials >= ENOUGH and hits / trials >= LEAST):
            merged = home[x] | home[y]
            for lang in merged:
                home[lang] = merged
    found: list[tuple[str, ...]] = []
    for lang in grouped:
        group = tuple(other for other in grouped if other in home[lang])
        if group not in found:
            found.append(group)
    return found


def _few(rows: Sequence[Mapping[str, Span]], x: str, y: str) -> bool:
    """Whether there was little to judge by because there is little text, not because nothing was aligned."""
    return min(sum(len(row[x]) for row in rows), sum(len(row[y]) for row in rows)) < 5
