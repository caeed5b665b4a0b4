"""Common runs and changes made readable: no confetti, and changes begin where words and sentences begin."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.differences.units import WORD_WEIGHT, Unit

_REWRITTEN = 0.25
"""Below this share of common words a sentence is shown as replaced."""

_SHORT = 4.0
"""Texts of fewer words are never taken for rewritten."""


_LOUD = 4.0
"""How many words must have changed on either side for one that is the same between them to be passed over."""


Op = tuple[bool, int, int, int, int]
"""Whether it is the same, and from where to where in the units of the old and the new text."""


def readable(ops: list[Op], old: Side, new: Side) -> list[Op]:
    """The same changes as people would mark them: put together, trimmed, and moved to the borders of words."""
    total = max(old.touched(0, len(old.units)), new.touched(0, len(new.units)))
    kept = sum(old.touched(i, p) for same, i, p, _, _ in ops if same)
    if total > _SHORT and kept < _REWRITTEN * total:
        ops = _only_ends(ops, old.units)
    while True:
        cleaned = _absorbed(ops, old, new)
        if len(cleaned) == len(ops):
            return _slid(_trimmed(cleaned, old.units, new.units), old, new)
        ops = cleaned


class Side:
    """One text as its units, and how much stretches of them say, by whole words."""

    def __init__(self, found: Sequence[Unit], text: str, lang: str) -> None:
        self.units, self.text, self.lang = found, text, lang
        self.words = _words(text, found, lang)

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


def _absorbed(ops: Sequence[Op], old: Side, new: Side) -> list[Op]:
    found: list[Op] = []
    rest = list(ops[::-1])
    while rest:
        op = rest.pop()
        if op[0] and found and rest and _trifle(op, found[-1], rest[-1], old, new):
            before, after = found.pop(), rest.pop()
            op = (False, before[1], after[2], before[3], after[4])
        found.append(op)
    return found


def _trifle(op: Op, before: Op, after: Op, old: Side, new: Side) -> bool:
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


def _slid(ops: Sequence[Op], old: Side, new: Side) -> list[Op]:
    """What came or went alone may as well begin a little earlier or later: where a word or a sentence begins."""
    found = list(ops)
    for at in range(1, len(found) - 1):
        same, i, p, j, q = found[at]
        if same or (i < p and j < q) or not (found[at - 1][0] and found[at + 1][0]):
            continue
        side, start, stop = (new, j, q) if i == p else (old, i, p)
        left, right = found[at - 1], found[at + 1]
        best = _best_slide(side, start, stop, left[2] - left[1], right[2] - right[1])
        if best:
            found[at - 1] = (True, left[1], left[2] + best, left[3], left[4] + best)
            found[at] = (False, i + best, p + best, j + best, q + best)
            found[at + 1] = (True, right[1] + best, right[2], right[3] + best, right[4])
    return _joined([op for op in found if op[1] < op[2] or op[3] < op[4]])


def _best_slide(whole: Side, start: int, stop: int, back: int, ahead: int) -> int:
    """By how many units a change moves best: at most ``back`` to the left and ``ahead`` to the right."""
    least, side = 0, whole.units
    while least > -back and side[start + least - 1].key == side[stop + least - 1].key:
        least -= 1
    most = 0
    while most < ahead and stop + most < len(side) and side[start + most].key == side[stop + most].key:
        most += 1
    if least == most:
        return 0

    def score(by: int) -> tuple[float, int]:
        return _edge(whole, start + by) + _edge(whole, stop + by), -abs(by)

    return max(range(least, most + 1), key=score)


def _edge(whole: Side, at: int) -> float:
    """How well a change may begin or end before this unit."""
    side = whole.units
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
    return 1.5 if whole.words[at - 1] != whole.words[at] or after.kind == "sign" else 0.0


def _words(text: str, found: Sequence[Unit], lang: str) -> list[int]:
    """For each unit the number of its word: in Chinese several characters share one; else each is its own."""
    if not lang.startswith("zh"):
        return list(range(len(found)))
    from aligner.lang import get

    home: dict[int, int] = {}
    for number, word in enumerate(get(lang).words(text)):
        home.update(dict.fromkeys(word.span, number))
    return [home.get(unit.start, -1 - number) for number, unit in enumerate(found)]
