"""Beads whose texts overlap: the end of one side's sentence is translated at the beginning of the other's next one.

Where sentences end at other places in two versions, ``A B. | C.`` beside ``A. | B C.``, no cut is right and the two
pairs are one bead. Taken whole, neighbouring beads look good enough apart: most words of each are answered in it. So
every border between two beads is asked again, with the sentences cut into pieces of a few words: do the words at the
end of one side, or those at the beginning of the next, find their counterparts across the border rather than at home?

The chance of an overlap before any word is read grows with the share of beads in this text that are not one to one:
texts whose sentences agree never lose a border to it, and are not asked at all.

Texts that have clauses are aligned again by these instead (``finer``), and a table of three languages or more is made
of what all pairs link (``closure``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations, groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from aligner.ballots import MOST
from aligner.boxes import Pair
from aligner.closure import closed, of_pair
from aligner.columns import Cell, Column, beginnings
from aligner.evenness import Stretch, stretches, uneven
from aligner.finer import finer
from aligner.pairing import Model, bind
from aligner.parameters import confidence
from aligner.refining import Joined
from aligner.scorers._base import Trials
from aligner.types import Span

PIECE = {"en": 5, "vi": 6, "zh": 4}  # words (syllables in Vietnamese) of a piece
TOGETHER = 10  # stretches of a table that are made anew together, for the sake of memory
LARGEST = 8  # units of a language in a row that overlaps made
REACH = 8  # beads on either side in which a word's other places make it less of a surprise
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def merge(columns: Mapping[str, Column], rows: Sequence[Joined], model: Model) -> list[Joined]:
    """The rows with those made one that overlap, and with the doubt about each border in their posteriors: where the
    text is uneven, stretch by stretch."""
    parts = stretches(columns, rows)
    odd = [row for part in parts if part.odd for row in part.rows]
    if not odd:
        return list(rows)
    own = {(x, y): of_pair(odd, x, y) for x, y in combinations(columns, 2)}
    shares = {pair: uneven({lang: columns[lang] for lang in pair}, beads) for pair, beads in own.items()}
    if len(columns) == 2:
        return _two(columns, parts, model, shares)
    merged: list[Joined] = []
    for is_odd, group in groupby(parts, key=lambda part: part.odd):
        near = list(group)
        for first in range(0, len(near), TOGETHER):
            some = near[first : first + TOGETHER]
            merged += _table(columns, some, model, shares) if is_odd else [row for part in some for row in part.rows]
    return merged


def _two(
    columns: Mapping[str, Column], parts: Sequence[Stretch], model: Model, shares: Mapping[Pair, float]
) -> list[Joined]:
    """The rows of two languages: by their clauses where there are any, else by pieces of their sentences."""
    (pair,) = shares
    found = finer(columns, parts, model, shares)
    anew = iter(found or ())
    merged: list[Joined] = []
    for part in parts:
        if not part.odd:
            merged += part.rows
        elif found is not None:
            merged += next(anew)[pair]
        else:
            merged += _merged(part.rows, evidence(columns, part.rows, model), shares[pair])
    return merged


def _table(
    columns: Mapping[str, Column], near: Sequence[Stretch], model: Model, shares: Mapping[Pair, float]
) -> list[Joined]:
    """The rows of stretches that follow one another, out of the beads of all pairs of languages: by their clauses,
    where there are any."""
    start = {lang: span.start for lang, span in near[0].spans.items()}
    stop = {lang: span.stop for lang, span in near[-1].spans.items()}
    cut = {lang: column.part(start[lang], stop[lang]) for lang, column in columns.items()}
    parts = [Stretch([_moved(row, start, -1) for row in part.rows], True) for part in near]
    found = finer(cut, parts, model, shares) or [
        {(x, y): of_pair(part.rows, x, y) for x, y in combinations(columns, 2)} for part in parts
    ]
    beads = {pair: [bead for own in found for bead in own[pair]] for pair in shares}
    return [_moved(row, start, 1) for row in closed({lang: len(column) for lang, column in cut.items()}, beads)]


def _moved(row: Joined, by: Mapping[str, int], way: int) -> Joined:
    spans = {lang: Span(span.start + way * by[lang], span.stop + way * by[lang]) for lang, span in row.spans.items()}
    return replace(row, spans=spans)


def evidence(columns: Mapping[str, Column], rows: Sequence[Joined], model: Model) -> Floats:
    """Per border between two of these rows, which follow one another, the log-likelihood ratio of an overlap."""
    filled = {lang: column for lang, column in columns.items() if any(row.spans[lang] for row in rows)}
    pieces, homes = {}, {}
    for lang, column in filled.items():
        first = rows[0].spans[lang].start
        pieces[lang], units = _pieces(column.part(first, rows[-1].spans[lang].stop))
        homes[lang] = np.repeat(np.arange(len(rows)), [len(row.spans[lang]) for row in rows])[units]
    total = np.zeros((2, max(len(rows) - 1, 0)))
    for x, y in combinations(filled, 2):
        if (x, y) not in model.lessons and (y, x) in model.lessons:
            x, y = y, x
        a, b = pieces[x], pieces[y]
        numbers = model.of(a, b)
        lessons = model.lessons.get((x, y))
        taught = lessons.bind(a, b) if lessons else None
        ahead = np.zeros((2, len(a))), np.zeros((2, len(b)))
        for bound in [*bind(a, b, model.glossary), *([taught] if taught else [])]:
            for side, trials, own, other in ((0, bound.forth, homes[x], homes[y]), (1, bound.back, homes[y], homes[x])):
                if len(trials):
                    ahead[side][:] += _across(trials, own, other, len(rows), numbers.hit(trials.family))
        for kind, (one, two) in enumerate(((0, 1), (1, 0))):
            for side, row, tail, kept in ((one, 0, True, slice(0, -1)), (two, 1, False, slice(1, None))):
                gains = numbers.weight * ahead[side][row]
                total[kind] += _best(gains, homes[(x, y)[side]], len(rows), tail)[kept]
    either: Floats = np.logaddexp(total[0], total[1]) * max(len(filled) - 1, 1) ** -0.5
    return either


def _merged(rows: Sequence[Joined], evidence: Floats, uneven: float) -> list[Joined]:
    prior, slope, growth = confidence()["straddle"]
    logits = np.clip(prior + slope * evidence + growth * math.log(uneven), -30, 30)
    chances = 1 / (1 + np.exp(-logits))
    merged = [rows[0]]
    for row, chance in zip(rows[1:], chances.tolist(), strict=True):
        before = merged[-1]
        if sum(bool(before.spans[lang]) and bool(span) for lang, span in row.spans.items()) < 2:
            merged.append(row)
            continue
        spans = {lang: Span(before.spans[lang].start, span.stop) for lang, span in row.spans.items()}
        if chance > 0.5 and max(map(len, spans.values())) <= LARGEST:
            merged[-1] = Joined(spans, min(before.posterior, row.posterior, chance))
        else:
            merged[-1] = replace(before, posterior=before.posterior * (1 - chance))
            merged.append(replace(row, posterior=row.posterior * (1 - chance)))
    return merged


def _pieces(column: Column) -> tuple[Column, Ints]:
    """The units cut into pieces of a few words, and for each piece the unit that it is from."""
    size = PIECE[column.lang.partition("-")[0]]
    origin = column.origin
    homes = range(len(origin.span)) if origin.units is None else origin.units.tolist()
    cells: list[Cell] = []
    units: list[int] = []
    for unit, cell in zip(homes, origin.root.cells[origin.span.start : origin.span.stop], strict=True):
        words = cell.words
        count = max(1, round(len(words) / size))
        edges = [len(words) * n // count for n in range(count + 1)]
        places = [*beginnings(cell, column.lang), len(cell.text)]
        for begin, end in pairwise(edges):
            start = places[begin] if begin else 0
            cells.append(Cell(cell.text[start : places[end]], words[begin:end]))
            units.append(unit)
    return Column(column.lang, cells), np.array(units, np.int64)


def _across(trials: Trials, own: Ints, other: Ints, beads: int, hit: float) -> Floats:
    """Per piece, how much better its words are answered in the next bead (first row) and in the one before (second)
    than in its own. ``own`` and ``other`` give the bead of each piece on this side and on the other."""
    found = trials.grouped(np.arange(len(own)), other)
    home = own[found.units]
    at_home = found.hits(home, home + 1)
    counts = found.counts[found.words]
    rate = np.minimum(hit * found.rates, MOST)[found.words]
    gains = np.zeros((2, len(own)))
    near = _number(found, np.maximum(home - REACH, 0), home + REACH + 1)
    for row, step in enumerate((1, -1)):
        there = np.clip(home + step, 0, beads - 1)
        away = found.hits(there, there + 1) & (there != home)
        known = at_home.astype(np.int64) + away
        share = np.maximum(np.maximum(near - known, 0) / (2 * REACH), np.maximum(counts - known, 0.5) / beads)
        share = np.clip(share, 0.5 / beads, 0.9)
        full = rate + (1 - rate) * share
        yes, no = np.log(full / share), np.log((1 - full) / (1 - share))
        gains[row] = np.bincount(found.units, np.where(away, yes, no) - np.where(at_home, yes, no), minlength=len(own))
    return gains


def _number(trials: Trials, begin: Ints, end: Ints) -> Ints:
    """Per trial, how many places its word has from ``begin`` to ``end``."""
    step = int(max(trials.places.max(initial=0), end.max(initial=0))) + 1
    keys = np.repeat(np.arange(len(trials.counts)), trials.counts) * step + trials.places
    at = trials.words * step
    return np.searchsorted(keys, at + end) - np.searchsorted(keys, at + begin)


def _best(gains: Floats, home: Ints, beads: int, tail: bool) -> Floats:
    """Per bead, what its last (or first) pieces gain by belonging across the border: the mean over how many they are,
    none and all included."""
    first = np.searchsorted(home, np.arange(beads + 1))
    found = np.zeros(beads)
    for bead, (start, stop) in enumerate(pairwise(first)):
        run = gains[start:stop]
        if len(run):
            sums = np.concatenate([[0.0], np.cumsum(run[::-1] if tail else run)])
            found[bead] = np.logaddexp.reduce(sums) - math.log(len(sums))
    return found
