"""How good an alignment is, measured against gold: strict, lax and unit precision, recall and F1.

Strict: a bead counts when the identical bead is in the gold; a predicted null bead counts for precision when the gold
has it. Lax: it counts when at least one of its left segments is linked, in the gold, to one of its right ones. Recall
is the same with the roles swapped and null beads left out (Sennrich & Volk 2010, as vecalign reads them). Unit, for
gold that is coarser than a sentence: precision is the share of beads that lie wholly inside one gold bead, recall the
share of gold beads that are covered by beads inside them and touched by none that is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aligner.types import Table

Pairing = tuple[tuple[int, ...], tuple[int, ...]]
"""A bead as indices: left segments, right segments; either may be empty."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share of a count, kept as both so that documents can be pooled."""

    part: int = 0
    whole: int = 0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.part + other.part, self.whole + other.whole)

    @property
    def value(self) -> float:
        """The share; 0 of 0 is 0."""
        return self.part / self.whole if self.whole else 0.0


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision and recall of one kind."""

    precision: Ratio = Ratio()
    recall: Ratio = Ratio()

    def __add__(self, other: Measure) -> Measure:
        return Measure(self.precision + other.precision, self.recall + other.recall)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        p, r = self.precision.value, self.recall.value
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """The three measures of one or more alignments; ``+`` pools documents."""

    strict: Measure = Measure()
    lax: Measure = Measure()
    unit: Measure = Measure()

    def __add__(self, other: Scores) -> Scores:
        return Scores(self.strict + other.strict, self.lax + other.lax, self.unit + other.unit)


def evaluate(gold: Iterable[Pairing], system: Iterable[Pairing]) -> Scores:
    """The scores of one alignment.

    >>> gold = [((0,), (0,)), ((1,), (1, 2)), ((2,), ())]
    >>> scores = evaluate(gold, [((0,), (0,)), ((1,), (1,)), ((), (2,)), ((2,), ())])
    >>> scores.strict.precision.value, scores.strict.recall.value, scores.lax.recall.value
    (0.5, 0.5, 1.0)
    """
    truth = {bead for bead in gold if any(bead)}
    found = {bead for bead in system if any(bead)}
    solid_truth = {bead for bead in truth if all(bead)}
    solid_found = {bead for bead in found if all(bead)}
    return Scores(
        Measure(Ratio(len(found & truth), len(found)), Ratio(len(solid_truth & solid_found), len(solid_truth))),
        Measure(_lax(found, truth), _lax(solid_truth, solid_found)),
        _unit(truth, found),
    )


def _lax(beads: set[Pairing], reference: set[Pairing]) -> Ratio:
    linked: dict[int, set[int]] = defaultdict(set)
    for left, right in reference:
        for index in left:
            linked[index].update(right)
    hits = sum(
        1 for left, right in beads if (left, right) in reference or any(linked[i].intersection(right) for i in left)
    )
    return Ratio(hits, len(beads))


def _unit(truth: set[Pairing], found: set[Pairing]) -> Measure:
    home: dict[tuple[str, int], Pairing] = {}
    for bead in truth:
        home.update({("left", i): bead for i in bead[0]})
        home.update({("right", j): bead for j in bead[1]})
    inside = 0
    solid = [bead for bead in found if all(bead)]
    held: set[Pairing] = set()
    broken: set[Pairing] = set()
    for left, right in found:
        homes = {home[k] for k in [*(("left", i) for i in left), *(("right", j) for j in right)] if k in home}
        within = len(homes) == 1
        if left and right:
            inside += within
            held.update(homes if within else ())
        if not within:
            broken |= homes
    wanted = {bead for bead in truth if all(bead)}
    return Measure(Ratio(inside, len(solid)), Ratio(len((held - broken) & wanted), len(wanted)))


def beads(table: Table, left: str, right: str, finer: bool = False) -> list[Pairing]:
    """One pair of a table's languages as indices, a bead a row, or as finely as the table knows it (``Table.pair``);
    the halves of a moved pair count as one bead."""
    x, y = table.column(left), table.column(right)
    rows = [(tuple(row.spans[x]), tuple(row.spans[y])) for row in table.rows]
    found = [(tuple(bead.left), tuple(bead.right)) for bead in table.pair(left, right)] if finer else rows
    halves: set[Pairing] = set()
    moved: list[Pairing] = []
    for one, other in table.moved:
        for first, second in ((one, other), (other, one)):
            if rows[first][0] and rows[second][1]:
                halves |= {(rows[first][0], ()), ((), rows[second][1])}
                moved.append((rows[first][0], rows[second][1]))
    return [one for bead in found if bead not in halves for one in singles(bead)] + moved


def singles(bead: Pairing) -> list[Pairing]:
    """What has no counterpart stands alone, one segment a bead, as all gold has it.

    >>> singles(((1, 2), ())), singles(((1, 2), (0,)))
    ([((1,), ()), ((2,), ())], [((1, 2), (0,))])
    """
    left, right = bead
    return [bead] if all(bead) else [*(((i,), ()) for i in left), *(((), (j,)) for j in right)]


def parse_rows(text: str) -> list[tuple[tuple[int, ...], ...]]:
    """Rows of indices from their text form: one row a line, columns set apart by tabs, indices by commas; lines that
    begin with ``#`` are remarks.

    >>> parse_rows("0\\t0,1\\t\\n")
    [((0,), (0, 1), ())]
    """
    lines = [line for line in text.splitlines() if line.strip("\n") and not line.startswith("#")]
    return [tuple(tuple(int(i) for i in cell.split(",") if i) for cell in line.split("\t")) for line in lines]


def pairings(rows: Sequence[tuple[tuple[int, ...], ...]], left: int, right: int) -> list[Pairing]:
    """Two columns of rows of indices as beads."""
    return [bead for row in rows for bead in singles((row[left], row[right]))]
