"""Signing in and out, and who stands behind a session or a token. Wrong tries are counted in the store."""

from __future__ import annotations

import ipaddress
import secrets
from datetime import UTC, datetime, timedelta

from web.actions import passwords, second
from web.actions.people import fingerprint
from web.errors import Forbidden, TooMany
from web.people import Person, SessionView, lower
from web.store import Store, accounts, attempts, audit
from web.store.database import Record

IDLE = timedelta(hours=2)
"""A session ends when it was not used for so long. What pages ask for by themselves is no use."""
LONGEST = timedelta(hours=12)
"""A session ends after so long in any case."""
SESSIONS = 10
"""So many browsers of one account at once; the one unused for longest goes first."""
NOTED = timedelta(minutes=1)
"""The use of a session is written down at most so often."""

TRIES_HERE = (5, 300.0)
"""Wrong passwords for one account from one address, in so many seconds."""
TRIES_ADDRESS = (20, 300.0)
"""Tries from one address, whatever the account."""
TRIES_ACCOUNT = (60, 3600.0)
"""Tries for one account from everywhere. High, so that nobody can lock somebody else out by being wrong."""


class CodeNeeded(Exception):
    """The password is right, and a code is asked for: ``account`` says of whom, ``proof`` that it was that password."""

    def __init__(self, account: int, proof: str = "") -> None:
        super().__init__("A code is needed.")
        self.account = account
        self.proof = proof


def sign_in(store: Store, name: str, password: str, *, address: str = "", agent: str = "") -> str:
    """The secret of a new session. Raises ``TooMany``, ``CodeNeeded`` where a second factor is set, and ``Forbidden``
    when name or password is wrong (not which)."""
    record = accounts.named(store, name[:200])
    who = f"account:{accounts.key(name[:200])}"
    near = network(address)
    limits = {f"{who}@{near}": TRIES_HERE, f"address:{near}": TRIES_ADDRESS, who: TRIES_ACCOUNT}
    if wait := attempts.begin(store, limits):
        raise TooMany(wait)
    right = passwords.verify(record["password"] if record else "", password)
    if record is None or not right or record["disabled"] or _over(record["expires"]):
        _refuse(store, record["name"] if record else "unknown", address)
        raise Forbidden("The name or the password is wrong.")
    with store.atomic(index=False):
        attempts.succeed(store, *limits)
        if passwords.outdated(record["password"]):
            accounts.change(store, record["id"], {"password": passwords.digest(password)})
    if second.is_set(store, record["id"]):
        raise CodeNeeded(int(record["id"]), _proof(accounts.resolve(store, int(record["id"]))))
    return _open(store, record, address, agent)


def give_code(store: Store, account: int, code: str, *, proof: str, address: str = "", agent: str = "") -> str:
    """The secret of a new session, after the password was right (``CodeNeeded`` said of whom, and gave the ``proof``)
    and with a code of the second factor. Raises ``TooMany``, and ``Forbidden`` when the code is wrong, or when the
    password was changed in between."""
    record = accounts.resolve(store, account)
    still = proof == _proof(record) and not record["disabled"] and not _over(record["expires"])
    if not still or not second.check(store, account, code):
        _refuse(store, record["name"], address, "code")
        raise Forbidden("The code is wrong.")
    return _open(store, record, address, agent, "password and code")


def _refuse(store: Store, name: str, address: str, detail: str = "") -> None:
    """Note a refusal. A name that nobody has is not noted: it may be a password typed into the wrong field."""
    with store.atomic(index=False):
        audit.note(store, audit.REFUSED, address=address, who=name, detail=detail)


def _open(store: Store, record: Record, address: str, agent: str, how: str = "") -> str:
    secret = secrets.token_urlsafe(32)
    with store.atomic(index=False):
        accounts.drop_stale_sessions(store, _ago(IDLE), _ago(LONGEST))
        accounts.open_session(store, record["id"], fingerprint(secret), address, agent[:200], SESSIONS)
        accounts.change(store, record["id"], {"seen": _ago(timedelta())})
        audit.note(store, "signed in", address=address, who=record["name"], detail=how)
    return secret


def by_session(store: Store, secret: str, *, passive: bool = False) -> Person | None:
    """Who is signed in with this secret; nobody when it is unknown or its time is over. ``passive`` requests are those
    that a page makes by itself: they do not keep the session alive."""
    record = accounts.session(store, fingerprint(secret)) if secret else None
    if record is None:
        return None
    if record["seen"] < _ago(IDLE) or record["created"] < _ago(LONGEST):
        accounts.close_session(store, record["id"])
        return None
    if not passive and record["seen"] < _ago(NOTED):
        accounts.touch_session(store, record["id"])
    return Person(record["account"], record["name"], record["role"], record["id"], bool(record["expires"]))


def by_token(store: Store, text: str) -> Person | None:
    """Whose token this is; nobody's when it is unknown, revoked or over."""
    record = accounts.token(store, fingerprint(text)) if text else None
    if record is None or _over(record["expires"]):
        return None
    if record["used"] != _ago(timedelta())[:10]:
        accounts.touch_token(store, record["id"])
    return Person(record["account"], record["name"], lower(record["role"], record["own"]).value)


def sign_out(store: Store, person: Person, *, address: str = "") -> None:
    """End the session."""
    with store.atomic(index=False):
        accounts.close_session(store, person.session)
        audit.note(store, "signed out", address=address, who=person.name)


def list_sessions(store: Store, person: Person) -> tuple[SessionView, ...]:
    """The browsers in which somebody is signed in."""
    return accounts.sessions(store, person.account, person.session)


def end_sessions(store: Store, person: Person) -> int:
    """End all sessions of somebody but the one that asks; how many those were."""
    with store.atomic(index=False):
        count = accounts.close_sessions(store, person.account, person.session)
        audit.note(store, "other sessions ended", who=person.name, detail=str(count))
    return count


def renew(store: Store, person: Person, *, address: str = "", agent: str = "") -> str:
    """Another secret for the session that asks, which is worthless from now on: after a change of password."""
    secret = secrets.token_urlsafe(32)
    with store.atomic(index=False):
        accounts.close_session(store, person.session)
        accounts.open_session(store, person.account, fingerprint(secret), address, agent[:200], SESSIONS)
    return secret


def refused(store: Store, what: str, *, address: str = "") -> None:
    """Note that somebody asked for what the role does not allow."""
    with store.atomic(index=False):
        audit.note(store, "not allowed", address=address, detail=what[:200])


def exported(store: Store, path: str, *, address: str = "") -> None:
    """Note that somebody took a file along: an export, a report, an imported file."""
    with store.atomic(index=False):
        audit.note(store, "exported", address=address, detail=path[:200])


def network(address: str) -> str:
    """An address as tries are counted: of IPv6 the network, since one person has 2^64 addresses there. Whoever comes
    by IPv4 to a socket for both is known by that.

    >>> network("192.0.2.7"), network("2001:db8:1:2:3:4:5:6"), network("::ffff:192.0.2.7")
    ('192.0.2.7', '2001:db8:1:2::', '192.0.2.7')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:60]
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), 64), strict=False).network_address)


def _proof(record: Record) -> str:
    """What changes with the password of an account, and tells nothing of it: its hash holds 128 random bits."""
    return fingerprint(str(record["password"]))[:32]


def _over(expires: str) -> bool:
    return bool(expires) and expires < _ago(timedelta())


def _ago(delta: timedelta) -> str:
    return (datetime.now(UTC) - delta).strftime("%Y-%m-%dT%H:%M:%SZ")
