"""Findings, what was waved through, and how the checks are set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class DismissalView:
    """Somebody waved something through. ``scope`` says what: finding (what has this ``fingerprint`` in the work), term
    (what the check says about this in the work), work (all that the check says there), or project (what it says about
    this in any work; ``work`` is empty then). ``work`` is a slug, ``about`` the term or words by language; those of one
    action share a ``batch``; ``findings`` is how many it covers now (0 where it comes with one of them)."""

    id: int
    scope: str
    work: str
    check: str
    fingerprint: str
    about: dict[str, str]
    reason: str
    who: str
    when: str
    batch: int
    findings: int = 0


@dataclass(frozen=True, slots=True)
class FindingView:
    """What a check found. ``row`` is the row's number (from 1); ``message`` is an English sentence with ``{name}``
    places that ``values`` fill, ``text`` the same filled; ``spans`` are (start, stop) pairs in the cell's text, which
    count code points from 0. ``state`` is open, dismissed (``dismissal`` says by what) or hidden by the settings;
    ``about`` is what it is about, by language; ``fresh``: the last run found it, and no run before."""

    id: int
    work: int
    row: int
    check: str
    severity: str
    langs: tuple[str, ...]
    message: str
    text: str
    values: dict[str, Any]
    quotes: dict[str, tuple[str, ...]]
    spans: dict[str, tuple[tuple[int, int], ...]]
    suggestion: str
    fingerprint: str
    dismissed: bool
    rows: tuple[int, ...] = field(default=())
    state: str = "open"
    about: dict[str, str] = field(default_factory=dict)
    fresh: bool = False
    dismissal: DismissalView | None = None


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """How many findings there are by work (its number), check, severity, language and state, each with the other
    choices as they are."""

    works: dict[int, int]
    checks: dict[str, int]
    severities: dict[str, int]
    langs: dict[str, int]
    states: dict[str, int]


@dataclass(frozen=True, slots=True)
class RunView:
    """One run of the checks over a work: how many findings of each check by severity, how many the run before did not
    have, how many of that one's were gone, and what could not be checked."""

    id: int
    work: int
    when: str
    who: str
    counts: dict[str, dict[str, int]]
    fresh: int
    gone: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check as it can be switched: ``alarms`` is how many of 100 rows of professional translations have a finding of
    it, by language, as ``benchmarks/checks.py`` measured; ``file`` names the file of patterns that it stands in."""

    id: str
    title: str
    description: str
    severity: str
    on: bool
    alarms: dict[str, float]
    file: str = ""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """How the checks are set for all works: the profile (quiet, standard or strict), the checks, the files of
    patterns."""

    profile: str
    checks: tuple[CheckView, ...]
    files: tuple[str, ...]
