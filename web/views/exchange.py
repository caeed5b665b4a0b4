"""What an export writes, and what an import would change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExportView:
    """What an export writes, and what it leaves out, by reason; ``lost`` are facts about what is written for which the
    format has no place. ``samples`` are the first concepts: their terms by language."""

    format: str
    concepts: int
    terms: int
    left_out: dict[str, int]
    lost: dict[str, int]
    samples: tuple[dict[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class RowsView:
    """What an export of aligned rows writes, of how many works, and what it leaves out, by reason."""

    format: str
    works: int
    rows: int
    left_out: dict[str, int]


@dataclass(frozen=True, slots=True)
class ImportChange:
    """One thing that an import changes about a concept: what, before and after. ``applied`` is false for what stays
    as it is here, although the file says otherwise."""

    what: str
    before: str
    after: str
    applied: bool = True


@dataclass(frozen=True, slots=True)
class ImportItem:
    """What becomes of one concept of a file. ``action`` is new, same, changed or clashing; ``concept`` the number of
    the concept here that it is, or clashes with (0 for none); ``reason`` why it clashes."""

    number: int
    name: str
    action: str
    concept: int
    terms: dict[str, tuple[str, ...]]
    changes: tuple[ImportChange, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do, or did. ``counts`` has the concepts by action; ``items`` those that are not the same,
    as far as they were asked for; ``token`` names just this plan; ``applied`` tells whether it was carried out."""

    file: str
    format: str
    counts: dict[str, int]
    items: tuple[ImportItem, ...]
    warnings: tuple[str, ...]
    token: str
    applied: bool = False
