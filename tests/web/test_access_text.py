"""Text is untrusted wherever it comes from: no field, file name, language tag or imported term becomes markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from aligner.errors import InputError
from glossary.types import Concept, Term
from web import actions
from web.actions import doors, people
from web.app import create_app
from web.config import Config
from web.routes import OPEN, ROUTES
from web.store import Store
from web.views import Upload

PROBE = "xss-probe"
PAYLOADS = {
    "markup": f'<{PROBE}>"\' {PROBE}=1 onmouseover=alert(1) x="--></script></title></textarea><{PROBE}>'
    f"<script>alert(1)</script>{{{{ 9973 * 9967 }}}}{{% raw %}}&lt;{PROBE}&gt;&#60;{PROBE}&#62;<!--",
    "scheme": "javascript:alert(1)//",
}
QUERY = (
    "q",
    "query",
    "work",
    "domain",
    "status",
    "lang",
    "manner",
    "who",
    "kind",
    "what",
    "since",
    "until",
    "next",
    "check",
)
QUERY += (
    "severity",
    "show",
    "from",
    "offset",
    "limit",
    "sort",
    "term",
    "concept",
    "old",
    "new",
    "name",
    "tab",
    "page",
    "format",
)
HANDLER = re.compile(r"on\w+$")
OWN = ("/", "#", "data:image/svg+xml", "http://www.w3.org/")


def faults(page: str) -> Iterator[str]:
    """What in a page a browser would run, or what came out of a payload as markup."""
    tree = LexborHTMLParser(page)
    for node in tree.root.traverse(include_text=False) if tree.root else ():
        if PROBE in (node.tag or ""):
            yield f"an element <{node.tag}>"
        if node.tag == "script" and not (node.attributes.get("src") or "").startswith("/"):
            yield "a script within the page"
        if node.tag in ("iframe", "object", "embed", "base", "style", "meta") and node.attributes.get("http-equiv"):
            yield f"an element <{node.tag}>"
        for name, value in node.attributes.items():
            if HANDLER.match(name) or name == PROBE or name == "style" or name.startswith("hx-on"):
                yield f"an attribute {name} of <{node.tag}>"
            leads = value if name in ("href", "src", "action", "formaction", "data", "xlink:href") else None
            if leads and not leads.startswith(OWN) and not re.match(r"[\w.-]*(\?|$)", leads):
                yield f"{name}={leads[:40]}"
    if str(9973 * 9967) in page:
        yield "a template within the text"


def test_the_test_sees_what_it_looks_for() -> None:
    """Each payload, put into a page without care, is a fault."""
    for name, payload in PAYLOADS.items():
        careless = f'<p title="{payload}"><a href="{payload}">{payload}</a></p>'.replace(
            "{{ 9973 * 9967 }}", "99400891"
        )
        assert list(faults(careless)), name
    assert not list(
        faults('<a href="/works/a?show=look#r1">&lt;b onclick=1&gt;</a><script src="/static/x.js"></script>')
    )


@pytest.fixture(scope="module", params=PAYLOADS)
def payload(request: pytest.FixtureRequest) -> str:
    return PAYLOADS[request.param]


@pytest.fixture(scope="module")
def filled(payload: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which every text that a person can give is the payload."""
    database = tmp_path_factory.mktemp("text") / "doichieu.db"
    body = f"# {payload}\n\nThe mill of {payload} stood by the river for 90 years.\n\nIt was {payload} then."
    viet = f"# {payload}\n\nCối xay {payload} ở bên sông 80 năm.\n\nLúc đó là {payload}."
    with Store(database, who=payload) as store:
        uploads = [Upload(f"{payload}.en.md", body.encode(), "en"), Upload(f"{payload}.vi.md", viet.encode(), "vi")]
        work = actions.import_files(store, uploads, title=payload).works[0]
        actions.refresh(store, work.id)
        term = Term("en", payload, context=payload, note=payload, source=payload)
        made = actions.add_concept(
            store,
            Concept(
                (term, Term("vi", f"cối {payload}")), domain=payload, definition=payload, note=payload, source=payload
            ),
            force=True,
        )
        actions.edit_concept(store, made.id, {"note": f"{payload} again", "definitions": {"vi": payload}})
        other = actions.add_concept(store, Concept((Term("en", f"other {payload}"),)), force=True)
        actions.delete_concept(store, other.id, reason=payload)
        actions.import_terms(
            store, f"{payload}.csv", BytesIO(f"en,vi,domain\nturbine {json.dumps(payload)[1:-1]},tua-bin,x\n".encode())
        )
        for finding in actions.list_findings(store, work=work.id).items[:1]:
            actions.dismiss_finding(store, finding.id, payload)
        store.act_as("chief", "admin")
        people.add_account(store, "chief", "admin", "four words in a row")
        people.make_token(store, payload)
        doors.sign_in(store, "chief", "four words in a row", address="192.0.2.1", agent=payload)
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database


@pytest.fixture(scope="module")
def app(filled: Path) -> Flask:
    app = create_app(Config(db=filled, testing=True, jobs=False))
    app.extensions["doichieu.pace"].burst = 10**6
    return app


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    client: FlaskClient = app.test_client()
    page = client.get("/sign-in").get_data(as_text=True)
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found
    client.post("/sign-in", data={"token": found[1], "name": "chief", "password": "four words in a row"})
    return client


def test_no_text_becomes_part_of_a_page(app: Flask, client: FlaskClient, filled: Path, payload: str) -> None:
    """All pages, as they are and with the payload in every parameter of the address."""
    with Store(filled) as store:
        work = actions.list_works(store).items[0]
        document = actions.get_work(store, work.id).documents[0].id
    values: dict[str, Any] = {
        "ref": work.slug,
        "work": work.id,
        "document": document,
        "number": 1,
        "id": 1,
        "concept": 1,
    }
    shown = 0
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint.endswith(("static", "export")) or "settings" in rule.rule:
            continue
        with app.test_request_context():
            path = rule.build({name: values.get(name, 1) for name in rule.arguments}, append_unknown=False)
        assert path
        asked: dict[str, str] = dict.fromkeys(QUERY, payload)
        for query, head in (({}, {}), (asked, {"HX-Request": "true"}), ({"q": payload, "query": payload}, {})):
            if not query and rule.rule.startswith("/api/"):
                continue
            answer = client.get(path[1], query_string=query, headers=head)
            assert answer.status_code < 500, (rule.rule, query)
            if answer.mimetype == "text/html":
                text = answer.get_data(as_text=True)
                assert list(faults(text)) == [], (rule.rule, query, head)
                shown += PROBE in text or payload in text
    assert shown > 10  # the payload does stand on the pages, as text


def test_no_text_becomes_part_of_a_head_line(client: FlaskClient, filled: Path) -> None:
    with Store(filled) as store:
        work = actions.list_works(store).items[0]
        actions.rename_work(store, work.id, 'a\tb\u2028c\u0085d"e;f')
    for path in (
        f"/works/{work.slug}/export?format=tsv",
        f"/api/v1/works/{work.id}/export?format=html",
        f"/works/{work.slug}/documents/1/file",
    ):
        answer = client.get(path)
        line = answer.headers["Content-Disposition"]
        assert answer.status_code == 200
        assert line.startswith("attachment")
        assert line.isprintable()
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_that_is_exported_runs_nothing(client: FlaskClient, filled: Path) -> None:
    with Store(filled) as store:
        work = actions.list_works(store).items[0].slug
    page = client.get(f"/works/{work}/export?format=html").get_data(as_text=True)
    assert [one for one in faults(page) if PROBE in one or "on" in one[:15] or "template" in one] == []


@pytest.mark.parametrize("tag", [*PAYLOADS.values(), "../../etc", "en\x00", "x" * 5000])
def test_a_language_tag_that_is_none_is_refused(store: Store, tag: str) -> None:
    with pytest.raises(InputError):
        actions.import_files(store, [Upload("a.txt", b"One sentence stands here.", tag)])
    assert actions.list_works(store).total == 0


@pytest.mark.parametrize(
    "path",
    [
        "/static/../config.py",
        "/static/%2e%2e/config.py",
        "/static/..%2fconfig.py",
        "/static//etc/passwd",
        "/static/%5c..%5cconfig.py",
        "/works/..%2f..%2fetc%2fpasswd",
        "/works/../../etc/passwd",
        "/api/v1/docs/static/../../../config.py",
    ],
)
def test_no_address_leads_out_of_the_service(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (301, 303, 308, 404)
    assert b"DOICHIEU" not in answer.data
    assert b"root:" not in answer.data


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "..\\..\\evil.txt", "/etc/cron.d/evil.txt", "evil.txt\x00.md", "a" * 400 + ".txt"]
)
def test_a_file_name_is_a_name_and_no_path(store: Store, tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    report = actions.import_files(store, [Upload(name, b"One sentence stands here. Another one follows it.", "en")])
    document = actions.get_work(store, report.works[0].id).documents[0]
    assert document.name.isprintable()
    assert [path for path in sorted(tmp_path.rglob("*")) if path not in before and "doichieu.db" not in path.name] == []


def test_more_than_the_limit_is_not_read(store: Store, database: Path) -> None:
    small = create_app(Config(db=database, testing=True, jobs=False, max_upload=10_000)).test_client()
    form = {"files": (BytesIO(b"x" * 20_000), "a.txt")}
    assert small.post("/api/v1/works", data=form, content_type="multipart/form-data").status_code == 413
    assert small.post("/works", data={"title": "x" * 20_000}).status_code == 413
    assert actions.list_works(store).total == 0


def test_what_is_open_to_all_is_little() -> None:
    """A new address that needs no sign-in has to be thought about: this list is changed by hand."""
    assert {endpoint for endpoint, asked in ROUTES.items() if asked == OPEN} == {
        *(
            "static",
            "api.reference.static",
            "access.ask",
            "access.enter",
            "access.ask_code",
            "access.enter_code",
            "access.leave",
        ),
        *("settings.language", "settings.colours"),
    }


def test_the_evidence_of_the_checklist_is_there() -> None:
    """Every test and file that ``SECURITY.md`` names exists."""
    root = Path(__file__).resolve().parents[2]
    text = (root / "SECURITY.md").read_text(encoding="utf-8")
    sources = "".join(path.read_text(encoding="utf-8") for path in (root / "tests").rglob("test_*.py"))
    named = set(re.findall(r"\btest_\w+\b(?!\.py)", text))
    assert len(named) > 15
    assert {name for name in named if f"def {name}(" not in sources} == set()
    for place in re.findall(r"`((?:web|tests|docs|fuzz)/[\w./]*)", text):
        assert (root / place).exists(), place


LEVELS = """
1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4
5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2
8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4
11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7
16.1:1 16.2:5 16.3:4 16.4:3 16.5:3
"""
"""The sections of ASVS 5.0.0 with requirements of levels 1 and 2, and how many they are, which come first in each."""


def test_every_requirement_has_a_line() -> None:
    """``SECURITY.md`` says of every requirement of levels 1 and 2 how it is met, or why it is not."""
    text = (Path(__file__).resolve().parents[2] / "SECURITY.md").read_text(encoding="utf-8")
    told: set[str] = set()
    for line in re.findall(r"(?m)^\| ((?:[\d.–]+(?:, )?)+) \|", text):
        for part in line.split(", "):
            first, _, last = part.partition("–")
            section, _, number = first.rpartition(".")
            last = last.rpartition(".")[2] or number
            told |= {f"{section}.{one}" for one in range(int(number), int(last) + 1)}
    asked = {
        f"{section}.{one}"
        for section, count in (part.split(":") for part in LEVELS.split())
        for one in range(1, int(count) + 1)
    }
    assert asked - told == set()
    assert {one for one in told - asked if not one.startswith("17.")} == set()
