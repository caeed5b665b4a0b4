"""Glossaries as lines and columns: how the project lays them out, and how the columns of other programs are understood.

The layout: a line holds one term of each language, and a concept with several terms takes several lines with the same
id; what holds for the concept stands on its first line. After the terms come the concept's columns, then those of the
terms, each headed by its language (``en status``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import groupby, islice
from typing import TypeAlias, TypeVar

import regex

from aligner.errors import said
from aligner.formats._base import one_line
from aligner.types import LANGS
from glossary.formats._base import (
    ALL_OF_CONCEPT,
    ALL_OF_TERM,
    Carries,
    Meta,
    finished,
    identifier,
    in_languages,
    line_id,
)
from glossary.formats._cleaning import prose
from glossary.formats._columns import OF_CONCEPT, OF_TERM, Columns
from glossary.formats._incoming import TERMS_LIMIT, Incoming
from glossary.formats._language import CHINESE, language_of
from glossary.formats._words import part_of_speech_of, status_named, type_of
from glossary.types import Concept, Status, Term

Value: TypeAlias = "str | int | float"
W = TypeVar("W")
N = TypeVar("N", int, float)
CARRIES = Carries(concept=ALL_OF_CONCEPT - {"occurrences"}, term=ALL_OF_TERM)


_SPLIT = regex.compile(r"(?<!\\)(?:\\\\)*\K\|")
_ESCAPED = regex.compile(r"\\([\\|])")


def head(meta: Meta) -> list[str]:
    """The first line."""
    langs = meta.langs or LANGS
    of_terms = [f"{meta.tag(lang)} {name}" for lang in langs for name in OF_TERM]
    return ["id", *map(meta.tag, langs), *OF_CONCEPT, *of_terms]


def lines(concepts: Iterable[Concept], meta: Meta) -> Iterator[list[Value]]:
    """The lines of every concept that has a term in the languages wanted."""
    langs = meta.langs or LANGS
    for number, concept in enumerate(concepts, 1):
        terms = in_languages(concept, meta)
        name = identifier(concept, number)
        for place in range(max(map(len, terms.values()), default=0)):
            row = {lang: found[place] for lang, found in terms.items() if place < len(found)}
            line: list[Value] = [name]
            line += [_escaped(one_line(row[lang].text)) if lang in row else "" for lang in langs]
            line += _of_concept(concept) if place == 0 else [""] * len(OF_CONCEPT)
            for lang in langs:
                line += _of_term(row.get(lang), concept, lang, place == 0)
            yield line


def _of_concept(concept: Concept) -> list[Value]:
    kind = "" if concept.kind == "term" else one_line(concept.kind)
    texts: list[Value] = [prose(concept.definition), prose(concept.note), prose(concept.source)]
    return [kind, str(concept.status), one_line(concept.domain), *texts, float(f"{concept.score:.12g}") or ""]


def _of_term(term: Term | None, concept: Concept, lang: str, first: bool) -> list[Value]:
    definition = prose(concept.definitions.get(lang, "")) if first else ""
    if term is None:
        return [*[""] * (len(OF_TERM) - 1), definition]
    words: list[Value] = [str(term.status), one_line(term.region), term.part_of_speech or "", term.type or ""]
    return [*words, prose(term.note), prose(term.context), prose(term.source), term.count or "", definition]


def _escaped(term: str) -> str:
    r"""A term in a cell, where ``|`` sets synonyms apart.

    >>> print(_escaped("a|b"))
    a\|b
    """
    return term.replace("\\", "\\\\").replace("|", "\\|") if "|" in term else term


def synonyms(cell: str) -> list[str]:
    r"""The terms of a cell.

    >>> synonyms("industrial cluster | clustering"), synonyms(r"a\|b"), synonyms("a\\b")
    (['industrial cluster', 'clustering'], ['a|b'], ['a\\b'])
    """
    if "|" not in cell:
        return [cell]
    return [_ESCAPED.sub(r"\1", part.strip()) for part in _SPLIT.split(cell) if part.strip()]


@dataclass
class _Line:
    """What a line says: the id of its concept, terms, the concept's columns, and definitions by language."""

    name: str
    place: str
    terms: list[Term] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)


def read(rows: Iterable[tuple[str, list[str]]], columns: Columns, incoming: Incoming) -> Iterator[Concept]:
    """The concepts of the lines after the head, each line with its place; lines that follow one another with the same
    id are one concept."""
    parsed = (_line(place, cells, columns, incoming, number) for number, (place, cells) in enumerate(rows, 1))
    for _, group in groupby(parsed, key=lambda line: line.name):
        whole = reduce(_joined, islice(group, TERMS_LIMIT + 1))
        if whole.terms:
            yield incoming.concept(_concept(whole, columns, incoming), whole.place)


def _joined(whole: _Line, line: _Line) -> _Line:
    """Two lines of one concept; the first says what holds for both."""
    whole.terms += line.terms
    whole.fields = line.fields | whole.fields
    whole.definitions = line.definitions | whole.definitions
    return whole


def _concept(line: _Line, columns: Columns, incoming: Incoming) -> Concept:
    fields = line.fields
    status = _word(fields.get("status", ""), status_named, "status", incoming)
    own = any(name == "status" for _, name in columns.facts.values())
    concept = Concept(
        tuple(line.terms if own or status is None else _decided(line.terms, status)),
        kind="name" if fields.get("kind", "").strip().lower() == "name" else "term",
        score=_number(fields.get("score", ""), float, line.place, incoming),
        domain=incoming.label(fields.get("domain", ""), line.place),
        definition=incoming.text(fields.get("definition", ""), line.place),
        note=incoming.text(fields.get("note", ""), line.place),
        source=incoming.text(fields.get("source", ""), line.place),
        definitions=line.definitions,
        id=line.name,
    )
    return finished(concept, status)


def _decided(terms: Iterable[Term], status: Status) -> Iterator[Term]:
    """Terms of a file that has one status for the whole line: of an approved concept the first one of each language and
    region is preferred, the others are admitted."""
    preferred: set[tuple[str, str]] = set()
    for term in terms:
        first = (term.lang, term.region) not in preferred
        preferred.add((term.lang, term.region))
        yield replace(term, status=Status.ADMITTED if status is Status.APPROVED and not first else status)


def _line(place: str, cells: list[str], columns: Columns, incoming: Incoming, number: int) -> _Line:
    if any(map(str.strip, cells[columns.width :])):
        raise incoming.refuse(
            place,
            said("it has {count} columns, the first line {usual}.", count=len(cells), usual=columns.width),
            "Quote the texts.",
        )
    fields = {name: cells[at] for at, name in columns.concept.items() if at < len(cells) and cells[at].strip()}
    line = _Line(line_id(incoming.label(fields.pop("id", ""), place), number), place, fields=fields)
    languages = dict(columns.terms)
    if columns.long is not None:
        at, spoken = columns.long
        tag = cells[spoken].strip() if spoken < len(cells) else ""
        known = language_of(tag)
        if known is None:
            incoming.dropped[f"terms in {tag[:40] or 'no language'}"] += 1
            return line
        languages = {at: known}
    for at, (lang, region) in languages.items():
        facts = {name: cells[c] for c, name in columns.facts_of(at, lang) if c < len(cells) and cells[c]}
        for text in synonyms(cells[at]) if at < len(cells) else ():
            if term := incoming.term(text, place):
                found = incoming.script(term) if lang == CHINESE else lang
                line.terms.append(_term(Term(found, term, region=region), facts, place, incoming))
        if definition := incoming.text(facts.get("definition", ""), place):
            lang = line.terms[-1].lang if lang == CHINESE and line.terms else lang
            line.definitions.setdefault(lang, definition)
    return line


def _term(term: Term, facts: dict[str, str], place: str, incoming: Incoming) -> Term:
    return replace(
        term,
        status=_word(facts.get("status", ""), status_named, "status", incoming) or incoming.status,
        count=_number(facts.get("count", ""), int, place, incoming),
        note=incoming.text(facts.get("note", ""), place),
        region=incoming.region(facts.get("region", "")) or term.region,
        part_of_speech=_word(facts.get("part of speech", ""), part_of_speech_of, "part of speech", incoming),
        type=_word(facts.get("type", ""), type_of, "term type", incoming),
        context=incoming.text(facts.get("context", ""), place),
        source=incoming.text(facts.get("source", ""), place),
    )


def _word(text: str, meaning: Callable[[str], W | None], noun: str, incoming: Incoming) -> W | None:
    found = meaning(text) if text.strip() else None
    if found is None and text.strip():
        incoming.dropped[f"{noun} “{one_line(text)[:40]}”"] += 1
    return found


def _number(text: str, kind: Callable[[str], N], place: str, incoming: Incoming) -> N:
    try:
        return kind(text.strip() or "0")
    except ValueError:
        raise incoming.refuse(place, said("“{text}” is no number.", text=one_line(text)[:40])) from None
