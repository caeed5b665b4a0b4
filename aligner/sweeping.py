"""Two sides in, beads out: cuts long texts at anchors, searches chunk by chunk, and learns from its own first pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from aligner.anchors import cuts
from aligner.ballots import Polled
from aligner.learning import Lessons, Observations
from aligner.pairing import Model, Pair, Setting, Side, lattice, pairs
from aligner.progress import Meter
from aligner.search import Lattice, Step, best_paths, likeliest_beads

PAD = 16  # units beyond an anchor that a chunk looks ahead, so that its last beads are not forced
TOGETHER, AT_ONCE = 8, 240_000  # chunks that are searched side by side, and the cells of their lattices
PADDED = 1.4  # these cells may be so many times those that there were without padding
Place = tuple[int, int]


def align_sides(
    left: Side, right: Side, setting: Setting | None = None, known: Mapping[Pair, Lessons] | None = None
) -> tuple[list[Step], Model]:
    """Beads that tile both sides, in order, and the model that found them last.

    The first pass uses fitted numbers; each further one uses what the confident beads of the pass before taught:
    hit rates, length ratio, share of units without counterpart, and words that go together in this text. What was
    ``known`` of every pair before makes one pass enough.
    """
    setting = setting or Setting()
    model = setting.model(known or {})
    passes = setting.passes
    if all((x.lang, y.lang) in model.lessons for x, y in pairs(left, right)):
        passes = 1
    steps: list[Step] = []
    places = cuts(left, right, model)
    for number, meter in enumerate(setting.meter.parts([1.0] * passes)):
        watch = Observations() if number + 1 < passes else None
        steps = _sweep(left, right, places, model, watch, meter)
        if watch is not None:
            model = setting.model(watch.lessons(left.columns, right.columns, steps))
    return steps, model


def _sweep(
    left: Side,
    right: Side,
    places: Sequence[tuple[int, int]],
    model: Model,
    watch: Observations | None,
    meter: Meter,
) -> list[Step]:
    """One pass over the whole text, chunk by chunk. A chunk ends a little beyond an anchor; its beads are kept up to
    the anchor, and the next chunk begins where the last kept bead ends.

    That is nearly always at the anchor, so the chunks of a few anchors are searched together, and one alone again where
    it is not."""
    steps: list[Step] = []
    at = 0, 0
    last = len(left), len(right)
    for group in _groups([(0, 0), *places, last]):
        meter(at[0] / max(len(left), 1))
        chunks = [_Chunk(at if k == 0 else start, stop, left, right) for k, (start, stop) in enumerate(group)]
        chunks = [chunk for chunk in chunks if chunk.stop == last or chunk.goes_on_from(at)]
        paths = _paths(chunks, model)
        for chunk, path in zip(chunks, paths, strict=True):
            if chunk.stop != last and not chunk.goes_on_from(at):
                continue
            if chunk.start != at:
                chunk = _Chunk(at, chunk.stop, left, right)
                path = _paths([chunk], model)[0]
            kept = [s for s in path if chunk.stop == last or chunk.within(s)]
            if watch is not None:
                watch.committed(kept, chunk.seen)
            steps += [Step(at[0] + s.i, at[1] + s.j, s.a, s.b, s.posterior) for s in kept]
            if kept:
                at = steps[-1].i + steps[-1].a, steps[-1].j + steps[-1].b
    return steps


@dataclass
class _Chunk:
    """Where a part of both sides begins, and the anchor up to which its beads are kept."""

    start: Place
    stop: Place
    left: Side
    right: Side
    seen: list[tuple[Pair, Polled]] = field(default_factory=list)
    """The evidence that its scores were made of."""

    def goes_on_from(self, place: Place) -> bool:
        """Whether the anchor is beyond a place on both sides."""
        return self.stop[0] > place[0] and self.stop[1] > place[1]

    def within(self, step: Step) -> bool:
        """Whether a bead of it ends at the anchor at the latest."""
        return self.start[0] + step.i + step.a <= self.stop[0] and self.start[1] + step.j + step.b <= self.stop[1]

    def lattice(self, model: Model) -> Lattice:
        """The scores of its beads, and of those a little beyond."""
        (i, j), (x, y) = self.start, self.stop
        self.seen.clear()
        sides = self.left.part(i, min(x + PAD, len(self.left))), self.right.part(j, min(y + PAD, len(self.right)))
        return lattice(*sides, model, self.seen)


def _paths(chunks: Sequence[_Chunk], model: Model) -> list[list[Step]]:
    """The beads of some chunks, counted from where each begins."""
    lattices = [chunk.lattice(model) for chunk in chunks]
    if not lattices:
        return []
    return best_paths(lattices) if model.neural is None else [likeliest_beads(one) for one in lattices]


def _groups(places: Sequence[Place]) -> Iterator[list[tuple[Place, Place]]]:
    """Chunks, from anchor to anchor, in groups that are searched together: few, since memory grows with the largest."""
    group: list[tuple[Place, Place]] = []
    high = wide = cells = 0
    for start, stop in pairwise(places):
        size = stop[0] - start[0] + PAD, stop[1] - start[1] + PAD
        taller, wider = max(high, size[0]), max(wide, size[1])
        padded = taller * wider * (len(group) + 1)
        if group and (len(group) == TOGETHER or padded > min(AT_ONCE, PADDED * (cells + size[0] * size[1]))):
            yield group
            group, cells, (taller, wider) = [], 0, size
        high, wide, cells = taller, wider, cells + size[0] * size[1]
        group.append((start, stop))
    yield group
