"""What is measured in a store of any size: pages and questions one by one, and what goes over all of it.

Every stage runs in a process of its own, in a copy of the store where it writes: its memory is its own, and what it
leaves behind changes nothing for the next.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.filling import vocabulary
from benchmarks.importing import texts
from benchmarks.lookup import queries
from web import actions, warming
from web.actions.exchange import export_rows, export_terms
from web.actions.keeping import backup_store, export_everything, verify_store
from web.app import create_app
from web.config import Config
from web.store import Store, jobs
from web.store import vocabulary as vocabulary_of
from web.views import Upload

QUERIES, WORKS = 20, 40
PAGES = {
    "list of works": "/works",
    "glossary": "/glossary",
    "glossary, a word": "/glossary?q=work",
    "queue": "/glossary/queue",
    "across works": "/glossary/matrix",
    "export of terms, preview": "/glossary/export?status=all",
    "findings": "/findings",
    "comments": "/comments",
    "jobs": "/jobs",
    "audit": "/audit",
}
OF_WORKS = {
    "page of a work": "/works/w{work}",
    "its further rows": "/works/w{work}/rows?from=13&before=37",
    "page of a work, again": "/works/w{work}",
    "history of a work": "/works/w{work}/history",
    "findings of a work": "/findings?work=w{work}",
    "a work as TMX": "/works/w{work}/export?format=tmx",
}


@dataclass(frozen=True)
class Cost:
    """Milliseconds of CPU time of a call, at the median and the 95th percentile; or seconds for all of it, and the
    megabytes at the peak. ``bulk`` costs go over the whole store."""

    name: str
    p50: float = 0.0
    p95: float = 0.0
    seconds: float = 0.0
    megabytes: float = 0.0
    bulk: bool = False


Stage = Callable[[Path, Path], list[Cost]]
"""Measures in a database, with a folder to write in."""


def timed(name: str, calls: Sequence[Callable[[], object]]) -> Cost:
    """The median and the 95th percentile of calls, once the first of them has been made to warm up."""
    calls[0]()
    times = []
    for call in calls:
        began = time.process_time()
        call()
        times.append((time.process_time() - began) * 1000)
    times.sort()
    return Cost(name, times[len(times) // 2], times[min(int(len(times) * 0.95), len(times) - 1)])


def peak() -> float:
    """The most megabytes that this process has held; ``ru_maxrss`` would count those of the process that started it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def _spread(store: Store) -> list[int]:
    works = int(store.value("SELECT count(*) FROM works"))
    return [1 + number * works // WORKS for number in range(min(WORKS, works))]


def questions(database: Path, _room: Path) -> list[Cost]:
    """Look-up, concordance, and what is nearest to a sentence, by what people type."""
    with Store(database) as store:
        concepts = int(store.value("SELECT count(*) FROM concepts"))
        asked = [query for found in queries(QUERIES, concepts).values() for query in found]
        query = (
            "SELECT s.text FROM segments s JOIN documents d ON d.id = s.document WHERE d.lang = 'en' "
            "AND s.number = 7 ORDER BY s.id LIMIT 100"
        )
        near = [one["text"] for one in store.all(query)]
        return [
            timed("look-up", [lambda q=q: actions.lookup(store, q) for q in asked]),  # type: ignore[misc]
            timed("concordance", [lambda q=q: actions.concordance(store, q) for q in asked]),  # type: ignore[misc]
            timed("like sentences", [lambda q=q: actions.recall(store, q, lang="en") for q in near]),  # type: ignore[misc]
        ]


def pages(database: Path, _room: Path) -> list[Cost]:
    """Pages as the service answers them. Those of works at works all over the store, in whose rows nobody looked for
    terms before, no job nor the service itself; the others again and again."""
    app = create_app(Config(db=database, jobs=False))
    warming.warm(app)
    warming.settle()
    client = app.test_client()

    def asking(path: str) -> Callable[[], None]:
        def ask() -> None:
            answer = client.get(path, follow_redirects=True)
            answer.get_data()  # long pages are streamed: what nobody reads is not drawn
            if answer.status_code != 200:
                raise RuntimeError(f"{path}: {answer.status_code}")

        return ask

    with Store(database) as store:
        works = _spread(store)
        concepts = int(store.value("SELECT count(*) FROM concepts"))
    chosen = [1 + number * concepts // WORKS for number in range(WORKS)]
    return [
        *(timed(name, [asking(path.format(work=work)) for work in works]) for name, path in OF_WORKS.items()),
        timed("a concept", [asking(f"/glossary/{concept}") for concept in chosen]),
        *(timed(name, [asking(path)] * 20) for name, path in PAGES.items()),
    ]


def an_import(database: Path, _room: Path) -> list[Cost]:
    """A work of a hundred segments that the store has not: read, stored, aligned, mined and checked."""
    words = vocabulary()
    costs = []
    with Store(database) as store:
        vocabulary_of.current(store, make=True)  # as a service has it
        for number in range(1_000_000, 1_000_012):
            began = time.process_time()
            held = [Upload(f"{number}.{lang}.txt", text.encode(), lang) for lang, text in texts(number, words).items()]
            (work,) = actions.import_files(store, held, align=False).works
            actions.refresh(store, work.id)
            costs.append((time.process_time() - began) * 1000)
    warm = sorted(costs[2:])
    return [Cost("import of a work", warm[len(warm) // 2], warm[-1])]


def queue(database: Path, _room: Path) -> list[Cost]:
    """Taking the next job and ending it, where as many wait as there are works; and the page that shows them."""
    with Store(database) as store:
        actions.start_jobs(store, "mine")
        actions.start_jobs(store, "check")

        def one() -> None:
            if job := jobs.take(store, "1:a", lambda _: True):
                with store.atomic(index=False):
                    jobs.finish(store, job["id"], "done")

        waiting, _ = actions.count_jobs(store)
        found = [timed("a job taken and ended", [one] * min(waiting - 1, 100))]
    client = create_app(Config(db=database, jobs=False)).test_client()
    return [*found, timed("jobs, all works waiting", [lambda: client.get("/jobs").get_data()] * 20)]


def checks(database: Path, _room: Path) -> list[Cost]:
    """The checks over works of a thousand segments here and there in the store."""
    with Store(database) as store:
        return [timed("checks of a work", [partial(actions.run_checks, store, work) for work in _spread(store)])]


def _every_check(store: Store, _room: Path) -> None:
    for work in range(1, 1 + int(store.value("SELECT count(*) FROM works"))):
        actions.run_checks(store, work)


def _all_of(name: str, does: Callable[[Store, Path], object]) -> Stage:
    def stage(database: Path, room: Path) -> list[Cost]:
        with Store(database) as store:
            began = time.process_time()
            does(store, room)
            return [Cost(name, seconds=time.process_time() - began, megabytes=peak(), bulk=True)]

    return stage


def _rows(store: Store, room: Path) -> None:
    with (room / "all.tmx").open("wb") as file:
        export_rows(store, [], "tmx", file)


def _terms(store: Store, room: Path) -> None:
    with (room / "all.tbx").open("wb") as file:
        export_terms(store, "tbx-dct", file, status="all")


def _faultless(store: Store, _room: Path) -> None:
    faults = verify_store(store).faults
    if faults:
        raise RuntimeError(f"the store has faults: {faults[:3]}")


STAGES: dict[str, Stage] = {
    "questions": questions,
    "pages": pages,
    "rows": _all_of("export of all as TMX", _rows),
    "terms": _all_of("export of all terms", _terms),
    "backup": _all_of("backup", lambda store, room: backup_store(store, room / "copy.db")),
    "everything": _all_of("export of everything", lambda store, room: export_everything(store, room / "all")),
    "verify": _all_of("verify", _faultless),
    "queue": queue,
    "import": an_import,
    "checks": checks,
    "all-checks": _all_of("checks over all", _every_check),
}
WRITING = ("queue", "import", "checks", "all-checks")
"""The stages that change the store."""
