"""Terms over HTTP: out as a file, in by a plan that is looked at first."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from glossary import formats
from glossary.formats import Incoming
from web.app import create_app
from web.config import Config

CSV = "id,en,vi,en status,vi status\nc1,cluster,cụm công nghiệp,approved,approved\nc2,draft,nháp,,\n"


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    app = create_app(Config(db=tmp_path / "test.db", testing=True, jobs=False, max_upload=200_000))
    client: FlaskClient = app.test_client()
    return client


def send(client: FlaskClient, place: str, text: str = CSV, name: str = "x.csv", **fields: Any) -> Any:
    data = {"file": (io.BytesIO(text.encode()), name), **fields}
    return client.post(f"/api/v1/terms/{place}", data=data, content_type="multipart/form-data")


def imported(client: FlaskClient) -> None:
    token = send(client, "plan").json["token"]
    assert send(client, "import", token=token).json["applied"]


def test_a_plan_is_shown_and_then_applied(client: FlaskClient) -> None:
    plan = send(client, "plan")
    assert plan.status_code == 200
    assert plan.json["counts"] == {"new": 2, "same": 0, "changed": 0, "differing": 0, "clashing": 0}
    assert client.get("/api/v1/concepts").json["total"] == 0
    done = send(client, "import", token=plan.json["token"])
    assert (done.status_code, done.json["applied"]) == (200, True)
    assert client.get("/api/v1/concepts").json["total"] == 2


def test_a_plan_that_is_old_is_refused(client: FlaskClient) -> None:
    token = send(client, "plan").json["token"]
    imported(client)
    assert send(client, "import", token=token).status_code == 409
    assert send(client, "import").status_code == 422


@pytest.mark.parametrize(("text", "name"), [("a,b\n", "x.csv"), ("<x/>", "x.tbx"), ("x", "x.pdf")])
def test_files_that_cannot_be_read_are_a_problem_with_a_sentence(client: FlaskClient, text: str, name: str) -> None:
    answer = send(client, "plan", text, name)
    assert answer.status_code == client.get("/api/v1/terms/export/preview?format=doc").status_code
    assert 400 <= answer.status_code < 500
    assert name in answer.json["detail"]


@pytest.mark.parametrize("name", formats.names())
def test_every_format_is_exported(client: FlaskClient, name: str) -> None:
    imported(client)
    form = next(form for form in client.get("/api/v1/terms/formats").json if form["name"] == name)
    answer = client.get("/api/v1/terms/export", query_string={"format": name, "langs": "en,vi"})
    assert answer.status_code == 200
    assert answer.mimetype == form["media_type"]
    assert f"glossary{form['suffix']}" in answer.headers["Content-Disposition"]
    (concept,) = formats.read(name, io.BytesIO(answer.data), Incoming("x"))
    assert [term.text for term in concept.terms] == ["cluster", "cụm công nghiệp"]


def test_a_preview_says_what_stays_behind(client: FlaskClient) -> None:
    imported(client)
    answer = client.get("/api/v1/terms/export/preview", query_string={"format": "tbx-dct"})
    assert (answer.json["concepts"], answer.json["left_out"]) == (1, {"terms that are only proposed": 2})
