"""Days as people name them, as the times of the store bound them (UTC)."""

from __future__ import annotations

from datetime import date, timedelta

from aligner.errors import InputError


def span_of(since: str, until: str) -> tuple[str, str]:
    """From the beginning of the one day to the end of the other, as prefixes of times; empty where no day is named.

    Raises ``InputError`` for what is no day.

    >>> span_of("2026-05-01", "2026-05-31"), span_of("", "")
    (('2026-05-01', '2026-06-01'), ('', ''))
    """
    first, last = _day(since), _day(until)
    after = (last + timedelta(days=1)).isoformat() if last and last < date.max else ""
    return first.isoformat() if first else "", after


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError("“{text}” is no day.", "Write it as 2026-05-01.", text=text[:40]) from None
