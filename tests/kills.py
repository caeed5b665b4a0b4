"""Processes that are really killed at random moments, and what the database holds after each.

    python -m tests.kills --times 50            every kind of work fifty times, with the seed of the clock
    python -m tests.kills edit --times 5 --seed 3

One process loads the program and forks a victim for each kill: the victim works on the database without end and says
what was acknowledged; after ``kill -9`` the store must open, be sound in every way that ``doichieu verify`` knows, and
hold all that was acknowledged. Exits with 1 when it does not.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from lxml import etree

from tests.victims import VERBS, Say, fill, prepare
from web import actions
from web.actions.keeping import import_everything, verify_store
from web.jobs import Jobs
from web.leftovers import ROOM, clear
from web.store import Store

ROUNDS = 1.5
"""Victims are killed after at most so many rounds of their work, as long as the first one took on this machine."""


# What must hold afterwards.


def sound(database: Path) -> list[str]:
    """What ``doichieu verify`` says against a database."""
    with Store(database) as store:
        return [f"{fault.sentence}: {', '.join(fault.where)}" for fault in verify_store(store).faults]


def kept(database: Path, verb: str, said: Sequence[str]) -> Iterator[str]:
    """What was acknowledged and is not there."""
    if verb == "readings":
        for path in sorted(database.parent.glob("read-*.db")):  # the last may not be there, but not in part
            with Store(path) as store:
                works = store.value("SELECT count(*) FROM works")
            if works != 2 and (works or str(path) in said):
                yield f"{path.name} has {works} works"
            for name in database.parent.glob(f"{path.name}*"):
                name.unlink()
        return
    with Store(database) as store:
        if verb == "imports":
            for work in said:
                if actions.get_work(store, int(work)).summary.rows != 6:
                    yield f"work {work} is not whole"
        if verb == "terms":
            for word in said:
                if not store.value("SELECT 1 FROM terms WHERE text = ?", (word,)):
                    yield f"{word} is lost"
        if verb == "comments":
            for line in said:
                thread, text = line.split(" ", 1)
                if text not in [comment.text for comment in actions.get_thread(store, int(thread)).comments]:
                    yield f"{text} is not in thread {thread}"
        if verb == "restores" and said:
            title = actions.get_work(store, 1).summary.title
            if title not in ("This is copy one", "This is copy two"):
                yield f"what was put back is neither copy: {title}"
        if verb == "decisions":
            yield from _decided(store, said)
        if verb in ("edits", "versions"):
            yield from _edited(store, said)
    if verb == "jobs":
        yield from _done(database, said)


def _decided(store: Store, said: Sequence[str]) -> Iterator[str]:
    """All concepts have the last status that was acknowledged, or all the one after it; dismissals are there."""
    held = {row["status"] for row in store.all("SELECT DISTINCT status FROM concepts")}
    last = [line.split()[1] for line in said if line.startswith("status")]
    if len(held) > 1 and last:
        yield f"some concepts are {' and others '.join(sorted(held))}"
    dismissed = [line.split()[1] for line in said if line.startswith("dismissal")]
    for number in dismissed:
        if not store.value("SELECT 1 FROM dismissals WHERE id = ?", (int(number),)):
            yield f"dismissal {number} is lost"


def _edited(store: Store, said: Sequence[str]) -> Iterator[str]:
    """Every text that was written last holds its number, or the next one, which may not have been acknowledged."""
    places = {
        "segment": "SELECT text FROM segments WHERE id = ?",
        "concept": "SELECT note FROM concepts WHERE id = ?",
        "document": "SELECT text FROM documents WHERE id = ?",
    }
    last = {tuple(line.split()[:2]): int(line.split()[2]) for line in said}
    for (noun, number), value in last.items():
        held = store.value(places[noun], (number,))
        found = max((int(figures) for figures in re.findall(r"\d{6,}", held)), default=0)
        if found not in (value, value + 1):
            yield f"{noun} {number} holds {held[:80]}, not {value}"


def _done(database: Path, said: Sequence[str]) -> Iterator[str]:
    """What was begun is taken up by the next worker and comes to its end."""
    worker = Jobs(database)
    worker.start()
    worker.wake()
    if not worker.wait(300):
        yield "jobs do not come to an end"
    worker.close()
    with Store(database) as store:
        states = {job.id: job.state for job in actions.list_jobs(store, limit=1000).items}
    for number in said:
        if states.get(int(number)) not in ("done", "cancelled"):
            yield f"job {number} is {states.get(int(number), 'lost')}"


def whole(out: Path) -> Iterator[str]:
    """Files that are there, but not all of them."""
    for path in sorted(out.iterdir()):
        if path.name.startswith("."):
            shutil.rmtree(
                path
            ) if path.is_dir() else path.unlink()  # what a killed process leaves has no name of its own
        elif path.suffix in (".tmx", ".tbx"):
            etree.parse(str(path))
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as pack:
                if pack.testzip():
                    yield f"{path.name} is damaged"
        elif path.suffix == ".db":
            yield from sound(path)
        elif path.name.startswith("everything-"):
            import_everything(path, out / f".{path.name}.db")
            shutil.rmtree(path)


def _telling(pipe: int) -> Say:
    def tell(text: str) -> None:
        os.write(pipe, f"{text}\n".encode())

    return tell


def kill(verb: str, database: Path, seconds: float | None) -> tuple[list[str], float]:
    """Fork a victim and kill it after so many seconds of work, or else when it has done one round; what it had
    acknowledged, and how long it lived."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            os.write(writing, b"begin\n")
            VERBS[verb](database, _telling(writing))
        except BaseException as error:
            os.write(writing, f"FAULT {type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as said:
        assert said.readline() == "begin\n"
        began = time.monotonic()
        if seconds is None:
            first = [said.readline().rstrip("\n")]
        else:
            first = []
            time.sleep(seconds)
        lived = time.monotonic() - began
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return first + said.read().splitlines(), lived


def after(verb: str, database: Path, said: Sequence[str]) -> list[str]:
    """Everything that is wrong after a kill."""
    wrong = [line for line in said if line.startswith("FAULT")]
    if wrong:
        return wrong
    if verb == "migrations":
        current = database.with_name("current")
        return sound(Path(current.read_text(encoding="utf-8"))) if current.exists() else []
    if verb == "exports":
        wrong += whole(database.with_name("out"))
    clear(database)
    wrong += [f"{path.name} is left" for path in database.parent.glob(f"{ROOM}*")]
    return wrong + sound(database) + list(kept(database, verb, said))


def earlier(path: Path) -> None:
    """A database of the first version with some thousand records."""
    from sqlite_utils import Database

    from web.store.database import APPLICATION_ID
    from web.store.migrations import migrate

    with closing(sqlite3.connect(path)) as database:
        migrate(Database(database), APPLICATION_ID, 1)
        database.executescript((Path(__file__).parent / "web" / "first.sql").read_text(encoding="utf-8"))
        database.executemany(
            "INSERT INTO concepts (id, kind, status, score, domain, definition, note, source, fingerprint, created) "
            "VALUES (?, 'term', 'proposed', 0, '', '', '', '', ?, '')",
            ((n, f"b{n}") for n in range(100, 1600)),
        )
        database.executemany(
            "INSERT INTO terms (concept, position, lang, text, folded, status, note) VALUES (?, ?, ?, ?, ?, ?, '')",
            (
                (n, p, lang, f"word{n}", f"word{n}", "proposed")
                for n in range(100, 1600)
                for p, lang in ((0, "en"), (1, "vi"))
            ),
        )
        database.commit()


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description="Kill processes; look what is left.")
    parser.add_argument("verbs", nargs="*", metavar="VERB", help=f"default: all of {', '.join(VERBS)}")
    parser.add_argument("--times", type=int, default=5, help="for each")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        filled = Path(folder) / "filled.db"
        fill(filled)
        for verb in arguments.verbs or VERBS:
            room = Path(folder) / verb
            database = prepare(verb, room, filled)
            if verb == "migrations":
                earlier(room / "old.db")
            began, rounds, longest = time.monotonic(), 0, 0.0
            for number in range(arguments.times):
                said, lived = kill(verb, database, chance.uniform(0, longest) if number else None)
                longest = longest or ROUNDS * lived
                rounds += len(said)
                for sentence in after(verb, database, said):
                    wrong += 1
                    print(f"{verb}, kill {number + 1}, seed {arguments.seed}: {sentence}")
            took = time.monotonic() - began
            print(f"{verb:12}{arguments.times:6} kills{rounds:8} acknowledged{took:8.0f} s", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
