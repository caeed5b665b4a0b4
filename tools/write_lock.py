"""Writes ``requirements.lock``: the versions of all libraries, with what they need in turn, that this checkout is
developed and tested with.

    python tools/write_lock.py
    pip install -r requirements.lock && pip install --no-deps --editable .
"""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
EXTRAS = ("bench", "dask", "fuzz", "neural", "test")
HEAD = """# The versions that this checkout is developed and tested with, on Python {python}.
# Written by tools/write_lock.py: pip install -r requirements.lock && pip install --no-deps --editable .
"""


def wanted() -> list[Requirement]:
    """What pyproject.toml asks for, optional dependencies too."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    texts = list(project["dependencies"])
    for extra in EXTRAS:
        texts += project["optional-dependencies"].get(extra, [])
    return [Requirement(text) for text in texts]


def closure(roots: list[Requirement]) -> dict[str, str]:
    """Names and versions of all that is needed, as it is installed here. Raises ``PackageNotFoundError``."""
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    todo = [(need, "") for need in roots]
    while todo:
        need, extra = todo.pop()
        if need.marker and not need.marker.evaluate({"extra": extra}):
            continue
        held = distribution(need.name)
        found[canonicalize_name(need.name)] = held.version
        for wanted_extra in need.extras or {""}:
            if (canonicalize_name(need.name), wanted_extra) in seen:
                continue
            seen.add((canonicalize_name(need.name), wanted_extra))
            todo += [(Requirement(text), wanted_extra) for text in held.requires or ()]
    return found


def main() -> int:
    try:
        found = closure(wanted())
    except PackageNotFoundError as error:
        print(f"{error.name} is not installed: pip install --editable '.[{','.join(EXTRAS)}]'", file=sys.stderr)
        return 1
    python = ".".join(map(str, sys.version_info[:2]))
    lines = [f"{name}=={version}\n" for name, version in sorted(found.items())]
    LOCK.write_text(HEAD.format(python=python) + "".join(lines), encoding="utf-8")
    print(f"{len(lines)} libraries")
    return 0


if __name__ == "__main__":
    sys.exit(main())
