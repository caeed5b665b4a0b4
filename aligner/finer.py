"""Two texts whose sentences end at other places, aligned by their clauses.

Where translators join and cut sentences freely, ``A, B. | C.`` beside ``A. | B, C.``, whole sentences are too coarse to
tell what belongs together: a long one takes what answers half of it, and the other half stands alone or beside its
neighbour. Clauses hardly differ in this way. So both texts are cut at their stops and commas, the clauses are aligned
with what the text has taught, and whatever segments their beads link become one row: the rows are as fine as the
segments allow and no finer.

A border of segments is most often one on both sides, the less so the more beads of the text are not one to one; and a
segment that has no counterpart at all does not stand inside the counterpart of another (``clauses``).

Two languages teach themselves once more before they are read, unless the text is long and its sentences taught enough:
words that go together in clauses say more than those in sentences that were aligned without them. Of three languages or
more, each says what it knows of the others (``agreement``). Where a model takes part (``neural``), it reads the clauses
that are in doubt.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from aligner.agreement import agreed
from aligner.ballots import Polled
from aligner.clauses import Clauses, Ints, bordered
from aligner.closure import of_pair
from aligner.columns import Column
from aligner.evenness import Stretch
from aligner.gaps import Gaps
from aligner.learning import LEARNED, Lessons, Observations
from aligner.neural import Neural, embedded
from aligner.pairing import Model, Pair, Side, lattice
from aligner.parameters import parameters
from aligner.refining import Joined
from aligner.search import Floats, Lattice, Step, best_path
from aligner.types import Span

ONE_TO_ONE = 0.6  # share of the beads of clauses: they are joined and cut more often than sentences
ALONE = 0.6  # how often a clause has no counterpart, beside a segment
KEPT, UNEVEN = 0.97, 0.45
"""The share of borders of segments that both texts have, at most, and by how much it falls with the share of beads that
are not one to one."""
ENOUGH = 1000  # segments of both texts above which these have taught all that their clauses would
CERTAIN = 1e9  # beads of a lesson that leaves nothing to what was fitted
Parts = Mapping[str, Clauses]
Spans = Mapping[str, Span]


def finer(
    columns: Mapping[str, Column], stretches: Sequence[Stretch], model: Model, uneven: Mapping[Pair, float]
) -> list[dict[Pair, list[Joined]]] | None:
    """The rows of pairs of languages in each stretch that is odd, found anew by their clauses; nothing where no segment
    has more than one.

    ``stretches`` are all rows so far, over all languages; ``uneven`` gives for every pair that is wanted the share of
    its beads that are not one to one.
    """
    clauses = {lang: Clauses.of(column, _within(stretches, lang, len(column))) for lang, column in columns.items()}
    if all(len(clauses[lang].column) == len(column) for lang, column in columns.items()):
        return None
    plain = replace(model, neural=None)
    tasks = [_task(pair, plain, share).missing(columns, clauses) for pair, share in uneven.items()]
    if len(tasks) == 1 and model.lessons and sum(map(len, columns.values())) <= ENOUGH:
        tasks = [tasks[0].taught(clauses, stretches)]
    meant = _meant(tasks, clauses, stretches, model.neural) if model.neural is not None else None
    if meant is not None:
        tasks = [replace(task, model=replace(task.model, neural=meant)) for task in tasks]
    found = [_found(tasks, clauses, own.spans, uneven, meant is not None) for own in stretches if own.odd]
    for own in clauses.values():
        own.column.memo.clear()  # what it holds refers back to it, and so would wait for the garbage collector
    return found


def _found(
    tasks: Sequence[_Task], clauses: Parts, spans: Spans, pairs: Container[Pair], likeliest: bool
) -> dict[Pair, list[Joined]]:
    """The rows of all pairs in one stretch."""
    parts = {lang: clauses[lang].part(span) for lang, span in spans.items()}
    found: dict[Pair, list[Joined]] = {}
    for (x, y), (path, corners) in agreed({task.pair: task.scores(parts) for task in tasks}, likeliest).items():
        pair = (x, y) if (x, y) in pairs else (y, x)
        found[pair] = []
        for one, other, posterior in _rows(parts[x], parts[y], path, corners):
            own = {x: _moved(one, spans[x].start), y: _moved(other, spans[y].start)}
            found[pair].append(Joined({lang: own[lang] for lang in pair}, posterior))
    return found


def _within(stretches: Sequence[Stretch], lang: str, size: int) -> list[bool]:
    """Per segment, whether it stands in a stretch that is odd."""
    within = [False] * size
    for own in stretches:
        if own.odd:
            span = own.spans[lang]
            within[span.start : span.stop] = [True] * len(span)
    return within


@dataclass(frozen=True)
class _Task:
    """A pair of languages that is to be aligned by its clauses: what the text taught, what is believed with it, and
    the share of borders of segments that both texts have."""

    pair: Pair
    lessons: Lessons
    model: Model
    copied: float

    @classmethod
    def of(cls, pair: Pair, lessons: Lessons, model: Model, uneven: float) -> _Task:
        """A pair by what the text taught about its segments and the share of its beads that are not one to one."""
        return cls(
            pair, lessons, replace(model, lessons={pair: _believed(lessons, *pair)}), min(KEPT, 1 - UNEVEN * uneven)
        )

    def missing(self, columns: Mapping[str, Column], clauses: Parts) -> _Task:
        """The same with what is known of missing blocks, which so far is of segments, said of their clauses."""
        known = self.model.lessons[self.pair].gaps
        gaps = {lang: Gaps(0, own.of(columns[lang])[clauses[lang].homes]) for lang, own in known.items()}
        lessons, believed = (replace(of, gaps=gaps) for of in (self.lessons, self.model.lessons[self.pair]))
        return replace(self, lessons=lessons, model=replace(self.model, lessons={self.pair: believed}))

    def scores(self, parts: Parts, seen: list[tuple[Pair, Polled]] | None = None) -> Lattice:
        """The scores of all beads between some of the clauses; ``seen`` is given the evidence that they are made of."""
        left, right = (parts[lang] for lang in self.pair)
        scores = lattice(Side((left.column,)), Side((right.column,)), self.model, seen)
        return bordered(scores, left.opens, right.opens, self.copied)

    def beads(self, clauses: Parts, stretches: Sequence[Stretch], watch: Observations | None = None) -> list[Step]:
        """The best beads of all clauses, stretch by stretch; ``watch`` is told of the evidence that they are made of.
        Where a stretch is not odd these are its rows."""
        steps: list[Step] = []
        x, y = self.pair
        for own in stretches:
            if not own.odd:
                steps += [_step(clauses[x], clauses[y], bead, self.pair) for bead in of_pair(own.rows, x, y)]
                continue
            seen: list[tuple[Pair, Polled]] = []
            parts = {lang: clauses[lang].part(own.spans[lang]) for lang in self.pair}
            path = best_path(self.scores(parts, seen))
            if watch is not None:
                watch.committed(path, seen)
            i, j = (int(clauses[lang].starts[own.spans[lang].start]) for lang in self.pair)
            steps += [step._replace(i=step.i + i, j=step.j + j) for step in path]
        return steps

    def taught(self, clauses: Parts, stretches: Sequence[Stretch]) -> _Task:
        """The same, with the words, lengths and hit rates that the clauses teach once they are aligned. How often a
        segment has no counterpart is better known from the segments; and how often the words hit that the text taught
        itself is no news, since they were found in these very beads."""
        watch = Observations()
        left, right = (clauses[lang].column for lang in self.pair)
        steps = self.beads(clauses, stretches, watch)
        lessons = watch.lessons([left], [right], steps)[self.pair]
        hits = {family: seen for family, seen in lessons.hits.items() if family != LEARNED}
        lessons = replace(lessons, hits=hits, nulls=self.lessons.nulls)
        believed = replace(self.model, lessons={self.pair: _believed(lessons, *self.pair)})
        return replace(self, lessons=lessons, model=believed)


def _task(pair: Pair, model: Model, uneven: float) -> _Task:
    """A pair the way round in which the text taught about it."""
    known = pair if pair in model.lessons else pair[::-1]
    return _Task.of(known, model.lessons.get(known) or Lessons(), model, uneven)


def _meant(tasks: Sequence[_Task], clauses: Parts, stretches: Sequence[Stretch], neural: Neural) -> Neural | None:
    """What a model makes of the clauses that are in doubt in one pair or another, each read once; nothing when it
    cannot tell what belongs together."""
    rows: list[dict[str, Span]] = []
    posteriors: list[float] = []
    for task in tasks:
        x, y = task.pair
        for step in task.beads(clauses, stretches):
            both = {x: Span(step.i, step.i + step.a), y: Span(step.j, step.j + step.b)}
            rows.append(dict.fromkeys(clauses, Span(0, 0)) | both)
            posteriors.append(step.posterior)
    columns = {lang: own.column for lang, own in clauses.items()}
    meant = embedded(columns, rows, posteriors, neural.embedder, neural.everything, clauses=True)
    return meant if meant is not None and meant.tells else None


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.stop + by)


def _step(left: Clauses, right: Clauses, bead: Joined, pair: Pair) -> Step:
    """A bead of segments as one of clauses."""
    (i, k), (j, n) = (
        (int(own.starts[bead.spans[lang].start]), int(own.starts[bead.spans[lang].stop]))
        for own, lang in zip((left, right), pair, strict=True)
    )
    return Step(i, j, k - i, n - j, bead.posterior)


def _believed(lessons: Lessons, left: str, right: str) -> Lessons:
    """What the text taught about its segments, turned into what is believed of its clauses."""
    fitted = parameters(left, right)
    usual = fitted.shapes
    rest = sum(p for shape, p in usual.items() if shape != (1, 1))
    shapes = {shape: p * (1 - ONE_TO_ONE) / rest for shape, p in usual.items()} | {(1, 1): ONE_TO_ONE}
    return replace(
        lessons,
        shapes={shape: CERTAIN * p for shape, p in shapes.items()},
        nulls=(CERTAIN, CERTAIN * lessons.adapt(fitted).null * ALONE),
        bound={},
    )


def _rows(left: Clauses, right: Clauses, path: Sequence[Step], corners: Floats) -> Iterator[tuple[Span, Span, float]]:
    """The segments that the beads of the clauses link, row by row, and how sure each row is. ``corners``: how likely
    beads have a border behind so many clauses of either side."""
    sure = corners[np.ix_(left.starts, right.starts)]
    last = Span(len(left.starts) - 1, len(left.starts) - 1), Span(len(right.starts) - 1, len(right.starts) - 1)
    i = j = 0
    for one, other in [*_linked(path, left.homes, right.homes), last]:
        for k in range(i, one.start):
            yield Span(k, k + 1), Span(j, j), float(min(sure[k, j], sure[k + 1, j]))
        for k in range(j, other.start):
            yield Span(one.start, one.start), Span(k, k + 1), float(min(sure[one.start, k], sure[one.start, k + 1]))
        if one:
            box = sure[one.start : one.stop + 1, other.start : other.stop + 1].copy()
            ends = min(box[0, 0], box[-1, -1])
            box[0, 0] = box[-1, -1] = 0.0  # what remains are borders inside the row
            yield one, other, float(ends * (1 - box.max()))
        i, j = one.stop, other.stop


def _linked(path: Sequence[Step], left: Ints, right: Ints) -> list[tuple[Span, Span]]:
    """The segments of both sides that beads of clauses link, directly or through others. ``left`` and ``right``: the
    segments of the clauses."""
    found: list[tuple[Span, Span]] = []
    for step in path:
        if not (step.a and step.b):
            continue
        one = Span(int(left[step.i]), int(left[step.i + step.a - 1]) + 1)
        other = Span(int(right[step.j]), int(right[step.j + step.b - 1]) + 1)
        if found and (one.start < found[-1][0].stop or other.start < found[-1][1].stop):
            before = found.pop()
            one, other = (Span(x.start, max(x.stop, y.stop)) for x, y in zip(before, (one, other), strict=True))
        found.append((one, other))
    return found
