"""``kill -9`` of the service during each kind of background work: at the first word about how far it is, and again when
it is about to say that it is done. The next start takes it up, and what comes of it is there once."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from glossary.types import Concept, Status, Term
from tests.web.conftest import TEXTS
from web import actions
from web.actions.deciding import Wish
from web.actions.exporting import Export
from web.actions.keeping import verify_store
from web.jobs import Jobs
from web.store import Store, imports
from web.views import JobView, Upload

ROOT = Path(__file__).parents[2]
CHANGED = "# Cối xay\n\nCối xay được xây dựng năm 1891.\n".encode()
TERMS = "en,vi\nturbine,tua-bin\nweir,đập tràn\nriver,sông\n".encode()
KILLERS = """
import os, shutil, signal, sys, threading
from pathlib import Path
from web import actions, doing, jobs as service
from web.store import Store, jobs

warm = sys.argv[1] + ".warm"
shutil.copy(sys.argv[1], warm)
with Store(Path(warm)) as store:  # lexicons are loaded once, and not by each victim
    actions.refresh(store, 1)

def die(*arguments, **named):
    os.kill(os.getpid(), signal.SIGKILL)

def victim(database, at_end):
    if at_end:
        jobs.finish = die
    else:
        real = service.Jobs._teller
        service.Jobs._teller = lambda *of: (lambda tell: lambda *how: (tell(*how), die()))(real(*of))
    service.Jobs(Path(database)).start()
    threading.Event().wait(120)

for database in sys.argv[1:]:
    for at_end in (False, True):
        if not (child := os.fork()):
            victim(database, at_end)
            os._exit(1)
        print(os.waitpid(child, 0)[1], flush=True)
"""


def begin(store: Store, kind: str) -> JobView:
    """The job, which nobody does yet."""
    work = actions.list_works(store).items[0]
    (document,) = [one.id for one in actions.get_work(store, work.id).documents if one.lang == "vi"]
    if kind in ("align", "gaps", "mine", "check"):
        return actions.start_job(store, kind, work.id)
    if kind == "import":
        return actions.import_later(store, [Upload(f"new.{lang}.md", text.encode()) for lang, text in NEW.items()])
    if kind == "plan":
        actions.stage_file(store, "key", Upload("terms.csv", TERMS))
        return actions.plan_later(store, "key", Wish())
    if kind == "back":
        actions.import_terms(store, "terms.csv", TERMS)
        change = store.value("SELECT max(id) FROM revisions WHERE what = 'import'")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("web.actions.importing.AT_ONCE", 1)
            found = actions.revert_later(store, change)
        assert found is not None
        return found
    made: dict[str, Callable[[], JobView]] = {
        "replace": lambda: actions.replace_later(store, document, Upload("second.vi.md", CHANGED)),
        "restore": lambda: actions.restore_later(store, document, 1),
        "terms": lambda: actions.import_terms_later(store, Upload("terms.csv", TERMS), Wish()),
        "export": lambda: actions.export_later(store, Export("rows", "tmx")),
    }
    return made[kind]()


NEW = {lang: text.replace("1890", "1801").replace("300", "700") for lang, text in TEXTS.items()}
KINDS = ("align", "gaps", "mine", "check", "import", "replace", "restore", "plan", "terms", "back", "export")


def check(store: Store, kind: str, job: JobView) -> None:
    """That what should come of it is there, once."""
    table = actions.get_table(store, 1)
    assert table.langs == ("en", "vi")
    works = actions.list_works(store).items
    assert len(works) == (2 if kind == "import" else 1)
    assert {work.status for work in works} == {"ready"}
    document = next(one.id for one in actions.get_work(store, 1).documents if one.lang == "vi")
    numbers = [one.number for one in actions.list_versions(store, document)]
    assert len(numbers) == {"replace": 3, "restore": 3}.get(kind, 2), numbers
    words = [term.text for one in actions.list_concepts(store, limit=500).items for term in one.terms]
    assert words.count("turbine") == int(kind == "terms")
    if kind == "export":
        assert actions.job_file(store, job.id)[1].stat().st_size == job.result["size"]
    if kind == "plan":
        assert job.result["plan"]["counts"]["new"] == 3
    assert imports.of(store, job.id) is None
    assert not verify_store(store).faults


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """For each kind of work a store with one such job, and what two services left of it that were killed."""
    folder = tmp_path_factory.mktemp("killed")
    first = folder / "first.db"
    with Store(first) as store:
        uploads = [Upload(f"mill.{lang}.md", TEXTS[lang].encode()) for lang in ("en", "vi")]
        work = actions.import_files(store, uploads).works[0]
        document = next(one.id for one in actions.get_work(store, work.id).documents if one.lang == "vi")
        actions.replace_document(store, document, Upload("mill.vi.md", TEXTS["vi"].replace("1954", "1955").encode()))
        actions.add_concept(store, Concept((Term("en", "mill", Status.APPROVED),), status=Status.APPROVED))
    stores = {}
    for kind in KINDS:
        stores[kind] = folder / kind / "a.db"
        stores[kind].parent.mkdir()
        with Store(first) as store:
            store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(first, stores[kind])
        with Store(stores[kind]) as store:
            begin(store, kind)
    command = [sys.executable, "-c", KILLERS, *map(str, stores.values())]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    deaths = [os.WTERMSIG(int(line)) for line in done.stdout.split()]
    assert deaths == [signal.SIGKILL] * (2 * len(KINDS))
    return stores


@pytest.mark.parametrize("kind", KINDS)
def test_work_goes_on_after_its_service_was_killed_twice(killed: dict[str, Path], kind: str) -> None:
    with Store(killed[kind]) as store:
        (job,) = [one for one in actions.list_jobs(store).items if one.kind == kind]
        assert job.state == "running"
        worker = Jobs(killed[kind])
        worker.start()
        assert worker.wait()
        worker.close()
        job = actions.get_job(store, job.id)
        assert (job.state, job.message) == ("done", "")
        check(store, kind, job)
