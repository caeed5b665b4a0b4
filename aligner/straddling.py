"""Beads whose texts overlap: the end of one side's sentence is translated at the beginning of the other's next one.

Where sentences end at other places in two versions, ``A B. | C.`` beside ``A. | B C.``, no cut is right and the two
pairs are one bead. Taken whole, neighbouring beads look good enough apart: most words of each are answered in it. So
every border between two beads is asked again, with the sentences cut into pieces of a few words: do the words at the
end of one side, or those at the beginning of the next, find their counterparts across the border rather than at home?

The chance of an overlap before any word is read grows with the share of beads in this text that are not one to one:
texts whose sentences agree never lose a border to it, and are not asked at all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from aligner.columns import Cell, Column, beginnings
from aligner.pairing import Model, Side, bind, pairs
from aligner.parameters import confidence
from aligner.scorers._base import Trials
from aligner.search import Step

PIECE = {"en": 5, "vi": 6, "zh": 4}  # words (syllables in Vietnamese) of a piece
ASKED = 0.15  # share of beads that are not one to one from which borders are asked
CHUNK = 400  # beads looked at together, for the sake of memory
LARGEST = 8  # units on either side of a bead that overlaps made
REACH = 8  # beads on either side in which a word's other places make it less of a surprise
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def merge(left: Side, right: Side, steps: Sequence[Step], model: Model) -> list[Step]:
    """The beads with those made one that overlap, and with the doubt about each border in their posteriors."""
    share = uneven(steps)
    if share < ASKED:
        return list(steps)
    merged: list[Step] = []
    for start in range(0, len(steps), CHUNK):
        run = steps[start : start + CHUNK]
        merged += _merged(run, evidence(left, right, run, model), share)
    return merged


def uneven(steps: Sequence[Step]) -> float:
    """The share of beads with two sides that are not one to one."""
    full = [step for step in steps if step.a and step.b]
    return sum((step.a, step.b) != (1, 1) for step in full) / max(len(full), 1)


def evidence(left: Side, right: Side, steps: Sequence[Step], model: Model) -> Floats:
    """Per border between two of these beads, which follow one another, the log-likelihood ratio of an overlap."""
    first, last = steps[0], steps[-1]
    x, y = left.part(first.i, last.i + last.a), right.part(first.j, last.j + last.b)
    return _borders(x, y, [replace(step, i=step.i - first.i, j=step.j - first.j) for step in steps], model)


def _merged(steps: Sequence[Step], evidence: Floats, uneven: float) -> list[Step]:
    prior, slope, growth = confidence()["straddle"]
    logits = np.clip(prior + slope * evidence + growth * math.log(uneven), -30, 30)
    chances = 1 / (1 + np.exp(-logits))
    merged = [steps[0]]
    for step, chance in zip(steps[1:], chances.tolist(), strict=True):
        before = merged[-1]
        if not (before.a and before.b and step.a and step.b):
            merged.append(step)
            continue
        a, b = before.a + step.a, before.b + step.b
        if chance > 0.5 and max(a, b) <= LARGEST:
            merged[-1] = Step(before.i, before.j, a, b, min(before.posterior, step.posterior, chance))
        else:
            merged[-1] = replace(before, posterior=before.posterior * (1 - chance))
            merged.append(replace(step, posterior=step.posterior * (1 - chance)))
    return merged


def _borders(left: Side, right: Side, steps: Sequence[Step], model: Model) -> Floats:
    """Per border between neighbouring beads the log-likelihood ratio of an overlap, of either kind."""
    total = np.zeros((2, max(len(steps) - 1, 0)))
    share = (len(left.columns) * len(right.columns)) ** -0.5
    home_left = _homes(len(left), [(s.i, s.a) for s in steps])
    home_right = _homes(len(right), [(s.j, s.b) for s in steps])
    cut = {column: _pieces(column) for column in (*left.columns, *right.columns)}
    for x, y in pairs(left, right):
        numbers = model.of(x, y)
        (a, of_a), (b, of_b) = cut[x], cut[y]
        bounds = bind(a, b, model.glossary)
        lessons = model.lessons.get((x.lang, y.lang))
        taught = lessons.bind(a, b) if lessons else None
        p, q = home_left[of_a], home_right[of_b]
        ahead = np.zeros((2, len(a))), np.zeros((2, len(b)))
        for bound in [*bounds, *([taught] if taught else [])]:
            for side, trials, own, other in ((0, bound.forth, p, q), (1, bound.back, q, p)):
                if len(trials):
                    ahead[side][:] += _across(trials, own, other, len(steps), numbers.hit(trials.family))
        weight = numbers.weight * share
        for kind, (one, two) in enumerate(((0, 1), (1, 0))):
            homes = p, q
            total[kind] += _best(weight * ahead[one][0], homes[one], len(steps), tail=True)[:-1]
            total[kind] += _best(weight * ahead[two][1], homes[two], len(steps), tail=False)[1:]
    either: Floats = np.logaddexp(total[0], total[1])
    return either


def _homes(size: int, runs: Sequence[tuple[int, int]]) -> Ints:
    """The number of the bead in which each unit stands."""
    return np.repeat(np.arange(len(runs)), [length for _, length in runs])[:size]


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
    gains = np.zeros((2, len(own)))
    near = _number(found, np.maximum(home - REACH, 0), home + REACH + 1)
    for row, step in enumerate((1, -1)):
        there = np.clip(home + step, 0, beads - 1)
        away = found.hits(there, there + 1) & (there != home)
        known = at_home.astype(np.int64) + away
        share = np.maximum(np.maximum(near - known, 0) / (2 * REACH), np.maximum(counts - known, 0.5) / beads)
        share = np.clip(share, 0.5 / beads, 0.9)
        full = hit + (1 - hit) * share
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
