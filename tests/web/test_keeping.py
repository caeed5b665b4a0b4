"""Nothing is lost: copies while others write, everything as open files and back, and databases of earlier versions."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.errors import InputError
from tests.web.conftest import TEXTS
from tests.web.filled import fill
from web import actions
from web.actions.keeping import backup_store, export_everything, import_everything, restore_store, verify_store
from web.app import create_app
from web.cli import main
from web.config import Config
from web.jobs import Jobs
from web.store import Store
from web.store.migrations import VERSION
from web.views import Upload


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a work that people had a hand in, made once."""
    path = tmp_path_factory.mktemp("made") / "doichieu.db"
    with Store(path, who="reviewer1") as store:
        uploads = [Upload(f"mill.{lang}.md", text.encode()) for lang, text in TEXTS.items()]
        work = actions.import_files(store, uploads).works[0].id
        actions.mine_work(store, work)
        concepts = actions.list_concepts(store).items
        actions.approve(store, concepts[0].id)
        for note in ("Seen once.", "Seen twice.", "Seen often."):
            actions.edit_concept(store, concepts[1].id, {"note": note})
        actions.delete_concepts(store, [concepts[2].id])
        actions.run_checks(store, work)
    return path


@pytest.fixture
def filled(made: Path, database: Path) -> Path:
    """The same, a test's own."""
    shutil.copy(made, database)
    return database


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every record of every table, the index with them."""
    with closing(sqlite3.connect(path)) as database:
        names = [n for (n,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        kept = [n for n in names if n not in ("_sqlite_migrations", "sqlite_stat1") and "_fts" not in n]
        return {name: sorted(database.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in kept}


def carried(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The same without that by which running processes know a database, and what changed in it lately."""
    return {name: records for name, records in dump(path).items() if name not in ("search_line", "search_changed")}


def sound(path: Path) -> bool:
    with Store(path) as store:
        return verify_store(store).faults == ()


def run(database: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--db", str(database), *arguments])


def test_a_copy_put_back_is_the_database_again(filled: Path, tmp_path: Path) -> None:
    before = dump(filled)
    copy = tmp_path / "copy.db"
    assert run(filled, "backup", str(copy)).exit_code == 0
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db"]
    assert copy.stat().st_mode & 0o077 == 0
    with Store(filled) as store:
        actions.delete_work(store, 1)
    assert run(filled, "restore", str(copy)).exit_code == 0
    assert dump(filled) == before
    assert sound(filled)
    (kept,) = tmp_path.glob("doichieu.before-*.db")
    with Store(kept) as store:
        assert actions.list_works(store).total == 0


def test_a_copy_is_of_one_moment_while_others_write(filled: Path, tmp_path: Path) -> None:
    stop = threading.Event()
    written: list[int] = []

    def write() -> None:
        with Store(filled, who="reviewer2") as store:
            concept = actions.list_concepts(store).items[0].id
            while not stop.is_set() or not written:
                actions.edit_concept(store, concept, {"note": str(len(written))})
                written.append(len(written))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        with Store(filled) as store:
            for number in range(3):
                backup_store(store, tmp_path / f"{number}.db")
    finally:
        stop.set()
        writer.join(240)
    for number in range(3):
        assert sound(tmp_path / f"{number}.db")


def test_a_copy_is_taken_while_a_job_imports_and_somebody_makes_fifty_edits(whole: Path, tmp_path: Path) -> None:
    """Each copy is sound, of one moment, and holds every edit that was acknowledged before it began."""
    busy = Path(shutil.copy(whole, tmp_path / "busy.db"))
    jobs = Jobs(busy)
    acknowledged = 0
    with Store(busy, who="reviewer2") as store, Store(busy) as other:
        concept = actions.list_concepts(store).items[0].id
        texts = [Upload(f"long.{lang}.md", (text * 12).encode()) for lang, text in TEXTS.items()]
        job = actions.import_later(other, texts, title="A long one")
        jobs.start()
        for number in range(50):
            actions.edit_concept(store, concept, {"note": f"Edit {number}."})
            acknowledged += 1
            if number % 10 == 5:
                copy = tmp_path / f"copy-{number}.db"
                backup_store(other, copy)
                with Store(copy) as taken:
                    assert verify_store(taken).faults == ()
                    assert actions.get_concept(taken, concept).note == f"Edit {acknowledged - 1}."
        assert jobs.wait()
        assert actions.get_job(other, job.id).state == "done"
    assert sound(busy)
    jobs.close()


def test_a_service_goes_on_with_what_was_put_back(filled: Path, tmp_path: Path) -> None:
    with Store(filled) as store:
        backup_store(store, tmp_path / "copy.db")
        title = actions.get_work(store, 1).summary.title
        actions.rename_work(store, 1, "Another title")
        restore_store(tmp_path / "copy.db", filled)
        assert actions.get_work(store, 1).summary.title == title
        actions.rename_work(store, 1, "A third title")
    assert sound(filled)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which every column of every table holds something: comments, versions, jobs, accounts …"""
    path = tmp_path_factory.mktemp("whole") / "whole.db"
    fill(path)
    return path


def test_every_record_and_column_comes_back_equal_from_open_files(whole: Path, tmp_path: Path) -> None:
    """But for who is signed in at the moment, which is of that database alone: no file opens a door."""
    folder, other = tmp_path / "everything", tmp_path / "other.db"
    assert run(whole, "export-everything", str(folder)).exit_code == 0
    assert run(other, "import-everything", str(folder)).exit_code == 0
    before, after = carried(whole), carried(other)
    assert [name for name, records in before.items() if not records] == ["search_links", "search_queue"]
    gone = [name for name, records in after.items() if not records]
    assert gone == ["attempts", "search_links", "search_queue", "sessions", "tokens"]
    for name, records in after.items():
        assert records == before[name] or name in gone, name
    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    with closing(sqlite3.connect(whole)) as database:
        for table in ("sessions", "tokens"):
            for (digest,) in database.execute(f"SELECT digest FROM {table}"):
                assert digest.encode() not in written
    assert folder.stat().st_mode & 0o077 == 0


def test_a_copy_holds_every_record_and_putting_it_back_signs_everybody_out(whole: Path, tmp_path: Path) -> None:
    copy, other = tmp_path / "copy.db", tmp_path / "other.db"
    assert run(whole, "backup", str(copy)).exit_code == 0
    assert dump(copy) == dump(whole)
    assert run(other, "restore", str(copy)).exit_code == 0
    assert dump(other) == dump(whole) | {"sessions": []}


def test_everything_comes_back_equal_from_open_files(filled: Path, tmp_path: Path) -> None:
    folder, other = tmp_path / "everything", tmp_path / "other.db"
    assert run(filled, "export-everything", str(folder)).exit_code == 0
    assert run(other, "import-everything", str(folder)).exit_code == 0
    assert carried(other) == carried(filled)
    with Store(filled) as one, Store(other) as two:
        assert actions.lookup(one, "mill").concepts == actions.lookup(two, "mill").concepts
    again = run(other, "import-everything", str(folder))
    assert (again.exit_code, again.stderr.count("\n")) == (2, 1)
    assert run(filled, "export-everything", str(folder)).exit_code == 2


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("manifest.json", lambda text: "{}", "not that of a whole database"),
        ("manifest.json", lambda text: text.replace('"first"', '"later"'), "newer version"),
        ("tables/works.jsonl", lambda text: text[:-20], r"works.jsonl, line 1 is no record"),
        ("tables/works.jsonl", lambda text: "", r"works.jsonl has 0 lines, not 1"),
        ("tables/cells.jsonl", lambda text: text.replace('"lang": "en"', '"colour": "en"'), "other columns"),
        ("tables/rows.jsonl", lambda text: text.replace('"table": 1', '"table": 7'), "names a record of tables"),
        ("tables/cells.jsonl", lambda text: text.replace('"stop": 2', '"stop": 3', 1), "does not fit together: Rows"),
        ("tables/terms.jsonl", lambda text: text.replace('"id": 1,', '"id": "one",'), "terms.jsonl, line 1 cannot be"),
    ],
)
def test_what_does_not_fit_together_is_refused_and_leaves_nothing(
    filled: Path, tmp_path: Path, name: str, change: Callable[[str], str], words: str
) -> None:
    folder, other = tmp_path / "everything", tmp_path / "other.db"
    with Store(filled) as store:
        export_everything(store, folder)
    path = folder / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(InputError, match=words):
        import_everything(folder, other)
    assert [p.name for p in tmp_path.iterdir() if "other" in p.name or p.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE cells SET stop = stop + 1 WHERE \"row\" = 2 AND lang = 'en'", "rows-tile"),
        ("DELETE FROM cells WHERE \"row\" = 2 AND lang = 'vi'", "cells"),
        ("DELETE FROM segments WHERE number = 5", "rows-end"),
        ('UPDATE "rows" SET number = 99 WHERE number = 3', "numbers"),
        ("UPDATE segments SET stop = 100000 WHERE number = 5", "spans"),
        ("DELETE FROM terms WHERE concept = 1", "orphans"),
        ("UPDATE concepts SET uses = uses + 1 WHERE id = 1", "counts"),
        ("UPDATE revisions SET after = '{' WHERE id = 1", "revisions"),
        ("UPDATE concepts SET status = 'forbidden' WHERE touched", "chain"),
        ("DELETE FROM revisions WHERE after LIKE '%Seen twice.%'", "chain"),
        ("DROP TRIGGER uses_gone", "schema"),
        ("CREATE TRIGGER evil AFTER INSERT ON works BEGIN DELETE FROM concepts; END", "schema"),
        ("UPDATE files SET data = data || x'00'", "values"),
        ("UPDATE occurrences SET spans = 'a' WHERE id = (SELECT min(id) FROM occurrences)", "values"),
        ("UPDATE tables SET warnings = '0'", "values"),
        ("UPDATE concepts SET note = x'00ff'", "values"),
        ("DELETE FROM works", "references"),
        ("UPDATE search_words SET terms = terms + 1 WHERE word = 'mill'", "index"),
        ("DELETE FROM term_keys WHERE term = 1", "index"),
        ("INSERT INTO segments_fts (rowid, words) VALUES (9999, 'mill')", "index"),
    ],
)
def test_what_is_wrong_is_found(filled: Path, statement: str, rule: str) -> None:
    with closing(sqlite3.connect(filled)) as database:
        database.execute(statement)
        database.commit()
    with Store(filled) as store:
        assert rule in {fault.rule for fault in verify_store(store).faults}
    result = run(filled, "verify")
    assert (result.exit_code, result.stderr) == (1, "")


def test_verify_says_what_there_is(filled: Path) -> None:
    assert run(filled, "verify").stdout.startswith(f"{filled} is sound: 1 work, 6 rows, 24 segments, ")
    assert json.loads(run(filled, "verify", "--json").stdout)["faults"] == []


def test_a_newer_database_is_refused_with_a_sentence(filled: Path, tmp_path: Path) -> None:
    before = filled.read_bytes()
    with closing(sqlite3.connect(filled)) as database:
        database.execute(f"PRAGMA user_version = {VERSION + 1}")
    for arguments in (["works"], ["verify"], ["backup", str(tmp_path / "copy.db")], ["serve", "--port", "1"]):
        result = run(filled, *arguments)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert "was written by a newer version of doichieu" in result.stderr
    client = create_app(Config(db=filled, testing=True, jobs=False)).test_client()
    for path in ("/works", "/sign-in", "/api/v1/works"):
        answer = client.get(path)
        text = answer.get_data(as_text=True)
        assert (answer.status_code, "by a newer version of the program" in text) == (503, True)
        assert str(tmp_path) not in text
    refused = run(tmp_path / "other.db", "restore", str(filled))
    assert (refused.exit_code, "newer version" in refused.stderr) == (2, True)
    assert not (tmp_path / "other.db").exists()
    with closing(sqlite3.connect(filled)) as database:
        database.execute(f"PRAGMA user_version = {VERSION}")
    assert filled.read_bytes()[100:] == before[100:]


@pytest.mark.parametrize("kind", ["text", "other", "damaged", "missing"])
def test_what_is_no_sound_copy_is_not_put_back(filled: Path, tmp_path: Path, kind: str) -> None:
    source = tmp_path / "source.db"
    if kind == "text":
        source.write_text("no database")
    elif kind == "other":
        with closing(sqlite3.connect(source)) as database:
            database.execute("CREATE TABLE a (b)")
    elif kind == "damaged":
        with Store(filled) as store:
            backup_store(store, source)
        data = bytearray(source.read_bytes())
        data[8192 : len(data) - 4096 : 97] = bytes(len(range(8192, len(data) - 4096, 97)))
        source.write_bytes(data)
    before = dump(filled)
    result = run(filled, "restore", str(source))
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert dump(filled) == before
    assert list(tmp_path.glob("*.before-*")) == []
