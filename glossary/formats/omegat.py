"""An OmegaT glossary: tab-separated source, target and comment, UTF-8, in the project's ``glossary`` folder.

Every source term stands with every target term, the preferred ones first; what must not be used says so in its
comment. The first line, which OmegaT skips, names the languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import BinaryIO

import regex

from aligner.formats._base import one_line
from glossary.formats._base import Carries, Meta, in_languages, joined, status_of
from glossary.formats._incoming import TERMS_LIMIT, Incoming
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
    """Write a line for each pair of terms of the two languages, and an empty one after each concept."""
    left, right = meta.pair("OmegaT glossary")
    title = f" {one_line(meta.title)}" if meta.title else ""
    out.write(f"# {meta.tag(left)} → {meta.tag(right)}{title}\n".encode())
    for concept in concepts:
        terms = in_languages(concept, meta)
        found = [
            "\t".join([_cell(source.text), _cell(target.text), comment(concept, source, target)]).rstrip("\t") + "\n"
            for source in _ranked(terms.get(left, []))
            for target in _ranked(terms.get(right, []))
        ]
        if found:
            out.write("".join([*found, "\n"]).encode())


def read(data: BinaryIO, incoming: Incoming) -> Iterator[Concept]:
    """The concepts of a glossary. In a file of ours they are set apart by empty lines; in others, lines that follow one
    another with the same source and comment are one. Raises ``InputError`` when nothing says the languages."""
    for _, group in groupby(_lines(data, incoming), key=lambda line: line[0]):
        held = [concept for _, concept in islice(group, TERMS_LIMIT)]
        known: dict[tuple[str, str], Term] = {}
        for term in (term for concept in held for term in concept.terms):
            known.setdefault((term.lang, term.text), term)
        source = held[0].terms[0].lang
        terms = tuple(sorted(known.values(), key=lambda term: term.lang != source))
        yield Concept(terms, note=joined(concept.note for concept in held), status=status_of(terms))


def _lines(data: BinaryIO, incoming: Incoming) -> Iterator[tuple[object, Concept]]:
    """Every line as a concept, with what tells the concepts apart."""
    with opened(data, incoming) as text:
        langs, ours, block = incoming.langs, False, 0
        for number, line in lines(text, incoming):
            if line.startswith("#") or not line.strip():
                block += 1
                if number == 1 and (found := _HEAD.match(line)):
                    langs = langs or tuple(known[0] for tag in found.groups() if (known := language_of(tag)))
                    ours = True
                continue
            place = f"line {number}"
            if len(langs) != 2:
                raise incoming.refuse(
                    place, "nothing says its two languages.", "Say them, the source first: --langs en,vi."
                )
            cells = line.split("\t")
            if len(cells) < 2:
                raise incoming.refuse(place, "there is no tab between source and target.")
            concept = _concept(cells, langs, Status.APPROVED if ours else incoming.status, place, incoming)
            if len(concept.terms) == 2:
                yield block if ours else (concept.terms[0].text, concept.note), concept


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
