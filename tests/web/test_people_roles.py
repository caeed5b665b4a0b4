"""Roles over the whole map of addresses: every one says what it asks for, and gives nobody more than that."""

from __future__ import annotations

import inspect
import re
import shutil
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from glossary.types import Concept, Status, Term
from web import actions
from web.actions import auditing, doors, people, together
from web.actions.jobs import asks
from web.app import create_app
from web.config import Config
from web.errors import Forbidden
from web.guard import SESSION
from web.people import FIRST, LADDER, Permission, may
from web.routes import OPEN, PASSIVE, ROUTES
from web.store import Store, accounts, jobs
from web.views import Upload

PASSWORD = "four words in a row"
VALUES = {"ref": "mill", "number": 1, "document": 1, "concept": 1, "id": 1, "filename": "app.css", "lang": "en"}
"""What stands in the places of an address."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a work, a concept, and a token for each role."""
    database = tmp_path_factory.mktemp("roles") / "doichieu.db"
    with Store(database) as store:
        texts = [
            Upload("mill.en.md", b"# The mill\n\nIt stood by the river.\n"),
            Upload("mill.vi.md", "# Cối xay\n\nNó ở bên sông.\n".encode()),
        ]
        actions.import_files(store, texts, title="Mill")
        actions.add_concept(store, Concept((Term("en", "mill"), Term("vi", "cối xay"))))
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database


@pytest.fixture
def database(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "doichieu.db"))


@pytest.fixture
def app(database: Path) -> Iterator[Flask]:
    app = create_app(Config(db=database, testing=True, jobs=False))
    app.extensions["doichieu.pace"].burst = 10**6
    yield app
    app.extensions["doichieu.jobs"].close()


@pytest.fixture
def tokens(database: Path) -> dict[str, str]:
    """A token for each role, and none for nobody."""
    found = {"": ""}
    with Store(database) as store:
        for role in LADDER:
            accounts.add(store, f"{role}1", role, "no password")
            found[role] = people.make_token(store, "walk", owner=f"{role}1")[1]
    return found


def rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def test_every_address_says_what_it_asks_for(app: Flask) -> None:
    """A new route belongs into ``web/routes.py``, with the least permission that it needs."""
    there = {rule.endpoint for rule in rules(app)}
    assert {endpoint for endpoint in there if endpoint not in ROUTES} == set()
    assert {endpoint for endpoint in ROUTES if endpoint not in there} == set()
    assert set(PASSIVE) <= there
    assert set(ROUTES.values()) <= {OPEN, *Permission}


def test_every_action_says_what_it_asks_for() -> None:
    """What takes the store and is handed out by ``web.actions`` carries ``@needs(…)``."""
    named = [getattr(actions, name) for name in actions.__all__]
    for module in (people, auditing, together):
        named += [one for one in vars(module).values() if inspect.isfunction(one) and one.__module__ == module.__name__]
    bare = {
        action.__name__
        for action in named
        if not action.__name__.startswith("_")
        and "store" in inspect.signature(action).parameters
        and not hasattr(action, "needs")
    }
    assert bare - {"has_accounts"} == set()


def _ask(client: FlaskClient, rule: Rule, method: str, token: str, more: Mapping[str, str] | None = None) -> Any:
    values = {name: VALUES.get(name, 1) for name in rule.arguments}
    if rule.endpoint == "settings.colours":
        values["theme"] = "dark"
    with client.application.test_request_context():
        path = rule.build(values, append_unknown=False)
    assert path is not None
    head = {"Authorization": f"Bearer {token}"} if token else dict(more or {})
    body = {"json": {}} if path[1].startswith("/api/") and method != "GET" else {}
    return client.open(path[1], method=method, headers=head, **body)  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ["", *LADDER])
def test_no_role_gets_more_than_the_map_says(app: Flask, database: Path, tokens: dict[str, str], role: str) -> None:
    """Where the role is too low the answer is 403 before anything is done; where it is not, it is anything else, and
    never a fault of the server. Nobody at all is sent to the door."""
    with Store(database) as store:
        before = store.value("SELECT max(id) FROM revisions"), store.value("SELECT count(*) FROM tokens")
    for rule in sorted(rules(app), key=lambda rule: (rule.endpoint.startswith("people"), rule.rule)):
        asked = ROUTES.get(rule.endpoint, Permission.MANAGE)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            allowed = asked == OPEN or may(role, asked)
            if allowed and (method != "GET" or role != FIRST.get(asked, LADDER[0])):
                continue  # what it does is for the tests of its own; of roles above, the first one speaks
            answer = _ask(app.test_client(), rule, method, tokens[role])
            place = f"{method} {rule.rule} as {role or 'nobody'}: {answer.status_code}"
            if allowed:
                assert answer.status_code not in (401, 403, 405), place
                assert answer.status_code < 500, place
            elif role:
                assert answer.status_code == 403, place
            else:
                assert answer.status_code in (401, 303), place
                assert answer.status_code == 401 or answer.headers["Location"].startswith("/sign-in"), place
            assert "unsafe" not in answer.headers["Content-Security-Policy"], place
            assert answer.headers["X-Frame-Options"] == "DENY", place
    with Store(database) as store:
        after = store.value("SELECT max(id) FROM revisions"), store.value("SELECT count(*) FROM tokens")
    assert before == after


def test_no_address_takes_a_change_without_the_token_of_its_pages(app: Flask, database: Path) -> None:
    """An administrator's cookie alone, as another site's page would send it, changes nothing anywhere; nor does the
    token of the page, sent from another site's."""
    with Store(database) as store:
        people.add_account(store, "chief", "admin", PASSWORD)
        client = app.test_client()
        client.set_cookie(SESSION, doors.sign_in(store, "chief", PASSWORD))
        page = client.get("/account").get_data(as_text=True)
        token = page.partition('name="token" value="')[2].partition('"')[0]
        before = store.value("SELECT count(*) FROM revisions"), store.value("SELECT max(id) FROM events")
        asked = 0
        for rule in rules(app):
            for method in sorted((rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}):
                for head in ({}, {"Origin": "http://example.org", "X-Form-Token": token}):
                    answer = _ask(client, rule, method, "", head)
                    assert answer.status_code == 403, f"{method} {rule.rule}: {answer.status_code}"
                    asked += 1
        assert client.get("/account").status_code == 200
        assert before == (store.value("SELECT count(*) FROM revisions"), store.value("SELECT max(id) FROM events"))
    assert asked > 150


@pytest.mark.parametrize("role", [*LADDER, ""])
def test_actions_ask_for_themselves(database: Path, role: str) -> None:
    """The pages are not the only guard: whoever gets past them meets the actions."""
    proposed, approved = (
        Concept((Term("en", word, status=status),))
        for word, status in (("one", Status.PROPOSED), ("two", Status.APPROVED))
    )
    tries = [
        ("read", lambda store: actions.get_work(store, "mill")),
        ("suggest", lambda store: actions.add_concept(store, proposed)),
        ("edit", lambda store: actions.rename_work(store, "mill", "The mill")),
        ("curate", lambda store: actions.add_concept(store, approved)),
        ("curate", lambda store: actions.edit_concept(store, 1, {"note": "x"})),
        ("manage", lambda store: people.list_accounts(store)),
        ("review", lambda store: actions.delete_work(store, "mill")),
    ]
    with Store(database) as store:
        store.act_as("somebody", role)
        for permission, act in tries:
            if may(role, permission):
                act(store)
            else:
                with pytest.raises(Forbidden, match="This needs the role"):
                    act(store)


def test_an_action_may_do_what_belongs_to_it(database: Path) -> None:
    """The outermost action decides: aligning anew mines and checks, whoever may align."""
    with Store(database) as store:
        store.act_as("somebody", "translator")
        actions.refresh(store, "mill")
        assert store.inside == 0
        with pytest.raises(Forbidden):
            actions.delete_work(store, "mill")
        assert store.inside == 0


PAGES = (
    *("/lookup", "/lookup?q=mill", "/lookup/sentences?q=mill", "/works", "/works/mill", "/works/mill/rows/1"),
    *("/works/mill/documents/1", "/works/mill/documents/1/versions", "/works/mill/history", "/works/1/item"),
    *("/works/mill/rows/1/comments", "/glossary/1/comments", "/comments", "/compare", "/compare?document=1"),
    *("/findings", "/findings?status=dismissed", "/glossary", "/glossary/1", "/glossary/matrix", "/glossary/export"),
    *("/jobs", "/account"),
)
"""The pages that everybody may open."""


@pytest.mark.parametrize("role", LADDER)
def test_no_page_offers_what_its_reader_may_not_do(
    app: Flask, database: Path, tokens: dict[str, str], role: str
) -> None:
    """Every form, every button that sends, and every link of a page leads to an address that the role may use."""
    with Store(database) as store:
        actions.comment_row(store, "mill", 1, "Is this right?")
        jobs.finish(store, jobs.add(store, "terms", None, "a.csv"), "failed", "It could not be read.")
        jobs.finish(store, jobs.add(store, "align", 1, "Mill"), "failed", "It could not be read.")
        jobs.add(store, "plan", None, "a.csv")
        jobs.add(store, "check", 1, "Mill")
    client, adapter = app.test_client(), app.url_map.bind("localhost")
    for page in (*PAGES, *(["/people", "/audit"] if may(role, "manage") else [])):
        answer = client.get(page, headers={"Authorization": f"Bearer {tokens[role]}"})
        assert answer.status_code == 200, page
        for method, address in offered(answer.get_data(as_text=True), page):
            endpoint, values = adapter.match(address.partition("?")[0].partition("#")[0], method=method)
            asked = asks(_kind(database, values["job"])) if endpoint in KINDLY else ROUTES[endpoint]
            assert asked == OPEN or may(role, asked), f"{page} offers {method} {address} to a {role}"


KINDLY = ("jobs.cancel", "jobs.restart")
"""Addresses that ask for more with some kinds of jobs."""


def _kind(database: Path, job: int) -> str:
    with Store(database) as store:
        return str(jobs.record(store, job)["kind"])


def offered(text: str, page: str) -> Iterator[tuple[str, str]]:
    """What a page leads to: methods and addresses. A form without anything that sends it only shows."""
    text = re.sub(r"<noscript>.*?</noscript>", "", text, flags=re.DOTALL)
    for head, inside in re.findall(r"(<form[^>]*>)(.*?)</form>", text, re.DOTALL):
        name = re.search(r'\sid="([^"]*)"', head)
        outside = [one for one in re.findall(r"<button[^>]*>", text) if name and f'form="{name[1]}"' in one]
        senders = [*re.findall(r"<button[^>]*>|<select[^>]*data-submit[^>]*>", inside), *outside]
        if any("disabled" not in one and 'type="button"' not in one for one in senders):
            action = re.search(r'\saction="([^"]*)"', head)
            yield "POST" if 'method="post"' in head else "GET", unescape(action[1]) if action else page
    for verb, address in re.findall(r'hx-(get|post|put|patch|delete)="([^"]+)"', text):
        yield verb.upper(), unescape(address)
    for address in re.findall(r'<a\s[^>]*?href="(/[^"]*)"', text):
        yield "GET", unescape(address)
