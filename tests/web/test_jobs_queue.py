"""The queue: its order, what is left out of turn, and that a long one costs no more than a short one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from web import actions
from web.cli import main
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
    number, part = actions.count_jobs(store)
    assert number == 5
    assert part == pytest.approx(4 / 9)
    jobs.note(store, added[3], 0.5, "Reading")
    assert actions.count_jobs(store)[1] == pytest.approx(0.5)


def test_the_queue_is_told_as_a_whole_since_it_was_empty_last(store: Store) -> None:
    def whole() -> tuple[int, int, int]:
        queue = actions.queue_status(store)
        return queue.over, queue.total, queue.failed

    assert whole() == (0, 0, 0)
    jobs.finish(store, jobs.add(store, "export", None, "long ago"), "failed", "No room.")
    added = [jobs.add(store, "export", None, f"{number}") for number in range(5)]
    assert whole() == (0, 5, 0)
    assert actions.queue_status(store).left is None
    for state, seconds in (("done", 10.0), ("failed", 1.0)):
        taken(store)
        jobs.finish(store, added.pop(0), state, "", seconds)
    assert whole() == (2, 5, 1)
    assert actions.queue_status(store).left == 30.0
    taken(store)
    jobs.note(store, added[0], 0.5, "Writing")
    assert actions.queue_status(store).progress == pytest.approx(0.5)
    assert actions.queue_status(store).left == 25.0
    (failed,) = actions.list_failed(store)
    actions.restart_job(store, failed.id)
    assert whole() == (1, 5, 0)
    assert actions.list_failed(store) == ()
    actions.cancel_waiting(store)
    assert whole() == (4, 5, 0)
    jobs.finish(store, added[0], "done", "", 10.0)
    assert whole() == (5, 5, 0)
    work = works.add(store, "The mill")
    table = {"work": work, "langs": ["en"], "signature": "", "warnings": [], "moved": [], "created": "2026-05-01"}
    store.insert("tables", table)
    assert actions.start_jobs(store, "check") == 1
    assert whole() == (0, 1, 0)
    actions.restart_job(store, failed.id)
    assert whole() == (0, 2, 0)


def test_files_that_wait_to_be_read_are_to_be_aligned_too(store: Store) -> None:
    for kind, seconds in (("import", 1.0), ("align", 9.0)):
        jobs.finish(store, jobs.add(store, kind, None, kind), "done", "", seconds)
    for _ in range(3):
        jobs.add(store, "import", None, "files")
    assert actions.queue_status(store).left == 30.0


def test_jobs_that_fail_are_not_crowded_out_by_those_that_do_not(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "KEPT", 3)
    added = [jobs.add(store, "import", None, f"{number}") for number in range(9)]
    for job in added[:8]:
        jobs.finish(store, job, "failed" if job == added[1] else "done")
    assert [job.id for job in actions.list_failed(store)] == [added[1]]
    assert actions.list_jobs(store, state="done").total == 3
    assert (actions.queue_status(store).over, actions.queue_status(store).failed) == (8, 1)


def test_the_command_shows_the_queue_follows_it_and_ends_what_waits(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(main, ["--db", str(database), "jobs", *arguments])
        assert result.exit_code == code, result.output
        return result

    assert run().stderr == "There is no background work.\n"
    with Store(database) as store:
        for number in range(3):
            jobs.add(store, "import", None, f"{number}.txt")

        def work(_seconds: float) -> None:
            job = taken(store)
            assert job is not None
            state, message = ("failed", "It is empty.") if job["title"] == "1.txt" else ("done", "")
            jobs.finish(store, job["id"], state, message, 60.0)

        listed = run()
        assert listed.stdout.splitlines()[1].split("\t") == ["1", "import", "0.txt", "waiting", "", ""]
        assert listed.stderr == "0 of 3 jobs done.\n"
        monkeypatch.setattr("time.sleep", work)
        followed = run("--follow", code=1)
        assert followed.stdout == "2\timport\t1.txt\tIt is empty.\n"
        assert followed.stderr == "3 of 3 jobs done, 1 failed.\n"
        jobs.add(store, "import", None, "3.txt")
        monkeypatch.setattr("time.sleep", lambda _: jobs.cancel_waiting(store))
        monkeypatch.setattr("web.cli.jobs.IDLE", 1)
        assert run("--follow").stderr.startswith("No service works on them")
        jobs.add(store, "import", None, "4.txt")
        assert run("--cancel-waiting").stderr == "1 job cancelled.\n"
    assert json.loads(run("--json").stdout)["queue"] == {
        "over": 1, "total": 1, "failed": 0, "progress": 1.0, "left": None
    }  # fmt: skip


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


# --- lanes


def of_lane(store: Store, lane: str) -> int:
    return int((jobs.take(store, OWN, lambda worker: worker == OWN, lane) or {"id": 0})["id"])


def test_what_somebody_waits_for_does_not_wait_for_long_work_but_for_what_it_tells_of(store: Store) -> None:
    one, other = works.add(store, "One"), works.add(store, "Other")
    added = [
        jobs.add(store, kind, work, "")
        for kind, work in (
            *(("check", one), ("export", one), ("export", None), ("export", other), ("align", other)),
            *(("terms", None), ("plan", None), ("plan", None)),
        )
    ]
    check, of_one, of_all, of_other, align, terms, plan, later = added
    assert of_lane(store, jobs.LONG) == check
    assert of_lane(store, jobs.QUICK) == of_all  # that of the work itself comes after what was asked for before it
    assert of_lane(store, jobs.LONG) == terms  # an export of the other work waits for its turn, and aligning for that
    assert of_lane(store, jobs.QUICK) == of_other
    assert of_lane(store, jobs.QUICK) == 0
    jobs.finish(store, check, "done")
    assert of_lane(store, jobs.QUICK) == of_one
    jobs.finish(store, of_other, "done")
    assert of_lane(store, jobs.LONG) == align
    assert of_lane(store, jobs.QUICK) == 0
    jobs.finish(store, terms, "failed")
    assert [of_lane(store, jobs.QUICK) for _ in range(3)] == [plan, later, 0]
    assert of_lane(store, jobs.LONG) == 0


def test_a_lane_takes_up_what_a_dead_process_left_in_either(store: Store) -> None:
    added = [jobs.add(store, kind, None, "") for kind in ("import", "export")]
    for job in added:
        jobs.hold(store, job, "999999999:dead@1")
    assert [of_lane(store, lane) for lane in (jobs.QUICK, jobs.LONG, jobs.QUICK)] == [added[1], added[0], 0]
