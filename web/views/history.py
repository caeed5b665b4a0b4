"""What people changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RevisionView:
    """One change by a person. ``before`` and ``after`` hold what differs: the concept's fields by name, and under
    ``terms`` those of its terms by their numbers; None where there was, or is, no concept."""

    id: int
    when: str
    who: str
    what: str
    target: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class HistoryChange:
    """One thing that a change set: of words their ``lang``, else the ``field``; what stood there before and after."""

    lang: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryView:
    """One change as people read it. ``work`` is a slug; ``row`` the number of the row concerned, 0 for none or one that
    is gone; ``undone``: it was taken back since; ``revertible``: it can be, unless something else stands there now.
    ``rows``: so many were confirmed or marked by it, 0 where it did something else."""

    id: int
    when: str
    who: str
    what: str
    target: str
    work: str
    row: int
    changes: tuple[HistoryChange, ...]
    undone: bool
    revertible: bool
    rows: int = 0
