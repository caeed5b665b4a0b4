"""Which unit of a cell answers which unit of the cell beside it: soft word alignment over all rows at once.

Two alignments, each unit choosing among those of the other side, are made to agree in every round. What a unit is drawn
to is how much of its occurrences it shares with the other (a soft Dice coefficient), what lexicons and readings say,
and how near it stands to the diagonal. So rare words are carried by the lexicon, frequent ones by the text itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aligner.lexicon import Lexicon, load, readings
from glossary.units import Cell

Array = NDArray[Any]
Floats = NDArray[np.float64]
Runs = dict[str, list[tuple[int, int]]]
ROUNDS = 5
LEXICON = 1.0  # how much an exact lexicon entry adds to the drawing of two units: as much as a perfect Dice
BEATEN = 0.7  # hints weaker than this share of the best one for either unit are dropped
NOTHING = 0.04  # the drawing of "no counterpart"
DIAGONAL = 1.5  # how fast the drawing falls with the distance from the diagonal
MOST_PARTS = 3  # longest lexicon entry, in units
PART = 0.4  # how much an English word counts that is part of a rendering of several words
GLOSS = 1.4  # how much an original in brackets adds for what stands before it
MOST_GLOSSED = 5  # so many units before the brackets can be what they explain
LARGEST = 100_000  # rows with more pairs of units than this are left out: no sentence is that long


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that two languages share: numbers of their cells in either column."""

    left: tuple[Cell, ...]
    right: tuple[Cell, ...]
    numbers: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """For one row: ``forth[i, j]`` is how far left unit i is answered by right unit j, ``back[i, j]`` the reverse.

    Rows of ``forth`` and columns of ``back`` sum to at most 1; what is missing found no counterpart.
    """

    forth: Floats
    back: Floats


def shared_rows(left: Sequence[Cell], right: Sequence[Cell]) -> Rows:
    """Pair the cells of two languages by their rows."""
    by_row = {cell.row: number for number, cell in enumerate(right) if cell.units}
    pairs = [
        (number, by_row[cell.row])
        for number, cell in enumerate(left)
        if cell.row in by_row and 0 < len(cell.units) * len(right[by_row[cell.row]].units) <= LARGEST
    ]
    return Rows(tuple(left[i] for i, _ in pairs), tuple(right[j] for _, j in pairs), tuple(pairs))


def correspond(rows: Rows) -> list[Answers]:
    """The answers between the units of every shared row."""
    if not rows.numbers:
        return []
    left_ids, right_ids = _Numbers(), _Numbers()
    hints = _Hints(rows.left[0].lang, rows.right[0].lang)
    shapes: list[tuple[int, int]] = []
    parts: list[tuple[Array, ...]] = []
    at_left = at_right = 0
    for x, y in zip(rows.left, rows.right, strict=True):
        n, m = len(x.units), len(y.units)
        shapes.append((n, m))
        near = np.exp(-DIAGONAL * np.abs(np.linspace(0, 1, n)[:, None] - np.linspace(0, 1, m)[None, :]))
        says = np.array([[u.content for u in y.units]] * n, dtype=float) * np.array([[u.content] for u in x.units])
        hint = hints.matrix(x, y)
        says = np.maximum(says, hint > 0)
        a = np.repeat([left_ids[u.root or u.key] for u in x.units], m)
        b = np.tile([right_ids[u.root or u.key] for u in y.units], n)
        i = np.repeat(np.arange(at_left, at_left + n), m)
        j = np.tile(np.arange(at_right, at_right + m), n)
        parts.append((a, b, i, j, (near * says).ravel(), hint.ravel()))
        at_left, at_right = at_left + n, at_right + m
    a, b, i, j, near, hint = (np.concatenate(column) for column in zip(*parts, strict=True))
    forth, back = _agree(a, b, i, j, near, hint)
    return list(_cut(forth, back, shapes))


def _agree(a: Array, b: Array, i: Array, j: Array, near: Array, hint: Array) -> tuple[Floats, Floats]:
    """Rounds of choosing in both directions, each drawn by what the two agreed on in the round before."""
    _, kind = np.unique(a * (int(b.max()) + 1) + b, return_inverse=True)
    first = np.unique(i, return_index=True)[1]
    left_count = np.bincount(a[first], minlength=int(a.max()) + 1)[a].astype(float)
    first = np.unique(j, return_index=True)[1]
    right_count = np.bincount(b[first], minlength=int(b.max()) + 1)[b].astype(float)
    choices = np.bincount(i)[i] + np.bincount(j)[j]
    both = near * 2.0 / choices
    for _ in range(ROUNDS):
        shared = 2 * np.bincount(kind, both)[kind] / (left_count + right_count)
        drawn = (shared + LEXICON * hint) * near
        forth = drawn / (np.bincount(i, drawn)[i] + NOTHING)
        back = drawn / (np.bincount(j, drawn)[j] + NOTHING)
        both = np.sqrt(forth * back)
    return forth, back


def _cut(forth: Floats, back: Floats, shapes: Sequence[tuple[int, int]]) -> Iterator[Answers]:
    at = 0
    for n, m in shapes:
        yield Answers(forth[at : at + n * m].reshape(n, m), back[at : at + n * m].reshape(n, m))
        at += n * m


class _Numbers(dict[str, int]):
    def __missing__(self, key: str) -> int:
        self[key] = len(self)
        return self[key]


class _Hints:
    """What lexicons, readings and equal spelling say about the units of two cells."""

    def __init__(self, left: str, right: str) -> None:
        self.left, self.right = left.partition("-")[0], right.partition("-")[0]
        self.same = self.left == self.right
        self.forth = None if self.same else load(left, right)
        self.back = None if self.same else load(right, left)

    def matrix(self, x: Cell, y: Cell) -> Floats:
        hint = np.zeros((len(x.units), len(y.units)))
        literal = defaultdict(list)
        for j, unit in enumerate(y.units):
            if unit.gloss:
                continue
            literal[unit.literal].append(j)
            if self.same:
                literal[unit.key].append(j)
        for i, unit in enumerate(x.units):
            for j in literal.get(unit.literal, ()) or (self.same and literal.get(unit.key)) or ():
                hint[i, j] = 1.5
        if self.forth is not None and self.back is not None:
            left, right = _groups(x), _groups(y)
            self._entries(left, right, self.forth, hint)
            self._entries(right, left, self.back, hint.T)
        self._glosses(x, y, hint)
        self._glosses(y, x, hint.T)
        if hint.size:
            best = np.maximum(hint.max(1, keepdims=True), hint.max(0, keepdims=True))
            hint[hint < BEATEN * best] = 0.0
        return hint

    def _glosses(self, x: Cell, y: Cell, hint: Floats) -> None:
        """Words of the left cell that the right one gives as an original in brackets: what stands before them renders
        them, above all what no lexicon has."""
        for first, stop in _gloss_runs(y):
            originals = {unit.literal for unit in y.units[first:stop]}
            lines = [i for i, unit in enumerate(x.units) if unit.literal in originals and unit.content]
            j = first - 1
            while lines and j >= max(0, first - MOST_GLOSSED):
                unit = y.units[j]
                new = unit.content and not self._knows(y.lang, unit.key)
                if unit.content and (new or first - j <= stop - first):
                    for i in lines:
                        hint[i, j] = max(hint[i, j], GLOSS if new else GLOSS / 2)
                if not unit.joined:
                    break
                j -= 1

    def _knows(self, lang: str, key: str) -> bool:
        return len(key) > 1 and any(key in load(lang, other) for other in ("en", "zh") if not lang.startswith(other))

    def _entries(self, left: Runs, places: Runs, lexicon: Lexicon, hint: Floats) -> None:
        pair = lexicon.pair
        for key, spans in left.items():
            entry = _entry(*pair, key)
            if entry is None:
                continue
            for rendering in entry.whole.keys() & places.keys():
                for (start, stop), (begin, end) in product(places[rendering], spans):
                    part = hint[begin:end, start:stop]
                    np.maximum(part, entry.whole[rendering] / max(end - begin, stop - start) ** 0.5, out=part)
            for word in entry.parts.keys() & places.keys():
                weight = max((weight for weight, whole in entry.parts[word] if whole not in places), default=0.0)
                for (start, stop), (begin, end) in product(places[word], spans):
                    part = hint[begin:end, start:stop]
                    np.maximum(part, PART * weight / (end - begin), out=part)


@dataclass(frozen=True, slots=True)
class _Entry:
    """The renderings of a key with their weights; and words of those of several words, each with the whole."""

    whole: dict[str, float]
    parts: dict[str, list[tuple[float, str]]]


@lru_cache(maxsize=1 << 13)
def _entry(left: str, right: str, key: str) -> _Entry | None:
    """What a run of units is rendered by; nothing for most of them, which are in no lexicon."""
    found = list(load(left, right).weighted(key))
    if (left, right) == ("zh", "vi") and len(key) > 1:
        found += [(reading, 0.7) for reading in readings(key)]
    if not found:
        return None
    entry = _Entry({}, {})
    for rendering, weight in found:
        entry.whole[rendering] = max(weight, entry.whole.get(rendering, 0.0))
        if right == "en" and " " in rendering:
            for word in rendering.split(" "):
                entry.parts.setdefault(word, []).append((weight, rendering))
    return entry


def _gloss_runs(cell: Cell) -> list[tuple[int, int]]:
    """The runs of originals in brackets of a cell."""
    runs: list[tuple[int, int]] = []
    for number, unit in enumerate(cell.units):
        if unit.gloss and number:
            if runs and runs[-1][1] == number:
                runs[-1] = runs[-1][0], number + 1
            else:
                runs.append((number, number + 1))
    return runs


def _groups(cell: Cell) -> Runs:
    """Runs of up to a few units that stand together, by their joined key."""
    between = "" if cell.lang.startswith("zh") else " "
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    units = cell.units
    for start in range(len(units)):
        key = units[start].key
        if key:
            found[key].append((start, start + 1))
            if units[start].root:
                found[units[start].root].append((start, start + 1))
        for stop in range(start + 2, min(len(units), start + MOST_PARTS) + 1):
            if not units[stop - 1].joined:
                break
            key = key + between + units[stop - 1].key
            if units[start].content and units[stop - 1].content:
                found[key].append((start, stop))
    return found
