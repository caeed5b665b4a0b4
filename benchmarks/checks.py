"""How often each check raises an alarm on professional translations, where nearly every alarm is a false one, and how
many of the errors planted into them it finds.

    python benchmarks/checks.py [--planted] [--speed [--rows N]] [--json] [--show CHECK] [SET…]

Reads ``SET/DOC/{lang}.txt`` and ``gold.en-{lang}.tsv`` under ``../shared/bench`` (or the folder ``--bench`` names) as
pairs with English (``--all``: all languages in one table). Rates are rows with a finding per 100 rows; for quantities,
per 100 rows that hold a quantity. Every alarm was read (``adjudicated.toml``): true ones are errors of the translators,
and what nobody judged counts as false. ``--planted``: the errors of ``planting.py``, always the same ones.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import check_speed
from benchmarks.alarms import Alarm, Counts, measure
from benchmarks.found import Tally, planted
from benchmarks.news import BENCH, SETS, joined, tables

__all__ = ["BENCH", "SETS", "joined", "main", "report", "tables"]

PLANTED_IN = ("ntrexcat-sent",)
"""Errors are planted into these sets; the articles of the other one are among them."""

Tallies = dict[str, dict[str, Tally]]


def found(bench: Path) -> Tallies:
    """Planted errors by kind and language."""
    tallies: Tallies = defaultdict(lambda: defaultdict(Tally))
    for name, table in tables(bench, PLANTED_IN, True):
        lang = table.langs[1]
        for kind, tally in planted(name, table, lang):
            tallies[kind.name][lang].add(tally)
    return tallies


def report(counts: Counts, tallies: Tallies) -> dict[str, Any]:
    """The figures as plain values."""
    return {
        "alarms": {
            check: {
                lang: {"rows": count.rows, "alarms": count.alarms, "true": count.true, "false": count.false}
                for lang, count in by_lang.items()
            }
            for check, by_lang in counts.items()
        },
        "planted": {
            kind: {
                lang: {
                    "planted": tally.planted,
                    "found": tally.found,
                    "recall": round(tally.recall, 3),
                    "precision": round(tally.precision, 3),
                }
                for lang, tally in by_lang.items()
            }
            for kind, by_lang in tallies.items()
        },
    }


def _print_alarms(counts: Counts) -> None:
    groups = list(next(iter(counts.values())))
    print("rows with an alarm, and with a false one, per 100".ljust(16))
    print("check".ljust(14), *(group.rjust(16) for group in groups))
    for check, by_group in counts.items():
        cells = (by_group[group] for group in groups)
        print(check.ljust(14), *(f"{cell.rate(cell.alarms):9.2f} {cell.rate(cell.false):6.2f}" for cell in cells))


def _print_found(tallies: Tallies) -> None:
    print("\nplanted errors: how many, found per 100, and of what was told, true per 100")
    for kind, by_lang in tallies.items():
        cells = (
            f"{lang} {tally.planted:4} {100 * tally.recall:5.1f} {100 * tally.precision:5.1f}"
            for lang, tally in by_lang.items()
        )
        print(kind.ljust(14), *(cell.rjust(25) for cell in cells))


def _print_shown(alarms: list[Alarm], check: str) -> None:
    for name, table, finding in alarms:
        if finding.check == check:
            print(f"\n{name} {table.langs[-1]} row {finding.row + 1}: {finding.severity} {finding.text}")
            print(f"  {finding.quotes}")
            print(*(f"  {lang}: {text}" for lang, text in table.texts(table.rows[finding.row]).items()), sep="\n")


def main() -> None:
    """Prints the rates, and the alarms of one check when asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--json", action="store_true", help="alarms and planted errors as JSON")
    parser.add_argument("--all", action="store_true", help="all languages in one table instead of pairs with English")
    parser.add_argument("--planted", action="store_true", help="plant errors too, and count those that are found")
    parser.add_argument("--speed", action="store_true", help="measure computing time instead")
    parser.add_argument("--rows", type=int, default=check_speed.MANY, help="how many rows the long text of --speed has")
    parser.add_argument("--show", default="", metavar="CHECK", help="print every alarm of one check")
    options = parser.parse_args()
    if not options.bench.is_dir():
        sys.exit(f"There is no folder {options.bench} to measure on.")
    if options.speed:
        check_speed.main(options.bench, options.rows)
        return
    counts, alarms = measure(tables(options.bench, tuple(options.sets), not options.all))
    tallies = found(options.bench) if options.planted or options.json else {}
    if options.json:
        print(json.dumps(report(counts, tallies), indent=1))
        return
    _print_alarms(counts)
    if tallies:
        _print_found(tallies)
    _print_shown(alarms, options.show)


if __name__ == "__main__":
    main()
