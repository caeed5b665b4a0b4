"""What the checks reached over two texts of news, pinned, so that no later change loses it unseen.

    python benchmarks/check_floors.py      (writes benchmarks/check_floors.json anew)

Per language: how many rows at most have a false alarm of each check, and what share of the planted errors of each kind
is found at least.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aligner.types import LANGS, Table
from benchmarks.alarms import Count, measure
from benchmarks.found import Tally, planted
from benchmarks.news import BENCH, joined
from benchmarks.planting import KINDS

FILE = Path(__file__).with_name("check_floors.json")
TEXTS = ("ntrexcat-sent/dev-01", "ntrexcat-sent/dev-03")
CHECKS = ("quantities", "script", "typography", "doubled-word", "length", "omission", "untranslated", "markup")
SLOW = ("name",)
SLACK = 0.03
"""A share may fall by so much, and one row more may have a false alarm, before anybody has to look."""

Figures = dict[str, dict[str, float]]


def texts() -> Iterator[tuple[str, Table]]:
    """The texts as pairs with English."""
    for name in TEXTS:
        for lang in LANGS[1:]:
            yield name, joined(BENCH / name, (lang,))


def reached() -> Figures:
    """False alarms in rows and shares of planted errors found, by check or kind and language."""
    counts, _ = measure(texts(), CHECKS)
    tallies: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for name, table in texts():
        lang = table.langs[1]
        for kind, tally in planted(name, table, lang, [kind for kind in KINDS if kind.name not in SLOW], rounds=1):
            tallies[kind.name][lang].add(tally)
    figures: Figures = {f"false alarms {check}": _falses(counts[check]) for check in CHECKS}
    for found, by_lang in tallies.items():
        figures[f"found {found}"] = {lang: round(tally.recall, 3) for lang, tally in by_lang.items() if tally.planted}
    return figures


def _falses(by_lang: Mapping[str, Count]) -> dict[str, float]:
    return {lang: float(count.false) for lang, count in by_lang.items()}


def pinned() -> Figures:
    """The figures that are held."""
    found: Figures = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def fallen(held: Figures, now: Figures) -> list[str]:
    """What is worse than it was, in words."""
    worse = []
    for name, by_lang in held.items():
        for lang, before in by_lang.items():
            after = now.get(name, {}).get(lang)
            alarms = name.startswith("false")
            if after is None or (after > before + 1 if alarms else after < before - SLACK):
                worse.append(f"{name}, {lang}: {after}, it was {before}")
    return worse


if __name__ == "__main__":
    FILE.write_text(json.dumps(reached(), indent=1) + "\n", encoding="utf-8")
