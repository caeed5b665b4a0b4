"""A copy that follows: Litestream beside the service, where it is installed, while people write and jobs import."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import pytest

from tests.web.conftest import TEXTS
from web import actions
from web.actions.keeping import export_everything, import_everything, restore_store, verify_store
from web.store import Store
from web.views import Upload

LAST = "The last words."
MORE = {"en": b"# Three mills\n\nThe river has three mills.", "vi": "# Ba cối xay\n\nCon sông có ba cối xay.".encode()}
PATIENCE = 120.0


@contextmanager
def following(database: Path, replica: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Litestream, which streams the log of a database into a folder."""
    with log.open("ab") as out:
        follower = subprocess.Popen(["litestream", "replicate", str(database), replica], stdout=out, stderr=out)
        try:
            yield follower
        finally:
            follower.kill()
            follower.wait()


@pytest.mark.skipif(not shutil.which("litestream"), reason="Litestream is not installed")
def test_what_litestream_streams_away_is_a_sound_copy_with_all_that_was_acknowledged(
    database: Path, tmp_path: Path
) -> None:
    replica, copy = f"file://{tmp_path}/replica", tmp_path / "copy.db"
    written: dict[int, str] = {}
    with Store(database) as store:
        actions.import_files(store, [Upload(f"{lang}.md", text.encode()) for lang, text in TEXTS.items()])
        texts = cycle([int(one["id"]) for one in store.all("SELECT id FROM segments")])

        def write(count: int) -> None:
            for _ in range(count):
                segment = next(texts)
                written[segment] = f"Words number {len(written)} of segment {segment}."
                actions.edit_segment(store, segment, written[segment])

        with following(database, replica, tmp_path / "log") as first:
            until = time.monotonic() + PATIENCE
            while not any((tmp_path / "replica").rglob("*.*")) and time.monotonic() < until:
                write(5)
            first.kill()  # in the midst of it
            write(5)
        with following(database, replica, tmp_path / "log"):  # goes on where it was
            write(40)
            actions.import_files(store, [Upload("a.md", MORE["en"]), Upload("b.md", MORE["vi"])], title="Mills")
            segment = next(texts)
            actions.edit_segment(store, segment, LAST)
            written[segment] = LAST
            while not restored(replica, copy, segment):
                assert time.monotonic() < until, (tmp_path / "log").read_text("utf-8")
    with Store(copy) as back:
        assert verify_store(back).faults == (), (tmp_path / "log").read_text("utf-8")
        assert {one: text for one, text in written.items() if text_of(back, one) != text} == {}
        works = actions.list_works(back).total
    with Store(database) as store:
        assert verify_store(store).faults == ()
        assert works == actions.list_works(store).total
        export_everything(store, tmp_path / "everything")
    import_everything(tmp_path / "everything", tmp_path / "again.db")
    restore_store(copy, database)
    for path in (tmp_path / "again.db", database):
        with Store(path) as store:
            assert (verify_store(store).faults, text_of(store, segment)) == ((), LAST)


def test_what_such_a_tool_keeps_in_the_database_is_no_part_of_the_open_files(database: Path, tmp_path: Path) -> None:
    with Store(database) as store:
        for table in ("seq", "lock"):
            store.execute(f"CREATE TABLE _litestream_{table} (id INTEGER)")
        assert not any("litestream" in name for name in export_everything(store, tmp_path / "everything"))
    assert import_everything(tmp_path / "everything", tmp_path / "again.db").faults == ()


def restored(replica: str, copy: Path, segment: int) -> bool:
    """Whether what was streamed so far holds the last words; it is put together anew each time."""
    copy.unlink(missing_ok=True)
    if subprocess.run(["litestream", "restore", "-o", str(copy), replica], capture_output=True, check=False).returncode:
        return False
    with Store(copy) as store:
        return text_of(store, segment) == LAST


def text_of(store: Store, segment: int) -> str:
    """The words of a segment."""
    return str(store.value("SELECT text FROM segments WHERE id = ?", (segment,)))
