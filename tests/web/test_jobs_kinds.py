"""What the kinds of background work do: new versions, glossary files, exports, all works; each can be ended, is taken
up when its process died, and says what came of it in its parts."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from aligner.errors import InputError
from web import actions, doing, failures
from web.actions.alignment import Progress
from web.actions.deciding import Wish
from web.actions.exporting import Export
from web.errors import Conflict, Forbidden, NotFound
from web.jobs import Jobs
from web.store import Store, jobs, live
from web.store.database import Record
from web.views import JobView, Upload

DEAD = "999999999:dead@1"
CHANGED = "# Cối xay\n\nCối xay được xây dựng năm 1891.\n".encode()
TERMS = "en,vi\nturbine,tua-bin\nweir,đập tràn\n".encode()


@pytest.fixture
def worker(database: Path, store: Store) -> Iterator[Jobs]:
    made = Jobs(database)
    yield made
    made.close()


@pytest.fixture
def work(store: Store, uploads: dict[str, Upload]) -> str:
    return actions.import_files(store, [uploads["en"], uploads["vi"]]).works[0].slug


def done(worker: Jobs, store: Store, job: JobView) -> JobView:
    worker.start()
    worker.wake()
    assert worker.wait()
    return actions.get_job(store, job.id)


def test_a_new_version_and_the_way_back_are_jobs(worker: Jobs, store: Store, work: str) -> None:
    document = actions.find_document(store, f"{work}:vi")
    made = done(worker, store, actions.replace_later(store, document, Upload("second.vi.md", CHANGED)))
    assert (made.state, made.work, made.document, made.result["number"]) == ("done", work, document, 2)
    assert made.result["changes"]["changed"] >= 1
    again = done(worker, store, actions.replace_later(store, document, Upload("second.vi.md", CHANGED)))
    assert again.result["known"]
    back = done(worker, store, actions.restore_later(store, document, 1))
    assert [view.number for view in actions.list_versions(store, document)] == [3, 2, 1]
    assert back.result["number"] == 3
    assert actions.document_job(store, document) == back
    with pytest.raises(Conflict):
        actions.restore_later(store, document, 3)


def test_a_version_that_was_looked_at_when_another_stood_is_not_imported(worker: Jobs, store: Store, work: str) -> None:
    document = actions.find_document(store, f"{work}:vi")
    seen = actions.get_document(store, document).version
    late = actions.replace_later(store, document, Upload("third.vi.md", CHANGED + b"Xa.\n"), version=seen)
    actions.replace_document(store, document, Upload("second.vi.md", CHANGED))
    failed = done(worker, store, late)
    assert (failed.state, len(actions.list_versions(store, document))) == ("failed", 2)
    assert "changed in the meantime" in failed.message


@pytest.mark.parametrize("kind", ["replace", "restore"])
def test_a_version_that_stood_when_its_process_died_is_not_stored_twice(
    worker: Jobs, store: Store, work: str, kind: str
) -> None:
    document = actions.find_document(store, f"{work}:vi")
    upload = Upload("second.vi.md", CHANGED)
    if kind == "restore":
        actions.replace_document(store, document, upload)
        job = actions.restore_later(store, document, 1)
        actions.restore_version(store, document, 1)
    else:
        job = actions.replace_later(store, document, upload)
        actions.replace_document(store, document, upload)
    changes = "state = 'running', worker = ?, attempts = 1, started = created"
    store.execute(f"UPDATE jobs SET {changes} WHERE id = ?", (DEAD, job.id))
    count = len(actions.list_versions(store, document))
    assert done(worker, store, job).state == "done"
    assert len(actions.list_versions(store, document)) == count


def test_a_glossary_is_looked_through_and_imported(worker: Jobs, store: Store, work: str) -> None:
    actions.stage_file(store, "key", Upload("terms.csv", TERMS))
    looked = done(worker, store, actions.plan_later(store, "key", Wish()))
    plan = looked.result["plan"]
    assert (plan["counts"]["new"], [item["action"] for item in plan["items"]]) == (2, ["new", "new"])
    assert actions.plan_job(store, "key") == looked
    assert actions.list_jobs(store).items[0].result["plan"] is True  # lists do not carry the concepts
    wish = Wish(choices={1: "skip"})
    made = done(worker, store, actions.import_terms_later(store, Upload("terms.csv", TERMS), wish, token=plan["token"]))
    assert {name: count for name, count in made.result.items() if count and name != "change"} == {"new": 1, "left": 1}
    assert [one.terms[0].text for one in actions.list_concepts(store, query="weir").items] == ["weir"]
    assert not actions.list_concepts(store, query="turbine").items
    actions.revert_change(store, made.result["change"])
    assert not actions.list_concepts(store, query="weir").items
    assert "change" not in actions.get_job(store, made.id).result  # nothing is left to take back
    actions.drop_file(store, "key")
    assert actions.get_job(store, looked.id).result == {}
    store.act_as("translator1", "translator")
    with pytest.raises(Forbidden):
        actions.restart_job(store, made.id)


def test_what_a_kind_of_concepts_is_told_holds_for_all_of_it(store: Store) -> None:
    actions.import_terms(store, "terms.csv", TERMS, Wish(kinds={"new": "skip"}))
    assert not actions.list_concepts(store).items
    with pytest.raises(InputError):
        actions.import_terms(store, "terms.csv", TERMS, Wish(kinds={"new": "sing"}))


def test_an_export_is_a_file_for_two_days(worker: Jobs, store: Store, work: str, database: Path) -> None:
    job = done(worker, store, actions.export_later(store, Export("rows", "tmx")))
    name, place = actions.job_file(store, job.id)
    assert (name, place.stat().st_size) == ("works.tmx", job.result["size"])
    assert place.read_bytes().startswith(b"<?xml")
    assert place.stat().st_mode & 0o077 == 0
    stray = place.with_name(".9.1.part")
    stray.write_bytes(b"half")
    terms = done(worker, store, actions.export_later(store, Export("terms", "csv", status="all")))
    assert actions.job_file(store, terms.id)[0] == "glossary.csv"
    assert not stray.exists()
    place.unlink()
    with pytest.raises(NotFound):
        actions.job_file(store, job.id)
    for wrong in (Export("songs", "tmx"), Export("rows", "doc"), Export("rows", "tsv")):
        with pytest.raises(InputError):
            actions.export_later(store, wrong)
    with pytest.raises(NotFound):
        actions.export_later(store, replace(Export("rows", "tmx"), works=(99,)))


def test_all_works_have_a_job_each_and_those_that_wait_are_ended_together(
    store: Store, work: str, uploads: dict[str, Upload]
) -> None:
    actions.import_files(store, [uploads["zh-Hant"]], work="Another")
    assert (actions.start_jobs(store, "check"), actions.start_jobs(store, "check")) == (2, 0)
    assert actions.start_jobs(store, "align") == 2
    assert {one.status for one in actions.list_works(store).items} == {"aligning"}
    assert actions.cancel_waiting(store) == 4
    assert {one.status for one in actions.list_works(store).items} == {"ready"}
    assert actions.count_jobs(store)[0] == 0
    with pytest.raises(InputError):
        actions.start_jobs(store, "sing")


def test_a_long_transaction_shows_how_far_it_is_and_ends_when_asked(store: Store, work: str) -> None:
    job = actions.start_job(store, "mine", work)
    jobs.take(store, "1:init", lambda worker: True)
    here = live.begin(store.path, job.id)
    try:
        here.progress, here.message = 0.4, "Storing"
        seen = actions.get_job(store, job.id)
        assert (seen.progress, seen.message, seen.stopping) == (0.4, "Storing", False)
        assert actions.cancel_job(store, job.id).stopping
        assert here.stop
    finally:
        live.end(store.path, job.id)


def test_failures_are_kept_in_their_parts(store: Store, worker: Jobs) -> None:
    upload = Upload("port.txt", b"Le port a ouvert ses portes il y a trente ans.")
    failed = done(worker, store, actions.import_later(store, [upload]))
    error = failures.unpacked(failed.result["failure"])
    assert str(error) == failed.message
    assert error.message.template != str(error.message)
    assert actions.count_failed(store, "2000-01-01T00:00:00Z") == 1


def test_an_export_is_done_while_a_long_job_goes_on(
    worker: Jobs, store: Store, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, goes_on = threading.Event(), threading.Event()

    def checks(store: Store, job: Record, tell: Progress) -> dict[str, int]:
        began.set()
        while not goes_on.wait(0.05):
            tell("Checking", 0.5)
        return {"findings": 0}

    monkeypatch.setitem(doing._DOES, "check", checks)
    long, second = actions.start_job(store, "check", work), actions.start_job(store, "mine", work)
    worker.start()
    assert began.wait(120)
    export = actions.export_later(store, Export(what="terms", format="csv"))
    assert ended(store, export.id).state == "done"
    assert actions.get_job(store, long.id).state == "running"
    goes_on.set()
    assert worker.wait(120)
    assert [actions.get_job(store, one.id).state for one in (long, second)] == ["done", "done"]


def ended(store: Store, job: int) -> JobView:
    """A job as it ended; whoever does it says so in the store."""
    until = time.monotonic() + 120
    while (found := actions.get_job(store, job)).state in jobs.ACTIVE and time.monotonic() < until:
        time.sleep(0.01)
    return found
