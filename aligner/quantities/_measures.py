"""A number, or a range of two, with its sign of currency and its unit: matched piece by piece.

As one pattern this would hold the numerals twice and all units, thousands of characters that take longer to compile
than a short text takes to align. The pieces are compiled once for both rules, and units are looked up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from re import Match, Pattern

Piece = tuple[str, int, int]
"""What was matched, from where to where."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found, with the same ways in as a ``re.Match``."""

    string: str
    begin: int
    stop: int
    pieces: dict[str, Piece]

    def __getitem__(self, group: str) -> str:
        return self.pieces.get(group, ("", -1, -1))[0]

    def __contains__(self, group: str) -> bool:
        return group in self.pieces

    def start(self, group: str = "") -> int:
        """Where it begins, or a piece of it; -1 for a piece that is not there."""
        return self.pieces.get(group, ("", -1, -1))[1] if group else self.begin

    def end(self, group: str = "") -> int:
        """Where it ends, or a piece of it; -1 for a piece that is not there."""
        return self.pieces.get(group, ("", -1, -1))[2] if group else self.stop


class Units:
    """The names of units, looked up at a place of a text: the longest that ``tail`` matches behind comes first.

    ``lead`` may stand before a name, ``guard`` matches what is no unit although it begins like one.
    """

    def __init__(self, names: Iterable[str], lead: str, tail: str = r"(?![\w])", guard: str = "") -> None:
        self.lead = lead
        self.tail = re.compile(tail)
        self.guard = re.compile(guard) if guard else None
        self._by_letter: dict[str, list[str]] = {}
        for name in sorted(names, key=len, reverse=True):
            self._by_letter.setdefault(name[0], []).append(name)

    def match(self, text: str, at: int) -> tuple[Piece, int] | None:
        """The unit at a place, and where what belongs to it ends."""
        if text[at : at + 1] in self.lead and at < len(text):
            return self.name(text, at + 1) or self.name(text, at)
        return self.name(text, at)

    def name(self, text: str, at: int) -> tuple[Piece, int] | None:
        """The same with nothing before the name."""
        return next(self.names(text, at), None) if text[at : at + 1] in self._by_letter else None

    def names(self, text: str, at: int) -> Iterator[tuple[Piece, int]]:
        """Every name that stands at a place, the longest first, and where what belongs to it ends."""
        names = self._by_letter.get(text[at : at + 1], ())
        if not names or (self.guard and self.guard.match(text, at)):
            return
        for name in names:
            if text.startswith(name, at) and (tail := self.tail.match(text, at + len(name))):
                yield (name, at, at + len(name)), tail.end()


@dataclass(frozen=True)
class Followed:
    """A pattern behind which a unit may stand, after ``gap``: without the names of all units in the pattern itself,
    which would take most of the time that it takes to compile."""

    source: str
    units: Units
    gap: str = " "

    @cached_property
    def _pattern(self) -> Pattern[str]:
        return re.compile(self.source)

    def match(self, text: str, place: int) -> Measured | None:
        """What is found at a place of a text."""
        head = self._pattern.match(text, place)
        if not head:
            return None
        pieces = {name: (found, *head.span(name)) for name, found in head.groupdict("").items() if found}
        stop = head.end()
        if text.startswith(self.gap, stop) and (unit := self.units.name(text, stop + len(self.gap))):
            pieces["unit"], stop = unit
        return Measured(text, place, stop, pieces)


@dataclass(frozen=True)
class Measures:
    """How a language writes measures. All are patterns: ``number`` in it holds no named groups, ``to`` stands between
    the numbers of a range, ``between`` before the first, ``rest`` behind the unit of a single one."""

    currency: str
    number: str
    to: str
    between: str
    units: Units
    rest: str = ""

    @cached_property
    def _head(self) -> Pattern[str]:
        return re.compile(rf"(?P<sign>{self.currency})?(?P<low>(?>{self.number}))")

    @cached_property
    def _pieces(self) -> tuple[Pattern[str], Pattern[str], Pattern[str] | None]:
        return re.compile(self.to), re.compile(self.between), re.compile(self.rest) if self.rest else None

    @cached_property
    def _first(self) -> Callable[[str, int], Match[str] | None]:
        return lru_cache(maxsize=2)(self._head.match)  # a range is asked for first, then one number at the same place

    def ranged(self, text: str, place: int) -> Measured | None:
        """Two numbers with what stands between them."""
        first = self._first(text, place)
        if not first:
            return None
        to = self._pieces[0].match(text, first.end())
        second = self._head.match(text, to.end()) if to else None
        if not to or not second:
            return None
        pieces = of_head(first, "low")
        pieces["to"] = (to[0], to.start(), to.end())
        pieces["high"] = (second["low"], second.start("low"), second.end("low"))
        if self._pieces[1].match(text, place):
            pieces["between"] = ("", place, place)
        return self._ended(text, place, second.end(), pieces, None)

    def single(self, text: str, place: int) -> Measured | None:
        """One number."""
        first = self._first(text, place)
        return self._ended(text, place, first.end(), of_head(first, "low"), self._pieces[2]) if first else None

    def _ended(
        self, text: str, place: int, stop: int, pieces: dict[str, Piece], rest: Pattern[str] | None
    ) -> Measured | None:
        """With the unit that follows, if one does; nothing where a word goes on."""
        if unit := self.units.match(text, stop):
            pieces["unit"], stop = unit
        if rest and (more := rest.match(text, stop)):
            pieces["rest"] = (more["rest"], more.start("rest"), more.end("rest"))
            stop = more.end()
        if text[stop : stop + 1].isalnum() or text[stop : stop + 1] == "_":
            return None
        return Measured(text, place, stop, pieces)


def of_head(match: Match[str], name: str) -> dict[str, Piece]:
    """The sign and the number that a measure begins with."""
    return {group: (match[group], match.start(group), match.end(group)) for group in ("sign", name) if match[group]}
