"""How the CPU time of every door grows with what is hostile: ``python -m tests.hostile.growth``.

Each thing (``tests/hostile/things.py``) goes through its doors in a size, then in four times that size, and so on, each
time in a process of its own with bounds, until it takes some seconds or has its full size. What takes a second or more
may take ``STEEPEST`` times as long for four times as much: n log n does, n² does not. ``--together 10
--least 10000 --most 10000 --noticed 0.3`` looks at all of them at once, in the size of a segment.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from tests.hostile.walks import Thing

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


def walk(thing: Thing, size: int) -> None:
    """Go through all doors with a thing of a size, in this process."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST, MOST))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY << 20, MEMORY << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as folder:
        thing.walk(Clock(), size, Path(folder))
    print(f"done\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10}", flush=True)


def things() -> dict[str, Thing]:
    """All things, with what their doors need loaded, so that no process has to load it again."""
    from tests.hostile.things import THINGS
    from tests.hostile.walks import load

    load()
    return THINGS


def costs(thing: Thing, size: int) -> Costs:
    """What a thing of a size costs, in a process of its own that begins where this one is."""
    with tempfile.TemporaryFile("w+b") as out, tempfile.TemporaryFile("w+b") as err:
        child = os.fork()
        if not child:
            _apart(thing, size, out.fileno(), err.fileno())
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        out.seek(0)
        err.seek(0)
        return _read(out.read().decode(errors="replace"), err.read().decode(errors="replace"), code)


def _apart(thing: Thing, size: int, out: int, err: int) -> NoReturn:
    """The process that was begun: it tells what it does in two files and comes never back."""
    code = 1
    try:
        os.dup2(out, sys.stdout.fileno())
        os.dup2(err, sys.stderr.fileno())
        walk(thing, size)
        code = 0
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error!s:.160}\n")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _read(told: str, wrong: str, code: int) -> Costs:
    found, begun = Costs(), ""
    for line in told.splitlines():
        kind, *rest = line.split("\t")
        if kind == "begin":
            begun = rest[0]
        elif kind == "end":
            found.seconds[rest[0]], begun = float(rest[1]), ""
        elif kind == "done":
            found.megabytes = int(rest[0])
    if code:
        last = (wrong.strip().splitlines() or [""])[-1][:200]
        found.fault = f"{begun or 'between doors'} ended with {code} {last}".strip()
    return found


def too_steep(before: Costs, after: Costs, noticed: float) -> dict[str, float]:
    """The doors that took much longer than four times as long, and how much."""
    ratios = {
        door: seconds / max(before.seconds.get(door, 0), noticed / STEP / STEEPEST)
        for door, seconds in after.seconds.items()
        if seconds >= noticed
    }
    return {door: ratio for door, ratio in ratios.items() if ratio > STEEPEST}


@dataclass(frozen=True)
class Bounds:
    """From which CPU seconds a door is looked at, after which a thing is not made larger, and the first and the largest
    size, where they are not the thing's own."""

    noticed: float = NOTICED
    enough: float = ENOUGH
    least: int = 0
    most: int = 0


def grown(name: str, thing: Thing, bounds: Bounds) -> tuple[str, bool]:
    """A thing made larger and larger: what to tell of it, and whether it holds. What is too steep has to be so twice in
    a row, since another way of doing something may begin at some size, and costs something."""
    size, most = bounds.least or thing.least, min(thing.most, bounds.most or thing.most)
    before, doubted = costs(thing, size), set[str]()
    while not before.fault and (before.total < bounds.enough or doubted) and size * STEP <= thing.most:
        if size * STEP > most and not doubted:
            break
        size *= STEP
        after = costs(thing, size)
        steep = too_steep(before, after, bounds.noticed)
        if steep:
            again = costs(thing, size)  # other work on the machine is no growth
            steep = {door: ratio for door, ratio in too_steep(before, again, bounds.noticed).items() if door in steep}
        if wrong := doubted & steep.keys():
            doors = ", ".join(f"{door} {after.seconds[door]:.1f} s × {steep[door]:.1f}" for door in sorted(wrong))
            return f"{_told(name, size, after, bounds)}  TOO STEEP: {doors}", False
        before, doubted = after, set(steep)
    if before.fault:
        return f"{name:32}{size:>10,}  FAULT {before.fault}", False
    return _told(name, size, before, bounds), True


def _told(name: str, size: int, found: Costs, bounds: Bounds) -> str:
    """One line: what all doors took together, and those that took as long as is looked at, or the slowest one."""
    slow = sorted(found.seconds, key=lambda door: -found.seconds[door])
    noticed = [door for door in slow if found.seconds[door] >= bounds.noticed][:5] or slow[:1]
    most = ", ".join(f"{door} {found.seconds[door]:.1f} s" for door in noticed)
    return f"{name:32}{size:>10,}{found.total:8.1f} s{found.megabytes:6,} MB  most: {most}"


def _grouped(chosen: Mapping[str, Thing], count: int) -> dict[str, Thing]:
    """Several texts as one work, in turns, where that is wanted; what has no texts alone."""
    from tests.hostile.walks import together

    texts = [name for name, thing in chosen.items() if thing.texts] if count > 1 else []
    groups = [texts[start : start + count] for start in range(0, len(texts), count)]
    alone = {name: thing for name, thing in chosen.items() if name not in texts}
    return {", ".join(group): together([chosen[name] for name in group]) for group in groups} | alone


def main(arguments: Sequence[str] | None = None) -> int:
    """One line for each thing; 1 when one grows too fast."""
    parser = argparse.ArgumentParser(description="How CPU time grows with what is hostile.")
    parser.add_argument("things", nargs="*", metavar="THING")
    parser.add_argument("--list", action="store_true", help="the names of the things")
    parser.add_argument("--one", nargs=2, metavar=("THING", "SIZE"), help="go through the doors in this process")
    parser.add_argument("--together", type=int, default=1, help="so many texts in one work")
    parser.add_argument("--least", type=int, default=0, help="the size to begin with")
    parser.add_argument("--most", type=int, default=0, help="no larger than this")
    parser.add_argument("--noticed", type=float, default=NOTICED, help="CPU seconds from which a door is looked at")
    parser.add_argument("--enough", type=float, default=ENOUGH, help="CPU seconds after which nothing is made larger")
    chosen = parser.parse_args(arguments)
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    if chosen.one:
        walk(things()[chosen.one[0]], int(chosen.one[1]))
        return 0
    known = things()
    if unknown := [name for name in chosen.things if name not in known]:
        parser.error(f"there is no thing {unknown[0]}; there are {', '.join(known)}")
    if chosen.list:
        print(*known, sep="\n")
        return 0
    bounds, held = Bounds(chosen.noticed, chosen.enough, chosen.least, chosen.most), True
    for name, thing in _grouped({one: known[one] for one in chosen.things or known}, chosen.together).items():
        told, good = grown(name, thing, bounds)
        held = held and good
        print(told, flush=True)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
