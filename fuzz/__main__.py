"""Run targets one after the other, each in a process of its own, and say what came of it."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "fuzz"
OPTIONS = ("-timeout=120", "-rss_limit_mb=3072", "-max_len=16384", "-print_final_stats=1", "-verbosity=0")


def one(target: str, arguments: list[str]) -> None:
    """Fuzz a target in this process: it does not come back."""
    import atheris

    with atheris.instrument_imports(include=["aligner", "glossary"]):
        from fuzz.targets import TARGETS
    atheris.Setup([sys.argv[0], *arguments], TARGETS[target])
    atheris.Fuzz()


def run(target: str, seconds: int) -> int:
    """Fuzz a target for some seconds of the clock; 0 when nothing was found."""
    from fuzz import seeds

    corpus = KEPT / target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds.of(target)):
        (corpus / f"seed-{number}").write_bytes(seed)
    prefix = f"-artifact_prefix={KEPT}/{target}-"
    command = [sys.executable, "-m", "fuzz", "--one", target, f"-max_total_time={seconds}", prefix, *OPTIONS]
    began = time.monotonic()
    with (KEPT / f"{target}.log").open("wb") as log:
        done = subprocess.run([*command, str(corpus)], cwd=ROOT, stdout=log, stderr=log, check=False)
    said = (KEPT / f"{target}.log").read_text(errors="replace")
    units = re.search(r"number_of_executed_units:\s+(\d+)", said)
    peak = re.search(r"peak_rss_mb:\s+(\d+)", said)
    known = sum(1 for _ in corpus.iterdir())
    fault = re.search(r"(?m)^ *=== Uncaught Python exception: ===\s*\n(.*)", said)
    print(
        f"{target:14}{time.monotonic() - began:7.0f} s{int(units[1]) if units else 0:10,} inputs{known:6,} kept"
        f"{int(peak[1]) if peak else 0:6,} MB  {'sound' if done.returncode == 0 else fault[1] if fault else 'FAULT'}",
        flush=True,
    )
    return done.returncode


def main() -> int:
    """The command line."""
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], sys.argv[3:])
        return 0
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Fuzz targets, one after the other.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="default: all; a target and a FILE: that input")
    parser.add_argument("--seconds", type=int, default=60, help="of the clock, for each")
    arguments = parser.parse_args()
    from fuzz.targets import TARGETS

    chosen: list[str] = arguments.targets
    if len(chosen) == 2 and Path(chosen[1]).is_file():
        TARGETS[chosen[0]](Path(chosen[1]).read_bytes())
        return 0
    if unknown := [name for name in chosen if name not in TARGETS]:
        parser.error(f"there is no target {unknown[0]}; there are {', '.join(TARGETS)}")
    return max([run(target, arguments.seconds) and 1 for target in chosen or TARGETS])


if __name__ == "__main__":
    sys.exit(main())
