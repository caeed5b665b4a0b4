"""What the curation of a glossary shows beside its concepts: plain frozen values, as in ``web.views``."""

from __future__ import annotations

from dataclasses import dataclass, replace

from web.views import ConceptView, PlaceView


@dataclass(frozen=True, slots=True)
class RelatedView:
    """A concept that has to do with another one. ``how``: same (it has one of its terms), longer (one of its terms
    holds one of the other's), shorter (the reverse), together (they stand in the same rows). ``weight`` is in how many
    languages, or rows."""

    concept: ConceptView
    how: str
    weight: int


@dataclass(frozen=True, slots=True)
class CandidateView:
    """What is to be decided next: a concept with the sentences that prove it, what it may be the same as, and how it is
    read in Vietnamese. ``suggested`` are the terms that people proposed; where the concept itself is approved, they
    alone are to be decided on."""

    concept: ConceptView
    places: tuple[PlaceView, ...]
    related: tuple[RelatedView, ...]
    suggested: tuple[int, ...]
    reading: str
    position: int
    left: int


@dataclass(frozen=True, slots=True)
class DoneView:
    """A decision: the concept it was about, and the change by which it can be taken back."""

    concept: int
    change: int


@dataclass(frozen=True, slots=True)
class RenderingView:
    """A term as works use it, and how often."""

    term: int
    text: str
    status: str
    count: int


@dataclass(frozen=True, slots=True)
class WorkRenderings:
    """How one work renders a concept, by language; ``langs`` are the languages that the work has."""

    slug: str
    title: str
    langs: tuple[str, ...]
    cells: dict[str, tuple[RenderingView, ...]]


@dataclass(frozen=True, slots=True)
class RowRenderings:
    """How one row renders a concept: the words as they stand there, by language; empty where the row says it otherwise,
    or not at all."""

    work: str
    row: int
    cells: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class MatrixView:
    """A concept over works. ``unsteady`` are the languages with more than one rendering, forms of one word counting as
    one; ``alone`` is the one language that varies where all others are stable, empty where there is none."""

    concept: ConceptView
    works: tuple[WorkRenderings, ...]
    unsteady: tuple[str, ...]
    alone: str
    rows: tuple[RowRenderings, ...] = ()

    def of(self, lang: str) -> tuple[RenderingView, ...]:
        """The renderings of one language over all works, most used first."""
        counts: dict[int, RenderingView] = {}
        for one in (one for work in self.works for one in work.cells.get(lang, ())):
            before = counts[one.term].count if one.term in counts else 0
            counts[one.term] = replace(one, count=one.count + before)
        return tuple(sorted(counts.values(), key=lambda one: (-one.count, one.term)))
