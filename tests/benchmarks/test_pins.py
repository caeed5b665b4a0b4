"""Floors alarm when something is lost, and only then."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import floors

KEY = "news test pairs en-vi"


@pytest.mark.parametrize(
    ("limits", "found", "lines"),
    [
        ({KEY: {"strict": 0.9}}, {KEY: {"strict": 0.9, "lax": 0.1}}, 0),
        ({KEY: {"strict": 0.9, "lax": 0.95}}, {KEY: {"strict": 0.89, "lax": 0.94}}, 2),
        # the pair is no longer measured although the half of the set is
        ({KEY: {"strict": 0.9}}, {"news test pairs en-zh-Hans": {"strict": 1.0}}, 1),
        # sets and halves that were left out are not compared
        ({KEY: {"strict": 0.9}}, {"talks test pairs en-vi": {"strict": 0.1}}, 0),
        ({KEY: {"strict": 0.9}}, {"news development pairs en-vi": {"strict": 0.1}}, 0),
    ],
)
def test_what_falls_under_its_floor_is_named(limits: floors.Floors, found: floors.Floors, lines: int) -> None:
    assert len(floors.fallen(limits, found)) == lines


@pytest.mark.parametrize(("value", "beads"), [(1.0, 10_000), (0.95, 100), (0.5, 2), (0.01, 1)])
def test_a_floor_is_a_little_under_what_was_reached(value: float, beads: int) -> None:
    assert 0 <= floors.floor(value, beads) <= max(0.0, value - floors.LEAST)
    assert floors.floor(value, beads) >= value - max(floors.LEAST, floors.BEADS / beads) - 0.001


@pytest.mark.parametrize(("lower", "strict"), [(False, 0.9), (True, 0.8)])
def test_floors_rise_by_themselves_and_fall_only_when_told(
    lower: bool, strict: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "floors.json"
    data.write_text(json.dumps({KEY: {"strict": 0.9, "lax": 0.9}, "other test pairs en-vi": {"strict": 0.7}}))
    monkeypatch.setattr(floors, "DATA", data)
    floors.write({KEY: {"strict": 0.8, "lax": 0.95}}, lower)
    assert floors.pinned() == {KEY: {"strict": strict, "lax": 0.95}, "other test pairs en-vi": {"strict": 0.7}}
