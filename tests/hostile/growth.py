"""How the CPU time of every door grows with what is hostile: ``python -m tests.hostile.growth``.

Each thing (``tests/hostile/things.py``) goes through its doors in a size, then in four times that size, and so on, each
time in a process of its own with bounds, until it takes some seconds or has its full size. What takes a second or more
may take ``STEEPEST`` times as long for four times as much: n log n does, n² does not.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STEP, STEEPEST = 4, 6.0
NOTICED, ENOUGH, MOST = 1.0, 6.0, 240
"""CPU seconds: from which a door is looked at; after which a thing is not made larger; after which a process ends."""
MEMORY = 3000
"""MB of address space that a process may have."""


@dataclass
class Costs:
    """CPU seconds of each door that was gone through, megabytes at the most, and what went wrong."""

    seconds: dict[str, float] = field(default_factory=dict)
    megabytes: int = 0
    fault: str = ""

    @property
    def total(self) -> float:
        """Seconds of all doors together."""
        return sum(self.seconds.values())


class Clock:
    """Tells how long each door took, in a line that is read by the process that asked."""

    @contextmanager
    def __call__(self, door: str) -> Iterator[None]:
        print(f"begin\t{door}", flush=True)
        began = time.process_time()
        yield
        print(f"end\t{door}\t{time.process_time() - began:.3f}", flush=True)


def walk(thing: str, size: int) -> None:
    """Go through all doors with a thing of a size, in this process."""
    from tests.hostile.things import THINGS

    resource.setrlimit(resource.RLIMIT_CPU, (MOST, MOST))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY << 20, MEMORY << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as folder:
        THINGS[thing].walk(Clock(), size, Path(folder))
    print(f"done\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10}", flush=True)


def costs(thing: str, size: int) -> Costs:
    """What a thing of a size costs, in a process of its own."""
    command = [sys.executable, "-m", "tests.hostile.growth", "--one", thing, str(size)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
    found, begun = Costs(), ""
    for line in ran.stdout.splitlines():
        kind, *rest = line.split("\t")
        if kind == "begin":
            begun = rest[0]
        elif kind == "end":
            found.seconds[rest[0]], begun = float(rest[1]), ""
        elif kind == "done":
            found.megabytes = int(rest[0])
    if ran.returncode:
        last = (ran.stderr.strip().splitlines() or [""])[-1][:200]
        found.fault = f"{begun or 'between doors'} ended with {ran.returncode} {last}".strip()
    return found


def too_steep(before: Costs, after: Costs) -> dict[str, float]:
    """The doors that took much longer than four times as long, and how much."""
    ratios = {
        door: seconds / max(before.seconds.get(door, 0), NOTICED / STEP / STEEPEST)
        for door, seconds in after.seconds.items()
        if seconds >= NOTICED
    }
    return {door: ratio for door, ratio in ratios.items() if ratio > STEEPEST}


def grown(thing: str, least: int, most: int) -> tuple[str, bool]:
    """A thing made larger and larger: what to tell of it, and whether it holds."""
    size, before = least, Costs()
    while True:
        after = costs(thing, size)
        if after.fault:
            return f"{thing:32}{size:>10,}  FAULT {after.fault}", False
        steep = too_steep(before, after) if before.seconds else {}
        if steep:
            again = costs(thing, size)  # other work on the machine is no growth
            steep = {door: ratio for door, ratio in too_steep(before, again).items() if door in steep}
        slowest = max(after.seconds, key=lambda door: after.seconds[door])
        told = f"{thing:32}{size:>10,}{after.total:8.1f} s{after.megabytes:6,} MB  most: {slowest} " + (
            f"{after.seconds[slowest]:.1f} s"
        )
        if steep:
            doors = ", ".join(f"{door} {after.seconds[door]:.1f} s × {ratio:.1f}" for door, ratio in steep.items())
            return f"{told}  TOO STEEP: {doors}", False
        if after.total >= ENOUGH or size * STEP > most:
            return told, True
        size, before = size * STEP, after


def main(arguments: Sequence[str] | None = None) -> int:
    """One line for each thing; 1 when one grows too fast."""
    from tests.hostile.things import THINGS

    parser = argparse.ArgumentParser(description="How CPU time grows with what is hostile.")
    parser.add_argument("things", nargs="*", metavar="THING")
    parser.add_argument("--one", nargs=2, metavar=("THING", "SIZE"), help="go through the doors in this process")
    parser.add_argument("--most", type=int, default=0, help="no larger than this")
    chosen = parser.parse_args(arguments)
    if chosen.one:
        walk(chosen.one[0], int(chosen.one[1]))
        return 0
    if unknown := [name for name in chosen.things if name not in THINGS]:
        parser.error(f"there is no thing {unknown[0]}; there are {', '.join(THINGS)}")
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    held = True
    for name in chosen.things or THINGS:
        thing = THINGS[name]
        told, good = grown(name, thing.least, min(thing.most, chosen.most or thing.most))
        held = held and good
        print(told, flush=True)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
