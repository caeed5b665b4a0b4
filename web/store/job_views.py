# ruff: noqa: S608 (statements are put together from names of our own; values are bound)
"""Jobs as they are shown: what runs, what waits, how what is over ended, and how long what runs may still take."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import UTC, datetime

from aligner.types import LANGS
from web.errors import NotFound
from web.store import live
from web.store.database import Record, Store
from web.views import JobView, Page

OVER = ("done", "failed", "cancelled")

_SURE = 0.1
"""From this part of a job on, its own pace is telling."""

# "pace" is how many seconds others of the kind took for a character or byte, the last eight of them.
_COLUMNS = """
SELECT j.*, coalesce(w.slug, '') AS slug,
    (SELECT group_concat(lang) FROM documents WHERE work = j.work) AS langs,
    (SELECT lang FROM documents WHERE id = json_extract(j.parameters, '$.document')) AS own,
    (SELECT sum(seconds) / sum(size) FROM (
    SELECT seconds, size FROM jobs d WHERE d.kind = j.kind AND d.state = 'done' AND d.size > 0
    ORDER BY d.id DESC LIMIT 8)) AS pace
FROM jobs j LEFT JOIN works w ON w.id = j.work
"""


def view(store: Store, job: int) -> JobView:
    """A job as it is shown. Raises ``NotFound``."""
    found = store.one(f"{_COLUMNS} WHERE j.id = ?", (job,))
    if found is None:
        raise NotFound("There is no job number {job}.", job=job)
    return _view(store, found)


def page(store: Store, states: Collection[str], offset: int, limit: int) -> Page[JobView]:
    """Jobs in these states: what runs, then what waits in its order, then what is over, the latest first. Costs what
    is shown, however long the queue is."""
    wanted: list[int] = []
    total = 0
    for part, order in ((("running",), "id"), (("waiting",), "id"), (OVER, "finished DESC, id DESC")):
        held = json.dumps([state for state in part if state in states])
        among = "FROM jobs WHERE state IN (SELECT value FROM json_each(?))"
        count = int(store.value(f"SELECT count(*) {among}", (held,)))
        if count and len(wanted) < limit:
            rest = (limit - len(wanted), max(offset - total, 0))
            query = f"SELECT id {among} ORDER BY {order} LIMIT ? OFFSET ?"
            wanted += [int(one["id"]) for one in store.all(query, (held, *rest))]
        total += count
    by_id = {
        one["id"]: one
        for one in store.all(f"{_COLUMNS} WHERE j.id IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))
    }
    found = [by_id[job] for job in wanted]
    for one in found:
        if one["kind"] == "plan" and (told := json.loads(one["result"])).get("plan"):
            one["result"] = json.dumps(told | {"plan": True})  # thousands of concepts, for its page
    return Page(tuple(_view(store, one) for one in found), total, offset, limit)


def failed(store: Store, who: str, since: str) -> int:
    """How many jobs of a person have failed since a moment."""
    query = "SELECT count(*) FROM jobs WHERE state = 'failed' AND who = ? AND finished > ?"
    return int(store.value(query, (who, since)))


def of_key(store: Store, key: str) -> JobView | None:
    """The last job that looked at the glossary file under a key."""
    query = f"{_COLUMNS} WHERE j.kind = 'plan' AND json_extract(j.parameters, '$.key') = ? ORDER BY j.id DESC LIMIT 1"
    found = store.one(query, (key,))
    return _view(store, found) if found else None


def of_batch(store: Store, batch: int) -> JobView | None:
    """The job that takes a change back, as long as that is not over."""
    query = f"{_COLUMNS} WHERE j.kind = 'back' AND json_extract(j.parameters, '$.batch') = ? "
    found = store.one(f"{query} AND j.state IN ('waiting', 'running') LIMIT 1", (batch,))
    return _view(store, found) if found else None


def of_document(store: Store, document: int) -> JobView | None:
    """The last job about a text: a version that is being imported or brought back, or was."""
    query = f"{_COLUMNS} WHERE j.kind IN ('replace', 'restore') AND json_extract(j.parameters, '$.document') = ? "
    found = store.one(f"{query} ORDER BY j.id DESC LIMIT 1", (document,))
    return _view(store, found) if found else None


def that_made(store: Store, change: int) -> str:
    """What the import is called that made a change of terms; empty where its job is forgotten."""
    query = "SELECT title FROM jobs WHERE kind = 'terms' AND json_extract(result, '$.change') = ? ORDER BY id DESC"
    return str(store.value(query, (change,)) or "")


_TAKEN_BACK = """SELECT 1 FROM revisions r JOIN revisions u ON u.target = r.target AND u.id > r.id AND u.what = 'revert'
WHERE r.id = (SELECT max(id) FROM revisions WHERE batch = ?) LIMIT 1"""
"""Whether the change that an import made was taken back, which begins with what it did last."""


def _view(store: Store, found: Record) -> JobView:
    if here := live.of(store.path, found["id"]) if found["state"] == "running" else None:
        now_at = max(here.progress, found["progress"])
        found |= {"progress": now_at, "message": here.message or found["message"], "stop": here.stop or found["stop"]}
    names = ("id", "kind", "title", "state", "progress", "message", "who", "created", "started", "finished", "seconds")
    left = _left(found) if found["state"] == "running" else None
    held = (found["langs"] or "").split(",")
    lang = found["own"] or next((one for one in LANGS if one in held), "")
    more = {"work": found["slug"], "lang": lang, "left": left, "stopping": bool(found["stop"])}
    parameters, result = json.loads(found["parameters"]), json.loads(found["result"])
    if found["kind"] == "terms" and store.value(_TAKEN_BACK, (result.get("change", 0),)):
        del result["change"]  # there is nothing left of it to take back
    return JobView(
        **{name: found[name] for name in names},
        **more,
        result=result,
        document=int(parameters.get("document") or 0),
    )


def _left(found: Record) -> float | None:
    """Seconds that a running job may still take: by its own pace, and at first by that of others of its kind."""
    began = datetime.strptime(found["started"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    gone = max((datetime.now(UTC) - began).total_seconds(), 0.0)
    part = float(found["progress"])
    own: float | None = gone * (1 - part) / part if part >= _SURE and gone >= 1 else None
    others: float | None = max(found["pace"] * found["size"] - gone, 0.0) if found["pace"] and found["size"] else None
    if own is None or others is None:
        return own if others is None else others
    return part * own + (1 - part) * others
