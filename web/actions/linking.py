"""What belongs together across the columns of a row: terms of the glossary, quantities of one value, names.

Each term also says how the row keeps to the glossary, in one of four states: ``kept`` it is approved and the others
have an approved term of its concept too; ``other`` it is approved, and another column says it otherwise or not at all;
``candidate`` nobody has decided on it yet; ``forbidden`` it is not to be used, or no longer.

What was worked out is remembered (``web.actions.remembering``).
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import regex

from aligner.fold import fold
from aligner.types import Span
from glossary.matcher import habits_of
from glossary.types import Match
from web.actions.permissions import needs
from web.actions.remembering import STATES as STATES
from web.actions.remembering import Cells, Entry, Joined, Memory, memory, name_of, short
from web.actions.remembering import Link as Link
from web.actions.spotting import GOOD, REFUSED, Facts, Spotter
from web.store import Store, known, vocabulary, works
from web.store.lexemes import DECIDED
from web.store.vocabulary import Snapshot
from web.views import RowView

if TYPE_CHECKING:
    from aligner.quantities import Quantity

FEW = 4
"""Rows up to which it is less work to ask of each proposed concept whether the work uses it."""
LARGE = 10_000
"""Forms of terms from which on a glossary is a large one."""
COMPARED = 200
"""Quantities of a cell that are compared with those beside it: a sentence has fewer."""
_NAME = regex.compile(r"(?<![\p{L}\p{M}.’'-])\p{Lu}[\p{Ll}\p{M}]{3,}(?:-\p{Lu}\p{Ll}+)*(?![\p{L}\p{M}])")
_BEGINS = regex.compile(r"(?:\A|[.!?:;…]|[\"“‘'(\[—–-])\s*\Z")

Links = dict[int, Joined]
"""By row number and language."""
Spotted = Mapping[str, Sequence[tuple[Facts, Match]]]


@needs("read")
def row_links(store: Store, ref: str | int, rows: Sequence[RowView]) -> Links:
    """What belongs together in these rows of a work, to be read and not changed: the terms of concepts that people
    decided on, and of those that were mined from the work. Raises ``NotFound``."""
    work = works.resolve(store, ref)
    cells = {row.number: tuple((cell.lang, cell.text) for cell in row.cells if cell.text) for row in rows}
    snapshot = vocabulary.current(store, make=True)
    if snapshot is None:
        return _fresh(store, work, cells)
    held = memory(snapshot)
    names = {number: name_of(texts) for number, texts in cells.items()}
    held.fetch(store, names.values())
    stale = [number for number, name in names.items() if _outdated(held, name, snapshot)]
    asked = _asked(snapshot, stale, cells)
    for number in stale:
        held.renew(names[number], snapshot, asked[number].all)
    used = _used(store, work, held, names, asked)
    found = {number: held.recall(name, snapshot, used) for number, name in names.items()}
    lacking = [number for number, links in found.items() if links is None]
    asked |= _asked(snapshot, [number for number in lacking if number not in asked], cells)
    for number in lacking:
        found[number] = _worked_out(store, held, snapshot, names[number], cells[number], asked[number], used)
    return {number: links for number, links in found.items() if links is not None}


@needs("read")
def at_once(store: Store, rows: Sequence[RowView], few: int) -> int:
    """How many of these rows, from the first on, can be shown at once: all where the glossary is small; beside a large
    one, where it takes milliseconds to find what belongs together in a row, no more than ``few`` that are not
    remembered."""
    snapshot = vocabulary.current(store, make=True)
    if snapshot is None or len(snapshot.base) < LARGE:
        return len(rows)
    held = memory(snapshot)
    names = [name_of(tuple((cell.lang, cell.text) for cell in row.cells if cell.text)) for row in rows]
    held.fetch(store, names)
    new = [place for place, name in enumerate(names) if name not in held.rows]
    return new[few] if len(new) > few else len(rows)


def _outdated(held: Memory, name: bytes, snapshot: Snapshot) -> bool:
    entry = held.rows.get(name)
    return entry is None or entry.stamp != snapshot.stamp


class _Asked:
    """The concepts that a row may have: all, those that people decided on in each of its cells, and the others."""

    def __init__(self, size: int) -> None:
        self.all: np.ndarray[tuple[int], np.dtype[np.int64]] = np.empty(0, np.int64)
        self.decided: list[list[int]] = [[] for _ in range(size)]
        self.proposed: list[list[int]] = [[] for _ in range(size)]

    @property
    def open(self) -> tuple[int, ...]:
        """Those that nobody decided on."""
        return tuple(sorted({one for held in self.proposed for one in held}))


def _asked(snapshot: Snapshot, numbers: Sequence[int], cells: Mapping[int, Cells]) -> dict[int, _Asked]:
    """Which concepts rows may have, asked for all of them at once."""
    if not numbers:
        return {}
    found = {number: _Asked(len(cells[number])) for number in numbers}
    places = [(number, at) for number in numbers for at in range(len(cells[number]))]
    where, concepts, states = snapshot.candidates([cells[number][at] for number, at in places])
    for place, concept, state in zip(where.tolist(), concepts.tolist(), states.tolist(), strict=True):
        number, at = places[place]
        (found[number].decided if state & DECIDED else found[number].proposed)[at].append(concept)
    for asked in found.values():
        asked.all = np.array(sorted({one for held in (*asked.decided, *asked.proposed) for one in held}), np.int64)
    return found


def _used(
    store: Store, work: int, held: Memory, names: Mapping[int, bytes], asked: Mapping[int, _Asked]
) -> Collection[int]:
    """Those of the concepts that nobody decided on which the work uses."""
    if len(names) > FEW:
        return frozenset(works.concepts_used(store, work))
    wanted: set[int] = set()
    for number, name in names.items():
        entry = held.rows.get(name)
        wanted.update(entry.proposed if entry else (), asked[number].open if number in asked else ())
    return frozenset(works.concepts_used(store, work, sorted(wanted))) if wanted else frozenset()


def _worked_out(
    store: Store,
    held: Memory,
    snapshot: Snapshot,
    name: bytes,
    cells: Cells,
    asked: _Asked,
    used: Collection[int],
) -> Joined:
    """What belongs together in a row that is not remembered, which it is from now on."""
    among = [
        decided + [one for one in proposed if one in used]
        for decided, proposed in zip(asked.decided, asked.proposed, strict=True)
    ]
    spotter = held.spotter
    spotter.learn(store, {one for wanted in among for one in wanted}, snapshot.stamp, snapshot.owner.changed)
    spotted = {
        lang: spotter.find(text, lang, wanted) for (lang, text), wanted in zip(cells, among, strict=True) if wanted
    }
    joined = Joined.of(links_of(dict(cells), spotted))
    used_here = array("i", [one for one in asked.open if one in used])
    held.keep(name, Entry(snapshot.stamp, short(asked.all), array("i", asked.open), used_here, joined.packed))
    return joined


def _fresh(store: Store, work: int, rows: Mapping[int, Cells]) -> Links:
    """The same without an index, nor anything remembered: while the index is made, and inside a transaction that
    changed the glossary."""
    columns: dict[str, list[str]] = defaultdict(list)
    for cells in rows.values():
        for lang, text in cells:
            columns[lang].append(text)
    ids = known.relevant(store, columns, among=works.concepts_used(store, work))
    spotter = Spotter(habits_of(vocabulary.spelled(store, ids).values()))
    spotter.learn(store, ids, 0, {})
    return {
        number: Joined.of(links_of(dict(cells), {lang: spotter.find(text, lang, ids) for lang, text in cells}))
        for number, cells in rows.items()
    }


def links_of(texts: Mapping[str, str], spotted: Spotted) -> dict[str, list[Link]]:
    """What belongs together in a row, with the terms that were found in it."""
    links = _terms(texts, spotted)
    if len(texts) > 1:
        _add(links, _quantities(texts))
        _add(links, _names(texts, links))
    return links


def _terms(texts: Mapping[str, str], spotted: Spotted) -> dict[str, list[Link]]:
    matches: dict[int, dict[str, list[Match]]] = defaultdict(lambda: defaultdict(list))
    known: dict[int, Facts] = {}
    for lang, ones in spotted.items():
        for facts, match in ones:
            known[facts.number] = facts
            matches[facts.number][lang].append(match)
    links: dict[str, list[Link]] = defaultdict(list)
    for number, here in matches.items():
        facts = known[number]
        without = _without(facts, texts, here)
        kind = "name" if facts.kind == "name" else "term"
        for lang, held in here.items():
            for match in held:
                state = _state(facts, match, without)
                if state == "candidate" and len(here) < min(2, len(texts)):
                    continue
                lacking = without if state == "other" else ()
                span = match.span
                links[lang].append(Link(span.start, span.stop, kind, f"t{number}", state, number, lacking))
    return links


def _add(links: dict[str, list[Link]], more: Mapping[str, Sequence[Link]]) -> None:
    for lang, ones in more.items():
        links[lang] += ones


def _without(facts: Facts, texts: Mapping[str, str], here: Mapping[str, Sequence[Match]]) -> tuple[str, ...]:
    """The languages of a row in which a concept has a good term, and the row has none of them."""
    return tuple(
        lang
        for lang in texts
        if lang in facts.good and not any(match.term.status in GOOD for match in here.get(lang, ()))
    )


def _state(facts: Facts, match: Match, without: Sequence[str]) -> str:
    if match.term.status in REFUSED or facts.status in REFUSED:
        return "forbidden"
    if facts.status not in GOOD or match.term.status not in GOOD:
        return "candidate"
    return "other" if without else "kept"


def _quantities(texts: Mapping[str, str]) -> dict[str, list[Link]]:
    """Quantities that at least two columns have, by value."""
    from aligner.quantities import compare

    read = {lang: _read(text, lang)[:COMPARED] for lang, text in texts.items()}
    group: dict[tuple[str, Span], int] = {}
    langs = [lang for lang in read if read[lang]]
    for place, one in enumerate(langs):
        for other in langs[place + 1 :]:
            for left, right in compare(read[one], read[other]).matched:
                if left.weak and right.weak:
                    continue
                number = group.setdefault((one, left.span), len(group) + 1)
                group.setdefault((other, right.span), number)
    links: dict[str, list[Link]] = defaultdict(list)
    for (lang, span), number in group.items():
        links[lang].append(Link(span.start, span.stop, "quantity", f"q{number}"))
    return links


@lru_cache(maxsize=4096)
def _read(text: str, lang: str) -> tuple[Quantity, ...]:
    from aligner.quantities import find

    return tuple(find(text, lang))


def _names(texts: Mapping[str, str], links: Mapping[str, Sequence[Link]]) -> dict[str, list[Link]]:
    """Names of the English column, found in the others as they are written or by their sound."""
    found: dict[str, list[Link]] = defaultdict(list)
    taken = [Span(link.start, link.stop) for link in links.get("en", ())]
    for number, match in enumerate(_NAME.finditer(texts.get("en", ""))):
        span = Span(*match.span())
        if any(one.start < span.stop and span.start < one.stop for one in taken):
            continue
        there = {lang: place for lang in texts if lang != "en" and (place := _place(match[0], lang, texts[lang]))}
        first = _BEGINS.search(texts["en"][: span.start])
        if there and not (first and all(lang.startswith("zh") for lang in there)):
            for lang, place in (there | {"en": span}).items():
                found[lang].append(Link(place.start, place.stop, "name", f"n{number}"))
    return found


@lru_cache(maxsize=4096)
def _place(name: str, lang: str, text: str) -> Span | None:
    """Where a name stands in a text of another language; Vietnamese names have their marks there."""
    if lang.startswith("zh"):
        from glossary.checks._sounds import sounding

        at = text.find(name)
        return Span(at, at + len(name)) if at >= 0 else sounding(name, text, lang)
    bare = fold(text, lang, marks=False)
    wanted = fold(name, lang, marks=False).text
    match = regex.search(rf"(?<!\p{{L}}){regex.escape(wanted)}(?!\p{{L}})", bare.text)
    return bare.original(Span(*match.span())) if match else None
