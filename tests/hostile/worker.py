"""Shows files to doors in a process whose memory and CPU time the kernel limits, and says what came of each."""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from aligner.errors import InputError
from tests.hostile.cases import KINDS, SMALL, Case, cases
from tests.hostile.doors import Door, command_line, library, sentence, upload


def attempts(door: Door, chosen: Iterator[Case], seconds: float) -> Iterator[tuple[str, float, int, str]]:
    """Name, CPU seconds, memory so far in MB, and what came of it; the name is told before, in case it kills us."""
    for case in chosen:
        print(f"begin\t{_shown(case.name)}", flush=True)
        began = time.process_time()
        limit = int(began + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        try:
            outcome = door(case)
        except InputError as error:
            try:
                outcome = sentence(str(error))
            except AssertionError as wrong:
                outcome = f"FAULT {wrong}"
        except BaseException as error:
            outcome = f"FAULT {type(error).__name__}: {str(error)[:600]}"
        took = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        yield _shown(case.name), took, peak, " ".join(outcome.encode("utf-8", "backslashreplace").decode().split())


def _shown(name: str) -> str:
    return ascii(name)[1:-1][:80]


def main() -> int:
    """One line for each file: ``end``, its name, seconds, megabytes and outcome, between tabs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("door", choices=["library", "command-line", "upload"])
    parser.add_argument("--size", type=int, default=SMALL)
    parser.add_argument("--only", nargs="*", help="names of files")
    parser.add_argument("--few", action="store_true", help="texts under two of their names each, not all seven")
    parser.add_argument("--step", type=int, default=1, help="only every so many-th")
    parser.add_argument("--offset", type=int, default=0, help="the first of every so many, from 0")
    parser.add_argument("--kind", choices=KINDS, nargs="*")
    parser.add_argument("--skip", type=int, default=0, help="how many of the chosen ones were done before")
    parser.add_argument("--memory", type=int, default=0, help="MB of address space")
    parser.add_argument("--seconds", type=float, default=60, help="CPU time for a file")
    arguments = parser.parse_args()
    if arguments.memory:
        resource.setrlimit(resource.RLIMIT_AS, (arguments.memory << 20, arguments.memory << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    chosen = (
        case
        for case in islice(cases(arguments.size, not arguments.few), arguments.offset, None, arguments.step)
        if (not arguments.only or case.name in arguments.only) and (not arguments.kind or case.door in arguments.kind)
    )
    with tempfile.TemporaryDirectory() as folder:
        doors: dict[str, Callable[[], Door]] = {
            "library": lambda: library(Path(folder)),
            "command-line": lambda: command_line(Path(folder)),
            "upload": lambda: upload(Path(folder)),
        }
        faults = 0
        for name, took, peak, outcome in attempts(
            doors[arguments.door](), islice(chosen, arguments.skip, None), arguments.seconds
        ):
            faults += outcome.startswith("FAULT")
            print(f"end\t{name}\t{took:.2f}\t{peak}\t{outcome}", flush=True)
    print("done", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
