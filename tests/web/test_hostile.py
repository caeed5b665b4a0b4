"""Hostile and broken files before every door: a result or one clear sentence, within limits that the kernel holds.

The files are made in a small size here; ``make prove`` makes all of them in full size.
"""

from __future__ import annotations

import io
import json
import random
import shutil
from pathlib import Path

import pytest
import regex
from flask.testing import FlaskClient

from aligner.errors import InputError
from tests.hostile import proof
from tests.hostile.cases import NAMES
from tests.hostile.others import damage
from tests.victims import fill
from web import actions
from web.actions.deciding import Wish
from web.actions.keeping import export_everything, import_everything
from web.app import create_app
from web.config import Config
from web.store import Store
from web.views import Upload

LIMITS = ("--size", "4000", "--few", "--seconds", "60", "--memory", "3000")


@pytest.mark.parametrize(("door", "step"), [("library", 1), ("command-line", 5), ("upload", 5)])
def test_every_hostile_file_gives_a_result_or_a_sentence(door: str, step: int) -> None:
    found = list(proof.outcomes(door, *LIMITS, "--step", str(step)))
    assert [outcome for outcome in found if outcome.fault] == []
    assert len(found) > 500 / step
    assert sum(not outcome.said.startswith("result") for outcome in found) > 100 / step


@pytest.fixture
def client(database: Path) -> FlaskClient:
    return create_app(Config(db=database, jobs=False)).test_client()


def test_names_of_files_are_names_and_nothing_else(client: FlaskClient, database: Path, tmp_path: Path) -> None:
    for number, name in enumerate(NAMES):
        text = f"The workshops of the year {number} stood close together, so that all was known by noon."
        form = {"files": (io.BytesIO(text.encode()), name.encode("utf-8", "replace").decode())}
        answer = client.post("/api/v1/works", data=form, content_type="multipart/form-data")
        assert answer.status_code in (200, 201, 202, 400, 413, 422), (name, answer.status_code)
    with Store(database) as store:
        for work in actions.list_works(store).items:
            for path in (f"/works/{work.id}", f"/api/v1/works/{work.id}", "/works"):
                page = client.get(path, follow_redirects=True)
                assert page.status_code == 200
                assert b"<script>alert" not in page.data
            document = actions.get_work(store, work.id).documents[0].id
            sent = client.get(f"/api/v1/documents/{document}/bytes").headers["Content-Disposition"]
            assert "/" not in sent.replace("filename*=UTF-8''", "")
            assert "\n" not in sent
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("doichieu.db")) == []


@pytest.mark.parametrize(
    "path",
    [
        "/works/99999999999999999999999",
        "/works?offset=99999999999999999999999",
        "/api/v1/works/99999999999999999999999",
        "/api/v1/documents/99999999999999999999999",
        "/api/v1/works?offset=99999999999999999999999",
        "/api/v1/concepts/99999999999999999999999",
        "/compare?new=²&old=١",
        "/lookup?q=%ED%A0%80",
        "/lookup?q=%00%FF",
        "/works/%00",
        "/api/v1/lookup?q=" + "e%CC%81%CC%A3" * 2000,
    ],
)
def test_addresses_that_nobody_would_write_are_no_fault_of_ours(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code in (200, 400, 404, 422)


@pytest.mark.parametrize("least", ["nan", "-inf", "1e400", "²"])
def test_a_bound_that_is_no_number_does_no_harm_to_the_list_of_jobs(client: FlaskClient, least: str) -> None:
    token = regex.findall(r'name="token" value="([^"]+)"', client.get("/works").get_data(as_text=True))[0]
    form = {"token": token, "what": "terms", "format": "csv", "min": least}
    assert client.post("/jobs/export", data=form).status_code == 303
    assert client.get("/jobs").status_code == 200


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "\u202e", "e" + "\u0301\u0323" * 50_000, "a" * 100_000, "=1+1"])
def test_texts_that_nobody_would_write_are_kept_or_refused(client: FlaskClient, text: str) -> None:
    body = {"terms": [{"lang": "en", "text": text}, {"lang": "vi", "text": "từ"}], "note": text, "domain": text}
    answer = client.post("/api/v1/concepts", data=json.dumps(body), content_type="application/json")
    assert answer.status_code in (201, 400, 422)
    assert client.get("/api/v1/concepts").status_code == 200


@pytest.mark.parametrize("kind", ["missing", "text"])
def test_a_service_without_its_database_says_so(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "text.db" if kind == "text" else Path("/proc/nowhere/a.db")
    if kind == "text":
        path.write_text("no database" * 1000)
    client = create_app(Config(db=path, jobs=False)).test_client()
    page, answer = client.get("/works"), client.get("/api/v1/works")
    assert (page.status_code, answer.status_code) == (503, 503)
    assert str(path) not in answer.get_data(as_text=True)
    assert "The database cannot be read or written where it is." in page.get_data(as_text=True)


def test_a_folder_of_everything_that_is_damaged_makes_a_sound_database_or_none(tmp_path: Path) -> None:
    fill(tmp_path / "a.db", 1)
    with Store(tmp_path / "a.db") as store:
        export_everything(store, tmp_path / "whole")
    outcomes = []
    for seed in range(24):
        room = tmp_path / str(seed)
        shutil.copytree(tmp_path / "whole", room)
        what = damage(room, random.Random(seed))
        try:
            import_everything(room, tmp_path / f"{seed}.db")
        except InputError as error:
            said = str(error)
            assert not (tmp_path / f"{seed}.db").exists(), what
            outcomes.append("refused" if "\n" not in said else f"{what}: {said}")
            continue
        client = create_app(Config(db=tmp_path / f"{seed}.db", jobs=False)).test_client()
        for page in ("/works", "/works/1", "/glossary", "/findings", "/api/v1/concepts", "/jobs"):
            assert client.get(page, follow_redirects=True).status_code == 200, (page, what)
        outcomes.append("sound")
    assert set(outcomes) == {"refused", "sound"}


def test_a_term_that_a_crowd_of_concepts_has_makes_no_crowd_of_places(store: Store) -> None:
    text = "The mill stood by the river. Nobody knew who had built it there."
    actions.import_files(store, [Upload("a.txt", text.encode())])
    lines = "".join(f"mill,nghĩa {number}\n" for number in range(60)) + "river,sông\n"
    actions.import_terms(store, "terms.csv", f"en,vi\n{lines}".encode(), Wish(clashes="add"))
    assert store.value("SELECT count(*) FROM terms WHERE text = 'mill'") > 50
    found = store.all("SELECT t.text FROM uses u JOIN terms t ON t.id = u.term")
    assert [record["text"] for record in found] == ["river"]


@pytest.mark.parametrize(
    "body",
    ["[" * 100_000, '{"a":' * 50_000, "9" * 6_000, f'{{"text":{"9" * 6_000}}}', f'{{"text":"{"a" * 2_000}"'],
    ids=["nested", "nested objects", "digits", "digits inside", "cut"],
)
def test_a_body_that_no_reader_can_take_is_refused(client: FlaskClient, body: str) -> None:
    token = regex.findall(r'name="token" value="([^"]+)"', client.get("/works").get_data(as_text=True))[0]
    head = {"X-Form-Token": token}
    for way, path in (("patch", "/api/v1/segments/1"), ("post", "/api/v1/concepts"), ("post", "/works/1/edit")):
        answer = getattr(client, way)(path, data=body, content_type="application/json", headers=head)
        assert answer.status_code == 400, path
        assert "The body of the request is not JSON." in answer.get_data(as_text=True)
