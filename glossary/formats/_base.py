"""What all exchange formats share: what they carry, what is known of a file in and out, and the cleaning of texts."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO, Literal, Protocol

import regex

from aligner.errors import InputError
from aligner.formats._base import REGIONS as REGION_TAGS
from aligner.formats._base import clean, one_line
from aligner.types import LANGS
from glossary.types import Concept, Status, Term

TERM_LIMIT, NAME_LIMIT, TEXT_LIMIT, TERMS_LIMIT = 500, 200, 20_000, 1_000
"""The most characters of a term, of a domain or id and of any other text, and the most terms of a concept: more than a
glossary has, less than a file made to fill the memory."""

OBSOLETE = frozenset((Status.DEPRECATED, Status.FORBIDDEN))
"""What a translation memory must not offer."""

_NUMBERED = regex.compile(r"_\d+")
_BLANKS = " \t"
_BREAK = regex.compile(r"[\n\x85\u2028\u2029]")
_WRAPPED = regex.compile(r"[ \t]*\n[ \t]+")


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
            raise InputError(f"A {format_} file holds two languages.", "Say which, the source first: --langs en,vi.")
        return self.langs[0], self.langs[1]


@dataclass
class Incoming:
    """A file on its way in: what is known about it, and what was noticed in it.

    ``langs`` are the languages of columns that do not name any; ``status`` is that of terms which state none;
    ``lenient`` mends what a standard forbids instead of refusing it. ``dropped`` counts what has no place here, by
    kind; ``mended`` what was mended, by sentence, with the first place.
    """

    name: str
    langs: tuple[str, ...] = ()
    status: Status = Status.PROPOSED
    lenient: bool = False
    dropped: Counter[str] = field(default_factory=Counter)
    mended: dict[str, tuple[str, int]] = field(default_factory=dict)
    scripts: Counter[str] = field(default_factory=Counter)

    def refuse(self, place: str, fault: str, hint: str = "") -> InputError:
        """The error that names the file and the place: raise what this returns."""
        where = f"{self.name}, {place}" if place else self.name
        return InputError(f"{where}: {fault}", hint)

    def mend(self, place: str, fault: str) -> None:
        """Refuse what the standard forbids, or, when lenient, note it and go on."""
        if not self.lenient:
            raise self.refuse(place, fault, "Mend it there, or read it leniently (--lenient), which mends such places.")
        self.note(place, fault)

    def note(self, place: str, fault: str) -> None:
        """Count a fault that was mended."""
        first, count = self.mended.get(fault, (place, 0))
        self.mended[fault] = (first, count + 1)

    def warnings(self) -> list[str]:
        """What was noticed, as sentences without a stop."""
        found = [
            f"{fault.rstrip('.')} ({place}{f', and {count - 1} more' if count > 1 else ''}): mended"
            for fault, (place, count) in self.mended.items()
        ]
        if self.dropped:
            kinds = ", ".join(f"{kind} {count:,}" for kind, count in self.dropped.most_common(12))
            found.append(f"left out, because a glossary here has no place for it: {kinds}")
        return found

    def term(self, text: str, place: str) -> str:
        """The text of a term: clean, on one line. Raises ``InputError`` when it is too long to be one."""
        found = one_line(text)
        if len(found) > TERM_LIMIT:
            raise self.refuse(place, f"a term has {len(found):,} characters; {TERM_LIMIT:,} are the most.")
        return found

    def text(self, text: str, place: str) -> str:
        """Any other text: clean, with its line breaks."""
        if not text:
            return ""
        found = prose(text)
        if len(found) > TEXT_LIMIT:
            raise self.refuse(place, f"a text has {len(found):,} characters; {TEXT_LIMIT:,} are the most.")
        return found

    def label(self, text: str, place: str) -> str:
        """A domain or an id: clean, on one line."""
        found = one_line(text)
        if len(found) > NAME_LIMIT:
            raise self.refuse(place, f"a domain or id has {len(found):,} characters; {NAME_LIMIT:,} are the most.")
        return found

    def region(self, text: str) -> str:
        """A region as a code of two letters, out of a code, a language tag or a usual name; anything else is dropped.

        >>> Incoming("x").region("tw"), Incoming("x").region("zh-HK"), Incoming("x").region("Taiwan")
        ('TW', 'HK', 'TW')
        """
        from glossary.formats._language import region_of

        found = region_of(one_line(text))
        if found is None:
            self.dropped[f"region “{one_line(text)[:40]}”"] += 1
        return found or ""

    def script(self, text: str) -> str:
        """The script of Chinese that does not say it: by its characters, else as most of the file so far."""
        from aligner.detect import script_counts

        simplified, traditional = script_counts(text)
        if simplified != traditional:
            found = "zh-Hans" if simplified > traditional else "zh-Hant"
            self.scripts[found] += 1
            return found
        return "zh-Hant" if self.scripts["zh-Hant"] > self.scripts["zh-Hans"] else "zh-Hans"

    def concept(self, concept: Concept, place: str) -> Concept:
        """A concept that was read whole. Raises ``InputError`` when it has too many terms."""
        if len(concept.terms) > TERMS_LIMIT:
            raise self.refuse(
                place, f"a concept has {len(concept.terms):,} terms; {TERMS_LIMIT:,} are the most.", "Split it."
            )
        return concept


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


def prose(text: str) -> str:
    r"""A clean text of several lines: no blanks around any line, so that other programs' line wrapping can be told.

    >>> prose(" a \n  b\n\nc ")
    'a\nb\n\nc'
    """
    text = clean(text)
    if text.isprintable():
        return text.strip()
    return "\n".join(line.strip(_BLANKS) for line in _BREAK.split(text)).strip()


def unwrapped(text: str) -> str:
    r"""A text out of an indented file: a line break with blanks after it was made by the file's layout.

    >>> unwrapped("a group of\n      stars\nshining")
    'a group of stars\nshining'
    """
    text = clean(text)
    return text if text.isprintable() else _WRAPPED.sub(" ", text)


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
