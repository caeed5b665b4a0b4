"""Roles, permissions, events and refusals in words of the interface's language."""

from __future__ import annotations

import regex
from flask_babel import gettext as _

from web import words
from web.messages import N_
from web.messages.people import ROLES
from web.people import FIRST, LADDER, may

PERMISSIONS = {
    "read": N_("open works, look up, compare, export"),
    "suggest": N_("suggest terms, write comments"),
    "edit": N_("import, edit and confirm rows; align, mine and check"),
    "review": N_("dismiss findings, take back changes, delete works and texts"),
    "curate": N_("decide on concepts and terms, import glossaries"),
    "manage": N_("manage accounts, read the audit"),
}

EVENTS = {
    "signed in": N_("signed in"),
    "signed out": N_("signed out"),
    "sign-in refused": N_("sign-in refused"),
    "not allowed": N_("not allowed"),
    "other sessions ended": N_("other browsers signed out"),
    "password changed": N_("password changed"),
    "password reset": N_("password reset"),
    "account added": N_("account added"),
    "account disabled": N_("account disabled"),
    "account enabled": N_("account enabled"),
    "role changed": N_("role changed"),
    "second factor set": N_("second factor set"),
    "second factor removed": N_("second factor removed"),
    "token made": N_("token made"),
    "token revoked": N_("token revoked"),
    "exported": N_("took a file along"),
}

KINDS = {
    "access": N_("accounts and doors"),
    "concept": N_("glossary"),
    "row": N_("rows"),
    "work": N_("works"),
    "document": N_("texts"),
    "finding": N_("findings"),
    "comment": N_("comments"),
}

_BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    *(("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iPadOS"), ("Windows", "Windows"), ("Mac OS", "macOS")),
    *(("CrOS", "ChromeOS"), ("Linux", "Linux")),
)


_ROLE = regex.compile(r"(?<![\w-])(?:" + "|".join(ROLES) + r")(?![\w-])")


def role(name: str) -> str:
    """A role by its name."""
    return _(ROLES[name]) if name in ROLES else name


def permissions(name: str) -> list[str]:
    """What a role may do, beginning with what everybody may."""
    return [_(text) for permission, text in PERMISSIONS.items() if may(name, permission)]


def adds(name: str) -> list[str]:
    """What a role may that the one before it on the ladder may not."""
    return [_(PERMISSIONS[permission.value]) for permission, first in FIRST.items() if first == name]


def roles() -> list[str]:
    """All roles, from the least to the most."""
    return [role.value for role in LADDER]


def event(what: str) -> str:
    """What happened: at a door, or by a change."""
    return _(EVENTS[what]) if what in EVENTS else words.change(what)


def detail(text: str) -> str:
    """What is noted beside an event, with the roles in it by their words."""
    return _ROLE.sub(lambda found: role(found[0]), text)


def kind(name: str) -> str:
    """What kind of thing a line of the audit is about."""
    return _(KINDS[name]) if name in KINDS else name


def browser(agent: str) -> str:
    """A browser in two words, from what it says of itself; empty for a program that is none.

    >>> browser("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36")
    'Chrome, Linux'
    """
    name = next((shown for sign, shown in _BROWSERS if sign in agent), "")
    system = next((shown for sign, shown in _SYSTEMS if sign in agent), "")
    return ", ".join(part for part in (name, system) if part)


def error(problem: Exception) -> str:
    """What the actions refused, in the interface's language where the catalogue has it."""
    return words.told(problem)
