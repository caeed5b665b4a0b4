"""TMX 1.4 of terms, for translation memories: one unit for each set of counterparts, N-way, one variant a language.

A concept with several terms in a language gives several units, each complete in itself, since memories read one
variant of each language. What is deprecated or forbidden is left out: a memory would offer it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any, BinaryIO

from aligner.formats._base import one_line
from aligner.version import VERSION
from glossary.formats._base import (
    ALL_OF_TERM,
    OBSOLETE,
    Carries,
    Meta,
    finished,
    gathered,
    identifier,
    in_languages,
    joined,
    line_id,
    lines,
)
from glossary.formats._cleaning import prose, unwrapped
from glossary.formats._incoming import Incoming
from glossary.formats._language import CHINESE, language_of
from glossary.formats._words import part_of_speech_of, status_named, type_of
from glossary.formats._xml import DECLARATION, LANG, Node, children, entries, local, markup, opening, place
from glossary.types import Concept, Term

DESCRIPTION = "TMX 1.4 of terms, for translation memories (OmegaT, Trados, memoQ …)"
SUFFIX = ".tmx"
MEDIA_TYPE = "application/x-tmx+xml"
CARRIES = Carries(
    concept=frozenset({"id", "terms", "kind", "domain", "definition", "definitions", "note", "source"}),
    term=ALL_OF_TERM - {"count"},
    shared=True,
    without=OBSOLETE,
)

_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
_CODES = {"bpt", "ept", "it", "ph", "ut", "sub"}
_TOOL = "Doichieu"


def write(concepts: Iterable[Concept], out: BinaryIO, meta: Meta) -> None:
    """Write the units of every concept that has terms in two languages or more, as a stream."""
    out.write(f"{DECLARATION}{_DOCTYPE}{opening('tmx', {'version': '1.4'})}\n{markup(_header(meta))}\n<body>".encode())
    for number, concept in enumerate(concepts, 1):
        terms = in_languages(concept, meta, OBSOLETE)
        if len(terms) > 1:
            for place_, line in enumerate(lines(terms)):
                out.write(f"\n{markup(_unit(concept, number, place_, line, meta))}".encode())
    out.write(b"\n</body>\n</tmx>\n")


def read(data: BinaryIO, incoming: Incoming) -> Iterator[Concept]:
    """The concepts of a TMX file; units that say they belong to one concept are one. Raises ``InputError``."""
    for concept in gathered(_units(data, incoming)):
        yield incoming.concept(finished(concept), f"concept {concept.id}")


def _header(meta: Meta) -> Node:
    attributes = {"creationtool": _TOOL, "creationtoolversion": VERSION, "segtype": "phrase"}
    source = meta.tag(meta.langs[0]) if len(meta.langs) == 2 else "*all*"
    attributes |= {"o-tmf": _TOOL, "adminlang": "en", "srclang": source, "datatype": "plaintext"}
    if meta.created:
        attributes["creationdate"] = meta.created.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return "header", attributes, _props({"title": one_line(meta.title), "content": "terms"})


def _unit(concept: Concept, number: int, place_: int, line: dict[str, Term], meta: Meta) -> Node:
    name = identifier(concept, number)
    content: list[Node] = [("note", {}, note)] if (note := prose(concept.note)) else []
    kind = concept.kind if concept.kind != "term" else ""
    content += _props({"concept": name, "kind": one_line(kind), "domain": one_line(concept.domain)})
    content += _props({"definition": prose(concept.definition), "source": prose(concept.source)})
    for lang, term in line.items():
        variant: list[Node] = [("note", {}, note)] if (note := prose(term.note)) else []
        variant += _props({"status": term.status, "region": one_line(term.region), "type": term.type or ""})
        variant += _props({"part-of-speech": term.part_of_speech or "", "context": prose(term.context)})
        variant += _props({"source": prose(term.source), "definition": prose(concept.definitions.get(lang, ""))})
        content.append(("tuv", {"xml:lang": meta.tag(lang)}, [*variant, ("seg", {}, one_line(term.text))]))
    return "tu", {"tuid": f"{name}-{place_ + 1}" if place_ else name}, content


def _props(values: dict[str, str]) -> list[Node]:
    return [("prop", {"type": name}, str(value)) for name, value in values.items() if value]


def _units(data: BinaryIO, incoming: Incoming) -> Iterator[Concept]:
    stream = entries(data, incoming, ("tmx",), ("tu",))
    root = next(stream)
    for number, unit in enumerate(stream, 1):
        if number == 1:
            _check(root.find("header"), incoming)
        concept = _concept(unit, number, incoming)
        if concept.terms:
            yield concept


def _check(header: Any, incoming: Incoming) -> None:
    """Refuse a memory of sentences that the program itself wrote: nobody wants sentences for terms."""
    if header is not None and header.get("creationtool") == _TOOL and header.get("segtype") == "sentence":
        raise incoming.refuse("", "it holds sentences, not terms.", "Export terms with --what terms.")


def _concept(unit: Any, number: int, incoming: Incoming) -> Concept:
    where = place(unit)
    props, note = _facts(unit, incoming, {"concept", "kind", "domain", "definition", "source"})
    terms, definitions = [], {}
    for variant in unit.iterfind("tuv"):
        tag = variant.get(LANG) or variant.get("lang") or ""
        known = language_of(tag)
        text = incoming.term(unwrapped(_text(variant.find("seg"))), place(variant))
        if known is None or not text:
            incoming.dropped[f"terms in {tag or 'no language'}" if text else "empty terms"] += 1
            continue
        lang = incoming.script(text) if known[0] == CHINESE else known[0]
        own, term_note = _facts(variant, incoming, _OF_TERM)
        if own.get("definition"):
            definitions[lang] = own["definition"]
        terms.append(_term(lang, text, known[1], own, term_note, incoming))
    kind = "name" if props.get("kind") == "name" else "term"
    return Concept(
        incoming.concept(Concept(tuple(terms)), where).terms,
        kind=kind,
        domain=incoming.label(props.get("domain", ""), where),
        definition=props.get("definition", ""),
        note=note,
        source=props.get("source", ""),
        definitions=definitions,
        id=line_id(incoming.label(props.get("concept") or unit.get("tuid") or "", where), number),
    )


_OF_TERM = {"status", "region", "type", "part-of-speech", "context", "source", "definition"}


def _term(lang: str, text: str, region: str, facts: dict[str, str], note: str, incoming: Incoming) -> Term:
    return Term(
        lang,
        text,
        status_named(facts.get("status", "")) or incoming.status,
        note=note,
        region=incoming.region(facts.get("region", "")) or region,
        part_of_speech=part_of_speech_of(facts.get("part-of-speech", "")),
        type=type_of(facts.get("type", "")),
        context=facts.get("context", ""),
        source=facts.get("source", ""),
    )


def _facts(element: Any, incoming: Incoming, known: set[str]) -> tuple[dict[str, str], str]:
    """The properties of a unit or variant that have a place here, and its notes."""
    found: dict[str, str] = {}
    notes = []
    for child in children(element):
        text = incoming.text(unwrapped("".join(child.itertext())), place(child)) if local(child) != "seg" else ""
        if local(child) == "note":
            notes.append(text)
        elif local(child) == "prop" and (name := child.get("type", "")) in known:
            found[name] = text
        elif local(child) == "prop":
            incoming.dropped[f"property {name[:40]}"] += 1
    return found, joined(notes)


def _text(segment: Any) -> str:
    """The text of a segment without the codes of the tool that made it."""
    if segment is None:
        return ""
    parts = [segment.text or ""]
    for child in segment:
        parts.append("" if local(child) in _CODES else _text(child))
        parts.append(child.tail or "")
    return "".join(parts)
