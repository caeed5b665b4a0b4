"""The audit: who did what when, from the revisions and from what happened at the doors."""

from __future__ import annotations

from datetime import date, timedelta

from aligner.errors import InputError
from web.actions.permissions import needs
from web.people import AuditEntry
from web.store import Store, audit
from web.views import Page


@needs("manage")
def list_audit(
    store: Store,
    *,
    who: str = "",
    kind: str = "",
    what: str = "",
    work: str = "",
    since: str = "",
    until: str = "",
    offset: int = 0,
    limit: int = 100,
) -> Page[AuditEntry]:
    """What happened, the latest first: by whom, of which kind, to which work (a slug), from a day on, up to a day and
    with it. Raises ``InputError`` for what is no day (YYYY-MM-DD)."""
    first, last = _day(since), _day(until)
    after = (last + timedelta(days=1)).isoformat() if last else ""
    wanted = audit.Wanted(who, kind, what, work, first.isoformat() if first else "", after)
    found, total = audit.entries(store, wanted, offset, limit)
    return Page(tuple(found), total, offset, limit)


@needs("manage")
def audit_choices(store: Store) -> dict[str, list[str]]:
    """Who, which kinds and what there is in the audit."""
    return audit.choices(store)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError("“{text}” is no day.", "Write it as 2026-05-01.", text=text[:40]) from None
