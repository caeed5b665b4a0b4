"""Killing the program in the middle of an import leaves the old state, or the new one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from web import actions
from web.store import Store
from web.views import Upload

ROOT = Path(__file__).parents[2]

# The program as it is, but it stops for a while at one place of the import and says so.
PAUSED = """
import sys, time
from web.cli import main
from web.store import {module} as module
original = module.{function}
def paused(*arguments):
    result = original(*arguments)
    print("paused", flush=True)
    time.sleep(600)
    return result
module.{function} = paused
main(["--quiet", *sys.argv[1:]])
"""


@pytest.fixture
def filled(database: Path, uploads: dict[str, Upload]) -> Path:
    """A database with one work in it."""
    with Store(database) as store:
        actions.import_files(store, [uploads["en"]])
    return database


def kill_import(database: Path, folder: Path, uploads: dict[str, Upload], module: str, function: str) -> None:
    paths = []
    for lang in ("vi", "zh-Hans"):
        path = folder / uploads[lang].name
        path.write_bytes(uploads[lang].data)
        paths.append(str(path))
    code = PAUSED.format(module=module, function=function)
    command = [sys.executable, "-c", code, "--db", str(database), "import", "--work", "The mill by the river", *paths]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "paused\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait(240)
    process.stdout.close()


@pytest.mark.parametrize(
    ("module", "function"),
    [
        ("works", "touch"),
        ("documents", "add"),
        ("documents", "write_segments"),
        ("tables", "_write_rows"),
        ("tables", "write"),
    ],
)
def test_a_kill_in_the_middle_of_an_import_leaves_the_old_state(
    filled: Path, tmp_path: Path, uploads: dict[str, Upload], module: str, function: str
) -> None:
    kill_import(filled, tmp_path, uploads, module, function)
    with Store(filled) as store:
        (work,) = actions.list_works(store).items
        assert (work.langs, work.rows, work.version, work.status) == (("en",), 6, 1, "ready")
        assert store.value("SELECT count(*) FROM files") == 1
        assert store.value("PRAGMA integrity_check") == "ok"
        assert store.all("PRAGMA foreign_key_check") == []
        report = actions.import_files(store, [uploads["vi"], uploads["zh-Hans"]], work=work.id)
        assert report.works[0].langs == ("en", "vi", "zh-Hans")


def test_a_kill_after_the_import_leaves_the_new_state(filled: Path, tmp_path: Path, uploads: dict[str, Upload]) -> None:
    kill_import(filled, tmp_path, uploads, "works", "summary")
    kill_after = """
import os, signal, sys
from web import actions
from web.store import Store
from web.views import Upload
with Store(sys.argv[1]) as store:
    actions.import_files(store, [Upload("b.md", open(sys.argv[2], "rb").read())], work="The mill by the river")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    path = tmp_path / uploads["vi"].name
    done = subprocess.run([sys.executable, "-c", kill_after, str(filled), str(path)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    with Store(filled) as store:
        (work,) = actions.list_works(store).items
        assert (work.langs, work.rows, work.version) == (("en", "vi"), 6, 2)
