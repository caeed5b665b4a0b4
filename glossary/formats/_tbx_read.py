"""TBX in: both styles of 2019, held to the standard, and the martif of 2008, as loosely as such files are written.

What the standard of 2019 forbids is refused with its line, or, when read leniently, mended and noted. Data categories
that a glossary here has no place for (who changed what when, pictures, cross-references) are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import regex

from aligner.errors import said
from glossary.formats._base import joined, own_id, status_of
from glossary.formats._cleaning import unwrapped
from glossary.formats._incoming import Incoming
from glossary.formats._language import CHINESE, language_of
from glossary.formats._tbx_write import FORBIDDEN_NOTE, STATUSES, TBX, from_xml_id
from glossary.formats._words import part_of_speech_of, status_named, type_of
from glossary.formats._xml import LANG, children, entries, local, namespace, place
from glossary.types import Concept, PartOfSpeech, Status, Term, TermType

_ENTRIES, _LANGS, _TERMS = ("conceptEntry", "termEntry"), ("langSec", "langSet"), ("termSec", "tig", "ntig")
_GROUPS = {"descripGrp", "adminGrp", "termNoteGrp", "termGrp"}
_DCA = {"admin", "adminNote", "descrip", "descripNote", "ref", "termNote", "transac", "transacNote", "xref"}
_UNPLACED = {"transacGrp", "transac", "xref", "ref", "date"}
_ID = regex.compile(r"[\p{L}_][\p{L}\p{N}\p{M}._·-]*")
_TAG = regex.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_STATUSES = {name: status for status, name in STATUSES.items()}
_PARTS = {part.value: part for part in PartOfSpeech}
_TYPES = {kind.value: kind for kind in TermType}


@dataclass
class _Reading:
    """The file being read: whether it is held to the standard of 2019, and the entry that is at hand."""

    incoming: Incoming
    strict: bool
    style: str
    entry: str = ""

    def at(self, element: Any) -> str:
        return place(element, self.entry)

    def fault(self, element: Any, sentence: str) -> None:
        """Refuse a fault in a file of 2019, unless it is read leniently; older files are as they are."""
        if self.strict:
            self.incoming.mend(self.at(element), sentence)

    def drop(self, kind: str) -> None:
        self.incoming.dropped[kind] += 1


@dataclass
class _Fields:
    """The data categories of one level, by name, with the source that stands beside each; and the notes."""

    found: dict[str, list[tuple[str, str, Any]]] = field(default_factory=dict)

    def all(self, name: str) -> list[str]:
        return [text for text, _, _ in self.found.get(name, ()) if text]

    def sources(self, name: str) -> list[str]:
        return [source for _, source, _ in self.found.get(name, ()) if source]


def read(data: BinaryIO, incoming: Incoming) -> Iterator[Concept]:
    """The concepts of a TBX file of either standard, one by one. Raises ``InputError`` with file and line."""
    stream = entries(data, incoming, ("tbx", "martif"), _ENTRIES)
    root = next(stream)
    reading = _Reading(incoming, local(root) == "tbx", root.get("style") or "")
    if reading.strict and reading.style not in ("dca", "dct"):
        reading.fault(root, "style must be dca or dct.")
    for element in stream:
        concept = _concept(element, reading)
        if concept.terms:
            yield incoming.concept(concept, reading.at(element))
        else:
            incoming.dropped["concepts without a term in these languages"] += 1


def _concept(entry: Any, reading: _Reading) -> Concept:
    """One entry."""
    name = (entry.get("id") or "").strip()
    reading.entry = name
    if not name:
        reading.fault(entry, said("<{tag}> has no id, which TBX requires.", tag=local(entry)))
    elif not _ID.fullmatch(name):
        reading.fault(entry, said("the id “{name}” is none for XML: it must begin with a letter.", name=name))
    fields = _Fields()
    terms: list[Term] = []
    definitions: dict[str, str] = {}
    sections = 0
    for child in children(entry):
        if local(child) in _LANGS:
            sections += 1
            terms += _section(child, fields, definitions, reading)
        else:
            _field(child, fields, reading)
    if not sections:
        reading.fault(entry, said("<{tag}> has no <langSec>.", tag=local(entry)))
    name_too = any(term_kind == "name" for term_kind in fields.all("kind"))
    return Concept(
        terms=tuple(terms),
        kind="name" if name_too else "term",
        status=status_of(terms),
        domain=reading.incoming.label(joined(fields.all("subjectField"), "; "), reading.at(entry)),
        definition=joined(fields.all("definition")),
        note=joined(fields.all("note")),
        source=joined([*fields.all("source"), *fields.sources("definition")]),
        definitions=definitions,
        id=own_id(reading.incoming.label(from_xml_id(name), reading.at(entry))),
    )


def _section(section: Any, fields: _Fields, definitions: dict[str, str], reading: _Reading) -> list[Term]:
    """The terms of one language. Its definition is kept for the language, its notes and sources for the concept."""
    tag = (section.get(LANG) or section.get("lang") or "").strip()
    if not _TAG.fullmatch(tag):
        reading.fault(
            section, said("the language “{tag}” is no language tag: write zh-Hant or zh-TW, with a hyphen.", tag=tag)
        )
    known = language_of(tag)
    if known is None:
        reading.drop(f"terms in {tag or 'no language'}")
        return []
    lang, region = known
    own, terms, rest = _Fields(), [], 0
    for child in children(section):
        if local(child) in _TERMS:
            rest += 1
            if (term := _term(child, lang, region, fields, reading)) is not None:
                terms.append(term)
        else:
            _field(child, own, reading)
    if not rest:
        reading.fault(section, said("<{tag}> has no <termSec>.", tag=local(section)))
    lang = terms[0].lang if terms else lang
    if (definition := joined(own.all("definition"))) and lang != CHINESE:
        definitions[lang] = joined([definitions.get(lang, ""), definition])
    for name in ("note", "source", "subjectField"):
        fields.found.setdefault(name, []).extend(own.found.get(name, ()))
    fields.found.setdefault("source", []).extend((source, "", None) for source in own.sources("definition"))
    return terms


def _term(section: Any, lang: str, region: str, concept: _Fields, reading: _Reading) -> Term | None:
    """One term with what holds for it, or nothing when it is empty."""
    inside = [child for group in children(section) for child in (children(group) if _is(group, "termGrp") else [group])]
    named = [child for child in inside if local(child) == "term"]
    if not inside or local(inside[0]) != "term" or len(named) != 1:
        reading.fault(section, said("<{tag}> must begin with its one <term>.", tag=local(section)))
    text = reading.incoming.term(unwrapped("".join(named[0].itertext())), reading.at(section)) if named else ""
    if not text:
        reading.drop("empty terms")
        return None
    fields = _Fields()
    for child in inside:
        if local(child) != "term":
            _field(child, fields, reading)
    if fields.all("partOfSpeech")[:1] == ["properNoun"]:
        concept.found.setdefault("kind", []).append(("name", "", None))
    for name in ("subjectField", "definition"):
        concept.found.setdefault(name, []).extend(fields.found.get(name, ()))
    status = _status(fields, reading)
    notes = fields.all("note")
    if status is Status.FORBIDDEN and FORBIDDEN_NOTE in notes:
        notes.remove(FORBIDDEN_NOTE)
    if len(contexts := fields.all("context")) > 1:
        reading.incoming.dropped["second contexts"] += len(contexts) - 1
    incoming = reading.incoming
    return Term(
        lang=incoming.script(text) if lang == CHINESE else lang,
        text=text,
        status=status,
        note=joined(notes),
        region=incoming.region(" ".join(fields.all("geographicalUsage")[:1])) or region,
        part_of_speech=_part_of_speech(fields, reading),
        type=_type(fields, reading),
        context=contexts[0] if contexts else "",
        source=joined([*fields.all("source"), *fields.sources("context")[:1]]),
    )


def _field(element: Any, fields: _Fields, reading: _Reading, source: str = "") -> None:
    """Put a data category where it belongs: in DCA its name is an attribute, in DCT its tag, groups hold others."""
    tag, own = local(element), namespace(element) in ("", TBX)
    if own and reading.strict and reading.style == "dct" and tag in _DCA:
        reading.fault(element, said("<{tag}> belongs to style dca, but the file says dct.", tag=tag))
    if not own and reading.style == "dca":
        reading.fault(
            element, said("<{tag}> of another namespace belongs to style dct, but the file says dca.", tag=tag)
        )
    if tag in _GROUPS:
        inside = children(element)
        if not inside:
            return
        beside = [child for child in inside[1:] if _name(child) == "source"]
        _field(inside[0], fields, reading, joined(_text(child, reading) for child in beside))
        for child in inside[1:]:
            if child not in beside:
                _field(child, fields, reading)
        return
    if tag in _UNPLACED:
        reading.drop(tag)
        return
    fields.found.setdefault(_name(element), []).append((_text(element, reading), source, element))
    if _name(element) not in _PLACED:
        reading.drop(_name(element))


_PLACED = {
    *("subjectField", "definition", "note", "source", "context"),
    *("partOfSpeech", "administrativeStatus", "termType", "geographicalUsage"),
}


def _name(element: Any) -> str:
    """The name of a data category."""
    tag = local(element)
    if tag in _DCA:
        name = (element.get("type") or tag).strip()
        return "administrativeStatus" if name == "normativeAuthorization" else name
    return tag


def _is(element: Any, tag: str) -> bool:
    return local(element) == tag


def _text(element: Any, reading: _Reading) -> str:
    return reading.incoming.text(unwrapped("".join(element.itertext())), reading.at(element))


def _picked(fields: _Fields, name: str, values: dict[str, Any], loose: Callable[[str], Any], reading: _Reading) -> Any:
    """The value of a pick list, or nothing. What is on no list is refused, or noted."""
    for text, _, element in fields.found.get(name, ())[:1]:
        if text in values:
            return values[text]
        allowed = ", ".join(values)
        reading.fault(
            element, said("“{text}” is no {name}: TBX-Basic has {allowed}.", text=text, name=name, allowed=allowed)
        )
        found = loose(text)
        if found is None and not reading.strict:
            reading.drop(f"{name} “{text[:40]}”")
        return found
    return None


def _status(fields: _Fields, reading: _Reading) -> Status:
    found = _picked(fields, "administrativeStatus", _STATUSES, status_named, reading)
    return found if isinstance(found, Status) else reading.incoming.status


def _part_of_speech(fields: _Fields, reading: _Reading) -> PartOfSpeech | None:
    found: PartOfSpeech | None = _picked(fields, "partOfSpeech", _PARTS, part_of_speech_of, reading)
    return found


def _type(fields: _Fields, reading: _Reading) -> TermType | None:
    found: TermType | None = _picked(fields, "termType", _TYPES, type_of, reading)
    return found
