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
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

from click.testing import CliRunner
from lxml import etree

from tests.web.conftest import TEXTS
from web import actions
from web.actions import undo
from web.actions.editing import confirm_rows, edit_segment, merge_rows
from web.actions.keeping import backup_store, export_everything, import_everything, verify_store
from web.cli import main as command_line
from web.store import Store
from web.views import Upload

Say = Callable[[str], None]
ROUNDS = 1.5
"""Victims are killed after at most so many rounds of their work, as long as the first one took on this machine."""


def fill(database: Path, works: int = 2) -> None:
    """Works with a glossary and findings, that people had a hand in."""
    with Store(database, who="reviewer1") as store:
        for number in range(works):
            report = actions.import_files(store, _uploads(number), title=f"Mill {number}")
            actions.mine_work(store, report.works[0].id)
            actions.run_checks(store, report.works[0].id)
        actions.approve(store, actions.list_concepts(store).items[0].id)


def _uploads(number: int) -> list[Upload]:
    return [
        Upload(f"mill-{number}.{lang}.md", text.replace("1890", str(1000 + number)).encode())
        for lang, text in TEXTS.items()
    ]


# What the victims do: one round after the other, each acknowledged when it is done.


def imports(database: Path, say: Say) -> None:
    """Works are imported."""
    with Store(database, who="victim") as store:
        for number in count(1000 + os.getpid() * 1000):
            say(str(actions.import_files(store, _uploads(number), title=f"Work {number}").works[0].id))


def mines(database: Path, say: Say) -> None:
    """Terms are mined."""
    with Store(database, who="victim") as store:
        for number in count():
            actions.mine_work(store, 1 + number % 2)
            say("")


def checks(database: Path, say: Say) -> None:
    """Checks run."""
    with Store(database, who="victim") as store:
        for number in count():
            actions.run_checks(store, 1 + number % 2)
            say("")


def realigns(database: Path, say: Say) -> None:
    """Works are aligned anew."""
    with Store(database, who="victim") as store:
        for number in count():
            actions.realign(store, 1 + number % 2)
            say("")


def edits(database: Path, say: Say) -> None:
    """People edit: the words of a sentence, the note of a concept, rows merged and parted, confirmations."""
    with Store(database, who="victim") as store:
        concept = actions.list_concepts(store).items[-1].id
        for number in count(time.time_ns() // 1000):
            segment = store.value(
                "SELECT min(s.id) FROM segments s JOIN documents d ON d.id = s.document WHERE d.work = 1"
            )
            rows = actions.get_rows(store, 1).items
            edit_segment(store, segment, f"The mill, {number}.")
            say(f"segment {segment} {number}")
            actions.edit_concept(store, concept, {"note": f"{number}"})
            say(f"concept {concept} {number}")
            merge_rows(store, rows[-2].id)
            undo(store, 1)
            confirm_rows(store, [rows[number % 3].id], confirmed=bool(number % 2))


def terms(database: Path, say: Say) -> None:
    """Glossaries are imported."""
    with Store(database, who="victim") as store:
        for number in count(time.time_ns() // 1000):
            lines = "".join(f"word{number}x{n},từ{number}x{n}\n" for n in range(60))
            actions.import_terms(store, "words.csv", f"en,vi\n{lines}".encode())
            say(f"word{number}x59")


def migrations(database: Path, say: Say) -> None:
    """A database of the first version is brought up to date."""
    old = database.with_name(f"old-{os.getpid()}.db")
    for number in count():
        path = old.with_name(f"old-{os.getpid()}-{number}.db")
        shutil.copy(database.with_name("old.db"), path)
        named = database.with_name("next")
        named.write_text(str(path), encoding="utf-8")
        named.replace(database.with_name("current"))  # whole or not at all, since this process may die here too
        Store(path).close()
        say("")


def exports(database: Path, say: Say) -> None:
    """Files are written over older ones: rows, terms, copies, and everything in a new folder."""
    with Store(database, who="victim") as store:
        for number in count():
            out = database.with_name("out")
            for name in ("rows.tmx", "rows.xlsx", "terms.tbx"):
                what = ["--what", "terms", "--status", "all"] if name.startswith("terms") else ["1"]
                arguments = ["--db", str(database), "export", *what, "-o", str(out / name)]
                result = CliRunner().invoke(command_line, arguments)
                assert result.exit_code == 0, result.output
            backup_store(store, out / "copy.db")
            export_everything(store, out / f"everything-{os.getpid()}-{number}")
            say("")


# What must hold afterwards.


def sound(database: Path) -> list[str]:
    """What ``doichieu verify`` says against a database."""
    with Store(database) as store:
        return [f"{fault.sentence}: {', '.join(fault.where)}" for fault in verify_store(store).faults]


def kept(database: Path, verb: str, said: Sequence[str]) -> Iterator[str]:
    """What was acknowledged and is not there."""
    with Store(database) as store:
        if verb == "imports":
            for work in said:
                if actions.get_work(store, int(work)).summary.rows != 6:
                    yield f"work {work} is not whole"
        if verb == "terms":
            for word in said:
                if not store.value("SELECT 1 FROM terms WHERE text = ?", (word,)):
                    yield f"{word} is lost"
        if verb == "edits":
            last = {tuple(line.split()[:2]): int(line.split()[2]) for line in said}
            for (noun, number), value in last.items():
                column, table = ("text", "segments") if noun == "segment" else ("note", "concepts")
                held = store.value(f"SELECT {column} FROM {table} WHERE id = ?", (number,))
                found = int("".join(letter for letter in held if letter.isdigit()))
                if found not in (value, value + 1):  # the next one may be there, but not have been acknowledged
                    yield f"{noun} {number} holds {held}, not {value}"


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


VERBS: dict[str, Callable[[Path, Say], None]] = {
    verb.__name__: verb for verb in (imports, mines, checks, edits, realigns, terms, migrations, exports)
}


def kill(verb: str, database: Path, seconds: float | None) -> tuple[list[str], float]:
    """Fork a victim and kill it after so many seconds of work, or else when it has done one round; what it had
    acknowledged, and how long it lived."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            os.write(writing, b"begin\n")
            VERBS[verb](database, lambda text: os.write(writing, f"{text}\n".encode()) and None)
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
            (room / "out").mkdir(parents=True)
            database = room / "work.db"
            shutil.copy(filled, database)
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
