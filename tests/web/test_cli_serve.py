"""``serve`` and ``demo`` really serve, until Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from benchmarks.serving import free_port
from web.actions.people import add_account
from web.store import Store

ROOT = Path(__file__).parents[2]


def answer(url: str, seconds: float = 240.0) -> int:
    """The status of the first answer of a server that is starting."""
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=30) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


@pytest.mark.parametrize(
    ("arguments", "status", "stop"),
    [
        (["serve"], 200, signal.SIGINT),
        (["serve", "--public", "https://texts.example.org"], 401, signal.SIGTERM),
        (["demo"], 200, signal.SIGINT),
    ],
)
def test_the_service_answers_and_stops_when_told(
    database: Path, arguments: list[str], status: int, stop: signal.Signals
) -> None:
    if "--public" in arguments:
        with Store(database) as store:
            add_account(store, "chief", password="four words in a row")
    port = free_port()
    command = [sys.executable, "-u", "-c", "from web.cli import main; main()", "--db", str(database), *arguments]
    process = subprocess.Popen(
        [*command, "--port", str(port)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert answer(f"http://127.0.0.1:{port}/api/v1/works") == status
        process.send_signal(stop)
        out, errors = process.communicate(timeout=240)
    finally:
        process.kill()
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}" in out
    assert "Traceback" not in errors


def test_others_are_let_in_only_when_there_is_an_account(database: Path) -> None:
    command = [sys.executable, "-c", "from web.cli import main; main()", "--db", str(database)]
    for arguments in (["serve", "--host", "0.0.0.0"], ["demo", "--keep", "--host", "0.0.0.0"]):
        refused = subprocess.run([*command, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=240)
        assert refused.returncode == 2
        assert "doichieu user add NAME" in refused.stderr
    odd = subprocess.run([*command, "serve", "--public", "javascript:1"], cwd=ROOT, capture_output=True, text=True)
    assert odd.returncode == 2
    assert "no address of a service" in odd.stderr
