"""What was reached is kept: ``floors.json`` pins figures a little under what they were, so that no change loses them.

A key is ``set half way pair``; both halves are pinned, pairs and tables, by the figure that the set is read by and the
lax one. The margin is one bead and a half, so that one doubtful sentence more is no alarm and a lost skill is.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

from benchmarks.corpora import main_figure
from benchmarks.halves import Half
from benchmarks.measures import Tally

DATA = Path(__file__).with_name("floors.json")
LEAST, BEADS = 0.004, 1.5
"""The margin: so much F1, or the share of so many beads, whichever is more."""

Floors = dict[str, dict[str, float]]


def reached(name: str, halves: Mapping[Half, Tally]) -> Floors:
    """The figures of a set that are pinned, as they were measured."""
    found: Floors = {}
    for half, tally in halves.items():
        for way, pair in tally.scores:
            if way != "attainable":
                figures = {figure: tally.f1(way, pair, figure) or 0.0 for figure in (main_figure(name), "lax")}
                found[f"{name} {half} {way} {pair}"] = figures
    return found


def floor(value: float, beads: int) -> float:
    """The floor under a figure over so many gold beads, rounded down to a thousandth.

    >>> floor(0.99, 1000), floor(0.95, 30)
    (0.986, 0.9)
    """
    return max(0.0, math.floor((value - max(LEAST, BEADS / max(1, beads))) * 1000 + 1e-6) / 1000)


def floors_under(name: str, halves: Mapping[Half, Tally]) -> Floors:
    """The floors under what was reached."""
    found: Floors = {}
    for key, figures in reached(name, halves).items():
        _, half, way, pair = key.rsplit(" ", 3)
        beads = halves[half].scores[way, pair].strict.recall.whole  # type: ignore[index]
        found[key] = {figure: floor(value, beads) for figure, value in figures.items()}
    return found


def pinned() -> Floors:
    """The floors as they are kept."""
    found: Floors = json.loads(DATA.read_text(encoding="utf-8"))
    return found


def fallen(limits: Floors, found: Floors) -> list[str]:
    """One line per figure that is under its floor, or that has a floor and is no longer measured.

    >>> fallen({"a test pairs en-vi": {"strict": 0.9}}, {"a test pairs en-vi": {"strict": 0.895}})
    ['a test pairs en-vi: strict F1 0.8950 is under its floor 0.9']
    """
    measured = {tuple(key.split(" ")[:2]) for key in found}
    lines = []
    for key, figures in limits.items():
        if key not in found:
            lines += [f"{key}: has a floor and was not measured"] if tuple(key.split(" ")[:2]) in measured else []
            continue
        for figure, limit in figures.items():
            if found[key].get(figure, 0.0) < limit:
                lines.append(f"{key}: {figure} F1 {found[key].get(figure, 0.0):.4f} is under its floor {limit}")
    return lines


def write(new: Floors, lower: bool) -> None:
    """Raise the floors to the new ones; ``lower``: also take them down where less was reached.

    Sets that were not measured keep theirs.
    """
    old = pinned()
    for key, figures in new.items():
        known = old.get(key, {})
        old[key] = figures if lower else {f: max(value, known.get(f, 0.0)) for f, value in figures.items()}
    DATA.write_text(json.dumps(dict(sorted(old.items())), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
