"""The glossary's pages without scripts: the queue, several concepts at once, files in and out, suggestions, renderings;
and the pages of look-up and of background work that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from glossary.types import Concept, Status, Term
from web import actions
from web.app import create_app
from web.config import Config
from web.store import Store, jobs, works
from web.views import Upload


@pytest.fixture
def app(database: Path) -> Iterator[Flask]:
    app = create_app(Config(db=database, testing=True, jobs=False))
    yield app
    app.extensions["doichieu.jobs"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def mill(store: Store, uploads: dict[str, Upload]) -> str:
    work = actions.import_files(store, list(uploads.values()), title="The mill").works[0]
    actions.refresh(store, work.id)
    return work.slug


def text(response: TestResponse) -> str:
    return response.get_data(as_text=True)


def send(client: FlaskClient, path: str, **fields: object) -> TestResponse:
    """Send a form as a page of ours would."""
    found = re.search(r'name="token" value="([^"]+)"', text(client.get("/glossary/suggest")))
    assert found
    return client.post(path, data={"token": found[1], **fields})


def add(store: Store, *terms: Term, status: Status = Status.PROPOSED, definition: str = "") -> int:
    return actions.add_concept(store, Concept(terms, status=status, definition=definition)).id


# --- the queue


def test_the_queue_goes_on_by_itself_and_back(client: FlaskClient, store: Store) -> None:
    first, second = add(store, Term("en", "cluster"), Term("vi", "cụm")), add(store, Term("en", "harbour"))
    assert 'data-concept="1"' in text(client.get("/glossary/queue"))
    answer = send(client, f"/glossary/queue/{first}/accept", version="1")
    assert answer.status_code == 303
    page = text(client.get(answer.headers["Location"]))
    assert f'data-concept="{second}"' in page
    done = re.search(r'name="done" value="([^"]+)"', page)
    assert done
    answer = send(client, "/glossary/queue/undo", done=done[1])
    assert f'data-concept="{first}"' in text(client.get(answer.headers["Location"]))
    assert actions.get_concept(store, first).status == "proposed"
    answer = send(
        client, f"/glossary/queue/{first}/amend", **{"text-1": "clusters", "text-2": "", "new-zh-Hans": "集群"}
    )
    assert answer.status_code == 303
    assert [term.text for term in actions.get_concept(store, first).terms] == ["clusters", "集群"]
    send(client, f"/glossary/queue/{second}/reject")
    assert "Nothing waits for a decision" in text(client.get("/glossary/queue"))


def test_a_decision_on_an_old_version_is_refused_with_a_sentence(client: FlaskClient, store: Store) -> None:
    number = add(store, Term("en", "cluster"))
    actions.edit_concept(store, number, {"note": "new"})
    page = text(send(client, f"/glossary/queue/{number}/accept", version="1"))
    assert "was changed in the meantime" in page
    assert actions.get_concept(store, number).status == "proposed"
    assert "There is no concept number 99." in text(send(client, "/glossary/queue/99/accept"))


def test_a_proposal_can_be_merged_into_what_is_looked_for(client: FlaskClient, store: Store) -> None:
    target, twin = add(store, Term("en", "cluster")), add(store, Term("en", "industrial cluster"))
    found = text(client.get(f"/glossary/queue/{twin}/targets?q=cluster"))
    assert f'name="into" value="{target}"' in found
    send(client, f"/glossary/queue/{twin}/merge", into=str(target), about=str(twin))
    assert [term.text for term in actions.get_concept(store, target).terms] == ["cluster", "industrial cluster"]


def test_several_concepts_at_once_and_back(client: FlaskClient, store: Store) -> None:
    ids = [add(store, Term("en", word)) for word in ("cluster", "harbour", "mill")]
    answer = send(client, "/glossary/decide", concept=[str(one) for one in ids[:2]], do="approved", next="/glossary")
    page = text(client.get(answer.headers["Location"]))
    assert "2 concepts: approved." in page
    assert actions.count_concepts(store) == {"approved": 2, "proposed": 1}
    undo = re.search(r'action="(/glossary/undo/\d+)"', page)
    assert undo
    send(client, undo[1])
    assert actions.count_concepts(store) == {"proposed": 3}
    assert send(client, "/glossary/decide", do="approved").status_code == 303
    assert actions.count_concepts(store) == {"proposed": 3}


# --- files

GLOSSARY = "en,vi\nCluster,chùm sao\nharbour,cảng\nmill,cối xay\n"


def test_nothing_is_imported_before_it_is_confirmed(client: FlaskClient, store: Store) -> None:
    cluster = add(store, Term("en", "cluster", Status.APPROVED), Term("vi", "cụm", Status.APPROVED))
    answer = send(client, "/glossary/import", file=(BytesIO(GLOSSARY.encode()), "terms.csv"), status="approved")
    where = answer.headers["Location"]
    page = text(client.get(where))
    assert "clashing" in page
    assert "has the same term in" in page
    assert store.value("SELECT count(*) FROM concepts") == 1
    assert "chùm sao" not in text(client.get(where + "&show=new"))
    plan = re.search(r'name="plan" value="([^"]+)"', page)
    assert plan
    fields = {"plan": plan[1], "all-clashing": "skip", "item-1": "merge", "item-2": "skip"}
    answer = send(client, where, **fields)
    assert answer.status_code == 303
    assert [term.text for term in actions.get_concept(store, cluster).of("vi")] == ["cụm", "chùm sao"]
    others = [one.terms[0].text for one in actions.list_concepts(store).items if one.id != cluster]
    assert others == ["mill"]
    assert "1 new concept, 1 changed, 1 left out" in text(client.get("/glossary"))
    assert client.get(where).status_code == 404  # the file is gone with the import


def test_a_plan_that_is_no_longer_true_is_shown_again(client: FlaskClient, store: Store) -> None:
    where = send(client, "/glossary/import", file=(BytesIO(GLOSSARY.encode()), "terms.csv")).headers["Location"]
    plan = re.search(r'name="plan" value="([^"]+)"', text(client.get(where)))
    assert plan
    add(store, Term("en", "harbour"), Term("vi", "bến"))
    answer = send(client, where, plan=plan[1])
    assert answer.status_code == 409
    assert "Look at the plan again" in text(answer)
    assert store.value("SELECT count(*) FROM concepts") == 1
    assert send(client, where, do="drop").status_code == 303
    assert store.value("SELECT count(*) FROM staged") == 0


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [("terms.csv", b"a,b\n1,2\n", "names its languages"), ("a.png", b"\x89PNG", "no glossary"), ("", b"", "No file")],
)
def test_what_is_no_glossary_is_refused_with_a_sentence(
    client: FlaskClient, store: Store, name: str, data: bytes, sentence: str
) -> None:
    fields = {"file": (BytesIO(data), name)} if name else {}
    answer = send(client, "/glossary/import", **fields)
    assert answer.status_code == 422
    assert 'role="alert"' in text(answer)
    assert store.value("SELECT count(*) FROM staged") == 0


def test_an_export_says_what_it_leaves_behind(client: FlaskClient, store: Store) -> None:
    add(store, Term("en", "cluster", Status.APPROVED), Term("vi", "cụm", Status.APPROVED), Term("vi", "bó"))
    add(store, Term("en", "harbour"))
    page = text(client.get("/glossary/export"))
    assert re.search(r"<b>1</b>\s*concept · <b>2</b> terms", page)
    assert "terms that are only proposed" in page
    part = client.get("/glossary/export?format=utx&from=en&to=vi", headers={"HX-Request": "true"})
    assert "It holds two languages" in text(part)
    assert "<html" not in text(part)
    file = client.get("/glossary/export/file?format=csv&status=all&lang=en")
    assert (file.status_code, file.headers["Content-Disposition"]) == (200, "attachment; filename=glossary.csv")
    assert "harbour" in text(file)
    assert "cụm" not in text(file)


# --- suggestions, renderings, queries


def test_anybody_suggests_and_the_suggestion_waits_with_the_name(client: FlaskClient, store: Store) -> None:
    assert 'value="cụm"' in text(client.get("/glossary/suggest?q=cụm&lang=vi"))
    answer = send(client, "/glossary/suggest", **{"term-en": "cluster", "term-vi": "cụm", "note": "said so"})
    (made,) = actions.list_concepts(store).items
    assert answer.headers["Location"] == f"/glossary/{made.id}"
    assert (made.status, made.author, {term.status for term in made.terms}) == ("proposed", "browser", {"proposed"})
    assert "suggested by browser" in text(client.get("/glossary/queue"))
    again = send(client, "/glossary/suggest", **{"term-en": "clusters"})
    assert again.status_code == 409
    assert 'name="force"' in text(again)
    send(client, "/glossary/suggest", concept=str(made.id), **{"term-en": "grouping"})
    assert [term.text for term in actions.get_concept(store, made.id).of("en")] == ["cluster", "grouping"]
    assert send(client, "/glossary/suggest").status_code == 422


def test_a_concept_shows_its_renderings_rows_and_relations(client: FlaskClient, store: Store, mill: str) -> None:
    number = next(one.id for one in actions.list_concepts(store).items if any(t.text == "mill" for t in one.terms))
    add(store, Term("en", "mill race"))
    page = text(client.get(f"/glossary/{number}"))
    assert "mill race" in page
    assert "a longer term" in page
    terms = [term.id for term in actions.get_concept(store, number).terms if term.count]
    assert all(f"term={term}#sentences" in page for term in terms)
    one = text(client.get(f"/glossary/{number}?term={terms[0]}"))
    assert "all of them" in one
    assert f"/works/{mill}#r" in one
    listed = text(client.get("/glossary/matrix?show=all"))
    assert f"/glossary/{number}#matrix-head" in listed


def test_queries_are_remembered_kept_and_let_go(client: FlaskClient, store: Store, mill: str) -> None:
    assert send(client, "/lookup/queries", q="cối xay").status_code == 204
    assert "Recent" in text(client.get("/lookup"))
    answer = send(client, "/lookup/queries/keep", q="cối xay", kept="1")
    assert 'aria-pressed="true"' in text(client.get(answer.headers["Location"]))
    send(client, "/lookup/queries/forget")
    store.who = "browser"
    assert [one.kept for one in actions.list_queries(store)] == [True]
    send(client, "/lookup/queries/keep", q="cối xay", kept="0", **{"from": "list"})
    assert "Recent" in text(client.get("/lookup"))


def test_sentences_like_a_whole_one_show_where_they_differ(client: FlaskClient, mill: str) -> None:
    page = text(client.get("/lookup/near?q=The mill was built in 1980.&min=50"))
    assert "<del>1980</del>" in page.replace(".</del>", "</del>")
    assert "<ins>1890" in page
    assert "Cối xay được xây dựng năm 1890." in page
    assert "The sentence is longer than 2,000 characters." in text(client.get("/lookup/near?q=" + "a " * 1500))
    found = text(client.get("/lookup?q=The mill was built in 1980."))
    assert "Sentences like it" in found


# --- background work


def test_jobs_stand_on_their_page_with_what_can_be_done_about_them(
    client: FlaskClient, store: Store, mill: str
) -> None:
    assert "No work is running" in text(client.get("/jobs"))
    work = works.resolve(store, mill)
    jobs.finish(store, jobs.add(store, "import", None, "broken.pdf"), "failed", "It could not be read.")
    job = jobs.add(store, "align", work, "The mill", size=10)
    page = text(client.get("/jobs"))
    assert "It could not be read." in page
    assert f"/jobs/{job}/cancel" in page
    assert "1 job" in text(client.get("/glossary"))  # the sign in the head of every page
    assert "jobs done" not in page  # one is no queue
    for name in ("one.txt", "two.txt"):
        jobs.add(store, "import", None, name)
    jobs.finish(store, jobs.add(store, "import", None, "lost.pdf"), "failed", "It could not be read either.")
    page = text(client.get("/jobs"))
    assert "1 of 4 jobs done" in page
    assert "1 failed" in page
    assert "25%" in page
    assert "/jobs/cancel" in page
    assert page.index("Failed") < page.index("either.") < page.index("Finished") < page.index("It could not be read.")
    assert client.get("/api/v1/jobs/queue").json == {"failed": 1, "left": None, "over": 1, "progress": 0.25, "total": 4}
    assert send(client, "/jobs/cancel").status_code == 303
    assert actions.count_jobs(store) == (0, 1.0)
    job = jobs.add(store, "align", work, "The mill", size=10)
    assert send(client, f"/jobs/{job}/cancel", next="/works").headers["Location"] == "/works"
    assert jobs.view(store, job).state == "cancelled"
    assert "<html" not in text(client.get("/jobs", headers={"HX-Request": "true"}))


def test_large_files_are_read_in_the_background(database: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from web.pages import works as page

    monkeypatch.setattr(page, "AT_ONCE", 10)
    app = create_app(Config(db=database, testing=True))
    try:
        client = app.test_client()
        answer = send(client, "/works", files=(BytesIO(b"The mill was built in 1890."), "mill.txt"), lang="en")
        assert answer.headers["Location"] == "/works"
        assert app.extensions["doichieu.jobs"].wait()
        assert [one.kind for one in actions.list_jobs(store).items] == ["align", "import"]
        send(client, "/works", files=(BytesIO(b"Le port a ouvert ses portes il y a trente ans."), "port.txt"), lang="")
        assert app.extensions["doichieu.jobs"].wait()
        assert "Cannot tell the language of port.txt." in text(client.get("/works"))
        assert "Cannot tell the language" not in text(client.get("/works"))  # it is said once
    finally:
        app.extensions["doichieu.jobs"].close()


def test_what_a_large_glossary_file_would_do_is_looked_up_in_the_background_and_said_in_ones_language(
    database: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from web.pages import planning

    monkeypatch.setattr(planning, "AT_ONCE", 10)
    add(store, Term("en", "harbour"), Term("vi", "cảng"), definition="Ours.")
    data = "en,vi,definition,price\nharbour,cảng,Theirs.,5\n,,,\nmill,cối xay,,\n"
    app = create_app(Config(db=database, testing=True))
    try:
        client = app.test_client()
        client.set_cookie("doichieu-language", "vi")
        where = send(client, "/glossary/import", file=(BytesIO(data.encode()), "terms.csv")).headers["Location"]
        assert app.extensions["doichieu.jobs"].wait()
        page = text(client.get(where))
        assert "/glossary/import/" in text(client.get("/jobs"))
    finally:
        app.extensions["doichieu.jobs"].close()
    assert "bị bỏ lại vì bảng thuật ngữ ở đây không có chỗ cho" in page
    assert "left out, because" not in page
    plan = re.search(r'name="plan" value="([^"]+)"', page)
    assert plan
    assert send(client, where, **{"plan": plan[1], "all-differing": "replace"}).status_code == 303
    assert {one.definition for one in actions.list_concepts(store, query="harbour").items} == {"Theirs."}
    assert "/glossary/import/" not in text(client.get("/jobs"))  # what was planned is done
