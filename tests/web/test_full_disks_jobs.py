"""Work in the background on a disk without room: every kind of job says so in a sentence as soon as there is room,
leaves what was there as it was, and can be begun anew."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import TEXTS
from tests.web.disks import no_room
from web import actions, doing
from web import jobs as background
from web.actions.deciding import Wish
from web.actions.exporting import Export
from web.jobs import Jobs
from web.store import Store
from web.store.health import faults
from web.trouble import FULL, GONE
from web.views import JobView, Upload

CHANGED = Upload("mill.vi.md", TEXTS["vi"].replace("1890", "1891").encode())
TERMS = b"en,vi\nturbine,tua-bin\n" + b"".join(b"word%d,t\xe1\xbb\xab %d\n" % (n, n) for n in range(200))
APART = ("jobs", "staged", "works", "sqlite_sequence")
"""Tables that say how jobs ended; what a work holds is in the others."""

BEGUN: dict[str, Callable[[Store], JobView]] = {
    "align": lambda store: actions.start_job(store, "align", 1),
    "gaps": lambda store: actions.start_job(store, "gaps", 1),
    "mine": lambda store: actions.start_job(store, "mine", 1),
    "check": lambda store: actions.start_job(store, "check", 1),
    "import": lambda store: actions.import_later(store, [Upload("other.en.md", TEXTS["en"][9:].encode())]),
    "replace": lambda store: actions.replace_later(store, actions.find_document(store, "1:vi"), CHANGED),
    "restore": lambda store: actions.restore_later(store, actions.find_document(store, "1:en"), 1),
    "plan": lambda store: actions.plan_later(store, _staged(store), Wish()),
    "terms": lambda store: actions.import_terms_later(store, Upload("words.csv", TERMS), Wish()),
    "export": lambda store: actions.export_later(store, Export("rows", "tmx")),
}
ELSEWHERE = {"back"}
"""What begins by itself after another one."""


def _staged(store: Store) -> str:
    actions.stage_file(store, "key", Upload("words.csv", TERMS))
    return "key"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("jobs") / "doichieu.db"
    with Store(path) as store:
        uploads = [Upload(f"mill.{lang}.md", TEXTS[lang].encode()) for lang in ("en", "vi")]
        work = actions.import_files(store, uploads).works[0]
        actions.refresh(store, work.id)
        second = Upload("mill.en.md", TEXTS["en"].replace("1890", "1892").encode())
        actions.replace_document(store, actions.find_document(store, "1:en"), second)
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def held(path: Path) -> dict[str, list[Any]]:
    """Every record of every table, but for what says how jobs ended."""
    with sqlite3.connect(path) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if name not in APART and "fts" not in name]
        return {name: sorted(database.execute(f'SELECT * FROM "{name}"'), key=repr) for name in kept}


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, ExitStack]]:
    """From the moment that a job begins there is no room until the stack is closed; the event: it was not noted."""
    told, disk = threading.Event(), ExitStack()
    do, surely = doing.do, Jobs._surely

    def begin(*given: Any) -> Any:
        disk.enter_context(no_room())
        return do(*given)

    def tell(self: Jobs, note: Callable[[], None]) -> None:
        def tried() -> None:
            try:
                note()
            except (sqlite3.Error, OSError):
                told.set()
                raise

        surely(self, tried)

    monkeypatch.setattr(doing, "do", begin)
    monkeypatch.setattr(Jobs, "_surely", tell)
    monkeypatch.setattr(background, "PAUSE", 0.05)
    yield told, disk
    disk.close()


def test_every_kind_of_job_is_thought_about() -> None:
    assert set(BEGUN) | ELSEWHERE == set(doing._DOES)


@pytest.mark.parametrize("kind", BEGUN)
def test_a_job_that_meets_a_full_disk_says_so_and_leaves_nothing_half_done(
    filled: Path, tmp_path: Path, kind: str, full: tuple[threading.Event, ExitStack], monkeypatch: pytest.MonkeyPatch
) -> None:
    told, disk = full
    path = tmp_path / "doichieu.db"
    shutil.copy(filled, path)
    worker = Jobs(path)
    with Store(path) as store:
        job = BEGUN[kind](store).id
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = held(path)
        try:
            worker.start()
            worker.wake()
            assert told.wait(240)
            assert actions.get_job(store, job).state == "running"  # nothing can be written down yet
            disk.close()
            assert worker.wait()
            ended = actions.get_job(store, job)
            assert ended.state == "failed"
            assert ended.message in (GONE, FULL)
            assert held(path) == before
            assert list(faults(store)) == []
            monkeypatch.undo()
            monkeypatch.setattr(background, "PAUSE", 0.05)
            actions.restart_job(store, job)
            worker.wake()
            assert worker.wait()
            assert actions.get_job(store, job).state == "done"
            assert list(faults(store)) == []
        finally:
            disk.close()
            worker.close()


def test_a_job_that_waits_goes_on_waiting_while_there_is_no_room(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(background, "PAUSE", 0.05)
    path, told = tmp_path / "doichieu.db", threading.Event()
    shutil.copy(filled, path)
    monkeypatch.setattr(background.LOG, "error", lambda *words: told.set())
    worker = Jobs(path)
    with Store(path) as store, caplog.at_level(logging.ERROR):
        job = BEGUN["mine"](store).id
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        try:
            with no_room():
                worker.start()
                assert told.wait(240)
                assert actions.get_job(store, job).state == "waiting"
            worker.wake()
            assert worker.wait()
            assert actions.get_job(store, job).state == "done"
        finally:
            worker.close()
    assert "Traceback" not in caplog.text
