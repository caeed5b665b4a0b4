"""The whole corpus before a door, a new process after each that died: what came of every file."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Outcome:
    """What came of a file: seconds of CPU time, the memory of the process so far, and the words."""

    name: str
    seconds: float
    megabytes: int
    said: str

    @property
    def fault(self) -> bool:
        """Whether it is neither a result nor a sentence."""
        return self.said.startswith("FAULT")


def outcomes(door: str, *options: str) -> Iterator[Outcome]:
    """Show the chosen files to a door, as ``python -m tests.hostile.worker`` has its options."""
    skip = 0
    while True:
        command = [sys.executable, "-m", "tests.hostile.worker", door, *options, "--skip", str(skip)]
        running = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace"
        )
        assert running.stdout is not None
        begun, done = "", False
        for line in running.stdout:
            kind, *rest = line.rstrip("\n").split("\t")
            done = kind == "done"
            if kind == "begin":
                begun = rest[0]
            elif kind == "end":
                name, seconds, megabytes, said = rest
                begun, skip = "", skip + 1
                yield Outcome(name, float(seconds), int(megabytes), said)
        code = running.wait()
        if not begun:
            if not done:
                yield Outcome("", 0, 0, f"FAULT the process ended with {code}")
            return
        skip += 1
        yield Outcome(begun, 0, 0, f"FAULT killed the process ({code})")
