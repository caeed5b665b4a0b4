"""The service as a team runs it: a process of its own, a proxy with https before it, one database file in WAL mode."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import sqlite3
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pytest

from benchmarks.serving import free_port
from tests.web.conftest import TEXTS
from web import actions
from web.actions.keeping import backup_store, verify_store
from web.actions.people import add_account, make_token
from web.app import create_app
from web.config import Config
from web.store import Store, beginning
from web.views import Upload

ROOT = Path(__file__).parents[2]
PUBLIC = "workbench.example"


class Proxy(BaseHTTPRequestHandler):
    """What a proxy does that ends https: it hands requests on, and says for whom and how it was asked."""

    behind = 0

    def do_GET(self) -> None:
        """Hand the request on, and the answer back."""
        onward = http.client.HTTPConnection("127.0.0.1", self.behind, timeout=120)
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


@contextmanager
def serving(database: Path, *options: str) -> Iterator[int]:
    """The service in a process of its own, for a team behind a proxy; its port."""
    port = free_port()
    code = "from web.cli import main; main()"
    given = ["--port", str(port), "--public", f"https://{PUBLIC}", *options]
    command = [sys.executable, "-c", code, "--db", str(database), "serve", *given]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("Doichieu is at ")
        yield port
    finally:
        server.terminate()
        assert server.wait(120) == 0
        server.stdout.close() if server.stdout else None


@pytest.fixture
def service(database: Path, token: str) -> Iterator[int]:
    """The service with a work and an account; its port."""
    with serving(database) as port:
        yield port


@pytest.fixture
def proxy(service: int) -> Iterator[int]:
    """A proxy before it; its port."""
    handler = type("Onward", (Proxy,), {"behind": service})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join(120)
    server.server_close()


def get(port: int, path: str, **heads: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in heads.items()})
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


def cookies(heads: list[tuple[str, str]]) -> str:
    return "; ".join(value.partition(";")[0] for name, value in heads if name.lower() == "set-cookie")


def sign_in(
    connection: http.client.HTTPConnection, **said: str
) -> tuple[str, dict[str, str], http.client.HTTPResponse]:
    """Ask for the form and send it; the form, its headers, and the answer to it."""
    own = {"Host": PUBLIC} | {name.replace("_", "-"): value for name, value in said.items()}
    connection.request("GET", "/sign-in", headers=own)
    answer = connection.getresponse()
    (token,) = re.findall(rb'name="token" value="([^"]+)"', answer.read())[:1]
    form = urlencode({"token": token.decode(), "name": "chief", "password": "four words in a row"})
    heads = own | {"Cookie": cookies(answer.getheaders()), "Origin": f"https://{PUBLIC}"}
    heads["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("POST", "/sign-in", form, heads)
    answer = connection.getresponse()
    answer.read()
    return form, heads, answer


def signed_in_from(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as file:
        return [one for (one,) in file.execute("SELECT address FROM events WHERE what = 'signed in' ORDER BY id")]


def test_people_sign_in_through_the_proxy(service: int, proxy: int, database: Path) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", proxy, timeout=120)
    form, heads, answer = sign_in(connection)
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
    assert signed_in_from(database) == ["192.0.2.7"]


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


def test_nobody_but_the_proxy_is_believed(token: str, database: Path) -> None:
    """What somebody says who is not the proxy is thrown away: who asks is who is at the other end."""
    with serving(database, "--proxy", "192.0.2.200") as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        _, _, answer = sign_in(connection, X_Forwarded_For="192.0.2.66", X_Forwarded_Proto="https")
        assert answer.status == 303
        connection.close()
    assert signed_in_from(database) == ["127.0.0.1"]


def test_commands_run_beside_the_service_and_too_large_a_request_is_cut_off(
    service: int, token: str, database: Path, tmp_path: Path
) -> None:
    (tmp_path / "news.txt").write_text("The port opened again in May. Ships came from all over.\n", "utf-8")
    code = "from web.cli import main; main()"
    command = [sys.executable, "-c", code, "--db", str(database), "import", str(tmp_path / "news.txt")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    _, _, answer = get(service, "/api/v1/works", Host=PUBLIC, Authorization=f"Bearer {token}")
    assert b"news-txt" in answer
    heads = {"Host": PUBLIC, "Authorization": f"Bearer {token}", "Content-Type": "multipart/form-data; boundary=x"}
    connection = http.client.HTTPConnection("127.0.0.1", service, timeout=120)
    connection.putrequest("POST", "/api/v1/works", skip_host=True)
    for name, value in (heads | {"Content-Length": str(1 << 29)}).items():
        connection.putheader(name, value)
    connection.endheaders(b"--x\r\n")  # and no more of it: nobody fills the disk with what will not be taken
    assert connection.getresponse().status == 413
    connection.close()


def test_who_waits_too_long_for_another_writer_is_told_and_nothing_is_changed(
    token: str, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert beginning.WAIT == 20
    monkeypatch.setattr("web.store.database.WAIT", 0.01)
    heads = {"Host": PUBLIC, "Authorization": f"Bearer {token}"}
    client = create_app(Config(db=database, jobs=False, public=f"https://{PUBLIC}")).test_client()
    with closing(sqlite3.connect(database, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        answer = client.patch("/api/v1/works/1", json={"title": "The mill by the lake"}, headers=heads)
    assert (answer.status_code, "The database is busy" in answer.get_data(as_text=True)) == (503, True)
    with Store(database) as store:
        assert actions.list_works(store).items[0].title == "The mill by the river"


# --- copies of the log


def test_a_copy_of_the_file_without_its_log_lacks_what_was_written_last(
    token: str, database: Path, tmp_path: Path
) -> None:
    """Why ``cp`` is no backup, and why what streams the log away keeps a reader open: with it nothing is lost."""
    log = database.with_name(f"{database.name}-wal")
    with closing(sqlite3.connect(database, isolation_level=None)) as reader, Store(database) as store:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM works").fetchone()  # from here on the log is not begun anew
        actions.rename_work(store, 1, "The mill by the lake")
        (tmp_path / "alone").mkdir()
        (tmp_path / "both").mkdir()
        shutil.copy(database, tmp_path / "alone" / "copy.db")
        shutil.copy(database, tmp_path / "both" / "copy.db")
        shutil.copy(log, tmp_path / "both" / "copy.db-wal")
        store.db.execute("PRAGMA busy_timeout = 0")
        held = store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        reader.execute("COMMIT")
        let_go = store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert (held[0], let_go[0]) == (1, 0)
    for folder, title in (("alone", "The mill by the river"), ("both", "The mill by the lake")):
        with Store(tmp_path / folder / "copy.db") as copy:
            assert actions.list_works(copy).items[0].title == title
            assert verify_store(copy).faults == ()


@pytest.mark.skipif(not shutil.which("nginx") or not shutil.which("openssl"), reason="nginx is not installed")
def test_nginx_as_the_page_sets_it_up(service: int, token: str, tmp_path: Path, database: Path) -> None:
    """The lines of ``docs/people.md``, with a certificate of our own and a free port."""
    (block,) = re.findall(r"```nginx\n(.*?)```", (ROOT / "docs" / "people.md").read_text("utf-8"), re.DOTALL)
    port = free_port()
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    asked = ["-subj", f"/CN={PUBLIC}", "-addext", f"subjectAltName=DNS:{PUBLIC}", "-days", "2", "-nodes"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", *asked, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, check=True, capture_output=True)
    block = block.replace(
        "listen 443 ssl;",
        f"listen 127.0.0.1:{port} ssl;\n  ssl_certificate {certificate};\n  ssl_certificate_key {key};",
    )
    block = block.replace("127.0.0.1:8765", f"127.0.0.1:{service}").replace("doichieu.example.org", PUBLIC)
    user = "user root;\n" if not os.geteuid() else ""  # else its workers may not enter the folder
    kept = "".join(
        f"{name}_temp_path {tmp_path}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    head = f"{user}pid {tmp_path}/pid;\nerror_log {tmp_path}/errors;\nevents {{}}\n"
    whole = f"{head}http {{\naccess_log off;\n{kept}{block}}}\n"
    (tmp_path / "nginx.conf").write_text(whole, "utf-8")
    before = ["nginx", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    subprocess.run(before, check=True, capture_output=True)
    try:
        trusted = ssl.create_default_context(cafile=str(certificate))
        connection = Named("127.0.0.1", port, context=trusted, timeout=120)
        _, _, answer = sign_in(connection, X_Forwarded_For="192.0.2.66")
        assert answer.status == 303
        assert answer.getheader("Strict-Transport-Security")
        assert signed_in_from(database) == ["127.0.0.1"]  # nginx's own word, not what was sent to it
        edge = {"Authorization": f"Bearer {token}", "Host": PUBLIC}
        kind = {"Content-Type": 'multipart/form-data; boundary="x"'}
        file = (
            b'--x\r\nContent-Disposition: form-data; name="files"; filename="long.txt"\r\n\r\n'
            + b"A line.\n\n" * 200_000
        )
        connection.request("POST", "/api/v1/jobs/import", file + b"\r\n--x--\r\n", edge | kind)
        answer = connection.getresponse()
        assert (answer.status, b'"kind":"import"' in answer.read().replace(b" ", b"")) == (202, True)
        connection.putrequest("POST", "/api/v1/jobs/import", skip_host=True)
        for name, value in (edge | kind | {"Content-Length": str(80 << 20)}).items():
            connection.putheader(name, value)
        connection.endheaders(b"--x\r\n")
        assert connection.getresponse().status == 413
        connection.close()
    finally:
        subprocess.run([*before, "-s", "quit"], check=True, capture_output=True)


class Named(http.client.HTTPSConnection):
    """A connection to this machine that asks for the certificate of the public name."""

    def connect(self) -> None:
        """Connect, and see that the certificate is that of the public name."""
        http.client.HTTPConnection.connect(self)
        context: ssl.SSLContext = self._context  # type: ignore[attr-defined]
        self.sock = context.wrap_socket(self.sock, server_hostname=PUBLIC)
