"""The background worker: uploads are aligned, failures say why, and what a crash left is taken up again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from web import actions
from web.errors import NotFound
from web.jobs import Jobs, submit
from web.store import Store, works
from web.views import Upload


@pytest.fixture
def jobs(database: Path, store: Store) -> Iterator[Jobs]:
    worker = Jobs(database)
    yield worker
    worker.close()


def import_new(store: Store, uploads: dict[str, Upload]) -> int:
    return actions.import_files(store, [uploads["en"], uploads["vi"]], align=False).works[0].id


def test_a_submitted_work_is_aligned_mined_and_checked(jobs: Jobs, store: Store, uploads: dict[str, Upload]) -> None:
    work = import_new(store, uploads)
    jobs.start()
    submit(store, work)
    assert jobs.wait()
    summary = actions.get_work(store, work).summary
    assert (summary.status, summary.progress, summary.rows) == ("ready", 1.0, 6)
    assert store.value("SELECT mined + checked FROM works WHERE id = ?", (work,)) == 2


def test_what_a_dead_process_left_is_taken_up_at_the_next_start(
    jobs: Jobs, store: Store, uploads: dict[str, Upload]
) -> None:
    work = import_new(store, uploads)
    works.set_status(store, work, "aligning", 0.5, "Aligning", "999999999:dead")
    jobs.start()
    assert jobs.wait()
    assert actions.get_work(store, work).summary.status == "ready"


def test_a_work_of_a_living_process_is_left_to_it(jobs: Jobs, store: Store, uploads: dict[str, Upload]) -> None:
    work = import_new(store, uploads)
    works.set_status(store, work, "aligning", 0.5, "Aligning", "1:init")
    jobs.start()
    assert jobs.wait()
    assert actions.get_work(store, work).summary.status == "aligning"


def test_a_failure_is_told_and_the_next_work_goes_on(jobs: Jobs, store: Store, uploads: dict[str, Upload]) -> None:
    work = import_new(store, uploads)
    empty = works.add(store, "Empty")
    submit(store, empty)
    jobs.start()
    submit(store, work)
    assert jobs.wait()
    failed = works.summary(store, empty)
    assert (failed.status, failed.message) == ("failed", "The work has no documents. Import a file into it first.")
    assert works.summary(store, work).status == "ready"


def test_an_unexpected_error_is_a_sentence_not_a_dead_worker(
    jobs: Jobs, store: Store, uploads: dict[str, Upload], monkeypatch: pytest.MonkeyPatch
) -> None:
    work = import_new(store, uploads)

    def broken(*arguments: object) -> None:
        raise RuntimeError("secret details")

    with monkeypatch.context() as patch:
        patch.setattr(actions, "refresh", broken)
        jobs.start()
        submit(store, work)
        assert jobs.wait()
    summary = works.summary(store, work)
    assert summary.status == "failed"
    assert "RuntimeError" in summary.message
    assert "secret" not in summary.message
    submit(store, work)
    assert jobs.wait()
    assert works.summary(store, work).status == "ready"


def test_only_works_that_exist_can_be_submitted(jobs: Jobs, store: Store) -> None:
    with pytest.raises(NotFound):
        submit(store, 5)
