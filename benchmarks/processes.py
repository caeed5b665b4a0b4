"""What a command costs: wall clock, processor time, and the most memory it held."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ALIGN = (sys.executable, "-c", "from web.cli import main; main()", "align", "--neural", "never")
"""What the installed command ``doichieu align`` does; without neural evidence, whatever is installed beside it."""

ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock, seconds of processor time with those of the system for it, and what was printed."""

    wall: float
    cpu: float
    output: str = ""


def run(command: Sequence[str], env: dict[str, str] | None = None, text: str = "") -> Cost:
    """Run a command on one core's worth of threads to its end. Raises ``RuntimeError`` with its errors if it fails."""
    start = time.perf_counter()
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **ONE_CORE, "PYTHONPATH": path, **(env or {})},
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output, errors = process.communicate(text.encode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command[:4])} … ended with {process.returncode}: {errors.decode()[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - start, cpu, output.decode())


def best(command: Sequence[str], times: int = 3) -> Cost:
    """The run that took the least processor time: what else the machine does can only add."""
    return min((run(command) for _ in range(times)), key=lambda cost: cost.cpu)


def peak() -> float:
    """The most memory this process held, in MB (2**20 bytes); what its parent held does not count."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 2**20)


def machine() -> str:
    """The kind of machine, so that nobody takes seconds of one for those of another."""
    kind = platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [row for row in info.read_text(encoding="utf-8").splitlines() if row.startswith("model name")]
        kind = f"{names[0].partition(':')[2].strip()}, {kind}" if names else kind
    return f"{kind}, {os.cpu_count()} cores, Python {platform.python_version()}"


def today() -> str:
    """The date, as figures that depend on the machine are marked with."""
    return datetime.now(UTC).date().isoformat()
