"""Databases that stay open between requests: each comes back clean, and none outlives its file."""

from __future__ import annotations

import threading
from pathlib import Path

from web.store import Store
from web.store.pool import KEPT, Pool


def test_what_was_begun_and_not_ended_is_undone(database: Path) -> None:
    pool = Pool(database)
    store = pool.take()
    store.act_as("one", "admin")
    store.db.conn.execute("BEGIN IMMEDIATE")
    store.insert("settings", {"name": "half", "value": "done"})
    pool.give(store)
    again = pool.take()
    assert again is store
    assert (again.who, again.role, again.value("SELECT count(*) FROM settings WHERE name = 'half'")) == ("", "", 0)
    pool.give(again)
    pool.close()


def test_another_file_in_its_place_is_opened_anew(database: Path, tmp_path: Path) -> None:
    pool = Pool(database)
    pool.give(pool.take())
    other = tmp_path / "other.db"
    with Store(other) as store:
        store.insert("settings", {"name": "which", "value": "other"})
    for end in ("-wal", "-shm"):
        database.with_name(f"{database.name}{end}").unlink(missing_ok=True)
    other.replace(database)
    store = pool.take()
    assert store.value("SELECT value FROM settings WHERE name = 'which'") == "other"
    pool.give(store)
    pool.close()


def test_a_store_goes_from_thread_to_thread_and_few_wait(database: Path) -> None:
    pool = Pool(database)
    taken = [pool.take() for _ in range(KEPT + 3)]
    assert len(set(map(id, taken))) == KEPT + 3
    for store in taken:
        pool.give(store)
    seen: list[int] = []

    def ask() -> None:
        store = pool.take()
        seen.append(store.value("SELECT count(*) FROM works"))
        pool.give(store)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [0] * 4
    pool.close()
