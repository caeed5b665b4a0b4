# ruff: noqa: S608 (statements are put together from names of our own; values are bound)
"""The queue of background work: what waits, what runs and who runs it, and how what is over ended. How jobs are shown
stands in ``web.store.job_views``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from aligner.errors import said
from web.errors import NotFound
from web.store import imports, spell, tables, works
from web.store.database import Record, Store, now
from web.store.job_views import OVER as OVER
from web.store.job_views import failed as failed
from web.store.job_views import of_batch as of_batch
from web.store.job_views import of_document as of_document
from web.store.job_views import of_key as of_key
from web.store.job_views import page as page
from web.store.job_views import that_made as that_made
from web.store.job_views import view as view

ACTIVE = ("waiting", "running")

QUICK, LONG = "quick", "long"
LANES = {
    QUICK: ("jobs_kind", "kind IN ('plan', 'export')"),
    LONG: ("jobs_state", "kind NOT IN ('plan', 'export')"),
}
"""What is done side by side: in the one lane what somebody waits for and what changes nothing, in the other the rest.
By which index the jobs of each are found, and what they are."""

KEPT = 200
"""Jobs that are over and still listed, and as many that failed; older ones are forgotten."""

TRIES = 3
"""How often a job is begun whose process dies: one that kills the process must not do so forever."""

_IS_OVER = "state IN ('done', 'failed', 'cancelled')"
"""Asked so, an index leads to the jobs that are over, however many wait."""

WAITING = "Waiting"
STARTING = "Starting"


def add(
    store: Store, kind: str, work: int | None, title: str, *, size: int = 0, parameters: Mapping[str, Any] | None = None
) -> int:
    """A new job at the end of the queue; its number."""
    record = {"kind": kind, "work": work, "title": title, "parameters": dict(parameters or {}), "size": size}
    job = store.insert("jobs", record | {"message": WAITING, "who": store.who, "created": now()})
    spell.joined(store, job)
    return job


def add_for_works(store: Store, kind: str) -> int:
    """A job of this kind for every aligned work that has none waiting, in one statement; how many there are."""
    if not store.value("SELECT 1 FROM jobs WHERE state IN ('waiting', 'running') LIMIT 1"):
        spell.joined(store, 1 + int(store.value("SELECT coalesce(max(id), 0) FROM jobs")))
    return store.execute(
        "INSERT INTO jobs (kind, work, title, size, message, who, created) SELECT ?, w.id, w.title, "
        "(SELECT coalesce(sum(length(text)), 0) FROM documents WHERE work = w.id), ?, ?, ? FROM works w "
        "WHERE EXISTS (SELECT 1 FROM tables WHERE work = w.id) AND NOT EXISTS "
        "(SELECT 1 FROM jobs j WHERE j.work = w.id AND j.kind = ? AND j.state = 'waiting' AND NOT j.stop) "
        "ORDER BY w.id",
        (kind, WAITING, store.who, now(), kind),
    )


def cancel_waiting(store: Store) -> int:
    """End all jobs that wait, but for the newest states of their works, which ``settle`` says; how many."""
    waiting = [int(one["id"]) for one in store.all("SELECT id FROM jobs WHERE state = 'waiting'")]
    for job in waiting:
        if imports.turn_back(store, job, imports.CANCELLED):
            continue
        finish(store, job, "cancelled")
        settle(store, job)
    return len(waiting)


def queued(store: Store, kind: str, work: int) -> int | None:
    """The job of this kind that waits for a work already, which does what a second one would do."""
    query = "SELECT id FROM jobs WHERE work = ? AND kind = ? AND state = 'waiting' AND NOT stop ORDER BY id"
    found = store.value(query, (work, kind))
    return None if found is None else int(found)


def running(store: Store, kind: str, work: int) -> bool:
    """Whether a job of this kind waits for a work or runs on it."""
    query = "SELECT 1 FROM jobs WHERE work = ? AND kind = ? AND state IN ('waiting', 'running')"
    return store.value(query, (work, kind)) is not None


def record(store: Store, job: int) -> Record:
    """A job as the store has it, its parameters read. Raises ``NotFound``."""
    found = store.one("SELECT * FROM jobs WHERE id = ?", (job,))
    if found is None:
        raise NotFound("There is no job number {job}.", job=job)
    return found | {"parameters": json.loads(found["parameters"]), "result": json.loads(found["result"])}


def exported(store: Store) -> list[int]:
    """The jobs that wrote a file, or are to."""
    return [int(one["id"]) for one in store.all("SELECT id FROM jobs WHERE kind = 'export'")]


def term_characters(store: Store) -> int:
    """How long all terms are together, by which their export is estimated."""
    return int(store.value("SELECT coalesce(sum(length(text)), 0) FROM terms"))


def forget_plan(store: Store, key: str) -> None:
    """Let go of what the import of the file under a key would have done."""
    query = "UPDATE jobs SET result = '{}' WHERE kind = 'plan' AND json_extract(parameters, '$.key') = ?"
    store.execute(query, (key,))


def take(store: Store, worker: str, alive: Callable[[str], bool], lane: str = "") -> Record | None:
    """The next job of a lane, or of all, that waits or whose process is gone, marked as the worker's. A work has one
    job at a time, in their order; and what a glossary file would do is told when those before it are done with."""
    index, ours = LANES.get(lane, ("jobs_state", "TRUE"))
    if not store.value(f"SELECT 1 FROM jobs WHERE state IN ('waiting', 'running') AND {ours}"):
        return None
    with store.atomic():
        busy: set[int] = set()
        for one in store.all("SELECT * FROM jobs WHERE state = 'running' ORDER BY id"):
            if alive(one["worker"]):
                busy |= {one["work"]} - {None}
            elif one["stop"] and not imports.turn_back(store, one["id"], imports.CANCELLED):
                finish(store, one["id"], "cancelled")
                settle(store, one["id"])
            elif one["attempts"] >= TRIES and not imports.give_up(store, one["id"]):
                ended = said(
                    "It was interrupted {count} times, each time the program ended. Start it again when there is more "
                    "memory.",
                    count=one["attempts"],
                )
                finish(store, one["id"], "failed", ended)
                settle(store, one["id"])
            else:
                requeue(store, one["id"])
        before = "SELECT 1 FROM jobs e WHERE e.state IN ('waiting', 'running') AND e.id < j.id AND"
        query = (
            f"SELECT id FROM jobs j INDEXED BY {index} WHERE state = 'waiting' AND {ours} AND (work IS NULL OR "
            f"(work NOT IN (SELECT value FROM json_each(?)) AND NOT EXISTS ({before} e.work = j.work))) "
            f"AND NOT (kind = 'plan' AND EXISTS ({before} e.kind IN ('terms', 'back'))) ORDER BY id LIMIT 1"
        )
        found = store.value(query, (json.dumps(sorted(busy)),))
        if found is None:
            return None
        store.execute(
            "UPDATE jobs SET state = 'running', worker = ?, message = ?, progress = 0, stop = 0, started = ?, "
            "attempts = attempts + 1 WHERE id = ?",
            (worker, STARTING, now(), found),
        )
        return record(store, found)


def hold(store: Store, job: int, worker: str) -> None:
    """Mark a job as that of somebody who does it at once."""
    store.execute(
        "UPDATE jobs SET state = 'running', worker = ?, message = ?, started = ?, attempts = 1 WHERE id = ?",
        (worker, STARTING, now(), job),
    )


def remove(store: Store, job: int) -> None:
    """Forget a job of which nothing has come."""
    store.execute("DELETE FROM jobs WHERE id = ?", (job,))


def note(store: Store, job: int, progress: float, message: str) -> None:
    """Say how far a job is."""
    store.execute("UPDATE jobs SET progress = ?, message = ? WHERE id = ?", (min(progress, 1.0), message, job))


def stopped(store: Store, job: int) -> bool:
    """Whether a job is to end: somebody asked for it, or what it was about is gone."""
    return bool(store.value("SELECT stop FROM jobs WHERE id = ?", (job,)) != 0)


def ask_to_stop(store: Store, job: int) -> None:
    """Ask a running job to end at the next place where it can."""
    store.execute("UPDATE jobs SET stop = 1 WHERE id = ?", (job,))


def told(store: Store, job: int, result: Mapping[str, Any]) -> None:
    """Note what has come of a job so far."""
    store.execute("UPDATE jobs SET result = ? WHERE id = ?", (json.dumps(dict(result), ensure_ascii=False), job))


def finish(store: Store, job: int, state: str, message: str = "", seconds: float = 0.0) -> None:
    """Say how a job ended, and forget jobs that ended long ago."""
    part = ", progress = 1" if state == "done" else ""
    store.execute(
        f"UPDATE jobs SET state = ?, message = ?, finished = ?, seconds = ?, worker = '', stop = 0{part} WHERE id = ?",
        (state, message, now(), seconds, job),
    )
    alike = f"{_IS_OVER} AND state {'=' if state == 'failed' else '<>'} 'failed'"
    store.execute(
        f"DELETE FROM jobs WHERE {alike} AND id NOT IN "
        f"(SELECT id FROM jobs WHERE {alike} ORDER BY finished DESC, id DESC LIMIT ?)",
        (KEPT,),
    )


def settle(store: Store, job: int) -> None:
    """After a job that did not come to its end, let its work stand as it is: failed, or with the table that it has, or
    new."""
    held = record(store, job)
    work = held["work"]
    if held["kind"] != "align" or not work or running(store, "align", work):
        return
    if held["state"] == "failed":
        works.set_status(store, work, "failed", 0.0, held["message"])
    elif tables.header(store, work):
        works.set_status(store, work, "ready", 1.0, "")
    else:
        works.set_status(store, work, "new", 0.0, "")


def requeue(store: Store, job: int, *, anew: bool = False) -> None:
    """Put a job back into the queue; ``anew`` forgets how often it was begun."""
    fresh = ", attempts = 0, finished = '', result = '{}'" if anew else ""
    store.execute(
        f"UPDATE jobs SET state = 'waiting', progress = 0, message = ?, worker = '', stop = 0{fresh} WHERE id = ?",
        (WAITING, job),
    )
