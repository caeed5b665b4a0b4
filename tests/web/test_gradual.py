"""Large glossary files go in by short steps: others write in between, nothing is half there, it is all one change."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aligner.errors import InputError
from glossary.types import Concept, Status, Term
from web import actions
from web.actions import gradual, importing
from web.actions.deciding import Wish
from web.jobs import Jobs
from web.store import Store, concepts, jobs
from web.store import usage as usage_of
from web.views import ImportItem, JobView, Upload

COUNT, STEP = 60, 10
WORDS = [f"harbour {chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(COUNT)]
FILE = ("en,vi,note\n" + "".join(f"{word},cảng {word[8:]},new\n" for word in WORDS)).encode()


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps of ten concepts without a rest, so that small files have many."""
    for name, value in {"FIRST": STEP, "LEAST": STEP, "MOST": STEP, "BREATH": 0.0}.items():
        monkeypatch.setattr(gradual, name, value)
    monkeypatch.setattr(importing, "AT_ONCE", 20)


@pytest.fixture
def worker(database: Path) -> Iterator[Jobs]:
    made = Jobs(database)
    yield made
    made.close()


@pytest.fixture
def known(store: Store) -> list[int]:
    """Three concepts that the file changes, in its first, second and last step."""
    return [_concept(store, WORDS[number]) for number in (2, 12, 55)]


def _concept(store: Store, word: str) -> int:
    return actions.add_concept(store, Concept((Term("en", word, Status.APPROVED),), status=Status.APPROVED)).id


def whole(store: Store) -> list[tuple[str, str]]:
    return sorted((concept.terms[0].text, concept.note) for _, concept in concepts.every(store))


ALL = sorted((word, "new") for word in WORDS)


def change(store: Store) -> int:
    """What the import can be taken back by."""
    return int(store.value("SELECT max(batch) FROM revisions WHERE what = 'import'"))


def done(worker: Jobs, store: Store, job: JobView) -> JobView:
    worker.start()
    worker.wake()
    assert worker.wait()
    return actions.get_job(store, job.id)


def at_step(monkeypatch: pytest.MonkeyPatch, what: Callable[[int], None]) -> list[int]:
    """Do something after each step, outside its transaction; the numbers of the steps that there were."""
    steps: list[int] = []
    real = gradual.Pace.__exit__

    def ended(pace: gradual.Pace, *error: object) -> None:
        real(pace, *error)
        steps.append(len(steps) + 1)
        if error[0] is None:
            what(len(steps))

    monkeypatch.setattr(gradual.Pace, "__exit__", ended)
    return steps


def test_who_edits_meanwhile_is_let_in_after_every_step_and_keeps_what_they_wrote(
    store: Store, database: Path, worker: Jobs, known: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = _concept(store, "quay")

    def edit(step: int) -> None:
        with Store(database, "reviewer1") as mine:
            mine.db.execute("PRAGMA busy_timeout = 0")  # who is not let in at once is told so
            actions.edit_concept(mine, other, {"note": f"after {step}"})
            if step == 1:
                actions.edit_concept(mine, known[2], {"domain": "mine"})
                _concept(mine, WORDS[40])

    steps = at_step(monkeypatch, edit)
    job = actions.import_terms_later(store, Upload("terms.csv", FILE), Wish())
    result = done(worker, store, job).result
    assert result == {"new": COUNT - 3, "changed": 3, "same": 0, "overtaken": 2, "change": change(store)}
    assert len(steps) == COUNT / STEP
    assert actions.get_concept(store, other).note == "after 6"
    mine = actions.get_concept(store, known[2])
    assert (mine.domain, mine.note) == ("mine", "")
    assert len(whole(store)) == COUNT + 1
    assert store.value("SELECT count(*) FROM imports") == 0
    assert store.value("SELECT count(DISTINCT batch) FROM revisions WHERE what = 'import'") == 1


def test_steps_hold_the_store_for_a_moment_and_leave_others_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    clock = iter([9.0, 10.0, 11.0, 11.02, 11.1, 11.2])  # looked, begun, ended, twice
    slept: list[float] = []
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(time, "sleep", slept.append)
    pace = gradual.Pace()
    with pace:
        pass
    assert (pace.size, slept) == (int(gradual.FIRST * gradual.HOLD), [])  # a second was too long
    with pace:
        pass
    assert gradual.FIRST * gradual.HOLD < pace.size <= 2 * gradual.FIRST * gradual.HOLD
    assert slept == [pytest.approx(gradual.BREATH - 0.02)]


def test_what_a_killed_process_left_goes_on_where_it_stood(
    store: Store, database: Path, worker: Jobs, known: list[int]
) -> None:
    job = actions.import_terms_later(store, Upload("terms.csv", FILE), Wish())
    _die(database, after=3)
    assert actions.get_job(store, job.id).state == "running"
    assert len(whole(store)) == 30 + 1
    result = done(worker, store, job).result
    assert result == {"new": COUNT - 3, "changed": 3, "same": 0, "change": change(store)}
    assert whole(store) == ALL
    assert store.value("SELECT count(DISTINCT batch) FROM revisions WHERE what = 'import'") == 1


def test_what_is_ended_after_its_process_died_is_taken_back(
    store: Store, database: Path, worker: Jobs, known: list[int]
) -> None:
    before = whole(store)
    job = actions.import_terms_later(store, Upload("terms.csv", FILE), Wish())
    _die(database, after=3)
    actions.cancel_job(store, job.id)
    ended = done(worker, store, job)
    assert (ended.state, ended.result) == ("cancelled", {"back": True, "stayed": 0})
    assert whole(store) == before
    assert done(worker, store, actions.restart_job(store, job.id)).state == "done"
    assert whole(store) == ALL


def _die(database: Path, after: int) -> None:
    """A service that is killed after so many steps of the import that waits."""
    script = f"""
import os, signal, threading
from pathlib import Path
from web.actions import gradual
from web.jobs import Jobs

gradual.FIRST = gradual.LEAST = gradual.MOST = {STEP}
steps, real = [], gradual.Pace.__exit__

def ended(pace, *error):
    real(pace, *error)
    steps.append(1)
    if len(steps) == {after}:
        os.kill(os.getpid(), signal.SIGKILL)

gradual.Pace.__exit__ = ended
Jobs(Path({str(database)!r})).start()
threading.Event().wait()
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -9


@pytest.mark.parametrize("how", ["ended", "broken"])
def test_what_does_not_come_to_its_end_is_taken_back_but_for_what_others_changed(
    store: Store, database: Path, worker: Jobs, known: list[int], monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    before = whole(store)
    job = actions.import_terms_later(store, Upload("terms.csv", FILE), Wish())

    def stop(step: int) -> None:
        if step != 3:
            return
        with Store(database, "reviewer1") as mine:
            (found,) = actions.list_concepts(mine, query=WORDS[5]).items
            actions.edit_concept(mine, found.id, {"note": "mine"})
            if how == "ended":
                actions.cancel_job(mine, job.id)
        if how == "broken":
            raise InputError("The file is gone.")

    at_step(monkeypatch, stop)
    over = done(worker, store, job)
    assert over.state == ("cancelled" if how == "ended" else "failed")
    assert whole(store) == sorted([*before, (WORDS[5], "mine")])
    if how == "ended":
        assert over.result == {"back": True, "stayed": 1}
    else:
        assert over.message == "The file is gone."
    assert store.value("SELECT count(*) FROM imports") == 0


def test_a_service_that_closes_leaves_the_rest_to_the_next(
    store: Store, database: Path, known: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = actions.import_terms_later(store, Upload("terms.csv", FILE), Wish())
    monkeypatch.setattr("web.jobs.INTERVAL", 0.0)
    first, closing = Jobs(database), threading.Event()

    def close(step: int) -> None:
        if step == 3 and not closing.is_set():
            closing.set()
            first._stop.set()

    at_step(monkeypatch, close)
    first.start()
    assert closing.wait(240)
    first.close(240)
    assert actions.get_job(store, job.id).state == "waiting"
    assert len(whole(store)) == 30 + 1
    second = Jobs(database)
    assert done(second, store, job).state == "done"
    second.close()
    assert whole(store) == ALL


def test_a_large_file_is_a_job_of_whoever_imports_it_and_is_taken_back_as_a_whole(
    store: Store, worker: Jobs, known: list[int]
) -> None:
    before = whole(store)
    seen: list[ImportItem] = []
    plan = importing.import_terms(store, "terms.csv", FILE, each=seen.append)
    assert (plan.counts["new"], plan.counts["changed"], plan.applied, len(seen)) == (COUNT - 3, 3, True, COUNT)
    (job,) = actions.list_jobs(store).items
    assert (job.kind, job.state, job.title) == ("terms", "done", "terms.csv")
    assert whole(store) == ALL
    (change,) = store.all("SELECT max(id) AS id FROM revisions WHERE what = 'import'")
    queued = actions.revert_later(store, change["id"])
    assert queued is not None
    assert actions.revert_later(store, change["id"]) == queued
    over = done(worker, store, queued)
    assert (over.state, over.result) == ("done", {"back": True, "stayed": 0})
    assert whole(store) == before
    importing.import_terms(store, "terms.csv", FILE)
    (change,) = store.all("SELECT max(id) AS id FROM revisions WHERE what = 'import'")
    assert len(actions.revert_change(store, change["id"])) == len(known)
    assert whole(store) == before


def test_who_is_refused_leaves_no_job(store: Store) -> None:
    with pytest.raises(InputError):
        importing.import_terms(store, "terms.csv", FILE + b"a,b,c,d,too much\n")
    assert (actions.list_jobs(store).items, whole(store)) == ((), [])


def test_an_import_that_dies_again_and_again_is_taken_back(store: Store, worker: Jobs, known: list[int]) -> None:
    before = whole(store)
    job = actions.import_terms_later(store, Upload("terms.csv", FILE), Wish())
    _die(worker.database, after=2)
    store.execute("UPDATE jobs SET attempts = ?", (jobs.TRIES,))
    assert done(worker, store, job).state == "cancelled"
    assert whole(store) == before


def test_terms_are_looked_for_in_the_works_without_keeping_others_waiting(
    store: Store, database: Path, uploads: dict[str, Upload], worker: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = actions.import_files(store, [uploads["en"], uploads["vi"]]).works[0].id
    real = usage_of.found
    met: list[int] = []

    def found(mine: Store, number: int, only: list[int]) -> object:
        assert not mine.db.conn.in_transaction or len(met) == 1
        seen = real(mine, number, only)
        if not met:
            with Store(database, "reviewer1") as other:
                row = other.value('SELECT max(id) FROM "rows"')
                actions.merge_rows(other, row - 1)
        met.append(number)
        return seen

    monkeypatch.setattr(usage_of, "found", found)
    text = FILE + "flood,trận lụt,\n".encode()
    job = actions.import_terms_later(store, Upload("terms.csv", text), Wish(status="approved"))
    assert done(worker, store, job).state == "done"
    assert met == [work, work]
    (view,) = actions.list_concepts(store, query="flood").items
    assert view.count > 0
