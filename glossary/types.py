"""The values that flow through the glossary: terms, concepts, candidates, links, matches, findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from aligner.types import Span


class Status(StrEnum):
    """Where a term or concept stands in its life.

    A term is first proposed (mined, suggested). Approved means preferred; admitted is an approved synonym. Deprecated:
    it was good once and another has replaced it; forbidden: it is wrong. A concept is proposed or approved, or
    deprecated or forbidden as a whole.
    """

    PROPOSED = "proposed"
    APPROVED = "approved"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"


class TermType(StrEnum):
    """What form of its concept's name a term is, as TBX has it."""

    FULL = "fullForm"
    ACRONYM = "acronym"
    ABBREVIATION = "abbreviation"
    SHORT = "shortForm"
    VARIANT = "variant"
    PHRASE = "phrase"


class PartOfSpeech(StrEnum):
    """The word class of a term, as TBX-Basic has it."""

    NOUN = "noun"
    VERB = "verb"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    OTHER = "other"


REGIONS = ("CN", "TW", "HK")
"""Where a Chinese term is used, when it is not used everywhere its script is."""


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Scope(StrEnum):
    """What a check looks at: one row, one work's table, or everything in the store."""

    ROW = "row"
    WORK = "work"
    CORPUS = "corpus"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place of a term: row, language, and the character spans in that cell's text (``Table.text(row, lang)``)."""

    row: int
    lang: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word group of one language that may be a term: its usual form, how often it occurs, and where."""

    lang: str
    text: str
    count: int
    score: float
    kind: str = "term"  # "term" or "name"
    forms: tuple[str, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One designation of a concept in one language.

    ``count`` is how often it was found in the texts; ``region`` one of ``REGIONS`` or any ISO 3166 code, or empty;
    ``context`` a sentence that shows its use, and ``source`` where term or sentence come from.
    """

    lang: str
    text: str
    status: Status = Status.PROPOSED
    count: int = 0
    note: str = ""
    region: str = ""
    part_of_speech: PartOfSpeech | None = None
    type: TermType | None = None
    context: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """One idea and its terms in every language, most used first; ``occurrences`` are the sentences that prove it.

    ``definition`` holds for all languages, ``definitions`` has those written for one language (lang → text); ``id`` is
    the name that an exchange file gives the concept, so that a later import finds it again.
    """

    terms: tuple[Term, ...]
    kind: str = "term"  # "term" or "name"
    status: Status = Status.PROPOSED
    score: float = 0.0
    domain: str = ""
    definition: str = ""
    note: str = ""
    source: str = ""
    occurrences: tuple[Occurrence, ...] = ()
    definitions: dict[str, str] = field(default_factory=dict)
    id: str = ""

    def of(self, lang: str) -> tuple[Term, ...]:
        """The terms of one language."""
        return tuple(term for term in self.terms if term.lang == lang)


@dataclass(frozen=True, slots=True)
class Match:
    """A term found in a text, at its span in the original."""

    span: Span
    term: Term
    concept: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    ``row`` is the index of the row it belongs to; ``spans`` and ``quotes`` say where, per language, in the cell's text
    (``Table.text(row, lang)``). ``message`` is an English sentence with ``{name}`` placeholders that ``values`` fill,
    so that the interface can translate the sentence and keep the values. ``rows`` lists further rows of the same fault.
    ``about`` is the term or name that all findings of its kind share, by language; where it is empty, the quotes are.
    ``gathered``: it stands for all rows of the fault, and stays the same finding when these change.
    """

    check: str
    severity: Severity
    row: int
    langs: tuple[str, ...]
    message: str
    values: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    quotes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    suggestion: str = ""
    rows: tuple[int, ...] = ()
    about: dict[str, str] = field(default_factory=dict)
    gathered: bool = False

    @property
    def text(self) -> str:
        """The message in English with its values in place."""
        return self.message.format(**self.values)

    def fingerprint(self, texts: dict[str, str]) -> str:
        """A short digest of the check, the quotes and the ``texts`` that tell its place by language; which these are
        is for ``glossary.identity`` to say."""
        parts = [self.check, *(f"{lang}:{'|'.join(quotes)}" for lang, quotes in sorted(self.quotes.items()))]
        parts += [f"{lang}={text}" for lang, text in sorted(texts.items())]
        return blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()
