"""Two versions of one text in one language, sentence to sentence: same, changed, split, merged, moved, added, removed.

What is the same anchors the rest. Between the anchors sentences are set side by side by the words that they share;
stretches that are too long for that are first cut where two sentences share rare words. What is left over on both
sides is looked for elsewhere in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from aligner.differences.codes import LONG_ENOUGH, Words, best
from aligner.differences.moves import moves, side_by_side
from aligner.differences.pairs import ADDED, CHANGED, MERGED, REMOVED, SAME, SPLIT, Pair
from aligner.differences.runs import Run, common, increasing
from aligner.differences.units import key
from aligner.types import Span

_ALIKE = 0.3
"""From this share of common words on two sentences may be one; sentences picked at random share a tenth or two."""

_CELLS = 20_000
"""Pairs of sentences that are weighed at once; a longer stretch is cut."""


def pair_up(old: Sequence[str], new: Sequence[str], lang: str, ignore: frozenset[str] = frozenset()) -> list[Pair]:
    """Which sentences of two versions belong together.

    >>> found = pair_up(["One.", "Two cats sat.", "End."], ["One.", "Two dogs sat.", "End."], "en")
    >>> [(pair.kind, pair.old.start, pair.new.start) for pair in found]
    [('same', 0, 0), ('changed', 1, 1), ('same', 2, 2)]
    """
    a, b = [key(text, lang, ignore) for text in old], [key(text, lang, ignore) for text in new]
    words = Words(lang)
    pairs: list[Pair] = []
    i = j = 0
    for x, y, size in [*_firm(common(a, b), old, new), (len(a), len(b), 0)]:
        if i < x or j < y:
            pairs += _between(_Side(old, i, x, words), _Side(new, j, y, words))
        pairs += [Pair(SAME, Span(x + n, x + n + 1), Span(y + n, y + n + 1)) for n in range(size)]
        i, j = x + size, y + size
    found = side_by_side(moves(pairs, old, new, words))
    return [replace(one, kind=SAME) if one.kind == CHANGED and _equal(one, a, b) else one for one in found]


def _equal(pair: Pair, a: Sequence[str], b: Sequence[str]) -> bool:
    return a[pair.old.start : pair.old.stop] == b[pair.new.start : pair.new.stop]


def _firm(runs: Sequence[Run], old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The common runs without those that hold apart more than they hold themselves: a short sentence that stands before
    a long passage in the one and after it in the other has moved, not the passage."""
    lengths, others = _sums(old), _sums(new)
    kept: list[Run] = []
    for number, (x, y, size) in enumerate(runs):
        i, j = (kept[-1][0] + kept[-1][2], kept[-1][1] + kept[-1][2]) if kept else (0, 0)
        p, q, _ = runs[number + 1] if number + 1 < len(runs) else (len(old), len(new), 0)
        before, ahead = lengths[x] - lengths[i], lengths[p] - lengths[x + size]
        other_before, other_ahead = others[y] - others[j], others[q] - others[y + size]
        held = max(min(before, other_ahead), min(ahead, other_before))
        if held <= lengths[x + size] - lengths[x] or (p - i) * (q - j) > _CELLS:
            kept.append((x, y, size))
    return kept


def _sums(texts: Sequence[str]) -> list[int]:
    """How many characters stand before each sentence."""
    return [0, *accumulate(len(text) for text in texts)]


class _Side:
    """A stretch of one text: the words of its sentences."""

    def __init__(self, texts: Sequence[str], start: int, stop: int, words: Words) -> None:
        self.start, self.stop = start, stop
        self.codes = [words.of(texts[at]) for at in range(start, stop)]

    def part(self, start: int, stop: int) -> _Side:
        """The sentences from ``start`` to ``stop``, counted from its own first."""
        side = object.__new__(_Side)
        side.start, side.stop = self.start + start, self.start + stop
        side.codes = self.codes[start:stop]
        return side

    def __len__(self) -> int:
        return self.stop - self.start


def _between(old: _Side, new: _Side) -> list[Pair]:
    """The pairs of a stretch in which no sentence is the same."""
    if not old or not new:
        return _apart(old, new)
    if len(old) * len(new) <= _CELLS:
        return _weighed(old, new)
    points = _by_rare_words(old, new)
    if not points:
        count = -(-max(len(old), len(new)) // 120)
        cuts = [(len(old) * n // count, len(new) * n // count) for n in range(1, count)]
        cuts = [cut for cut in cuts if cut not in ((0, 0), (len(old), len(new)))]
        return _in_parts(old, new, cuts) if cuts else _weighed(old, new)
    pairs: list[Pair] = []
    i = j = 0
    for x, y in points:
        pairs += _between(old.part(i, x), new.part(j, y))
        pairs.append(_pair(CHANGED, old, x, x + 1, new, y, y + 1))
        i, j = x + 1, y + 1
    return [*pairs, *_between(old.part(i, len(old)), new.part(j, len(new)))]


def _in_parts(old: _Side, new: _Side, cuts: Sequence[tuple[int, int]]) -> list[Pair]:
    pairs: list[Pair] = []
    i = j = 0
    for x, y in [*cuts, (len(old), len(new))]:
        part, other = old.part(i, x), new.part(j, y)
        pairs += _weighed(part, other) if part and other else _apart(part, other)
        i, j = x, y
    return pairs


def _apart(old: _Side, new: _Side) -> list[Pair]:
    gone = [Pair(REMOVED, Span(at, at + 1), Span(new.start, new.start)) for at in range(old.start, old.stop)]
    return [*gone, *(Pair(ADDED, Span(old.stop, old.stop), Span(at, at + 1)) for at in range(new.start, new.stop))]


def _pair(kind: str, old: _Side, i: int, p: int, new: _Side, j: int, q: int) -> Pair:
    return Pair(kind, Span(old.start + i, old.start + p), Span(new.start + j, new.start + q))


def _by_rare_words(old: _Side, new: _Side) -> list[tuple[int, int]]:
    """Sentences that are each other's best answer by the rare words that they share, in order."""
    there = best(old.codes, new.codes)
    back = best(new.codes, old.codes)
    return increasing(sorted((x, y) for x, y in there.items() if back.get(y) == x))


_SHAPES = ((1, 1, CHANGED), (1, 2, SPLIT), (2, 1, MERGED), (1, 3, SPLIT), (3, 1, MERGED), (2, 2, CHANGED))


def _weighed(old: _Side, new: _Side) -> list[Pair]:
    """The best way to set the sentences side by side: the most words in common."""
    m, n = len(old), len(new)
    gains = [_gain(old.codes, new.codes, p, q) for p, q, _ in _SHAPES]
    best = np.zeros((m + 1, n + 1))
    step = np.full((m + 1, n + 1), -1, dtype=np.int8)
    rows = [best[i] for i in range(m + 1)]
    for i in range(m + 1):
        here, marks = rows[i].tolist(), step[i]
        above = [rows[i - p].tolist() if i >= p else [] for p in (1, 2, 3)]
        for j in range(n + 1):
            top, mark = (above[0][j], 10) if i else (0.0, -1)
            if j and here[j - 1] > top:
                top, mark = here[j - 1], 11
            elif j and not i:
                mark = 11
            for number, (p, q, _) in enumerate(_SHAPES):
                if i >= p and j >= q:
                    gain = gains[number][i - p][j - q]
                    if gain > 0.0 and (total := above[p - 1][j - q] + gain) > top:
                        top, mark = total, number
            here[j] = top
            marks[j] = mark
        rows[i][:] = here
    return _traced(step, old, new)


def _traced(step: npt.NDArray[np.int8], old: _Side, new: _Side) -> list[Pair]:
    pairs: list[Pair] = []
    i, j = len(old), len(new)
    while i or j:
        mark = int(step[i, j])
        if mark == 10:
            i -= 1
            pairs.append(_pair(REMOVED, old, i, i + 1, new, j, j))
        elif mark == 11:
            j -= 1
            pairs.append(_pair(ADDED, old, i, i, new, j, j + 1))
        else:
            p, q, kind = _SHAPES[mark]
            pairs.append(_pair(kind, old, i - p, i, new, j - q, j))
            i, j = i - p, j - q
    return pairs[::-1]


def _gain(old: Sequence[str], new: Sequence[str], p: int, q: int) -> list[list[float]]:
    """What it is worth to pair ``p`` sentences with ``q``, wherever they begin: the words that they have in common
    beyond what any two have."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    left = ["".join(old[at : at + p]) for at in range(len(old) - p + 1)]
    right = ["".join(new[at : at + q]) for at in range(len(new) - q + 1)]
    if not left or not right:
        return []
    alike = cdist(left, right, scorer=Indel.normalized_similarity, dtype=np.float32)
    sizes = np.add.outer(np.array([len(one) for one in left]), np.array([len(one) for one in right]))
    gain = (alike - _ALIKE) * sizes
    if p + q > 2:
        gain = np.where(_each_counts(alike, old, new, p, q), gain, 0.0)
    rows: list[list[float]] = gain.tolist()
    return rows


def _each_counts(
    alike: npt.NDArray[np.float32], old: Sequence[str], new: Sequence[str], p: int, q: int
) -> npt.NDArray[np.bool_]:
    """Where every one of the sentences put together shares something with the other side, so that none is carried
    along; two with two only where the border between them moved."""
    kept = alike > _ALIKE
    for x, y in zip(*np.nonzero(kept), strict=True):
        one, other = old[x : x + p], new[y : y + q]
        many, whole = (other, "".join(one)) if q >= p else (one, "".join(other))
        shared = [len(set(part) & set(whole)) / max(1, len(set(part))) for part in many]
        kept[x, y] = min(shared) >= 0.5 and (p != q or _border_moved(one, other))
    return kept


def _border_moved(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether part of one sentence went over to its neighbour."""
    first, second = set(one[0]) - set(other[0]), set(one[1]) - set(other[1])
    went = len(first & set(other[1])) + len(second & set(other[0]))
    return went >= LONG_ENOUGH
