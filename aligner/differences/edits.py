"""The differences between two texts of one language, unit by unit, put together so that people can read them.

A longest common subsequence keeps every letter it can and leaves confetti. So what is the same but says next to nothing
(a blank, a stop word, half a Chinese word) does not interrupt a change, changes slide to where words and sentences
begin, and a sentence that was mostly rewritten is one change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aligner.differences.runs import common
from aligner.differences.units import WORD_WEIGHT, Unit, key, units
from aligner.types import Span

SAME: Final = "same"
ADDED: Final = "added"
REMOVED: Final = "removed"
CHANGED: Final = "changed"

_REWRITTEN = 0.25
"""Below this share of common words a sentence is shown as replaced."""

_SHORT = 4.0
"""Texts of fewer words are never taken for rewritten."""


_LOUD = 4.0
"""How many words must have changed on either side for one that is the same between them to be passed over."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of both texts. The ``old`` ones tile the old text, the ``new`` ones the new.

    ``kind`` is same, added (``old`` is empty), removed (``new`` is empty) or changed. What is the same may still be
    written otherwise, in ways that were to be ignored.
    """

    kind: str
    old: Span
    new: Span


Op = tuple[bool, int, int, int, int]
"""Whether it is the same, and from where to where in the units of the old and the new text."""


def difference(old: str, new: str, lang: str, ignore: frozenset[str] = frozenset()) -> tuple[Edit, ...]:
    """The edits that make the new text of the old one, in order; none at all when both are the same.

    >>> [(e.kind, e.old.of("a red fox"), e.new.of("a blue fox")) for e in difference("a red fox", "a blue fox", "en")]
    [('same', 'a ', 'a '), ('changed', 'red', 'blue'), ('same', ' fox', ' fox')]
    """
    if old == new or (ignore and key(old, lang, ignore) == key(new, lang, ignore)):
        return ()
    a, b = units(old, lang, ignore), units(new, lang, ignore)
    runs = common([unit.key for unit in a], [unit.key for unit in b])
    ops = _clean(_ops(runs, len(a), len(b)), a, b, _words(old, a, lang), _words(new, b, lang))
    ops = _slid(_trimmed(ops, a, b), a, b, old, new, lang)
    found = _spans(ops, a, b, old, new)
    if ignore:
        found = _without_forms(found, old, new, lang, ignore)
    return tuple(found) if any(edit.kind != SAME for edit in found) else ()


def likeness(edits: Sequence[Edit], old: str, new: str) -> float:
    """The share of both texts that is the same, from 0 to 1.

    >>> round(likeness(difference("the red fox", "the blue fox", "en"), "the red fox", "the blue fox"), 2)
    0.7
    """
    if not edits:
        return 1.0
    same = sum(len(edit.old) + len(edit.new) for edit in edits if edit.kind == SAME)
    return same / max(1, len(old) + len(new))


def _ops(runs: Sequence[tuple[int, int, int]], m: int, n: int) -> list[Op]:
    """Common runs and what is between them."""
    ops: list[Op] = []
    i = j = 0
    for x, y, size in [*runs, (m, n, 0)]:
        if i < x or j < y:
            ops.append((False, i, x, j, y))
        if size:
            ops.append((True, x, x + size, y, y + size))
        i, j = x + size, y + size
    return ops


def _words(text: str, found: Sequence[Unit], lang: str) -> list[int]:
    """For each unit the number of its word: in Chinese several characters share one; else each is its own."""
    if not lang.startswith("zh"):
        return list(range(len(found)))
    from aligner.lang import get

    home: dict[int, int] = {}
    for number, word in enumerate(get(lang).words(text)):
        home.update(dict.fromkeys(word.span, number))
    return [home.get(unit.start, -1 - number) for number, unit in enumerate(found)]


def _clean(
    ops: list[Op], a: Sequence[Unit], b: Sequence[Unit], old_words: Sequence[int], new_words: Sequence[int]
) -> list[Op]:
    """The changes without what interrupts them and says next to nothing."""
    old, new = _Weights(a, old_words), _Weights(b, new_words)
    total = max(old.touched(0, len(a)), new.touched(0, len(b)))
    kept = sum(old.touched(i, p) for same, i, p, _, _ in ops if same)
    if total > _SHORT and kept < _REWRITTEN * total:
        ops = _only_ends(ops, a)
    while True:
        cleaned = _absorbed(ops, old, new)
        if len(cleaned) == len(ops):
            return cleaned
        ops = cleaned


class _Weights:
    """How much stretches of units say, by whole words."""

    def __init__(self, found: Sequence[Unit], words: Sequence[int]) -> None:
        self.units, self.words = found, words

    def whole(self, start: int, stop: int) -> float:
        """The weight of the words that lie wholly inside."""
        words, most = self.words, len(self.words)
        while 0 < start < stop and words[start] == words[start - 1]:
            start += 1
        while start < stop < most and words[stop] == words[stop - 1]:
            stop -= 1
        by_word = {words[at]: self.units[at].weight for at in range(start, stop)}
        return sum(by_word.values())

    def touched(self, start: int, stop: int) -> int:
        """How many words are touched."""
        return len({self.words[at] for at in range(start, stop) if self.units[at].kind not in ("space", "sign")})


def _only_ends(ops: list[Op], a: Sequence[Unit]) -> list[Op]:
    """One change, but for what both texts begin and end with."""
    first = ops[:1] if ops[0][0] and sum(u.weight for u in a[ops[0][1] : ops[0][2]]) >= 2 * WORD_WEIGHT else []
    last = ops[-1:] if len(ops) > 1 and ops[-1][0] else []
    middle = ops[len(first) : len(ops) - len(last)]
    return [*first, (False, middle[0][1], middle[-1][2], middle[0][3], middle[-1][4]), *last] if middle else ops


def _absorbed(ops: Sequence[Op], old: _Weights, new: _Weights) -> list[Op]:
    found: list[Op] = []
    rest = list(ops[::-1])
    while rest:
        op = rest.pop()
        if op[0] and found and rest and _trifle(op, found[-1], rest[-1], old, new):
            before, after = found.pop(), rest.pop()
            op = (False, before[1], after[2], before[3], after[4])
        found.append(op)
    return found


def _trifle(op: Op, before: Op, after: Op, old: _Weights, new: _Weights) -> bool:
    """Whether what is the same here says too little beside the changes around it."""
    _, i, p, _, _ = op
    weight = old.whole(i, p)
    blank = all(unit.kind == "space" for unit in old.units[i:p])
    grows = before[1] == before[2] and after[1] == after[2]
    shrinks = before[3] == before[4] and after[3] == after[4]
    if grows or shrinks:
        return blank or weight == 0.0
    sides = (max(old.touched(s[1], s[2]), new.touched(s[3], s[4])) for s in (before, after))
    return blank or weight == 0.0 or _LOUD * weight < min(sides)


def _trimmed(ops: Sequence[Op], a: Sequence[Unit], b: Sequence[Unit]) -> list[Op]:
    """Changes without the blanks and signs that both sides begin or end with: these stay what they are."""
    found: list[Op] = []
    for same, i, p, j, q in ops:
        if same or i == p or j == q:
            found.append((same, i, p, j, q))
            continue
        x, y = i, j
        while x < p and y < q and a[x].key == b[y].key:
            x, y = x + 1, y + 1
        s, t = p, q
        while s > x and t > y and a[s - 1].key == b[t - 1].key:
            s, t = s - 1, t - 1
        found += [(True, i, x, j, y), (False, x, s, y, t), (True, s, p, t, q)]
    return _joined([op for op in found if op[1] < op[2] or op[3] < op[4]])


def _joined(ops: Sequence[Op]) -> list[Op]:
    """Neighbours of one kind as one."""
    found: list[Op] = []
    for op in ops:
        if found and found[-1][0] == op[0]:
            before = found.pop()
            op = (op[0], before[1], op[2], before[3], op[4])
        found.append(op)
    return found


def _slid(ops: list[Op], a: Sequence[Unit], b: Sequence[Unit], old: str, new: str, lang: str) -> list[Op]:
    """What came or went alone may as well begin a little earlier or later: where a word or a sentence begins."""
    found = list(ops)
    edges: dict[int, frozenset[int]] = {}
    for at in range(1, len(found) - 1):
        same, i, p, j, q = found[at]
        if same or (i < p and j < q) or not (found[at - 1][0] and found[at + 1][0]):
            continue
        side, start, stop, text = (b, j, q, new) if i == p else (a, i, p, old)
        left, right = found[at - 1], found[at + 1]
        back, ahead = left[2] - left[1], right[2] - right[1]
        if id(side) not in edges:
            edges[id(side)] = _edges(text, lang)
        best = _best_slide(side, start, stop, back, ahead, edges[id(side)])
        if best:
            found[at - 1] = (True, left[1], left[2] + best, left[3], left[4] + best)
            found[at] = (False, i + best, p + best, j + best, q + best)
            found[at + 1] = (True, right[1] + best, right[2], right[3] + best, right[4])
    return [op for op in found if op[1] < op[2] or op[3] < op[4]]


def _edges(text: str, lang: str) -> frozenset[int]:
    """Where Chinese words begin and end."""
    if not lang.startswith("zh"):
        return frozenset()
    from aligner.lang import get

    return frozenset(edge for word in get(lang).words(text) for edge in (word.span.start, word.span.stop))


def _best_slide(side: Sequence[Unit], start: int, stop: int, back: int, ahead: int, edges: frozenset[int]) -> int:
    least = 0
    while least > -back and side[start + least - 1].key == side[stop + least - 1].key:
        least -= 1
    most = 0
    while most < ahead and stop + most < len(side) and side[start + most].key == side[stop + most].key:
        most += 1
    if least == most:
        return 0

    def score(by: int) -> tuple[float, int]:
        return _edge(side, start + by, edges) + _edge(side, stop + by, edges), -abs(by)

    return max(range(least, most + 1), key=score)


def _edge(side: Sequence[Unit], at: int, edges: frozenset[int]) -> float:
    """How well a change may begin or end before this unit."""
    if at in (0, len(side)):
        return 5.0
    before, after = side[at - 1], side[at]
    if before.kind == "sign":
        return 4.0 if before.key in "。！？；.!?;" else 3.0
    if before.kind == "space":
        ends = at > 1 and side[at - 2].kind == "sign"
        return 4.5 if ends else 2.0
    if after.kind == "space":
        return 1.9
    return 1.5 if before.stop in edges or after.kind == "sign" else 0.0


def _spans(ops: Sequence[Op], a: Sequence[Unit], b: Sequence[Unit], old: str, new: str) -> list[Edit]:
    """Operations on units as stretches of the texts; units that were left out belong to what stands before them."""
    found: list[Edit] = []
    at, to = 0, 0
    for number, (same, i, p, j, q) in enumerate(ops):
        last = number == len(ops) - 1
        stop = _stop(a, i, p, at, len(old), last)
        until = _stop(b, j, q, to, len(new), last)
        kind = SAME if same else ADDED if i == p else REMOVED if j == q else CHANGED
        found.append(Edit(kind, Span(at, stop), Span(to, until)))
        at, to = stop, until
    if not ops:
        found.append(Edit(SAME, Span(0, len(old)), Span(0, len(new))))
    return found


def _stop(side: Sequence[Unit], start: int, stop: int, at: int, size: int, last: bool) -> int:
    if last:
        return size
    if start == stop:
        return at
    return side[stop].start if stop < len(side) else size


def _without_forms(found: Sequence[Edit], old: str, new: str, lang: str, ignore: frozenset[str]) -> list[Edit]:
    """Changes that are none once what is ignored is gone (“longterm”, “long term”) become the same."""
    kept: list[Edit] = []
    for edit in found:
        if edit.kind != SAME and key(edit.old.of(old), lang, ignore) == key(edit.new.of(new), lang, ignore):
            edit = Edit(SAME, edit.old, edit.new)
        if kept and kept[-1].kind == edit.kind == SAME:
            before = kept.pop()
            edit = Edit(SAME, Span(before.old.start, edit.old.stop), Span(before.new.start, edit.new.stop))
        kept.append(edit)
    return kept
