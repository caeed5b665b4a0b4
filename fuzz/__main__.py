"""Run targets one after the other, each in a process of its own, and say what came of it."""

from __future__ import annotations

import argparse
import fcntl
import re
import resource
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from fuzz.record import KEPT, Run, add, summed, table

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = ("-timeout=1000", "-rss_limit_mb=3072", "-max_len=16384", "-print_final_stats=1", "-report_slow_units=60")
BEGAN = time.monotonic()
SLICE = 180
"""Seconds that a target has before the next one's turn, where all are to reach a sum of time."""


def one(target: str, arguments: list[str]) -> None:
    """Fuzz a target in this process: it does not come back."""
    import atheris  # type: ignore[import-untyped,unused-ignore]

    with atheris.instrument_imports(include=["aligner", "glossary", "openpyxl"]):
        from fuzz import mutations, seeds, words
        from fuzz.targets import TARGETS

        for seed in seeds.of(target):  # what is only loaded when it is needed has to be watched too
            with suppress(Exception):
                TARGETS[target](seed)

    def mutate(data: bytes, most: int) -> bytes:
        changed: bytes = atheris.Mutate(data, most)  # another function from Fuzz() on
        return changed

    further = {}
    if mutator := mutations.mutator(target, words.of(target), mutate):
        further["custom_mutator"] = mutator
    atheris.Setup([sys.argv[0], *arguments], TARGETS[target], **further)
    took, spent = time.monotonic() - BEGAN, time.process_time()
    print(f"loaded after {took:.1f} s, {spent:.1f} s of CPU time", file=sys.stderr, flush=True)
    atheris.Fuzz()


def run(target: str, seconds: int) -> int:
    """Fuzz a target for some seconds of the clock; 0 when nothing was found."""
    from fuzz import seeds, words

    corpus = KEPT / target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds.of(target)):
        (corpus / f"seed-{number}").write_bytes(seed)
    listed = KEPT / f"{target}.words"
    listed.write_text("".join(f'"{words.quoted(word)}"\n' for word in words.of(target)), encoding="ascii")
    further = (f"-artifact_prefix={KEPT}/{target}-", f"-dict={listed}", f"-max_total_time={seconds}")
    command = [sys.executable, "-m", "fuzz", "--one", target, *further, *OPTIONS, str(corpus)]
    before = _spent()
    log = KEPT / f"{target}.log"
    with log.open("wb") as out, subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out) as done:
        clock = _awake(done)
    said = log.read_text(errors="replace")
    ran = _run(said, clock, _spent() - before, done.returncode, sum(1 for _ in corpus.iterdir()))
    add(target, ran)
    print(
        f"{target:14}{ran.clock:7.0f} s{ran.cpu:7.0f} s of CPU{ran.inputs:10,} inputs{ran.kept:6,} kept"
        f"{ran.cov[0]:7,} to{ran.cov[1]:7,} places{ran.megabytes:6,} MB  {ran.fault or 'sound'}",
        flush=True,
    )
    return done.returncode


def _awake(process: subprocess.Popen[bytes]) -> float:
    """How many seconds a process ran: those in which it and this one were stopped (SIGSTOP) are not counted."""
    seconds, looked = 0.0, time.monotonic()
    while process.poll() is None:
        time.sleep(1)
        now = time.monotonic()
        seconds += min(now - looked, 10)
        looked = now
    return seconds


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run(said: str, clock: float, cpu: float, code: int, kept: int) -> Run:
    """What the log of a run says: times without those of loading, and what of the code was reached."""

    def number(pattern: str) -> float:
        found = re.findall(pattern, said)
        return float(found[-1]) if found else 0

    loading, spent = number(r"loaded after ([\d.]+) s") or clock, number(r"([\d.]+) s of CPU time") or cpu
    reached = [(int(cov), int(ft)) for cov, ft in re.findall(r"cov: (\d+) ft: (\d+)", said)] or [(0, 0)]
    fault = re.search(r"(?m)^ *=== Uncaught Python exception: ===\s*\n(.*)", said)
    last = said.strip().rpartition("\n")[2][:200]
    version = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return Run(
        f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        version.stdout.strip(),
        round(max(clock - loading, 0), 1),
        round(max(cpu - spent, 0), 1),
        int(number(r"number_of_executed_units:\s+(\d+)") or number(r"(?m)^#(\d+)\s")),
        (reached[0][0], reached[-1][0]),
        (reached[0][1], reached[-1][1]),
        kept,
        int(number(r"peak_rss_mb:\s+(\d+)")),
        "" if code == 0 else fault[1] if fault else f"FAULT: {last}",
    )


def go_on(targets: list[str], clock: int, cpu: int, until: float) -> int:
    """Give every target its time, those with the least first, until each has it, or the time of day has come.

    A target on which another process works is left out meanwhile, so that two may run at once."""
    worst = 0
    while time.time() < until:
        left = [one for one in map(summed, targets) if one.clock < clock or one.cpu < cpu]
        for sum_of in sorted(left, key=lambda one: (one.clock >= clock, one.cpu, one.clock)):
            with (KEPT / f"{sum_of.target}.lock").open("w") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                worst = max(worst, run(sum_of.target, max(10, min(SLICE, int(until - time.time())))) and 1)
                break
        else:
            break
    return worst


def main() -> int:
    """The command line."""
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], sys.argv[3:])
        return 0
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Fuzz targets, one after the other.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="default: all; a target and a FILE: that input")
    parser.add_argument("--seconds", type=int, default=60, help="of the clock, for each")
    parser.add_argument("--upto", type=int, help="go on until each has had so many seconds, those of before counted")
    parser.add_argument("--cpu", type=int, default=0, help="with --upto: and so many seconds of CPU time")
    parser.add_argument("--until", help="with --upto: stop at this time of day (UTC), as 16:25")
    parser.add_argument("--table", action="store_true", help="what each target has had, as the documentation has it")
    arguments = parser.parse_args()
    from fuzz.targets import TARGETS

    chosen: list[str] = arguments.targets
    if len(chosen) == 2 and Path(chosen[1]).is_file():
        TARGETS[chosen[0]](Path(chosen[1]).read_bytes())
        return 0
    if unknown := [name for name in chosen if name not in TARGETS]:
        parser.error(f"there is no target {unknown[0]}; there are {', '.join(TARGETS)}")
    KEPT.mkdir(parents=True, exist_ok=True)
    if arguments.table:
        print(table(chosen or list(TARGETS)), end="")
        return 0
    if arguments.upto is not None:
        return go_on(chosen or list(TARGETS), arguments.upto, arguments.cpu, _time_of_day(arguments.until))
    return max([run(target, arguments.seconds) and 1 for target in chosen or TARGETS])


def _time_of_day(text: str | None) -> float:
    """The next moment with this time of day, in seconds since 1970; without one, never."""
    if text is None:
        return float("inf")
    hour, minute = map(int, text.split(":"))
    now = datetime.now(UTC)
    then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return then.timestamp() + (86400 if then < now else 0)


if __name__ == "__main__":
    sys.exit(main())
