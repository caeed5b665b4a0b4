"""What a killed process leaves beside a database goes with the next one; what a living one has in its hands stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from web import leftovers
from web.actions.examining import examine
from web.actions.keeping import backup_store, export_everything, import_everything, restore_store
from web.store import Store

ROOT = Path(__file__).parents[2]
HOLDING = """
import sys, time
from pathlib import Path
from web import leftovers
target = Path(sys.argv[1])
with leftovers.room_beside(target) as room, leftovers.part_of(target) as part:
    (room / "built.db").write_bytes(b"a" * 100)
    part.with_name(part.name + "-journal").write_bytes(b"a")
    print("made", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A database and a copy of it."""
    path = tmp_path / "doichieu.db"
    with Store(path) as store:
        backup_store(store, tmp_path / "copy.db")
        export_everything(store, tmp_path / "everything")
    return path


def making(target: Path) -> subprocess.Popen[str]:
    """A process that has a folder and a file beside the target in its hands."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(target)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "made\n"
    return process


def hidden(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def killed(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_what_a_killed_process_left_goes_with_the_next_and_what_is_being_made_stays(made: Path) -> None:
    folder = made.parent
    killed(making(made))
    left = hidden(folder)
    assert len(left) == 3  # a folder, a file, and SQLite's beside it
    alive = making(made)
    try:
        mine = [name for name in hidden(folder) if name not in left]
        assert len(mine) == 3  # making them took the others away
        restore_store(folder / "copy.db", made)
        with Store(made) as store:
            backup_store(store, made.with_name("another.db"))
        assert hidden(folder) == mine
    finally:
        killed(alive)
    import_everything(folder / "everything", folder / "again.db")
    with Store(made) as store:
        backup_store(store, folder / "doichieu.before.db")
    assert [name for name in hidden(folder) if name.startswith(leftovers.ROOM)] == []
    leftovers.sweep(folder, ".*.part")
    assert hidden(folder) == []


def test_a_new_file_is_not_taken_for_a_leftover_by_who_comes_in_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the making of a file and the hold on it somebody may look."""
    opened, looks = os.open, [1, 1]

    def open_late(path: Path, flags: int, *mode: int) -> int:
        if flags == os.O_RDONLY and looks:
            looks.pop()
            monkeypatch.setattr(os, "open", opened)
            leftovers.sweep(tmp_path, ".*.part")
            monkeypatch.setattr(os, "open", open_late)
        return opened(path, flags, *mode)

    monkeypatch.setattr(os, "open", open_late)
    with leftovers.part_of(tmp_path / "a.db") as part:
        assert part.exists()
        assert not looks
        assert leftovers.left(tmp_path / "a.db") == []
    assert hidden(tmp_path) == []


def test_names_with_signs_of_patterns_find_themselves_alone(tmp_path: Path) -> None:
    for name in (".a[1].db.0.part", ".a1.db.0.part"):
        (tmp_path / name).write_bytes(b"")
    with leftovers.part_of(tmp_path / "a[1].db"):
        assert [name for name in hidden(tmp_path) if name.endswith(".0.part")] == [".a1.db.0.part"]


def test_what_has_no_lock_is_kept_for_a_day_where_there_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    for name, age in ((".a.0.part", 2 * 86400), (".a.1.part", 60)):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    with leftovers.part_of(tmp_path / "a") as part:
        assert hidden(tmp_path) == sorted([".a.1.part", part.name])


def test_the_doctor_tells_of_leftovers_and_takes_none_away(made: Path) -> None:
    assert not [one for one in examine(made) if one.about == "leftovers"]
    killed(making(made))
    before = hidden(made.parent)
    (told,) = [one for one in examine(made) if one.about == "leftovers"]
    assert told.state == "note"
    assert "2" in told.text
    assert hidden(made.parent) == before
    leftovers.clear(made)
    assert hidden(made.parent) == []
