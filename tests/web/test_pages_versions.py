"""The pages for comparing, versions, history and comments, as a browser without scripts gets them; and the API."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from web import actions
from web.app import create_app
from web.config import Config
from web.store import Store
from web.views import Upload

MILL = "/works/the-mill-by-the-river"


@pytest.fixture
def client(database: Path) -> FlaskClient:
    return create_app(Config(db=database, testing=True, jobs=False)).test_client()


@pytest.fixture
def vi(store: Store, uploads: dict[str, Upload], texts: dict[str, str]) -> int:
    """The Vietnamese document of a work, in its second version."""
    work = actions.import_files(store, [uploads["en"], uploads["vi"], uploads["zh-Hans"], uploads["zh-Hant"]]).works[0]
    text = texts["vi"].replace("1890", "1891") + "\nNó <b>vẫn</b> còn đó.\n"
    return actions.replace_document(store, f"{work.slug}:vi", Upload("second.md", text.encode())).version.document


def page(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    return answer.text


def send(client: FlaskClient, path: str, status: int = 303, **fields: object) -> TestResponse:
    """Send a form of the page, with its token."""
    token = re.search(r'name="token" value="([^"]+)"', page(client, "/works"))
    assert token
    answer = client.post(path, data={"token": token[1], **fields})
    assert answer.status_code == status, answer.text
    return answer


def test_two_versions_are_compared_in_two_lines_or_one(client: FlaskClient, vi: int) -> None:
    text = page(client, f"/compare?old={vi}@1&new={vi}")
    assert "<del>1890</del>" in text
    assert "<ins>1891</ins>" in text
    assert "2 places differ" in text
    assert f"{MILL}#r2" in text
    inline = page(client, f"/compare?old={vi}@1&new={vi}&view=inline")
    assert "năm <del>1890</del><ins>1891</ins>." in inline
    assert "&lt;b&gt;" in inline or "<b>vẫn</b>" not in inline
    assert "Sau trận lụt không ai" not in text
    assert "Sau trận lụt không ai" in page(client, f"/compare?old={vi}@1&new={vi}&show=all")


def test_one_text_alone_is_compared_with_its_version_before(client: FlaskClient, vi: int) -> None:
    assert "<del>1890</del>" in page(client, f"/compare?document={vi}")
    assert "Choose two texts" in page(client, "/compare")


def test_scores_come_with_their_signatures_and_sort_the_changes(client: FlaskClient, vi: int) -> None:
    text = page(client, f"/compare?old={vi}@1&new={vi}&metrics=1")
    assert "tok:13a" in text
    assert "asian:no" in text
    by_ter = page(client, f"/compare?old={vi}@1&new={vi}&sort=ter")
    assert by_ter.index("còn đó") < by_ter.index("<del>1890</del>")
    by_place = page(client, f"/compare?old={vi}@1&new={vi}")
    assert by_place.index("còn đó") > by_place.index("<del>1890</del>")


def test_two_scripts_are_compared_row_by_row(client: FlaskClient, vi: int, store: Store) -> None:
    hans, hant = (actions.find_document(store, f"the-mill:{lang}") for lang in ("zh-Hans", "zh-Hant"))
    text = page(client, f"/compare?old={hans}&new={hant}")
    assert "characters of both count as the same" in text
    assert "<del>大</del>" in text
    assert 'lang="zh-Hant"' in text
    assert client.get(f"/compare?old={hans}&new={vi}").status_code in (400, 422)
    assert client.get("/compare?old=77&new=78").status_code == 404


@pytest.mark.parametrize("form", ["html", "json"])
def test_a_comparison_is_taken_along(client: FlaskClient, vi: int, form: str) -> None:
    answer = client.get(f"/compare/file?old={vi}@1&new={vi}&format={form}")
    assert f"{vi}v1-{vi}.{form}" in answer.headers["Content-Disposition"]
    assert "1891" in answer.text


def test_a_new_version_is_imported_in_the_page_and_taken_back(
    client: FlaskClient, vi: int, texts: dict[str, str]
) -> None:
    path = f"{MILL}/documents/{vi}/versions"
    text = page(client, path)
    assert "Version 2" in text
    assert "second.md" in text
    new = texts["vi"].replace("1890", "1899").encode()
    answer = send(client, path, file=(BytesIO(new), "third.md"))
    assert answer.location.endswith(f"/compare?old={vi}@2&new={vi}") or "%402" in answer.location
    assert "1899" in page(client, answer.location)
    send(client, f"{path}/2/restore")
    assert "Version 4" in page(client, path)
    refused = send(client, path, 422, file=(BytesIO(texts["en"].encode()), "wrong.md"))
    assert "wrong.md" in refused.text
    assert client.get(f"{path}/1/file").data == texts["vi"].encode()


def test_the_history_shows_words_that_changed_and_takes_one_change_back(
    client: FlaskClient, vi: int, store: Store
) -> None:
    row = next(row for row in actions.get_rows(store, "the-mill").items if row.number == 4)
    words = next(cell.segments[0] for cell in row.cells if cell.lang == "vi")
    actions.edit_segment(store, words.id, "Sau cơn lũ")
    text = page(client, f"{MILL}/history")
    assert "<del>trận lụt</del>" in text
    assert "<ins>cơn lũ</ins>" in text
    change = actions.work_history(store, "the-mill").items[0]
    send(client, f"/changes/{change.id}/take-back", next=f"{MILL}/history")
    assert "taken back" in page(client, f"{MILL}/history")
    assert actions.get_row(store, "the-mill", 4).cells[1].text == "Sau trận lụt"


def test_rows_are_talked_about_in_the_margin(client: FlaskClient, vi: int) -> None:
    send(client, f"{MILL}/rows/2/comments", text="Is <1891> right? @browser")
    fragment = page(client, f"{MILL}/rows/2/comments")
    assert "Is &lt;1891&gt; right?" in fragment
    assert "1 open comment" in page(client, MILL)
    assert "Is &lt;1891&gt; right?" in page(client, "/comments")
    thread = re.search(r'id="thread-(\d+)"', fragment)
    assert thread
    send(client, f"/comments/{thread[1]}/answer", text="It is.")
    send(client, f"/comments/{thread[1]}/resolve")
    assert "It is." not in page(client, "/comments")
    assert "It is." in page(client, "/comments?state=resolved")
    assert "open comment" not in page(client, MILL).replace("open comments", "")
    send(client, f"/comments/{thread[1]}/resolve", do="reopen")
    assert "It is." in page(client, "/comments")
    send(client, f"{MILL}/rows/2/comments", 422, text="  ")


def test_concepts_are_talked_about_too(client: FlaskClient, vi: int, store: Store) -> None:
    actions.mine_work(store, "the-mill")
    concept = actions.list_concepts(store, limit=1).items[0]
    send(client, f"/glossary/{concept.id}/comments", text="Shorter?", term=concept.terms[0].id)
    assert "Shorter?" in page(client, f"/glossary/{concept.id}/comments")
    assert f"/glossary/{concept.id}" in page(client, "/comments")
    assert client.get("/comments/names").json["names"]


@pytest.mark.parametrize("lang", ["vi", "zh-Hans", "zh-Hant"])
def test_the_pages_speak_the_readers_language(client: FlaskClient, vi: int, lang: str) -> None:
    client.set_cookie("doichieu-language", lang)
    for path in (
        f"/compare?document={vi}&metrics=1",
        f"{MILL}/documents/{vi}/versions",
        f"{MILL}/history",
        "/comments",
    ):
        text = page(client, path)
        for english in ("Compare", "Version", "History", "Comments", "places differ", "imported"):
            assert f">{english}<" not in text, (path, english)


def test_the_api_does_what_the_pages_do(client: FlaskClient, vi: int, texts: dict[str, str]) -> None:
    api = "/api/v1"
    assert [one["number"] for one in client.get(f"{api}/documents/{vi}/versions").json] == [2, 1]
    found = client.get(f"{api}/compare?old={vi}@1&new={vi}&metrics=chrf&ignore=form").json
    assert (found["counts"]["changed"], found["ignored"]) == (1, ["punctuation", "script", "spaces", "width"])
    assert client.get(f"{api}/compare?old={vi}@1&new={vi}&metrics=rouge").status_code == 422
    file = (BytesIO(texts["vi"].replace("1890", "1900").encode()), "third.md")
    made = client.post(f"{api}/documents/{vi}/versions", data={"file": file}, content_type="multipart/form-data")
    assert (made.status_code, made.json["version"]["number"]) == (201, 3)
    assert client.post(f"{api}/documents/{vi}/versions/1/restore").json["version"]["number"] == 4
    assert client.get(f"{api}/documents/{vi}/versions/1/bytes").data == texts["vi"].encode()
    thread = client.post(f"{api}/works/the-mill-by-the-river/rows/2/comments", json={"text": "Why?"}).json
    answered = client.post(f"{api}/comments/{thread['id']}/answers", json={"text": "Because."}).json
    assert [one["text"] for one in answered["comments"]] == ["Why?", "Because."]
    assert client.patch(f"{api}/comments/{thread['id']}/resolved", json={"resolved": True}).json["resolved"]
    assert client.get(f"{api}/comments").json["total"] == 0
    assert client.get(f"{api}/comments?state=resolved").json["total"] == 1
    edited = client.patch(f"{api}/comments/{thread['id']}", json={"text": "Why so?", "version": 99})
    assert edited.status_code == 409
    assert client.get(f"{api}/works/the-mill/rows/2/comments").json[0]["id"] == thread["id"]
    history = client.get(f"{api}/works/the-mill/history").json["items"]
    assert {one["what"] for one in history} >= {"version", "resolve", "import"}
    version = next(one for one in history if one["what"] == "version")
    assert client.post(f"{api}/history/{version['id']}/take-back").json["target"] == f"document:{vi}"
    assert client.delete(f"{api}/comments/{thread['id']}").status_code == 204
