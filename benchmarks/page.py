"""The page docs/accuracy.md: what was measured, as tables, and what the figures mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from aligner.evaluation import Ratio
from aligner.pipeline import Options, signature
from aligner.types import Band
from benchmarks import beside, words
from benchmarks.corpora import ROOT, coarse, main_figure
from benchmarks.halves import DEVELOPMENT, TEST, Half
from benchmarks.markdown import number, table
from benchmarks.measures import WAYS, Tally, together

PAGE = ROOT / "docs" / "accuracy.md"
FIGURES = ("strict", "lax", "unit")
AIMS = (
    ("ntrexcat-sent", "each", 0.985),
    ("prose", "mean", 0.90),
    ("ntrexcat-sent.noisy-ins", "mean", 0.96),
    ("ntrexcat-sent.noisy-del10", "mean", 0.96),
    ("ntrexcat-sent.noisy-mix", "mean", 0.95),
    ("d2l", "mean", 0.98),
    ("d2l.noisy-mix", "mean", 0.96),
    ("react-sent.noisy-mix", "mean", 0.96),
    ("bible-sent.noisy-mix", "mean", 0.93),
    ("shared-gold", "each", 0.99),
)
"""What is aimed at, by the figure that the set is read by: for each pair of languages, or their mean."""

SAME = 0.002
"""Differences up to this much F1 are none."""

Halves = dict[Half, Tally]


def share(ratio: Ratio) -> str:
    """A share with what it is a share of."""
    return f"{ratio.value:.1%} of {ratio.whole}" if ratio.whole else ""


def line(name: str, half: Half, tally: Tally) -> str:
    """One half of a set in one line, for the terminal."""
    figure = main_figure(name)
    means = "  ".join(f"{way} {number(tally.mean(way, figure), 4)}" for way in WAYS if tally.pairs(way))
    bands = ", ".join(f"{band} {share(tally.bands[band])}" for band in Band if band in tally.bands)
    return f"{name:32} {half:12} {figure:6} {means}  right: {bands}  {tally.speed:,.0f} segments a second"


def parts(halves: Halves) -> list[tuple[str, Tally]]:
    """The halves there are and both together, with the names of the columns."""
    found: list[tuple[str, Tally]] = [(half, halves[half]) for half in (DEVELOPMENT, TEST) if half in halves]
    return [*found, ("both", together(halves))] if len(found) > 1 else found


def aims(found: Mapping[str, Halves]) -> str:
    """What is aimed at beside what is reached."""
    rows = []
    for name, kind, aim in AIMS:
        if name not in found:
            continue
        cells = {part: reached(tally, main_figure(name), kind) for part, tally in parts(found[name])}
        label = f"{name}, {'each pair: the lowest' if kind == 'each' else 'mean of the pairs'}"
        values = [number(cells.get(part)) for part in (DEVELOPMENT, TEST, "both")]
        rows.append([label, main_figure(name), f"≥ {aim}", *values])
    return table(["set", "figure", "aim", "development", "test", "both"], rows, left=2)


def reached(tally: Tally, figure: str, kind: str) -> float | None:
    """The lowest figure of the pairs (``each``) or their ``mean``."""
    values = [value for pair in tally.pairs() if (value := tally.f1("pairs", pair, figure)) is not None]
    return min(values) if kind == "each" and values else tally.mean("pairs", figure)


def overview(found: Mapping[str, Halves], shares: Mapping[str, float]) -> str:
    """Every set in one row: the mean over the pairs, by half; pairs, tables, and what rows can reach."""
    rows = []
    for name, halves in found.items():
        figure = main_figure(name)
        cells = dict(parts(halves))
        values = [number(cells[part].mean("pairs", figure)) if part in cells else "" for part in (DEVELOPMENT, TEST)]
        every = together(halves)
        values += [number(every.mean(way, figure)) for way in WAYS]
        rows.append([name, figure, f"{shares[name]:.0%}", *values])
    head = ["set", "figure", "m-n", "development", "test", "both: pairs", "rows", "beads in rows", "attainable by rows"]
    said = [table(head, rows, left=2), words.POOLED, pooled(found), together_or_alone(found)]
    return "\n\n".join(part for part in said if part)


def pooled(found: Mapping[str, Halves]) -> str:
    """Every pair of languages over all sets of a kind that have three languages or more: alone, and out of tables."""
    kinds: dict[str, Tally] = {}
    for name, halves in found.items():
        if (tally := together(halves)).pairs("table"):
            kind = "composed" if "composed" in name else main_figure(name)
            kinds[kind] = kinds.get(kind, Tally()) + tally
    rows = []
    for kind, tally in kinds.items():
        figure = "strict" if kind == "composed" else kind
        for pair in sorted(tally.pairs("table")):
            beads = tally.scores["attainable", pair].strict.recall.whole
            rows.append([kind, pair, f"{beads:,}", *(number(tally.f1(way, pair, figure), 4) for way in WAYS)])
    head = ["sets", "languages", "beads", "pairs", "rows", "beads in rows", "attainable by rows"]
    return table(head, rows, left=2)


def together_or_alone(found: Mapping[str, Halves]) -> str:
    """In how many pairs a table of all languages is at least as good as the pair alone: by its rows, as far as rows can
    be, and by the beads in them."""
    lost: dict[str, list[str]] = {"table": [], "finer": []}
    whole = 0
    for name, halves in found.items():
        tally = together(halves)
        for pair in tally.pairs("table"):
            alone, rows, beads, best = (tally.f1(way, pair, main_figure(name)) or 0.0 for way in WAYS)
            whole += 1
            if rows < min(alone, best) - SAME:
                lost["table"].append(f"{name} {pair}")
            if beads < alone - SAME:
                lost["finer"].append(f"{name} {pair}")
    if not whole:
        return ""
    said = {
        "table": f"Rows at least as good as the pair alone, or as the gold in rows of all (within {SAME})",
        "finer": "Beads in rows at least as good as the pair alone",
    }
    return "\n\n".join(
        f"{words}: {whole - len(lost[way])} of {whole}{'; not so ' if lost[way] else ''}{', '.join(lost[way])}."
        for way, words in said.items()
    )


def detail(name: str, halves: Halves) -> str:
    """A set in full: every pair of languages, by half, alone and out of the table."""
    rows = []
    for part, tally in parts(halves):
        for pair in tally.pairs():
            cells = [number(tally.f1(way, pair, figure)) for way in ("pairs", "table") for figure in FIGURES]
            cells += [number(tally.f1(way, pair, main_figure(name))) for way in ("finer", "attainable")]
            rows.append([pair, part, *cells])
    head = [
        "languages",
        "half",
        "pairs strict",
        "lax",
        "unit",
        "rows strict",
        "lax",
        "unit",
        "beads in rows",
        "attainable",
    ]
    return f"### {name}\n\n{table(head, rows, left=2)}"


def confidence(found: Mapping[str, Halves]) -> str:
    """How many rows of each band are right, and where the wrong ones stand, on gold at the level of sentences."""
    rows = []
    for name, halves in found.items():
        for part, tally in parts(halves) if not coarse(name) else ():
            cells = [share(tally.bands.get(band, Ratio())) for band in (Band.GOOD, Band.CHECK, Band.BAD)]
            rows.append([name, part, *cells, share(tally.flagged)])
    head = ["set", "half", "good: right", "check: right", "bad: right", "wrong rows that are in check or bad"]
    return table(head, rows, left=2)


def passes(gains: Sequence[Mapping[str, Any]]) -> str:
    """One pass beside two."""
    rows = [
        [g["name"], g["half"], f"{g['segments']:,}", g["figure"], number(g["one"]), number(g["two"]), _signed(g)]
        for g in gains
    ]
    worse = [f"{g['name']} {g['half']}" for g in gains if g["two"] < g["one"] - SAME]
    said = f"Two passes are worse by more than {SAME} on {len(worse)} of {len(gains)}: {', '.join(worse)}."
    return "\n\n".join(
        [
            table(["set", "half", "segments", "figure", "one pass", "two passes", "gain"], rows, left=2),
            said if worse else f"Nowhere are two passes worse by more than {SAME}.",
        ]
    )


def _signed(gain: Mapping[str, Any]) -> str:
    return f"{gain['two'] - gain['one']:+.3f}"


def coverage(report: Mapping[str, Any]) -> str:
    """Known and standing, per set and direction."""
    rows = []
    for name, directions in report["shares"].items():
        for direction, halves in directions.items():
            total = {key: sum(values[key] for values in halves.values()) for key in ("words", "known", "standing")}
            cells = [f"{Ratio(total[key], total['words']).value:.1%}" for key in ("known", "standing")]
            rows.append([name, direction, f"{total['words']:,}", *cells])
    return table(["set", "words of → rendered in", "content words", "known", "standing"], rows, left=2)


def speed(report: Mapping[str, Any]) -> str:
    """Speed and memory beside what is aimed at."""
    rows = []
    for figure in report["figures"]:
        value = f"{figure['value']:,.2f}" if figure["value"] < 100 else f"{figure['value']:,.0f}"
        rows.append([figure["name"], f"{value} {figure['unit']}", figure["target"], figure["detail"]])
    where = f"On {report['date']}; {report['machine']}."
    return f"{where}\n\n{table(['what', 'measured', 'aim', 'in detail'], rows, left=4)}"


def sections(report: Mapping[str, Any]) -> Iterator[str]:
    """The sections of what was measured beside accuracy, each with what it means."""
    if "passes" in report:
        yield f"## One pass and two\n\n{words.PASSES}\n\n{passes(report['passes'])}"
    if "coverage" in report:
        yield f"## What the lexicon knows\n\n{words.COVERAGE}\n\n{coverage(report['coverage'])}"
    if "speed" in report:
        yield f"## Speed and memory\n\n{words.SPEED}\n\n{speed(report['speed'])}"
    if report.get("peers"):
        yield f"## Beside the peers\n\n{words.PEERS}\n\n{beside.peers(report['peers'])}"
    if report.get("neural"):
        yield f"## With neural evidence\n\n{words.NEURAL}\n\n{beside.neural(report['neural'])}"


def write(found: Mapping[str, Halves], shares: Mapping[str, float], report: Mapping[str, Any]) -> Path:
    """Write docs/accuracy.md."""
    how = f"How it was made: `{signature(('en', 'vi'), Options())}` and the like for other languages."
    text = [
        f"# Accuracy\n\n{words.OPENING}\n\n{how}",
        f"## Aims\n\n{words.AIMS}\n\n{aims(found)}",
        f"## All sets\n\n{words.SETS}\n\n{overview(found, shares)}",
        f"## Confidence\n\n{words.CONFIDENCE}\n\n{confidence(found)}",
        *sections(report),
        "## Every pair of languages",
        *(detail(name, halves) for name, halves in found.items()),
    ]
    PAGE.write_text("\n\n".join(text) + "\n", encoding="utf-8")
    return PAGE
