"""Second factors of accounts. The secret has to be kept as it is: codes are made from it."""

from __future__ import annotations

from web.store.database import Record, Store, now


def of(store: Store, account: int) -> Record | None:
    """The second factor of an account, confirmed or not yet."""
    return store.one("SELECT * FROM second_factors WHERE account = ?", (account,))


def put(store: Store, account: int, secret: str) -> None:
    """Begin with a new secret, which is worth nothing until it is confirmed."""
    store.execute(
        "INSERT INTO second_factors (account, secret) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET "
        "secret = excluded.secret, confirmed = '', counter = 0",
        (account, secret),
    )


def use(store: Store, account: int, counter: int) -> bool:
    """Take a code by its counter, once; whether it was not taken before. The first one confirms the factor."""
    return bool(
        store.execute(
            "UPDATE second_factors SET counter = ?, confirmed = CASE confirmed WHEN '' THEN ? ELSE confirmed END "
            "WHERE account = ? AND counter < ?",
            (counter, now(), account, counter),
        )
    )


def drop(store: Store, account: int) -> bool:
    """Do without a second factor; whether there was one."""
    return bool(store.execute("DELETE FROM second_factors WHERE account = ?", (account,)))


def accounts_with(store: Store) -> set[int]:
    """The accounts that have a confirmed second factor."""
    found = store.all("SELECT account FROM second_factors WHERE confirmed <> ''")
    return {int(record["account"]) for record in found}
