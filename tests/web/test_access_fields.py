"""Whatever stands in any field of the database is text on every page, in every answer and in every file."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.filled import FREE, OWN, columns, fill, poison
from tests.web.test_access_text import PAYLOADS, PROBE, faults
from tests.web.walking import addresses, signed_in
from web import actions
from web.app import create_app
from web.config import Config
from web.guard import SESSION
from web.store import Store
from web.store.health import faults as unsound

EMPTY = 36
"""So many addresses show none of the texts: figures, settings, the API's own description."""

NOWHERE = ("api.nothing", "jobs.file", "api.jobs.get_job_file")
"""What leads nowhere here: no job has written its file."""

OF_ITS_OWN = ("an element <style>", "an element <meta>")
"""What a page that stands alone has in its head: how it looks, and that nothing may run in it."""


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "doichieu.db"
    fill(path)
    return path


@pytest.fixture(scope="module")
def poisoned(clean: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("poisoned") / "doichieu.db"
    shutil.copy(clean, path)
    poison(path, PAYLOADS["markup"])
    return path


@pytest.fixture(scope="module")
def app(poisoned: Path) -> Flask:
    app = create_app(Config(db=poisoned, testing=True, jobs=False))
    app.extensions["doichieu.pace"].burst = 10**6
    return app


@pytest.fixture(scope="module")
def client(app: Flask, poisoned: Path) -> FlaskClient:
    client: FlaskClient = app.test_client()
    client.set_cookie(SESSION, signed_in(poisoned))
    return client


def test_every_field_is_filled_and_thought_about(clean: Path) -> None:
    """A new column of the schema belongs into ``filled``: among what people bring, or among the program's own words."""
    with Store(clean) as store:
        assert list(unsound(store)) == []
    with closing(sqlite3.connect(clean)) as database:
        for table, names in columns(database).items():
            listed = f"{FREE.get(table, '')} {OWN.get(table, '')}".split()
            assert set(names) == set(listed), table
            for name in names:
                query = f"SELECT count(*) FROM \"{table}\" WHERE coalesce(\"{name}\", '') NOT IN ('', '[]', '{{}}')"
                assert database.execute(query).fetchone()[0], f"nothing is in {table}.{name}"


def test_every_address_shows_markup_as_text(app: Flask, client: FlaskClient, poisoned: Path) -> None:
    without = []
    for endpoint, path in addresses(app, poisoned):
        for head in ({}, {"HX-Request": "true"}):
            answer = client.get(path, headers=head)
            assert answer.status_code < 400 or endpoint in NOWHERE, (path, answer.status_code)
            assert answer.headers["X-Content-Type-Options"] == "nosniff", path
            attached = answer.headers.get("Content-Disposition", "").startswith("attachment")
            if answer.mimetype == "text/html" and not attached:
                assert list(faults(answer.get_data(as_text=True))) == [], (path, head)
            if answer.mimetype in ("text/html", "application/json") and PROBE not in answer.get_data(as_text=True):
                without.append(endpoint)
    assert len(set(without)) <= EMPTY, sorted(set(without))


def test_no_page_that_is_taken_along_holds_markup_of_others(client: FlaskClient, poisoned: Path) -> None:
    with Store(poisoned) as store:
        work = actions.list_works(store).items[0].slug
        document = int(store.value("SELECT document FROM versions"))
    for path in (
        f"/works/{work}/export?format=html",
        "/findings/report.html?status=all",
        f"/compare/file?old={document}@1&new={document}@2&metrics=1",
    ):
        page = client.get(path).get_data(as_text=True)
        assert PROBE in page, path
        found = [one for one in faults(page) if one not in OF_ITS_OWN]
        assert found == [], path
