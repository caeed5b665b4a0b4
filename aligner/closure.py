"""One table out of the alignments of all its pairs of languages: what any of them links is one row.

Where texts join and cut sentences freely, a search over all languages at once breaks what some pair has found, since
rows that hold every link are long. Here nothing is broken that a pair is sure of: a row holds together all that some
pair holds together, and keeps the finer borders of the others (``Joined.inside``), so that a pair read out of the table
is as good as that pair alone.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

from aligner.boxes import Pair, Sizes
from aligner.refining import Joined
from aligner.types import Span

WEAK = 0.8
"""Posterior of a bead under which it does not make one row of two that hold several languages each: one false link
costs all other pairs a border."""
LONGEST = 8
"""Segments of a language in a row, more than which free translation rarely links: then some link may be false."""
APART, AROUND = 2, 3
"""Segments between what two languages have in a third one, from which these contradict each other; and beads on either
side of a bead that tell whether it stands alone."""
Beads = Mapping[Pair, Sequence[Joined]]
Link = tuple[Pair, int]
Homes = Mapping[Pair, Mapping[str, list[int]]]
Unit = tuple[str, int]
Part = dict[str, Span]


def closed(sizes: Mapping[str, int], beads: Beads) -> list[Joined]:
    """The finest rows that part no bead of any pair, each as sure as its least sure bead. Weak beads are left out, and
    of a row that grew too long those that the other languages contradict.

    ``sizes`` gives the segments of each language; the beads of a pair tile both of its languages.
    """
    homes = {pair: {lang: _homes(rows, lang) for lang in pair} for pair, rows in beads.items()}
    table = []
    for part in _rows(sizes, beads, homes):
        held = {
            pair: [beads[pair][n] for n in sorted({own[lang][unit] for lang in pair for unit in part[lang]})]
            for pair, own in homes.items()
        }
        sure = min((bead.posterior for run in held.values() for bead in run), default=1.0)
        apart = tuple(sorted(pair for pair, run in held.items() if any(_parted(bead, part) for bead in run)))
        table.append(Joined(part, sure, apart, tuple(_borders(part, held))))
    return table


def _rows(sizes: Mapping[str, int], beads: Beads, homes: Homes) -> list[Part]:
    """The rows, those that are too long without the links that are likely false: one false link far off makes one row
    of all that stands between its two ends."""
    out: set[Link] = set()
    while True:
        rows = list(_Order(_parts(sizes, beads, out), sizes).rows())
        long = [row for row in rows if max(map(len, row.values())) > LONGEST]
        false = {link for row in long if (link := _least_believed(row, beads, homes, out)) is not None}
        if not false:
            return rows
        out |= false


def _least_believed(row: Part, beads: Beads, homes: Homes, out: Container[Link]) -> Link | None:
    """Of the links in a row that a third language contradicts, the one that most do; among equals the one that stands
    most alone, then the least sure."""
    found = []
    for (x, y), own in homes.items():
        for n in sorted({own[lang][unit] for lang in (x, y) for unit in row[lang]}):
            bead = beads[x, y][n]
            if ((x, y), n) in out or not all(bead.spans.values()):
                continue
            places = [
                (_counterpart(bead, x, z, beads, homes, out), _counterpart(bead, y, z, beads, homes, out)) for z in row
            ]
            between = [max(a.start, b.start) - min(a.stop, b.stop) for a, b in places if a and b]
            against = sum(far > APART for far in between)
            if against:
                near = beads[x, y][max(n - AROUND, 0) : n + AROUND + 1]
                support = sum(all(other.spans.values()) for other in near)
                found.append((sum(far <= 0 for far in between) - against, support, bead.posterior, ((x, y), n)))
    return min(found)[-1] if found else None


def _counterpart(bead: Joined, x: str, z: str, beads: Beads, homes: Homes, out: Container[Link]) -> Span | None:
    """What a third language has for the segments that a bead has of ``x``."""
    if z in bead.spans:
        return None
    pair = (x, z) if (x, z) in beads else (z, x)
    numbers = dict.fromkeys(homes[pair][x][unit] for unit in bead.spans[x])
    spans = [beads[pair][n].spans for n in numbers if (pair, n) not in out]
    there = [own[z] for own in spans if own[x] and own[z]]
    return Span(there[0].start, there[-1].stop) if there else None


def _parted(bead: Joined, part: Part) -> bool:
    """Whether a bead links a row with another."""
    whole = all(part[lang].start <= span.start and span.stop <= part[lang].stop for lang, span in bead.spans.items())
    return all(bead.spans.values()) and not whole


def of_pair(rows: Sequence[Joined], x: str, y: str) -> list[Joined]:
    """The beads of two languages out of rows, as finely as these know them."""
    found = []
    for row in rows:
        one, other = row.spans[x], row.spans[y]
        inside = [place if pair == (x, y) else place[::-1] for pair, place in row.inside if set(pair) == {x, y}]
        for (a, b), (c, d) in pairwise([(0, 0), *inside, (len(one), len(other))]):
            if c > a or d > b:
                spans = {x: Span(one.start + a, one.start + c), y: Span(other.start + b, other.start + d)}
                found.append(Joined(spans, row.posterior))
    return found


def _homes(rows: Sequence[Joined], lang: str) -> list[int]:
    """The number of the bead that each segment of a language is in."""
    return [number for number, row in enumerate(rows) for _ in row.spans[lang]]


def _parts(sizes: Mapping[str, int], beads: Beads, out: Container[Link]) -> list[Part]:
    """What beads link, but for those left ``out``, directly or through others: the segments of each language that has
    any, as one span."""
    root: dict[Unit, Unit] = {(lang, n): (lang, n) for lang, size in sizes.items() for n in range(size)}
    langs: dict[Unit, set[str]] = {unit: {unit[0]} for unit in root}

    def top(unit: Unit) -> Unit:
        while root[unit] != unit:
            root[unit] = unit = root[root[unit]]
        return unit

    solid = [
        row
        for pair, rows in beads.items()
        for n, row in enumerate(rows)
        if all(row.spans.values()) and (pair, n) not in out
    ]
    for row in sorted(solid, key=lambda row: -row.posterior):
        first, *rest = dict.fromkeys(top((lang, n)) for lang, span in row.spans.items() for n in span)
        if row.posterior < WEAK and sum(len(langs[one]) > 1 for one in (first, *rest)) > 1:
            continue
        for one in rest:
            root[one] = first
            langs[first] |= langs[one]
    found: dict[Unit, Part] = {}
    for lang, n in root:
        part = found.setdefault(top((lang, n)), {})
        part[lang] = Span(part[lang].start if lang in part else n, n + 1)
    return list(found.values())


class _Order:
    """Puts parts into the order of all languages. Those that hold or cross one another become one."""

    def __init__(self, parts: list[Part], sizes: Mapping[str, int]) -> None:
        self.parts, self.sizes = parts, sizes
        self.home: dict[Unit, int] = {}
        for number in range(len(parts)):
            self._settle(number)
        for number, part in enumerate(parts):
            owners = {self.home[lang, n] for lang, span in part.items() for n in span}
            if number in owners and len(owners) > 1:
                self._merge(owners)

    def _settle(self, number: int) -> None:
        self.home.update(dict.fromkeys(((lang, n) for lang, span in self.parts[number].items() for n in span), number))

    def _merge(self, numbers: set[int]) -> None:
        """Make one of several parts and of all that stand inside them."""
        into = min(numbers)
        whole = self.parts[into]
        while numbers:
            for number in numbers:
                for lang, span in self.parts[number].items():
                    before = whole.get(lang, span)
                    whole[lang] = Span(min(before.start, span.start), max(before.stop, span.stop))
            inside = {self.home[lang, n] for lang, span in whole.items() for n in span}
            self._settle(into)
            numbers = inside - numbers - {into}

    def rows(self) -> Iterator[Part]:
        """The parts in order, with an empty span for each language that has none in it."""
        place = dict.fromkeys(self.sizes, 0)
        while heads := {lang: self.home[lang, n] for lang, n in place.items() if n < self.sizes[lang]}:
            ready = [n for n in heads.values() if all(heads[lang] == n for lang in self.parts[n])]
            if not ready:
                self._merge(self._crossing(heads))
                continue
            part = self.parts[min(ready, key=lambda n: len(self.parts[n]) > 1)]
            yield {lang: part.get(lang, Span(n, n)) for lang, n in place.items()}
            place |= {lang: span.stop for lang, span in part.items()}

    def _crossing(self, heads: Mapping[str, int]) -> set[int]:
        """Parts that wait for one another."""
        waiting: list[int] = []
        number = next(iter(heads.values()))
        while number not in waiting:
            waiting.append(number)
            number = next(heads[lang] for lang in self.parts[number] if heads[lang] != number)
        return set(waiting[waiting.index(number) :])


def _borders(part: Part, held: Beads) -> Iterator[tuple[Pair, Sizes]]:
    """The borders of pairs inside a row: after how many segments of either language."""
    for (x, y), beads in held.items():
        for bead in beads[1:] if part[x] and part[y] else ():
            i, j = (min(max(bead.spans[lang].start - part[lang].start, 0), len(part[lang])) for lang in (x, y))
            yield (x, y), (i, j)
