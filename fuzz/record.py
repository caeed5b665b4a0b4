"""What each target had: seconds of the clock and of CPU time, inputs, what of the program was reached, what was found.

A file for each target in ``var/fuzz``, a line for each run, so that the times add up from one day to the next.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

KEPT = Path(os.environ.get("DOICHIEU_FUZZ") or Path(__file__).resolve().parents[1] / "var" / "fuzz")


@dataclass(frozen=True)
class Run:
    """One run of a target. Times in seconds; ``cov`` are places of the code, ``ft`` what libFuzzer tells inputs by."""

    at: str
    version: str
    clock: float
    cpu: float
    inputs: int
    cov: tuple[int, int] = (0, 0)
    ft: tuple[int, int] = (0, 0)
    kept: int = 0
    megabytes: int = 0
    fault: str = ""


@dataclass(frozen=True)
class Sum:
    """All runs of a target together."""

    target: str
    clock: float
    cpu: float
    inputs: int
    cov: tuple[int, int]
    kept: int
    faults: tuple[str, ...]


def add(target: str, run: Run) -> None:
    """Write one run down."""
    with (KEPT / f"{target}.runs").open("a", encoding="utf-8") as out:
        out.write(json.dumps(asdict(run), ensure_ascii=False) + "\n")


def runs(target: str) -> Iterator[Run]:
    """The runs that were written down, the first one first."""
    path = KEPT / f"{target}.runs"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        held = json.loads(line)
        yield Run(**{**held, "cov": tuple(held["cov"]), "ft": tuple(held["ft"])})


def summed(target: str) -> Sum:
    """What a target had until now; the places reached at the beginning of its first run and at the end of its last."""
    all_runs = list(runs(target))
    reached = [run.cov for run in all_runs if run.cov[1]]
    return Sum(
        target,
        sum(run.clock for run in all_runs),
        sum(run.cpu for run in all_runs),
        sum(run.inputs for run in all_runs),
        (reached[0][0], max(last for _, last in reached)) if reached else (0, 0),
        all_runs[-1].kept if all_runs else 0,
        tuple(dict.fromkeys(run.fault for run in all_runs if run.fault)),
    )


def table(targets: Sequence[str]) -> str:
    """The table of the documentation."""
    found = [summed(target) for target in targets]
    head = "| target | seconds | CPU | inputs | kept | code reached: first, now |\n|---|---|---|---|---|---|\n"
    rows = "".join(
        f"| {one.target} | {one.clock:,.0f} | {one.cpu:,.0f} | {one.inputs:,} | {one.kept:,} | "
        f"{one.cov[0]:,}, {one.cov[1]:,} |\n"
        for one in found
    )
    least = min(found, key=lambda one: one.clock)
    inputs, clock, cpu = (sum(getattr(one, name) for one in found) for name in ("inputs", "clock", "cpu"))
    total = (
        f"{len(found)} targets, {inputs:,} inputs in {clock:,.0f} seconds, {cpu:,.0f} of CPU time; "
        f"{least.target} had the least, {least.clock:,.0f} s\n"
    )
    return head + rows + "\n" + total
