"""Files that wait: for a job to read them, or for a person to say what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from web.errors import NotFound
from web.store.database import Store, now
from web.views import Upload

DAYS = 2
"""How long a file waits for a person before it is thrown away."""


def for_job(store: Store, job: int, uploads: Sequence[Upload]) -> None:
    """Keep files until a job has read them."""
    for one in uploads:
        record = {"job": job, "name": one.name, "lang": one.lang, "data": one.data}
        store.insert("staged", record | {"who": store.who, "created": now()})


def of_job(store: Store, job: int) -> list[Upload]:
    """The files that a job is to read, in their order."""
    found = store.all("SELECT name, lang, data FROM staged WHERE job = ? ORDER BY id", (job,))
    return [Upload(one["name"], bytes(one["data"]), one["lang"]) for one in found]


def drop_of_job(store: Store, job: int) -> None:
    """Throw away the files of a job."""
    store.execute("DELETE FROM staged WHERE job = ?", (job,))


def under_key(store: Store, key: str, upload: Upload) -> None:
    """Keep a file under a key that only its owner knows; files that nobody came back for go."""
    then = (datetime.now(UTC) - timedelta(days=DAYS)).strftime("%Y-%m-%dT%H:%M:%SZ")
    store.execute("DELETE FROM staged WHERE key <> '' AND created < ?", (then,))
    record = {"key": key, "name": upload.name, "lang": upload.lang, "data": upload.data}
    store.insert("staged", record | {"who": store.who, "created": now()})


def of_key(store: Store, key: str) -> Upload:
    """The file under a key. Raises ``NotFound`` when it was imported, or waited too long."""
    found = store.one("SELECT name, lang, data FROM staged WHERE key = ?", (key,)) if key else None
    if found is None:
        raise NotFound("The file is no longer here. Choose it again.")
    return Upload(found["name"], bytes(found["data"]), found["lang"])


def drop_key(store: Store, key: str) -> None:
    """Throw away the file under a key."""
    store.execute("DELETE FROM staged WHERE key = ? AND key <> ''", (key,))
