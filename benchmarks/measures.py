"""Aligning documents and counting what is right, kept as counts so that documents, halves and runs can be added up."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aligner.evaluation import Ratio, Scores, beads, evaluate
from aligner.pipeline import Options, align
from aligner.types import Band, Table
from benchmarks.closure import attainable
from benchmarks.corpora import Parallel
from benchmarks.halves import Half

WAYS = ("pairs", "table", "finer", "attainable")
"""Two languages aligned alone; the rows of a table of all; the beads of two languages inside these rows; the gold
itself forced into rows of all."""


@dataclass(slots=True)
class Clock:
    """Seconds of processor time, known when the block has ended."""

    seconds: float = 0.0


@contextmanager
def processor() -> Iterator[Clock]:
    """The processor time of a block, that of all its threads."""
    clock = Clock()
    start = time.process_time()
    yield clock
    clock.seconds = time.process_time() - start


@dataclass(slots=True)
class Tally:
    """What was counted over some documents: ``scores`` by way and pair, rows right by band, and processor time."""

    scores: dict[tuple[str, str], Scores] = field(default_factory=dict)
    bands: dict[str, Ratio] = field(default_factory=dict)
    segments: int = 0
    seconds: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            {
                key: self.scores.get(key, Scores()) + other.scores.get(key, Scores())
                for key in self.scores | other.scores
            },
            {key: self.bands.get(key, Ratio()) + other.bands.get(key, Ratio()) for key in self.bands | other.bands},
            self.segments + other.segments,
            self.seconds + other.seconds,
        )

    def add(self, way: str, pair: str, scores: Scores) -> None:
        """Count one alignment."""
        self.scores[way, pair] = self.scores.get((way, pair), Scores()) + scores

    def pairs(self, way: str = "pairs") -> list[str]:
        """The pairs of languages that were measured in a way."""
        return [pair for how, pair in self.scores if how == way]

    def f1(self, way: str, pair: str, figure: str) -> float | None:
        """An F1 figure (``strict``, ``lax`` or ``unit``), if it was measured."""
        found = self.scores.get((way, pair))
        return None if found is None else getattr(found, figure).f1

    def mean(self, way: str, figure: str) -> float | None:
        """The mean over the pairs of languages."""
        values = [value for pair in self.pairs(way) if (value := self.f1(way, pair, figure)) is not None]
        return sum(values) / len(values) if values else None

    @property
    def flagged(self) -> Ratio:
        """Of the rows that are wrong, how many stand in the bands *check* and *bad*, where people look."""
        wrong = {band: ratio.whole - ratio.part for band, ratio in self.bands.items()}
        return Ratio(sum(wrong.values()) - wrong.get(Band.GOOD, 0), sum(wrong.values()))

    @property
    def speed(self) -> float:
        """Segments of both sides per second of processor time, words cut included, reading from disk not."""
        return self.segments / self.seconds if self.seconds else 0.0


def measure(document: Parallel, tally: Tally, options: Options | None = None, ways: Iterable[str] = WAYS) -> None:
    """Align one document pair by pair and all at once, and count."""
    texts = document.texts
    for (a, b), truth in document.gold.items() if "pairs" in ways else ():
        with processor() as clock:
            table = align({a: texts[a], b: texts[b]}, options)
        tally.seconds += clock.seconds
        tally.segments += len(texts[a]) + len(texts[b])
        tally.add("pairs", f"{a}-{b}", evaluate(truth, beads(table, a, b)))
        count_bands(table, {(tuple(x), tuple(y)) for x, y in truth}, tally)
    if len(texts) < 3:
        return
    if "table" in ways:
        table = align(dict(texts), options)
        for (a, b), truth in document.gold.items():
            tally.add("table", f"{a}-{b}", evaluate(truth, beads(table, a, b)))
            tally.add("finer", f"{a}-{b}", evaluate(truth, beads(table, a, b, finer=True)))
    if "attainable" in ways:
        for (a, b), scores in attainable(document).items():
            tally.add("attainable", f"{a}-{b}", scores)


def count_bands(table: Table, truth: set[tuple[tuple[int, ...], ...]], tally: Tally) -> None:
    """Count the rows of a pair that are exactly as in the gold, by band of confidence."""
    for row in table.rows:
        right = Ratio(int(tuple(tuple(span) for span in row.spans) in truth), 1)
        tally.bands[row.band] = tally.bands.get(row.band, Ratio()) + right


def tallies(
    documents: Iterator[tuple[Half, Parallel]], options: Options | None = None, ways: Iterable[str] = WAYS
) -> dict[Half, Tally]:
    """The counts of the halves of a set, as far as it has them."""
    found: dict[Half, Tally] = {}
    for half, document in documents:
        measure(document, found.setdefault(half, Tally()), options, ways)
    return found


def together(halves: dict[Half, Tally]) -> Tally:
    """Both halves as one."""
    return sum(halves.values(), Tally())
