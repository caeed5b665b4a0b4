"""The accuracy that was reached is kept: the aligner over the gold of the sample works, and of real texts when there.

``python benchmarks/run.py --check`` compares all sets; here are those that are quick.
"""

from __future__ import annotations

import pytest

from benchmarks import floors, sets
from benchmarks.halves import TEST, Half
from benchmarks.measures import tallies

QUICK: tuple[tuple[str, Half | None, tuple[str, ...]], ...] = (
    ("samples", None, ("pairs", "table")),
    ("samples.composed-40", None, ("pairs",)),
    ("shared-gold", None, ("pairs", "table")),
    ("ntrexcat-sent", TEST, ("pairs",)),
    ("ntrexcat-sent.noisy-mix", TEST, ("pairs",)),
)
"""A set, one half of it or all, and the ways that are compared."""


@pytest.mark.parametrize(("name", "half", "ways"), QUICK, ids=[name for name, *_ in QUICK])
def test_no_pair_of_languages_falls_under_its_floor(
    name: str, half: Half | None, ways: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    if not name.startswith("samples"):
        request.getfixturevalue("shared")
    corpus = [(own, document) for own, document in sets.named(name) if half in (None, own)]
    reached = floors.reached(name, tallies(iter(corpus), ways=ways))
    halves = {own for own, _ in corpus}
    pinned = {
        key: limits
        for key, limits in floors.pinned().items()
        if key.split(" ")[0] == name and key.split(" ")[1] in halves and key.split(" ")[2] in ways
    }
    assert pinned
    assert floors.fallen(pinned, reached) == []


def test_the_texts_of_the_bench_have_floors_for_both_halves(shared: object) -> None:
    pinned = {tuple(key.split(" ")[:2]) for key in floors.pinned()}
    wanted = {(name, half) for name, corpus in sets.sets() for half, _ in corpus}
    assert wanted <= pinned
