"""The search finds the best path, tiles both sides, and its posteriors are probabilities."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import filling
from aligner.parameters import SHAPES
from aligner.search import Lattice, Step, best_path, best_paths, likeliest_beads


def lattice(n: int, m: int, seed: int) -> Lattice:
    draw = np.random.default_rng(seed)
    scores = {
        (a, b): draw.normal(0, 3, (n - a + 1, m - b + 1)).astype(np.float32) for a, b in SHAPES if n >= a and m >= b
    }
    return Lattice(scores, draw.normal(-2, 1, n), draw.normal(-2, 1, m))


def total(of: Lattice, path: list[Step]) -> float:
    score = 0.0
    for s in path:
        if s.a and s.b:
            score += float(of.scores[s.a, s.b][s.i, s.j])
        else:
            score += float(of.left[s.i] if s.a else of.right[s.j])
    return score


def every_path(of: Lattice, i: int = 0, j: int = 0) -> list[list[Step]]:
    n, m = of.size
    if (i, j) == (n, m):
        return [[]]
    steps = [(a, b) for a, b in of.scores if i + a <= n and j + b <= m]
    steps += [(1, 0)] * (i < n) + [(0, 1)] * (j < m)
    return [[Step(i, j, a, b), *rest] for a, b in steps for rest in every_path(of, i + a, j + b)]


@given(st.integers(0, 7), st.integers(0, 7), st.integers(0, 10_000))
def test_path_tiles_both_sides(n: int, m: int, seed: int) -> None:
    path = best_path(lattice(n, m, seed))
    assert list(itertools.chain.from_iterable(range(s.i, s.i + s.a) for s in path)) == list(range(n))
    assert list(itertools.chain.from_iterable(range(s.j, s.j + s.b) for s in path)) == list(range(m))


@pytest.mark.parametrize("seed", range(6))
def test_path_is_the_best_of_all_and_posteriors_are_shares_of_all(seed: int) -> None:
    of = lattice(3, 3, seed)
    paths = every_path(of)
    best = best_path(of)
    assert total(of, best) == pytest.approx(max(total(of, path) for path in paths), abs=1e-4)
    weights = np.array([np.exp(total(of, path)) for path in paths])
    for step in best:
        through = [any((s.i, s.j, s.a, s.b) == (step.i, step.j, step.a, step.b) for s in path) for path in paths]
        assert step.posterior == pytest.approx(weights[through].sum() / weights.sum(), rel=1e-3)


@pytest.mark.parametrize("seed", range(6))
def test_the_likeliest_beads_hold_the_most_units_that_can_be_expected_to_be_right(seed: int) -> None:
    of = lattice(3, 3, seed)
    paths = every_path(of)
    weights = np.exp([total(of, path) for path in paths])
    chances: dict[tuple[int, ...], float] = {}
    for path, weight in zip(paths, weights / weights.sum(), strict=True):
        for s in path:
            chances[bead(s)] = chances.get(bead(s), 0.0) + float(weight)
    found = likeliest_beads(of)
    expected = [sum((s.a + s.b) * chances[bead(s)] for s in path) for path in (found, *paths)]
    assert expected[0] == pytest.approx(max(expected), abs=1e-4)
    for s in found:
        assert s.posterior == pytest.approx(chances[bead(s)], rel=1e-3)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=5), st.integers(0, 10_000))
def test_several_lattices_are_searched_as_each_alone(sizes: list[tuple[int, int]], seed: int) -> None:
    several = [lattice(n, m, seed + number) for number, (n, m) in enumerate(sizes)]
    for path, alone in zip(best_paths(several), map(best_path, several), strict=True):
        assert [step[:4] for step in path] == [step[:4] for step in alone]
        assert [step.posterior for step in path] == pytest.approx([step.posterior for step in alone], abs=1e-6)


@pytest.mark.parametrize(("alone", "together"), [(-3.0, 2.0), (-40.0, 12.0), (-200.0, -1.0), (0.0, -9.0)])
def test_sums_of_wide_rows_are_those_taken_one_after_the_other(
    alone: float, together: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    several = [lattice(60, 90, 1), lattice(55, 70, 2), lattice(20, 95, 3)]
    for one in several:
        one.left[:], one.right[:] = one.left + alone, one.right + alone
        one.scores[1, 1][np.diag_indices(20)] += np.float32(together)
    by_shares = filling.fill(several, sums=True)
    monkeypatch.setattr(filling, "MANY", 10**9)
    for found, tables in zip(by_shares, filling.fill(several, sums=True), strict=True):
        for one, other in ((found.forward, tables.forward), (found.backward, tables.backward)):
            likely = tables.forward + tables.backward > tables.total - 50
            assert np.abs(one - other)[likely].max() < 1e-4
        assert np.array_equal(found.best, tables.best)


def bead(step: Step) -> tuple[int, ...]:
    """A bead with its place; a unit without counterpart is the same wherever it stands among the other side's."""
    return (
        (step.i, step.j, step.a, step.b) if step.a and step.b else (step.i, -1, 1, 0) if step.a else (-1, step.j, 0, 1)
    )
