"""What leaves the service compressed, and what does not."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from web import actions
from web.app import create_app
from web.config import Config
from web.store import Store
from web.views import Upload

TAKES = {"Accept-Encoding": "gzip, deflate"}


@pytest.fixture
def client(database: Path) -> FlaskClient:
    return create_app(Config(db=database, testing=True, jobs=False)).test_client()


def test_scripts_are_the_same_when_unpacked_and_asked_for_once(client: FlaskClient) -> None:
    plain, packed = client.get("/static/table.js"), client.get("/static/table.js", headers=TAKES)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert "Accept-Encoding" in packed.headers["Vary"]
    again = client.get("/static/table.js", headers=TAKES | {"If-None-Match": packed.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["/works", "/static/fonts/be-vietnam-pro-latin-400-normal.woff2", "/static/none.js"])
def test_pages_fonts_and_errors_leave_as_they_are(client: FlaskClient, path: str) -> None:
    assert "Content-Encoding" not in client.get(path, headers=TAKES).headers


@pytest.mark.parametrize(("site", "packs"), [("same-origin", True), ("none", True), ("cross-site", False), ("", False)])
def test_a_page_is_compressed_where_no_other_site_asked_for_it(client: FlaskClient, site: str, packs: bool) -> None:
    answer = client.get("/works", headers=TAKES | {"Sec-Fetch-Site": site})
    assert (answer.headers.get("Content-Encoding") == "gzip") is packs
    assert "Accept-Encoding" in answer.headers.get("Vary", "") or not packs
    text = gzip.decompress(answer.data).decode() if packs else answer.text
    assert text.rstrip().endswith("</html>")


def test_a_page_in_parts_is_whole_and_leaves_its_store_free(
    store: Store, database: Path, uploads: dict[str, Upload]
) -> None:
    slug = actions.import_files(store, list(uploads.values()), title="The mill").works[0].slug
    actions.refresh(store, slug)
    app = create_app(Config(db=database, testing=True, jobs=False))
    client = app.test_client()
    client.get("/works")
    for method, headers in (("GET", {}), ("GET", TAKES | {"Sec-Fetch-Site": "none"}), ("HEAD", {})):
        answer = client.open(f"/works/{slug}", method=method, headers=headers, buffered=True)
        text = gzip.decompress(answer.data).decode() if "Content-Encoding" in answer.headers else answer.text
        assert answer.status_code == 200
        assert text.rstrip().endswith("</html>") is (method == "GET")
        assert text.count('id="r1"') == (method == "GET")
        assert client.get("/works").status_code == 200
    stores = app.extensions["doichieu.stores"]
    first, second = stores.take(), stores.take()
    assert first is not second
    for store in (first, second):
        stores.give(store)
