"""What a look-up hands out: plain frozen values without SQL and without Flask, as in ``web.views``.

Spans are (start, stop) pairs of characters in the text beside them.
"""

from __future__ import annotations

from dataclasses import dataclass

from web.views import ConceptView

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A way to read the query: ``manner`` is text, telex, vni or pinyin, ``text`` what it stands for then."""

    manner: str
    text: str


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term that the query found, by its id, and which part of it."""

    term: int
    spans: Marks


@dataclass(frozen=True, slots=True)
class ConceptHit:
    """A concept that the query found. ``match`` is exact, prefix (a term begins so) or part (a term holds it);
    ``reading`` is the Hán-Việt reading of its first Chinese term, empty where no term is Chinese."""

    concept: ConceptView
    match: str
    matches: tuple[TermMatch, ...]
    reading: str = ""

    def spans(self, term: int) -> Marks:
        """Which part of a term the query found."""
        return next((match.spans for match in self.matches if match.term == term), ())


@dataclass(frozen=True, slots=True)
class CellHit:
    """A sentence in one language: ``marks`` is where the query stands in it, ``counterparts`` what answers it."""

    lang: str
    text: str
    marks: Marks
    counterparts: Marks


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A row that holds the query, with its cells in every language. ``work`` is the slug; ``row`` the row's number, 0
    for a sentence that stands in no table; ``url`` the path of its place in the workbench."""

    work: str
    title: str
    row: int
    band: str
    url: str
    cells: tuple[CellHit, ...]


@dataclass(frozen=True, slots=True)
class ConcordanceView:
    """The sentences for a query. ``total`` counts them, up to a limit beyond which ``many`` is true; ``next`` is the
    offset with which the list goes on, None at its end."""

    query: str
    read: ReadingView
    items: tuple[SentenceHit, ...]
    total: int
    many: bool = False
    next: int | None = None
    corrected: str = ""
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LookupView:
    """What there is for a query: concepts of the glossary, then sentences. ``read`` is how the query was read,
    ``readings`` all the ways in which it finds something; ``corrected`` is what was looked up instead when the query
    itself finds nothing, the first of the ``suggestions``. ``total`` counts the concepts found, ``more`` says that
    not all of them are here."""

    query: str
    read: ReadingView
    readings: tuple[ReadingView, ...]
    concepts: tuple[ConceptHit, ...]
    total: int
    more: bool
    sentences: ConcordanceView
    corrected: str = ""
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueryView:
    """Something that the person who asks looked up: ``lang`` is the language that it was kept to, if any; ``kept``
    until it is let go; ``asked`` is when, for the last time."""

    text: str
    lang: str
    kept: bool
    asked: str
