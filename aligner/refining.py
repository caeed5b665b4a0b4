"""Rows over three or more languages, looked at again where pairs of languages would rather be aligned otherwise.

Languages are joined one by one, so an early decision binds the later ones. Here every pair is aligned by itself with
what the text has taught, which costs one more pass. Where the pairs agree with the rows, nothing is left to decide.
Where a pair's best beads cross a border of rows, the few rows around are searched anew over all languages at once,
exactly: dynamic programming over small boxes with one axis per language. Rows that a pair still contradicts say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from aligner.boxes import Box, Pair, Place, Sizes, search
from aligner.columns import Column
from aligner.pairing import Model, Side, lattice
from aligner.progress import SILENT, Meter
from aligner.search import Lattice, most_likely
from aligner.types import Span

CHUNK = 150  # rows looked at together, for the sake of memory
VOLUME = 1500  # states of a box that is searched at most
HELD = -4.0  # what speaks against a segment without counterpart inside a row, where other languages hold it


@dataclass(frozen=True, slots=True)
class Joined:
    """A row in the making: one span per language, the posterior probability of the bead that made it, the pairs of
    languages that by themselves would be aligned otherwise here, and the borders that pairs have inside the row: after
    how many of its segments of either language."""

    spans: dict[str, Span]
    posterior: float
    apart: tuple[Pair, ...] = ()
    inside: tuple[tuple[Pair, Sizes], ...] = ()


def refine(columns: Mapping[str, Column], rows: Sequence[Joined], model: Model, meter: Meter = SILENT) -> list[Joined]:
    """The rows, better where they can be, and marked where a pair of languages disagrees."""
    if len(columns) < 3:
        return list(rows)
    found: list[Joined] = []
    for start in range(0, len(rows), CHUNK):
        meter(start / len(rows))
        run = rows[start : start + CHUNK]
        first = {lang: run[0].spans[lang].start for lang in columns}
        parts = {lang: columns[lang].part(first[lang], run[-1].spans[lang].stop) for lang in columns}
        for row in _refined(parts, [_moved(row, first, -1) for row in run], model):
            found.append(_moved(row, first, 1))
    return found


def _moved(row: Joined, by: Mapping[str, int], sign: int) -> Joined:
    spans = {lang: Span(s.start + sign * by[lang], s.stop + sign * by[lang]) for lang, s in row.spans.items()}
    return replace(row, spans=spans)


@dataclass(frozen=True)
class _Pairs:
    """The lattice of every pair of languages over one chunk, and its best beads."""

    langs: tuple[str, ...]
    lattices: dict[Pair, Lattice]
    shapes: dict[Pair, dict[Sizes, float]]
    beads: dict[Pair, list[tuple[Span, Span]]]
    links: dict[Place, float] = field(default_factory=dict)


def _refined(columns: Mapping[str, Column], rows: list[Joined], model: Model) -> list[Joined]:
    filled = {lang: column for lang, column in columns.items() if len(column)}
    if len(filled) < 3:
        return rows
    lattices: dict[Pair, Lattice] = {}
    shapes: dict[Pair, dict[Sizes, float]] = {}
    beads: dict[Pair, list[tuple[Span, Span]]] = {}
    for x, y in combinations(filled, 2):
        pair = (x, y) if (x, y) in model.lessons or (y, x) not in model.lessons else (y, x)
        a, b = filled[pair[0]], filled[pair[1]]
        lattices[pair] = lattice(Side((a,)), Side((b,)), model)
        shapes[pair] = model.of(a, b).shapes
        path = most_likely(lattices[pair])
        beads[pair] = [(Span(s.i, s.i + s.a), Span(s.j, s.j + s.b)) for s in path if s.a and s.b]
    pairs = _Pairs(tuple(filled), lattices, shapes, beads)
    found: list[Joined] = []
    done = 0
    for first, last in _doubtful(rows, pairs):
        found += rows[done:first]
        found += _searched(rows[first : last + 1], pairs)
        done = last + 1
    found += rows[done:]
    apart = _disagreements(found, pairs)
    return [replace(row, apart=tuple(sorted(apart[n])), inside=_inside(row, pairs)) for n, row in enumerate(found)]


def _inside(row: Joined, pairs: _Pairs) -> tuple[tuple[Pair, Sizes], ...]:
    """The borders that pairs of languages have inside a row. What holds it together is one of them; the others may well
    be aligned more finely, as they are alone."""
    if all(len(span) < 2 for span in row.spans.values()):
        return ()
    borders: list[tuple[Pair, Sizes]] = []
    for (x, y), scores in pairs.lattices.items():
        left, right = row.spans[x], row.spans[y]
        if left and right and len(left) + len(right) > 2:
            part = scores.part(left, right)
            steps = most_likely(Lattice(part.scores, part.left + HELD, part.right + HELD))
            borders += [((x, y), (step.i, step.j)) for step in steps[1:]]
    return tuple(borders)


def _touched(rows: Sequence[Joined], pairs: _Pairs) -> Iterator[tuple[Pair, list[int]]]:
    """For every bead of every pair the numbers of the rows that it touches, ascending."""
    home = {lang: [n for n, row in enumerate(rows) for _ in row.spans[lang]] for lang in pairs.langs}
    for (x, y), beads in pairs.beads.items():
        for left, right in beads:
            yield (x, y), sorted({home[x][i] for i in left} | {home[y][j] for j in right})


def _disagreements(rows: Sequence[Joined], pairs: _Pairs) -> list[set[Pair]]:
    """Per row the pairs whose own beads lead out of it, or that would not link its two sides at all."""
    apart: list[set[Pair]] = [set() for _ in rows]
    linked: list[set[Pair]] = [set() for _ in rows]
    for pair, touched in _touched(rows, pairs):
        for n in touched:
            (apart if len(touched) > 1 else linked)[n].add(pair)
    for n, row in enumerate(rows):
        apart[n] |= {(x, y) for x, y in pairs.beads if row.spans[x] and row.spans[y]} - linked[n]
    return apart


def _doubtful(rows: Sequence[Joined], pairs: _Pairs) -> list[tuple[int, int]]:
    """First and last rows of the runs that are worth another look: those that a pair contradicts, those that hold
    several beads of a pair, or none of its beads, and those with several sentences of a language, which may have been
    joined for want of voters."""
    runs: list[tuple[int, int]] = []
    inside: list[dict[Pair, int]] = [{} for _ in rows]
    for pair, touched in _touched(rows, pairs):
        if len(touched) > 1:
            runs.append((touched[0], touched[-1]))
        else:
            inside[touched[0]][pair] = inside[touched[0]].get(pair, 0) + 1
    for n, row in enumerate(rows):
        there = [pair for pair in pairs.beads if row.spans[pair[0]] and row.spans[pair[1]]]
        several = any(len(row.spans[lang]) > 1 for lang in pairs.langs)
        if several or any(pair not in inside[n] or inside[n][pair] > 1 for pair in there):
            runs.append((n, n))
    merged: list[tuple[int, int]] = []
    for first, last in sorted(runs):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _searched(rows: list[Joined], pairs: _Pairs) -> list[Joined]:
    """The best rows over the same units as these, when the box is small enough to be searched."""
    begin = tuple(rows[0].spans[lang].start for lang in pairs.langs)
    sizes = tuple(rows[-1].spans[lang].stop - start for lang, start in zip(pairs.langs, begin, strict=True))
    box = Box(pairs.langs, begin, sizes, pairs.lattices, pairs.shapes, pairs.links)
    if box.volume > VOLUME:
        return rows
    others = {lang: span for lang, span in rows[0].spans.items() if lang not in pairs.langs}
    found = []
    for place, step, posterior in search(box):
        corners = zip(pairs.langs, begin, place, step, strict=True)
        spans = {lang: Span(start + at, start + at + units) for lang, start, at, units in corners}
        found.append(Joined(others | spans, posterior))
    return found
