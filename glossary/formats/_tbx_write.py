"""TBX out, for its three manners: DCT and DCA of ISO 30042:2019, and the older martif of 2008.

A manner says how a data category is written; which categories there are, and in what order, is the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

import regex

from aligner.formats._base import one_line
from glossary.formats._base import ALL_OF_TERM, Carries, Meta, identifier, in_languages
from glossary.formats._cleaning import prose
from glossary.formats._xml import DECLARATION, Node, markup
from glossary.types import Concept, Status, Term

TBX = "urn:iso:std:iso:30042:ed-2"
CARRIES = Carries(
    concept=frozenset({"id", "terms", "domain", "definition", "definitions", "note", "source"}),
    term=ALL_OF_TERM - {"count"},
)
STATUSES = {
    Status.APPROVED: "preferredTerm-admn-sts",
    Status.ADMITTED: "admittedTerm-admn-sts",
    Status.DEPRECATED: "supersededTerm-admn-sts",
    Status.FORBIDDEN: "deprecatedTerm-admn-sts",
}
"""How TBX calls the statuses. A proposed term has none there."""

FORBIDDEN_NOTE = "Forbidden: do not use this term."
"""What tells a term that is wrong from one that was replaced, for people; reading takes it away again."""

_PLAIN_ID = regex.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_ESCAPED_ID = regex.compile(r"\.([0-9a-f]{1,6})\.")


@dataclass(frozen=True)
class Manner:
    """How one kind of TBX writes: the tags of its levels, and a data category of a class (``descrip``) and name."""

    entry: str
    lang: str
    term: str
    field: Callable[[str, str, str], Node]


def write(concepts: Iterable[Concept], out: BinaryIO, around: tuple[str, str], meta: Meta, manner: Manner) -> None:
    """Write one entry for each concept that has a term in the languages wanted, as a stream; ``around`` is what stands
    before and after the text."""
    out.write(f"{DECLARATION}{around[0]}\n<text>".encode())
    begun = False
    for number, concept in enumerate(concepts, 1):
        entry = _entry(concept, number, meta, manner)
        if entry is not None:
            out.write(f"{'' if begun else '<body>'}\n{markup(entry)}".encode())
            begun = True
    out.write(f"{chr(10) + '</body>' if begun else ''}</text>\n{around[1]}\n".encode())


def origin(meta: Meta) -> Node:
    """What the file says about itself: its title, and where it comes from."""
    when = f" on {meta.created.date().isoformat()}" if meta.created else ""
    title = one_line(meta.title)
    statement: list[Node] = [("titleStmt", {}, [("title", {}, title)])] if title else []
    return "fileDesc", {}, [*statement, ("sourceDesc", {}, [("p", {}, f"Exported by Doichieu{when}")])]


def _entry(concept: Concept, number: int, meta: Meta, manner: Manner) -> Node | None:
    """The entry of a concept, or nothing when it has no term to write."""
    terms = in_languages(concept, meta)
    if not terms:
        return None
    content: list[Node] = []
    if domain := one_line(concept.domain):
        content.append(manner.field("descrip", "subjectField", domain))
    if definition := prose(concept.definition):
        content.append(manner.field("descrip", "definition", definition))
    if source := prose(concept.source):
        content.append(manner.field("admin", "source", source))
    if note := prose(concept.note):
        content.append(("note", {}, note))
    for lang, found in terms.items():
        section: list[Node] = []
        if definition := prose(concept.definitions.get(lang, "")):
            section.append(manner.field("descrip", "definition", definition))
        section += [_term(term, manner) for term in found]
        content.append((manner.lang, {"xml:lang": meta.tag(lang)}, section))
    return manner.entry, {"id": xml_id(identifier(concept, number))}, content


def _term(term: Term, manner: Manner) -> Node:
    """A term: itself first, then what holds for the term, then notes, as the standard orders them."""
    content: list[Node] = [("term", {}, one_line(term.text))]
    region = one_line(term.region)
    notes: Mapping[str, str | None] = {
        "partOfSpeech": term.part_of_speech,
        "administrativeStatus": STATUSES.get(term.status),
        "termType": term.type,
        "geographicalUsage": region,
    }
    content += [manner.field("termNote", name, str(value)) for name, value in notes.items() if value]
    source, context = prose(term.source), prose(term.context)
    where = [manner.field("admin", "source", source)] if source else []
    if context:
        content.append(("descripGrp", {}, [manner.field("descrip", "context", context), *where]))
    else:
        content += where
    if term.status is Status.FORBIDDEN:
        content.append(("note", {}, FORBIDDEN_NOTE))
    if note := prose(term.note):
        content.append(("note", {}, note))
    return manner.term, {}, content


def xml_id(text: str) -> str:
    """An id as XML allows it: what XML does not allow is written as its number, so that it can be read back.

    >>> xml_id("c1"), xml_id("1"), xml_id("电池-3")
    ('c1', '_.1', '_..7535..6c60..2d.3')
    """
    text = one_line(text)
    if _PLAIN_ID.fullmatch(text) and not text.startswith("_."):
        return text
    return "_." + "".join(c if c.isascii() and c.isalnum() else f".{ord(c):x}." for c in text)


def from_xml_id(text: str) -> str:
    """The id that was written.

    >>> from_xml_id("_.1"), from_xml_id("_..7535..6c60..2d.3"), from_xml_id("c1")
    ('1', '电池-3', 'c1')
    """
    if not text.startswith("_."):
        return text
    return _ESCAPED_ID.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), text[2:])
