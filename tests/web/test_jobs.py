"""Background work: uploads are aligned, failures say why, jobs can be ended, and what a crash left is taken up."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from aligner.errors import InputError
from web import actions
from web.errors import Conflict, NotFound
from web.jobs import Jobs, alive, submit
from web.store import Store, jobs, staged, works
from web.views import Upload

DEAD = "999999999:dead@1"


@pytest.fixture
def worker(database: Path, store: Store) -> Iterator[Jobs]:
    made = Jobs(database)
    yield made
    made.close()


def import_new(store: Store, uploads: dict[str, Upload]) -> int:
    return actions.import_files(store, [uploads["en"], uploads["vi"]], align=False).works[0].id


def left_running(store: Store, work: int, by: str, attempts: int = 1) -> int:
    """A job that a process took and did not end."""
    submit(store, work)
    (job,) = actions.list_jobs(store).items
    changes = "state = 'running', worker = ?, attempts = ?, started = created"
    store.execute(f"UPDATE jobs SET {changes} WHERE id = ?", (by, attempts, job.id))
    return job.id


def test_a_submitted_work_is_aligned_mined_and_checked(worker: Jobs, store: Store, uploads: dict[str, Upload]) -> None:
    work = import_new(store, uploads)
    worker.start()
    submit(store, work)
    assert worker.wait()
    summary = actions.get_work(store, work).summary
    assert (summary.status, summary.progress, summary.rows) == ("ready", 1.0, 6)
    assert store.value("SELECT mined + checked FROM works WHERE id = ?", (work,)) == 2
    (job,) = actions.list_jobs(store).items
    assert (job.kind, job.state, job.progress, job.work) == ("align", "done", 1.0, summary.slug)


def test_the_same_is_queued_once(store: Store, uploads: dict[str, Upload]) -> None:
    work = import_new(store, uploads)
    first = actions.start_job(store, "align", work)
    assert actions.start_job(store, "align", work).id == first.id
    assert actions.count_jobs(store) == (1, 0.0)


def test_mining_and_checking_are_jobs_too(worker: Jobs, store: Store, uploads: dict[str, Upload]) -> None:
    work = actions.import_files(store, [uploads["en"], uploads["vi"]]).works[0].id
    assert store.value("SELECT mined + checked FROM works WHERE id = ?", (work,)) == 0
    actions.start_job(store, "mine", work)
    actions.start_job(store, "check", work)
    assert actions.get_work(store, work).summary.status == "ready"
    worker.start()
    assert worker.wait()
    assert {job.state for job in actions.list_jobs(store).items} == {"done"}
    assert store.value("SELECT mined + checked FROM works WHERE id = ?", (work,)) == 2


def test_files_are_imported_in_the_background(worker: Jobs, store: Store, uploads: dict[str, Upload]) -> None:
    job = actions.import_later(store, [uploads["en"], uploads["vi"]], title="The mill")
    assert len(staged.of_job(store, job.id)) == 2
    worker.start()
    assert worker.wait()
    (work,) = actions.list_works(store).items
    assert (work.title, work.rows, work.status) == ("The mill", 6, "ready")
    assert staged.of_job(store, job.id) == []
    assert [one.kind for one in actions.list_jobs(store, state="done").items] == ["align", "import"]


def test_each_file_can_be_a_work_of_its_own(worker: Jobs, store: Store, uploads: dict[str, Upload]) -> None:
    actions.import_later(store, list(uploads.values()), separate=True)
    worker.start()
    assert worker.wait()
    assert sorted(work.langs[0] for work in actions.list_works(store).items) == sorted(uploads)


def test_an_import_that_fails_says_why_and_can_be_begun_anew(worker: Jobs, store: Store) -> None:
    job = actions.import_later(store, [Upload("port.txt", b"Le port a ouvert ses portes il y a trente ans.\n")])
    worker.start()
    assert worker.wait()
    failed = actions.get_job(store, job.id)
    assert failed.state == "failed"
    assert failed.message.startswith("Cannot tell the language of port.txt.")
    store.execute("UPDATE staged SET lang = 'en'")
    actions.restart_job(store, job.id)
    assert worker.wait()
    assert actions.get_job(store, job.id).state == "done"
    with pytest.raises(Conflict):
        actions.restart_job(store, job.id)  # its files are read and gone


def test_what_a_dead_process_left_is_taken_up_at_the_next_start(
    worker: Jobs, store: Store, uploads: dict[str, Upload]
) -> None:
    work = import_new(store, uploads)
    job = left_running(store, work, DEAD)
    worker.start()
    assert worker.wait()
    assert actions.get_work(store, work).summary.status == "ready"
    assert actions.get_job(store, job).state == "done"


def test_a_process_that_is_killed_leaves_the_work_as_it_was_and_the_job_to_the_next(
    worker: Jobs, store: Store, database: Path, uploads: dict[str, Upload]
) -> None:
    work = actions.import_files(store, [uploads["en"], uploads["vi"]]).works[0].id
    before = actions.get_table(store, work)
    script = f"""
import sys, threading
from pathlib import Path
from web import actions
from web.jobs import Jobs, submit
from web.store import Store

def forever(store, work, tell):
    tell("Aligning", 0.3)
    print("begun", flush=True)
    threading.Event().wait()

actions.refresh = forever
jobs = Jobs(Path({str(database)!r}))
jobs.start()
with Store(Path({str(database)!r})) as store:
    submit(store, {work})
threading.Event().wait()
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        (job,) = actions.list_jobs(store, state="running").items
        assert job.progress == pytest.approx(0.3)
        process.kill()
    assert actions.get_table(store, work) == before
    worker.start()
    assert worker.wait()
    assert actions.get_job(store, job.id).state == "done"
    assert actions.get_work(store, work).summary.status == "ready"


def test_a_job_that_ends_the_process_each_time_is_given_up(
    worker: Jobs, store: Store, uploads: dict[str, Upload]
) -> None:
    job = left_running(store, import_new(store, uploads), DEAD, attempts=jobs.TRIES)
    worker.start()
    assert worker.wait()
    given_up = actions.get_job(store, job)
    assert given_up.state == "failed"
    assert given_up.message.startswith("It was interrupted 3 times")
    assert actions.list_works(store).items[0].status == "failed"


def test_a_work_that_an_older_version_left_is_taken_up(worker: Jobs, store: Store, uploads: dict[str, Upload]) -> None:
    work = import_new(store, uploads)
    works.set_status(store, work, "aligning", 0.5, "Aligning", DEAD)
    worker.start()
    assert worker.wait()
    assert actions.get_work(store, work).summary.status == "ready"


def test_a_job_of_a_living_process_is_left_to_it(worker: Jobs, store: Store, uploads: dict[str, Upload]) -> None:
    job = left_running(store, import_new(store, uploads), "1:init")
    worker.start()
    assert worker.wait()
    assert actions.get_job(store, job).state == "running"


def test_a_process_that_has_only_the_number_of_an_old_one_is_not_that_one() -> None:
    own = f"{2**22}:a@5"
    assert alive("1:x", own)
    assert not alive("1:x@0", own)


def test_a_failure_is_told_and_the_next_work_goes_on(worker: Jobs, store: Store, uploads: dict[str, Upload]) -> None:
    work = import_new(store, uploads)
    empty = works.add(store, "Empty")
    submit(store, empty)
    worker.start()
    submit(store, work)
    assert worker.wait()
    failed = works.summary(store, empty)
    assert (failed.status, failed.message) == ("failed", "The work has no documents. Import a file into it first.")
    assert works.summary(store, work).status == "ready"


def test_an_unexpected_error_is_a_sentence_not_a_dead_worker(
    worker: Jobs, store: Store, uploads: dict[str, Upload], monkeypatch: pytest.MonkeyPatch
) -> None:
    work = import_new(store, uploads)

    def broken(*arguments: object) -> None:
        raise RuntimeError("secret details")

    with monkeypatch.context() as patch:
        patch.setattr(actions, "refresh", broken)
        worker.start()
        submit(store, work)
        assert worker.wait()
    summary = works.summary(store, work)
    assert summary.status == "failed"
    assert "RuntimeError" in summary.message
    assert "secret" not in summary.message
    submit(store, work)
    assert worker.wait()
    assert works.summary(store, work).status == "ready"


def test_only_works_that_exist_can_be_submitted(store: Store) -> None:
    with pytest.raises(NotFound):
        submit(store, 5)
    with pytest.raises(InputError, match="There is no job"):
        actions.start_job(store, "sing", 5)


class Slow:
    """An alignment that has begun and goes on until somebody asks it to end."""

    def __init__(self) -> None:
        self.begun = threading.Event()

    def __call__(self, store: Store, work: int, tell: Callable[[str, float], None]) -> None:
        self.begun.set()
        for step in range(100_000):
            tell("Aligning", step / 100_000)
            threading.Event().wait(0.005)
        raise AssertionError("nobody asked it to end")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    made = Slow()
    monkeypatch.setattr(actions, "refresh", made)
    return made


def test_a_running_job_ends_when_asked_and_leaves_what_was_there(
    worker: Jobs, store: Store, uploads: dict[str, Upload], slow: Slow
) -> None:
    work = actions.import_files(store, [uploads["en"], uploads["vi"]]).works[0].id
    before = actions.get_table(store, work)
    worker.start()
    submit(store, work)
    assert slow.begun.wait(240)
    (job,) = actions.list_jobs(store, state="active").items
    actions.cancel_job(store, job.id)
    assert worker.wait()
    assert actions.get_job(store, job.id).state == "cancelled"
    assert actions.get_work(store, work).summary.status == "ready"
    assert actions.get_table(store, work) == before
    with pytest.raises(Conflict, match="over already"):
        actions.cancel_job(store, job.id)


def test_a_waiting_job_is_cancelled_at_once(store: Store, uploads: dict[str, Upload]) -> None:
    work = import_new(store, uploads)
    job = actions.start_job(store, "align", work)
    assert actions.cancel_job(store, job.id).state == "cancelled"
    assert actions.get_work(store, work).summary.status == "new"
    assert actions.restart_job(store, job.id).state == "waiting"
    assert actions.get_work(store, work).summary.status == "aligning"


def test_a_service_that_closes_gives_its_job_back(
    worker: Jobs, store: Store, uploads: dict[str, Upload], slow: Slow
) -> None:
    submit(store, import_new(store, uploads))
    worker.start()
    assert slow.begun.wait(240)
    worker.close(timeout=240)
    (job,) = actions.list_jobs(store).items
    assert job.state == "waiting"


def test_a_work_that_is_deleted_ends_its_job(
    worker: Jobs, store: Store, uploads: dict[str, Upload], slow: Slow
) -> None:
    work = import_new(store, uploads)
    submit(store, work)
    worker.start()
    assert slow.begun.wait(240)
    actions.delete_work(store, work)
    assert worker.wait()
    assert actions.list_jobs(store).total == 0


class Still(datetime):
    """A clock that stands, so that a slow machine counts no second more."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Still:
        return cls(2026, 5, 1, 10, 0, 20, tzinfo=tz)


def test_what_is_left_is_told_by_its_own_pace_and_by_that_of_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.store.job_views.datetime", Still)
    for seconds, size in ((10.0, 1000), (30.0, 3000)):
        jobs.finish(store, jobs.add(store, "import", None, "a", size=size), "done", "", seconds)
    job = jobs.add(store, "import", None, "b", size=6000)
    began = "started = '2026-05-01T10:00:00Z'"  # twenty seconds ago
    store.execute(f"UPDATE jobs SET state = 'running', {began}, progress = 0.02 WHERE id = ?", (job,))
    assert jobs.view(store, job).left == pytest.approx(40)
    store.execute("UPDATE jobs SET progress = 0.9 WHERE id = ?", (job,))
    assert jobs.view(store, job).left == pytest.approx(0.9 * 20 / 9 + 0.1 * 40)
    store.execute("DELETE FROM jobs WHERE state = 'done'")
    store.execute("UPDATE jobs SET progress = 0.02 WHERE id = ?", (job,))
    assert jobs.view(store, job).left is None


def test_jobs_that_ended_long_ago_are_forgotten(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "KEPT", 3)
    for _ in range(6):
        jobs.finish(store, jobs.add(store, "import", None, "a"), "done")
    assert actions.list_jobs(store).total == 3
