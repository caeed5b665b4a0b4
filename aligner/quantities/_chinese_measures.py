"""Chinese numerals with what stands around them, matched piece by piece.

A pattern that holds the numerals takes some milliseconds to compile, twice as long with two of them in it, and a dozen
rules have them. Here they are compiled once. A numeral gives nothing back of what it took: what stands behind it in
these rules begins with nothing that a numeral could end or go on with.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from re import Match, Pattern

from aligner.quantities._measures import Measured, Piece, Units, of_head


@dataclass(frozen=True)
class ChineseMeasures:
    """How Chinese writes measures: what stands between a number and its unit is its own (三百多个, 两个半小时)."""

    currency: str
    number: str
    units: Units
    counters: str

    def bare(self, text: str, place: int) -> Match[str] | None:
        """A number without a sign of currency."""
        found = self._first(text, place)
        return None if found is None or found["sign"] else found

    @cached_property
    def _first(self) -> Callable[[str, int], Match[str] | None]:
        head = re.compile(rf"(?P<sign>{self.currency})?(?P<low>(?>{self.number}))")
        return lru_cache(maxsize=2)(head.match)

    @cached_property
    def _to(self) -> Pattern[str]:
        return re.compile("%?(?P<to>(?: ?[-–—~至到] ?))")

    @cached_property
    def _more(self) -> Pattern[str]:
        return re.compile(" ?(?P<more>[多余来几](?![自源到]))?(?P<half>个?半)? ?")

    def ranged(self, text: str, place: int) -> Measured | None:
        """Two numbers with what stands between them, and no Latin word behind."""
        first = self._first(text, place)
        to = self._to.match(text, first.end()) if first else None
        second = self._first(text, to.end()) if to else None
        if not first or not to or not second:
            return None
        end = second.end()
        for gap in (" 个", " ", "个", ""):
            if not text.startswith(gap, end):
                continue
            at = end + len(gap)
            for unit, stop in (*self.units.names(text, at), (None, at)):
                if not _WORD_ENDS.match(text, stop):
                    pieces = of_head(first, "low")
                    pieces["to"] = (to["to"], *to.span("to"))
                    pieces["high"] = (second["low"], *second.span("low"))
                    if unit:
                        pieces["unit"] = unit
                    return Measured(text, place, stop, pieces)
        return None

    def single(self, text: str, place: int) -> Measured | None:
        """One number, with what says that it is more (多, 半) and whether something is counted behind."""
        first = self._first(text, place)
        more = self._more.match(text, first.end()) if first else None
        if not first or not more:
            return None
        pieces, stop = of_head(first, "low"), more.end()
        pieces |= {name: (found, *more.span(name)) for name, found in more.groupdict("").items() if found}
        if unit := self.units.name(text, stop):
            pieces["unit"], stop = unit
        if text[stop : stop + 1] in self.counters and stop < len(text):
            pieces["counter"] = ("", stop, stop)
        return Measured(text, place, stop, pieces)


_WORD_ENDS = re.compile(r"\w*(?<=[a-z])")


class Numerals:
    """Rules that have numerals in them. ``numeral`` is a pattern, ``year`` one of years; ``measures`` finds numbers."""

    def __init__(self, numeral: str, year: str, measures: ChineseMeasures) -> None:
        self.numeral, self.year, self.measures = numeral, year, measures

    @cached_property
    def _numeral(self) -> Callable[[str, int], Match[str] | None]:
        return lru_cache(maxsize=8)(re.compile(self.numeral).match)

    @cached_property
    def _dated(self) -> Pattern[str]:
        return re.compile(rf"(?P<roc>民国)? ?(?P<year>(?<=民国)\d{{2,3}}|{self.year}) ?年")

    def row(self, *parts: str, then: tuple[str, ...] = ()) -> Callable[[str, int], Measured | None]:
        """A match of parts one behind the other: of the numeral where a part is ``=`` and a name, else of a pattern.
        ``then`` are parts that may follow."""

        def match(text: str, place: int) -> Measured | None:
            found = self._row(text, place, parts)
            more = self._row(text, found.stop, then) if found and then else None
            return Measured(text, place, more.stop, found.pieces | more.pieces) if found and more else found

        return match

    def _row(self, text: str, place: int, parts: tuple[str, ...]) -> Measured | None:
        pieces: dict[str, Piece] = {}
        at = place
        for part in parts:
            named = part.startswith("=")
            hit = self._numeral(text, at) if named else _compiled(part).match(text, at)
            if not hit:
                return None
            at = hit.end()
            if named:
                pieces[part[1:]] = (hit[0], *hit.span())
            else:
                pieces |= {name: (found, *hit.span(name)) for name, found in hit.groupdict("").items() if found}
        return Measured(text, place, at, pieces)

    def date(self, text: str, place: int) -> Measured | None:
        """A year, perhaps with a month, perhaps with a day, and no 度 behind (年度, a business year)."""
        head = self._dated.match(text, place)
        if not head:
            return None
        pieces = {name: (found, *head.span(name)) for name, found in head.groupdict("").items() if found}
        year = Measured(text, place, head.end(), pieces)
        gap = head.end() + text.startswith(" ", head.end())
        found = [year, Measured(text, place, gap, pieces)]
        for parts in (("=month", " ?月"), (" ?", "=day", " ?[日号]")):
            if more := self._row(text, found[-1].stop, parts):
                found.append(Measured(text, place, more.stop, found[-1].pieces | more.pieces))
            else:
                break
        return next((one for one in reversed(found) if not text.startswith("度", one.stop)), None)

    def century(self, text: str, place: int) -> Measured | None:
        """A century or two."""
        start = place + text.startswith("第", place)
        two = self._row(text, start, ("=a", " ?(?:世纪)?(?:和|与|及|、|到|至|-)", "=b", " ?世纪"))
        found = two or self._row(text, start, ("=a", " ?(?:世纪)? ?世纪"))
        return Measured(text, place, found.stop, found.pieces) if found else None

    def percent(self, text: str, place: int) -> Measured | None:
        """百分之 with a number or two."""
        head = _compiled("百分之 ?").match(text, place)
        first = self.measures.bare(text, head.end()) if head else None
        if not first:
            return None
        pieces = {"n": (first["low"], *first.span("low"))}
        to = _compiled(" ?[至到-] ?(?:百分之 ?)?").match(text, first.end())
        second = self.measures.bare(text, to.end()) if to else None
        if second:
            pieces["m"] = (second["low"], *second.span("low"))
        return Measured(text, place, (second or first).end(), pieces)


_compiled = lru_cache(maxsize=64)(re.compile)
