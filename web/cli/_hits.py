"""How a terminal shows what a look-up found: terms in columns, sentences below, the query and its counterparts marked.

On a terminal marks are styles; in a pipe there are none, so that the text stays as it is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import click

from aligner.errors import InputError
from aligner.types import LANGS
from web.cli._terminal import SIGNS, fill, printable, wrap
from web.hits import CellHit, ConceptHit, ConcordanceView, LookupView, Marks, SentenceHit
from web.views import TermView

GAP, NARROW, INDENT = 2, 14, 10
STATES = {"approved": "✓ approved", "proposed": "◐ proposed", "deprecated": "† deprecated", "forbidden": "✗ forbidden"}
MANNERS = {"telex": "Telex", "vni": "VNI", "pinyin": "pinyin"}
Kinds = list[tuple[Marks, dict[str, bool | str]]]


def asked(text: str) -> str:
    """What to look up. Raises ``InputError`` when it has no letter or figure."""
    from glossary.queries import readings

    if not readings(text):
        raise InputError("There is nothing to look up.", "Give a word or a few, in any of the four languages.")
    return text


def said(view: LookupView | ConcordanceView) -> Iterator[str]:
    """A sentence on how the query was taken, where that is not as it stands."""
    if view.corrected:
        yield f"Nothing has “{view.query}”. Shown: {view.corrected}."
        if others := [f"“{text}”" for text in view.suggestions if text != view.corrected]:
            yield f"Or did you mean {' or '.join(others)}?"
    if view.read.manner in MANNERS and not view.corrected:
        yield f"Read as {MANNERS[view.read.manner]}: {view.read.text}."


def concept_lines(hits: Sequence[ConceptHit]) -> Iterator[str]:
    """Concepts with their terms in columns by language; one language below the other where that is too narrow."""
    langs = [lang for lang in LANGS if any(hit.concept.of(lang) for hit in hits)]
    total = shutil.get_terminal_size().columns
    room = (total - GAP * (len(langs) - 1)) // max(len(langs), 1)
    if room >= NARROW:
        yield click.style((" " * GAP).join(fill(lang, room) for lang in langs).rstrip(), dim=True)
    for hit in hits:
        if room < NARROW:
            for lang in langs:
                yield from _cell(
                    lang, ((text, style) for term in hit.concept.of(lang) for text, style in [_term(term)])
                )
        else:
            columns = [[part for term in hit.concept.of(lang) for part in _broken(term, room)] for lang in langs]
            for cells in zip_longest(*columns, fillvalue=("", "")):
                yield (" " * GAP).join(shown + " " * (room - _width(plain)) for plain, shown in cells).rstrip()
        yield click.style(_facts(hit), dim=True)
        yield ""


def _cell(lang: str, terms: Iterator[tuple[str, dict[str, bool | str]]]) -> Iterator[str]:
    for number, (text, style) in enumerate(terms):
        yield fill(lang if number == 0 else "", INDENT) + click.style(printable(text), **style)  # type: ignore[arg-type]


def _broken(term: TermView, room: int) -> list[tuple[str, str]]:
    """The lines of a term, plain and styled."""
    text, style = _term(term)
    return [(line, click.style(line, **style)) for line in wrap(text, room)]  # type: ignore[arg-type]


def _term(term: TermView) -> tuple[str, dict[str, bool | str]]:
    region = f" ({term.region})" if term.region else ""
    if term.status in ("forbidden", "deprecated"):
        return f"{'✗' if term.status == 'forbidden' else '†'} {term.text}{region}", {"fg": "red"}
    return term.text + region, {"bold": True} if term.status == "approved" else {}


def _width(text: str) -> int:
    from web.cli._terminal import width

    return width(text)


def _facts(hit: ConceptHit) -> str:
    concept = hit.concept
    facts = [STATES.get(concept.status, concept.status), f"concept {concept.id}"]
    facts += [concept.domain] if concept.domain else []
    facts += [f"Hán-Việt: {hit.reading}"] if hit.reading else []
    facts += [f"used {concept.count} times"] if concept.count else []
    return "  ·  ".join(printable(fact) for fact in facts)


def sentence_lines(items: Sequence[SentenceHit]) -> Iterator[str]:
    """Sentences with those beside them, one language below the other."""
    room = max(shutil.get_terminal_size().columns - INDENT, NARROW)
    for item in items:
        sign = f"{SIGNS.get(item.band, ' ')} " if item.row else ""
        where = f"{item.work} {item.row}" if item.row else item.work
        yield click.style(f"{sign}{where}", dim=True)
        for cell in item.cells:
            for number, line in enumerate(_marked(cell, room)):
                yield fill(cell.lang if number == 0 else "", INDENT) + line
        yield ""


def _marked(cell: CellHit, room: int) -> Iterator[str]:
    """The lines of a cell with its marks as styles. Where cleaning moves the letters, marks would sit askew: none."""
    text = printable(cell.text)
    kinds: Kinds = [(cell.marks, {"bold": True, "fg": "yellow"}), (cell.counterparts, {"bold": True, "fg": "cyan"})]
    spans = sorted((s, e, style) for marks, style in kinds for s, e in marks) if text == cell.text else []
    at = 0
    for line in wrap(text, room):
        at = text.find(line, at)
        shown, last = "", at
        for start, stop, style in spans:
            start, stop = max(start, at), min(stop, at + len(line))
            if start < stop:
                shown += text[last:start] + click.style(text[start:stop], **style)  # type: ignore[arg-type]
                last = stop
        at += len(line)
        yield shown + text[last:at]


def concept_table(hits: Sequence[ConceptHit]) -> Iterator[str]:
    """Concepts as a table with tabs; terms of one language have a semicolon between."""
    langs = [lang for lang in LANGS if any(hit.concept.of(lang) for hit in hits)]
    yield "\t".join(("concept", "status", "match", *langs))
    for hit in hits:
        terms = ["; ".join(printable(term.text) for term in hit.concept.of(lang)) for lang in langs]
        yield "\t".join((str(hit.concept.id), hit.concept.status, hit.match, *terms))


def sentence_table(items: Sequence[SentenceHit]) -> Iterator[str]:
    """Sentences as a table with tabs."""
    langs = [lang for lang in LANGS if any(cell.lang == lang for item in items for cell in item.cells)]
    yield "\t".join(("work", "row", *langs))
    for item in items:
        texts = {cell.lang: printable(cell.text) for cell in item.cells}
        yield "\t".join((item.work, str(item.row or ""), *(texts.get(lang, "") for lang in langs)))
