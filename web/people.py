"""Who may do what: roles, permissions, and the plain values about accounts that actions hand out.

Roles are a ladder: each may whatever the one before it may, and one thing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account is there for, from the least to the most."""

    VIEWER = "viewer"
    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    TERMINOLOGIST = "terminologist"
    ADMIN = "admin"


class Permission(StrEnum):
    """What an action asks for.

    ``read`` opens, searches, compares and exports; ``suggest`` proposes terms and writes comments; ``edit`` changes
    works, texts and rows and runs alignment, mining and checks; ``review`` waves findings through, takes changes back
    and deletes works and texts; ``curate`` decides on concepts and terms; ``manage`` is for accounts and the audit.
    """

    READ = "read"
    SUGGEST = "suggest"
    EDIT = "edit"
    REVIEW = "review"
    CURATE = "curate"
    MANAGE = "manage"


FIRST: dict[Permission, Role] = {
    Permission.READ: Role.VIEWER,
    Permission.SUGGEST: Role.VIEWER,
    Permission.EDIT: Role.TRANSLATOR,
    Permission.REVIEW: Role.REVIEWER,
    Permission.CURATE: Role.TERMINOLOGIST,
    Permission.MANAGE: Role.ADMIN,
}
"""The first role on the ladder that has a permission; those above have it too."""

LADDER = tuple(Role)


def may(role: str, permission: str) -> bool:
    """Whether a role has a permission; an unknown role has none.

    >>> may("translator", "edit"), may("translator", "curate"), may("admin", "curate"), may("", "read")
    (True, False, True, False)
    """
    if role not in LADDER:
        return False
    return LADDER.index(Role(role)) >= LADDER.index(FIRST[Permission(permission)])


def lower(one: str, other: str) -> Role:
    """The lesser of two roles: what a token may that was made for less than its owner may.

    >>> lower("admin", "viewer").value
    'viewer'
    """
    return LADDER[min(LADDER.index(Role(one)), LADDER.index(Role(other)))]


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as others may see it: no password, not even its hash. ``temporary`` is when the password that an
    administrator gave ceases to open the door, empty once the owner has chosen one; ``seen`` the last sign-in."""

    id: int
    name: str
    role: str
    disabled: bool
    temporary: str
    created: str
    seen: str
    version: int


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token for programs. ``start`` are its first characters, by which its owner knows it again; ``role`` is the
    most that it may; ``expires`` is empty when it does not; ``used`` the day it was last used."""

    id: int
    account: str
    name: str
    start: str
    role: str
    created: str
    expires: str
    used: str


@dataclass(frozen=True, slots=True)
class SessionView:
    """A browser in which somebody is signed in; ``here`` marks the one that asks."""

    id: int
    created: str
    seen: str
    address: str
    agent: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Who is asking: an account through a session or a token. ``session`` is 0 for a token."""

    account: int
    name: str
    role: str
    session: int = 0
    temporary: bool = False


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit: who did what to what, when. ``kind`` is access (doors and accounts), row, concept, or what
    else a revision names; ``work`` is a slug or empty; ``title`` is that of the work, or the first term of a concept,
    whose language ``lang`` is; ``gone`` says that there is no such concept any more; ``address`` is there for what came
    through a door; ``revision`` is the number of the revision that holds before and after, or 0."""

    when: str
    who: str
    kind: str
    what: str
    target: str
    work: str = ""
    title: str = ""
    address: str = ""
    detail: str = ""
    revision: int = 0
    lang: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class MeView:
    """Who is asking: the account's name and role, and the permissions that follow. Alone on one's machine that is an
    administrator named “browser”."""

    name: str
    role: str
    permissions: tuple[str, ...]
