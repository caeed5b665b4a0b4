"""The queue: its order, what is left out of turn, and that a long one costs no more than a short one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from web import actions
from web.store import Store, jobs, works
from web.store.database import Record

OWN = "1:own"


def taken(store: Store) -> Record | None:
    return jobs.take(store, OWN, lambda worker: worker == OWN)


def test_jobs_are_taken_in_their_order_and_a_work_has_one_at_a_time(store: Store) -> None:
    one, other = works.add(store, "One"), works.add(store, "Other")
    first = jobs.add(store, "mine", one, "One")
    second = jobs.add(store, "check", one, "One")
    third = jobs.add(store, "mine", other, "Other")
    fourth = jobs.add(store, "import", None, "New")
    assert [(taken(store) or {}).get("id") for _ in range(4)] == [first, third, fourth, None]
    jobs.finish(store, first, "done")
    assert (taken(store) or {})["id"] == second


def test_a_page_shows_what_runs_then_what_waits_then_what_is_over(store: Store) -> None:
    added = [jobs.add(store, "import", None, f"{number}") for number in range(9)]
    for job in added[:3]:
        taken(store)
        jobs.finish(store, job, "done")
    store.execute("UPDATE jobs SET finished = '2026-05-0' || id WHERE state = 'done'")
    actions.cancel_job(store, added[8])
    taken(store)
    shown = [added[3], *added[4:8], added[8], *reversed(added[:3])]
    assert [job.id for job in jobs.page(store, (*jobs.ACTIVE, *jobs.OVER), 0, 20).items] == shown
    parts = [jobs.page(store, (*jobs.ACTIVE, *jobs.OVER), start, 4) for start in (0, 4, 8, 12)]
    assert [job.id for part in parts for job in part.items] == shown
    assert {part.total for part in parts} == {9}
    assert [job.id for job in actions.list_jobs(store, state="active", offset=1, limit=3).items] == shown[1:4]
    assert actions.count_jobs(store) == (5, 0.0)
    jobs.note(store, added[3], 0.5, "Reading")
    assert actions.count_jobs(store)[1] == pytest.approx(0.1)


def steps(store: Store, does: Callable[[], object]) -> int:
    """How many steps of its machine SQLite takes, in hundreds."""
    count = 0

    def step() -> None:
        nonlocal count
        count += 1

    store.db.conn.set_progress_handler(step, 100)
    does()
    store.db.conn.set_progress_handler(None, 0)
    return count


def one_job(store: Store) -> None:
    job = taken(store)
    assert job is not None
    jobs.finish(store, job["id"], "done")


def test_a_long_queue_costs_no_more_than_a_short_one(store: Store) -> None:
    busy = works.add(store, "Busy")
    jobs.add(store, "align", busy, "Busy")
    taken(store)
    costs = []
    for more in (20, 3000):
        store.insert_all(
            "jobs",
            ("kind", "title", "message", "created"),
            [("import", f"{number}", jobs.WAITING, "2026-05-01T10:00:00Z") for number in range(more)],
        )
        costs.append([steps(store, lambda: one_job(store)), steps(store, lambda: actions.list_jobs(store, limit=10))])
    assert costs[1][0] <= costs[0][0] + 20
    assert costs[1][1] <= costs[0][1] + 200  # they are counted


def test_works_of_one_name_have_addresses_of_their_own(database: Path) -> None:
    with Store(database) as store:
        for title in ("The mill", "The mill", "The mill yard", "The mill"):
            works.add(store, title)
        slugs = [one["slug"] for one in store.all("SELECT slug FROM works ORDER BY id")]
    assert slugs == ["the-mill", "the-mill-2", "the-mill-yard", "the-mill-3"]
