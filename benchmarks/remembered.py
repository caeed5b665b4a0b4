"""What is remembered of words and texts: how often it is asked for again, what it holds, what less of it would cost.

    python -m benchmarks.remembered --store FILE               as it is
    python -m benchmarks.remembered --store FILE --most 4096   with no more than so many of each kind

One process does what a service does all day, in FILE (``benchmarks.load --store`` makes one) as a copy: rows, edits,
look-ups, imports. Its words are the rarer the further down the list they stand, and every edit brings a number that
nobody has written before. Seconds are CPU time, so that runs with several ``--most`` can be held against each other;
megabytes are those of all values that one kind keeps, with their keys.
"""

from __future__ import annotations

import argparse
import functools
import gc
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

ROWS, EDITS, ASKED, WORKS, LENGTH = 4_000, 600, 300, 6, 100
PACKAGES = ("aligner", "glossary", "web")
SHOWN = 30

_kept: list[tuple[str, Any]] = []
_given = functools.lru_cache


def watched(most: int) -> Callable[..., Any]:
    """What remembers as ``functools.lru_cache`` does, of no kind more than ``most``."""

    def remembering(maxsize: Any = 128, typed: bool = False) -> Any:
        if callable(maxsize):
            return watched(most)()(maxsize)

        def around(function: Callable[..., Any]) -> Any:
            size = maxsize if maxsize is None or not most else min(maxsize, most)
            held = _given(maxsize=size, typed=typed)(function)
            _kept.append((f"{getattr(function, '__module__', '')}.{getattr(function, '__qualname__', '')}", held))
            return held

        return around

    return remembering


@contextmanager
def counted(name: str) -> Iterator[None]:
    began = time.process_time()
    yield
    print(f"{name:12}{time.process_time() - began:8.2f} s")


def held(value: Any, seen: set[int]) -> int:
    """Bytes of all that can be reached from what is remembered, as far as nothing else counted it."""
    size, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, type) or callable(one):
            continue
        seen.add(id(one))
        size += sys.getsizeof(one)
        waiting += gc.get_referents(one)
    return size


def busy(database: Path) -> None:
    """What a service does all day."""
    from benchmarks.filling import LANGS, Maker, vocabulary
    from benchmarks.lookup import queries
    from web import actions
    from web.actions.editing import edit_segment
    from web.actions.linking import row_links
    from web.actions.looking import lookup
    from web.store import Store
    from web.store.rows import by_number
    from web.views import Upload

    chance = random.Random(7)
    maker = Maker(vocabulary())
    with Store(database) as store:
        with store.atomic():
            store.execute("DELETE FROM search_links")
        works = [int(one["id"]) for one in store.all("SELECT id FROM works ORDER BY id")]
        row_links(store, works[0], by_number(store, works[0], range(1, 3)))
        with counted("rows"):
            for _ in range(ROWS // 36):
                work, first = chance.choice(works), 1 + 36 * chance.randint(0, 5)
                row_links(store, work, by_number(store, work, range(first, first + 36)))
        with counted("edits"):
            for _ in range(EDITS):
                row = by_number(store, chance.choice(works), [chance.randint(1, 240)])[0]
                segment = row.cells[0].segments[0]
                edit_segment(store, segment.id, f"{segment.text[:60]} {chance.randrange(10**6)}")
        words = [word for found in queries(40, 5_000).values() for word in found]
        with counted("look-up"):
            for _ in range(ASKED):
                lookup(store, chance.choice(words))
        terms = maker.terms(5_000)
        with counted("imports"):
            for number in range(WORKS):
                rows = list(islice(maker.sentences(terms), LENGTH))
                texts = {lang: "\n\n".join(row[n] for row in rows) for n, lang in enumerate(LANGS)}
                files = [Upload(f"r{number}.{lang}.txt", text.encode(), lang) for lang, text in texts.items()]
                actions.refresh(store, actions.import_files(store, files, align=False).works[0].id)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--most", type=int, default=0, help="what is remembered of each kind at the most")
    arguments = parser.parse_args()
    functools.lru_cache = watched(arguments.most)  # before anything that remembers is read
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "remembered.db"
        shutil.copyfile(arguments.store, database)
        busy(database)
    seen: set[int] = set()
    lines = []
    for name, function in _kept:
        info = function.cache_info()
        if name.startswith(PACKAGES) and info.currsize > 1:
            size = sum(held(one, seen) for one in gc.get_referents(function) if not callable(one))
            asked = info.hits + info.misses
            lines.append(
                (size, f"{name:58}{info.currsize:8,}{info.hits / asked:8.1%}{asked:12,}{size / 2**20:8.1f} MB")
            )
    for _, line in sorted(lines, reverse=True)[:SHOWN]:
        print(line)
    print(f"{sum(size for size, _ in lines) / 2**20:.0f} MB altogether")
    return 0


if __name__ == "__main__":
    sys.exit(main())
