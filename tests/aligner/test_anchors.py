"""Anchors: the heaviest increasing chain, against a search of all chains."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from aligner.anchors import Cell, chain

CELLS = st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.integers(1, 9).map(float), max_size=12)


def heaviest(weights: dict[Cell, float]) -> float:
    best: dict[Cell, float] = {}
    for cell in sorted(weights):
        before = [best[c] for c in best if c[0] < cell[0] and c[1] < cell[1]]
        best[cell] = weights[cell] + max(before, default=0.0)
    return max(best.values(), default=0.0)


@given(CELLS)
def test_chain_increases_in_both_and_is_the_heaviest(weights: dict[Cell, float]) -> None:
    path = chain(weights)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(path))
    assert sum(weights[cell] for cell in path) == heaviest(weights)
