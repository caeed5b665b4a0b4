"""What is known of two sides that are to be aligned: binds the scorers and sums up what they say of every bead.

A side is one column, or several languages that are already set side by side (the rows of a table so far): then every
language of one side votes about every language of the other, which is how a third language helps the other two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from aligner.ballots import Polled, Rolls
from aligner.columns import Column
from aligner.evidence import Lengths, Structure, Votes, bead_scores, null_scores
from aligner.filling import Floats, Lattice, Scores, Shape
from aligner.learning import Lessons
from aligner.neural.votes import Neural
from aligner.parameters import SHAPES, Parameters, parameters
from aligner.progress import SILENT, Meter
from aligner.registry import member, names
from aligner.scorers._base import Bound
from aligner.taught import Glossary
from aligner.types import Span
from aligner.unfinished import ALONE, UNLIKELY

KEPT = 2000  # units of a text up to which the views of its parts are kept, for the sake of memory
Pair = tuple[str, str]


@dataclass(frozen=True)
class Side:
    """One or more columns with the same number of units."""

    columns: tuple[Column, ...]

    def __len__(self) -> int:
        return len(self.columns[0])

    def part(self, start: int, stop: int) -> Side:
        """The units from ``start`` to ``stop`` in every language."""
        return Side(tuple(column.part(start, stop) for column in self.columns))


@dataclass(frozen=True)
class Model:
    """What is believed about each pair of languages, and what was learned from this text."""

    lessons: Mapping[Pair, Lessons] = field(default_factory=dict)
    glossary: Glossary | None = None
    neural: Neural | None = None

    def of(self, left: Column, right: Column) -> Parameters:
        """The numbers for a pair: fitted ones, with what this text taught."""
        base = parameters(left.lang, right.lang)
        lessons = self.lessons.get((left.lang, right.lang))
        return lessons.adapt(base) if lessons else base

    def missing(self, column: Column, other: Column) -> Floats | float:
        """What the log odds of no counterpart in another column gain, per unit, where a block is missing there."""
        lessons = self.lessons.get((column.lang, other.lang)) or self.lessons.get((other.lang, column.lang))
        gaps = lessons.gaps.get(column.lang) if lessons else None
        return gaps.of(column) if gaps else 0.0

    def bind(self, left: Column, right: Column) -> list[Bound]:
        """The evidence of all scorers over two columns."""
        bounds = bind(left, right, self.glossary)
        lessons = self.lessons.get((left.lang, right.lang))
        return [*bounds, *_taught(left, right, lessons)] if lessons else bounds

    def poll(self, left: Column, right: Column) -> Polled:
        """The same as ballots."""
        lessons = self.lessons.get((left.lang, right.lang))
        return _rolls(left.origin.root, right.origin.root, self.glossary, lessons).cut(left, right)


def bind(left: Column, right: Column, glossary: Glossary | None = None) -> list[Bound]:
    """The evidence of two columns, worked out once: bound when they are whole, else a view of what they are from. It is
    the same whichever column comes first."""
    found: list[Bound] | None = left.memo.get((right, glossary))
    if found is None:
        turned: list[Bound] | None = right.memo.get((left, glossary))
        x, y = left.origin.root, right.origin.root
        whole = (x, y) == (left, right)
        if turned is not None:
            found = [Bound(bound.back, bound.forth) for bound in turned]
        elif whole:
            bounds = [member("aligner.scorers", name, "SCORER")(left, right) for name in SCORERS]
            bounds.append(glossary.bind(left, right) if glossary else None)
            found = [bound for bound in bounds if bound is not None]
        else:
            found = _view(bind(x, y, glossary), left, right)
        if whole or max(len(x), len(y)) <= KEPT:
            left.memo[right, glossary] = found
    return found


def _rolls(left: Column, right: Column, glossary: Glossary | None, lessons: Lessons | None) -> Rolls:
    """The trials of all scorers over two whole columns, and those of the words that a first pass taught."""
    if lessons is not None:
        taught = lessons.whole(left, right)
        if taught.rolls is None:
            taught.rolls = Rolls.of([*bind(left, right, glossary), *taught.bounds])
        return taught.rolls
    found: Rolls | None = left.memo.get((Rolls, right, glossary))
    if found is None:
        turned: Rolls | None = right.memo.get((Rolls, left, glossary))
        found = turned.turned() if turned else Rolls.of(bind(left, right, glossary))
        left.memo[Rolls, right, glossary] = found
    return found


def _taught(left: Column, right: Column, lessons: Lessons) -> list[Bound]:
    """The words that a first pass taught, bound to the whole columns once and seen from their parts."""
    x, y = left.origin.root, right.origin.root
    whole = lessons.whole(x, y).bounds
    return whole if (x, y) == (left, right) else _view(whole, left, right)


def _view(whole: Sequence[Bound], left: Column, right: Column) -> list[Bound]:
    """The evidence of whole columns as seen by parts or groups of them."""
    x, y = left.origin, right.origin
    parts = [bound.part(x.span, y.span) for bound in whole]
    if x.units is None and y.units is None:
        return parts
    forms = [np.arange(len(o.span)) if o.units is None else o.units for o in (x, y)]
    return [bound.grouped(forms[0], forms[1]) for bound in parts]


SCORERS = names("aligner.scorers")


def pairs(left: Side, right: Side) -> Iterator[tuple[Column, Column]]:
    """Every language of one side with every language of the other."""
    for x in left.columns:
        for y in right.columns:
            yield x, y


def lattice(left: Side, right: Side, model: Model, seen: list[tuple[Pair, Polled]] | None = None) -> Lattice:
    """The scores of every bead between two short sides; ``seen`` is given the evidence that they are made of."""
    count = len(left.columns) * len(right.columns)
    share = count**-0.5
    votes = Votes.none(len(left), len(right))
    scores: dict[Shape, Scores] = {}
    lonely_left, lonely_right = np.zeros(len(left)), np.zeros(len(right))
    for x, y in pairs(left, right):
        numbers = model.of(x, y)
        polled = model.poll(x, y)
        if seen is not None:
            seen.append(((x.lang, y.lang), polled))
        votes.add(polled, numbers.learned(weight=numbers.weight * share))
        structure, lengths = Structure(x, y, numbers), Lengths(x.lengths, y.lengths, numbers)
        for shape in SHAPES:
            said = lengths.scores(shape)
            structure.add(said, shape)
            if count > 1:
                said *= np.float32(share)
            if shape in scores:
                said += scores[shape]
            said += np.float32(np.log(numbers.shapes.get(shape, 1e-4)) / count)
            scores[shape] = said
        if model.neural is not None:
            model.neural.add(x, y, scores, share)
        lonely_left += (null_scores(x, numbers) + model.missing(x, y)) / count
        lonely_right += (null_scores(y, numbers) + model.missing(y, x)) / count
    borders = [np.mean([UNLIKELY[column.unfinished] for column in side.columns], axis=0) for side in (left, right)]
    cut = any(border.any() for border in borders)
    for (a, b), score in scores.items():
        score += bead_scores(votes, (a, b))
        if cut and score.size:
            score += np.add.outer(borders[0][a - 1 :], borders[1][b - 1 :]).astype(np.float32)
    for lonely, side in ((lonely_left, left), (lonely_right, right)):
        lonely += np.mean([ALONE[column.unfinished] for column in side.columns], axis=0)
    return Lattice({s: m for s, m in scores.items() if m.size}, lonely_left, lonely_right)


@dataclass(frozen=True)
class Setting:
    """What stays the same throughout one alignment, and who is told how far it has come."""

    passes: int = 2
    glossary: Glossary | None = None
    neural: Neural | None = None
    meter: Meter = SILENT
    memory: dict[tuple[tuple[str, Span], ...], Mapping[Pair, Lessons]] = field(default_factory=dict)
    """What each part of the texts has taught, by language and segments: with the vectors it is not learned again."""

    def model(self, lessons: Mapping[Pair, Lessons]) -> Model:
        """What is believed, with what was learned."""
        return Model(lessons, self.glossary, self.neural)
