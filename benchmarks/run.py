"""Accuracy, speed and memory of the aligner.

    python benchmarks/run.py                    sample gold; ../shared/gold and ../shared/bench when they are there
    python benchmarks/run.py --sets samples     only the named sets
    python benchmarks/run.py --check            exit 1 when a figure is under its floor in floors.json
    python benchmarks/run.py --json             the figures as JSON
    python benchmarks/run.py --write            write docs/accuracy.md

Every figure is computed from the segments of the gold, aligned two languages at a time (``pairs``) or all at once
(``table``). F1 is strict, lax and unit as defined in ``aligner/evaluation.py``; segments per second count the segments
of both sides, word cutting included, reading from disk not; memory is the peak of the whole process.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from aligner.evaluation import Ratio, Scores, beads, evaluate, pairings, parse_rows
from aligner.pipeline import align

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
ORDER = ("en", "vi", "zh-Hans", "zh-Hant")


def lines(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return text.removesuffix("\n").split("\n")


def gold_tables(folder: Path) -> Iterator[tuple[str, dict[str, list[str]], dict[tuple[str, str], list]]]:
    """Documents whose gold is one table of rows: the sample works and ../shared/gold."""
    for rows_file in sorted([*folder.glob("rows.tsv"), *folder.glob("*/rows.tsv")]):
        home = rows_file.parent
        langs = [lang for lang in ORDER if (home / f"{lang}.txt").exists()]
        rows = parse_rows(rows_file.read_text(encoding="utf-8"))
        texts = {lang: lines(home / f"{lang}.txt") for lang in langs}
        gold = {(a, b): pairings(rows, langs.index(a), langs.index(b)) for a, b in combinations(langs, 2)}
        crossing = home / "crossing.tsv"
        if crossing.exists():
            add_crossings(gold, crossing.read_text(encoding="utf-8"))
        yield home.name, texts, gold


def add_crossings(gold: dict[tuple[str, str], list], text: str) -> None:
    """Pairs that cross the monotone rows are right too, when a system finds them."""
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        name, left, right = line.split("\t")[:3]
        for a, b in gold:
            if name in (f"{a}:{b}", f"{a}-{b}", f"{a}-{b.split('-')[0]}"):
                cells = tuple(tuple(int(i) for i in cell.split(",")) for cell in (left, right))
                gold[a, b].append(cells)


def bench_documents(folder: Path) -> Iterator[tuple[str, dict[str, list[str]], dict[tuple[str, str], list]]]:
    """Documents of ../shared/bench: gold per pair of languages."""
    for home in sorted(path for path in folder.iterdir() if path.is_dir()):
        gold = {}
        for a, b in combinations(ORDER, 2):
            file = home / f"gold.{a}-{b}.tsv"
            if file.exists():
                gold[a, b] = [row[:2] for row in parse_rows(file.read_text(encoding="utf-8"))]
        langs = {lang for pair in gold for lang in pair}
        yield home.name, {lang: lines(home / f"{lang}.txt") for lang in ORDER if lang in langs}, gold


def measure(documents: Iterator, bands: dict[str, Ratio] | None = None) -> tuple[dict[str, Scores], float]:
    """Pooled scores by ``how left-right``, and segments per second of the alignments of pairs.

    ``bands`` collects, per confidence band, how many rows of pairs are right.
    """
    scores: dict[str, Scores] = defaultdict(Scores)
    segments, seconds = 0, 0.0
    for _, texts, gold in documents:
        for (a, b), truth in gold.items():
            start = time.perf_counter()
            table = align({a: texts[a], b: texts[b]})
            seconds += time.perf_counter() - start
            segments += len(texts[a]) + len(texts[b])
            scores[f"pairs {a}-{b}"] += evaluate(truth, beads(table, a, b))
            for row in table.rows if bands is not None else ():
                right = tuple(tuple(span) for span in row.spans) in truth
                bands[row.band] = bands.get(row.band, Ratio()) + Ratio(int(right), 1)
        if len(texts) > 2:
            table = align(texts)
            for (a, b), truth in gold.items():
                scores[f"table {a}-{b}"] += evaluate(truth, beads(table, a, b))
    return dict(scores), segments / seconds if seconds else 0.0


def sets(wanted: list[str]) -> Iterator[tuple[str, Iterator]]:
    """The sets of documents there are, with a name each."""
    found = {"samples": gold_tables(ROOT / "seeds" / "gold")}
    if (SHARED / "gold" / "rows.tsv").exists():
        found["shared-gold"] = gold_tables(SHARED / "gold")
    if (SHARED / "bench").is_dir():
        for folder in sorted(path for path in (SHARED / "bench").iterdir() if list(path.glob("*/gold.*.tsv"))):
            found[folder.name] = bench_documents(folder)
    for name, documents in found.items():
        if name in wanted or (not wanted and name not in ("ntrex", "bible-long-sent")):
            yield name, documents


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="*", default=[], help="names of sets (default: all but the largest)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md")
    parser.add_argument("--check", action="store_true", help="compare with floors.json; exit 1 under a floor")
    arguments = parser.parse_args()
    align({"en": ["Warm up."], "vi": ["Khởi động."], "zh-Hans": ["热身。"]})
    results: dict[str, dict[str, float]] = {}
    speeds: dict[str, tuple[float, float, str]] = {}
    for name, documents in sets(arguments.sets):
        bands: dict[str, Ratio] = {}
        scores, speed = measure(documents, bands)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        for key, value in scores.items():
            results[f"{name} {key}"] = {
                "strict": value.strict.f1,
                "lax": value.lax.f1,
                "unit": value.unit.f1,
            }
            if not arguments.json:
                figures = "  ".join(f"{k} {v:.4f}" for k, v in results[f"{name} {key}"].items())
                print(f"{name:26} {key:24} {figures}", flush=True)
        trust = ", ".join(
            f"{band} {bands[band].value:.1%} of {bands[band].whole}" for band in sorted(bands, reverse=True)
        )
        speeds[name] = (speed, peak, trust)
        if not arguments.json:
            print(
                f"{name:26} {speed:,.0f} segments a second in pairs, peak memory {peak:,.0f} MB; right: {trust}",
                flush=True,
            )
    if arguments.write:
        write_page(results, speeds)
    if arguments.json:
        print(json.dumps(results, indent=1, ensure_ascii=False))
    return check(results) if arguments.check else 0


PAGE = """# Accuracy

How well the aligner does, and how that is measured. The page is written by

    python benchmarks/run.py --write

over the gold of the sample works (`seeds/gold`) and, when they are there, `../shared/gold` (a real article aligned by
hand in three languages) and `../shared/bench` (texts by others with known alignments, clean and with noise: segments
deleted, joined, foreign blocks inserted). Texts are given as segments, so block labels play no part.

*Strict*: a bead counts when the identical bead is in the gold. *Lax*: when it overlaps one. *Unit*, for gold that is
coarser than a sentence (`bible-sent`, `d2l`, `react-sent`): when it lies inside one gold unit. *Pairs*: two languages
aligned alone; *table*: the same two languages out of a table of all. A table has one row for all languages, so where a
third version joins two sentences the pair's own finer gold cannot be met: on texts whose versions were damaged
independently of one another (`noisy-mix`, `noisy-ins`) its strict figure is lower by nature.

Every row carries a confidence band; below each table stands how many rows of a band are exactly as in the gold. Where
the gold is coarser than a sentence, that share says little.

The fitted numbers of the model come from every second document of `../shared/bench` (`tools/fit_parameters.py`); no
text of it goes into the project.
"""


def write_page(results: dict[str, dict[str, float]], speeds: dict[str, tuple[float, float, str]]) -> None:
    """Write docs/accuracy.md: a table per set."""
    parts = [PAGE, f"How it was made: `{align({'en': ['One.'], 'vi': ['Hai.']}).signature}`."]
    for name, (speed, peak, trust) in speeds.items():
        parts.append(f"\n## {name}\n\n| languages | pairs strict | lax | unit | table strict | lax | unit |")
        parts.append("|---|---:|---:|---:|---:|---:|---:|")
        pairs = [key.split(" ")[2] for key in results if key.startswith(f"{name} pairs ")]
        for pair in pairs:
            cells = []
            for how in ("pairs", "table"):
                found = results.get(f"{name} {how} {pair}")
                cells += [f"{found[m]:.3f}" if found else "" for m in ("strict", "lax", "unit")]
            parts.append(f"| {pair} | {' | '.join(cells)} |")
        parts.append(f"\nRows of pairs that are exactly right, by confidence band: {trust}.")
        parts.append(f"\n{speed:,.0f} segments a second in pairs; peak memory of the process {peak:,.0f} MB.")
    (ROOT / "docs" / "accuracy.md").write_text("\n".join(parts) + "\n", encoding="utf-8")


def check(results: dict[str, dict[str, float]]) -> int:
    """Compare with the pinned floors; sets that are not there are not compared."""
    floors = json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf-8"))
    failed = [
        f"{key}: {measure} F1 {results[key][measure]:.4f} is under its floor {floor}"
        for key, limits in floors.items()
        if key in results
        for measure, floor in limits.items()
        if results[key][measure] < floor
    ]
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
