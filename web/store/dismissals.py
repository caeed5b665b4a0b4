# ruff: noqa: S608 (statements are put together from names and placeholders of our own; values are bound)
"""What people waved through: one finding, a term in a work, a check in a work, or a term in every work."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from web.errors import NotFound
from web.store import revisions, settling
from web.store.database import Record, Store, now
from web.views import DismissalView, FindingView, Page

SCOPES = ("finding", "term", "work", "project")
_KEYS = {
    "finding": ("work", "fingerprint"),
    "term": ("work", "check", "topic"),
    "work": ("work", "check"),
    "project": ("check", "topic"),
}
"""What tells two dismissals of a scope apart."""
_VIEW = (
    "SELECT d.*, w.slug, (SELECT count(*) FROM findings f WHERE f.dismissal = d.id) AS findings "
    "FROM dismissals d LEFT JOIN works w ON w.id = d.work"
)


def add(store: Store, findings: Sequence[FindingView], scope: str, reason: str) -> list[int]:
    """Wave findings through, as far as ``scope`` says; the dismissals that say so, new or already there. What several
    of the findings share is dismissed once, and a reason that is given anew takes the old one's place."""
    made: list[int] = []
    batch, revision = None, None
    for key, finding in _distinct(store, findings, scope).items():
        values = dict(zip(_KEYS[scope], key, strict=True))
        condition = " AND ".join(f'"{name}" = ?' for name in values)
        held = store.one(f"SELECT * FROM dismissals WHERE scope = ? AND {condition}", (scope, *key))
        if held:
            if reason and reason != held["reason"]:
                store.execute("UPDATE dismissals SET reason = ? WHERE id = ?", (reason, held["id"]))
                revision = _note(store, held | {"reason": reason}, held, revision)
            made.append(held["id"])
            continue
        record = {"scope": scope, "work": None, "check": finding.check, "fingerprint": "", "topic": "", **values}
        record |= {"about": json.dumps(finding.about, ensure_ascii=False), "batch": batch}
        record |= {"who": store.who, "when": now(), "reason": reason}
        number = store.insert("dismissals", record)
        if batch is None:
            batch = number
            store.execute("UPDATE dismissals SET batch = id WHERE id = ?", (number,))
        revision = _note(store, record | {"id": number}, None, revision)
        made.append(number)
    works = {finding.work for finding in findings} if scope != "project" else {None}
    for work in works:
        settling.settle(store, work)
    return made


def _distinct(store: Store, findings: Sequence[FindingView], scope: str) -> dict[tuple[int | str, ...], FindingView]:
    topics = {
        r["id"]: r["topic"]
        for r in store.all(
            "SELECT id, topic FROM findings WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([finding.id for finding in findings]),),
        )
    }
    found: dict[tuple[int | str, ...], FindingView] = {}
    for finding in findings:
        values: dict[str, int | str] = {"work": finding.work, "check": finding.check}
        values |= {"fingerprint": finding.fingerprint, "topic": topics[finding.id]}
        found.setdefault(tuple(values[name] for name in _KEYS[scope]), finding)
    return found


def remove(store: Store, ids: Sequence[int]) -> list[DismissalView]:
    """Take dismissals back: what they covered is open again, unless another one covers it. Raises ``NotFound``."""
    views = [get(store, number) for number in ids]
    revision = None
    for number in ids:
        held = store.one("SELECT * FROM dismissals WHERE id = ?", (number,)) or {}
        store.execute("DELETE FROM dismissals WHERE id = ?", (number,))
        revision = _note(store, None, held, revision)
    works = {record["work"] for record in _works(store, views)}
    for work in {None} if any(view.scope == "project" for view in views) else works:
        settling.settle(store, work)
    return views


def _works(store: Store, views: Iterable[DismissalView]) -> list[Record]:
    slugs = json.dumps([view.work for view in views])
    return store.all("SELECT id AS work FROM works WHERE slug IN (SELECT value FROM json_each(?))", (slugs,))


def _note(store: Store, after: Record | None, before: Record | None, batch: int | None) -> int:
    """The revision of one dismissal; those of one action share a batch."""
    record = after or before or {}
    target = f"finding:{record['fingerprint'] or record['scope'] + '-' + str(record['id'])}"
    what = "dismiss" if after else "undismiss"
    number = revisions.add(store, record["work"], what, target, _told(before), _told(after), batch)
    return batch or number


def _told(record: Record | None) -> Record | None:
    if record is None:
        return None
    about = json.loads(record["about"])
    return {name: record[name] for name in ("scope", "check", "fingerprint", "reason")} | {"about": about}


def get(store: Store, number: int) -> DismissalView:
    """One dismissal. Raises ``NotFound``."""
    found = store.all(f"{_VIEW} WHERE d.id = ?", (number,))
    if not found:
        raise NotFound("There is no dismissal number {number}.", number=number)
    return _view(found[0])


def page(store: Store, work: int | None, scope: str | None, offset: int, limit: int) -> Page[DismissalView]:
    """Dismissals, the latest first; with ``work`` those that hold in it."""
    conditions, given = [], []
    if work is not None:
        conditions.append("(d.work = ? OR d.work IS NULL)")
        given.append(work)
    if scope is not None:
        conditions.append("d.scope = ?")
        given.append(scope)  # type: ignore[arg-type]  # values of both kinds are bound
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    total = int(store.value(f"SELECT count(*) FROM dismissals d {where}", given))
    found = store.all(f"{_VIEW} {where} ORDER BY d.id DESC LIMIT ? OFFSET ?", [*given, limit, offset])
    return Page(tuple(map(_view, found)), total, offset, limit)


def latest(store: Store, who: str) -> list[int]:
    """The dismissals that this person's last action made and that still stand."""
    found = store.all(
        "SELECT id FROM dismissals WHERE batch = (SELECT max(batch) FROM dismissals WHERE who = ?) AND who = ?",
        (who, who),
    )
    return [int(record["id"]) for record in found]


def of_batch(store: Store, batch: int) -> list[int]:
    """The dismissals of one action that still stand."""
    return [int(r["id"]) for r in store.all("SELECT id FROM dismissals WHERE batch = ? ORDER BY id", (batch,))]


def _view(record: Record) -> DismissalView:
    names = ("id", "scope", "check", "fingerprint", "reason", "who", "when", "batch", "findings")
    values = {name: record[name] for name in names}
    return DismissalView(**values, work=record["slug"] or "", about=json.loads(record["about"]))


def stated(store: Store, work: int | None, told: Record) -> list[int]:
    """The dismissal that a revision tells of, if it still stands."""
    found = store.all(
        'SELECT id, about FROM dismissals WHERE work IS ? AND scope = ? AND "check" = ? AND fingerprint = ?',
        (work, told["scope"], told["check"], told["fingerprint"]),
    )
    return [int(record["id"]) for record in found if json.loads(record["about"]) == told["about"]]


def reasons(store: Store, limit: int) -> tuple[str, ...]:
    """The reasons that were given last, each once."""
    found = store.all(
        "SELECT reason FROM dismissals WHERE reason <> '' GROUP BY reason ORDER BY max(id) DESC LIMIT ?", (limit,)
    )
    return tuple(record["reason"] for record in found)
