"""The long proofs, one after the other, each with the time it took: what ``make prove`` runs.

python -m tests.prove                    all of them, an hour or more
python -m tests.prove kills load         some
python -m tests.prove --quick            all of them in a small size, to see that they run
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str, at: Path = ROOT) -> bool:
    """Run a command to its end; whether it ended well."""
    print(f"$ {' '.join(command)}", flush=True)
    return subprocess.run(command, cwd=at, check=False).returncode == 0


def hostile(quick: bool) -> bool:
    """Every hostile file in full size before the library, in a small one before the command line and the service."""
    from tests.hostile.proof import outcomes

    good = True
    full = ("--size", "20000") if quick else ("--size", "10000000", "--seconds", "300", "--memory", "6000")
    small = ("--size", "20000", "--seconds", "60", "--memory", "4000", *(("--few",) if quick else ()))
    for door, options in (("library", full), ("command-line", small), ("upload", small)):
        found = list(outcomes(door, *options))
        slowest = max(found, key=lambda outcome: outcome.seconds)
        largest = max(outcome.megabytes for outcome in found)
        refused = sum(not outcome.said.startswith("result") for outcome in found)
        print(
            f"{door}: {len(found):,} files, {refused:,} refused in a sentence; the slowest {slowest.name} "
            f"{slowest.seconds:.0f} s of CPU time, {largest:,} MB at most"
        )
        for outcome in found:
            if outcome.fault:
                good = False
                print(f"  {outcome.name}: {outcome.said[:300]}")
    return good


def kills(quick: bool) -> bool:
    """Processes killed at random moments, hundreds of times."""
    return run(sys.executable, "-m", "tests.kills", "--times", "2" if quick else "50")


def fuzz(quick: bool) -> bool:
    """Coverage-guided fuzzing of every target; ``make fuzz TIME=900`` goes on from what is known."""
    try:
        import atheris  # noqa: F401
    except ImportError:
        print("atheris is not installed: pip install 'doichieu[fuzz]'")
        return True
    return run(sys.executable, "-m", "fuzz", "--seconds", "5" if quick else "60")


def load(quick: bool) -> bool:
    """Fifty clients at one service."""
    options = ("--clients", "5", "--seconds", "10", "--sentences", "4000", "--concepts", "400") if quick else ()
    return run(sys.executable, "-m", "benchmarks.load", *options)


def scale(quick: bool) -> bool:
    """Growth by decade up to a million segments."""
    sizes = ("2000", "4000") if quick else ("10000", "100000", "1000000")
    return run(sys.executable, "-m", "benchmarks.scale", "--sizes", *sizes)


def package(quick: bool) -> bool:
    """The wheel, installed with all it needs into a new environment, and at work in another folder."""
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        python = str(room / "new" / "bin" / "python")
        good = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(room / "dist"))
        good = good and run(sys.executable, "-m", "venv", str(room / "new"))
        (wheel,) = (room / "dist").glob("*.whl")
        good = good and run(python, "-m", "pip", "install", "--quiet", str(wheel))
        program = str(room / "new" / "bin" / "doichieu")
        good = (
            good and run(program, "--version", at=room) and run(program, "--db", str(room / "a.db"), "doctor", at=room)
        )
        return good and run(program, "demo", "--no-serve", "--db", str(room / "a.db"), at=room)


PROOFS: dict[str, Callable[[bool], bool]] = {
    proof.__name__: proof for proof in (hostile, kills, package, load, fuzz, scale)
}


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove", description="The long proofs.")
    parser.add_argument("proofs", nargs="*", metavar="PROOF", help=f"default: all of {', '.join(PROOFS)}")
    parser.add_argument("--quick", action="store_true", help="in a small size, to see that they run")
    arguments = parser.parse_args()
    if unknown := [name for name in arguments.proofs if name not in PROOFS]:
        parser.error(f"there is no proof {unknown[0]}; there are {', '.join(PROOFS)}")
    lines, good = [], True
    for name in arguments.proofs or PROOFS:
        began = time.monotonic()
        print(f"\n== {name}: {(PROOFS[name].__doc__ or '').splitlines()[0]}", flush=True)
        held = PROOFS[name](arguments.quick)
        good = good and held
        lines.append(f"{name:10}{'holds' if held else 'FAILS':8}{(time.monotonic() - began) / 60:8.1f} minutes")
    print("\n" + "\n".join(lines))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
