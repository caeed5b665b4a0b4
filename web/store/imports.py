"""Glossary files that come in step by step: what was decided about each concept, and how far the steps are.

Each step is a transaction that notes here that it is done, so that a process that dies leaves an import that goes on,
or is taken back, where it stood.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from web.store import revert, revisions
from web.store.database import Store

FORWARD, CANCELLED, FAILED = range(3)
"""Where an import goes: on; back, since somebody ended it; back, since it could not go on."""


@dataclass
class Journal:
    """How far an import is: per concept of the file what is done about it (``todo``), the concept here that it changes,
    and the version of that when it was decided; how many are done (``at``), the last ``work`` in which the terms were
    looked for, the change that all of it is (``batch``), and how many concepts were left out since others had changed
    them by then (``overtaken``). Of one that is taken ``back``: down to which revision, by which change, and how many
    concepts stay as others made them."""

    job: int
    todo: bytes
    targets: array[int]
    versions: array[int]
    highest: int
    counts: dict[str, int]
    at: int = 0
    work: int = 0
    batch: int = 0
    overtaken: int = 0
    back: int = FORWARD
    undone: int = 0
    reverted: int = 0
    stayed: int = 0


def begin(store: Store, found: Journal) -> None:
    """Note what an import is going to do, or what is to be taken back."""
    arrays = {"todo": bytes(found.todo), "targets": found.targets.tobytes(), "versions": found.versions.tobytes()}
    plain = {"job": found.job, "highest": found.highest, "counts": found.counts, "batch": found.batch}
    store.insert("imports", arrays | plain | {"back": found.back})


def of(store: Store, job: int) -> Journal | None:
    """How far a job's import is; nothing when it has not begun, or is over."""
    found = store.one("SELECT * FROM imports WHERE job = ?", (job,))
    if found is None:
        return None
    targets, versions = (array("q", bytes(found[name])) for name in ("targets", "versions"))
    counts = json.loads(found["counts"])
    return Journal(**found | {"targets": targets, "versions": versions, "counts": counts, "todo": bytes(found["todo"])})


def advance(store: Store, journal: Journal) -> None:
    """Note how far an import is, in the transaction of the step. A job that gets on was not begun in vain."""
    store.execute(
        "UPDATE imports SET at = ?, work = ?, batch = ?, overtaken = ?, undone = ?, reverted = ?, stayed = ? "
        "WHERE job = ?",
        (
            *(journal.at, journal.work, journal.batch, journal.overtaken),
            *(journal.undone, journal.reverted, journal.stayed, journal.job),
        ),
    )
    store.execute("UPDATE jobs SET attempts = 1 WHERE id = ? AND attempts > 1", (journal.job,))


def turn_back(store: Store, job: int, back: int) -> bool:
    """Have an import taken back that has stored something, and whoever asked for its end asks no longer. One that has
    not is forgotten; false then."""
    if not store.execute("UPDATE imports SET back = ? WHERE job = ? AND (at > 0 OR undone > 0)", (back, job)):
        drop(store, job)
        return False
    store.execute("UPDATE jobs SET stop = 0 WHERE id = ?", (job,))
    return True


def give_up(store: Store, job: int) -> bool:
    """Have an import taken back that dies again and again where it stands; whether there is anything to be taken back,
    and that did not die as well."""
    if not store.execute("UPDATE imports SET back = ? WHERE job = ? AND back = ?", (CANCELLED, job, FORWARD)):
        return False
    store.execute("UPDATE jobs SET attempts = 0 WHERE id = ?", (job,))
    return True


def drop(store: Store, job: int) -> None:
    """Forget how far an import was: it is over."""
    store.execute("DELETE FROM imports WHERE job = ?", (job,))


def highest(store: Store) -> int:
    """The highest number of a concept."""
    return int(store.value("SELECT coalesce(max(id), 0) FROM concepts"))


def batch_after(store: Store, before: int) -> int:
    """The change that the revisions since one belong to; 0 when there are none."""
    return int(store.value("SELECT batch FROM revisions WHERE id > ? ORDER BY id LIMIT 1", (before,)) or 0)


def newest_revision(store: Store) -> int:
    """The number of the last revision."""
    return int(store.value("SELECT coalesce(max(id), 0) FROM revisions"))


def concepts_of(store: Store, batch: int) -> list[int]:
    """The concepts that a change made or changed, and that are there."""
    found = store.all(
        "SELECT DISTINCT c.id FROM revisions r JOIN concepts c ON c.id = CAST(substr(r.target, 9) AS INTEGER) "
        "WHERE r.batch = ? AND r.target LIKE 'concept:%' ORDER BY c.id",
        (batch,),
    )
    return [int(one["id"]) for one in found]


def changed_by_others(store: Store, seen: Mapping[int, int], batch: int) -> set[int]:
    """Of these concepts those that are gone, or that have another version than was seen, not counting how often the
    change itself touched them."""
    own = (
        "(SELECT count(*) FROM revisions r WHERE r.target = 'concept:' || c.id AND r.batch = ? AND r.before <> 'null')"
    )
    found = store.all(
        f"SELECT id, version - {own} AS version FROM concepts c WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
        (batch, json.dumps(list(seen))),
    )
    now = {int(one["id"]): int(one["version"]) for one in found}
    return {concept for concept, version in seen.items() if now.get(concept) != version}


def made_by_others(store: Store, keys: Sequence[str], journal: Journal) -> set[str]:
    """Of these matching forms those that a concept has which somebody else made since an import was decided."""
    newer = int(store.value("SELECT count(*) FROM concepts WHERE id > ?", (journal.highest,)))
    own = "SELECT 1 FROM revisions r WHERE r.target = 'concept:' || t.concept AND r.batch = ? AND r.before = 'null'"
    made = store.value("SELECT count(*) FROM revisions WHERE batch = ? AND before = 'null'", (journal.batch,))
    if newer <= int(made):
        return set()
    found = store.all(
        f"SELECT DISTINCT t.key FROM terms t WHERE t.concept > ? AND t.key IN (SELECT value FROM json_each(?)) "  # noqa: S608
        f"AND NOT EXISTS ({own})",
        (journal.highest, json.dumps(list(keys), ensure_ascii=False), journal.batch),
    )
    return {one["key"] for one in found}


def undo(store: Store, journal: Journal, most: int) -> bool:
    """Take back so many of the changes that are left of an import, the latest first; whether there were any."""
    found = store.all(
        "SELECT id FROM revisions WHERE batch = ? AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?",
        (journal.batch, journal.undone, journal.undone, most),
    )
    if not found:
        return False
    before = newest_revision(store)
    journal.stayed += revert.part(
        store, [revisions.get(store, int(one["id"])) for one in found], journal.reverted or None
    )
    journal.reverted = journal.reverted or batch_after(store, before)
    journal.undone = int(found[-1]["id"])
    advance(store, journal)
    return True


def part_undone(store: Store, journal: Journal) -> float:
    """Which part of a change has been taken back."""
    query = "SELECT count(*) AS total, count(*) FILTER (WHERE id < ?) AS left FROM revisions WHERE batch = ?"
    found = store.one(query, (journal.undone or 1 << 62, journal.batch)) or {}
    return 1 - found["left"] / found["total"] if found["total"] else 1.0


def large(store: Store, revision: int, most: int) -> int:
    """The change that a revision belongs to, when that is an import of more than so many concepts; else 0."""
    found = store.one("SELECT what, coalesce(batch, id) AS batch FROM revisions WHERE id = ?", (revision,))
    if found is None or found["what"] != "import":
        return 0
    count = int(store.value("SELECT count(*) FROM revisions WHERE batch = ?", (found["batch"],)))
    return int(found["batch"]) if count > most else 0
