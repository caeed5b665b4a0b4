"""What belongs together across the columns of a row: terms of the glossary, quantities of one value, names.

Each term also says how the row keeps to the glossary, in one of four states: ``kept`` it is approved and the others
have an approved term of its concept too; ``other`` it is approved, and another column says it otherwise or not at all;
``candidate`` nobody has decided on it yet; ``forbidden`` it is not to be used, or no longer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

import regex

from aligner.fold import fold
from aligner.types import Span
from glossary.types import Concept, Match, Status
from web.actions.permissions import needs
from web.store import Store, concepts, known, works
from web.views import RowView

if TYPE_CHECKING:
    from aligner.quantities import Quantity

STATES = ("forbidden", "other", "kept", "candidate")
GOOD = (Status.APPROVED, Status.ADMITTED)
REFUSED = (Status.DEPRECATED, Status.FORBIDDEN)
_NAME = regex.compile(r"(?<![\p{L}\p{M}.’'-])\p{Lu}[\p{Ll}\p{M}]{3,}(?:-\p{Lu}\p{Ll}+)*(?![\p{L}\p{M}])")
_BEGINS = regex.compile(r"(?:\A|[.!?:;…]|[\"“‘'(\[—–-])\s*\Z")


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of a cell's text and what it belongs to: ``key`` is the same in all columns of the row. ``kind`` is
    term, name or quantity; a term has a ``state``, the ``concept``, and the languages ``without`` a good term of it."""

    start: int
    stop: int
    kind: str
    key: str
    state: str = ""
    concept: int = 0
    without: tuple[str, ...] = ()


Links = dict[int, dict[str, list[Link]]]
"""By row number and language."""
Cells = tuple[tuple[str, str], ...]
MOST = 8192
"""Rows of which is remembered what belongs together in them: those that a team has before it."""
_KNOWN: dict[tuple[bytes, Cells], dict[str, list[Link]]] = {}


@needs("read")
def row_links(store: Store, ref: str | int, rows: Sequence[RowView]) -> Links:
    """What belongs together in these rows of a work, to be read and not changed: rows that are the same among the same
    concepts are worked out once. Raises ``NotFound``."""
    work = works.resolve(store, ref)
    key = _Key(_concepts(store, work, rows))
    return {row.number: _links(key, tuple((cell.lang, cell.text) for cell in row.cells if cell.text)) for row in rows}


def _links(key: _Key, cells: Cells) -> dict[str, list[Link]]:
    """What belongs together in one row; the matcher is made when a row is not known yet among these concepts."""
    name = key.name, cells
    found = _KNOWN.get(name)
    if found is None:
        found = _KNOWN[name] = _bound(key).links(cells)
        while len(_KNOWN) > MOST:
            _KNOWN.pop(next(iter(_KNOWN)), None)
    return found


def _concepts(store: Store, work: int, rows: Sequence[RowView]) -> dict[int, Concept]:
    """The concepts that these rows may have: those mined from their work, and those that people decided on."""
    columns: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for cell in row.cells:
            columns[cell.lang].append(cell.text)
    return concepts.value(store, known.relevant(store, columns, among=works.concepts_used(store, work)))


class _Bound:
    """Concepts ready to be found in rows, and what was found in the rows asked for last."""

    def __init__(self, key: _Key) -> None:
        from glossary.matcher import Matcher

        self.held = key.held
        self.numbers = list(key.held)
        self.matcher = Matcher(list(key.held.values()))

    def links(self, cells: Cells) -> dict[str, list[Link]]:
        """What belongs together in a row."""
        texts = dict(cells)
        links = self._terms(texts)
        if len(texts) > 1:
            _add(links, _quantities(texts))
            _add(links, _names(texts, links))
        return dict(links)

    def _terms(self, texts: Mapping[str, str]) -> dict[str, list[Link]]:
        matches: dict[int, dict[str, list[Match]]] = defaultdict(lambda: defaultdict(list))
        for lang, text in texts.items():
            for match in self.matcher.find(text, lang):
                matches[self.numbers[match.concept]][lang].append(match)
        links: dict[str, list[Link]] = defaultdict(list)
        for number, here in matches.items():
            concept = self.held[number]
            without = _without(concept, texts, here)
            for lang, ones in here.items():
                for match in ones:
                    state = _state(concept, match, without)
                    if state == "candidate" and len(here) < min(2, len(texts)):
                        continue
                    kind = "name" if concept.kind == "name" else "term"
                    lacking = without if state == "other" else ()
                    span = match.span
                    links[lang].append(Link(span.start, span.stop, kind, f"t{number}", state, number, lacking))
        return links


def _add(links: dict[str, list[Link]], more: Mapping[str, Sequence[Link]]) -> None:
    for lang, ones in more.items():
        links[lang] += ones


def _without(concept: Concept, texts: Mapping[str, str], here: Mapping[str, Sequence[Match]]) -> tuple[str, ...]:
    """The languages of a row in which a concept has a good term, and the row has none of them."""
    return tuple(
        lang
        for lang in texts
        if any(term.status in GOOD for term in concept.of(lang))
        and not any(match.term.status in GOOD for match in here.get(lang, ()))
    )


def _state(concept: Concept, match: Match, without: Sequence[str]) -> str:
    if match.term.status in REFUSED or concept.status in REFUSED:
        return "forbidden"
    if concept.status not in GOOD or match.term.status not in GOOD:
        return "candidate"
    return "other" if without else "kept"


class _Key:
    """Concepts by what they are, for the memory of what was found of them."""

    def __init__(self, held: dict[int, Concept]) -> None:
        self.held = held
        self.key = tuple(
            (number, c.kind, c.status, tuple((t.lang, t.text, t.status) for t in c.terms)) for number, c in held.items()
        )
        self.name = sha256(repr(self.key).encode()).digest()

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.key == self.key


@lru_cache(maxsize=8)
def _bound(key: _Key) -> _Bound:
    return _Bound(key)


def _quantities(texts: Mapping[str, str]) -> dict[str, list[Link]]:
    """Quantities that at least two columns have, by value."""
    from aligner.quantities import compare

    read = {lang: _read(text, lang) for lang, text in texts.items()}
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
