"""What two sequences have in common, in order: the runs of the longest common subsequence.

Up to ``WHOLE`` cells it is exact. Longer sequences are first cut at what each has exactly once, as patience diff does,
so that time and memory stay near linear; where even that gives no cut, both are cut where they stand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence

from rapidfuzz.distance import LCSseq

WHOLE = 16_000_000
"""Cells (one length times the other) that are searched as a whole: some 2 MB and 50 ms."""

_PIECE = 2000
"""How long the pieces are into which sequences are cut that share nothing unique."""

Run = tuple[int, int, int]
"""Where a common run begins in the one and in the other, and how long it is."""


def common(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Run]:
    """The common runs in order, as long as they go.

    >>> common("abcd", "abxd")
    [(0, 0, 2), (3, 3, 1)]
    """
    numbers: dict[Hashable, int] = {}
    left = [numbers.setdefault(item, len(numbers)) for item in a]
    right = [numbers.setdefault(item, len(numbers)) for item in b]
    found: list[Run] = []
    todo = [(0, len(left), 0, len(right))]
    while todo:
        i, p, j, q = todo.pop()
        size = _ahead(left, i, p, right, j, q)
        if size:
            found.append((i, j, size))
            i, j = i + size, j + size
        size = _behind(left, i, p, right, j, q)
        if size:
            p, q = p - size, q - size
            found.append((p, q, size))
        if i == p or j == q:
            continue
        if (p - i) * (q - j) <= WHOLE:
            found += [(i + x, j + y, n) for x, y, n in _exact(left[i:p], right[j:q])]
        else:
            todo += _cut(left, i, p, right, j, q)
    return _merged(sorted(found))


def _ahead(a: Sequence[int], i: int, p: int, b: Sequence[int], j: int, q: int) -> int:
    size, most = 0, min(p - i, q - j)
    while size < most and a[i + size] == b[j + size]:
        size += 1
    return size


def _behind(a: Sequence[int], i: int, p: int, b: Sequence[int], j: int, q: int) -> int:
    size, most = 0, min(p - i, q - j)
    while size < most and a[p - 1 - size] == b[q - 1 - size]:
        size += 1
    return size


def _exact(a: Sequence[int], b: Sequence[int]) -> list[Run]:
    return [
        (op.src_start, op.dest_start, op.src_end - op.src_start) for op in LCSseq.opcodes(a, b) if op.tag == "equal"
    ]


def _cut(a: Sequence[int], i: int, p: int, b: Sequence[int], j: int, q: int) -> list[tuple[int, int, int, int]]:
    """The parts between the fixed points of a stretch that is too long, these points at the end of a part each."""
    points = _unique(a, i, p, b, j, q)
    if not points:
        size = max(p - i, q - j)
        count = -(-size // _PIECE)
        points = [(i + (p - i) * n // count, j + (q - j) * n // count) for n in range(1, count)]
    parts = []
    for x, y in points:
        parts.append((i, x, j, y))
        i, j = x, y
    return [*parts, (i, p, j, q)]


def _unique(a: Sequence[int], i: int, p: int, b: Sequence[int], j: int, q: int) -> list[tuple[int, int]]:
    """Places of what stands once in either stretch, as far as the order is the same."""
    once_a, once_b = Counter(a[i:p]), Counter(b[j:q])
    places = {item: y for y, item in enumerate(b[j:q], j) if once_b[item] == 1}
    pairs = [(x, places[item]) for x, item in enumerate(a[i:p], i) if once_a[item] == 1 and item in places]
    return [pair for pair in increasing(pairs) if pair != (i, j)]


def increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of pairs, sorted by the first, in which the second grows too.

    >>> increasing([(0, 5), (1, 1), (2, 2), (3, 0)])
    [(1, 1), (2, 2)]
    """
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, y) in enumerate(pairs):
        place = bisect_left(tops, y)
        before.append(ends[place - 1] if place else -1)
        if place == len(tops):
            tops.append(y)
            ends.append(number)
        else:
            tops[place], ends[place] = y, number
    chain = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _merged(runs: Sequence[Run]) -> list[Run]:
    """Runs that go on where the one before ended, as one."""
    found: list[Run] = []
    for i, j, size in runs:
        if found and found[-1][0] + found[-1][2] == i and found[-1][1] + found[-1][2] == j:
            i, j, size = found[-1][0], found[-1][1], found.pop()[2] + size
        found.append((i, j, size))
    return found
