"""Roles, permissions, events and refusals in words of the interface's language."""

from __future__ import annotations

from functools import lru_cache

import regex
from flask_babel import gettext as _

from web import words
from web.actions.reading import NAMES
from web.messages import N_
from web.people import FIRST, LADDER, may

ROLES = {
    "viewer": N_("viewer"),
    "translator": N_("translator"),
    "reviewer": N_("reviewer"),
    "terminologist": N_("terminologist"),
    "admin": N_("administrator"),
}

PERMISSIONS = {
    "read": N_("open works, look up, compare, export"),
    "suggest": N_("suggest terms, write comments"),
    "edit": N_("import, edit and confirm rows; align, mine and check"),
    "review": N_("wave findings through, take back changes, delete works and texts"),
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

SENTENCES = (
    N_("This needs the role {role}."),
    N_("There is an account “{name}” already."),
    N_("There is no account “{name}”."),
    N_(
        "“{name}” cannot be the name of an account. Use letters, digits, dots, hyphens and underscores: up to 40, "
        "beginning with a letter or digit."
    ),
    N_("The password has fewer than {count} characters. Four or five words in a row make a good one."),
    N_("The password has more than {count} characters. Choose a shorter one."),
    N_("The password is one of those that are guessed first. Four or five words in a row make a good one."),
    N_("The present password is wrong. Type the one you signed in with."),
    N_("The new password is the old one. Choose another one."),
    N_("The two new passwords differ. Type the new one twice."),
    N_("The code is not right. Wait for the next one, and see that the clock of the device is right."),
    N_("This account has a second factor already. Remove it first."),
    N_("The token has no name. Say what it is for."),
    N_("A token cannot last {count} days. Say a number from 1 to 3650, or 0 for no end."),
    N_("The account has {count} tokens, which is the most there can be. Revoke one first."),
    N_("This is the last administrator; somebody has to be one. Make somebody else an admin first."),
    N_("The first account is an administrator's. Add it with the role admin."),
    N_("“{day}” is no day. Write it as 2026-05-01."),
    N_("The comment is empty. Write a word or two."),
    N_("The comment has {count} characters; {most} are the most. Shorten it."),
    N_(
        "{name} is in {langs}, and the document that it is to replace in {lang}. "
        "Say the language, if that was not seen: {hint}."
    ),
    N_("This change was taken back already."),
    N_("This is no change that can be taken back."),
    N_("It was changed again since then. Take the later changes back first."),
    N_("This version stands already."),
    N_("Only whoever wrote a comment can change it."),
    N_("The comment was changed in the meantime. Load it again and repeat the change."),
)
"""What the actions may say, with places for names and numbers."""


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
    return sentence(str(problem))


def sentence(text: str) -> str:
    """A sentence of the actions in the interface's language."""
    for pattern, template in _patterns():
        if found := pattern.fullmatch(text):
            values = found.groupdict()
            if "role" in values:
                values["role"] = role(values["role"])
            for name in {"lang", "langs"} & values.keys():
                values[name] = _own_names(values[name])
            return str(_(template)).format(**values)
    return words.sentence(text)


def _own_names(text: str) -> str:
    """Languages that an English sentence names, as each calls itself."""
    for lang, english in NAMES.items():
        text = text.replace(english, words.LANGUAGE_NAMES[lang])
    return text


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[regex.Pattern[str], str]]:
    """The sentences as patterns, with a group for each of their places."""
    return [
        (regex.compile(regex.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.{0,200}?)", regex.escape(text, special_only=True))), text)
        for text in SENTENCES
    ]
