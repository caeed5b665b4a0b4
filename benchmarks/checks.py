"""How often each check raises an alarm on professional translations, where nearly every alarm is a false one.

    python benchmarks/checks.py [--json] [--show CHECK] [SET…]

Reads ``SET/DOC/{lang}.txt`` and ``gold.en-{lang}.tsv`` under ``../shared/bench`` (or the folder ``--bench`` names) and
joins the pairs into rows of all languages where they agree, or checks each pair with English by itself (``--pairs``).
The rate is rows with a finding per 100 rows; for quantities, per 100 rows that hold a quantity.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aligner.quantities import find
from aligner.types import LANGS, Segment, Span, Table, table_from_spans
from glossary import checks
from glossary.types import Finding

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"
SETS = ("ntrex", "ntrexcat-sent")


def lines(path: Path, lang: str) -> tuple[Segment, ...]:
    """One segment a line."""
    place, segments = 0, []
    for index, text in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n")):
        segments.append(Segment(text, lang, index, -1, Span(place, place + len(text))))
        place += len(text) + 1
    return tuple(segments)


def gold(path: Path) -> Iterator[tuple[list[int], list[int]]]:
    """The beads of a gold file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        left, _, right = line.partition("\t")
        yield [int(n) for n in left.split(",") if n], [int(n) for n in right.split(",") if n]


def joined(folder: Path, langs: tuple[str, ...]) -> Table:
    """One table of English and the given languages: rows are the finest cut that all pairs with English share."""
    segments = {lang: lines(folder / f"{lang}.txt", lang) for lang in ("en", *langs)}
    beads = {lang: list(gold(folder / f"gold.en-{lang}.tsv")) for lang in langs}
    cuts = {lang: {0: 0} for lang in langs}
    for lang in langs:
        left = right = 0
        for a, b in beads[lang]:
            left, right = left + len(a), right + len(b)
            cuts[lang][left] = right
    shared = sorted(set.intersection(*({*cut} for cut in cuts.values())))
    rows, places = [], dict.fromkeys(langs, 0)
    for start, stop in pairwise(shared):
        spans = [Span(start, stop)]
        for lang in langs:
            spans.append(Span(places[lang], cuts[lang][stop]))
            places[lang] = cuts[lang][stop]
        rows.append(tuple(spans))
    return table_from_spans(("en", *langs), segments, rows)


def tables(bench: Path, sets: tuple[str, ...], pairs: bool) -> Iterator[tuple[str, Table]]:
    """The tables of all documents, once per language with English, or with all languages at once."""
    for name in sets:
        for folder in sorted(path for path in (bench / name).iterdir() if path.is_dir()):
            langs = tuple(lang for lang in LANGS[1:] if (folder / f"gold.en-{lang}.tsv").exists())
            for group in [(lang,) for lang in langs] if pairs else [langs]:
                if group:
                    yield f"{name}/{folder.name}", joined(folder, group)


def measure(
    bench: Path, sets: tuple[str, ...], pairs: bool, wanted: tuple[str, ...] = ()
) -> tuple[dict[str, dict[str, float]], list[tuple[str, Table, Finding]]]:
    """Alarms per 100 rows for each check and language, and all alarms."""
    rows: Counter[str] = Counter()
    with_quantity: Counter[str] = Counter()
    alarmed: dict[str, Counter[str]] = {check: Counter() for check in checks.ids()}
    alarms = []
    for name, table in tables(bench, sets, pairs):
        group = "+".join(table.langs[1:])
        rows[group] += len(table.rows)
        with_quantity[group] += sum(
            any(find(text, lang) for lang, text in table.texts(row).items()) for row in table.rows
        )
        findings = checks.run(table, checks=wanted or None)
        for check in alarmed:
            alarmed[check][group] += len(
                {
                    finding.row
                    for finding in findings
                    if finding.check == check and not {*table.langs[1:]}.isdisjoint(finding.langs)
                }
            )
        alarms += [(name, table, finding) for finding in findings]
    rates = {
        check: {
            group: 100 * count[group] / max(1, (with_quantity if check == "quantities" else rows)[group])
            for group in rows
        }
        for check, count in alarmed.items()
    }
    rates["rows"] = {group: float(count) for group, count in rows.items()}
    return rates, alarms


def main() -> None:
    """Prints the rates, and the alarms of one check when asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--all", action="store_true", help="all languages in one table instead of pairs with English")
    parser.add_argument("--show", default="", metavar="CHECK", help="print every alarm of one check")
    options = parser.parse_args()
    if not options.bench.is_dir():
        sys.exit(f"There is no folder {options.bench} to measure on.")
    rates, alarms = measure(options.bench, tuple(options.sets), not options.all)
    if options.json:
        print(json.dumps(rates, indent=2))
    else:
        groups = list(rates["rows"])
        print("check".ljust(14), *(group.rjust(10) for group in groups))
        for check, rate in rates.items():
            print(check.ljust(14), *(f"{rate[group]:10.2f}" for group in groups))
    for name, table, finding in alarms:
        if finding.check == options.show:
            print(f"\n{name} row {finding.row + 1}: {finding.severity} {finding.text} {finding.quotes}")
            print(*(f"  {lang}: {text}" for lang, text in table.texts(table.rows[finding.row]).items()), sep="\n")


if __name__ == "__main__":
    main()
