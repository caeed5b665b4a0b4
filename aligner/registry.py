"""The one plug-in loader: a plug-in is a module of a package, and its id is the module's name."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any


@cache
def names(package: str) -> tuple[str, ...]:
    """The ids of a package's plug-ins, sorted; modules with a leading underscore are none. Nothing is imported.

    >>> "tmx" in names("aligner.formats")
    True
    """
    path = importlib.import_module(package).__path__
    return tuple(sorted(info.name for info in pkgutil.iter_modules(path) if not info.name.startswith("_")))


def member(package: str, name: str, attribute: str) -> Any:
    """One plug-in: ``attribute`` of ``package.name``, imported now. Raises ``KeyError`` for an unknown id."""
    if name not in names(package):
        raise KeyError(name)
    return getattr(importlib.import_module(f"{package}.{name}"), attribute)


def members(package: str, attribute: str) -> dict[str, Any]:
    """All plug-ins of a package by id."""
    return {name: member(package, name, attribute) for name in names(package)}
