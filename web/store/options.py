"""How the checks are set for all works of a store: profile, switches, and files of patterns that are checked on top."""

from __future__ import annotations

import json
from typing import Any

from web.errors import NotFound
from web.store.database import Store, now

PROFILE = "strict"
"""The profile of a store in which nobody chose one."""


def _get(store: Store, name: str, default: Any) -> Any:
    found = store.value("SELECT value FROM settings WHERE name = ?", (name,))
    return default if found is None else json.loads(found)


def _set(store: Store, name: str, value: Any) -> None:
    sql = "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    store.execute(sql, (name, json.dumps(value, ensure_ascii=False)))


def profile(store: Store) -> str:
    """The profile that holds for all works."""
    return str(_get(store, "checks.profile", PROFILE))


def set_profile(store: Store, profile: str) -> None:
    """Choose the profile."""
    _set(store, "checks.profile", profile)


def switched_off(store: Store) -> frozenset[str]:
    """The checks whose findings are hidden."""
    return frozenset(_get(store, "checks.off", []))


def switch_off(store: Store, checks: frozenset[str]) -> None:
    """Hide the findings of these checks, and of no others."""
    _set(store, "checks.off", sorted(checks))


def patterns(store: Store) -> dict[str, str]:
    """The files of patterns: name → TOML text."""
    return {record["name"]: record["text"] for record in store.all("SELECT name, text FROM patterns ORDER BY name")}


def keep_patterns(store: Store, name: str, text: str) -> str | None:
    """Keep a file of patterns, in place of the one of that name; what stood there before."""
    before = store.value("SELECT text FROM patterns WHERE name = ?", (name,))
    store.execute("DELETE FROM patterns WHERE name = ?", (name,))
    store.insert("patterns", {"name": name, "text": text, "who": store.who, "when": now()})
    return None if before is None else str(before)


def forget_patterns(store: Store, name: str) -> str:
    """Forget a file of patterns; what it said. Raises ``NotFound``."""
    before = store.value("SELECT text FROM patterns WHERE name = ?", (name,))
    if before is None:
        raise NotFound("There is no file of patterns “{name}”.", name=name)
    store.execute("DELETE FROM patterns WHERE name = ?", (name,))
    return str(before)
