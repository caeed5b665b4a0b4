"""Rows that belong together but stand in different places: a caption printed before the title, a note moved to the end.

Rows of a table keep the order of every text, so a crossing pair ends up as two rows with complementary gaps. Here such
rows are compared with one another and reported as moved pairs instead of being lost.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from aligner.columns import Column
from aligner.cues import said
from aligner.evidence import Lengths, Matrix, Votes
from aligner.pairing import Model
from aligner.types import Kind, Segment, Span

NEAR, FAR = 12, 40  # rows between the two halves of a moved pair: as usual, and at most
AROUND = 20  # rows before and after them that tell how frequent their words are here
LEAST = 3.0  # log-likelihood ratio from which two halves are taken to belong together, when they are near


def moved_pairs(
    grouped: Mapping[str, Column], rows: Sequence[Mapping[str, Span]], model: Model
) -> list[tuple[int, int]]:
    """Pairs of rows, each row in at most one, whose languages are complementary and whose texts say the same.

    ``grouped`` holds one unit per row and language.
    """
    scores: dict[tuple[int, int], float] = {}
    for x, y in combinations(grouped, 2):
        only_x = [n for n, row in enumerate(rows) if row[x] and not row[y]]
        only_y = [n for n, row in enumerate(rows) if row[y] and not row[x]]
        near = [
            (a, b)
            for a in only_x
            for b in only_y[bisect_left(only_y, a - FAR) : bisect_right(only_y, a + FAR)]
            if not any(rows[a][lang] and rows[b][lang] for lang in grouped)
        ]
        if near:
            _score(grouped[x], grouped[y], near, model, scores)
    found: list[tuple[int, int]] = []
    taken: set[int] = set()
    for (a, b), score in sorted(scores.items(), key=lambda item: -item[1]):
        if score >= LEAST + max(math.log((b - a) / NEAR), 0.0) and a not in taken and b not in taken:
            found.append((a, b))
            taken |= {a, b}
    return sorted(found)


def _score(
    left: Column, right: Column, near: Sequence[tuple[int, int]], model: Model, scores: dict[tuple[int, int], float]
) -> None:
    """Add the evidence of one pair of languages for pairs of rows; the best of all pairs of languages counts."""
    inside: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in near:
        inside[min(pair) // FAR].append(pair)
    for window, pairs in inside.items():
        offset = max(window * FAR - AROUND, 0)
        stop = max(map(max, pairs)) + 1 + AROUND
        x, y = left.part(offset, stop), right.part(offset, stop)
        total = _total(x, y, model)
        notes = {(a, b) for a, b in pairs if left.cells[a].kind is right.cells[b].kind is Kind.NOTE}
        bare = _total(_unnamed(x), _unnamed(y), model) if notes else total
        for a, b in pairs:
            key = (min(a, b), max(a, b))
            score = (bare if (a, b) in notes else total)[a - offset, b - offset]
            scores[key] = max(scores.get(key, -np.inf), float(score))


def _total(left: Column, right: Column, model: Model) -> Matrix:
    """The evidence that one unit of each side belongs together, for all of them."""
    numbers = model.of(left, right)
    votes = Votes.none(len(left), len(right), 1)
    votes.add(model.poll(left, right), numbers)
    total: Matrix = votes.forth[0] + votes.back[0] + Lengths(left.lengths, right.lengths, numbers).scores((1, 1))
    return total


def _unnamed(column: Column) -> Column:
    """The column with its notes bared of the words that name them so, which the notes of all translators share."""
    texts = [said(cell.text) if cell.kind is Kind.NOTE else cell.text for cell in column.cells]
    nowhere = Span(0, 0)
    return Column.of([Segment(text, column.lang, n, -1, nowhere) for n, text in enumerate(texts)], column.lang)
