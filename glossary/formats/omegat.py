"""An OmegaT glossary: tab-separated source, target and comment, UTF-8, in the project's ``glossary`` folder.

Every source term stands with every target term, the preferred ones first; what must not be used says so in its
comment. The first line, which OmegaT skips, names the languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import regex

from aligner.formats._base import one_line
from glossary.formats._base import Carries, Incoming, Meta, in_languages, joined, status_of
from glossary.formats._language import CHINESE, language_of
from glossary.formats._text import lines, opened
from glossary.types import Concept, Status, Term

DESCRIPTION = "OmegaT glossary: source, target, comment, for one pair of languages"
SUFFIX = ".utf8"
MEDIA_TYPE = "text/plain"
CARRIES = Carries(
    concept=frozenset({"terms"}),
    term=frozenset({"lang", "text", "status"}),
    pair=True,
    shared=True,
)

RANK = (Status.APPROVED, Status.ADMITTED, Status.PROPOSED, Status.DEPRECATED, Status.FORBIDDEN)
WARNING = {Status.FORBIDDEN: ": do not use", Status.DEPRECATED: ": do not use"}

_HEAD = regex.compile(r"#\s*(\S+)\s*→\s*(\S+)")
_MARK = regex.compile(r"\[(source )?(forbidden|deprecated|proposed|admitted)(?:: do not use)?\]\s*")


def write(concepts: Iterable[Concept], out: BinaryIO, meta: Meta) -> None:
    """Write a line for each pair of terms of the two languages."""
    left, right = meta.pair("OmegaT glossary")
    title = f" {one_line(meta.title)}" if meta.title else ""
    out.write(f"# {meta.tag(left)} → {meta.tag(right)}{title}\n".encode())
    for concept in concepts:
        terms = in_languages(concept, meta)
        for source in _ranked(terms.get(left, [])):
            for target in _ranked(terms.get(right, [])):
                cells = [_cell(source.text), _cell(target.text), comment(concept, source, target)]
                out.write(("\t".join(cells).rstrip("\t") + "\n").encode())


def read(data: BinaryIO, incoming: Incoming) -> Iterator[Concept]:
    """A concept for each line. Raises ``InputError`` when neither file nor user says the languages."""
    with opened(data, incoming) as text:
        langs, usual = incoming.langs, incoming.status
        for number, line in lines(text, incoming):
            if line.startswith("#") or not line.strip():
                if number == 1 and (found := _HEAD.match(line)):
                    langs = langs or tuple(known[0] for tag in found.groups() if (known := language_of(tag)))
                    usual = Status.APPROVED
                continue
            if len(langs) != 2:
                raise incoming.refuse(
                    f"line {number}", "nothing says its two languages.", "Say them, the source first: --langs en,vi."
                )
            cells = line.split("\t")
            if len(cells) < 2:
                raise incoming.refuse(f"line {number}", "there is no tab between source and target.")
            concept = _concept(cells, langs, usual, f"line {number}", incoming)
            if len(concept.terms) == 2:
                yield concept


def comment(concept: Concept, source: Term, target: Term) -> str:
    """What a translator should see beside the pair: the status of a term that is not approved, the concept's field and
    meaning, notes.

    >>> source, target = Term("en", "a", Status.APPROVED), Term("vi", "b", Status.FORBIDDEN, note="calque")
    >>> comment(Concept((source, target), domain="trade"), source, target)
    '[forbidden: do not use] trade; calque'
    """
    marks = [
        f"[{side}{term.status}{'' if side else WARNING.get(term.status, '')}]"
        for side, term in (("", target), ("source ", source))
        if term.status is not Status.APPROVED
    ]
    parts = [concept.domain, concept.definition, target.note, concept.note]
    text = joined(map(one_line, parts), "; ")
    return " ".join([*marks, *([text] if text else [])])


def _ranked(terms: Iterable[Term]) -> list[Term]:
    return sorted(terms, key=lambda term: RANK.index(term.status))


def _cell(text: str) -> str:
    """A term on a line of its own; a blank keeps one that begins with # from being a comment."""
    text = one_line(text)
    return f" {text}" if text.startswith("#") else text


def _concept(cells: list[str], langs: tuple[str, ...], usual: Status, place: str, incoming: Incoming) -> Concept:
    comment = cells[2].strip() if len(cells) > 2 else ""
    statuses = {"": usual, "source ": usual}
    while mark := _MARK.match(comment):
        statuses[mark[1] or ""] = Status(mark[2])
        comment = comment[mark.end() :]
    terms = []
    for lang, side, cell in zip(langs, ("source ", ""), cells, strict=False):
        if text := incoming.term(cell, place):
            lang = incoming.script(text) if lang == CHINESE else lang
            terms.append(Term(lang, text, statuses[side]))
    return Concept(tuple(terms), note=incoming.text(comment, place), status=status_of(terms))
