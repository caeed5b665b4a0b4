"""JSON Lines with everything in it: a head line, then one concept a line; what is empty is not written."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from aligner.errors import said
from aligner.types import Span
from glossary.formats._base import ALL_OF_CONCEPT, ALL_OF_TERM, Carries, Meta
from glossary.formats._incoming import Incoming
from glossary.types import Concept, Occurrence, PartOfSpeech, Status, Term, TermType

DESCRIPTION = "JSON Lines, one concept a line with everything it has; reads back as the same concepts"
SUFFIX = ".jsonl"
MEDIA_TYPE = "application/jsonl"
CARRIES = Carries(concept=ALL_OF_CONCEPT, term=ALL_OF_TERM)

LINE_LIMIT = 8 * 2**20
"""The most bytes of a line."""

_FORMAT, _VERSION = "doichieu-glossary", 1
_TERM, _CONCEPT = Term("", ""), Concept(())


def write(concepts: Iterable[Concept], out: BinaryIO, meta: Meta) -> None:
    """Write the head and one line for each concept. Languages keep their script tags, whatever ``meta.tags`` says."""
    head: dict[str, Any] = {"format": _FORMAT, "version": _VERSION}
    if meta.title:
        head["title"] = meta.title
    if meta.created:
        head["created"] = meta.created.isoformat()
    out.write(_line(head))
    for concept in concepts:
        terms = [term for term in concept.terms if not meta.langs or term.lang in meta.langs]
        if terms:
            out.write(_line(_concept(concept, terms)))


def read(data: BinaryIO, incoming: Incoming) -> Iterator[Concept]:
    """The concepts as they were written. Raises ``InputError`` that names the line."""
    data.seek(0)
    head = _object(data.readline(LINE_LIMIT + 1), 1, incoming)
    if head.get("format") != _FORMAT or head.get("version") != _VERSION:
        raise incoming.refuse(
            "line 1",
            said("it does not say “format”: “{format}”, “version”: {version}.", format=_FORMAT, version=_VERSION),
        )
    number = 1
    while line := data.readline(LINE_LIMIT + 1):
        number += 1
        if line.strip():
            record = _object(line, number, incoming)
            try:
                concept = _read(record)
            except KeyError as error:
                fault = said("it is no concept: “{field}” is missing.", field=error.args[0])
                raise incoming.refuse(f"line {number}", fault, "Export it again.") from None
            except (TypeError, ValueError, AttributeError) as error:
                raise incoming.refuse(
                    f"line {number}", said("it is no concept: {error}.", error=str(error)[:80]), "Export it again."
                ) from None
            yield incoming.concept(concept, f"line {number}")


def _concept(concept: Concept, terms: Iterable[Term]) -> dict[str, Any]:
    """What differs from an empty concept."""
    record: dict[str, Any] = {"id": concept.id} if concept.id else {}
    record["terms"] = [_plain(term, _TERM) | {"lang": term.lang, "text": term.text} for term in terms]
    record |= {name: value for name, value in _plain(concept, _CONCEPT).items() if name not in ("id", "terms")}
    if concept.occurrences:
        record["occurrences"] = [
            {"row": place.row, "lang": place.lang, "spans": [[span.start, span.stop] for span in place.spans]}
            for place in concept.occurrences
        ]
    return record


def _plain(value: Any, empty: Any) -> dict[str, Any]:
    names = (item.name for item in dataclasses.fields(value))
    return {name: found for name in names if (found := getattr(value, name)) != getattr(empty, name)}


def _read(record: dict[str, Any]) -> Concept:
    terms = tuple(_read_term(term) for term in record["terms"])
    texts = {name: _text(record.get(name, "")) for name in ("domain", "definition", "note", "source", "id")}
    places = tuple(
        Occurrence(
            int(place["row"]),
            _text(place["lang"]),
            tuple(Span(int(start), int(stop)) for start, stop in place["spans"]),
        )
        for place in record.get("occurrences", ())
    )
    return Concept(
        terms,
        kind=_text(record.get("kind", "term")),
        status=Status(record.get("status", Status.PROPOSED)),
        score=float(record.get("score", 0.0)),
        occurrences=places,
        definitions={_text(lang): _text(text) for lang, text in record.get("definitions", {}).items()},
        **texts,
    )


def _read_term(record: dict[str, Any]) -> Term:
    texts = {name: _text(record.get(name, "")) for name in ("note", "region", "context", "source")}
    part, kind = record.get("part_of_speech"), record.get("type")
    return Term(
        _text(record["lang"]),
        _text(record["text"]),
        Status(record.get("status", Status.PROPOSED)),
        int(record.get("count", 0)),
        part_of_speech=PartOfSpeech(part) if part else None,
        type=TermType(kind) if kind else None,
        **texts,
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} is no text")
    return value


def _object(line: bytes, number: int, incoming: Incoming) -> dict[str, Any]:
    if len(line) > LINE_LIMIT:
        raise incoming.refuse(f"line {number}", said("it is longer than {limit} MB.", limit=LINE_LIMIT // 2**20))
    try:
        value = json.loads(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
    except (ValueError, RecursionError):
        raise incoming.refuse(f"line {number}", "it is not JSON.", "Export it again.") from None
    if not isinstance(value, dict):
        raise incoming.refuse(f"line {number}", "it is no JSON object.", "Export it again.")
    return value


def _line(value: dict[str, Any]) -> bytes:
    """One line of JSON; half characters, which UTF-8 cannot hold, are escaped."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode() + b"\n"
