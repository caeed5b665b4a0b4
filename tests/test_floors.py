"""The accuracy that was reached is kept: the aligner over the gold of the sample works, and of the real article."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_run", ROOT / "benchmarks" / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["samples", "shared-gold"])
def test_no_pair_of_languages_falls_under_its_floor(name: str, request: pytest.FixtureRequest) -> None:
    run = benchmark()
    if name == "shared-gold":
        request.getfixturevalue("shared")
    floors = json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf-8"))
    found = {}
    for set_name, documents in run.sets([name]):
        scores, _ = run.measure(documents)
        for key, value in scores.items():
            found[f"{set_name} {key}"] = {"strict": value.strict.f1, "lax": value.lax.f1, "unit": value.unit.f1}
    pinned = {key: limits for key, limits in floors.items() if key.startswith(f"{name} ")}
    assert pinned
    assert pinned.keys() <= found.keys()
    low = {
        f"{key} {measure}": found[key][measure]
        for key, limits in pinned.items()
        for measure, floor in limits.items()
        if found[key][measure] < floor
    }
    assert not low
