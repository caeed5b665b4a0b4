"""The findings page as a browser without scripts gets it: facets, dismissing, mending, switches, reports."""

from __future__ import annotations

import html
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
from web.views import FindingView, Upload

ENGLISH = "The mill was built in 1890.\n\nIt ground 300 tonnes of rice.\n\nNobody lived there.\n\nThe river was low.\n"
VIETNAMESE = """Cối xay được xây năm 1890.

Nó xay 500 tấn gạo.

Không ai sống ở của của đó.

Con sông của của làng thì cạn.
"""


@pytest.fixture
def app(database: Path) -> Flask:
    return create_app(Config(db=database, testing=True, jobs=False))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def mill(store: Store) -> str:
    """The slug of a work with a wrong number and one word twice in a row, two times."""
    files = [Upload("en.txt", ENGLISH.encode(), "en"), Upload("vi.txt", VIETNAMESE.encode(), "vi")]
    work = actions.import_files(store, files, work="mill").works[0]
    actions.check_work(store, work.id)
    return work.slug


def found(store: Store, quote: str) -> FindingView:
    return next(item for item in actions.list_findings(store, status="all").items if quote in str(item.quotes))


def page(client: FlaskClient, path: str = "/findings", **head: str) -> str:
    answer = client.get(path, headers=head)
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def send(client: FlaskClient, path: str, part: bool = False, **fields: object) -> TestResponse:
    """Send a form as the page would, for the page anew or, as its script does, for the part that changes."""
    token = re.search(r'name="token" value="([^"]+)"', client.get("/findings").text)
    assert token
    head = {"HX-Request": "true"} if part else {}
    data = {"token": token[1], **fields}
    return client.post(path, data=data, headers=head, content_type="multipart/form-data")


def test_every_finding_stands_with_its_row_in_all_languages(client: FlaskClient, mill: str) -> None:
    text = page(client)
    assert '<mark class="error">500 tấn</mark>' in text
    assert '<mark class="beside">300 tonnes</mark>' in text
    assert text.count('<article class="found') == text.count('<p lang="en" data-name="EN"')
    assert re.search(r'href="/works/mill#r\d+"', text)


def test_facets_keep_each_other(client: FlaskClient, store: Store, mill: str) -> None:
    text = page(client, "/findings?check=doubled-word&lang=vi")
    assert text.count('<article class="found') == 2
    assert "/findings?check=quantities&lang=vi" in text
    assert "/findings?check=doubled-word&severity=warning&lang=vi" in text
    assert "no such findings" in page(client, "/findings?check=doubled-word&severity=error")


@pytest.mark.parametrize("part", [False, True])
def test_findings_are_dismissed_and_brought_back(client: FlaskClient, store: Store, mill: str, part: bool) -> None:
    ids = [found(store, "500").id, found(store, "của của").id]
    answer = send(client, "/findings/dismiss?check=", part, finding=ids, reason="As spoken", scope="finding")
    if part:
        assert "2 findings dismissed." in answer.text
        assert 'id="findings"' in answer.text
        assert "<html" not in answer.text
    else:
        assert (answer.status_code, answer.location) == (303, "/findings")
        assert "2 findings dismissed." in page(client)
    waved = page(client, "/findings?status=dismissed")
    assert waved.count("“As spoken”") >= 2
    actions.check_work(store, mill)
    assert '<mark class="error">500' not in page(client)
    number = actions.list_dismissals(store).items[0].id
    send(client, "/findings/undismiss?status=dismissed", part, dismissal=number)
    assert actions.list_dismissals(store).total == 1
    send(client, "/findings/undo", part)
    assert actions.list_dismissals(store).total == 0


def test_dismissing_for_a_term_reaches_the_others(client: FlaskClient, store: Store, mill: str) -> None:
    answer = send(client, "/findings/dismiss", True, finding=found(store, "của của").id, scope="term")
    assert "2 findings dismissed." in answer.text
    assert send(client, "/findings/dismiss", True, scope="term").text.count("Choose findings first.")


def test_the_last_page_that_is_emptied_gives_way_to_the_one_before(
    client: FlaskClient, store: Store, mill: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.findings.PAGE", 1)
    total = actions.list_findings(store, status="open").total
    assert f"{total}–{total} / {total}" in page(client, f"/findings?offset={total - 1}")
    ids = [item.id for item in actions.list_findings(store, status="open", offset=total - 1).items]
    answer = send(client, f"/findings/dismiss?offset={total - 1}", True, finding=ids)
    assert f"{total - 1}–{total - 1} / {total - 1}" in answer.text


def test_a_sentence_is_mended_where_it_stands(client: FlaskClient, store: Store, mill: str) -> None:
    view = found(store, "500")
    form = page(client, f"/findings/{view.id}/edit", **{"HX-Request": "true"})
    assert "<html" not in form
    assert "<html" in page(client, f"/findings/{view.id}/edit")
    segment = re.search(r'name="text-(\d+)" lang="vi"', form)
    version = re.search(r'name="version-\d+" value="(\d+)"', form)
    assert segment
    assert version
    fields = {f"text-{segment[1]}": "Nó xay 300 tấn gạo.", f"version-{segment[1]}": version[1]}
    answer = send(client, f"/findings/{view.id}/fix", True, **fields)
    assert "checked anew" in answer.text
    assert "500 tấn" not in answer.text
    assert not [item for item in actions.list_findings(store).items if item.check == "quantities"]
    assert 'lang="en"' in page(client, f"/findings/{found(store, 'của của').id}/edit?cell=en", **{"HX-Request": "true"})


def test_switches_and_the_profile_are_remembered(client: FlaskClient, store: Store, mill: str) -> None:
    ids = [check.id for check in actions.get_checks(store).checks]
    send(client, "/findings/checks", on=[name for name in ids if name != "doubled-word"], profile="standard")
    settings = actions.get_checks(store)
    assert (settings.profile, [check.id for check in settings.checks if not check.on]) == ("standard", ["doubled-word"])
    text = page(client)
    assert "của của</mark>" not in text
    assert "Hidden" in text
    assert "của của</mark>" in page(client, "/findings?status=hidden")


def test_rates_stand_beside_the_switches_in_the_readers_figures(client: FlaskClient, mill: str) -> None:
    from glossary.alarms import alarms

    rate = f"{alarms('quantities')['vi']:.1f}"
    for language, shown in (("en", rate), ("vi", rate.replace(".", ","))):
        text = page(client, **{"Accept-Language": language})
        row = re.search(r'value="quantities".*?</tr>', text, re.DOTALL)
        assert row
        assert f"<td>{shown}</td>" in row[0]


def test_patterns_are_added_and_forgotten(client: FlaskClient, store: Store, mill: str) -> None:
    data = b'[[check]]\nid = "mill"\npattern = "mill"\nmessage = "Say works."\n'
    send(client, "/findings/patterns", file=(BytesIO(data), "house.toml"))
    send(client, "/findings/run", work=mill)
    assert "Say works." in page(client, "/findings?check=custom:mill")
    send(client, "/findings/patterns", forget="house.toml")
    assert actions.get_checks(store).files == ()
    assert send(client, "/findings/patterns", file=(BytesIO(b"a = "), "bad.toml")).status_code == 422


@pytest.mark.parametrize("name", ["html", "csv", "xlsx", "json", "sarif"])
def test_what_is_shown_leaves_as_a_report(client: FlaskClient, mill: str, name: str) -> None:
    answer = client.get(f"/findings/report.{name}?work=mill&check=doubled-word", headers={"Accept-Language": "vi"})
    assert answer.status_code == 200
    assert f"findings-mill.{name}" in answer.headers["Content-Disposition"]
    if name != "xlsx":
        assert "của của" in answer.text
        assert "500 tấn" not in answer.text
    if name == "html":
        assert '<html lang="vi">' in answer.text


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/findings?status=nonsense&severity=loud&offset=-5&check=none&lang=xx&work=nobody", 200),
        ("/findings?offset=99999", 200),
        ("/findings/report.doc", 422),
        ("/findings/report.csv?work=nobody", 404),
        ("/findings/999/edit", 404),
    ],
)
def test_odd_requests_are_answered(client: FlaskClient, mill: str, path: str, code: int) -> None:
    assert client.get(path).status_code == code


def test_whoever_may_not_dismiss_is_not_offered_it(app: Flask, mill: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.jinja_env.globals, "may", lambda permission: permission == "read")
    text = page(app.test_client())
    assert "500 tấn" in text
    for offered in ('id="dismiss"', 'data-do="dismiss"', 'type="checkbox" form=', 'data-do="edit"', 'id="undo"'):
        assert offered not in text
