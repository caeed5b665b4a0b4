"""How much computing time the checks take: a work of 300 rows in three languages, and 100,000 rows in parts like it."""

from __future__ import annotations

import time
from itertools import islice
from pathlib import Path

from benchmarks.news import SETS, rebuilt, tables
from glossary import checks

ROWS, MANY = 300, 100_000
LANGS = ("en", "vi", "zh-Hant")


def texts(bench: Path) -> list[dict[str, str]]:
    """All rows of the sets in three languages."""
    found = []
    for _, table in tables(bench, SETS, False):
        found += [{lang: table.texts(row)[lang] for lang in LANGS} for row in table.rows]
    return [row for row in found if any(row.values())]


def seconds(rows: list[dict[str, str]], bench: Path) -> dict[str, float]:
    """Seconds of computing time per check over some rows, and of all together."""
    like = next(table for _, table in tables(bench, SETS, False))
    narrow = type(like)(LANGS, ((), (), ()), ())
    table = rebuilt(narrow, rows)
    found = {}
    for check in (*checks.ids(), ""):
        begin = time.process_time()
        checks.run(table, checks=[check] if check else None)
        found[check or "all"] = time.process_time() - begin
    return found


def varied(rows: list[dict[str, str]], count: int) -> list[dict[str, str]]:
    """As many rows as wanted, no two alike: each round has a number of its own in every text."""
    rounds = ({lang: f"{text} ({turn + 21})" for lang, text in row.items()} for turn in range(count) for row in rows)
    return list(islice(rounds, count))


def main(bench: Path, many: int) -> None:
    """Prints seconds and milliseconds per row, small and large."""
    rows = varied(texts(bench), max(ROWS, many))
    seconds(rows[:50], bench)
    small, large = seconds(rows[:ROWS], bench), seconds(rows[:many], bench)
    print("check".ljust(14), f"{ROWS} rows".rjust(12), f"{many} rows".rjust(14), "per row".rjust(9))
    for check, spent in small.items():
        ratio = (large[check] / many) / (spent / ROWS) if spent > 0.01 else 1.0
        print(check.ljust(14), f"{spent:10.2f} s", f"{large[check]:12.2f} s", f"{ratio:8.2f}")
