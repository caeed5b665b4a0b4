"""Accounts, the sessions they are signed in with, and their tokens. Secrets come and stay as digests."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import Any

from aligner.errors import said
from aligner.marks import composed
from web.errors import Conflict, NotFound
from web.people import AccountView, SessionView, TokenView
from web.store.database import Record, Store, now

_TOKENS = (
    "SELECT t.id, a.name AS account, t.name, t.start, t.role, t.created, t.expires, t.used FROM tokens t "
    "JOIN accounts a ON a.id = t.account"
)


def key(name: str) -> str:
    """A name as it is compared: width, case and composition do not part two accounts.

    >>> key("Ｔrang") == key("trang")
    True
    """
    return composed(composed(name, "NFKC").casefold(), "NFKC")


def any_there(store: Store) -> bool:
    """Whether there is any account, so that people have to sign in."""
    return bool(store.value("SELECT EXISTS (SELECT 1 FROM accounts)"))


def add(store: Store, name: str, role: str, password: str, expires: str = "") -> int:
    """Add an account with a hashed password; its number. Raises ``Conflict`` when the name is taken."""
    if store.value("SELECT 1 FROM accounts WHERE key = ?", (key(name),)):
        raise Conflict(said("There is an account “{name}” already.", name=name))
    record = {"name": name, "key": key(name), "role": role, "password": password, "expires": expires}
    return store.insert("accounts", record | {"created": now()})


def named(store: Store, name: str) -> Record | None:
    """The account that goes by a name, with its password's hash; nothing when there is none."""
    return store.one("SELECT * FROM accounts WHERE key = ?", (key(name),))


def resolve(store: Store, ref: str | int) -> Record:
    """An account by its name or number. Raises ``NotFound``."""
    found = store.one("SELECT * FROM accounts WHERE id = ?", (ref,)) if isinstance(ref, int) else named(store, str(ref))
    if found is None:
        raise NotFound("There is no account “{ref}”.", ref=ref)
    return found


def view(record: Record) -> AccountView:
    """An account as others may see it."""
    facts = {name: record[name] for name in ("id", "name", "role", "created", "seen", "version")}
    return AccountView(disabled=bool(record["disabled"]), temporary=record["expires"], **facts)


def every(store: Store) -> tuple[AccountView, ...]:
    """All accounts, those that may enter first, by name."""
    return tuple(view(record) for record in store.all("SELECT * FROM accounts ORDER BY disabled, key"))


def change(store: Store, account: int, values: dict[str, Any]) -> None:
    """Set the role, the password with its ``expires``, ``disabled`` or ``seen`` of an account. Raises ``NotFound``."""
    role, password, expires, disabled, seen = (
        values.get(name) for name in ("role", "password", "expires", "disabled", "seen")
    )
    touched = store.execute(
        "UPDATE accounts SET role = coalesce(?, role), password = coalesce(?, password), expires = coalesce(?, "
        "expires), disabled = coalesce(?, disabled), seen = coalesce(?, seen), version = version + 1 WHERE id = ?",
        (role, password, expires, disabled, seen, account),
    )
    if not touched:
        raise NotFound("There is no account number {account}.", account=account)


def other_admins(store: Store, account: int) -> int:
    """How many more administrators there are who may enter."""
    query = "SELECT count(*) FROM accounts WHERE role = 'admin' AND NOT disabled AND id <> ?"
    return int(store.value(query, (account,)))


def open_session(store: Store, account: int, digest: str, address: str, agent: str, keep: int) -> int:
    """Note a browser that signed in; its number. Of one account the ``keep`` latest stay."""
    time = now()
    record = {"digest": digest, "account": account, "created": time, "seen": time, "address": address, "agent": agent}
    number = store.insert("sessions", record)
    store.execute(
        "DELETE FROM sessions WHERE account = ? AND id NOT IN "
        "(SELECT id FROM sessions WHERE account = ? ORDER BY seen DESC, id DESC LIMIT ?)",
        (account, account, keep),
    )
    return number


def session(store: Store, digest: str) -> Record | None:
    """The session with its account, when there is one and the account may enter."""
    return store.one(
        "SELECT s.id, s.created, s.seen, a.id AS account, a.name, a.role, a.expires FROM sessions s "
        "JOIN accounts a ON a.id = s.account WHERE s.digest = ? AND NOT a.disabled",
        (digest,),
    )


def sessions(store: Store, account: int, here: int = 0) -> tuple[SessionView, ...]:
    """The browsers that an account is signed in with, the latest used first."""
    query = "SELECT id, created, seen, address, agent FROM sessions WHERE account = ? ORDER BY seen DESC, id DESC"
    return tuple(SessionView(**record, here=record["id"] == here) for record in store.all(query, (account,)))


def touch_session(store: Store, number: int) -> None:
    """Note that a session is in use, if there is room: on a full disk people still read."""
    with suppress(sqlite3.OperationalError):
        store.execute("UPDATE sessions SET seen = ? WHERE id = ?", (now(), number))


def close_session(store: Store, number: int) -> None:
    """End one session."""
    store.execute("DELETE FROM sessions WHERE id = ?", (number,))


def close_sessions(store: Store, account: int, but: int = 0) -> int:
    """End all sessions of an account but one; how many that were."""
    return store.execute("DELETE FROM sessions WHERE account = ? AND id <> ?", (account, but))


def drop_stale_sessions(store: Store, unused_since: str, older_than: str) -> None:
    """Forget sessions that nobody can use any more."""
    store.execute("DELETE FROM sessions WHERE seen < ? OR created < ?", (unused_since, older_than))


def drop_all_sessions(store: Store) -> None:
    """Sign everybody out."""
    store.execute("DELETE FROM sessions")


def add_token(store: Store, account: int, facts: dict[str, str]) -> int:
    """Add a token (name, digest, start, role, expires); its number."""
    return store.insert("tokens", facts | {"account": account, "created": now()})


def token(store: Store, digest: str) -> Record | None:
    """The token with its account, when there is one and the account may enter."""
    return store.one(
        "SELECT t.id, t.role, t.expires, t.used, a.id AS account, a.name, a.role AS own, a.expires AS temporary "
        "FROM tokens t JOIN accounts a ON a.id = t.account WHERE t.digest = ? AND NOT a.disabled",
        (digest,),
    )


def tokens(store: Store, account: int | None = None) -> tuple[TokenView, ...]:
    """The tokens of one account, or of all, the newest first."""
    found = store.all(f"{_TOKENS} WHERE ? IS NULL OR t.account = ? ORDER BY t.id DESC", (account, account))
    return tuple(TokenView(**record) for record in found)


def get_token(store: Store, number: int) -> TokenView:
    """One token. Raises ``NotFound``."""
    found = store.one(f"{_TOKENS} WHERE t.id = ?", (number,))
    if found is None:
        raise NotFound("There is no token number {number}.", number=number)
    return TokenView(**found)


def touch_token(store: Store, number: int) -> None:
    """Note the day on which a token was used, if there is room."""
    with suppress(sqlite3.OperationalError):
        store.execute("UPDATE tokens SET used = ? WHERE id = ?", (now()[:10], number))


def drop_token(store: Store, number: int) -> None:
    """Forget a token."""
    store.execute("DELETE FROM tokens WHERE id = ?", (number,))
