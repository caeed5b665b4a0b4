"""What leaves the service compressed, and what does not."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from web.app import create_app
from web.config import Config

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
