"""The service as a team runs it: a process of its own, a proxy with https before it, one database file in WAL mode."""

from __future__ import annotations

import http.client
import re
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.web.conftest import TEXTS
from web import actions
from web.actions.keeping import backup_store, verify_store
from web.actions.people import add_account, make_token
from web.store import Store
from web.views import Upload

ROOT = Path(__file__).parents[2]
PUBLIC = "workbench.example"


class Proxy(BaseHTTPRequestHandler):
    """What a proxy does that ends https: it hands requests on, and says for whom and how it was asked."""

    behind = 0

    def do_GET(self) -> None:
        """Hand the request on, and the answer back."""
        onward = http.client.HTTPConnection("127.0.0.1", self.behind, timeout=30)
        heads = {name: value for name, value in self.headers.items() if not name.startswith("X-")}
        heads |= {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}
        sent = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        onward.request(self.command, self.path, sent or None, heads)
        answer = onward.getresponse()
        body = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "connection", "date", "server"):
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        onward.close()

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the test says what went wrong."""


@pytest.fixture
def token(database: Path) -> str:
    """A database with a work and an account; the token of a program."""
    with Store(database) as store:
        actions.import_files(store, [Upload(f"{lang}.md", text.encode()) for lang, text in TEXTS.items()])
        add_account(store, "chief", "admin", "four words in a row")
        return make_token(store, "test", owner="chief")[1]


@pytest.fixture
def service(database: Path, token: str) -> Iterator[int]:
    """The service in a process of its own, for a team behind a proxy; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    code = "from web.cli import main; main()"
    options = ["--port", str(port), "--public", f"https://{PUBLIC}"]
    command = [sys.executable, "-c", code, "--db", str(database), "serve", *options]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("Doichieu is at ")
        yield port
    finally:
        server.terminate()
        assert server.wait(30) == 0
        server.stdout.close() if server.stdout else None


@pytest.fixture
def proxy(service: int) -> Iterator[int]:
    """A proxy before it; its port."""
    handler = type("Onward", (Proxy,), {"behind": service})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join(30)
    server.server_close()


def get(port: int, path: str, **heads: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in heads.items()})
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


def cookies(heads: list[tuple[str, str]]) -> str:
    return "; ".join(value.partition(";")[0] for name, value in heads if name.lower() == "set-cookie")


def test_people_sign_in_through_the_proxy(service: int, proxy: int, database: Path) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", proxy, timeout=30)
    connection.request("GET", "/sign-in", headers={"Host": PUBLIC})
    answer = connection.getresponse()
    (token,) = re.findall(rb'name="token" value="([^"]+)"', answer.read())[:1]
    form = urlencode({"token": token.decode(), "name": "chief", "password": "four words in a row"})
    heads = {"Host": PUBLIC, "Cookie": cookies(answer.getheaders()), "Origin": f"https://{PUBLIC}"}
    heads["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("POST", "/sign-in", form, heads)
    answer = connection.getresponse()
    answer.read()
    (session,) = [value for name, value in answer.getheaders() if value.startswith("__Host-doichieu-session=")]
    assert answer.status == 303
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in session.split(";")}
    connection.request("GET", "/works", headers={"Host": PUBLIC, "Cookie": session.partition(";")[0]})
    page = connection.getresponse()
    assert (page.status, b"The mill by the river" in page.read()) == (200, True)
    assert page.getheader("Strict-Transport-Security")
    connection.request("POST", "/sign-in", form, heads | {"Origin": "https://elsewhere.example"})
    refused = connection.getresponse()
    refused.read()
    assert refused.status == 403
    connection.close()
    with closing(sqlite3.connect(database)) as file:
        addresses = file.execute("SELECT address FROM events WHERE what = 'signed in'").fetchall()
    assert addresses == [("192.0.2.7",)]


def test_a_team_works_behind_a_proxy(service: int, proxy: int, token: str, database: Path, tmp_path: Path) -> None:
    status, heads, _ = get(proxy, "/works", Host=PUBLIC)
    assert (status, heads["Location"].split("?")[0].removeprefix(f"https://{PUBLIC}")) == (303, "/sign-in")
    status, heads, page = get(proxy, heads["Location"].removeprefix(f"https://{PUBLIC}"), Host=PUBLIC)
    assert (status, b"password" in page) == (200, True)
    assert "Secure" in heads["Set-Cookie"]
    status, _, answer = get(proxy, "/api/v1/works", Host=PUBLIC, Authorization=f"Bearer {token}")
    assert (status, b"The mill by the river" in answer) == (200, True)
    assert get(proxy, "/works", Host="rebound.example")[0] == 421
    with closing(sqlite3.connect(database)) as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with Store(database) as store:
        backup_store(store, tmp_path / "copy.db")
    with Store(tmp_path / "copy.db") as copy:
        assert verify_store(copy).faults == ()
