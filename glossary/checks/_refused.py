"""Terms that people forbade or deprecated, where a text uses them all the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aligner.types import LANGS, Span
from glossary.checks._base import RowContext, TableContext, located
from glossary.checks._places import Places
from glossary.types import Concept, Finding, Severity, Status, Term

REFUSED = {Status.FORBIDDEN: Severity.ERROR, Status.DEPRECATED: Severity.WARNING}
"""How much the use of a term matters that people refused."""


def standing(concept: Concept, term: Term) -> Status:
    """What holds for a term: its own status, unless the whole concept is refused."""
    return concept.status if concept.status in REFUSED else term.status


def refused(concept: Concept, places: Places, context: TableContext) -> Iterator[Finding]:
    """Uses of a concept's refused terms.

    A word may well mean something else: where the concept has terms in the row's other languages, one of these has to
    have it too. What stands within a good term of the concept is no use of its own.
    """
    langs = {term.lang for term in concept.terms}
    if all(standing(concept, term) not in REFUSED for term in concept.terms):
        return
    for index, found in sorted(places.rows.items()):
        row = context.rows[index]
        for lang, numbers in found.items():
            others = [other for other in row.filled if other != lang and other in langs]
            if others and not any(places.has(index, other) for other in others):
                continue
            terms = concept.of(lang)
            good = [s for n, spans in numbers.items() if standing(concept, terms[n]) not in REFUSED for s in spans]
            for number, spans in numbers.items():
                status = standing(concept, terms[number])
                if status in REFUSED and (own := [span for span in spans if not _within(span, good)]):
                    yield replace(_finding(row, lang, own, status, preferred(concept, lang)), about=named(concept))


def named(concept: Concept, text: str = "") -> dict[str, str]:
    """The concept as findings say what they are about: by this term, else by its first in the first language it has."""
    ordered = sorted(concept.terms, key=lambda term: (term.text != text, LANGS.index(term.lang)))
    return {ordered[0].lang: ordered[0].text}


def preferred(concept: Concept, lang: str) -> str:
    """The term to use instead: the preferred one, else an admitted one, else one that nobody refused."""
    terms = [term for term in concept.of(lang) if standing(concept, term) not in REFUSED]
    order = (Status.APPROVED, Status.ADMITTED, Status.PROPOSED)
    return min(terms, key=lambda term: order.index(term.status)).text if terms else ""


def _within(span: Span, others: list[Span]) -> bool:
    return any(other.start <= span.start and span.stop <= other.stop for other in others)


def _finding(row: RowContext, lang: str, spans: list[Span], status: Status, usual: str) -> Finding:
    forbidden = status is Status.FORBIDDEN
    if usual:
        message = "“{text}” is forbidden: say “{usual}”." if forbidden else "“{text}” is deprecated: say “{usual}”."
    else:
        message = "“{text}” is forbidden." if forbidden else "“{text}” is deprecated."
    values = {"text": spans[0].of(row.texts[lang]), "usual": usual, "lang": lang}
    found = Finding("terms", REFUSED[status], row.index, (lang,), message, values, suggestion=usual)
    return located(found, {lang: spans}, row.texts)
