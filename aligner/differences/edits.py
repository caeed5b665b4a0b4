"""The differences between two texts of one language, unit by unit, put together so that people can read them.

A longest common subsequence keeps every letter it can and leaves confetti. So what is the same but says next to nothing
(a blank, a stop word, half a Chinese word) does not interrupt a change, changes slide to where words and sentences
begin, and a sentence that was mostly rewritten is one change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aligner.differences.cleaning import Op, Side, readable
from aligner.differences.runs import common
from aligner.differences.units import Unit, key, units
from aligner.types import Span

SAME: Final = "same"
ADDED: Final = "added"
REMOVED: Final = "removed"
CHANGED: Final = "changed"


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of both texts. The ``old`` ones tile the old text, the ``new`` ones the new.

    ``kind`` is same, added (``old`` is empty), removed (``new`` is empty) or changed. What is the same may still be
    written otherwise, in ways that were to be ignored.
    """

    kind: str
    old: Span
    new: Span


def difference(old: str, new: str, lang: str, ignore: frozenset[str] = frozenset()) -> tuple[Edit, ...]:
    """The edits that make the new text of the old one, in order; none at all when both are the same.

    >>> [(e.kind, e.old.of("a red fox"), e.new.of("a blue fox")) for e in difference("a red fox", "a blue fox", "en")]
    [('same', 'a ', 'a '), ('changed', 'red', 'blue'), ('same', ' fox', ' fox')]
    """
    if old == new or (ignore and key(old, lang, ignore) == key(new, lang, ignore)):
        return ()
    a, b = units(old, lang, ignore), units(new, lang, ignore)
    runs = common([unit.key for unit in a], [unit.key for unit in b])
    ops = readable(_ops(runs, len(a), len(b)), Side(a, old, lang), Side(b, new, lang))
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


def _spans(ops: Sequence[Op], a: Sequence[Unit], b: Sequence[Unit], old: str, new: str) -> list[Edit]:
    """Operations on units as stretches of the texts; what was left out belongs to what is the same beside it."""
    found: list[Edit] = []
    at, to = 0, 0
    for same, i, p, j, q in ops:
        stop, until = _stop(a, i, p, at, len(old), same), _stop(b, j, q, to, len(new), same)
        kind = SAME if same else ADDED if at == stop else REMOVED if to == until else CHANGED
        found.append(Edit(kind, Span(at, stop), Span(to, until)))
        at, to = stop, until
    if at < len(old) or to < len(new):
        found.append(Edit(SAME, Span(at, len(old)), Span(to, len(new))))
    return found


def _stop(side: Sequence[Unit], start: int, stop: int, at: int, size: int, same: bool) -> int:
    """Where a stretch ends: one that changed with its last unit, one that is the same where the next unit begins."""
    if start == stop:
        return at
    if not same:
        return side[stop - 1].stop
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
