"""What a text teaches about itself: after the first pass, confident beads tell how often words hit, how long
translations run, how often sentences stand alone, and which unknown words go together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from aligner.ballots import Polled, Roll, Rolls
from aligner.columns import Column
from aligner.fingerprints import Ints, prints
from aligner.gaps import Gaps, gaps, lonely
from aligner.parameters import Parameters
from aligner.scorers._base import Bound, Trials, linked
from aligner.search import Step
from aligner.tokens import distinct, ranges
from aligner.types import Span

SURE = 0.9  # posterior from which a bead is believed
PRIOR_TRIALS = 60.0  # how many trials of a text outweigh half of what was fitted
PRIOR_BEADS = 30.0
PRIOR_SHAPES = 30.0
PRIOR_UNITS = 30.0  # units outweigh half of what is believed about those without counterpart
BLOCK = 2  # units without counterpart that follow one another, from which they are a block that is missing
NULLS = 0.001, 0.3  # the share of units without counterpart in a text that has none, and in one full of them
LEARNED = "learned"  # the family of words that the text itself taught
CROWDED = 4000  # pairs of words in a bead that is too long to teach anything
Pair = tuple[str, str]


@dataclass
class Taught:
    """The learned words over two whole columns, and the rolls of these and of all scorers once they are asked for."""

    bounds: list[Bound]
    rolls: Rolls | None = None

    def turned(self) -> Taught:
        """The same seen from the other side."""
        return Taught([Bound(one.back, one.forth) for one in self.bounds], self.rolls.turned() if self.rolls else None)


@dataclass(frozen=True)
class Lessons:
    """What one text taught about one pair of languages: hit rates (trials, hits), log length ratio, words that go
    together (left key → right keys), and where blocks are missing, by language."""

    hits: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    ratio: tuple[float, float] = (0.0, 0.0)
    nulls: tuple[float, float] = (0.0, 0.0)
    borders: tuple[float, float] = (0.0, 0.0)
    shapes: Mapping[tuple[int, int], float] = field(default_factory=dict)
    forth: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    back: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gaps: Mapping[str, Gaps] = field(default_factory=dict, repr=False)
    bound: dict[tuple[Column, Column], Taught] = field(default_factory=dict, repr=False)
    """The taught words over whole columns, once they have been asked for."""

    def adapt(self, base: Parameters) -> Parameters:
        """The fitted numbers moved towards what was seen, the further the more was seen."""
        rates = dict(base.hits)
        for family, (trials, hits) in self.hits.items():
            rate = (PRIOR_TRIALS * base.hit(family) + hits) / (PRIOR_TRIALS + trials)
            rates[family] = min(max(rate, 0.1), 0.95)
        beads, total = self.ratio
        ratio = (PRIOR_BEADS * base.ratio + total) / (PRIOR_BEADS + beads)
        units, alone = self.nulls
        null = (PRIOR_UNITS * base.null + alone) / (PRIOR_UNITS + units)
        seen, agreed = self.borders
        borders = (PRIOR_BEADS * base.paragraphs + agreed) / (PRIOR_BEADS + seen)
        beads_seen = sum(self.shapes.values())
        shapes = {
            shape: (PRIOR_SHAPES * p + self.shapes.get(shape, 0.0)) / (PRIOR_SHAPES + beads_seen)
            for shape, p in base.shapes.items()
        }
        return base.learned(
            hits=rates,
            shapes=shapes,
            ratio=ratio,
            null=min(max(null, NULLS[0]), NULLS[1]),
            paragraphs=min(max(borders, 0.05), 0.97),
        )

    def turned(self) -> Lessons:
        """The same seen from the other side."""
        beads, total = self.ratio
        bound = {(y, x): taught.turned() for (x, y), taught in self.bound.items()}
        shapes = {(b, a): seen for (a, b), seen in self.shapes.items()}
        ratio = beads, -total
        return Lessons(
            self.hits, ratio, self.nulls, self.borders, shapes, self.back, self.forth, gaps=self.gaps, bound=bound
        )

    def bind(self, left: Column, right: Column) -> Bound | None:
        """The learned words as evidence."""
        if not self.forth:
            return None
        return Bound(_learned(left, right, self.forth), _learned(right, left, self.back))

    def whole(self, left: Column, right: Column) -> Taught:
        """The same over whole columns, kept."""
        found = self.bound.get((left, right))
        if found is None:
            bound = self.bind(left, right)
            found = self.bound[left, right] = Taught([bound] if bound else [])
        return found


def _learned(left: Column, right: Column, words: Mapping[str, tuple[str, ...]]) -> Trials:
    tokens = left.tokens
    pairs = tokens.units, prints([form.key for form in tokens.forms])[tokens.types]
    links = [(head, other) for head, others in words.items() for other in others]
    texts = prints([head for head, _ in links]), prints([other for _, other in links])
    return linked(LEARNED, pairs, texts, right)


class Observations:
    """Collects, chunk by chunk, what the first pass saw and decided."""

    def __init__(self) -> None:
        self.hits: dict[Pair, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))

    def committed(self, path: list[Step], seen: Sequence[tuple[Pair, Polled]]) -> None:
        """Count hits and misses of a chunk's evidence in the beads that were kept of it."""
        sure = [s for s in path if s.a and s.b and s.posterior >= SURE]
        forth = {s.i + k: (s.j, s.j + s.b) for s in sure for k in range(s.a)}
        back = {s.j + k: (s.i, s.i + s.a) for s in sure for k in range(s.b)}
        for pair, polled in seen:
            polled.forth.counted(forth, self.hits[pair])
            polled.back.counted(back, self.hits[pair])

    def lessons(self, left: Sequence[Column], right: Sequence[Column], steps: list[Step]) -> dict[Pair, Lessons]:
        """The lessons of a whole pass."""
        sure = [s for s in steps if s.a and s.b and s.posterior >= SURE]
        both = sum(s.a + s.b for s in steps if s.a and s.b)
        alone = _alone(steps)
        shapes: dict[tuple[int, int], float] = defaultdict(float)
        for s in steps:
            if s.a and s.b:
                shapes[s.a, s.b] += s.posterior
        sides = zip((left, right), lonely(steps, len(left[0]), len(right[0])), strict=True)
        missing = {column.lang: gaps(column, alone) for columns, alone in sides for column in columns}
        found = {}
        for x in left:
            for y in right:
                hits = {family: (n, h) for family, (n, h) in self.hits[x.lang, y.lang].items()}
                forth, back = associate(x, y, sure)
                own = {lang: missing[lang] for lang in (x.lang, y.lang)}
                ratio, borders = _ratio(x, y, sure), _borders(x, y, sure)
                found[x.lang, y.lang] = Lessons(
                    hits, ratio, (both + alone, alone), borders, shapes, forth, back, gaps=own
                )
        return found


def _alone(steps: Sequence[Step]) -> int:
    """How many units have no counterpart; of a block that is missing only the first few, since an excerpt says nothing
    of how often sentences are left out where both texts are there."""
    found = run = 0
    for s in steps:
        run = run + s.a + s.b if not (s.a and s.b) else 0
        found += 0 < run <= BLOCK
    return found


def count(trials: Trials, spans: Mapping[int, tuple[int, int]], total: list[float]) -> None:
    """Add to ``total`` trials and hits, both cleared of what chance explains, h = (hits - p) / (1 - p), and
    trials weighted by their words' own rates.

    ``spans`` gives, per left unit of a bead that is believed, first and last right unit (half-open).
    """
    if len(trials) and spans:
        last = max(int(trials.places.max(initial=-1)), max(stop for _, stop in spans.values()) - 1)
        here = Span(0, int(max(trials.units.max(), max(spans))) + 1)
        Roll.of([trials]).cut(here, Span(0, last + 1)).counted(spans, {trials.family: total})


def _ratio(left: Column, right: Column, steps: list[Step]) -> tuple[float, float]:
    logs = []
    for s in steps:
        x, y = sum(left.lengths[s.i : s.i + s.a]), sum(right.lengths[s.j : s.j + s.b])
        if x > 8 and y > 4:
            logs.append(math.log(y / x))
    logs.sort()
    kept = logs[len(logs) // 10 : len(logs) - len(logs) // 10]
    return float(len(kept)), float(sum(kept))


def _borders(left: Column, right: Column, steps: list[Step]) -> tuple[float, float]:
    """How many paragraph borders were seen on either side, and how many stand on both."""
    seen = agreed = 0
    if left.blocks and right.blocks:
        for s in steps:
            x, y = left.cells[s.i].opens, right.cells[s.j].opens
            seen += x or y
            agreed += x and y
    return float(seen), float(agreed)


Words = dict[str, tuple[str, ...]]


def associate(
    left: Column, right: Column, steps: Sequence[Step], least: int = 2, dice: float = 0.6
) -> tuple[Words, Words]:
    """Words that stand together in at least ``least`` confident beads, with a Dice coefficient of ``dice`` or more."""
    beads = [s for s in steps if s.a + s.b <= 4]
    x_bead, x_type, x_count = _often(left, [(s.i, s.i + s.a) for s in beads], least)
    y_bead, y_type, y_count = _often(right, [(s.j, s.j + s.b) for s in beads], least)
    in_x, in_y = (np.bincount(bead, minlength=len(beads)) for bead in (x_bead, y_bead))
    keys = y_bead << 32 | y_count[y_type]
    by_count = np.argsort(keys)
    keys, facing = keys[by_count], y_type[by_count]
    fewest, most = dice / (2 - dice), (2 - dice) / dice  # beads of the other word for one of this: else they are apart
    counts = x_count[x_type]
    first = np.searchsorted(keys, x_bead << 32 | (counts * fewest).astype(np.int64))
    last = np.searchsorted(keys, x_bead << 32 | ((counts * most).astype(np.int64) + 2))
    last = np.where((in_x * in_y)[x_bead] <= CROWDED, last, first)
    pairs = np.repeat(x_type, last - first) << 32 | facing[ranges(first, last)]
    pairs.sort()
    starts = np.flatnonzero(np.diff(pairs, prepend=-1))
    together = np.diff(np.append(starts, len(pairs)))
    xs, ys = np.divmod(pairs[starts], 1 << 32)
    kept = (together >= least) & (2 * together >= dice * (x_count[xs] + y_count[ys]))
    forth: dict[str, list[str]] = defaultdict(list)
    back: dict[str, list[str]] = defaultdict(list)
    for x_number, y_number in zip(xs[kept].tolist(), ys[kept].tolist(), strict=True):
        x, y = left.tokens.forms[x_number].key, right.tokens.forms[y_number].key
        forth[x].append(y)
        back[y].append(x)
    return {x: tuple(sorted(ys)) for x, ys in forth.items()}, {y: tuple(sorted(xs)) for y, xs in back.items()}


def _often(column: Column, spans: Sequence[tuple[int, int]], least: int) -> tuple[Ints, Ints, Ints]:
    """The content words that stand in ``least`` beads or more, each once in a bead: bead and type, in the order of the
    beads; and in how many beads each type stands."""
    tokens = column.tokens
    home = np.full(len(column), -1, np.int64)
    for number, (start, stop) in enumerate(spans):
        home[start:stop] = number
    bead = home[tokens.units]
    kept = tokens.content & (bead >= 0)
    beads, types = np.divmod(distinct(bead[kept] << 32 | tokens.types[kept]), 1 << 32)
    counts = np.bincount(types, minlength=len(tokens.forms))
    often = counts[types] >= least
    return beads[often], types[often], counts
