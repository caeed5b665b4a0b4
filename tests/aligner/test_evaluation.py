"""Scores of alignments: hand-computed cases, and agreement with the reference scorer where it is there."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest

from aligner.evaluation import Pairing, Scores, evaluate, pairings, parse_rows

GOLD: list[Pairing] = [((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((4,), (2, 3)), ((), (4,))]


def test_gold_against_itself_is_perfect() -> None:
    scores = evaluate(GOLD, GOLD)
    assert scores.strict.f1 == scores.lax.f1 == scores.unit.f1 == 1.0


def test_nothing_found_is_zero() -> None:
    assert evaluate(GOLD, []).strict.f1 == 0.0


def test_a_split_bead_is_lax_but_not_strict() -> None:
    scores = evaluate(GOLD, [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), ()), ((4,), (2, 3)), ((), (4,))])
    assert scores.strict.precision.part == 4
    assert scores.lax.precision.part == 5
    assert scores.unit.recall.part == 3


def test_documents_are_pooled_by_addition() -> None:
    both = evaluate(GOLD, GOLD) + evaluate(GOLD, [])
    assert both.strict.recall.value == 0.5
    assert (Scores() + both) == both


def test_rows_are_read_with_remarks_and_empty_cells() -> None:
    rows = parse_rows("# remark\n0\t\t0,1\n\t0\t\n")
    assert rows == [((0,), (), (0, 1)), ((), (0,), ())]
    assert pairings(rows, 0, 2) == [((0,), (0, 1))]


def test_scores_equal_those_of_the_reference_scorer(shared: Path) -> None:
    spec = importlib.util.spec_from_file_location("reference", shared / "bench" / "score.py")
    assert spec
    assert spec.loader
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    draw = random.Random(7)
    for _ in range(50):
        gold, system = _random_beads(draw), _random_beads(draw)
        theirs = reference.scores(reference.counts(gold, system))
        ours = evaluate(gold, system)
        for name in ("strict", "lax", "unit"):
            measure = getattr(ours, name)
            assert measure.precision.value == pytest.approx(theirs[f"precision_{name}"])
            assert measure.recall.value == pytest.approx(theirs[f"recall_{name}"])
            assert measure.f1 == pytest.approx(theirs[f"f1_{name}"])


def _random_beads(draw: random.Random) -> list[Pairing]:
    beads: list[Pairing] = []
    i = j = 0
    while i < 12 or j < 12:
        a, b = min(draw.randint(0, 2), 12 - i), min(draw.randint(0, 2), 12 - j)
        if a or b:
            beads.append((tuple(range(i, i + a)), tuple(range(j, j + b))))
        i, j = i + a, j + b
    return beads
