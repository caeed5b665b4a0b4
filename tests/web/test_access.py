"""The door: who gets in, with what, for how long, and what a stranger, another site or a rebound name gets."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from web import actions, guard
from web.actions import doors, people, second
from web.actions.auditing import list_audit
from web.app import create_app
from web.config import Config
from web.store import Store, accounts, attempts, audit
from web.views import Upload

PASSWORD = "four words in a row"
NAMES = {
    "chief": "admin",
    "terms1": "terminologist",
    "reviewer1": "reviewer",
    "writer1": "translator",
    "guest1": "viewer",
}


@pytest.fixture(scope="module")
def hashed() -> str:
    """One hash for all accounts of these tests: argon2 is slow on purpose."""
    from web.actions import passwords

    return passwords.digest(PASSWORD)


@pytest.fixture
def team(store: Store, hashed: str) -> Store:
    """A store with an account of each role."""
    for name, role in NAMES.items():
        accounts.add(store, name, role, hashed)
    return store


@pytest.fixture
def shared(team: Store, database: Path) -> Callable[..., FlaskClient]:
    """A browser of its own on the service with these accounts."""
    apps: dict[str, Any] = {}

    def browser(public: str = "") -> FlaskClient:
        app = apps.setdefault(public, create_app(Config(db=database, testing=True, jobs=False, public=public)))
        client: FlaskClient = app.test_client()
        return client

    return browser


def token_of(page: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found
    return found[1]


def sign_in(client: FlaskClient, name: str, password: str = PASSWORD, **more: Any) -> TestResponse:
    page = client.get("/sign-in", **more).get_data(as_text=True)
    form = {"token": token_of(page), "name": name, "password": password, "next": "/glossary"}
    return client.post("/sign-in", data=form, **more)


def send(client: FlaskClient, path: str, seen: str = "/account", **fields: str) -> TestResponse:
    return client.post(path, data={"token": token_of(client.get(seen).get_data(as_text=True)), **fields})


def session_cookie(answer: TestResponse) -> str:
    return next(
        line for line in answer.headers.getlist("Set-Cookie") if "session=" in line and "doichieu-session" in line
    )


def test_nobody_sees_anything_without_signing_in(shared: Callable[..., FlaskClient]) -> None:
    client = shared()
    for path in ("/works", "/works/a", "/findings", "/glossary", "/works/a/export", "/account", "/people", "/nothing"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (303, "/sign-in"), path
    part = client.get("/works/a/rows", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Redirect"].partition("?")[0]) == (401, "/sign-in")
    for path in ("/api/v1/works", "/api/v1/openapi.json", "/api/v1/nothing"):
        answer = client.get(path)
        assert (answer.status_code, answer.content_type) == (401, "application/problem+json"), path
        assert "Bearer" in answer.headers["WWW-Authenticate"]


def test_the_right_password_opens_and_leads_on(shared: Callable[..., FlaskClient]) -> None:
    client = shared()
    answer = sign_in(client, "WRITER1")  # names are compared without case
    assert answer.headers["Location"] == "/glossary"
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(session_cookie(answer).split("; "))
    page = client.get("/works")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert PASSWORD not in str(answer.headers)


def test_over_https_cookies_travel_over_nothing_else(shared: Callable[..., FlaskClient]) -> None:
    client = shared("https://texts.example.org")
    answer = sign_in(client, "writer1", base_url="https://texts.example.org")
    cookies = answer.headers.getlist("Set-Cookie")
    assert session_cookie(answer).startswith("__Host-doichieu-session=")
    cookies += client.get("/settings/language/vi", base_url="https://texts.example.org").headers.getlist("Set-Cookie")
    cookies += client.get("/settings/colours/dark", base_url="https://texts.example.org").headers.getlist("Set-Cookie")
    assert len(cookies) == 4
    for cookie in cookies:  # those of the forms, the session, the language and the colours
        assert cookie.startswith("__Host-doichieu"), cookie
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; ")), cookie
    assert 'lang="vi"' in client.get("/works", base_url="https://texts.example.org").get_data(as_text=True)[:100]
    assert client.get("/works", base_url="https://texts.example.org").status_code == 200
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in shared().get("/sign-in").headers


def test_signing_in_never_leads_elsewhere(shared: Callable[..., FlaskClient]) -> None:
    client = shared()
    form = {"token": token_of(client.get("/sign-in").get_data(as_text=True)), "name": "writer1", "password": PASSWORD}
    assert client.post("/sign-in", data={**form, "next": "//example.org/"}).headers["Location"] == "/"


def test_each_sign_in_is_a_new_session_and_leaving_ends_it(shared: Callable[..., FlaskClient], team: Store) -> None:
    client = shared()
    first = session_cookie(sign_in(client, "writer1")).partition(";")[0].partition("=")[2]
    client.delete_cookie("doichieu-session")
    second = session_cookie(sign_in(client, "writer1")).partition(";")[0].partition("=")[2]
    assert first != second
    assert team.value("SELECT count(*) FROM sessions WHERE digest IN (?, ?)", (first, second)) == 0  # digests only
    again = session_cookie(sign_in(shared(), "writer1")).partition(";")[0].partition("=")[2]
    client.set_cookie("doichieu-session", again)
    token = token_of(client.get("/account").get_data(as_text=True))
    client.post("/sign-in", data={"token": token, "name": "writer1", "password": PASSWORD})
    client.set_cookie("doichieu-session", again)
    assert client.get("/works").status_code == 303  # who signs in anew in a browser leaves the session before
    client.set_cookie("doichieu-session", second)
    answer = send(client, "/sign-out")
    assert answer.headers["Location"] == "/sign-in"
    client.set_cookie("doichieu-session", second)
    assert client.get("/works").status_code == 303
    client.set_cookie("doichieu-session", first)
    assert client.get("/works").status_code == 200


@pytest.mark.parametrize(
    ("column", "age"), [("seen", doors.IDLE), ("created", doors.LONGEST)], ids=["unused", "too long"]
)
def test_a_session_ends(shared: Callable[..., FlaskClient], team: Store, column: str, age: Any) -> None:
    client = shared()
    sign_in(client, "writer1")
    before = doors._ago(age)
    team.execute(f"UPDATE sessions SET {column} = ?", (before.replace("Z", "") + "Z",))
    assert client.get("/works").status_code == 200
    team.execute(
        f"UPDATE sessions SET seen = max(seen, ?), {column} = ?", (doors._ago(age / 2), doors._ago(age * 1.01))
    )
    assert client.get("/works").status_code == 303
    assert team.value("SELECT count(*) FROM sessions") == 0


def test_what_a_page_asks_by_itself_keeps_no_session_alive(team: Store) -> None:
    secret = doors.sign_in(team, "writer1", PASSWORD)
    old = doors._ago(doors.IDLE / 2)
    team.execute("UPDATE sessions SET seen = ?", (old,))
    assert doors.by_session(team, secret, passive=True)
    assert team.value("SELECT seen FROM sessions") == old
    assert doors.by_session(team, secret)
    assert team.value("SELECT seen FROM sessions") > old


def test_wrong_passwords_are_slowed_down_also_after_a_restart(
    shared: Callable[..., FlaskClient], team: Store, database: Path
) -> None:
    for _ in range(doors.TRIES_HERE[0]):
        answer = sign_in(shared(), "writer1", "not the right one")
        assert (answer.status_code, b"name or the password is wrong" in answer.data) == (403, True)
    restarted = create_app(Config(db=database, testing=True, jobs=False))
    answer = sign_in(restarted.test_client(), "writer1")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= doors.TRIES_HERE[1]
    assert sign_in(restarted.test_client(), "guest1").status_code == 303  # others at the same address still get in
    elsewhere = {"REMOTE_ADDR": "192.0.2.9"}
    owner = sign_in(restarted.test_client(), "writer1", environ_overrides=elsewhere)
    assert owner.status_code == 303  # and so does the owner from elsewhere


def test_whoever_has_an_account_cannot_wipe_out_tries_on_others(team: Store) -> None:
    limits = {"address:a": (3, 60.0)}
    for at in (1.0, 2.0):
        assert attempts.begin(team, {"w@a": (9, 60.0)} | limits, at=at) == 0
    assert attempts.begin(team, {"mine@a": (9, 60.0)} | limits, at=3.0) == 0
    attempts.succeed(team, "mine@a", "address:a")
    assert attempts.begin(team, {"w@a": (9, 60.0)} | limits, at=4.0) == 0
    assert attempts.begin(team, {"w@a": (9, 60.0)} | limits, at=5.0) > 0
    assert attempts.begin(team, {"w@a": (9, 60.0)} | limits, at=70.0) == 0


def test_a_name_that_nobody_has_is_answered_alike(shared: Callable[..., FlaskClient], team: Store) -> None:
    wrong, unknown = (sign_in(shared(), name, "not the right one") for name in ("writer1", "hunter2-is-my-password"))
    assert wrong.status_code == unknown.status_code == 403
    team.act_as("chief", "admin")
    lines = list_audit(team, what="sign-in refused").items
    assert {line.who for line in lines} == {"writer1", "unknown"}
    team.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"hunter2" not in team.path.read_bytes()  # what was typed into the wrong field is not written down


def test_no_secret_is_in_the_store_or_the_log(
    shared: Callable[..., FlaskClient], team: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    client = shared()
    cookie = session_cookie(sign_in(client, "writer1")).partition(";")[0].partition("=")[2]
    made = send(client, "/account/tokens", name="nightly export", days="30", password=PASSWORD).get_data(as_text=True)
    found = re.search(r'<code class="secret"[^>]*>([^<]+)', made)
    assert found
    assert shared().get("/api/v1/works", headers={"Authorization": f"Bearer {found[1]}"}).status_code == 200
    team.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for place in (team.path.read_bytes(), caplog.text.encode()):
        for secret in (cookie, found[1], PASSWORD):
            assert secret.encode() not in place
    assert found[1] not in client.get("/account").get_data(as_text=True)  # shown once


def test_a_token_may_no_more_than_it_was_made_for_and_than_its_owner_may(
    shared: Callable[..., FlaskClient], team: Store
) -> None:
    team.act_as("reviewer1", "reviewer")
    (reading, low), (working, high) = (people.make_token(team, role, role=role) for role in ("viewer", "admin"))
    assert (reading.role, working.role) == ("viewer", "reviewer")

    def status(text: str, method: str = "GET", path: str = "/api/v1/works", **more: Any) -> int:
        head = {"Authorization": f"Bearer {text}"}
        return shared().open(path, method=method, headers=head, **more).status_code

    assert status(low) == 200
    assert status(low, "DELETE", "/api/v1/works/none") == 403
    assert status(high, "DELETE", "/api/v1/works/none") == 404
    assert status("doichieu_wrong") == status("đúng".encode().decode("latin-1")) == 401
    team.act_as("chief", "admin")
    people.set_role(team, "reviewer1", "translator")
    assert status(high, "DELETE", "/api/v1/works/none") == 403
    people.revoke_token(team, reading.id)
    assert status(low) == 401
    team.execute("UPDATE tokens SET expires = ?", ("2020-01-01T00:00:00Z",))
    assert status(high) == 401
    team.execute("UPDATE tokens SET expires = ''")
    assert status(high) == 200
    people.set_disabled(team, "reviewer1")
    assert status(high) == 401


def test_what_comes_with_a_cookie_needs_the_token_of_its_pages(shared: Callable[..., FlaskClient]) -> None:
    client = shared()
    sign_in(client, "chief")
    assert client.post("/people", data={"name": "another"}).status_code == 403
    assert client.post("/people", data={"name": "another", "token": "guess"}).status_code == 403
    assert client.delete("/api/v1/works/none").status_code == 403
    token = token_of(client.get("/account").get_data(as_text=True))
    assert client.delete("/api/v1/works/none", headers={"X-Form-Token": token}).status_code == 404
    other = shared()
    sign_in(other, "chief")
    assert other.delete("/api/v1/works/none", headers={"X-Form-Token": token}).status_code == 403  # another session's


@pytest.mark.parametrize(
    "head", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://example.org"}, {"Origin": "null"}]
)
def test_other_sites_cannot_sign_anybody_in_or_out(shared: Callable[..., FlaskClient], head: dict[str, str]) -> None:
    client = shared()
    sign_in(client, "writer1")
    token = token_of(client.get("/account").get_data(as_text=True))
    assert client.post("/sign-out", data={"token": token}, headers=head).status_code == 403
    assert client.get("/works").status_code == 200


@pytest.mark.parametrize(
    ("config", "name", "status"),
    [
        ({}, "rebound.example", 421),
        ({}, "localhost", 303),
        ({"host": "0.0.0.0"}, "192.0.2.1", 303),
        ({"host": "0.0.0.0"}, "rebound.example", 421),
        ({"public": "https://texts.example.org"}, "texts.example.org", 303),
        ({"public": "https://texts.example.org"}, "other.example.org", 421),
        ({"public": "https://texts.example.org"}, "192.0.2.1", 421),
    ],
)
def test_the_service_answers_to_its_own_names(
    team: Store, database: Path, config: dict[str, str], name: str, status: int
) -> None:
    app = create_app(Config(db=database, testing=True, jobs=False, **config))
    answer = app.test_client().get("/works", headers={"Host": name})
    assert answer.status_code == status
    assert "Content-Security-Policy" in answer.headers


def test_a_service_without_accounts_lets_its_own_machine_in_and_nobody_else(database: Path, store: Store) -> None:
    local = create_app(Config(db=database, testing=True, jobs=False)).test_client()
    assert local.get("/works").status_code == 200
    assert local.get("/sign-in").headers["Location"] == "/"
    for config in ({"host": "0.0.0.0"}, {"public": "https://texts.example.org"}):
        app = create_app(Config(db=database, testing=True, jobs=False, **config))
        assert app.test_client().get("/works", headers={"Host": "127.0.0.1"}).status_code == 303
    accounts.add(store, "chief", "admin", "x")
    assert local.get("/works").status_code == 303  # from the first account on everybody signs in


def test_nobody_asks_without_end(shared: Callable[..., FlaskClient]) -> None:
    client = shared()
    pace = client.application.extensions["doichieu.pace"]
    pace.burst, pace.rate = 3, 1e-6
    answers = [client.get("/sign-in") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) >= 1


def test_a_first_password_opens_the_page_to_choose_another_and_nothing_else(
    shared: Callable[..., FlaskClient], team: Store
) -> None:
    team.act_as("chief", "admin")
    _, first = people.add_account(team, "fresh1", "reviewer")
    client = shared()
    assert sign_in(client, "fresh1", first).status_code == 303
    assert client.get("/works").headers["Location"] == "/account"
    assert client.get("/api/v1/works").status_code == 401
    own = "another four words"
    assert send(client, "/account/password", old=first, new=own, again="something else").status_code == 422
    assert send(client, "/account/password", old=first, new="password1234", again="password1234").status_code == 422
    old_cookie = client.get_cookie("doichieu-session")
    assert send(client, "/account/password", old=first, new=own, again=own).status_code == 303
    assert client.get("/works").status_code == 200
    assert old_cookie != client.get_cookie("doichieu-session")  # another session than before
    assert sign_in(shared(), "fresh1", first).status_code == 403
    team.execute("UPDATE accounts SET expires = '2020-01-01T00:00:00Z' WHERE name = 'fresh1'")
    assert sign_in(shared(), "fresh1", own).status_code == 403  # a first password that nobody used in time


def test_a_second_factor_is_asked_for_and_each_code_counts_once(
    shared: Callable[..., FlaskClient], team: Store, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = time.time()  # the clock stands: no code grows old while a slow machine works
    monkeypatch.setattr(second, "time", SimpleNamespace(time=lambda: moment))
    app = create_app(Config(db=database, testing=True, jobs=False, second=True))
    client = app.test_client()
    sign_in(client, "writer1")
    assert client.get("/works").headers["Location"] == "/account"  # the service asks for one
    shown = send(client, "/account/second", password=PASSWORD).get_data(as_text=True)
    found = re.search(r'<code class="secret"[^>]*>([A-Z2-7]{32})', shown)
    assert found
    assert "<svg" in shown
    key = base64.b32decode(found[1])
    now = int(moment) // second.STEP
    assert send(client, "/account/second/confirm", code="000000").status_code == 422
    assert send(client, "/account/second/confirm", code=second.code(key, now - 1)).status_code == 303
    assert client.get("/works").status_code == 200

    other = shared()
    assert sign_in(other, "writer1").headers["Location"].startswith("/sign-in/code")
    assert other.get("/works").status_code == 303  # the password alone opens nothing
    used = send(other, "/sign-in/code", "/sign-in/code", code=second.code(key, now - 1))
    assert used.status_code == 403
    opened = send(other, "/sign-in/code", "/sign-in/code", code=second.code(key, now), next="/glossary")
    assert (opened.status_code, opened.headers["Location"]) == (303, "/glossary")
    assert other.get("/works").status_code == 200
    assert shared().post("/sign-in/code", data={"code": second.code(key, now + 1)}).status_code in (303, 403)

    third = shared()
    sign_in(third, "writer1")
    team.act_as("chief", "admin")
    people.reset_password(team, "writer1", "another four words")
    late = send(third, "/sign-in/code", "/sign-in/code", code=second.code(key, now + 1))
    assert late.status_code == 403  # the right code, after a password that is no longer the right one
    sign_in(third, "writer1", "another four words")
    answers = [send(third, "/sign-in/code", "/sign-in/code", code="123456").status_code for _ in range(6)]
    assert answers[-1] == 429
    second.remove_second(team, "writer1")
    assert other.get("/works").status_code == 303
    assert sign_in(shared(), "writer1", "another four words").headers["Location"] == "/glossary"


@pytest.mark.parametrize("path", ["/account/tokens", "/account/second", "/account/second/drop"])
def test_an_open_browser_is_not_enough_to_stay_in_an_account(
    shared: Callable[..., FlaskClient], team: Store, path: str
) -> None:
    """What lets somebody in later on, or keeps the owner out, asks for the password again, and not without end."""
    client = shared()
    sign_in(client, "writer1")
    for typed in ("", "not the right one"):
        refused = send(client, path, password=typed, name="for later", days="30")
        assert (refused.status_code, b"The present password is wrong." in refused.data) == (422, True)
    assert [send(client, path, password="x", name="for later").status_code for _ in range(4)][-1] == 429
    assert team.value("SELECT (SELECT count(*) FROM tokens) + (SELECT count(*) FROM second_factors)") == 0


def test_what_a_role_may_not_change_is_not_offered(
    shared: Callable[..., FlaskClient], team: Store, uploads: dict[str, Upload]
) -> None:
    team.act_as("chief", "admin")
    work = actions.import_files(team, list(uploads.values()), title="The mill", align=False).works[0].slug
    offers = {
        "/works": "Choose files",
        f"/works/{work}": f'action="/works/{work}/rename"',
        f"/works/{work}/documents/1": "data-submit>",
        "/account": "/audit",
    }
    for name, shown in (("guest1", set()), ("writer1", {*offers} - {"/account"}), ("chief", {*offers})):
        client = shared()
        sign_in(client, name)
        assert {path for path, text in offers.items() if text in client.get(path).get_data(as_text=True)} == shown, name
    refused = client.get("/people/1/role")
    assert refused.status_code == 405
    guest = shared()
    sign_in(guest, "guest1")
    assert "You are signed in as guest1, viewer." in guest.get("/people").get_data(as_text=True)


def test_files_that_people_take_along_are_in_the_audit(shared: Callable[..., FlaskClient], team: Store) -> None:
    client = shared()
    sign_in(client, "guest1")
    assert client.get("/glossary/export/file?format=csv&status=all").status_code == 200
    assert client.head("/glossary/export/file?format=csv").status_code == 200
    assert client.get("/works/none/export?format=tsv").status_code == 404
    token = people.make_token(team, "nightly export", owner="writer1")[1]
    shared().get("/api/v1/terms/export?format=tmx", headers={"Authorization": f"Bearer {token}"})
    noted = [(line.who, line.detail, line.address) for line in list_audit(team, what="exported").items]
    assert noted == [
        ("writer1", "/api/v1/terms/export?format=tmx", "127.0.0.1"),
        ("guest1", "/glossary/export/file?format=csv&status=all", "127.0.0.1"),
    ]


def test_the_audit_is_taken_along_as_a_table_of_plain_cells(shared: Callable[..., FlaskClient], team: Store) -> None:
    audit.note(team, "not allowed", who="guest1", detail="=cmd()")
    client = shared()
    sign_in(client, "chief")
    answer = client.get("/audit/file?who=guest1")
    lines = answer.get_data(as_text=True).removeprefix("\ufeff").splitlines()
    assert lines[0].startswith("when,who,kind,what,target")
    assert len(lines) == 2
    assert "'=cmd()" in lines[1]
    assert "audit.csv" in answer.headers["Content-Disposition"]
    assert client.get("/audit/file?since=yesterday").status_code == 422


def test_what_is_turned_away_is_told_in_the_log_and_does_not_fill_it(
    shared: Callable[..., FlaskClient], caplog: pytest.LogCaptureFixture
) -> None:
    client = shared()
    sign_in(client, "writer1")
    client.get("/works", headers={"Host": "rebound.example"})
    client.post("/sign-out", headers={"Origin": "http://example.org"})
    client.post("/works\r\nforged: line", data={"token": "guess"})
    said = [record.getMessage() for record in caplog.records]
    assert [line.partition(":")[0] for line in said] == [
        "Another host name",
        "Another site's page",
        "Without the token of the form",
    ]
    assert "'writer1'" in said[-1]
    assert all(line.isprintable() for line in said)
    for _ in range(100):
        client.get("/works", headers={"Host": "rebound.example"})
    assert len(caplog.records) < 60


def test_a_new_database_is_for_its_owner_alone(team: Store) -> None:
    for path in team.path.parent.glob(f"{team.path.name}*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_what_is_refused_fills_no_audit(shared: Callable[..., FlaskClient], team: Store) -> None:
    client = shared()
    sign_in(client, "guest1")
    most = guard.REFUSALS[0]
    for _ in range(most + 20):
        assert client.get("/people").status_code == 403
    found = team.value("SELECT count(*) FROM events WHERE what = 'not allowed'")
    assert most <= found < most + 20


def test_a_network_is_one_asker(shared: Callable[..., FlaskClient], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "BURST", 5)
    monkeypatch.setattr(guard, "RATE", 0.001)
    client = shared("https://terms.example.org")

    def ask(address: str) -> int:
        facts = {"REMOTE_ADDR": address}
        return client.get("/sign-in", base_url="https://terms.example.org", environ_base=facts).status_code

    assert {ask(f"2001:db8:1:2::{number:x}") for number in range(1, 10)} == {200, 429}
    assert {ask(f"::ffff:192.0.2.{number}") for number in range(1, 10)} == {200}
