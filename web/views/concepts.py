"""Concepts and their terms, and the rows that prove them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TermView:
    """One designation of a concept; ``author`` made it, ``editor`` changed it last, both empty for mining."""

    id: int
    lang: str
    text: str
    status: str
    count: int
    region: str = ""
    part_of_speech: str = ""
    type: str = ""
    context: str = ""
    source: str = ""
    note: str = ""
    created: str = ""
    author: str = ""
    changed: str = ""
    editor: str = ""


@dataclass(frozen=True, slots=True)
class ConceptView:
    """A concept with its terms in every language; ``count`` is how often they occur, ``works`` the slugs of the
    works where they do. ``definition`` holds for all languages, ``definitions`` those written for one; ``external``
    is the id that an exchange file gives it; its terms share its ``version``."""

    id: int
    terms: tuple[TermView, ...]
    kind: str
    status: str
    score: float
    domain: str
    definition: str
    count: int
    works: tuple[str, ...]
    definitions: dict[str, str] = field(default_factory=dict)
    note: str = ""
    source: str = ""
    external: str = ""
    created: str = ""
    author: str = ""
    changed: str = ""
    editor: str = ""
    version: int = 1

    def of(self, lang: str) -> tuple[TermView, ...]:
        """The terms of one language, most used first."""
        return tuple(term for term in self.terms if term.lang == lang)


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A row that proves a concept: ``work`` is the slug, ``row`` the row's number, ``texts`` its cells by language,
    ``spans`` where the concept's terms stand in them, as (start, stop) pairs."""

    work: str
    title: str
    row: int
    texts: dict[str, str]
    spans: dict[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class DuplicateView:
    """A term that several concepts have, as matching sees it: ``texts`` as they are written, ``concepts`` their
    numbers."""

    lang: str
    texts: tuple[str, ...]
    concepts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DeletedView:
    """A concept that was deleted, so that mining does not propose it again: its number, its terms by language."""

    id: int
    terms: dict[str, tuple[str, ...]]
    who: str
    when: str
    reason: str
