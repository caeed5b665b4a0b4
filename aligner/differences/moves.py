"""Sentences that are gone in one place and new in another, and those that only took the place of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from aligner.differences.codes import LONG_ENOUGH, Words, best
from aligner.differences.pairs import ADDED, CHANGED, LEFT, MOVED, REMOVED, Pair


def moves(pairs: list[Pair], old: Sequence[str], new: Sequence[str], words: Words) -> list[Pair]:
    """Sentences that are gone here and new there, as one that moved."""
    gone = [number for number, pair in enumerate(pairs) if pair.kind == REMOVED]
    come = [number for number, pair in enumerate(pairs) if pair.kind == ADDED]
    if not gone or not come:
        return pairs
    left = [words.of(old[pairs[number].old.start]) for number in gone]
    right = [words.of(new[pairs[number].new.start]) for number in come]
    there, back = _alike(left, right), _alike(right, left)
    for x, y in there.items():
        if back.get(y) == x:
            before, after = gone[x], come[y]
            pairs[before] = replace(pairs[before], kind=LEFT, other=after)
            pairs[after] = Pair(MOVED, pairs[before].old, pairs[after].new, before)
    return pairs


def _alike(codes: Sequence[str], others: Sequence[str]) -> dict[int, int]:
    """For each of these sentences the one of the others that is the same, else nearly the same."""
    homes: dict[str, list[int]] = defaultdict(list)
    for number, code in enumerate(others):
        homes[code].append(number)
    long = {number: code for number, code in enumerate(codes) if len(code) >= LONG_ENOUGH}
    found = {number: homes[code][0] for number, code in long.items() if len(homes.get(code, ())) == 1}
    near = best([code if number in long and number not in found else "" for number, code in enumerate(codes)], others)
    return near | found


def side_by_side(pairs: list[Pair]) -> list[Pair]:
    """As many sentences gone as new ones in one place: each took the place of another."""
    found: list[Pair] = []
    places: dict[int, int] = {}
    at = 0
    while at < len(pairs):
        stop = at
        while stop < len(pairs) and pairs[stop].kind in (REMOVED, ADDED):
            stop += 1
        gone = [pair for pair in pairs[at:stop] if pair.kind == REMOVED]
        come = [pair for pair in pairs[at:stop] if pair.kind == ADDED]
        if gone and len(gone) == len(come) and _in_turn(pairs[at:stop]):
            found += [Pair(CHANGED, one.old, other.new) for one, other in zip(gone, come, strict=True)]
        elif stop > at:
            found += pairs[at:stop]
        if stop < len(pairs):
            places[stop] = len(found)
            found.append(pairs[stop])
        at = stop + 1
    return [replace(pair, other=places[pair.other]) if pair.other >= 0 else pair for pair in found]


def _in_turn(pairs: Sequence[Pair]) -> bool:
    """Whether the old sentences of a stretch are neighbours, and the new ones."""
    gone = [pair.old.start for pair in pairs if pair.kind == REMOVED]
    come = [pair.new.start for pair in pairs if pair.kind == ADDED]
    return gone[-1] - gone[0] == len(gone) - 1 and come[-1] - come[0] == len(come) - 1 and len(gone) <= 3
