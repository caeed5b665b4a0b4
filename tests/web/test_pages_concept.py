"""The page of a concept as a browser without scripts gets it, and what its forms do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from glossary.types import Concept, Status, Term
from web import actions
from web.app import create_app
from web.config import Config
from web.store import Store
from web.views import ConceptView, Upload


@pytest.fixture
def client(database: Path) -> FlaskClient:
    return create_app(Config(db=database, testing=True, jobs=False)).test_client()


@pytest.fixture
def mill(store: Store, uploads: dict[str, Upload]) -> ConceptView:
    """A concept of two languages that a work uses."""
    actions.import_files(store, [uploads["en"], uploads["vi"]])
    terms = (Term("en", "mill"), Term("vi", "cối xay"), Term("vi", "máy xay", Status.FORBIDDEN))
    return actions.add_concept(store, Concept(terms, domain="history", definitions={"vi": "nơi xay"}))


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def send(client: FlaskClient, path: str, **fields: object) -> TestResponse:
    """Send a form of the page, with its token."""
    token = re.search(r'name="token" value="([^"]+)"', page(client, "/works"))
    assert token
    return client.post(path, data={"token": token[1], **fields})


def test_the_page_shows_everything(client: FlaskClient, mill: ConceptView) -> None:
    text = page(client, f"/glossary/{mill.id}")
    for part in ("cối xay", "máy xay", "forbidden", "history", "nơi xay", '<mark class="hit">mill</mark>', "added"):
        assert part in text
    assert f"/glossary/{mill.id}" in page(client, "/glossary")
    assert "history (1)" in page(client, "/glossary?domain=history")
    assert client.get("/glossary/999").status_code == 404


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("History", "forbidden", "added")),
        ("vi", ("Lịch sử", "cấm dùng", "đã thêm")),
        ("zh-Hans", ("修改记录", "禁用", "已添加")),
        ("zh-Hant", ("修改紀錄", "禁用", "已新增")),
    ],
)
def test_the_page_speaks_the_language_of_the_interface(
    client: FlaskClient, mill: ConceptView, lang: str, words: tuple[str, ...]
) -> None:
    client.get(f"/settings/language/{lang}")
    text = page(client, f"/glossary/{mill.id}")
    assert [word for word in words if word not in text] == []


def test_what_is_typed_is_shown_as_text(client: FlaskClient, store: Store) -> None:
    evil = '<script>alert("x")</script>'
    term = Term("en", evil, note=evil, context=evil, source=evil)
    view = actions.add_concept(
        store, Concept((term,), domain=evil, definition=evil, definitions={"vi": evil}, note=evil, source=evil, id=evil)
    )
    actions.edit_concept(store, view.id, {"note": f"{evil}{evil}"})
    for path in (f"/glossary/{view.id}", "/glossary", f"/glossary?q={evil}"):
        text = page(client, path)
        assert evil not in text
        assert "<script>alert" not in text
    actions.delete_concept(store, view.id, reason=evil)
    assert evil not in page(client, "/glossary?status=deleted")


def test_forms_decide_edit_and_take_back(client: FlaskClient, store: Store, mill: ConceptView) -> None:
    here = f"/glossary/{mill.id}"
    word = next(term for term in mill.terms if term.text == "cối xay")
    assert send(client, f"{here}/status", status="approved").status_code == 303
    assert send(client, f"{here}/status", status="admitted", term=word.id).status_code == 303
    assert send(client, here, domain="crafts", note="n", kind="term").status_code == 303
    assert send(client, f"{here}/terms", lang="zh-Hant", text="磨坊", region="tw").status_code == 303
    edited = send(client, f"{here}/terms/{word.id}", text="cối xay gạo", part_of_speech="noun", type="")
    assert edited.status_code == 303
    view = actions.get_concept(store, mill.id)
    assert (view.status, view.domain, view.note, view.editor) == ("approved", "crafts", "n", "browser")
    assert {(term.text, term.status, term.region) for term in view.terms} == {
        ("mill", "approved", ""),
        ("cối xay gạo", "admitted", ""),
        ("máy xay", "forbidden", ""),
        ("磨坊", "proposed", "TW"),
    }
    latest = actions.concept_history(store, mill.id)[0]
    assert send(client, f"{here}/revert/{latest.id}").status_code == 303
    assert "cối xay" in {term.text for term in actions.get_concept(store, mill.id).terms}
    assert send(client, f"{here}/terms/{word.id}", do="remove").status_code == 303
    assert word.id not in {term.id for term in actions.get_concept(store, mill.id).terms}


def test_forms_split_merge_delete_and_bring_back(client: FlaskClient, store: Store, mill: ConceptView) -> None:
    here = f"/glossary/{mill.id}"
    split = send(client, f"{here}/split", terms=[mill.terms[0].id])
    other = int(split.headers["Location"].rsplit("/", 1)[1])
    assert [term.text for term in actions.get_concept(store, other).terms] == ["mill"]
    assert send(client, f"{here}/merge", other=other).status_code == 303
    assert len(actions.get_concept(store, mill.id).terms) == 3
    assert send(client, f"{here}/delete").headers["Location"].endswith("status=deleted")
    assert client.get(here).status_code == 404
    assert f"{here}/restore" in page(client, "/glossary?status=deleted")
    assert send(client, f"{here}/restore").status_code == 303
    assert page(client, here)


def test_a_form_of_an_old_page_is_a_conflict(client: FlaskClient, store: Store, mill: ConceptView) -> None:
    actions.edit_concept(store, mill.id, {"note": "x"})
    answer = send(client, f"/glossary/{mill.id}/status", status="forbidden", version=mill.version)
    assert answer.status_code == 409
    assert "changed in the meantime" in answer.text
    assert actions.get_concept(store, mill.id).status == "proposed"


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("terms", {"lang": "vi", "text": "cối xay"}, 409),
        ("terms", {"lang": "vi", "text": ""}, 422),
        ("terms", {"lang": "de", "text": "Mühle"}, 422),
        ("status", {"status": "fine"}, 422),
        ("merge", {"other": "77"}, 404),
        ("split", {}, 422),
        ("revert/99", {}, 404),
    ],
)
def test_what_a_form_cannot_do_is_said(
    client: FlaskClient, store: Store, mill: ConceptView, path: str, fields: dict[str, str], status: int
) -> None:
    assert send(client, f"/glossary/{mill.id}/{path}", **fields).status_code == status
    assert actions.get_concept(store, mill.id) == mill


def test_the_list_is_by_state(client: FlaskClient, store: Store, mill: ConceptView) -> None:
    actions.add_concept(store, Concept((Term("en", "waterfall"),)))
    actions.approve(store, mill.id)
    approved, proposed = page(client, "/glossary?status=approved"), page(client, "/glossary?status=proposed")
    assert ("cối xay" in approved, "waterfall" in approved) == (True, False)
    assert ("cối xay" in proposed, "waterfall" in proposed) == (False, True)
    assert "approved 1" in proposed
