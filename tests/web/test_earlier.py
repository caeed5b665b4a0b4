"""Databases of every earlier version are brought up to date, and nothing that was in them is lost."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.web import later
from tests.web.test_keeping import dump
from web import actions
from web.actions.keeping import import_everything, verify_store
from web.store import Store
from web.store.migrations import VERSION
from web.store.steps import STEPS


@pytest.fixture(params=range(1, VERSION))
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A database of every earlier schema, with the same work and glossary in it."""
    path = tmp_path / "earlier.db"
    build_earlier(path, request.param)
    return path


def build_earlier(path: Path, steps: int) -> None:
    from sqlite_utils import Database

    from web.store.database import APPLICATION_ID
    from web.store.migrations import migrate

    with closing(sqlite3.connect(path)) as database:
        migrate(Database(database), APPLICATION_ID, 1)
        database.executescript(Path(__file__).with_name("first.sql").read_text(encoding="utf-8"))
        for number in range(1, steps):
            migrate(Database(database), APPLICATION_ID, number + 1)
            later.write(database, STEPS[number][0])


def values(path: Path) -> dict[str, dict[tuple[object, ...], dict[str, object]]]:
    """Every value by table, key and column, but for what is made of the rest."""
    found: dict[str, dict[tuple[object, ...], dict[str, object]]] = {}
    with closing(sqlite3.connect(path)) as database:
        for name in map(str, dump(path)):
            if name.startswith(("search_", "term_keys")):
                continue
            columns = database.execute(f'PRAGMA table_info("{name}")').fetchall()
            names = [column[1] for column in columns]
            keys = [names.index(column[1]) for column in columns if column[5]] or range(len(names))
            records = database.execute(f'SELECT * FROM "{name}"').fetchall()
            found[name] = {
                tuple(record[place] for place in keys): dict(zip(names, record, strict=True)) for record in records
            }
    return found


def test_a_step_that_makes_room_for_something_has_something_to_be_brought_along() -> None:
    """A new step belongs into ``later``: what a database holds in it, or that it holds nothing of its own."""
    assert {name for name, _ in STEPS} - {*later.WRITTEN, *later.NOTHING} == set()


def test_no_value_of_any_earlier_version_is_lost(earlier: Path) -> None:
    """Every value of every column that there was is there, as it was, under the same number."""
    before = values(earlier)
    Store(earlier).close()
    after = values(earlier)
    for table, records in before.items():
        assert len(records) == len(after[table]), table
        if table == "dismissals":  # from the step "findings" on they have a number of their own
            known = [set(map(repr, record.values())) for record in after[table].values()]
            assert all(any(set(map(repr, one.values())) <= held for held in known) for one in records.values())
            continue
        for key, record in records.items():
            assert {name: after[table][key][name] for name in record} == record, (table, key)


def test_a_database_of_any_earlier_version_is_brought_up_to_date_without_loss(earlier: Path) -> None:
    with Store(earlier) as store:
        assert verify_store(store).faults == ()
        work = actions.get_work(store, "the-mill").summary
        assert (work.langs, work.rows, work.findings) == (("en", "vi"), 6, 1)
        assert actions.document_bytes(store, 1).startswith(b"# The mill")
        (mill, other) = sorted(actions.list_concepts(store).items, key=lambda concept: concept.id)
        assert (mill.status, [term.text for term in mill.terms]) == ("approved", ["mill", "cối xay"])
        assert (other.status, other.note) == ("proposed", "Where rice was ground.")
        assert actions.lookup(store, "coi xay").concepts
        assert store.value("SELECT reason FROM dismissals") == "It is a name."
        assert store.value("SELECT who FROM revisions WHERE target = 'concept:1'") == "reviewer1"


def test_what_an_earlier_version_wrote_as_open_files_is_read(tmp_path: Path) -> None:
    build_earlier(tmp_path / "earlier.db", 5)
    folder = tmp_path / "everything"
    with closing(sqlite3.connect(tmp_path / "earlier.db")) as database:
        names = [n for (n,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [n for n in names if not n.startswith(("search_", "segments_fts", "terms_fts", "term_keys", "_sqlite"))]
        (folder / "tables").mkdir(parents=True)
        (folder / "files").mkdir()
        for digest, data in database.execute("SELECT digest, data FROM files"):
            (folder / "files" / digest).write_bytes(data)
        counts = {}
        for name in kept:
            rows = database.execute(f'SELECT * FROM "{name}"')
            columns = [column[0] for column in rows.description]
            found = [dict(zip(columns, row, strict=True)) for row in rows]
            lines = [json.dumps({k: v for k, v in r.items() if k != "data"}, ensure_ascii=False) for r in found]
            (folder / "tables" / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
            counts[name] = len(lines)
    manifest = {"format": "doichieu-everything", "form": 1, "schema": [n for n, _ in STEPS[:5]], "tables": counts}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    health = import_everything(folder, tmp_path / "new.db")
    assert (health.works, health.rows, health.concepts) == (1, 6, 2)
