"""A long text is searched chunk by chunk: the same whether chunks are searched together or one by one."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import anchors, sweeping
from aligner.columns import Column
from aligner.pairing import Side
from aligner.search import Step
from aligner.segmentation import segment_lines

GOLD = Path(__file__).resolve().parents[2] / "seeds" / "gold"


def sides() -> tuple[Side, Side]:
    """Both sample works one after the other, in two languages."""
    found = []
    for lang in ("en", "zh-Hans"):
        lines = [
            line for work in sorted(GOLD.iterdir()) for line in (work / f"{lang}.txt").read_text("utf-8").splitlines()
        ]
        found.append(Side((Column.of(segment_lines(lines, lang), lang),)))
    return found[0], found[1]


def beads(steps: list[Step]) -> list[tuple[int, ...]]:
    return [step[:4] for step in steps]


@pytest.mark.parametrize("stride", [12, 24, 40])
def test_chunks_together_give_what_they_give_one_by_one(stride: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchors, "WHOLE", 400)
    monkeypatch.setattr(anchors, "STRIDE", stride)
    together, _ = sweeping.align_sides(*sides())
    monkeypatch.setattr(sweeping, "TOGETHER", 1)
    alone, _ = sweeping.align_sides(*sides())
    assert beads(together) == beads(alone)
    assert [s.posterior for s in together] == pytest.approx([s.posterior for s in alone], abs=1e-4)


def test_a_chunk_that_ends_elsewhere_is_followed_by_one_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    left, right = sides()
    wrong = [(30, 41), (60, 58), (62, 60), (100, 90)]  # where no border of beads is
    monkeypatch.setattr(sweeping, "cuts", lambda *_: wrong)
    steps, _ = sweeping.align_sides(left, right)
    assert [i for s in steps for i in range(s.i, s.i + s.a)] == list(range(len(left)))
    assert [j for s in steps for j in range(s.j, s.j + s.b)] == list(range(len(right)))
    monkeypatch.setattr(sweeping, "TOGETHER", 1)
    assert beads(steps) == beads(sweeping.align_sides(left, right)[0])


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(1, 400)), min_size=1, max_size=40))
def test_groups_hold_every_chunk_once_and_in_order(sizes: list[tuple[int, int]]) -> None:
    places = [(0, 0)]
    for high, wide in sizes:
        places.append((places[-1][0] + high, places[-1][1] + wide))
    groups = list(sweeping._groups(places))
    assert [chunk for group in groups for chunk in group] == list(pairwise(places))
    assert all(1 <= len(group) <= sweeping.TOGETHER for group in groups)
