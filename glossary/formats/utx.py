"""UTX, the simple glossary format of AAMT: two header lines, then tab-separated source and target with their facts.

Terms of one concept share its ``concept ID``. ``term status`` is that of the target, as the format has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import BinaryIO

import regex

from aligner.formats._base import one_line
from glossary.formats._base import Carries, Meta, finished, gathered, identifier, in_languages, line_id, lines
from glossary.formats._incoming import Incoming
from glossary.formats._language import CHINESE, language_of
from glossary.formats._text import lines as text_lines
from glossary.formats._text import opened
from glossary.formats._words import part_of_speech_of
from glossary.types import Concept, Status, Term

DESCRIPTION = "UTX 1.2, a simple bilingual glossary for machine and human translation"
SUFFIX = ".utx"
MEDIA_TYPE = "text/tab-separated-values"
CARRIES = Carries(
    concept=frozenset({"id", "terms", "domain", "note"}),
    term=frozenset({"lang", "text", "status", "note", "part_of_speech"}),
    pair=True,
    shared=True,
    merged={Status.DEPRECATED: Status.FORBIDDEN},
)

STATUSES = {
    Status.PROPOSED: "provisional",
    Status.APPROVED: "approved",
    Status.ADMITTED: "non-standard",
    Status.DEPRECATED: "forbidden",
    Status.FORBIDDEN: "forbidden",
}
_COLUMNS = (
    *("src", "tgt", "src:pos", "tgt:pos", "src:term status", "term status"),
    *("src:comment", "tgt:comment", "domain", "comment", "concept ID"),
)
_WORDS = {word: status for status, word in STATUSES.items()}
_LANGS = regex.compile(r"([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)\s*/\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)")


def write(concepts: Iterable[Concept], out: BinaryIO, meta: Meta) -> None:
    """Write the two header lines and a line for each set of counterparts."""
    left, right = meta.pair("UTX")
    when = meta.created.astimezone(UTC).strftime(" %Y-%m-%dT%H:%M:%SZ;") if meta.created else ""
    out.write(f"#UTX 1.2; {meta.tag(left)}/{meta.tag(right)};{when}\n#{chr(9).join(_COLUMNS)}\n".encode())
    for number, concept in enumerate(concepts, 1):
        terms = in_languages(concept, meta)
        if len(terms) == 2:
            for line in lines(terms):
                cells = _cells(concept, line[left], line[right], identifier(concept, number))
                out.write(("\t".join(map(_cell, cells)) + "\n").encode())


def read(data: BinaryIO, incoming: Incoming) -> Iterator[Concept]:
    """The concepts of a UTX file; lines with one concept ID are one. Raises ``InputError`` with file and line."""
    for concept in gathered(_lines(data, incoming)):
        yield incoming.concept(finished(concept), f"concept {concept.id}")


def _cells(concept: Concept, source: Term, target: Term, name: str) -> tuple[str, ...]:
    words = [str(term.part_of_speech or "") for term in (source, target)]
    statuses = [STATUSES[term.status] for term in (source, target)]
    return (
        *(source.text, target.text, *words, *statuses, source.note, target.note, concept.domain, concept.note),
        name,
    )


def _cell(text: str) -> str:
    """A cell on its line; a blank keeps a term that begins with # from being a comment."""
    text = one_line(text)
    return f" {text}" if text.startswith("#") else text


def _lines(data: BinaryIO, incoming: Incoming) -> Iterator[Concept]:
    columns: list[str] = []
    langs = incoming.langs
    with opened(data, incoming) as text:
        for number, line in text_lines(text, incoming):
            if number == 1:
                langs = _languages(line, incoming)
            elif line.startswith("#"):
                names = [cell.strip().lower() for cell in line[1:].split("\t")]
                if not columns and "src" in names and "tgt" in names:
                    columns = names
            elif line.strip():
                if not columns:
                    raise incoming.refuse(f"line {number}", "no line before it names the columns (#src, tgt …).")
                cells = dict(zip(columns, line.split("\t"), strict=False))
                yield _concept(cells, langs, number, incoming)


def _languages(line: str, incoming: Incoming) -> tuple[str, ...]:
    if not line.startswith("#UTX"):
        raise incoming.refuse("line 1", "it does not begin with #UTX.")
    said = _LANGS.search(line)
    found = tuple(known[0] for tag in (said.groups() if said else ()) if (known := language_of(tag)))
    if len(found) != 2 and len(incoming.langs) != 2:
        raise incoming.refuse("line 1", "it names no pair of known languages.", "Say them: --langs en,vi.")
    return incoming.langs if len(incoming.langs) == 2 else found


def _concept(cells: dict[str, str], langs: tuple[str, ...], number: int, incoming: Incoming) -> Concept:
    place = f"line {number}"
    facts = {
        name: "" if cell.strip() == "-" and name.endswith(("pos", "status")) else cell for name, cell in cells.items()
    }
    plain = _WORDS.get(facts.get("term status", "").strip().lower())
    terms = []
    names = False
    for side, lang in zip(("src", "tgt"), langs, strict=True):
        if text := incoming.term(facts.get(side, ""), place):
            word = facts.get(f"{side}:pos", "").strip()
            names = names or word.lower() == "propernoun"
            status = _WORDS.get(facts.get(f"{side}:term status", "").strip().lower())
            if status is None and (side == "tgt" or plain is Status.APPROVED):
                status = plain
            note = incoming.text(facts.get(f"{side}:comment", ""), place)
            lang = incoming.script(text) if lang == CHINESE else lang
            terms.append(Term(lang, text, status or incoming.status, note=note, part_of_speech=part_of_speech_of(word)))
    return Concept(
        tuple(terms),
        kind="name" if names else "term",
        domain=incoming.label(facts.get("domain", ""), place),
        note=incoming.text(facts.get("comment", ""), place),
        id=line_id(incoming.label(facts.get("concept id", ""), place), number),
    )
