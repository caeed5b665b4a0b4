# ruff: noqa: S608 (the one name that is put into a statement is our own; values are bound)
"""The queue as a whole: how much of it is done since it was empty last, and how long the rest may take.

Jobs that are over are forgotten (``jobs.KEPT``), so the spell of work that goes on is known by the highest number that
a job had before it, and by how many older jobs were begun anew in it.
"""

from __future__ import annotations

import json

from web.store.database import Store
from web.views import QueueView

_ACTIVE = "state IN ('waiting', 'running')"
_NAME = "jobs.spell"
_TELLING = 50
"""So many jobs of a kind say how long one takes, the last ones."""
FOLLOWED = {"import": "align"}
"""What comes after a job of a kind, as a job of its own that nobody has asked for yet."""


def joined(store: Store, job: int, *, anew: bool = False) -> None:
    """Note that a job has come into the queue: one that was empty begins a new spell. ``anew`` for one that was in it
    before."""
    before, again = _spell(store)
    if not store.value(f"SELECT 1 FROM jobs WHERE {_ACTIVE} AND id <> ? LIMIT 1", (job,)):
        before, again = (_highest(store), 1) if anew else (job - 1, 0)
    elif anew and job <= before:
        again += 1
    else:
        return
    value = json.dumps([before, again])
    sql = "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    store.execute(sql, (_NAME, value))


def count(store: Store) -> tuple[int, float]:
    """How many jobs wait or run, and how much of the spell is done (0 to 1)."""
    waiting = int(store.value("SELECT count(*) FROM jobs WHERE state = 'waiting'"))  # of which nothing is done
    found = store.one("SELECT count(*) AS number, total(progress) AS part FROM jobs WHERE state = 'running'") or {}
    number = waiting + int(found["number"])
    total = max(_total(store), number)
    return number, (total - number + float(found["part"])) / max(total, 1)


def whole(store: Store) -> QueueView:
    """How far the queue is as a whole."""
    number, part = count(store)
    total = max(_total(store), number)
    before, _ = _spell(store)
    failed = int(store.value("SELECT count(*) FROM jobs WHERE state = 'failed' AND id > ?", (before,)))
    return QueueView(total - number, total, failed, part, _left(store) if number else None)


def failed(store: Store, limit: int) -> list[int]:
    """The jobs of this spell that failed, the latest first."""
    before, _ = _spell(store)
    query = "SELECT id FROM jobs WHERE state = 'failed' AND id > ? ORDER BY finished DESC, id DESC LIMIT ?"
    return [int(one["id"]) for one in store.all(query, (before, limit))]


def _spell(store: Store) -> tuple[int, int]:
    """The highest number before the spell, and how many older jobs were begun anew in it."""
    held = store.value("SELECT value FROM settings WHERE name = ?", (_NAME,))
    if held is None:  # the database is from before that was noted: what waits is all
        return int(store.value(f"SELECT coalesce(min(id) - 1, 0) FROM jobs WHERE {_ACTIVE}")), 0
    before, again = json.loads(held)
    return int(before), int(again)


def _highest(store: Store) -> int:
    return int(store.value("SELECT coalesce(max(id), 0) FROM jobs"))


def _total(store: Store) -> int:
    before, again = _spell(store)
    return max(_highest(store) - before, 0) + again


def _left(store: Store) -> float | None:
    """Seconds that all jobs may still take, one after the other, by what the last ones of their kinds took; nothing
    where there was none of a kind yet."""
    found: dict[str, float] = {}
    query = (
        "SELECT kind, total(state = 'waiting') AS waiting, total(1 - progress) AS rest FROM jobs "
        f"WHERE {_ACTIVE} GROUP BY kind"
    )
    for one in store.all(query):
        found[one["kind"]] = found.get(one["kind"], 0.0) + float(one["rest"])
        if then := FOLLOWED.get(one["kind"]):
            found[then] = found.get(then, 0.0) + float(one["waiting"])
    left = 0.0
    for kind, number in found.items():
        seconds = store.value(
            "SELECT avg(seconds) FROM (SELECT seconds FROM jobs WHERE kind = ? AND state = 'done' ORDER BY id DESC "
            "LIMIT ?)",
            (kind, _TELLING),
        )
        if seconds is None:
            return None
        left += number * float(seconds)
    return left
