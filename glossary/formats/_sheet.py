"""Glossaries as lines and columns: how the project lays them out, and how the columns of other programs are understood.

The layout: a line holds one term of each language, and a concept with several terms takes several lines with the same
id; what holds for the concept stands on its first line. After the terms come the concept's columns, then those of the
terms, each headed by its language (``en status``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import groupby, islice
from typing import TypeAlias, TypeVar

import regex

from aligner.formats._base import one_line
from aligner.types import LANGS
from glossary.formats._base import (
    ALL_OF_CONCEPT,
    ALL_OF_TERM,
    TERMS_LIMIT,
    Carries,
    Incoming,
    Meta,
    finished,
    identifier,
    in_languages,
    line_id,
    prose,
)
from glossary.formats._language import CHINESE, language_of
from glossary.formats._words import part_of_speech_of, status_named, type_of
from glossary.types import Concept, Term

Value: TypeAlias = "str | int | float"
W = TypeVar("W")
N = TypeVar("N", int, float)
CARRIES = Carries(concept=ALL_OF_CONCEPT - {"occurrences"}, term=ALL_OF_TERM)

OF_CONCEPT = ("kind", "status", "domain", "definition", "note", "source", "score")
OF_TERM = ("status", "region", "part of speech", "type", "note", "context", "source", "count", "definition")

_CONCEPT_WORDS = {
    **{name: name for name in ("id", *OF_CONCEPT)},
    **dict.fromkeys(("entry id", "concept id", "entry number", "entry", "no", "no.", "nr", "number", "编号"), "id"),
    **dict.fromkeys(("subject", "subject field", "entry subject", "entry domain", "field", "领域", "領域"), "domain"),
    **dict.fromkeys(("notes", "comment", "comments", "entry note", "remark", "remarks", "备注", "備註"), "note"),
    **dict.fromkeys(("ghi chú", "chú thích"), "note"),
    **dict.fromkeys(("def", "meaning", "定义", "定義", "định nghĩa"), "definition"),
    **dict.fromkeys(("reference", "ref", "nguồn", "来源", "來源"), "source"),
    **dict.fromkeys(("lĩnh vực", "category", "topic"), "domain"),
}
_TERM_WORDS = {
    **{name: name for name in OF_TERM},
    **dict.fromkeys(("def",), "definition"),
    **dict.fromkeys(("example", "sample", "usage example", "sentence"), "context"),
    **dict.fromkeys(("notes", "comment", "comments", "remark", "remarks"), "note"),
    **dict.fromkeys(("pos", "word class"), "part of speech"),
    **dict.fromkeys(("term status", "usage status"), "status"),
    **dict.fromkeys(("term type",), "type"),
    **dict.fromkeys(("country", "geographical usage", "usage"), "region"),
    **dict.fromkeys(("reference", "ref"), "source"),
    **dict.fromkeys(("frequency",), "count"),
    **dict.fromkeys(("term", "terms", "synonym", "synonyms", "word"), ""),
}
_SPLIT = regex.compile(r"(?<!\\)(?:\\\\)*\K\|")
_ESCAPED = regex.compile(r"\\([\\|])")
_EDGE = " \t()[]:-–_,."


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
class Columns:
    """What the columns of a sheet are: by their place, the languages of terms, and what else is said of them.

    Columns of one term share a ``group``: the attributes after a second column for a language belong to that one.
    """

    concept: dict[int, str] = field(default_factory=dict)
    terms: dict[int, tuple[str, str]] = field(default_factory=dict)
    facts: dict[int, tuple[int | str, str]] = field(default_factory=dict)  # place of the term, or its language
    long: tuple[int, int] | None = None  # where a line says its term, and its language
    headless: bool = False
    width: int = 0
    held: dict[tuple[int, str], list[tuple[int, str]]] = field(default_factory=dict)

    def facts_of(self, term: int, lang: str) -> list[tuple[int, str]]:
        """The columns that say something of the terms of a column, and what."""
        if (term, lang) not in self.held:
            found = [(place, name) for place, (of, name) in self.facts.items() if of in (term, lang)]
            self.held[term, lang] = found
        return self.held[term, lang]


def columns_of(first: Sequence[str], incoming: Incoming) -> Columns:
    """What the first line says about the columns. Raises ``InputError`` when no language can be found in it."""
    found = Columns(width=len(first))
    names = [regex.sub(r"[\s_]+", " ", one_line(cell)).strip() for cell in first]
    lower = [name.lower() for name in names]
    if _named_long(lower, found):
        return found
    pair = [lower.index(word) for word in ("source", "target") if word in lower]
    pair = pair if len(pair) == 2 else [lower.index(word) for word in ("src", "tgt") if word in lower]
    last = -1
    for place, name in enumerate(lower):
        if len(pair) == 2 and place in pair:
            if len(incoming.langs) == 2:
                found.terms[place] = (incoming.langs[pair.index(place)], "")
        elif name in _CONCEPT_WORDS:
            found.concept[place] = _CONCEPT_WORDS[name]
        elif name.startswith("term ") and name[5:] in ("info", "example") and last >= 0:
            if name == "term example":
                found.facts[place] = (last, "context")
        elif (fact := _fact(names[place])) is not None:
            lang, word = fact
            if word:
                found.facts[place] = (last if last >= 0 and found.terms[last][0] == lang[0] else lang[0], word)
            else:
                found.terms[place], last = lang, place
        elif (known := language_of(one_line(first[place]))) is not None:
            found.terms[place], last = known, place
        elif name:
            incoming.dropped[f"column “{names[place][:40]}”"] += 1
    if not found.terms:
        return _headless(first, incoming)
    return found


def _named_long(lower: list[str], found: Columns) -> bool:
    """Whether every line says its own language."""
    lang = next((lower.index(word) for word in ("language", "lang", "locale") if word in lower), None)
    if lang is None or "term" not in lower:
        return False
    found.long = lower.index("term"), lang
    for place, name in enumerate(lower):
        if name in _CONCEPT_WORDS and _CONCEPT_WORDS[name] in ("id", "domain", "definition"):
            found.concept[place] = _CONCEPT_WORDS[name]
        elif name in _TERM_WORDS and place not in found.long:
            found.facts[place] = (found.long[0], _TERM_WORDS[name])
    return True


def _headless(first: Sequence[str], incoming: Incoming) -> Columns:
    """A sheet without a head, whose languages the user has said."""
    if not incoming.langs or len(incoming.langs) > len(first):
        raise incoming.refuse(
            "line 1",
            "it names no language of a column.",
            f"Put a tag above each column ({', '.join(LANGS)}), or say the columns' languages: --langs en,vi.",
        )
    return Columns(
        terms={place: (lang, "") for place, lang in enumerate(incoming.langs)}, headless=True, width=len(first)
    )


def _fact(name: str) -> tuple[tuple[str, str], str] | None:
    """The language and the attribute that a head names together: ``en status``, ``English Def``, ``Term (vi)``."""
    lower = name.lower()
    for word in sorted(_TERM_WORDS, key=len, reverse=True):
        for rest in (
            name[: -len(word)] if lower.endswith(word) else "",
            name[len(word) :] if lower.startswith(word) else "",
        ):
            if rest and rest != rest.strip(_EDGE) and (lang := language_of(rest.strip(_EDGE))) is not None:
                return lang, _TERM_WORDS[word]
    return None


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
            yield incoming.concept(_concept(whole, incoming), whole.place)


def _joined(whole: _Line, line: _Line) -> _Line:
    """Two lines of one concept; the first says what holds for both."""
    whole.terms += line.terms
    whole.fields = line.fields | whole.fields
    whole.definitions = line.definitions | whole.definitions
    return whole


def _concept(line: _Line, incoming: Incoming) -> Concept:
    fields = line.fields
    status = _word(fields.get("status", ""), status_named, "status", incoming)
    concept = Concept(
        tuple(line.terms),
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


def _line(place: str, cells: list[str], columns: Columns, incoming: Incoming, number: int) -> _Line:
    if any(map(str.strip, cells[columns.width :])):
        raise incoming.refuse(
            place, f"it has {len(cells)} columns, the first line {columns.width}.", "Quote the texts."
        )
    fields = {name: cells[at] for at, name in columns.concept.items() if at < len(cells) and cells[at].strip()}
    line = _Line(line_id(incoming.label(fields.pop("id", ""), place), number), place, fields=fields)
    languages = dict(columns.terms)
    if columns.long is not None:
        at, said = columns.long
        tag = cells[said].strip() if said < len(cells) else ""
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
        raise incoming.refuse(place, f"“{one_line(text)[:40]}” is no number.") from None
