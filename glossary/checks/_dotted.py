"""Full names with a dot between their parts, 埃琳娜·马什, that are written in two ways of one sound within a text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex

from aligner.fold import fold
from aligner.types import Span
from glossary.checks._sounds import alike, loud, sound

_DOT = regex.compile(r"(?<=\p{Han})[·・‧•](?=\p{Han})")
LONGEST = 4
"""The most characters of a part that are looked at."""

MOST = 200
"""The most names of nearly one sound that one is compared with."""


@dataclass(frozen=True)
class Dotted:
    """One of two ways to write a full name: where it stands and how it is written there and elsewhere."""

    row: int
    span: Span
    text: str
    usual: str


@dataclass(frozen=True)
class _Site:
    row: int
    place: int
    given: str
    family: str


def two_ways(texts: Mapping[int, str], lang: str) -> Iterator[Dotted]:
    """Full names whose given names sound alike and are written otherwise, the family name being the same.

    ``texts`` are the cells of one language by row. What is written more often is right, or what came first.

    >>> [(one.text, one.usual) for one in two_ways({0: "学者埃琳娜·马什说", 1: "伊莲娜·马什说"}, "zh-Hans")]
    [('伊莲娜·马什', '埃琳娜·马什')]
    """
    sites = [site for row, text in texts.items() for site in _sites(row, text, lang)]
    forms = Counter((site.given, site.family) for site in sites)
    near: dict[tuple[str, str], list[_Site]] = defaultdict(list)
    for site in sites:
        near[sound(site.given[-1]), site.family[0]].append(site)
    told = set()
    for one in sites:
        for other in near[sound(one.given[-1]), one.family[0]][:MOST]:
            size, shared = min(len(one.given), len(other.given)), _shared(one.family, other.family)
            if size < 2 or shared < min(2, len(one.family), len(other.family)):
                continue
            given, usual = one.given[-size:], other.given[-size:]
            better = (forms[other.given, other.family], -other.row) > (forms[one.given, one.family], -one.row)
            if given == usual or not better or one in told or not alike(given, usual):
                continue
            told.add(one)
            span = Span(one.place - size, one.place + 1 + shared)
            again = texts[other.row][other.place - size : other.place + 1 + shared]
            yield Dotted(one.row, span, span.of(texts[one.row]), again)


def _sites(row: int, text: str, lang: str) -> Iterator[_Site]:
    if not _DOT.search(text):
        return
    plain = fold(text, lang).text
    if len(plain) != len(text):
        return
    for match in _DOT.finditer(text):
        start, stop = match.start(), match.end()
        while start and match.start() - start < LONGEST and loud(plain[start - 1]):
            start -= 1
        while stop < len(plain) and stop - match.end() < LONGEST and loud(plain[stop]):
            stop += 1
        if start < match.start() and stop > match.end():
            yield _Site(row, match.start(), plain[start : match.start()], plain[match.end() : stop])


def _shared(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
