"""A second factor: codes of an authenticator app (TOTP, RFC 6238), beside the password."""

from __future__ import annotations

import base64
import hmac
import secrets
import time
from hashlib import sha1
from urllib.parse import quote

from aligner.errors import InputError
from web.actions.people import confirm_password
from web.actions.permissions import needs
from web.errors import Conflict, TooMany
from web.store import Store, accounts, attempts, audit, second

STEP = 30
"""Seconds that a code lasts."""
AROUND = 1
"""Codes before and after the present one that are taken too, for clocks that differ."""
TRIES = (5, 300.0)
"""So many codes in so many seconds."""


def code(secret: bytes, counter: int) -> str:
    """The code of six digits that a secret gives for a counter (RFC 4226).

    >>> code(b"12345678901234567890", 59 // 30)
    '287082'
    """
    digest = hmac.new(secret, counter.to_bytes(8, "big"), sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


def is_set(store: Store, account: int) -> bool:
    """Whether an account asks for a code after the password."""
    found = second.of(store, account)
    return bool(found and found["confirmed"])


def check(store: Store, account: int, given: str, *, at: float | None = None) -> bool:
    """Whether a code is right, and was not used before. Raises ``TooMany`` after several wrong ones."""
    key = f"second:{account}"
    if wait := attempts.begin(store, {key: TRIES}):
        raise TooMany(wait)
    found = second.of(store, account)
    if found is None:
        return False
    counter = _counter_of(base64.b32decode(found["secret"]), "".join(given.split()), time.time() if at is None else at)
    if not counter or not second.use(store, account, counter):
        return False
    attempts.succeed(store, key)
    return True


@needs("read")
def begin_second(store: Store, password: str) -> tuple[str, str]:
    """A new secret for one's own account, as text and as the address that an app reads. It counts once a code was
    right. It needs the password: whoever sits down at an open browser cannot lock its owner out. Raises ``InputError``,
    ``TooMany``, and ``Conflict`` when there is a second factor already."""
    confirm_password(store, password)
    record = accounts.resolve(store, store.who)
    if is_set(store, record["id"]):
        raise Conflict("This account has a second factor already. Remove it first.")
    text = base64.b32encode(secrets.token_bytes(20)).decode()
    second.put(store, record["id"], text)
    label = quote(f"Doichieu:{record['name']}")
    return text, f"otpauth://totp/{label}?secret={text}&issuer=Doichieu&algorithm=SHA1&digits=6&period={STEP}"


@needs("read")
def confirm_second(store: Store, given: str) -> None:
    """Confirm the new secret with a first code; from then on signing in asks for one. Raises ``InputError``."""
    record = accounts.resolve(store, store.who)
    if is_set(store, record["id"]) or not check(store, record["id"], given):
        raise InputError(
            "The code is not right.", "Wait for the next one, and see that the clock of the device is right."
        )
    with store.atomic(index=False):
        audit.note(store, "second factor set", f"account:{record['name']}")


@needs("read")
def drop_second(store: Store, password: str) -> None:
    """Do without one's second factor; needs the password. Raises ``InputError``, ``TooMany``."""
    confirm_password(store, password)
    record = accounts.resolve(store, store.who)
    _drop(store, record["id"], record["name"])


@needs("manage")
def remove_second(store: Store, ref: str | int) -> None:
    """Take the second factor from an account whose device is lost, and sign it out."""
    record = accounts.resolve(store, ref)
    _drop(store, record["id"], record["name"])
    accounts.close_sessions(store, record["id"])


@needs("manage")
def with_second(store: Store) -> set[int]:
    """The numbers of the accounts that have a second factor."""
    return second.accounts_with(store)


def _drop(store: Store, account: int, name: str) -> None:
    with store.atomic(index=False):
        if second.drop(store, account):
            audit.note(store, "second factor removed", f"account:{name}")


def _counter_of(secret: bytes, given: str, at: float) -> int:
    """The counter whose code was given, near the present one; 0 for none."""
    now = int(at) // STEP
    found = 0
    for counter in range(now - AROUND, now + AROUND + 1):
        if given.isascii() and hmac.compare_digest(code(secret, counter), given):
            found = counter
    return found
