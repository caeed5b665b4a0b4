"""Two texts whose sentences end at other places, aligned by their clauses.

Where translators join and cut sentences freely, ``A, B. | C.`` beside ``A. | B, C.``, whole sentences are too coarse to
tell what belongs together: a long one takes what answers half of it, and the other half stands alone or beside its
neighbour. Clauses hardly differ in this way. So both texts are cut at their stops and commas, the clauses are aligned
with what the text has taught, and whatever segments their beads link become one row: the rows are as fine as the
segments allow and no finer.

A border of segments is most often one on both sides, the less so the more beads of the text are not one to one; and a
segment that has no counterpart at all does not stand inside the counterpart of another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import regex
from numpy.typing import NDArray

from aligner.columns import Cell, Column, beginnings
from aligner.learning import Lessons
from aligner.pairing import Model, Side, lattice
from aligner.parameters import parameters
from aligner.refining import Joined
from aligner.search import Floats, Lattice, Step, best_corners
from aligner.segmentation import split
from aligner.types import Span

FEWEST = 3  # words (syllables in Vietnamese) of a clause
ONE_TO_ONE = 0.6  # share of the beads of clauses: they are joined and cut more often than sentences
ALONE = 0.6  # how often a clause has no counterpart, beside a segment
ALONE_TOO, INSIDE = 1.4, -4.0
"""Log odds of no counterpart: of a further clause where the other text is between two segments, since one omission
takes them all; of a segment where the other text is amid one, since nothing stands inside another's counterpart."""
KEPT, UNEVEN = 0.97, 0.45
"""The share of borders of segments that both texts have, at most, and by how much it falls with the share of beads that
are not one to one."""
CERTAIN = 1e9  # beads of a lesson that leaves nothing to what was fitted
CHUNK = 200  # rows looked at together, for the sake of memory
_MARK = regex.compile(r"(?:[,;:][\p{Pe}\p{Pf}\"']*(?=[\s\p{Han}])|[，；：]|—+)\s*|\s[–-]\s")
"""Where a clause may end; marks amid figures (1,000, 3:15) part nothing."""
Opens = NDArray[np.bool_]
Ints = NDArray[np.int64]


def finer(columns: Mapping[str, Column], rows: Sequence[Joined], model: Model, uneven: float) -> list[Joined] | None:
    """The rows of two languages, found anew by their clauses; nothing where no segment has more than one.

    ``uneven`` is the share of beads that are not one to one.
    """
    x, y = columns if tuple(columns) in model.lessons else tuple(columns)[::-1]
    left, right = (_Clauses.of(columns[lang]) for lang in (x, y))
    if len(left.column) == len(columns[x]) and len(right.column) == len(columns[y]):
        return None
    lessons = model.lessons.get((x, y)) or Lessons()
    believed = replace(model, lessons={(x, y): _believed(lessons, x, y)})
    found: list[Joined] = []
    for run in _runs(rows):
        spans = [Span(run[0].spans[lang].start, run[-1].spans[lang].stop) for lang in (x, y)]
        parts = left.part(spans[0]), right.part(spans[1])
        for one, other, posterior in _rows(*parts, believed, min(KEPT, 1 - UNEVEN * uneven)):
            own = {
                x: Span(one.start + spans[0].start, one.stop + spans[0].start),
                y: Span(other.start + spans[1].start, other.stop + spans[1].start),
            }
            found.append(Joined({lang: own[lang] for lang in columns}, posterior))
    return found


@dataclass(frozen=True)
class _Clauses:
    """A column whose units are clauses, and where each segment begins among them (the end of the last one included)."""

    column: Column
    starts: Ints

    @classmethod
    def of(cls, column: Column) -> _Clauses:
        """The clauses of whole segments."""
        cells = [_cut(cell, column.lang) for cell in column.cells]
        starts = np.cumsum([0, *(len(run) for run in cells)])
        return cls(Column(column.lang, [cell for run in cells for cell in run], column.blocks), starts)

    def part(self, segments: Span) -> _Clauses:
        """Those of some of the segments."""
        starts = self.starts[segments.start : segments.stop + 1]
        return _Clauses(self.column.part(int(starts[0]), int(starts[-1])), starts - starts[0])

    @property
    def opens(self) -> Opens:
        """Per clause, whether a segment begins with it."""
        opens = np.zeros(len(self.column), bool)
        opens[self.starts[:-1]] = True
        return opens

    @property
    def homes(self) -> Ints:
        """The segment of each clause."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


def _cut(cell: Cell, lang: str) -> list[Cell]:
    """A segment in clauses of a few words at least: cut behind stops, commas, colons and at dashes."""
    sentences = split(cell.text, lang)
    edges = [span.start for span in sentences[1:]]
    edges += [match.end() for span in sentences for match in _MARK.finditer(cell.text, span.start, span.stop)]
    if not edges or len(cell.words) < 2 * FEWEST:
        return [cell]
    places = beginnings(cell, lang)
    kept = [(0, 0)]
    for place in sorted(set(edges)):
        word = int(np.searchsorted(places, place))
        if word - kept[-1][1] >= FEWEST and word <= len(cell.words) - FEWEST:
            kept.append((place, word))
    kept.append((len(cell.text), len(cell.words)))
    return [
        Cell(cell.text[start:stop], cell.words[first:last], cell.kind, cell.opens and not start)
        for (start, first), (stop, last) in pairwise(kept)
    ]


def _runs(rows: Sequence[Joined]) -> Iterator[Sequence[Joined]]:
    """The rows in runs that can be looked at one by one: each ends at the surest border of its second half, the first
    one where several are as sure."""
    start = 0
    while len(rows) - start > CHUNK:
        sure = [round(min(one.posterior, other.posterior), 6) for one, other in pairwise(rows[start : start + CHUNK])]
        stop = start + 1 + max(range(len(sure) // 2, len(sure)), key=sure.__getitem__)
        yield rows[start:stop]
        start = stop
    yield rows[start:]


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


def _rows(left: _Clauses, right: _Clauses, model: Model, copied: float) -> Iterator[tuple[Span, Span, float]]:
    """The segments that the beads of the clauses link, row by row, and how sure each row is."""
    scores = lattice(Side((left.column,)), Side((right.column,)), model)
    path, corners = best_corners(_bordered(scores, left.opens, right.opens, copied))
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


def _bordered(scores: Lattice, left: Opens, right: Opens, copied: float) -> Lattice:
    """The scores of beads of clauses with what the borders of segments say: with probability ``copied`` one is a border
    on both sides, else they know nothing of each other."""
    if not (len(left) and len(right)):
        return scores
    share = float(np.clip((left.mean() + right.mean()) / 2, 0.02, 0.98))
    begins = np.full((len(left), len(right)), np.log(1 - copied), np.float32)
    begins[np.ix_(left, right)] = np.log(copied / share + 1 - copied)
    begins[np.ix_(~left, ~right)] = np.log(copied / (1 - share) + 1 - copied)
    passed = [np.concatenate([[0], np.cumsum(opens)]) * np.log(1 - copied) for opens in (left, right)]
    for (a, b), score in scores.scores.items():
        high, wide = score.shape
        inside = [sums[width:] - sums[1 : len(sums) - width + 1] for sums, width in zip(passed, (a, b), strict=True)]
        score += begins[:high, :wide]
        score += np.add.outer(inside[0], inside[1]).astype(np.float32)
    amid_left, amid_right = (np.append(~opens, False) for opens in (left, right))  # between two clauses of a segment
    alone_left = scores.left[:, None] + _alone(left)[:, amid_right.astype(np.int64)]
    alone_right = scores.right[None, :] + _alone(right).T[amid_left.astype(np.int64)]
    return Lattice(scores.scores, alone_left, alone_right)


def _alone(opens: Opens) -> Floats:
    """Per clause, what changes the odds that it has no counterpart: where the other text is between two of its
    segments, and where it is amid one."""
    return np.column_stack([np.where(opens, 0.0, ALONE_TOO), np.where(opens, INSIDE, 0.0)])
