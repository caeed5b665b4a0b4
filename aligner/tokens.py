"""The words of a column as arrays of numbers, and the fingerprints of every run of them that a lexicon could know.

For English and Vietnamese the runs are of words, for Chinese of characters too: a translation may be cut otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
import regex
from numpy.typing import NDArray

from aligner.fingerprints import Ints, Prints, Wanted, prints, runs
from aligner.lang import Form

_ALL_HAN = regex.compile(r"\p{Han}+")
Flags = NDArray[np.bool_]
Stream = tuple[Prints, NDArray[np.int32]]
"""Fingerprints, and the units that they are from."""


class _Han(dict[int, bool]):
    """Whether a character is a Han character, asked once."""

    def __missing__(self, code: int) -> bool:
        han = self[code] = _ALL_HAN.match(chr(code)) is not None
        return han


_HAN = _Han()


class _Numbers(dict[Form, int]):
    """Numbers things in the order in which they are first met."""

    def __missing__(self, form: Form) -> int:
        number = self[form] = len(self)
        return number


@dataclass(frozen=True)
class Tokens:
    """The words of a column in order: word t stands in unit ``units[t]`` and is ``forms[types[t]]``.

    ``joint`` is what stands between two words of a phrase: a space, in Chinese nothing.
    """

    units: Ints
    types: Ints
    forms: Sequence[Form]
    joint: str

    @classmethod
    def of(cls, words: Sequence[Sequence[Form]], joint: str) -> Tokens:
        """The tokens of units that are given as their words."""
        numbers = _Numbers()
        sizes = [len(found) for found in words]
        types = np.fromiter(map(numbers.__getitem__, chain.from_iterable(words)), np.int64, sum(sizes))
        return cls(np.repeat(np.arange(len(words)), sizes), types, tuple(numbers), joint)

    def __len__(self) -> int:
        return len(self.types)

    @cached_property
    def content(self) -> Flags:
        """Per token, whether it says anything."""
        return np.array([form.content for form in self.forms], bool)[self.types]

    @cached_property
    def data(self) -> bytes:
        """The keys of all tokens joined, as UTF-8."""
        keys = [form.key for form in self.forms]
        return self.joint.join([keys[number] for number in self.types.tolist()]).encode(errors="surrogatepass")

    @cached_property
    def borders(self) -> tuple[Ints, Ints]:
        """Where each token begins and ends in ``data``."""
        sizes = np.array([len(form.key.encode(errors="surrogatepass")) for form in self.forms], np.int64)[self.types]
        stops = np.cumsum(sizes + len(self.joint)) - len(self.joint)
        return stops - sizes, stops

    def together(self, size: int) -> Flags:
        """Per token, whether it and the next ``size - 1`` are in one unit."""
        inside = np.zeros(len(self), bool)
        if size <= len(self):
            inside[: len(self) - size + 1] = self.units[size - 1 :] == self.units[: len(self) - size + 1]
        return inside

    def phrases(self, longest: int) -> list[Prints]:
        """The fingerprints of the runs of 1 … ``longest`` words from each token on; 0 where the unit ends before."""
        starts, stops = self.borders
        last = len(self) - 1
        ends = [stops[np.minimum(np.arange(len(self)) + size, last)] for size in range(longest)] if len(self) else []
        found = runs(self.data, starts, *ends) if ends else [np.zeros(0, np.uint64)] * longest
        return [np.where(self.together(size), found[size - 1], np.uint64(0)) for size in range(1, longest + 1)]


@dataclass(frozen=True)
class Characters:
    """The characters of a text of Chinese: those of its words set side by side, or those of its lines.

    Character c begins at byte ``places[c]`` of ``data`` and is ``codes[c]``; ``places`` has one entry more.
    """

    data: bytes
    places: Ints
    codes: NDArray[np.uint32]

    @classmethod
    def of(cls, data: bytes) -> Characters:
        """The characters of a text in UTF-8."""
        values = np.frombuffer(data, np.uint8)
        places = np.append(np.flatnonzero((values & 0xC0) != 0x80), len(values))
        codes = np.frombuffer(
            data.decode(errors="surrogatepass").encode("utf-32-le", errors="surrogatepass"), np.uint32
        )
        return cls(data, places, codes)

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def han(self) -> Flags:
        """Per character, whether it is a Han character."""
        return self._each(_HAN.__getitem__)

    @cached_property
    def alphanumeric(self) -> Flags:
        """Per character, whether it is a letter or a number."""
        return self._each(lambda code: chr(code).isalnum())

    def _each(self, asked: Callable[[int], bool]) -> Flags:
        """The answer for each character, each different one asked once."""
        met = np.zeros(int(self.codes.max(initial=0)) + 1, bool)
        met[self.codes] = True
        known = np.flatnonzero(met)
        met[known] = [asked(code) for code in known.tolist()]
        return met[self.codes]

    def only(self, which: Flags) -> Characters:
        """Some of the characters, set side by side."""
        codes = self.codes[which]
        sizes = np.diff(self.places)[which]
        data = codes.tobytes().decode("utf-32-le", errors="surrogatepass").encode(errors="surrogatepass")
        return Characters(data, np.concatenate([[0], np.cumsum(sizes)]), codes)

    def grams(self, longest: int, starts: Ints | None = None) -> list[Prints]:
        """The fingerprints of the runs of 1 … ``longest`` characters from each place on (all, unless ``starts`` names
        some); those that would go beyond the end stop there."""
        begin = np.arange(len(self)) if starts is None else starts
        stops = [self.places[np.minimum(begin + size, len(self))] for size in range(1, longest + 1)]
        return runs(self.data, self.places[begin], *stops)


@dataclass(frozen=True)
class Places:
    """Where some things stand: thing n in the units ``units[starts[n] : starts[n + 1]]``, ascending."""

    starts: Ints
    units: Ints | NDArray[np.int32]

    @cached_property
    def counts(self) -> Ints:
        """In how many units each stands."""
        return np.diff(self.starts)

    @classmethod
    def of(cls, keys: Ints, things: int) -> Places:
        """From ``thing << 32 | unit`` numbers in any order, each once or more often."""
        keys = keys[order(keys >> 32, things)]  # in order already where the units of each ascended before
        if len(keys) and (keys[1:] < keys[:-1]).any():
            keys = np.sort(keys)
        keys = keys[np.diff(keys, prepend=-1) != 0]
        of, units = np.divmod(keys, 1 << 32)
        return cls(np.append(0, np.cumsum(np.bincount(of, minlength=things))), units)

    def gathered(self, owners: Ints, things: Ints, size: int) -> Places:
        """The places of ``size`` owners, each all those of its things: ``owners[k]`` has ``things[k]``."""
        sizes = self.counts[things]
        at = ranges(self.starts[things], self.starts[things + 1])
        return Places.of(np.repeat(owners, sizes) << 32 | self.units[at], size)


def distinct(keys: Ints) -> Ints:
    """The different numbers, ascending. (numpy's own ``unique`` hashes, badly for numbers with low bits in common.)"""
    ordered = np.sort(keys)
    first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def numbered(values: Ints, size: int) -> tuple[Ints, Ints]:
    """The different ones of some numbers below ``size``, ascending, and which of these each is."""
    met = np.zeros(size, bool)
    met[values] = True
    known = np.flatnonzero(met)
    number = np.empty(size, np.int64)
    number[known] = np.arange(len(known))
    return known, number[values]


def order(values: Ints | NDArray[np.int32], size: int) -> Ints:
    """The indices by which some numbers below ``size`` ascend, equal ones in the order in which they stand.

    numpy sorts numbers of sixteen bits by counting, several times as fast as by comparing.
    """
    found: Ints = np.argsort(values.astype(np.uint16), kind="stable")
    if size > 1 << 16:
        high = values[found] >> 16
        found = found[np.argsort(high.astype(np.uint16) if size <= 1 << 32 else high, kind="stable")]
    return found


def ranges(begin: Ints, end: Ints) -> Ints:
    """``begin[0] … end[0]-1, begin[1] … end[1]-1, …`` as one array."""
    sizes = end - begin
    return np.repeat(begin - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())


def occurring(streams: Sequence[Stream], wanted: Prints) -> Places:
    """Where some fingerprints (ascending, each once) occur in streams of fingerprints and the units they are from."""
    sieve = Wanted(wanted)
    keys = [np.zeros(0, np.int64)]
    for stream, units in streams:
        near = sieve.perhaps(stream)
        at = sieve.find(stream[near])
        hit = at >= 0
        keys.append(at[hit] << 32 | units[near[hit]])
    return Places.of(np.concatenate(keys), len(wanted))


def word_streams(tokens: Tokens, longest: int) -> list[Stream]:
    """Every run of up to ``longest`` words."""
    units = tokens.units.astype(np.int32)
    return [(found, units) for found in tokens.phrases(longest)]


def han_streams(tokens: Tokens, lines: Sequence[str], longest: int) -> list[Stream]:
    """Every run of up to ``longest`` Han characters of the lines (Simplified), and every word that is none such."""
    text = Characters.of("\n".join(lines).encode(errors="surrogatepass"))
    units = np.repeat(np.arange(len(lines)), [len(line) + 1 for line in lines])[: len(text)]
    places = np.flatnonzero(text.han)
    home = units[places].astype(np.int32)
    streams: list[Stream] = []
    if len(places):
        run = np.ones(len(places), np.int64)
        for size, found in enumerate(text.grams(longest, places), 1):
            if size > 1:
                far = np.full(len(places), -1)
                many = max(len(places) - size + 1, 0)
                far[:many] = places[size - 1 :] - places[:many]
                run = np.where(far == size - 1, size, 0)
            streams.append((np.where(run > 0, found, np.uint64(0)), home))
    other = np.array([len(form.key) > longest or not _ALL_HAN.fullmatch(form.key) for form in tokens.forms], bool)
    if other.any():
        those = np.flatnonzero(other[tokens.types])
        known = prints([form.key for form in tokens.forms])
        streams.append((known[tokens.types[those]], tokens.units[those].astype(np.int32)))
    return streams
