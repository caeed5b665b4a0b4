"""Accounts: adding them, what they may do, their passwords and tokens. Each change is noted for the audit."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import regex

from aligner.errors import InputError, said
from aligner.marks import composed
from web.actions import passwords
from web.actions.permissions import demand, needs
from web.errors import Conflict, Forbidden, TooMany
from web.people import LADDER, AccountView, Role, TokenView, lower
from web.plain import line
from web.store import Store, accounts, attempts, audit
from web.store.database import Record

NAME = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,39}")
RESERVED = {"browser", "demo", "nobody", "all", "everyone"}
"""Names that mean something else in revisions and mentions."""

TEMPORARY = timedelta(days=3)
"""How long a password opens the door that an administrator gave and its owner has not yet replaced."""

TOKEN_DAYS = 365
TRIES = (5, 300.0)
"""So many wrong present passwords in so many seconds, when somebody changes it."""
TOKENS = 20
"""The most tokens that one account has."""


def fingerprint(secret: str) -> str:
    """What the store keeps of a session's or token's secret: it is random and long, so that a plain hash will do."""
    return sha256(secret.encode()).hexdigest()


def has_accounts(store: Store) -> bool:
    """Whether people have to sign in."""
    return accounts.any_there(store)


@needs("manage")
def list_accounts(store: Store) -> tuple[AccountView, ...]:
    """All accounts, those that may enter first."""
    return accounts.every(store)


@needs("manage")
def add_account(store: Store, name: str, role: str = "", password: str = "") -> tuple[AccountView, str]:
    """Add an account, and say its password when it was made here: a temporary one, to be replaced at the first sign-in.

    The first account is an administrator's. Raises ``InputError`` and ``Conflict`` (the name is taken).
    """
    name = _name(name)
    with store.atomic(index=False):
        first = not accounts.any_there(store)
        chosen = _role(role or (Role.ADMIN if first else Role.TRANSLATOR))
        if first and chosen != Role.ADMIN:
            raise InputError("The first account is an administrator's.", "Add it with the role admin.")
        made = "" if password else passwords.new()
        hashed = passwords.digest(passwords.fit(password or made, name))
        number = accounts.add(store, name, chosen, hashed, _later(TEMPORARY) if made else "")
        audit.note(store, "account added", f"account:{name}", detail=chosen)
        return accounts.view(accounts.resolve(store, number)), made


@needs("manage")
def set_role(store: Store, ref: str | int, role: str) -> AccountView:
    """Give an account another role; sessions and tokens follow at once. The last administrator stays one."""
    chosen = _role(role)
    with store.atomic(index=False):
        record = accounts.resolve(store, ref)
        if chosen != Role.ADMIN:
            _not_last(store, record)
        if record["role"] != chosen:
            accounts.change(store, record["id"], {"role": chosen})
            audit.note(store, "role changed", f"account:{record['name']}", detail=f"{record['role']} → {chosen}")
        return accounts.view(accounts.resolve(store, record["id"]))


@needs("manage")
def set_disabled(store: Store, ref: str | int, disabled: bool = True) -> AccountView:
    """Close an account, with its sessions and tokens, or open it again. Accounts stay: their names stand in the
    revisions. The last administrator cannot be closed out."""
    with store.atomic(index=False):
        record = accounts.resolve(store, ref)
        if disabled:
            _not_last(store, record)
            accounts.close_sessions(store, record["id"])
        if bool(record["disabled"]) != disabled:
            accounts.change(store, record["id"], {"disabled": int(disabled)})
            audit.note(store, "account disabled" if disabled else "account enabled", f"account:{record['name']}")
        return accounts.view(accounts.resolve(store, record["id"]))


@needs("manage")
def reset_password(store: Store, ref: str | int, password: str = "") -> str:
    """Give an account another password and end its sessions. Without a password a temporary one is made and said."""
    record = accounts.resolve(store, ref)
    made = "" if password else passwords.new()
    hashed = passwords.digest(passwords.fit(password or made, record["name"]))
    with store.atomic(index=False):
        expires = _later(TEMPORARY) if made else ""
        accounts.change(store, record["id"], {"password": hashed, "expires": expires})
        accounts.close_sessions(store, record["id"])
        audit.note(store, "password reset", f"account:{record['name']}")
    return made


@needs("read")
def confirm_password(store: Store, password: str) -> None:
    """See that who asks knows the account's password: before anything by which somebody else could stay in it.

    Raises ``InputError`` when it is wrong, ``TooMany`` when it was wrong too often.
    """
    record = accounts.resolve(store, store.who)
    if wait := attempts.begin(store, {f"change:{record['id']}": TRIES}):
        raise TooMany(wait)
    if not passwords.verify(record["password"], password):
        raise InputError("The present password is wrong.", "Type the one you signed in with.")
    with store.atomic(index=False):
        attempts.succeed(store, f"change:{record['id']}")


@needs("read")
def change_password(store: Store, old: str, new: str, *, but: int = 0) -> None:
    """Change one's own password; all sessions end but the one named. Raises ``InputError`` when the old one is wrong,
    ``TooMany`` when it was wrong too often."""
    confirm_password(store, old)
    record = accounts.resolve(store, store.who)
    if old == new:
        raise InputError("The new password is the old one.", "Choose another one.")
    hashed = passwords.digest(passwords.fit(new, record["name"]))
    with store.atomic(index=False):
        accounts.change(store, record["id"], {"password": hashed, "expires": ""})
        accounts.close_sessions(store, record["id"], but)
        audit.note(store, "password changed", f"account:{record['name']}")


@needs("read")
def make_token(
    store: Store, name: str, *, role: str = "", days: int = TOKEN_DAYS, owner: str | int = ""
) -> tuple[TokenView, str]:
    """Make a token for programs: one's own, or (for administrators) somebody's. Its text is in the answer and nowhere
    else. It may what the role says, and never more than its owner; it ends after so many days (0: never)."""
    label = line(name)[:80]
    if not label:
        raise InputError("The token has no name.", "Say what it is for.")
    if not 0 <= days <= 3650:
        raise InputError("A token cannot last {days} days.", "Say a number from 1 to 3650, or 0 for no end.", days=days)
    record = _owner(store, owner)
    chosen = lower(record["role"], _role(role or record["role"]))
    text = f"doichieu_{secrets.token_urlsafe(32)}"
    facts = {"name": label, "digest": fingerprint(text), "start": text[:13], "role": chosen.value}
    facts["expires"] = _later(timedelta(days=days)) if days else ""
    with store.atomic(index=False):
        if len(accounts.tokens(store, record["id"])) >= TOKENS:
            raise Conflict(
                said(
                    "The account has {tokens} tokens, which is the most there can be. Revoke one first.", tokens=TOKENS
                )
            )
        number = accounts.add_token(store, record["id"], facts)
        audit.note(store, "token made", f"account:{record['name']}", detail=f"{label} ({chosen})")
    return accounts.get_token(store, number), text


@needs("read")
def list_tokens(store: Store, owner: str | int = "") -> tuple[TokenView, ...]:
    """One's own tokens, or (for administrators) somebody's."""
    return accounts.tokens(store, _owner(store, owner)["id"])


@needs("read")
def revoke_token(store: Store, number: int) -> None:
    """Make a token worthless: one's own, or (for administrators) anybody's. Raises ``NotFound``."""
    token = accounts.get_token(store, number)
    if token.account != store.who:
        demand(store, "manage")
    with store.atomic(index=False):
        accounts.drop_token(store, number)
        audit.note(store, "token revoked", f"account:{token.account}", detail=token.name)


def _owner(store: Store, owner: str | int) -> Record:
    """The account that is meant: one's own, or another one's for administrators."""
    if owner not in ("", store.who):
        demand(store, "manage")
    record = accounts.resolve(store, owner or store.who)
    if record["disabled"]:
        raise Forbidden("The account “{name}” is disabled.", name=record["name"])
    return record


def _name(name: str) -> str:
    text = composed(name.strip())
    if not NAME.fullmatch(text) or text.casefold() in RESERVED:
        raise InputError(
            "“{text}” cannot be the name of an account.",
            "Use letters, digits, dots, hyphens and underscores: up to 40, beginning with a letter or digit.",
            text=text[:60],
        )
    return text


def _role(role: str) -> Role:
    if role not in LADDER:
        raise InputError("There is no role “{role}”.", "Choose from: {choice}.", role=role[:40], choice=LADDER)
    return Role(role)


def _not_last(store: Store, record: Record) -> None:
    if record["role"] == Role.ADMIN and not record["disabled"] and not accounts.other_admins(store, record["id"]):
        raise Conflict("This is the last administrator; somebody has to be one. Make somebody else an admin first.")


def _later(delta: timedelta) -> str:
    return (datetime.now(UTC) + delta).strftime("%Y-%m-%dT%H:%M:%SZ")
