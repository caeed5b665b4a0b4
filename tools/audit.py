"""Compares the libraries of ``requirements.lock`` with the known holes, by pip-audit in an environment of its own.

    python tools/audit.py

Ends with 0 where none is known, 1 where there are some, and 3 where the advisory database could not be asked or did not
know a library: pip-audit by itself says “no known vulnerabilities” then too.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"
CLEAN, HOLES, UNKNOWN = 0, 1, 3
WANTED = "pip-audit>=2.9,<3"
SOURCES = ("pypi", "osv")


def asked(python: Path, source: str) -> list[dict[str, Any]]:
    """What an advisory database says of each library; nothing where it cannot be reached."""
    options = ("--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json", "--vulnerability-service")
    command = [str(python), "-m", "pip_audit", *options, source, "-r", str(LOCK)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return []
    return found


def told(found: list[dict[str, Any]]) -> tuple[int, list[str]]:
    """How to end, and what to say.

    >>> told([{"name": "a", "version": "1", "vulns": []}])
    (0, ['1 libraries, no known hole.'])
    >>> told([{"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]}])
    (1, ['a 1: X-1, mended in 2'])
    >>> told([{"name": "a", "skip_reason": "not found"}])
    (3, ['None of the libraries could be compared with the known holes: the advisory database cannot be reached.'])
    """
    holes = [
        f"{one['name']} {one['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for one in found
        for hole in one.get("vulns", ())
    ]
    if holes:
        return HOLES, holes
    left = [one["name"] for one in found if "skip_reason" in one]
    if len(left) == len(found):
        return UNKNOWN, [
            "None of the libraries could be compared with the known holes: the advisory database cannot be reached."
        ]
    if left:
        return UNKNOWN, [f"{len(found) - len(left)} libraries, no known hole; not known there: {', '.join(left)}."]
    return CLEAN, [f"{len(found)} libraries, no known hole."]


def main() -> int:
    """The command line."""
    with tempfile.TemporaryDirectory() as room:
        subprocess.run([sys.executable, "-m", "venv", room], check=True)
        python = Path(room) / "bin" / "python"
        done = subprocess.run([str(python), "-m", "pip", "install", "-qq", WANTED], capture_output=True, check=False)
        if done.returncode:
            print("pip-audit cannot be installed here: is there a package index?", file=sys.stderr)
            return UNKNOWN
        for source in SOURCES:
            code, lines = told(asked(python, source))
            if code != UNKNOWN:
                break
    print("\n".join(lines), file=sys.stdout if code == CLEAN else sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
