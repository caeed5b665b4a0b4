"""What is killed: each kind of work without end, and what it says when something is done."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

from click.testing import CliRunner

from tests.web.conftest import TEXTS
from web import actions
from web.actions import undo
from web.actions.editing import confirm_rows, edit_segment, merge_rows
from web.actions.findings import dismiss, undismiss
from web.actions.keeping import backup_store, export_everything, import_everything, restore_store
from web.actions.queue import decide_many
from web.actions.versions import replace_document
from web.cli import main as command_line
from web.errors import Conflict
from web.jobs import Jobs
from web.store import Store
from web.views import Upload

Say = Callable[[str], None]


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


def versions(database: Path, say: Say) -> None:
    """A text is replaced by a later version of itself."""
    with Store(database, who="victim") as store:
        document = store.value("SELECT id FROM documents WHERE work = 1 AND lang = 'en'")
        for number in count(time.time_ns() // 1000):
            text = TEXTS["en"].replace("1890", str(number))
            replace_document(store, document, Upload("mill.en.md", text.encode()))
            say(f"document {document} {number}")


def jobs(database: Path, say: Say) -> None:
    """The service's background worker does what was asked for meanwhile."""
    worker = Jobs(database)
    worker.start()
    with Store(database, who="victim") as store:
        for number in count():
            for kind in ("mine", "align", "check"):
                with suppress(Conflict):  # it waits already
                    say(str(actions.start_job(store, kind, 1 + number % 2).id))
            worker.wake()
            if number == 0:
                worker.wait()
            time.sleep(0.05)


def decisions(database: Path, say: Say) -> None:
    """Concepts are decided in bulk, findings dismissed and taken back."""
    with Store(database, who="victim") as store:
        ids = [concept.id for concept in actions.list_concepts(store).items]
        for number in count():
            status = ("approved", "proposed")[number % 2]
            decide_many(store, ids, status)
            say(f"status {status}")
            open_ones = [finding.id for finding in actions.list_findings(store).items if finding.state != "dismissed"]
            if open_ones:
                held = dismiss(store, open_ones, f"reason {number}")
                say(f"dismissal {held[-1].id}")
                undismiss(store, [one.id for one in held[:-1]])


def comments(database: Path, say: Say) -> None:
    """People say something about a row, and answer."""
    with Store(database, who="victim") as store:
        for number in count(time.time_ns() // 1000):
            thread = actions.comment_row(store, 1, 1 + number % 6, f"Said {number}.")
            say(f"{thread.id} Said {number}.")
            actions.answer(store, thread.id, f"Answered {number}.")
            say(f"{thread.id} Answered {number}.")


def restores(database: Path, say: Say) -> None:
    """One of two copies is put back."""
    for number in count():
        which = ("one", "two")[number % 2]
        kept = restore_store(database.with_name(f"{which}.db"), database)
        if kept:
            kept.unlink()
        say(which)


def readings(database: Path, say: Say) -> None:
    """A folder of everything is made a database."""
    for number in count():
        target = database.with_name(f"read-{os.getpid()}-{number}.db")
        import_everything(database.with_name("everything"), target)
        say(str(target))


VERBS: dict[str, Callable[[Path, Say], None]] = {
    verb.__name__: verb
    for verb in (
        *(imports, mines, checks, edits, realigns, terms, migrations, exports),
        *(versions, jobs, decisions, comments, restores, readings),
    )
}


def prepare(verb: str, room: Path, filled: Path) -> Path:
    """The database that a kind of work is done on, in a folder of its own with all it needs beside it."""
    (room / "out").mkdir(parents=True)
    database = room / "work.db"
    shutil.copy(filled, database)
    if verb in ("restores", "readings"):
        for which in ("one", "two"):
            with Store(database) as store:
                actions.rename_work(store, 1, f"This is copy {which}")
                backup_store(store, room / f"{which}.db")
                if which == "one":
                    export_everything(store, room / "everything")
    return database
