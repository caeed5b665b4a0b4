"""The audit: who did what when, from the revisions and from what happened at the doors."""

from __future__ import annotations

from web.actions.days import span_of
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
    wanted = audit.Wanted(who, kind, what, work, *span_of(since, until))
    found, total = audit.entries(store, wanted, offset, limit)
    return Page(tuple(found), total, offset, limit)


@needs("manage")
def audit_choices(store: Store) -> dict[str, list[str]]:
    """Who, which kinds and what there is in the audit."""
    return audit.choices(store)
