"""The long proofs, one after the other, each with the time it took: what ``make prove`` runs.

python -m tests.prove                    all of them: some hours, and never more than LIMITS say together
python -m tests.prove kills load         some
python -m tests.prove --quick            all of them in a small size, to see that they run
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


UNKNOWN = 3
"""How ``tools/audit.py`` ends where nobody could be asked."""
MINORS = (11, 12, 13)
"""The versions of Python that the package is meant for."""


LIMITS = {
    "suite": 40,
    "api": 30,
    "audit": 5,
    "package": 20,
    "kills": 60,
    "hostile": 240,
    "growth": 240,
    "fuzz": 60,
    "load": 20,
    "scale": 240,
}
"""Minutes after which a proof is ended, and fails: what hangs is no proof."""
_until = float("inf")


def left() -> float:
    """Seconds that the proof in hand has. Raises ``TimeoutError`` when there are none."""
    if (seconds := _until - time.monotonic()) <= 0:
        raise TimeoutError("it takes longer than it may")
    return seconds


def ended(*command: str, at: Path = ROOT, **more: str) -> int:
    """Run a command to its end, which leaves nothing in the checkout; how it ended."""
    print(f"$ {' '.join([*(f'{name}={value}' for name, value in more.items()), *command])}", flush=True)
    facts = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PIP_NO_COLOR": "1"} | more
    with subprocess.Popen(command, cwd=at, env=facts, start_new_session=True) as process:
        try:
            return process.wait(left())
        except BaseException:  # too long, or Ctrl-C: those that it started go with it
            os.killpg(process.pid, signal.SIGKILL)
            raise


def run(*command: str, at: Path = ROOT, **more: str) -> bool:
    """Run a command to its end; whether it ended well."""
    return ended(*command, at=at, **more) == 0


def hostile(quick: bool) -> bool:
    """Every hostile file in full size before the library (texts under two of their names), in a small one before the
    command line and the service; and hostile words in every field of the service."""
    from tests.hostile.proof import Outcome, outcomes

    def looked_at(outcome: Outcome) -> Outcome:
        left()
        return outcome

    words = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/web/test_hostile_words.py")
    good = run(*words, **({} if quick else {"EVERY_DOOR": "1"}))
    full = ("--size", "20000") if quick else ("--size", "10000000", "--few", "--seconds", "300", "--memory", "6000")
    small = ("--size", "20000", "--seconds", "60", "--memory", "4000", *(("--few",) if quick else ()))
    for door, options in (("library", full), ("command-line", small), ("upload", small)):
        found = [looked_at(outcome) for outcome in outcomes(door, *options)]
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


def growth(quick: bool) -> bool:
    """What is hostile, made larger and larger: four times as much may take six times as long at the most."""
    some = ("line of letters", "concepts with one term", "comments", "--most", "2000") if quick else ()
    return run(sys.executable, "-m", "tests.hostile.growth", *some)


def kills(quick: bool) -> bool:
    """Processes killed at random moments, hundreds of times; and such as meet in one database."""
    killed = run(sys.executable, "-m", "tests.kills", "--times", "2" if quick else "50")
    return run(sys.executable, "-m", "tests.races", "--times", "2" if quick else "50") and killed


def fuzz(quick: bool) -> bool | None:
    """Coverage-guided fuzzing of every target; ``make fuzz TIME=900`` goes on from what is known."""
    try:
        import atheris  # noqa: F401
    except ImportError:
        print("Nothing was fuzzed: atheris is not installed (pip install 'doichieu[fuzz]').")
        return None
    with tempfile.TemporaryDirectory() as folder:
        return run(sys.executable, "-m", "fuzz", "--seconds", "5" if quick else "60", DOICHIEU_FUZZ=folder)


def load(quick: bool) -> bool:
    """Fifty clients at one service."""
    small = ("--clients", "5", "--seconds", "10", "--rush", "5", "--sentences", "4000", "--concepts", "400")
    options = (*small, "--slack", "10") if quick else ()
    return run(sys.executable, "-m", "benchmarks.load", *options)


def scale(quick: bool) -> bool:
    """Growth by decade up to a million segments."""
    sizes = ("2000", "4000") if quick else ("10000", "100000", "1000000")
    return run(sys.executable, "-m", "benchmarks.scale", "--sizes", *sizes)


def api(quick: bool) -> bool:
    """Requests made from the API's own document, many for each operation, other ones each time."""
    pytest = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/web/test_access_api.py")
    return run(*pytest, DOICHIEU_API_EXAMPLES="5" if quick else "60")


def audit(quick: bool) -> bool | None:
    """The libraries of the lock file, compared with the known holes."""
    code = ended(sys.executable, "tools/audit.py")
    return None if code == UNKNOWN else code == 0


def package(quick: bool) -> bool:
    """The wheel, installed with all it needs into new environments, and at work in another folder."""
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        if not run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(room / "dist")):
            return False
        (wheel,) = (room / "dist").glob("*.whl")
        pythons = [sys.executable] if quick else _pythons()
        held = [_installed(Path(python), wheel, room / f"new-{n}") for n, python in enumerate(pythons)]
        return all(held)


def _pythons() -> list[str]:
    """This Python, and others that are meant to do and are on this machine."""
    mine = sys.version_info[:2]
    others = {minor: _python(minor) for minor in MINORS if (3, minor) != mine}
    missing = [f"3.{minor}" for minor, path in others.items() if not path]
    if missing:
        print(f"not on this machine: Python {', '.join(missing)}")
    return [sys.executable, *(path for path in others.values() if path)]


def _python(minor: int) -> str | None:
    """A Python of this version that runs; what stands in the path may be a sign-post of pyenv that leads nowhere."""
    name = f"python3.{minor}"
    places = [Path(found)] if (found := shutil.which(name)) else []
    for folder in (".pyenv/versions", ".local/share/uv/python"):
        places += sorted(Path.home().glob(f"{folder}/*3.{minor}.*/bin/{name}"), reverse=True)
    for path in map(str, places):
        if not subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode:
            return path
    return None


def _installed(python: Path, wheel: Path, room: Path) -> bool:
    """Whether the wheel can be installed with this Python, and works from a folder of its own."""
    room.mkdir()
    own, program = room / "env" / "bin" / "python", room / "env" / "bin" / "doichieu"
    database = str(room / "a.db")
    return (
        run(str(python), "-m", "venv", str(room / "env"))
        and run(str(own), "-m", "pip", "install", "-qq", str(wheel))
        and run(str(program), "--version", at=room)
        and run(str(program), "--db", database, "doctor", at=room)
        and run(str(program), "demo", "--no-serve", "--db", database, at=room)
        and run(str(program), "--db", database, "verify", at=room)
    )


def suite(quick: bool) -> bool:
    """All tests, as ``make test`` runs them; in the small size those of the door and of packaging."""
    chosen = ("tests/web/test_access.py", "tests/test_package.py") if quick else ()
    return run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", *chosen)


PROOFS: dict[str, Callable[[bool], bool | None]] = {
    proof.__name__: proof for proof in (suite, api, audit, package, kills, hostile, growth, fuzz, load, scale)
}
SAID = {True: "holds", False: "FAILS", None: "not known"}
COUNTED = {True: "hold", False: "failed", None: "not known here"}
"""What nobody could be asked about is no proof that holds."""


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove", description="The long proofs.")
    parser.add_argument("proofs", nargs="*", metavar="PROOF", help=f"default: all of {', '.join(PROOFS)}")
    parser.add_argument("--quick", action="store_true", help="in a small size, to see that they run")
    arguments = parser.parse_args()
    if unknown := [name for name in arguments.proofs if name not in PROOFS]:
        parser.error(f"there is no proof {unknown[0]}; there are {', '.join(PROOFS)}")
    chosen = arguments.proofs or list(PROOFS)
    print(f"{len(chosen)} proofs, which take {sum(LIMITS[name] for name in chosen) / 60:.1f} hours at the most")
    began, lines, outcomes = time.monotonic(), [], []
    for name in chosen:
        since = time.monotonic()
        print(f"\n== {name}: {(PROOFS[name].__doc__ or '').splitlines()[0]}", flush=True)
        outcomes.append(_held(name, arguments.quick))
        lines.append(f"{name:10}{SAID[outcomes[-1]]:10}{(time.monotonic() - since) / 60:8.1f} minutes")
        print(lines[-1], flush=True)
    counts = ", ".join(f"{outcomes.count(outcome)} {said}" for outcome, said in COUNTED.items())
    print("\n" + "\n".join(lines))
    print(f"{len(outcomes)} proofs: {counts}; {(time.monotonic() - began) / 60:.1f} minutes in all")
    return 1 if False in outcomes else 0


def _held(name: str, quick: bool) -> bool | None:
    """Whether a proof holds; nothing where it could not be made here. One that cannot be ended is one that fails."""
    global _until
    _until = time.monotonic() + LIMITS[name] * 60
    try:
        return PROOFS[name](quick)
    except (TimeoutError, subprocess.TimeoutExpired):
        print(f"{name} takes more than {LIMITS[name]} minutes and was ended")
        return False
    except Exception:
        traceback.print_exc()
        return False


if __name__ == "__main__":
    sys.exit(main())
