"""Rows of an aligned table, and what an edit did to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from aligner.types import Evidence


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A segment within its cell. ``start`` and ``stop`` lead into the document's text; ``block`` is a number. Where a
    person wrote other words it is ``edited``, and ``original`` holds those of the document."""

    id: int
    index: int
    text: str
    kind: str
    block: int
    start: int
    stop: int
    original: str = ""
    edited: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """One language of one row: segments ``start`` to ``stop`` (half-open, 0-based) and their text joined."""

    lang: str
    text: str
    start: int
    stop: int
    segments: tuple[SegmentView, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A row as it is shown. ``number`` counts from 1 and is what links use; ``kind`` is the most telling kind of its
    segments; ``findings`` is how many open findings stand at it; ``confirmer`` is who confirmed it. ``id`` stays with
    the row while rows before it come and go, ``version`` goes up with every change to it."""

    id: int
    number: int
    score: float
    band: str
    shape: str
    kind: str
    evidence: tuple[Evidence, ...]
    cells: tuple[Cell, ...]
    findings: int
    version: int
    confirmed: bool = False
    confirmer: str = ""
    bookmark: bool = False

    @property
    def moved(self) -> int:
        """The number of the row that holds the other half of this one, where order differs; 0 when there is none."""
        return next((item.hits + 1 for item in self.evidence if (item.source, item.verdict) == ("order", "moved")), 0)


@dataclass(frozen=True, slots=True)
class StackView:
    """What the next ``undo`` and ``redo`` of a person in a work would be, by name, empty for nothing; ``latest`` is the
    number of the last edit that anybody made there."""

    undo: str
    redo: str
    latest: int


@dataclass(frozen=True, slots=True)
class EditView:
    """What an edit did: the ``old`` rows from number ``at`` on are ``new`` rows now, those with the ids ``changed`` are
    other than before, and ``rows`` shows these where they are not too many. ``revision`` 0 means that nothing had to
    be done."""

    revision: int
    what: str
    work: str
    at: int
    old: int
    new: int
    changed: tuple[int, ...]
    rows: tuple[RowView, ...]
    stack: StackView


@dataclass(frozen=True, slots=True)
class PlotView:
    """The alignment as lengths: by language how many characters of it each row has, and a letter for each row:
    confirmed, good, to check, or bad (d: doubtful)."""

    STATES: ClassVar[dict[str, str]] = {"confirmed": "k", "good": "g", "check": "c", "bad": "d"}

    langs: tuple[str, ...]
    lengths: dict[str, tuple[int, ...]]
    states: str
