"""How much memory and time a million concepts take, out and in again, in every exchange format.

    python benchmarks/exchange.py [--units N] [--json] [FORMAT…]

Each format runs in processes of its own; the peak of their memory is what counts (200 MB are the limit). A unit is a
concept with a term in each language that the format holds.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from glossary import formats
from glossary.formats import Incoming, Meta
from glossary.types import Concept, Status, Term

LIMIT = 200
"""Megabytes that a process may take."""


def concepts(count: int) -> Iterator[Concept]:
    """As many concepts as asked for, all different."""
    for number in range(count):
        yield Concept(
            (
                Term("en", f"industrial cluster {number}", Status.APPROVED),
                Term("vi", f"cụm công nghiệp {number}", Status.APPROVED),
                Term("zh-Hans", f"产业集群{number}", Status.APPROVED),
                Term("zh-Hant", f"產業聚落{number}", Status.APPROVED),
            ),
            status=Status.APPROVED,
            id=f"c{number}",
        )


def write(name: str, path: Path, count: int) -> int:
    """Write them; how many bytes they take."""
    meta = Meta(langs=("en", "vi")) if formats.get(name).CARRIES.pair else Meta()
    with path.open("wb") as out:
        formats.write(name, concepts(count), out, meta)
    return path.stat().st_size


def read(name: str, path: Path, _: int) -> int:
    """Read them; how many there are."""
    with path.open("rb") as data:
        return sum(1 for _ in formats.read(name, data, Incoming(path.name)))


def rows(_: str, path: Path, count: int) -> int:
    """Write as many aligned rows, a thousand to a work, as one TMX."""
    from aligner.formats import Meta as RowMeta
    from aligner.formats.tmx import write_all
    from aligner.types import Segment, Span, Table, table_from_spans

    def table(start: int) -> Table:
        texts = {"en": "Sentence number {} of the text.", "vi": "Câu số {} của bài.", "zh-Hans": "文中的第{}句。"}
        segments = {
            lang: tuple(Segment(text.format(start + n), lang, n, 0, Span(40 * n, 40 * n + 30)) for n in range(1000))
            for lang, text in texts.items()
        }
        return table_from_spans(tuple(texts), segments, [(Span(n, n + 1),) * 3 for n in range(1000)])

    with path.open("wb") as out:
        write_all(((f"w{n}", table(1000 * n), RowMeta()) for n in range(count // 1000)), out, RowMeta())
    return path.stat().st_size


def measured(task: str, name: str, path: Path, count: int) -> dict[str, float]:
    """Do one thing in a process of its own: its result, CPU seconds, and its peak of memory in MB."""
    receiver, sender = os.pipe()
    child = os.fork()
    if not child:
        os.close(receiver)
        result = {"write": write, "read": read, "rows": rows}[task](name, path, count)
        usage = resource.getrusage(resource.RUSAGE_SELF)
        figures = {"result": result, "seconds": time.process_time(), "memory": usage.ru_maxrss / 1024}
        os.write(sender, json.dumps(figures).encode())
        os._exit(0)
    os.close(sender)
    with os.fdopen(receiver) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    if not text:
        raise SystemExit(f"{task} {name} failed.")
    found: dict[str, float] = json.loads(text)
    return found


def main() -> int:
    """Prints a table; 1 when a process took more memory than it may."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("formats", nargs="*", default=[*formats.names(), "rows"])
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen.formats:
            path = Path(folder) / "file"
            if name == "rows":
                found[name] = {"write": measured("rows", name, path, chosen.units)}
            else:
                found[name] = {task: measured(task, name, path, chosen.units) for task in ("write", "read")}
                if (count := found[name]["read"]["result"]) != chosen.units:
                    raise SystemExit(f"{name}: {count} of {chosen.units} came back.")
            path.unlink()
            if not chosen.json:
                for task, figures in found[name].items():
                    size = f"{figures['result'] / 2**20:6.0f} MB" if task == "write" else ""
                    print(
                        f"{name:9} {task:5} {figures['seconds']:6.1f} s {figures['memory']:5.0f} MB  {size}", flush=True
                    )
    if chosen.json:
        print(json.dumps(found, indent=2))
    return int(any(figures["memory"] > LIMIT for tasks in found.values() for figures in tasks.values()))


if __name__ == "__main__":
    sys.exit(main())
