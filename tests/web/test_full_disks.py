"""Every command on a disk without room and in folders that nobody may write in: one sentence, and nothing half-written.

A new command fails these tests until it is listed: among those that write the database, those that write files, or
those that only read.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tests.web.conftest import TEXTS
from tests.web.disks import locked, no_room
from tests.web.filled import PASSWORD, PATTERNS, fill
from web.cli import main
from web.store import Store
from web.store.health import faults

WRITING = {
    "import": "import --work 1x {new}",
    "import, a new version": "import --replaces 1:en {new}",
    "import-terms": "import-terms {terms}",
    "realign": "realign 1",
    "jobs, those that wait": "jobs --cancel-waiting",
    "mine": "mine 1",
    "check": "check 1",
    "check, new patterns": "check 1 --custom {patterns}",
    "checks, switches": "checks --off terms",
    "checks, patterns": "checks --custom {patterns}",
    "checks, forgotten": "checks --forget house.toml",
    "dismiss": "dismiss {open} --reason Meant.",
    "undismiss": "undismiss {dismissed}",
    "terms add": "terms add --en weir --vi đập --force",
    "terms admit": "terms admit --term {forbidden} {concept}",
    "terms approve": "terms approve {proposed}",
    "terms delete": "terms delete {concept}",
    "terms deprecate": "terms deprecate {concept}",
    "terms edit": "terms edit {concept} --note New.",
    "terms forbid": "terms forbid {other}",
    "terms merge": "terms merge {concept} {other}",
    "terms propose": "terms propose {concept}",
    "terms restore": "terms restore {deleted}",
    "terms revert": "terms revert {change}",
    "terms split": "terms split {concept} --term {term}",
    "user add": "user add second1 --role viewer --password-stdin",
    "user disable": "user disable reviewer1",
    "user enable": "user enable fresh1",
    "user password": "user password reviewer1 --password-stdin",
    "user revoke": "user revoke {token}",
    "user role": "user role reviewer1 viewer",
    "user second-off": "user second-off reviewer1",
    "user token": "user token reviewer1 night",
    "restore": "restore {copy}",
}
"""What writes the database, by the name of the command and what it does."""

FILES = {
    "align": "align {en} {vi} -o {out}/rows.tmx",
    "align, a workbook": "align {en} {vi} -o {out}/rows.xlsx",
    "align-all": "align-all {texts} -o {out}/tables --jobs 1",
    "diff": "diff {en} {new} -o {out}/changes.html",
    "export, rows": "export 1 -o {out}/rows.html",
    "export, pairs": "export 1 --pairs --format tmx -o {out}/rows.tmx",
    "export, terms": "export --what terms --status all -o {out}/terms.tbx",
    "export, terms as a workbook": "export --what terms --status all -o {out}/terms.xlsx",
    "check, files": "check --files {en} {vi} -o {out}/findings.html",
    "findings": "findings -o {out}/findings.xlsx",
    "backup": "backup {out}/copy.db",
    "export-everything": "export-everything {out}/everything",
    "import-everything": "--db {out}/again.db import-everything {everything}",
    "restore, elsewhere": "--db {out}/restored.db restore {copy}",
    "import, elsewhere": "--db {out}/begun.db import {en} {vi}",
    "works, elsewhere": "--db {out}/empty.db works",
    "demo": "--db {out}/demo.db demo --no-serve --keep --articles {texts}",
    "demo, with texts": "--db {out}/demo.db demo --no-serve --articles {texts}",
}
"""What writes files or a new database into a folder."""

READING = {
    "segment": "segment {en}",
    "quantities": "quantities --lang en 300",
    "works": "works",
    "jobs": "jobs",
    "show": "show 1",
    "export": "export 1",
    "terms list": "terms list",
    "terms show": "terms show {concept}",
    "terms history": "terms history {concept}",
    "terms duplicates": "terms duplicates",
    "terms deleted": "terms deleted",
    "lookup": "lookup --lang en mill",
    "concordance": "concordance mill",
    "tm": "tm --lang en mill",
    "findings": "findings",
    "checks": "checks",
    "user list": "user list",
    "user tokens": "user tokens reviewer1",
    "mine, files": "mine --files {en} {vi}",
    "import-terms, a plan": "import-terms --dry-run {terms}",
    "verify": "verify",
    "doctor": "doctor",
}
"""What answers on a full disk as ever, and in a folder that cannot be written."""

ELSEWHERE = {"serve"}
"""``serve`` begins nothing of its own; what it answers is asked for below."""


@dataclass(frozen=True)
class Place:
    """A folder with a database, texts, a copy and all of it as open files; and the words that lead into it."""

    folder: Path
    database: Path
    words: dict[str, object]

    def run(self, line: str, **words: object) -> Result:
        """The command of a line, in this process."""
        arguments = [word.format(**self.words, **words) for word in line.split()]
        return CliRunner().invoke(main, ["--db", str(self.database), *arguments], input=f"{PASSWORD} of mine\n" * 2)


def files(folder: Path) -> dict[str, bytes]:
    """Every file in a folder and what it holds, but for SQLite's log where nothing stands in it, and its index."""
    every = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.endswith("-shm"))
    found = [path for path in every if path.stat().st_size or not path.name.endswith("-wal")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("disks")
    database, texts = folder / "team" / "doichieu.db", folder / "texts"
    for path in (database.parent, texts):
        path.mkdir()
    fill(database)
    words: dict[str, object] = {"texts": texts, "copy": folder / "copy.db", "everything": folder / "everything"}
    for lang in ("en", "vi"):
        words[lang] = texts / f"mill.{lang}.md"
        texts.joinpath(f"mill.{lang}.md").write_text(TEXTS[lang], encoding="utf-8")
    for name, text in {
        "new": ("mill.new.en.md", TEXTS["en"].replace("1890", "1892")),
        "terms": ("words.csv", "en,vi\nweir,đập\n"),
        "patterns": ("other.toml", PATTERNS.replace('"mill"', '"wheel"')),
    }.items():
        words[name] = folder / text[0]
        folder.joinpath(text[0]).write_text(text[1], encoding="utf-8")
    found = Place(folder, database, words)
    assert found.run("user disable fresh1").exit_code == 0
    for verb in ("backup {copy}", "export-everything {everything}"):
        assert found.run(verb).exit_code == 0
    with Store(database) as store:  # stays open, so that reading makes no files beside it
        words |= _numbers(store)
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        yield found


def _numbers(store: Store) -> dict[str, object]:
    two = store.all(
        "SELECT concept AS id, min(id) AS term FROM terms GROUP BY concept HAVING count(*) > 1 ORDER BY count(*) DESC"
    )
    return {
        "concept": two[0]["id"],
        "other": two[1]["id"],
        "term": two[0]["term"],
        "forbidden": store.value("SELECT text FROM terms WHERE concept = ?", (two[0]["id"],)),
        "proposed": store.value("SELECT id FROM concepts WHERE status = 'proposed'"),
        "deleted": store.value("SELECT concept FROM rejections ORDER BY id DESC"),
        "change": store.value("SELECT max(id) FROM revisions WHERE what = 'forbid'"),
        "open": store.value("SELECT fingerprint FROM findings WHERE state = 'open'"),
        "dismissed": store.value("SELECT fingerprint FROM dismissals"),
        "token": store.value("SELECT min(id) FROM tokens"),
    }


def commands(group: click.Group, before: str = "") -> Iterator[str]:
    """The names of all commands."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def refused(done: Result) -> str:
    """What was said, which has to be one sentence, and nothing of a traceback."""
    said = done.stderr.strip()
    assert done.exit_code == 2, (done.output[-600:], done.exception)
    assert said.startswith("doichieu: "), said
    assert said.endswith("."), said
    assert "\n" not in said
    return said


def test_every_command_is_thought_about() -> None:
    thought = {line.partition(",")[0] for line in (*WRITING, *FILES, *READING)} | ELSEWHERE
    assert isinstance(main, click.Group)
    assert set(commands(main)) == thought


def copied(place: Place, folder: Path) -> Place:
    """The same place with a database of its own, which nobody has open."""
    shutil.copy(place.database, folder / "doichieu.db")
    return Place(folder, folder / "doichieu.db", place.words)


@pytest.mark.parametrize("what", WRITING)
def test_what_writes_the_database_is_undone_where_it_cannot_grow_or_be_written(
    place: Place, tmp_path: Path, what: str
) -> None:
    before = place.database.read_bytes()
    with no_room():
        assert "Nothing was changed" in refused(place.run(WRITING[what])) or what == "restore"
    assert place.database.read_bytes() == before
    other = copied(place, tmp_path)
    with locked(other.database):
        assert "read-only" in refused(other.run(WRITING[what])) or what == "restore"
    with locked(other.database, tmp_path):
        refused(other.run(WRITING[what]))
    assert other.database.read_bytes() == before
    assert other.run(WRITING[what]).exit_code == 0
    with Store(other.database) as store:
        assert list(faults(store)) == []


@pytest.mark.parametrize("what", FILES)
def test_what_writes_files_writes_them_whole_or_not_at_all(place: Place, tmp_path: Path, what: str) -> None:
    def run() -> Result:
        return place.run(FILES[what], out=tmp_path)

    with no_room():
        refused(run())
    assert not list(tmp_path.iterdir())
    with locked(tmp_path):
        refused(run())
        assert not list(tmp_path.iterdir())
    assert run().exit_code in (0, 1)  # a comparison that finds something ends with 1
    first = files(tmp_path)
    assert first
    again = ".db" in FILES[what] or what in ("align-all", "export-everything")  # which leave what is done as it is
    with no_room():
        done = run()
    if not again or done.exit_code:
        refused(done)
    assert files(tmp_path) == first


@pytest.mark.parametrize("what", READING)
def test_what_only_reads_answers_on_a_full_disk(place: Place, tmp_path: Path, what: str) -> None:
    with no_room():
        assert place.run(READING[what]).exit_code == 0
    other = copied(place, tmp_path)
    with locked(other.database):
        assert other.run(READING[what]).exit_code == 0
    with locked(other.database, tmp_path):
        done = other.run(READING[what])
        assert done.exit_code == 0 or refused(done)


def test_a_batch_on_a_disk_that_runs_full_keeps_what_is_done(place: Place, tmp_path: Path) -> None:
    works, out = tmp_path / "works", tmp_path / "out"
    works.mkdir()
    for number in range(6):
        for lang, text in (("en", f"The mill stood there in {1890 + number}."), ("vi", f"Cối xay {1890 + number}.")):
            works.joinpath(f"mill{number}.{lang}.txt").write_text(text, encoding="utf-8")
    with no_room(1000):  # the journal is the longest file
        refused(place.run(f"align-all {works} -o {out} --jobs 1"))
    whole = {name: data for name, data in files(out).items() if name.startswith("mill")}
    assert 0 < len(whole) < 6
    done = place.run(f"align-all {works} -o {out} --jobs 1")
    assert done.exit_code == 0
    assert " 0 failed" in done.stderr
    assert " 0 done before" not in done.stderr
    assert whole.items() <= files(out).items()
    assert len([name for name in files(out) if name.startswith("mill")]) == 6
