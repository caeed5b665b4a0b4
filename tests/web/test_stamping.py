"""Static files are kept by the browser for good, and asked for anew when one of them changed."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex
from flask.testing import FlaskClient

from web.app import create_app
from web.config import Config
from web.stamping import stamp_of


@pytest.fixture
def client(database: Path) -> FlaskClient:
    return create_app(Config(db=database, testing=True, jobs=False)).test_client()


def test_what_a_page_asks_for_may_be_kept_for_good(client: FlaskClient) -> None:
    names = regex.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/works").text)
    assert names
    for name in names:
        assert name.startswith("/static/v-")
        answer = client.get(name)
        assert (answer.status_code, "immutable" in answer.headers["Cache-Control"]) == (200, True), name


@pytest.mark.parametrize("path", ["/static/page.js", "/static/v-0123456789/page.js"])
def test_an_address_of_another_day_is_served_but_not_kept(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


def test_what_is_not_there_is_not_kept_either(client: FlaskClient) -> None:
    stamp = client.get("/works").text.partition("/static/")[2].partition("/")[0]
    answer = client.get(f"/static/{stamp}/none.js")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-cache")


def test_the_stamp_changes_with_any_file(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    stamps = [stamp_of(tmp_path)]
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "b.woff2").write_text("2")
    stamps.append(stamp_of(tmp_path))
    (tmp_path / "a.js").write_text("3")
    stamps.append(stamp_of(tmp_path))
    assert len(set(stamps)) == 3
