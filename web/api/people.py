"""People: who is asking, who there is, and who did what."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import g

from web.actions.auditing import list_audit as audit
from web.actions.people import list_accounts
from web.actions.together import ChangesView, changes, seen
from web.api.answers import answers
from web.api.schemas import AuditQuery, Since
from web.people import AccountView, AuditEntry, MeView, Permission, may
from web.views import Page

people = APIBlueprint("people", __name__, tag="People")


@people.get("/me")
@answers(MeView, description="The account behind the token or session.")
def me() -> MeView:
    """Say who is asking, and what they may do."""
    return MeView(g.store.who, g.role, tuple(one.value for one in Permission if may(g.role, one)))


@people.get("/people")
@answers(tuple[AccountView, ...], description="All accounts, those that may enter first.")
def list_people() -> tuple[AccountView, ...]:
    """List the accounts. For administrators."""
    return list_accounts(g.store)


@people.get("/audit")
@people.input(AuditQuery, location="query")
@answers(Page[AuditEntry], description="What happened, the latest first.")
def list_audit(query_data: dict[str, Any]) -> Page[AuditEntry]:
    """List who did what when: changes, and what happened at the doors. For administrators."""
    return audit(g.store, **query_data)


@people.get("/works/<ref>/changes")
@people.input(Since, location="query")
@answers(ChangesView, description="What changed since then, and the state to ask with the next time.")
def list_changes(ref: str, query_data: dict[str, Any]) -> ChangesView:
    """Tell what changed in a work's rows since a state that an earlier answer named; without one, name the state."""
    since = query_data["since"]
    found = changes(g.store, ref, since) if since else None
    return found or ChangesView(since or seen(g.store, ref))
