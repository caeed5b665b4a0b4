"""Accounts: who may be added, which passwords will do, what the commands and pages do, and what the audit keeps."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from aligner.errors import InputError
from glossary.types import Concept, Term
from web import actions
from web.actions import doors, passwords, people
from web.actions.auditing import list_audit
from web.app import create_app
from web.cli import main
from web.config import Config
from web.errors import Conflict, Forbidden, NotFound
from web.store import Store, audit

PASSWORD = "four words in a row"


@pytest.mark.parametrize(
    "password",
    [
        *("short", "eleven char", "x" * 201, "password1234", "PASSWORD1234", "Password-1234", "P@ssw0rd1234"),
        *("123456789012", "letmein12345", "passwordpassword", "abcdefghijkl", "qwertyuiopas", "abc123abc123"),
        *("mậtkhẩu123456", "anhyeuem12345", "我爱你我爱你我爱你我爱你", "translator2026", "zq" * 100),
    ],
)
def test_a_password_that_is_guessed_is_refused(password: str) -> None:
    with pytest.raises(InputError):
        passwords.fit(password)


@pytest.mark.parametrize("password", ["doichieu1234", "chieftain-chieftain", "aaaaaaaaaaaaaaaa", "121212121212"])
def test_a_password_made_of_names_or_of_few_letters_is_refused(password: str) -> None:
    with pytest.raises(InputError):
        passwords.fit(password, "chieftain")


@pytest.mark.parametrize(
    "password", [PASSWORD, "mùa gặt năm ngoái", "去年秋天的收成很好啊你知道", "x4$kq!!lm 9 z", "y" * 3 + PASSWORD * 9]
)
def test_a_password_may_be_of_any_letters(password: str) -> None:
    assert passwords.fit(password) == unicodedata.normalize("NFC", password)


def test_a_password_is_the_same_from_every_input_method() -> None:
    hashed = passwords.digest(unicodedata.normalize("NFD", "mùa gặt năm ngoái"))
    assert passwords.verify(hashed, unicodedata.normalize("NFC", "mùa gặt năm ngoái"))
    assert hashed.startswith("$argon2id$")
    assert not passwords.verify(hashed, "mua gat nam ngoai")
    assert not passwords.verify("", "mùa gặt năm ngoái")
    assert not passwords.verify("no hash at all", "mùa gặt năm ngoái")


def test_a_made_password_is_fit() -> None:
    made = {passwords.new() for _ in range(20)}
    assert len(made) == 20
    assert all(passwords.fit(one) for one in made)


@pytest.mark.parametrize(
    "name", ["", " ", "-a", ".a", "a b", "a/b", "<b>", "a" * 41, "browser", "Nobody", "a\u202eb", "a\n"]
)
def test_a_name_that_cannot_be_told_apart_or_shown_is_refused(store: Store, name: str) -> None:
    if name != "a\n":
        with pytest.raises(InputError):
            people.add_account(store, name)
    else:
        assert people.add_account(store, name)[0].name == "a"


def test_names_differ_by_more_than_case_and_width(store: Store) -> None:
    people.add_account(store, "chief")
    for name in ("Chief", "CHIEF", "ｃhief"):
        with pytest.raises(Conflict):
            people.add_account(store, name)
    assert people.add_account(store, "Trần.Bình")[0].role == "translator"


def test_the_first_account_is_an_administrator_and_one_stays(store: Store) -> None:
    with pytest.raises(InputError):
        people.add_account(store, "guest1", "viewer")
    assert people.add_account(store, "chief")[0].role == "admin"
    people.add_account(store, "second1", "admin")
    people.set_disabled(store, "second1")
    for refused in (lambda: people.set_disabled(store, "chief"), lambda: people.set_role(store, "chief", "viewer")):
        with pytest.raises(Conflict):
            refused()
    people.set_disabled(store, "second1", False)
    people.set_role(store, "chief", "viewer")
    with pytest.raises(NotFound):
        people.set_role(store, "nobody1", "viewer")
    with pytest.raises(InputError):
        people.set_role(store, "second1", "king")


def test_a_disabled_account_is_out_at_once(store: Store) -> None:
    people.add_account(store, "chief", password=PASSWORD)
    people.add_account(store, "guest1", "viewer", PASSWORD)
    secret = doors.sign_in(store, "guest1", PASSWORD)
    assert doors.by_session(store, secret)
    people.set_disabled(store, "guest1")
    assert doors.by_session(store, secret) is None
    with pytest.raises(Forbidden):
        doors.sign_in(store, "guest1", PASSWORD)
    people.set_disabled(store, "guest1", False)
    assert doors.by_session(store, secret) is None  # its sessions are gone for good


def test_the_eleventh_browser_signs_the_first_out(store: Store) -> None:
    people.add_account(store, "chief", password=PASSWORD)
    secrets = [doors.sign_in(store, "chief", PASSWORD) for _ in range(doors.SESSIONS + 1)]
    there = [doors.by_session(store, secret) is not None for secret in secrets]
    assert (there.count(True), there[0], there[-1]) == (doors.SESSIONS, False, True)


def test_tokens_have_a_name_an_end_and_a_limit(store: Store) -> None:
    people.add_account(store, "chief")
    store.act_as("chief", "admin")
    for name, days in (("", 3), ("x", -1), ("x", 4000)):
        with pytest.raises(InputError):
            people.make_token(store, name, days=days)
    view, text = people.make_token(store, "export", days=0)
    assert (view.expires, text.startswith(view.start)) == ("", True)
    for number in range(people.TOKENS - 1):
        people.make_token(store, f"token {number}")
    with pytest.raises(Conflict):
        people.make_token(store, "one too many")


def test_nobody_touches_the_tokens_of_others(store: Store) -> None:
    people.add_account(store, "chief")
    people.add_account(store, "guest1")
    view, _ = people.make_token(store, "export", owner="chief")
    store.act_as("guest1", "terminologist")
    for refused in (
        lambda: people.revoke_token(store, view.id),
        lambda: people.list_tokens(store, "chief"),
        lambda: people.make_token(store, "mine", owner="chief"),
    ):
        with pytest.raises(Forbidden):
            refused()


def test_the_audit_names_concepts_by_their_first_term_also_when_they_are_gone(store: Store) -> None:
    kept, gone = (
        actions.add_concept(store, Concept((Term("zh-Hans", one), Term("en", two)))).id
        for one, two in (("产业集群", "cluster"), ("供应链", "supply <chain>"))
    )
    actions.delete_concept(store, gone)
    known = {(line.target, line.title, line.lang, line.gone) for line in list_audit(store, kind="concept").items}
    assert known == {(f"concept:{kept}", "cluster", "en", False), (f"concept:{gone}", "supply <chain>", "en", True)}
    store.execute("UPDATE revisions SET before = '{}' WHERE after = 'null'")
    client = create_app(Config(db=store.path, jobs=False, testing=True)).test_client()
    page = client.get("/audit?kind=concept").get_data(as_text=True)
    assert f'<a href="/glossary/{kept}"><span lang="en">cluster</span></a>' in page
    assert f"concept {gone}" in page
    assert f'href="/glossary/{gone}"' not in page


def test_the_audit_has_changes_and_doors_in_one_list(store: Store) -> None:
    people.add_account(store, "chief", password=PASSWORD)
    people.add_account(store, "terms1", "terminologist", PASSWORD)
    doors.sign_in(store, "terms1", PASSWORD, address="192.0.2.4")
    store.act_as("terms1", "terminologist")
    made = actions.add_concept(store, Concept((Term("en", "mill"),)))
    actions.approve(store, made.id)
    with pytest.raises(Forbidden):
        list_audit(store)
    store.act_as("chief", "admin")
    lines = list_audit(store).items
    assert {(line.who, line.kind, line.what) for line in lines} >= {
        ("terms1", "access", "signed in"),
        ("terms1", "concept", "add"),
        ("terms1", "concept", "approve"),
    }
    assert [line.what for line in list_audit(store, who="terms1", kind="concept").items] == ["approve", "add"]
    assert next(line for line in lines if line.what == "signed in").address == "192.0.2.4"
    day = lines[0].when[:10]
    assert list_audit(store, since=day, until=day).total == len(lines)
    assert list_audit(store, until="2020-01-01").total == 0
    assert list_audit(store, offset=1, limit=2).items == lines[1:3]
    with pytest.raises(InputError):
        list_audit(store, since="yesterday")


def test_refusals_do_not_fill_the_disk(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "KEPT", 5)
    audit.note(store, "signed in", who="chief")
    for number in range(12):
        audit.note(store, audit.REFUSED, who="unknown", detail=str(number))
    assert list_audit(store, what=audit.REFUSED).total == 5
    assert list_audit(store, what="signed in").total == 1


# The commands.


def user(database: Path, *arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, ["--db", str(database), "user", *arguments], input=typed)


def test_the_commands_do_what_they_say(database: Path) -> None:
    assert user(database, "list").exit_code == 0
    added = user(database, "add", "chief")
    assert re.search(r"^(\w{4}-){4}\w{4}$", added.stdout, re.MULTILINE)
    own = user(database, "add", "guest1", "--role", "viewer", "--password-stdin", typed=f"{PASSWORD}\n")
    assert (own.exit_code, own.stdout) == (0, "")
    assert user(database, "role", "guest1", "reviewer").exit_code == 0
    token = user(database, "token", "guest1", "export", "--role", "viewer", "--days", "3")
    assert token.stdout.startswith("doichieu_")
    assert token.stdout.strip() not in user(database, "tokens", "guest1").stdout
    assert user(database, "revoke", "1").exit_code == 0
    assert user(database, "password", "guest1").exit_code == 0
    assert user(database, "second-off", "guest1").exit_code == 0
    assert user(database, "disable", "guest1").exit_code == 0
    listed = json.loads(user(database, "list", "--json").stdout)
    assert [(one["name"], one["role"], one["disabled"]) for one in listed] == [
        ("chief", "admin", False),
        ("guest1", "reviewer", True),
    ]
    assert user(database, "enable", "guest1").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "typed", "sentence"),
    [
        (["disable", "chief"], None, "last administrator"),
        (["role", "nobody1", "viewer"], None, "There is no account “nobody1”."),
        (["add", "chief"], None, "already"),
        (["add", "guest1", "--password-stdin"], "short\n", "fewer than 12"),
        (["add", "guest1", "--password-stdin"], "", "no password on stdin"),
        (["revoke", "99"], None, "no token number 99"),
        (["token", "nobody1", "x"], None, "There is no account"),
    ],
)
def test_the_commands_refuse_with_a_sentence(
    database: Path, arguments: list[str], typed: str | None, sentence: str
) -> None:
    user(database, "add", "chief")
    refused = user(database, *arguments, typed=typed)
    assert refused.exit_code == 2
    assert sentence in refused.stderr


# The pages.


@pytest.fixture
def client(store: Store, database: Path) -> FlaskClient:
    client: FlaskClient = create_app(Config(db=database, testing=True, jobs=False)).test_client()
    return client


def send(client: FlaskClient, path: str, seen: str, **fields: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get(seen).get_data(as_text=True))
    assert found
    return client.post(path, data={"token": found[1], **fields}, follow_redirects=True).get_data(as_text=True)


def test_whoever_works_alone_becomes_several_in_the_browser(client: FlaskClient, store: Store) -> None:
    assert "You work alone here" in client.get("/account").get_data(as_text=True)
    page = send(client, "/people", "/people", name="chief", role="admin")
    found = re.search(r'<code class="secret"[^>]*>([^<]+)', page)
    assert found
    assert client.get("/people").headers["Location"].startswith("/sign-in")  # from now on everybody signs in
    send(client, "/sign-in", "/sign-in", name="chief", password=found[1])
    send(client, "/account/password", "/account", old=found[1], new=PASSWORD, again=PASSWORD)
    assert "guest1" in send(client, "/people", "/people", name="guest1", role="viewer")
    assert "already" in send(client, "/people", "/people", name="Guest1", role="viewer")
    send(client, "/people/2/role", "/people", role="reviewer")
    page = send(client, "/people/2/disable", "/people")
    assert "guest1 cannot enter any more." in page
    send(client, "/people/2/enable", "/people")
    again = send(client, "/people/2/reset", "/people")
    assert re.search(r'<code class="secret"', again)
    accounts = {one.name: one for one in people.list_accounts(store)}
    assert (accounts["guest1"].role, accounts["guest1"].disabled) == ("reviewer", False)
    shown = client.get("/audit?kind=access&what=role+changed").get_data(as_text=True)
    assert "viewer → reviewer" in shown
    assert "no day" in client.get("/audit?since=x").get_data(as_text=True)
