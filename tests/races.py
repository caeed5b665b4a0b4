"""Processes that do at the same moment what does not go together: no record that was acknowledged is lost.

    python -m tests.races                     every contest twenty times
    python -m tests.races begin --times 500   one of them

Exits with 1 when something is lost or fails in another way than by a sentence.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from aligner.errors import InputError
from tests.victims import fill
from tests.web.disks import no_room
from web.actions.keeping import backup_store, export_everything, import_everything, restore_store
from web.store import Store
from web.store.database import now
from web.store.health import faults

FORK = multiprocessing.get_context("fork")
WAIT = 120
Say = Callable[[str], None]


def write(path: Path, say: Say, name: str) -> None:
    """One record that is acknowledged."""
    with Store(path) as store:
        record = {"slug": name, "title": name, "created": now(), "updated": now()}
        with store.atomic(index=False):
            store.insert("works", record)
    say(name)


def written(path: Path) -> set[str]:
    """The records that are there."""
    with Store(path) as store:
        return {row["title"] for row in store.all("SELECT title FROM works")}


# Each contest: what its processes do at the same moment, and what is wrong afterwards.


def _writes(path: Path, say: Say) -> None:
    write(path, say, f"work-{random.random()}")


def _fails(path: Path, _: Say) -> None:
    """Begins the file on a full disk, and takes it away again."""
    with no_room():
        try:
            Store(path).close()
        except InputError:
            return
        except Exception as error:
            if "disk" not in str(error):
                raise


def _goes_on(path: Path, say: Say) -> None:
    until = time.monotonic() + 0.6
    while time.monotonic() < until:
        write(path, say, f"work-{random.random()}")


def _restores(path: Path, _: Say) -> None:
    time.sleep(random.uniform(0, 0.3))
    restore_store(path.with_name("copy.db"), path)


def _reads(path: Path, _: Say) -> None:
    try:
        import_everything(path.with_name("everything"), path)
    except InputError as error:
        if "holds something already" not in str(error) and "has begun" not in str(error):
            raise


def _late(path: Path, say: Say) -> None:
    time.sleep(random.uniform(0, 1.5))
    write(path, say, f"work-{random.random()}")


def _backs_up(path: Path, _: Say) -> None:
    with Store(path) as store:
        backup_store(store, path.with_name("backup.db"))


CONTESTS: dict[str, tuple[bool, tuple[Callable[[Path, Say], None], ...]]] = {
    "begin": (False, (_writes, _fails, _writes, _fails)),
    "restore": (True, (_goes_on, _restores, _goes_on)),
    "restore-new": (False, (_restores, _late)),
    "restore-twice": (True, (_restores, _restores, _goes_on)),
    "read": (False, (_reads, _late)),
    "backup": (True, (_backs_up, _backs_up, _goes_on)),
}
"""Whether the file is there before, and who meets there."""


def kept(path: Path) -> Iterator[Path]:
    """The database, and the copies of what stood there before."""
    yield path
    yield from path.parent.glob(f"{path.stem}.before-*")


def _run(who: Callable[[Path, Say], None], path: Path, gate: Barrier, told: Any) -> None:
    gate.wait(WAIT)
    try:
        who(path, lambda name: told.put(("kept", name)))
    except BaseException as error:
        told.put(("fault", f"{who.__name__.strip('_')}: {type(error).__name__}: {error}"))


def meet(name: str, room: Path) -> list[str]:
    """Let the processes of a contest meet once in a folder of their own; what is wrong then."""
    there, people = CONTESTS[name]
    path = room / "doichieu.db"
    if there:
        with Store(room / "copy.db") as copy, Store(path):
            backup_store(copy, path)
    gate, told = FORK.Barrier(len(people)), FORK.SimpleQueue()
    running = [FORK.Process(target=_run, args=(who, path, gate, told)) for who in people]
    for process in running:
        process.start()
    said = []
    while any(process.is_alive() for process in running) or not told.empty():
        while not told.empty():
            said.append(told.get())
        time.sleep(0.005)
    wrong = [text for kind, text in said if kind == "fault"]
    there_now = set().union(*map(written, kept(path)))
    wrong += [f"{text} is lost" for kind, text in said if kind == "kept" and text not in there_now]
    for file in kept(path):
        with Store(file) as store:
            wrong += [f"{file.name}: {fault.sentence}" for fault in faults(store)]
    left = [one.name for one in room.iterdir() if one.name.startswith(".")]
    return wrong + [f"{one} was left" for one in left]


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.races", description="Processes that meet; what is lost.")
    parser.add_argument("contests", nargs="*", metavar="CONTEST", help=f"default: all of {', '.join(CONTESTS)}")
    parser.add_argument("--times", type=int, default=20, help="for each")
    arguments = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder) / "filled.db", 1)
        with Store(Path(folder) / "filled.db") as store:
            export_everything(store, Path(folder) / "everything")
        for name in arguments.contests or CONTESTS:
            began = time.monotonic()
            for number in range(arguments.times):
                room = Path(folder) / f"{name}-{number}"
                room.mkdir()
                (room / "everything").symlink_to(Path(folder) / "everything")
                Store(room / "copy.db").close()
                for sentence in meet(name, room):
                    wrong += 1
                    print(f"{name}, meeting {number + 1}: {sentence}", flush=True)
            print(f"{name:14}{arguments.times:6} meetings{time.monotonic() - began:8.0f} s", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
