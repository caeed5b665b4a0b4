"""How the costs grow with the store: by decade, with what each thing takes and how much memory.

    python -m benchmarks.scale                             10,000, 100,000 and 1,000,000 segments (some hours)
    python -m benchmarks.scale --sizes 10000 100000        two decades
    python -m benchmarks.scale --keep FOLDER               keeps stores and figures there, and goes on where it ended
    python -m benchmarks.scale --keep FOLDER --again pages measures that stage anew
    python -m benchmarks.scale --svg docs/images/growth.svg   draws the growth

The store is that of ``benchmarks.filling``: a tenth as many concepts as segments, works of 1,000 segments in four
languages. Times are CPU time, so that other work on the machine does not count; memory is the peak of a process that
does nothing else. What goes over all of the store must not grow faster than n log n; ``benchmarks.costs`` says what is
measured.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.costs import STAGES, WRITING, Cost
from benchmarks.drawing import drawn
from benchmarks.filling import build
from web.cli._group import COLLECT

ROOT = Path(__file__).resolve().parents[1]
LIMITS = {"look-up": 20.0, "concordance": 50.0, "page of a work": 100.0}
"""Milliseconds of CPU time, at the 95th percentile, in the largest store."""
MEMORY = {"export of all as TMX": 300.0}
"""Megabytes at the peak."""
MARGIN = 1.6
"""How much more than n log n a step may be before it counts: the smallest stores fit into the caches."""
LEAST = {True: 0.5, False: 20.0}
"""Seconds (of what goes over all) and milliseconds (of one call) from which growth is looked at."""

Found = dict[str, list[Cost]]
"""The costs of each stage."""


def held(path: Path) -> Found:
    """The figures that were kept beside a store."""
    kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return {stage: [Cost(**cost) for cost in costs] for stage, costs in kept.items() if stage in STAGES}


def alone(stage: str, database: Path) -> list[Cost]:
    """The costs of a stage, measured in a process of its own, in a copy of the store where the stage writes."""
    with tempfile.TemporaryDirectory(dir=database.parent) as folder:
        room = Path(folder)
        copy = room / database.name
        if stage in WRITING:
            shutil.copy(database, copy)
        code = f"from benchmarks.scale import inside; inside({stage!r})"
        command = [sys.executable, "-c", code, str(copy if stage in WRITING else database), str(room)]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{stage} failed in {database}")
        return [Cost(**cost) for cost in json.loads(done.stdout.splitlines()[-1])]


def inside(stage: str) -> None:
    """Measure one stage here, and say what it costs."""
    gc.set_threshold(COLLECT, 10, 10)  # as the command line has it
    database, room = map(Path, sys.argv[1:3])
    print(json.dumps([asdict(cost) for cost in STAGES[stage](database, room)]))


def measure(database: Path, wanted: Iterable[str], again: Sequence[str]) -> Found:
    """The costs of all wanted stages in a store; those that were kept are taken as they are."""
    figures = database.with_suffix(".json")
    found = held(figures)
    for stage in wanted:
        if stage in found and stage not in again:
            continue
        began = time.perf_counter()
        costs = alone(stage, database)
        found = held(figures) | {stage: costs}  # others may have measured beside
        kept = {name: [asdict(cost) for cost in costs] for name, costs in found.items()}
        figures.write_text(json.dumps(kept, indent=1), "utf-8")
        print(f"{database.stem}: {stage} measured in {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    return {stage: found[stage] for stage in wanted}


def cell(cost: Cost) -> str:
    """A cost in a few characters: median and 95th percentile, or seconds and megabytes."""
    if not cost.bulk:
        return f"{cost.p50:.1f} / {cost.p95:.1f} ms"
    return f"{cost.seconds:.1f} s" + (f", {cost.megabytes:.0f} MB" if cost.megabytes else "")


def faults(name: str, costs: Sequence[Cost], sizes: Sequence[int]) -> list[str]:
    """What is over its bound, or grows faster than it may."""
    over = []
    last = costs[-1]
    if last.p95 > LIMITS.get(name, math.inf):
        over.append(f"{name} is over its limit: {last.p95:.0f} ms of {LIMITS[name]:.0f}")
    if last.megabytes > MEMORY.get(name, math.inf):
        over.append(f"{name} is over its limit: {last.megabytes:.0f} MB of {MEMORY[name]:.0f}")
    for one, other, less, more in zip(costs, costs[1:], sizes, sizes[1:], strict=False):
        due = more * math.log(more) / (less * math.log(less)) * MARGIN
        before, after = (one.seconds, other.seconds) if one.bulk else (one.p50, other.p50)
        if before > LEAST[one.bulk] and after / before > due:
            over.append(f"{name} grows {after / before:.0f} times from {less:,} to {more:,}")
    return over


def report(sizes: Sequence[int], found: Sequence[Sequence[Cost]]) -> int:
    """A line for each cost, a column for each size; 0 when all keeps within its bounds."""
    print(f"{'':28}" + "".join(f"{size:>22,}" for size in sizes) + "   bound")
    over = []
    for costs in zip(*found, strict=True):
        name = costs[0].name
        limit = f"{LIMITS[name]:.0f} ms" if name in LIMITS else f"{MEMORY[name]:.0f} MB" if name in MEMORY else ""
        wrong = faults(name, costs, sizes)
        met = "" if not limit else " over" if wrong else " met"
        print(f"{name:28}" + "".join(f"{cell(cost):>22}" for cost in costs) + f"   {limit}{met}".rstrip())
        over += wrong
    print("\n".join(over) or "all within bounds")
    return int(bool(over))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--keep", type=Path, help="a folder for stores and figures; those that are there are taken")
    parser.add_argument("--stages", nargs="+", choices=STAGES, default=list(STAGES), help="all unless told otherwise")
    parser.add_argument("--again", nargs="+", choices=STAGES, default=[], help="stages to measure anew")
    parser.add_argument("--svg", type=Path, help="where the growth is drawn")
    arguments = parser.parse_args()
    found: list[list[Cost]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in arguments.sizes:
            database: Path = (arguments.keep or Path(folder)) / f"{size}.db"
            if not database.exists():
                database.parent.mkdir(parents=True, exist_ok=True)
                build(database, size // 10, size)
            stages = measure(database, arguments.stages, arguments.again)
            found.append([cost for costs in stages.values() for cost in costs])
    if arguments.svg:
        bulk = [{cost.name: cost.seconds for cost in costs if cost.bulk} for costs in found]
        calls = [{cost.name: cost.p50 for cost in costs if not cost.bulk} for costs in found]
        panels = {"Over all": ("seconds of CPU time", bulk), "One call": ("milliseconds of CPU time, median", calls)}
        arguments.svg.parent.mkdir(parents=True, exist_ok=True)
        arguments.svg.write_text(drawn(arguments.sizes, panels), encoding="utf-8")
    return report(arguments.sizes, found)


if __name__ == "__main__":
    sys.exit(main())
