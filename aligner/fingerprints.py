"""Fingerprints: 64-bit numbers that stand for strings, for every run of words or characters of a text at once.

The fingerprint of a string is a polynomial of its UTF-8 bytes modulo 2**64, each byte first replaced by a random
number. From running sums over a text that of any part of it follows by one subtraction and one multiplication, so
phrases are compared and looked up as arrays of numbers, without ever being cut out. Two different strings out of a
million share one with a probability of about one in ten million.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Prints = NDArray[np.uint64]
Bytes = NDArray[np.uint8]

_BASE = 0x9E3779B97F4A7C17  # odd, so that it can be divided by; 3 modulo 4, so that its powers differ in the low bits
_STEPS = 6  # places that are tried one after the other before they are searched for by halving
_BLOCK = 1 << 15
"""Bytes that are summed up at a time: what fits the processor's cache."""


def _scattered(count: int) -> Prints:
    """Random numbers, always the same (splitmix64)."""
    with np.errstate(over="ignore"):
        x = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed: Prints = x ^ (x >> np.uint64(31))
    return mixed


def _powers(base: int, count: int) -> Prints:
    steps = np.full(count, base, np.uint64)
    steps[0] = 1
    powers: Prints = np.multiply.accumulate(steps)
    return powers


_VALUES = _scattered(256)
_SPREAD = np.uint64(0xD6E8FEB86659FD93)
_SPREADS = _scattered(3) | np.uint64(1)
_UP = _powers(_BASE, 2 * _BLOCK)
_DOWN = _powers(pow(_BASE, -1, 1 << 64), 2 * _BLOCK)


def runs(data: bytes, starts: Ints, *stops: Ints) -> list[Prints]:
    """The fingerprints of the ranges ``starts[i] : stops[i]`` of a text's bytes, for each array of ``stops``.

    ``starts`` ascends. Ranges may overlap.
    """
    values = np.frombuffer(data, np.uint8)
    found = [np.empty(len(starts), np.uint64) for _ in stops]
    first = 0
    while first < len(starts):
        base = int(starts[first])
        last = int(np.searchsorted(starts, base + _BLOCK))
        end = max(base, *(int(stop[first:last].max()) for stop in stops))
        up, down = (_UP, _DOWN) if end - base < len(_UP) else _long(end - base + 1)
        sums = np.zeros(end - base + 1, np.uint64)
        np.cumsum(_VALUES.take(values[base:end]) * up[: end - base], out=sums[1:])
        begin = starts[first:last] - base
        before, scale = sums[begin], down[begin]
        for prints, stop in zip(found, stops, strict=True):
            np.multiply(sums[stop[first:last] - base] - before, scale, out=prints[first:last])
        first = last
    return found


def _long(count: int) -> tuple[Prints, Prints]:
    return _powers(_BASE, count), _powers(pow(_BASE, -1, 1 << 64), count)


def prints(texts: Sequence[str]) -> Prints:
    """The fingerprints of some strings.

    >>> one, other, joined = (prints([text]) for text in ("supply", " chain", "supply chain"))
    >>> bool(concatenated(one, np.array([6]), other) == joined)
    True
    """
    parts = [text.encode(errors="surrogatepass") for text in texts]
    stops = np.cumsum([len(part) for part in parts], dtype=np.int64)
    return runs(b"".join(parts), np.concatenate([[0], stops[:-1]]) if parts else stops, stops)[0]


def concatenated(left: Prints, length: Ints, right: Prints) -> Prints:
    """The fingerprints of strings set side by side; ``length``: bytes of the left one."""
    joined: Prints = left + right * _UP[length]
    return joined


def recurring(others: Prints) -> Ints:
    """Which of some fingerprints may be there more than once (indices, ascending); all that are, and few more."""
    shift = np.uint64(64 - min(max(len(others), 64).bit_length() + 2, 24))
    slots = (others * _SPREAD) >> shift
    last = np.empty(1 << (64 - int(shift)), np.int32)
    numbers = np.arange(len(others), dtype=np.int32)
    last[slots] = numbers
    shared = np.zeros(len(last), bool)
    shared[slots[last[slots] != numbers]] = True
    return np.flatnonzero(shared[slots])


def alike(others: Prints) -> tuple[Ints, Ints]:
    """The place of one of each different fingerprint, and for every fingerprint which of these it is.

    They are thrown into a table, where the last one in a slot stays; those that share a slot with another are thrown
    again, and what is still left after that is sorted.
    """
    shift = np.uint64(64 - min(max(len(others), 64).bit_length() + 2, 22))
    slots = np.empty(1 << (64 - int(shift)), np.int32)
    last = np.arange(len(others), dtype=np.int32)
    rest = last.copy()
    for spread in _SPREADS:
        sought = others[rest]
        at = (sought * spread) >> shift
        slots[at] = rest
        found = slots[at]
        same = others[found] == sought
        last[rest[same]] = found[same]
        rest = rest[~same]
    if len(rest):
        _, model, which = np.unique(others[rest], return_index=True, return_inverse=True)
        last[rest] = rest[model[which]]
    models = np.flatnonzero(last == np.arange(len(last), dtype=np.int32))
    number = np.empty(len(last), np.int64)
    number[models] = np.arange(len(models))
    return models, number[last]


def ascending(others: Prints) -> tuple[Prints, Ints]:
    """The different fingerprints in their order, and which of them each is."""
    models, which = alike(others)
    found = others[models]
    order = np.argsort(found)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return found[order], rank[which]


class Wanted:
    """A set of fingerprints that many others are held against: a table of bits turns nearly all of those away, and
    another one tells where those that begin with the same bits stand."""

    def __init__(self, ascending: Prints) -> None:
        self.prints = ascending
        bits = max(len(ascending), 64).bit_length()
        self.shift = np.uint64(64 - min(bits + 4, 24))
        self.marks = np.zeros(1 << (64 - int(self.shift)), bool)
        self.marks[self._slots(ascending)] = True
        self.head = np.uint64(64 - min(bits + 1, 24))
        self._firsts: NDArray[np.int32] | None = None

    def _slots(self, others: Prints) -> Prints:
        slots: Prints = (others * _SPREAD) >> self.shift
        return slots

    def perhaps(self, others: Prints) -> Ints:
        """Which of the others may be in the set (indices, ascending); all that are, and few more."""
        return np.flatnonzero(self.marks[self._slots(others)])

    def find(self, others: Prints) -> Ints:
        """The place of each in the ascending set, or -1."""
        places = np.full(len(others), -1, np.int64)
        near = self.perhaps(others)
        if len(near):
            sought = others[near]
            places[near] = self._places(sought)
        return places

    def _places(self, sought: Prints) -> Ints:
        """The same for few or for likely ones: from the first one on that begins with the same bits, one by one."""
        if self._firsts is None:
            heads = (self.prints >> self.head).astype(np.int64)
            counts = np.bincount(heads, minlength=1 << (64 - int(self.head)))
            self._firsts = np.append(0, np.cumsum(counts)).astype(np.int32)
        heads = (sought >> self.head).astype(np.int64)
        at, stop = self._firsts[heads].astype(np.int64), self._firsts[heads + 1]
        places = np.full(len(sought), -1, np.int64)
        open_ = np.flatnonzero(at < stop)
        for _ in range(_STEPS):
            if not len(open_):
                return places
            here = at[open_]
            same = self.prints[here] == sought[open_]
            places[open_[same]] = here[same]
            at[open_] += 1
            open_ = open_[~same & (here + 1 < stop[open_])]
        found = np.minimum(np.searchsorted(self.prints, sought[open_]), len(self.prints) - 1)
        places[open_] = np.where(self.prints[found] == sought[open_], found, -1)
        return places
