"""The pages as a browser without scripts gets them: what stands on them, what they change, and who is kept out."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from web import actions
from web.app import create_app
from web.config import Config
from web.store import Store
from web.views import Upload


@pytest.fixture
def config(database: Path) -> Config:
    return Config(db=database, testing=True, jobs=False, max_upload=300_000)


@pytest.fixture
def app(config: Config) -> Flask:
    return create_app(config)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def mill(store: Store, uploads: dict[str, Upload]) -> str:
    """The slug of the story of the mill, aligned in four languages."""
    work = actions.import_files(store, list(uploads.values()), title="The mill").works[0]
    actions.refresh(store, work.id)
    return work.slug


def text(response: TestResponse) -> str:
    return response.get_data(as_text=True)


def send(client: FlaskClient, path: str, **fields: object) -> TestResponse:
    """Send a form as a page of ours would: with the token that the page carried."""
    page = text(client.get("/works"))
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found
    return client.post(path, data={"token": found[1], **fields}, content_type="multipart/form-data")


def files(uploads: dict[str, Upload], *langs: str) -> list[tuple[BytesIO, str]]:
    return [(BytesIO(uploads[lang].data), uploads[lang].name) for lang in langs]


def test_an_empty_store_says_what_to_do_first(client: FlaskClient) -> None:
    page = text(client.get("/works"))
    assert "Choose files" in page
    assert "Load the sample works" in page
    for path in ("/findings", "/glossary"):
        assert "To the works" in text(client.get(path))


def test_files_sent_together_become_one_work(client: FlaskClient, store: Store, uploads: dict[str, Upload]) -> None:
    answer = send(client, "/works", files=files(uploads, "en", "vi", "zh-Hant"))
    assert answer.status_code == 303
    work = actions.list_works(store).items[0]
    assert work.langs == ("en", "vi", "zh-Hant")
    assert work.status == "ready"
    page = text(client.get("/works"))
    assert '<option value="zh-Hant" lang="zh-Hant" selected>' in page


def test_files_can_be_works_of_their_own(client: FlaskClient, store: Store, uploads: dict[str, Upload]) -> None:
    send(client, "/works", files=files(uploads, "en", "vi"), together="no")
    assert actions.list_works(store).total == 2


def test_the_same_file_again_is_noticed(client: FlaskClient, mill: str, uploads: dict[str, Upload]) -> None:
    send(client, "/works", files=files(uploads, "en"))
    assert "Already here" in text(client.get("/works"))


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [("empty.txt", b"", "empty"), ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "photo.png")],
)
def test_a_bad_file_gets_a_sentence(client: FlaskClient, store: Store, name: str, data: bytes, word: str) -> None:
    answer = send(client, "/works", files=[(BytesIO(data), name)])
    assert answer.status_code == 422
    assert word in text(answer)
    assert "--work" not in text(answer)
    assert actions.list_works(store).total == 0


def test_one_language_twice_is_explained_without_the_command_line(
    client: FlaskClient, uploads: dict[str, Upload]
) -> None:
    other = (BytesIO(uploads["en"].data + b"\nOne more sentence of English stands here.\n"), "other.md")
    answer = send(client, "/works", files=[*files(uploads, "en"), other])
    assert answer.status_code == 422
    assert "--" not in re.sub(r"(?s).*?role=.alert.>(.*?)</p>.*", r"\1", text(answer))


def test_a_file_over_the_limit_gets_a_sentence(client: FlaskClient) -> None:
    answer = send(client, "/works", files=[(BytesIO(b"word " * 100_000), "long.txt")])
    assert answer.status_code == 413
    assert "larger than" in text(answer)


def test_names_and_texts_are_never_markup(client: FlaskClient, store: Store) -> None:
    nasty = "<script>alert(1)</script>"
    story = f"# {nasty}\n\nA mill stood by the river for years. {nasty} It ground rice for the village.\n"
    actions.import_files(store, [Upload("a<b>&.md", story.encode(), "en")], title=f"Title {nasty}")
    work = actions.list_works(store).items[0]
    document = actions.get_work(store, work.id).documents[0].id
    for path in ("/works", f"/works/{work.slug}", f"/works/{work.slug}/documents/{document}", f"/works/{work.id}/item"):
        page = text(client.get(path, follow_redirects=True))
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
    assert "<script>" not in text(client.get(f"/works/{work.slug}?q=<script>x"))


def test_rows_come_with_language_band_and_number(client: FlaskClient, mill: str) -> None:
    page = text(client.get(f"/works/{mill}"))
    for lang in ("en", "vi", "zh-Hans", "zh-Hant"):
        assert f'data-lang="{lang}" data-name=' in page
    assert 'id="r1"' in page
    assert 'id="r6"' in page


def test_a_long_work_sends_rows_as_they_are_needed(client: FlaskClient, store: Store) -> None:
    story = "\n\n".join(f"Sentence number {number} of a very long story about the mill." for number in range(1, 231))
    actions.import_files(store, [Upload("long.txt", story.encode(), "en")], title="Long")
    page = text(client.get("/works/long"))
    assert 'id="r36"' in page
    assert 'id="r37"' not in page
    assert 'data-first="217" data-count="14"' in page
    part = text(client.get("/works/long/rows?from=201&before=231"))
    assert re.findall(r'id="r(\d+)"', part) == [str(number) for number in range(201, 231)]
    found = text(client.get("/works/long/rows?q=number+22&from=2&before=225"))
    assert re.findall(r'id="r(\d+)"', found) == ["22", "220", "221", "222", "223", "224"]
    assert 'id="r215"' in text(client.get("/works/long?from=215"))


def test_beside_a_large_glossary_rows_that_nobody_looked_at_come_a_few_at_a_time(
    client: FlaskClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.actions.linking.LARGE", 0)
    story = "\n\n".join(f"Sentence number {number} of a very long story about the mill." for number in range(1, 51))
    actions.import_files(store, [Upload("long.txt", story.encode(), "en")], title="Long")
    parts = re.compile(r'<div class="chunk([^"]*)" role="rowgroup" data-first="(\d+)" data-count="(\d+)"')
    for shown, rest in ((12, [("13", "24"), ("37", "14")]), (24, [("25", "12"), ("37", "14")]), (36, [("37", "14")])):
        page = text(client.get("/works/long"))
        assert parts.findall(page) == [("", "1", str(shown)), *((" waits", *one) for one in rest)]
        assert [f'id="r{number}"' in page for number in (shown, shown + 1)] == [True, False]
        assert f"from={shown + 1}" in page  # for who has no scripts
    assert parts.findall(text(client.get("/works/long?from=50"))) == [
        (" waits", "1", "36"), (" waits", "37", "13"), ("", "50", "1"),
    ]  # fmt: skip
    with monkeypatch.context() as small:
        small.setattr("web.actions.linking.LARGE", 10_000)
        assert parts.findall(text(client.get("/works/long?from=40"))) == [(" waits", "1", "36"), ("", "37", "14")]


def test_a_row_says_why(client: FlaskClient, mill: str) -> None:
    panel = text(client.get(f"/works/{mill}/rows/3"))
    assert "Words" in panel
    assert re.search(r"\d+ of \d+ found", panel)
    assert client.get(f"/works/{mill}/rows/999").status_code == 404


def test_every_format_can_be_downloaded(client: FlaskClient, mill: str, store: Store) -> None:
    for format in actions.formats():
        answer = client.get(f"/works/{mill}/export?format={format.name}&lang=en&lang=vi")
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].endswith(f"{mill}{format.suffix}")
        assert answer.data
    assert client.get(f"/works/{mill}/export?format=doc").status_code == 422


def test_a_work_can_be_renamed_aligned_anew_and_deleted(client: FlaskClient, mill: str, store: Store) -> None:
    send(client, f"/works/{mill}/rename", title="The old mill")
    assert actions.get_work(store, mill).summary.title == "The old mill"
    assert send(client, f"/works/{mill}/realign").status_code == 303
    assert send(client, f"/works/{mill}/delete").status_code == 303
    assert actions.list_works(store).total == 0


def test_languages_and_labels_can_be_overruled(client: FlaskClient, mill: str, store: Store) -> None:
    document = next(item for item in actions.get_work(store, mill).documents if item.lang == "zh-Hans")
    taken = send(client, f"/works/{mill}/documents/{document.id}/language", lang="zh-Hant")
    assert taken.status_code == 422
    block = actions.get_document(store, document.id).blocks[-1]
    send(client, f"/works/{mill}/documents/{document.id}/blocks/{block.id}", kind="boilerplate")
    changed = actions.get_document(store, document.id).blocks[-1]
    assert (changed.kind, changed.overruled) == ("boilerplate", True)
    assert actions.get_work(store, mill).summary.status == "ready"


def test_the_file_comes_back_as_it_was(
    client: FlaskClient, mill: str, store: Store, uploads: dict[str, Upload]
) -> None:
    document = next(item for item in actions.get_work(store, mill).documents if item.lang == "vi")
    answer = client.get(f"/works/{mill}/documents/{document.id}/file")
    assert answer.data == uploads["vi"].data
    assert answer.content_type == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("path", ["/works/nothing", "/works/nothing/rows/1", "/nothing", "/findings?work=nothing"])
def test_what_is_not_there_is_said(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == (200 if "?" in path else 404)
    assert "Traceback" not in text(answer)


def test_strange_parameters_do_no_harm(client: FlaskClient, mill: str) -> None:
    for query in ("offset=-5", "offset=x", "from=-1", "from=99999", "show=everything", "q=%25%25", "q=" + "x" * 999):
        assert client.get(f"/works/{mill}?{query}").status_code == 200
        assert client.get(f"/works/{mill}/rows?{query}").status_code == 200
    answer = client.get("/works/1?_scheme=javascript&_external=1")
    assert answer.headers["Location"].startswith("/works/the-mill?")


# Who is kept out.


def test_every_answer_carries_the_policy(client: FlaskClient) -> None:
    for path in ("/works", "/nothing", "/static/app.css", "/api/v1/works"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_no_page_has_inline_script_style_or_foreign_addresses(client: FlaskClient, mill: str) -> None:
    for path in ("/works", f"/works/{mill}", f"/works/{mill}/documents/1", "/findings", "/glossary"):
        page = text(client.get(path))
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|hx-on|https?://(?!www\.w3\.org)", page), (
            path
        )


def test_a_form_needs_its_token(client: FlaskClient, store: Store, mill: str) -> None:
    assert client.post(f"/works/{mill}/delete").status_code == 403
    assert client.post(f"/works/{mill}/delete", data={"token": "guess"}).status_code == 403
    assert actions.list_works(store).total == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://example.org"},
        {"Origin": "null"},
    ],
)
def test_other_sites_cannot_change_anything(client: FlaskClient, mill: str, headers: dict[str, str]) -> None:
    assert client.post(f"/works/{mill}/delete", headers=headers).status_code == 403
    assert client.delete(f"/api/v1/works/{mill}", headers=headers).status_code == 403


@pytest.mark.parametrize("name", ["rebound.example", "127.0.0.1.example.org", "example.org:8765"])
def test_a_rebound_name_is_not_ours(client: FlaskClient, name: str) -> None:
    assert client.get("/works", headers={"Host": name}).status_code == 421


@pytest.mark.parametrize("name", ["localhost:8765", "127.0.0.1:8765", "[::1]:8765"])
def test_this_machine_is_ours(client: FlaskClient, name: str) -> None:
    assert client.get("/works", headers={"Host": name}).status_code == 200
