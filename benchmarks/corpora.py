"""The sets that are measured: texts as segments in up to four languages, with gold beads per pair.

``samples`` ship with the project, ``prose`` (two stories, freely translated) with its benchmarks; ``shared-gold`` and
the folders of ``../shared/bench`` are there on some machines only; ``composed-…`` and ``joined-…`` are made from them
(``composed.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from aligner.evaluation import Pairing, pairings, parse_rows
from aligner.types import LANGS
from benchmarks.halves import DEVELOPMENT, Half, half

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
BENCH = SHARED / "bench"
LARGE = ("ntrex", "bible-long-sent")
"""Sets that are measured only when they are named: one is for the checks, one for speed and memory."""

COARSE = ("bible", "d2l", "react")
"""Sets whose gold is a verse or a paragraph: there the unit figure is the one to read."""

LOOKED_AT = ("samples", "prose", "shared-gold", "bible-long-sent")
"""Sets that are not halved: people looked at all of them while building, so nothing of them is held out."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Parallel:
    """One document: its segments by language, and the gold beads of each pair that has gold."""

    name: str
    texts: Mapping[str, list[str]]
    gold: Mapping[Pair, list[Pairing]]


def lines(path: Path) -> list[str]:
    """The segments of a file, one a line."""
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def with_rows(folder: Path) -> Iterator[Parallel]:
    """Documents whose gold is one table of rows: the sample works and ../shared/gold."""
    for rows_file in sorted([*folder.glob("rows.tsv"), *folder.glob("*/rows.tsv")]):
        home = rows_file.parent
        langs = [lang for lang in LANGS if (home / f"{lang}.txt").exists()]
        rows = parse_rows(rows_file.read_text(encoding="utf-8"))
        gold = {(a, b): pairings(rows, langs.index(a), langs.index(b)) for a, b in combinations(langs, 2)}
        for name, add in (("parted.tsv", part_rows), ("crossing.tsv", add_crossings)):
            if (home / name).exists():
                add(gold, (home / name).read_text(encoding="utf-8"))
        yield Parallel(home.name, {lang: lines(home / f"{lang}.txt") for lang in langs}, gold)


def with_beads(folder: Path) -> Iterator[Parallel]:
    """Documents that are one file of beads: the languages, then a bead a line, its sides parted by a tab and the
    sentences of a side by a bar."""
    for file in sorted(folder.glob("*.tsv")):
        (left, right), *beads = (line.split("\t") for line in lines(file))
        texts: dict[str, list[str]] = {left: [], right: []}
        gold: list[Pairing] = []
        for bead in beads:
            spans = []
            for lang, cell in zip((left, right), bead, strict=True):
                start = len(texts[lang])
                texts[lang] += filter(None, cell.split("|"))
                spans.append(tuple(range(start, len(texts[lang]))))
            gold.append((spans[0], spans[1]))
        yield Parallel(file.stem, texts, {(left, right): gold})


def add_crossings(gold: Mapping[Pair, list[Pairing]], text: str) -> None:
    """Pairs that cross the monotone rows are right too, when a system finds them.

    >>> gold = {("en", "zh-Hant"): [((0,), ())]}
    >>> add_crossings(gold, "en-zh\\t0\\t2\\n"); gold
    {('en', 'zh-Hant'): [((0,), ()), ((0,), (2,))]}
    """
    for name, bead in _written(text):
        for a, b in gold:
            if name in (f"{a}:{b}", f"{a}-{b}", f"{a}-{b.split('-')[0]}"):
                gold[a, b].append(bead)


def part_rows(gold: Mapping[Pair, list[Pairing]], text: str) -> None:
    """Beads that part a row of all languages more finely for two of them, in place of the row's own bead.

    >>> gold = {("en", "vi"): [((0, 1), (0, 1)), ((2,), (2,))]}
    >>> part_rows(gold, "en:vi\\t0\\t0\\nen:vi\\t1\\t1\\n"); gold
    {('en', 'vi'): [((2,), (2,)), ((0,), (0,)), ((1,), (1,))]}
    """
    parts = list(_written(text))
    for (a, b), beads in gold.items():
        own = [bead for name, bead in parts if name == f"{a}:{b}"]
        parted = {index for left, _ in own for index in left}
        beads[:] = [bead for bead in beads if not parted & set(bead[0])] + own


def _written(text: str) -> Iterator[tuple[str, Pairing]]:
    """The beads of a file that names the pair of each; lines with ``#`` are remarks."""
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            name, left, right = line.split("\t")[:3]
            yield name, (tuple(map(int, left.split(","))), tuple(map(int, right.split(","))))


def with_pairs(folder: Path) -> Iterator[Parallel]:
    """Documents of a set of ../shared/bench, in sorted order: gold per pair of languages."""
    for home in sorted(path for path in folder.iterdir() if path.is_dir()):
        gold = {}
        for a, b in combinations(LANGS, 2):
            file = home / f"gold.{a}-{b}.tsv"
            if file.exists():
                gold[a, b] = [(row[0], row[1]) for row in parse_rows(file.read_text(encoding="utf-8"))]
        langs = [lang for lang in LANGS if any(lang in pair for pair in gold)]
        yield Parallel(home.name, {lang: lines(home / f"{lang}.txt") for lang in langs}, gold)


def halves_of(name: str) -> dict[str, Half]:
    """The half of every document of a set of ../shared/bench, by its name.

    A noisy form of a document has the half of the document itself, whatever its own place: numbers fitted on the one
    would know the other. Documents that only the noisy form has are development.
    """
    source = BENCH / name.split(".")[0]
    own = sorted(path.name for path in source.iterdir() if path.is_dir()) if source.is_dir() else []
    return {document: half(place) for place, document in enumerate(own)}


def halved(name: str, documents: Iterator[Parallel]) -> Iterator[tuple[Half, Parallel]]:
    """The documents of a set with their halves; a set that was looked at as a whole is development."""
    known = {} if name in LOOKED_AT else halves_of(name)
    for document in documents:
        yield known.get(document.name, DEVELOPMENT), document


def readers() -> dict[str, Callable[[], Iterator[Parallel]]]:
    """The sets of documents there are, by name, each with what reads it."""
    found: dict[str, Callable[[], Iterator[Parallel]]] = {
        "samples": lambda: with_rows(ROOT / "seeds" / "gold"),
        "prose": lambda: with_beads(ROOT / "benchmarks" / "prose"),
    }
    if (SHARED / "gold" / "rows.tsv").exists():
        found["shared-gold"] = lambda: with_rows(SHARED / "gold")
    if BENCH.is_dir():
        for folder in sorted(path for path in BENCH.iterdir() if any(path.glob("*/gold.*.tsv"))):
            found[folder.name] = lambda folder=folder: with_pairs(folder)  # type: ignore[misc]
    return found


def coarse(name: str) -> bool:
    """Whether the unit figure is the one to read, because the gold is coarser than a sentence."""
    return any(word in name for word in COARSE)


def main_figure(name: str) -> str:
    """The figure of a set that its targets name: unit for coarse gold, else strict.

    >>> main_figure("d2l.noisy-mix"), main_figure("ntrexcat-sent")
    ('unit', 'strict')
    """
    return "unit" if coarse(name) else "strict"
