"""Processes killed at random moments, disks that are full, folders that cannot be written: what is left of them."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.web.conftest import TEXTS

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-c", "from web.cli import main; main()"]


def run(*arguments: str, before: Sequence[str] = (), most: int = 0) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own; no file of it may have more than ``most`` bytes."""

    def limit() -> None:
        if most:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    command = [*before, *PROGRAM, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=limit)


def test_whatever_is_killed_the_database_is_sound_and_holds_what_was_acknowledged() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.kills", "--times", "3"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(" kills") == 14


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    folder = tmp_path / "texts"
    folder.mkdir()
    for lang, text in TEXTS.items():
        (folder / f"mill.{lang}.md").write_text(text, encoding="utf-8")
    return sorted(map(str, folder.iterdir()))


def refused(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (2, 1, ""), done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_file_that_may_not_grow_is_told_in_a_sentence_and_nothing_is_lost(tmp_path: Path, files: list[str]) -> None:
    database = tmp_path / "full.db"
    assert run("--db", str(database), "import", files[0]).returncode == 0
    refused(run("--db", str(database), "import", "--work", "1", *files[1:], most=40_000))  # of the log beside it
    assert "Cannot write" in refused(run("--db", str(database), "backup", str(tmp_path / "copy.db"), most=50_000))
    refused(run("--db", str(tmp_path / "new.db"), "works", most=40_000))
    assert sorted(path.name for path in tmp_path.iterdir() if ".db" not in path.name) == ["texts"]
    assert not list(tmp_path.glob("*copy*"))
    assert run("--db", str(database), "verify").returncode == 0
    assert run("--db", str(database), "import", "--work", "1", *files[1:]).returncode == 0


def mounted(small: Path, size: str) -> list[str]:
    """What runs a command with a file system of this size mounted there."""
    small.mkdir()
    script = f'mount -t tmpfs -o size={size} none "{small}" && "$@"; code=$?; ls "{small}"; exit $code'
    before = ["unshare", "--mount", "sh", "-c", script, "sh"]
    if not shutil.which("unshare") or subprocess.run([*before, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    return before


def test_a_disk_that_is_full_is_told_in_a_sentence_and_holds_no_half_file(tmp_path: Path, files: list[str]) -> None:
    database, small = tmp_path / "a.db", tmp_path / "small"
    assert run("--db", str(database), "import", *files).returncode == 0
    before = mounted(small, "4k")
    for arguments in (
        ["export", "1", "-o", "out.xlsx"],
        ["export", "1", "--format", "html", "-o", "rows.html"],
        ["backup", "copy.db"],
        ["export-everything", "everything"],
        ["check", "1", "-o", "findings.html"],
    ):
        done = run("--db", str(database), *arguments[:-1], str(small / arguments[-1]), before=before)
        assert "no space left on device" in refused(done).lower() or "disk is full" in done.stderr, done.stderr


def test_a_database_on_a_disk_that_runs_full_is_told_in_a_sentence(tmp_path: Path, files: list[str]) -> None:
    small = tmp_path / "small"
    done = run("--db", str(small / "a.db"), "import", *files, before=mounted(small, "700k"))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "The disk is full" in done.stderr


@pytest.fixture
def unprivileged() -> list[str]:
    """What lets the administrator be held to permissions as everybody is."""
    if os.geteuid():
        return []
    if not shutil.which("setpriv"):
        pytest.skip("the administrator can write everywhere")
    rights = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}"]


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(
    tmp_path: Path, files: list[str], unprivileged: list[str]
) -> None:
    locked, database = tmp_path / "locked", tmp_path / "locked" / "a.db"
    locked.mkdir()
    assert run("--db", str(database), "import", files[0]).returncode == 0
    database.chmod(0o400)
    locked.chmod(0o500)
    try:
        said = refused(run("--db", str(database), "import", *files[1:], before=unprivileged))
        assert "read-only" in said or "Cannot" in said
        said = refused(run("--db", str(locked / "b.db"), "works", before=unprivileged))
        assert f"Cannot open the database {locked / 'b.db'}" in said
        for verb in ("backup", "export-everything"):
            refused(run("--db", str(database), verb, str(locked / "out"), before=unprivileged))
        refused(run("align", *files, "-o", str(locked / "out.tmx"), before=unprivileged))
    finally:
        locked.chmod(0o700)
        database.chmod(0o600)
    assert run("--db", str(database), "verify").returncode == 0
