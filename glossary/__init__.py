"""Tables in; terms, concepts, findings out. Names are loaded when they are first used.

>>> from glossary import mine
>>> mine.__module__
'glossary.mining'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glossary.candidates import candidates
    from glossary.mining import mine
    from glossary.types import Concept, Finding, Occurrence, Status, Term

__all__ = ["Concept", "Finding", "Occurrence", "Status", "Term", "candidates", "mine"]

_HOMES = {"candidates": "glossary.candidates", "mine": "glossary.mining"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "glossary.types")), name)
