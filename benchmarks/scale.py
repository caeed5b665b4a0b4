"""How the costs grow with the store: by decade, with what each thing takes and how much memory.

    python -m benchmarks.scale                             10,000, 100,000 and 1,000,000 segments (some hours)
    python -m benchmarks.scale --sizes 10000 100000        two decades
    python -m benchmarks.scale --keep FOLDER               keeps the stores there, and takes those that are there
    python -m benchmarks.scale --svg docs/images/growth.svg   draws the growth

The store is that of ``benchmarks.filling``: a tenth as many concepts as segments, works of 1,000 segments in four
languages. Times are CPU time, so that other work on the machine does not count; memory is the peak of a process that
does nothing else. What goes over all of the store must not grow faster than n log n.
"""

from __future__ import annotations

import argparse
import math
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.drawing import drawn
from benchmarks.filling import LANGS, Maker, build, vocabulary
from benchmarks.lookup import queries
from web import actions
from web.actions.exchange import export_rows, export_terms
from web.actions.keeping import backup_store, export_everything, verify_store
from web.app import create_app
from web.config import Config
from web.store import Store
from web.views import Upload

ROOT = Path(__file__).resolve().parents[1]
QUERIES, WORKS = 20, 20
LIMITS = {"look-up": 20.0, "concordance": 50.0, "page of a work": 100.0}  # milliseconds, at the 95th percentile
PAGES = {
    "list of works": "/works",
    "glossary": "/glossary",
    "queue": "/glossary/queue",
    "a concept": "/glossary/1",
    "across works": "/glossary/matrix",
    "findings": "/findings",
    "comments": "/comments",
    "jobs": "/jobs",
    "audit": "/audit",
    "history of a work": "/works/w2/history",
}
MEMORY = {"export of all as TMX": 300.0}  # megabytes
MARGIN = 1.6
"""How much more than n log n a step may be before it counts: the smallest stores fit into the caches."""


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU time for all of it, or milliseconds at the 95th percentile, and megabytes at the peak."""

    name: str
    seconds: float = 0.0
    p95: float = 0.0
    megabytes: float = 0.0
    bulk: bool = True


def timed(name: str, calls: Sequence[Callable[[], object]]) -> Cost:
    """The 95th percentile of calls."""
    times = []
    for call in calls:
        began = time.process_time()
        call()
        times.append((time.process_time() - began) * 1000)
    return Cost(name, p95=statistics.quantiles(times, n=20)[-1], bulk=False)


def peak() -> float:
    """The most megabytes that this process has held; ``ru_maxrss`` would count those of the process that started it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def alone(name: str, database: Path, room: Path) -> Cost:
    """CPU time and peak memory of one of ``ALONE``, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.scale", "--alone", name, "--store", str(database), "--room", str(room)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, done.stdout.split()[-2:])
    return Cost(name, seconds, megabytes=megabytes)


def measure(database: Path, concepts: int, room: Path) -> list[Cost]:
    """All costs in one store."""
    asked = [query for found in queries(QUERIES, concepts).values() for query in found]
    client = create_app(Config(db=database, jobs=False)).test_client()
    with Store(database) as store:
        works = int(store.value("SELECT count(*) FROM works"))
        chosen = [1 + number * works // WORKS for number in range(min(WORKS, works))]
        actions.lookup(store, asked[0])
        client.get("/works/1", follow_redirects=True)
        costs = [
            timed("look-up", [lambda q=q: actions.lookup(store, q) for q in asked]),  # type: ignore[misc]
            timed("concordance", [lambda q=q: actions.concordance(store, q) for q in asked]),  # type: ignore[misc]
            timed("page of a work", [lambda w=w: client.get(f"/works/{w}", follow_redirects=True) for w in chosen]),  # type: ignore[misc]
            *(timed(name, [lambda path=path: client.get(path)] * 6) for name, path in PAGES.items()),  # type: ignore[misc]
        ]
        sample = chosen[:10]
        began = time.process_time()
        for work in sample:
            actions.run_checks(store, work)
        costs.append(Cost("checks over all", (time.process_time() - began) / len(sample) * works))
        began = time.process_time()
        for number in range(10):
            actions.import_files(store, uploads(number, database))
        costs.append(Cost("import of 10 works", time.process_time() - began, bulk=False))
    costs += [alone(name, database, room) for name in ALONE]
    return costs


def uploads(number: int, database: Path) -> list[Upload]:
    """A work of a hundred segments in four languages that no store has yet."""
    maker = Maker(vocabulary())
    maker.random.seed(f"{database}{number}")
    sentences = maker.sentences(maker.terms(200))
    rows = [next(sentences) for _ in range(25)]
    return [
        Upload(f"{number}.{lang}.txt", "\n\n".join(row[place].capitalize() for row in rows).encode(), lang)
        for place, lang in enumerate(LANGS)
    ]


def _rows(store: Store, room: Path) -> None:
    with (room / "all.tmx").open("wb") as file:
        export_rows(store, [], "tmx", file)


def _terms(store: Store, room: Path) -> None:
    with (room / "all.tbx").open("wb") as file:
        export_terms(store, "tbx-dct", file, status="all")


ALONE: dict[str, Callable[[Store, Path], object]] = {
    "export of all as TMX": _rows,
    "export of all terms": _terms,
    "backup": lambda store, room: backup_store(store, room / "copy.db"),
    "export of everything": lambda store, room: export_everything(store, room / "all"),
    "verify": lambda store, _room: verify_store(store),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--keep", type=Path, help="a folder for the stores; those that are there are taken as they are")
    parser.add_argument("--svg", type=Path, help="where the growth is drawn")
    parser.add_argument("--store", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--alone", choices=ALONE, help=argparse.SUPPRESS)
    parser.add_argument("--room", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.alone:
        with Store(arguments.store) as store:
            began = time.process_time()
            ALONE[arguments.alone](store, arguments.room)
            print(time.process_time() - began, peak())
        return 0
    found: list[list[Cost]] = []
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "scale.db"
            kept = arguments.keep / f"{size}.db" if arguments.keep else path
            if not kept.exists():
                kept.parent.mkdir(parents=True, exist_ok=True)
                build(kept, size // 10, size)
            if kept != path:
                shutil.copy(kept, path)  # what is measured writes too
            found.append(measure(path, size // 10, Path(folder)))
            print(f"{size:,} segments, {path.stat().st_size >> 20} MB", file=sys.stderr)
    if arguments.svg:
        lines = [{cost.name: cost.p95 or cost.seconds * 1000 for cost in costs} for costs in found]
        arguments.svg.write_text(drawn(arguments.sizes, lines), encoding="utf-8")
    return report(arguments.sizes, found)


def report(sizes: Sequence[int], found: Sequence[Sequence[Cost]]) -> int:
    """A line for each cost, a column for each size; 0 when all keeps within its bounds."""
    print(f"{'':24}" + "".join(f"{size:>14,}" for size in sizes))
    over = []
    for costs in zip(*found, strict=True):
        name, bulk = costs[0].name, costs[0].bulk
        cells = [f"{cost.p95:.1f} ms" if cost.p95 else f"{cost.seconds:.1f} s" for cost in costs]
        print(f"{name:24}" + "".join(f"{cell:>14}" for cell in cells))
        if any(cost.megabytes for cost in costs):
            print(f"{'':24}" + "".join(f"{cost.megabytes:>11.0f} MB" for cost in costs))
        last = costs[-1]
        if last.p95 > LIMITS.get(name, math.inf) or last.megabytes > MEMORY.get(name, math.inf):
            over.append(f"{name} is over its limit")
        for one, other, less, more in zip(costs, costs[1:], sizes, sizes[1:], strict=False):
            due = more * math.log(more) / (less * math.log(less)) * MARGIN
            if bulk and one.seconds > 0.5 and other.seconds / one.seconds > due:
                over.append(f"{name} grows {other.seconds / one.seconds:.0f} times from {less:,} to {more:,}")
    print("\n".join(over) or "all within bounds")
    return int(bool(over))


if __name__ == "__main__":
    sys.exit(main())
