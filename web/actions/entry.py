"""What people enter about concepts and terms, made fit to be kept, or refused with a sentence that says what is wrong.

Terms are one line of composed text; definitions, notes and examples keep their lines.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

import regex

from aligner.errors import InputError
from aligner.lang import normalise
from aligner.marks import composed
from glossary.types import Concept, PartOfSpeech, Status, Term, TermType

TERM_LIMIT, TEXT_LIMIT, NAME_LIMIT = 500, 20_000, 200
TERMS_LIMIT = 1000
KINDS = ("term", "name")

E = TypeVar("E", bound=StrEnum)
_REGION = regex.compile(r"[A-Z]{2}")
_REASONS = {PartOfSpeech: "part of speech", TermType: "type of term", Status: "status"}


def concept_of(concept: Concept) -> Concept:
    """A concept with everything in it made fit. Raises ``InputError``, for a concept without a term too."""
    if not concept.terms:
        raise InputError("A concept needs a term.", "Give at least one, with its language.")
    if len(concept.terms) > TERMS_LIMIT:
        raise InputError(
            "The concept has {count} terms; {terms_limit} are the most.",
            count=len(concept.terms),
            terms_limit=TERMS_LIMIT,
        )
    fields = ("kind", "status", "domain", "definition", "definitions", "note", "source")
    clean = concept_fields({**{name: getattr(concept, name) for name in fields}, "external": concept.id})
    return replace(concept, terms=tuple(map(term_of, concept.terms)), id=clean.pop("external"), **clean)


def term_of(term: Term) -> Term:
    """A term with everything in it made fit. Raises ``InputError``.

    >>> found = term_of(Term("zh-TW", " 產業聚落 ", region="tw"))
    >>> found.lang, found.text, found.region
    ('zh-Hant', '產業聚落', 'TW')
    """
    fields = ("lang", "text", "status", "note", "region", "part_of_speech", "type", "context", "source")
    return replace(term, **term_fields({name: getattr(term, name) for name in fields}))


def concept_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a concept made fit. Raises ``InputError``."""
    return {name: _CONCEPT[name](value) for name, value in fields.items()}


def term_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a term made fit. Raises ``InputError``."""
    return {name: _TERM[name](value) for name, value in fields.items()}


def status(value: str | Status) -> Status:
    """A status by its name. Raises ``InputError``."""
    found = _one_of(Status, value)
    if found is None:
        raise InputError("The status is empty.", "Choose from: {choice}.", choice=Status)
    return found


def _whole(value: str | Status) -> Status:
    """The status of a concept as a whole, which is never only admitted."""
    return Status.APPROVED if status(value) is Status.ADMITTED else status(value)


def _one_of(kind: type[E], value: Any) -> E | None:
    if value is None or value == "":
        return None
    names = {one.casefold(): one for one in kind}
    try:
        return names[str(value).strip().casefold()]
    except KeyError:
        raise InputError(
            "There is no {field} “{value}”.", "Choose from: {choice}.", field=_REASONS[kind], value=value, choice=kind
        ) from None


def _line(value: Any, noun: str, limit: int) -> str:
    return _sized(" ".join(_text(value, noun).split()), noun, limit)


def _lines(value: Any, noun: str) -> str:
    return _sized(_text(value, noun).strip(), noun, TEXT_LIMIT)


def _text(value: Any, noun: str) -> str:
    text = composed(str(value))
    bad = next((c for c in text if unicodedata.category(c) in ("Cs", "Cc") and c not in "\t\n\r"), "")
    if bad:
        raise InputError(
            "The {noun} holds a character that is no text (U+{code:04X}).", "Take it out.", noun=noun, code=ord(bad)
        )
    return text


def _sized(text: str, noun: str, limit: int) -> str:
    if len(text) > limit:
        raise InputError(
            "The {noun} has {count} characters; {limit} are the most.",
            "Shorten it.",
            noun=noun,
            count=len(text),
            limit=limit,
        )
    return text


def _term_text(value: Any) -> str:
    text = _line(value, "term", TERM_LIMIT)
    if not text:
        raise InputError("The term is empty.", "Write the word or words.")
    return text


def _kind(value: Any) -> str:
    if value not in KINDS:
        raise InputError("There is no kind “{value}”.", "Choose from: {choice}.", value=value, choice=KINDS)
    return str(value)


def _region(value: Any) -> str:
    region = str(value or "").strip().upper()
    if region and not _REGION.fullmatch(region):
        raise InputError("“{value}” is no region.", "Give a code of two letters, as CN, TW, HK.", value=value)
    return region


def _definitions(value: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> dict[str, str]:
    texts = {normalise(lang): _lines(text, "definition") for lang, text in dict(value).items()}
    return {lang: text for lang, text in texts.items() if text}


_CONCEPT: dict[str, Callable[[Any], Any]] = {
    "kind": _kind,
    "status": _whole,
    "domain": lambda value: _line(value, "domain", NAME_LIMIT),
    "definition": lambda value: _lines(value, "definition"),
    "definitions": _definitions,
    "note": lambda value: _lines(value, "note"),
    "source": lambda value: _lines(value, "source"),
    "external": lambda value: _line(value, "id", NAME_LIMIT),
}
_TERM: dict[str, Callable[[Any], Any]] = {
    "lang": lambda value: normalise(str(value)),
    "text": _term_text,
    "status": status,
    "region": _region,
    "part_of_speech": lambda value: _one_of(PartOfSpeech, value),
    "type": lambda value: _one_of(TermType, value),
    "context": lambda value: _lines(value, "context"),
    "source": lambda value: _lines(value, "source"),
    "note": lambda value: _lines(value, "note"),
}
