"""What all exchange formats share: what they carry, what is known of a file to write, how terms become lines."""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO, Literal, Protocol

import regex

from aligner.errors import InputError
from aligner.formats._base import REGIONS as REGION_TAGS
from aligner.formats._base import one_line
from aligner.types import LANGS
from glossary.formats._incoming import TERMS_LIMIT, Incoming
from glossary.types import Concept, Status, Term

OBSOLETE = frozenset((Status.DEPRECATED, Status.FORBIDDEN))
"""What a translation memory must not offer."""

_NUMBERED = regex.compile(r"_\d+")


@dataclass(frozen=True, slots=True)
class Carries:
    """What a format brings back: fields of ``Concept`` and ``Term``.

    ``pair``: it holds exactly two languages. ``shared``: it has no place for a concept with terms in one language
    alone. ``without``: terms with this status are left out; ``merged``: a status that comes back as another one.
    """

    concept: frozenset[str]
    term: frozenset[str]
    pair: bool = False
    shared: bool = False
    without: frozenset[Status] = frozenset()
    merged: Mapping[Status, Status] = field(default_factory=dict)


ALL_OF_CONCEPT = frozenset(item.name for item in dataclasses.fields(Concept))
ALL_OF_TERM = frozenset(item.name for item in dataclasses.fields(Term))


@dataclass(frozen=True, slots=True)
class Meta:
    """What is known about a glossary besides its concepts.

    ``langs`` are the languages in their order, the source language first where a format has one; empty means all.
    ``tags`` chooses between ``zh-Hant`` ("bcp47") and ``zh-TW`` ("region"); without ``created`` no date is written, so
    that the same concepts give the same bytes.
    """

    title: str = ""
    langs: tuple[str, ...] = ()
    tags: Literal["bcp47", "region"] = "bcp47"
    created: datetime | None = None

    def tag(self, lang: str) -> str:
        """A language as the reader of the file wants it named.

        >>> Meta(tags="region").tag("zh-Hant"), Meta().tag("zh-Hant")
        ('zh-TW', 'zh-Hant')
        """
        return REGION_TAGS.get(lang, lang) if self.tags == "region" else lang

    def pair(self, format_: str) -> tuple[str, str]:
        """The two languages of a format that holds just two. Raises ``InputError`` when there are not two."""
        if len(self.langs) != 2:
            raise InputError(
                "The format {format} holds two languages.",
                "Say which, the source first: --langs en,vi.",
                format=format_,
            )
        return self.langs[0], self.langs[1]


class Format(Protocol):
    """What a module of this package offers. ``read`` takes an open file that can be wound back."""

    DESCRIPTION: str
    SUFFIX: str
    MEDIA_TYPE: str
    CARRIES: Carries

    def write(self, concepts: Iterable[Concept], out: BinaryIO, meta: Meta) -> None:
        """Write the concepts one by one to an open binary file, which stays open."""

    def read(self, data: BinaryIO, incoming: Incoming) -> Iterator[Concept]:
        """The concepts of a file, one by one. Raises ``InputError`` that names file and place."""


def in_languages(concept: Concept, meta: Meta, without: Container[Status] = ()) -> dict[str, list[Term]]:
    """The terms of a concept by language, in the languages' order, without those that have no text."""
    found: dict[str, list[Term]] = {lang: [] for lang in meta.langs or LANGS}
    for term in concept.terms:
        if term.lang in found and term.status not in without and one_line(term.text):
            found[term.lang].append(term)
    return {lang: terms for lang, terms in found.items() if terms}


def lines(terms: dict[str, list[Term]]) -> list[dict[str, Term]]:
    """Terms as lines with one of each language: the first ones together, then the second ones, until none is left. A
    language that has no more repeats its first, so that every line can stand alone."""
    count = max(map(len, terms.values()), default=0)
    return [
        {lang: found[number] if number < len(found) else found[0] for lang, found in terms.items()}
        for number in range(count)
    ]


def identifier(concept: Concept, number: int) -> str:
    """The id that a concept has in a file, which must not be empty: without one of its own it is numbered."""
    return one_line(concept.id) or f"_{number}"


def line_id(text: str, number: int) -> str:
    """The id that a line of a file gives its concept; a line without one has its own number.

    >>> line_id("c12", 3), line_id(" - ", 3)
    ('c12', '_3')
    """
    text = one_line(text)
    return f"_{number}" if text in ("", "-") else text


def own_id(text: str) -> str:
    """The id out of a file; a number that was only given for the file is none.

    >>> own_id("c12"), own_id("_12")
    ('c12', '')
    """
    text = one_line(text)
    return "" if text == "-" or _NUMBERED.fullmatch(text) else text


def joined(parts: Iterable[str], between: str = "\n") -> str:
    """Texts that share one place, each once."""
    return between.join(dict.fromkeys(part for part in parts if part))


def status_of(terms: Sequence[Term]) -> Status:
    """The status of a concept whose file says none: approved with its first approved term, obsolete when all are.

    >>> status_of([Term("en", "a", Status.PROPOSED), Term("vi", "b", Status.ADMITTED)]).value
    'approved'
    """
    found = {term.status for term in terms}
    if found & {Status.APPROVED, Status.ADMITTED}:
        return Status.APPROVED
    if found and found <= OBSOLETE:
        return Status.FORBIDDEN if found == {Status.FORBIDDEN} else Status.DEPRECATED
    return Status.PROPOSED


def gathered(concepts: Iterable[Concept]) -> Iterator[Concept]:
    """Concepts that follow one another with the same id, as one; a term that comes again is left out."""
    held: Concept | None = None
    for concept in concepts:
        if held is not None and held.id and held.id == concept.id:
            known = {(term.lang, term.text) for term in held.terms}
            new = tuple(term for term in concept.terms if (term.lang, term.text) not in known)
            if len(held.terms) > TERMS_LIMIT:
                new = ()  # whoever reads it refuses it
            definitions = {**concept.definitions, **held.definitions}
            held = replace(held, terms=held.terms + new, definitions=definitions)
            continue
        if held is not None:
            yield held
        held = concept
    if held is not None:
        yield held


def finished(concept: Concept, status: Status | None = None) -> Concept:
    """A concept whose lines were gathered: terms by language, its own id if it has one, and its status."""
    terms = tuple(sorted(concept.terms, key=_place))
    return replace(concept, id=own_id(concept.id), terms=terms, status=status or status_of(terms))


def _place(term: Term) -> int:
    return LANGS.index(term.lang) if term.lang in LANGS else len(LANGS)
