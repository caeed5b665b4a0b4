"""The JSON API: what each route answers, and that every error is a problem detail."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from aligner.formats import jsonl, names, tmx
from web import actions
from web.actions.people import add_account, make_token
from web.app import create_app
from web.config import Config
from web.store import Store

EN = """The District of Workshops

An industrial cluster grows where firms that need one another stand close. In 2024 it shipped goods worth $2.7 billion.

Nobody planned the first workshop. The town hall paved the road & kept the lights on.
"""
VI = """Quận của những xưởng nhỏ

Một cụm công nghiệp lớn lên ở nơi các doanh nghiệp cần nhau đứng gần nhau.
Năm 2024, hàng xuất xưởng trị giá 2,7 tỷ đô la.

Không ai hoạch định xưởng đầu tiên. Chính quyền thị trấn chỉ trải nhựa con đường và giữ cho đèn sáng.
"""
HANT = """工坊之區

產業聚落生長在彼此需要的企業靠得很近的地方。2024年出貨的貨物價值27億美元。

第一家工坊不是任何人規劃的。鎮公所只是鋪了路，讓燈一直亮著。
"""


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    app: Flask = create_app(Config(db=tmp_path / "test.db", testing=True, jobs=False, max_upload=200_000))
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def work(client: FlaskClient) -> dict[str, Any]:
    """A work with three languages, imported through the API."""
    answer = upload(client, ("en.txt", EN), ("vi.txt", VI), ("zh.txt", HANT), title="Workshops")
    assert answer.status_code == 201, answer.text
    (summary,) = answer.json["works"]
    return dict(summary)


def upload(client: FlaskClient, *files: tuple[str, str | bytes], **fields: str) -> TestResponse:
    parts = [(BytesIO(data if isinstance(data, bytes) else data.encode()), name) for name, data in files]
    return client.post("/api/v1/works", data={"files": parts, **fields}, content_type="multipart/form-data")


def assert_problem(answer: TestResponse, status: int, *words: str) -> dict[str, Any]:
    """The answer is a problem detail with a sentence for people in it."""
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    facts = json.loads(answer.data)
    assert facts["type"] == "about:blank"
    assert facts["status"] == status
    assert facts["title"]
    assert facts["detail"].endswith((".", "”"))
    for word in words:
        assert word in facts["detail"]
    return dict(facts)


# Works


def test_import_gives_an_aligned_work(work: dict[str, Any]) -> None:
    assert work["title"] == "Workshops"
    assert work["langs"] == ["en", "vi", "zh-Hant"]
    assert work["status"] == "ready"
    assert work["documents"] == 3
    assert work["rows"] >= 5


def test_import_says_where_the_work_is(client: FlaskClient) -> None:
    answer = upload(client, ("en.txt", EN), ("vi.txt", VI))
    assert answer.json["added"] == ["en.txt", "vi.txt"]
    assert client.get(answer.headers["Location"]).json["summary"] == answer.json["works"][0]


def test_the_same_file_is_known(client: FlaskClient, work: dict[str, Any]) -> None:
    answer = upload(client, ("again.txt", EN))
    assert answer.json["added"] == []
    assert answer.json["known"] == ["again.txt"]
    assert client.get("/api/v1/works").json["total"] == 1


def test_files_are_added_to_a_work(client: FlaskClient) -> None:
    first = upload(client, ("en.txt", EN), ("vi.txt", VI)).json["works"][0]
    second = upload(client, ("zh.txt", HANT), work=first["slug"]).json["works"][0]
    assert second["id"] == first["id"]
    assert second["langs"] == ["en", "vi", "zh-Hant"]


def test_languages_may_be_said(client: FlaskClient) -> None:
    answer = upload(client, ("a.txt", EN), ("b.txt", "2024\n"), langs=",vi")
    assert answer.json["works"][0]["langs"] == ["en", "vi"]
    assert_problem(upload(client, ("c.txt", "x\n"), langs="en,vi"), 422, "1 files and 2 languages")
    assert_problem(upload(client, ("c.txt", "x\n"), langs="klingon"), 422, "klingon")


def test_import_that_does_not_wait_is_left_to_the_worker(tmp_path: Path) -> None:
    app: Flask = create_app(Config(db=tmp_path / "test.db", testing=True, jobs=True))
    client = app.test_client()
    answer = upload(client, ("en.txt", EN), ("vi.txt", VI), wait="false")
    assert (answer.status_code, answer.json["kind"]) == (202, "import")
    jobs = app.extensions["doichieu.jobs"]
    assert jobs.wait()
    jobs.close()
    job = client.get(answer.headers["Location"]).json
    assert (job["state"], job["result"]["added"]) == ("done", ["en.txt", "vi.txt"])
    summary = client.get(f"/api/v1/works/{job['result']['works'][0]}").json["summary"]
    assert summary["status"] == "ready"
    assert summary["rows"] >= 5


def test_import_waits_where_there_is_no_worker(client: FlaskClient) -> None:
    answer = upload(client, ("en.txt", EN), ("vi.txt", VI), wait="false")
    assert answer.json["works"][0]["status"] == "ready"


def test_bad_files_are_refused_and_nothing_is_stored(client: FlaskClient) -> None:
    assert_problem(upload(client, ("a.txt", b"")), 422, "a.txt")
    assert_problem(upload(client, ("a.docx", b"PK\x03\x04broken")), 422, "a.docx")
    assert_problem(upload(client, ("a.txt", EN), ("b.txt", EN + "More of it.\n")), 422)
    assert_problem(client.post("/api/v1/works"), 422, "files")
    assert client.get("/api/v1/works").json["items"] == []


def test_work_is_found_by_number_slug_and_title(client: FlaskClient, work: dict[str, Any]) -> None:
    for ref in (work["id"], work["slug"], "Work"):
        answer = client.get(f"/api/v1/works/{ref}").json
        assert answer["summary"]["id"] == work["id"]
    assert [document["lang"] for document in answer["documents"]] == work["langs"]
    assert answer["outline"][0]["texts"]["en"] == "The District of Workshops"
    assert_problem(client.get("/api/v1/works/nothing"), 404, "nothing")


def test_work_is_renamed_and_a_stale_version_conflicts(client: FlaskClient, work: dict[str, Any]) -> None:
    place = f"/api/v1/works/{work['id']}"
    answer = client.patch(place, json={"title": "Xưởng 工坊", "version": work["version"]})
    assert answer.json["title"] == "Xưởng 工坊"
    assert answer.json["slug"] == work["slug"]
    assert "Xưởng 工坊" in answer.get_data(as_text=True)
    assert_problem(client.patch(place, json={"title": "Late", "version": work["version"]}), 409)
    assert_problem(client.patch(place, json={"title": " "}), 422, "title")


def test_work_is_deleted(client: FlaskClient, work: dict[str, Any]) -> None:
    answer = client.delete(f"/api/v1/works/{work['slug']}")
    assert answer.status_code == 204
    assert answer.data == b""
    assert_problem(client.get(f"/api/v1/works/{work['id']}"), 404)


# Documents and blocks


def test_documents_have_blocks_and_give_back_their_file(client: FlaskClient, work: dict[str, Any]) -> None:
    listed = client.get(f"/api/v1/works/{work['id']}/documents").json
    document = client.get(f"/api/v1/documents/{listed[1]['id']}").json
    assert document["lang"] == "vi"
    assert document["blocks"][0]["text"] == "Quận của những xưởng nhỏ"
    answer = client.get(f"/api/v1/documents/{document['id']}/bytes")
    assert answer.data.decode() == VI
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert_problem(client.get("/api/v1/documents/99"), 404)


def test_language_and_labels_are_overruled(client: FlaskClient, work: dict[str, Any]) -> None:
    listed = client.get(f"/api/v1/works/{work['id']}/documents").json
    place = f"/api/v1/documents/{listed[2]['id']}"
    document = client.patch(place, json={"lang": "zh-Hans"}).json
    assert document["lang"] == "zh-Hans"
    assert client.get(f"/api/v1/works/{work['id']}").json["summary"]["langs"] == ["en", "vi", "zh-Hans"]
    block = document["blocks"][0]["id"]
    changed = client.patch(f"/api/v1/blocks/{block}", json={"kind": "boilerplate"}).json
    assert changed["blocks"][0]["kind"] == "boilerplate"
    assert changed["blocks"][0]["overruled"]
    assert_problem(client.patch(place, json={"lang": "en"}), 422, "English")
    assert_problem(client.patch(place, json={"lang": "fr"}), 422, "fr")
    assert_problem(client.patch(f"/api/v1/blocks/{block}", json={"kind": "poem"}), 422, "kind")
    assert_problem(client.patch("/api/v1/blocks/9999", json={"kind": "note"}), 404)


def test_document_is_taken_out_of_its_work(client: FlaskClient, work: dict[str, Any]) -> None:
    listed = client.get(f"/api/v1/works/{work['id']}/documents").json
    assert client.delete(f"/api/v1/documents/{listed[0]['id']}").status_code == 204
    assert client.get(f"/api/v1/works/{work['id']}").json["summary"]["langs"] == ["vi", "zh-Hant"]


# Rows, tables, exports


def test_rows_come_in_pages(client: FlaskClient, work: dict[str, Any]) -> None:
    """Following next from the first page visits every row once and in order."""
    place: str | None = f"/api/v1/works/{work['id']}/rows?limit=2&langs=en,zh-Hant"
    numbers = []
    while place:
        answer = client.get(place)
        assert answer.json["total"] == work["rows"]
        assert len(answer.json["items"]) <= 2
        numbers += [row["number"] for row in answer.json["items"]]
        assert all([cell["lang"] for cell in row["cells"]] == ["en", "zh-Hant"] for row in answer.json["items"])
        place = answer_links(answer).get("next")
    assert numbers == list(range(1, work["rows"] + 1))
    last = answer_links(answer)
    assert set(last) == {"first", "prev", "last"}
    assert client.get(last["last"]).json["items"] == answer.json["items"]


def answer_links(answer: TestResponse) -> dict[str, str]:
    """The Link head line as relation → address."""
    parts = (part.split("; rel=") for part in answer.headers["Link"].split(", "))
    return {rel.strip('"'): address.strip("<>") for address, rel in parts}


def test_rows_are_filtered(client: FlaskClient, work: dict[str, Any]) -> None:
    place = f"/api/v1/works/{work['id']}/rows"
    (row,) = client.get(place, query_string={"query": "27億"}).json["items"]
    assert "$2.7 billion" in row["cells"][0]["text"]
    assert client.get(f"{place}/{row['number']}").json == row
    everything = client.get(place).json["items"]
    for band in ("good", "check", "bad"):
        found = client.get(place, query_string={"bands": band}).json["items"]
        assert found == [row for row in everything if row["band"] == band]
    for bad in ({"bands": "great"}, {"limit": 0}, {"limit": 5000}, {"offset": -1}, {"limit": "x"}):
        assert_problem(client.get(place, query_string=bad), 422, next(iter(bad)))
    for lang in ("zh-Hans", "fr"):
        assert_problem(client.get(place, query_string={"langs": lang}), 422, lang)
    assert client.get(place, query_string={"langs": "zh-TW"}).json["items"][0]["cells"][0]["lang"] == "zh-Hant"
    assert_problem(client.get(f"{place}/0"), 404)
    assert_problem(client.get(f"{place}/999"), 404)


def test_table_is_given_as_numbers_and_made_anew(client: FlaskClient, work: dict[str, Any]) -> None:
    place = f"/api/v1/works/{work['id']}/table"
    table = client.get(place).json
    assert table["langs"] == work["langs"]
    for column, size in enumerate(table["sizes"]):
        assert table["rows"][0]["spans"][column][0] == 0
        assert table["rows"][-1]["spans"][column][1] == size
    assert client.get(place, query_string={"langs": "vi,en"}).json["langs"] == ["vi", "en"]
    assert client.post(place).json["summary"]["rows"] == work["rows"]
    assert client.get(place).json["rows"] == table["rows"]


@pytest.mark.parametrize("name", names())
def test_every_format_is_exported(client: FlaskClient, work: dict[str, Any], name: str) -> None:
    form = next(form for form in client.get("/api/v1/formats").json if form["name"] == name)
    answer = client.get(f"/api/v1/works/{work['slug']}/export", query_string={"format": name})
    assert answer.mimetype == form["media_type"]
    assert answer.headers["Content-Disposition"] == f"attachment; filename={work['slug']}{form['suffix']}"
    assert int(answer.headers["Content-Length"]) == len(answer.data) > 0


def test_export_chooses_columns_and_tags(client: FlaskClient, work: dict[str, Any]) -> None:
    place = f"/api/v1/works/{work['id']}/export"
    answer = client.get(place, query_string={"format": "tmx", "langs": "zh-Hant,en", "tags": "region"})
    assert b"zh-TW" in answer.data
    assert tmx.read(answer.data).langs == ("en", "zh-Hant")
    table = jsonl.read(client.get(place, query_string={"format": "jsonl", "langs": "vi,en"}).data)
    assert table.langs == ("vi", "en")
    assert_problem(client.get(place), 422, "format")
    assert_problem(client.get(place, query_string={"format": "doc"}), 422, "tmx")
    assert_problem(client.get(place, query_string={"format": "tmx", "tags": "x"}), 422, "tags")


# Glossary and findings


def test_glossary_and_findings_are_made_and_listed(client: FlaskClient, work: dict[str, Any]) -> None:
    concepts = client.post(f"/api/v1/works/{work['id']}/concepts").json["count"]
    assert client.get("/api/v1/concepts", query_string={"work": work["slug"]}).json["total"] == concepts
    findings = client.post(f"/api/v1/works/{work['id']}/findings").json["count"]
    assert client.get("/api/v1/findings", query_string={"work": work["id"]}).json["total"] == findings
    assert client.get("/api/v1/findings", query_string={"severity": "error"}).json["total"] <= findings
    assert_problem(client.get("/api/v1/findings", query_string={"severity": "dire"}), 422, "severity")
    assert_problem(client.get("/api/v1/concepts", query_string={"work": "nothing"}), 404)


# Errors


def test_errors_of_every_kind_are_problems(client: FlaskClient) -> None:
    assert_problem(client.get("/api/v1/nothing"), 404, "/api/v1/docs")
    assert_problem(client.get("/api/v2/works"), 404)
    assert_problem(client.get("/api"), 404)
    allowed = client.patch("/api/v1/works", json={})
    assert_problem(allowed, 405, "GET, POST")
    assert {method.strip() for method in allowed.headers["Allow"].split(",")} == {"GET", "POST"}
    assert_problem(client.post("/api/v1/works", data="x", content_type="text/plain"), 415, "multipart/form-data")
    assert_problem(client.patch("/api/v1/works/1", data="{", content_type="application/json"), 400, "JSON")
    assert_problem(client.patch("/api/v1/works/1", json={"title": "a", "colour": "b"}), 422, "colour")
    assert_problem(upload(client, ("big.txt", b"x" * 300_000)), 413, "limit")


def test_a_fault_of_the_server_tells_nothing_of_its_inside(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr(actions, "list_works", fail)
    assert "secret" not in json.dumps(assert_problem(client.get("/api/v1/works"), 500))


def test_access_is_by_bearer_token_where_there_are_accounts(tmp_path: Path) -> None:
    app: Flask = create_app(Config(db=tmp_path / "test.db", testing=True, jobs=False))
    with Store(tmp_path / "test.db") as store:
        add_account(store, "chief1", password="a mill by the river of 1890")
        _, token = make_token(store, "script", owner="chief1")
    client = app.test_client()
    assert_problem(client.get("/api/v1/works"), 401, "Bearer")
    assert_problem(client.get("/api/v1/works", headers={"Authorization": "Bearer other"}), 401)
    assert client.get("/api/v1/works", headers={"Authorization": f"Bearer {token}"}).json["total"] == 0


def test_pages_of_other_sites_change_nothing(client: FlaskClient, work: dict[str, Any]) -> None:
    for head in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://elsewhere.example"}, {"Origin": "null"}):
        assert_problem(client.delete(f"/api/v1/works/{work['id']}", headers=head), 403)
    assert client.get("/api/v1/works").json["total"] == 1
    own = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
    assert client.delete(f"/api/v1/works/{work['id']}", headers=own).status_code == 204


def test_problem_names_the_field(client: FlaskClient) -> None:
    facts = assert_problem(client.get("/api/v1/works?offset=-1&limit=x"), 422)
    assert set(facts["errors"]["query"]) == {"offset", "limit"}
    assert facts["instance"] == "/api/v1/works"
