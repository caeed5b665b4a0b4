"""Which concepts and terms leave in a file, and what stays behind and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Literal

from aligner.formats._base import one_line
from glossary.formats import Carries
from glossary.types import Concept, Status, Term

DECIDED = frozenset(Status) - {Status.PROPOSED}

NOUNS = {
    "definition": "definitions",
    "definitions": "definitions of one language",
    "note": "notes",
    "source": "sources",
    "domain": "domains",
    "context": "contexts",
    "region": "regions",
    "part_of_speech": "parts of speech",
    "type": "types of terms",
    "kind": "marks of names",
    "id": "ids",
}
"""What is counted when a format has no place for it. Scores and counts of use are no loss worth a word."""


_FIELDS = frozenset(item.name for item in fields(Concept))
_TERM_FIELDS = frozenset(item.name for item in fields(Term))
_NOTHING: tuple[object, ...] = ("", None, {}, "term")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted: terms that people decided on ("approved": preferred and admitted ones, and those that are not to
    be used), those only proposed, or all; of a domain, in some languages, proposals of some confidence."""

    status: Literal["approved", "proposed", "all"] = "approved"
    langs: tuple[str, ...] = ()
    domain: str | None = None
    least: float = 0.0


@dataclass
class Tally:
    """How many concepts and terms were chosen, and what was left out, by reason; ``lost`` are facts about chosen
    concepts for which the format has no place, by noun."""

    concepts: int = 0
    terms: int = 0
    left: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)


def confidence(concept: Concept) -> float:
    """How sure a concept is, from 0 to 1: one that people decided on is certain, a proposal as its score says.

    >>> confidence(Concept((), score=3.0)), confidence(Concept((), status=Status.APPROVED))
    (0.75, 1.0)
    """
    if concept.status is not Status.PROPOSED or any(term.status in DECIDED for term in concept.terms):
        return 1.0
    score = max(concept.score, 0.0)
    return score / (1 + score)


def selected(concepts: Iterable[Concept], selection: Selection, carries: Carries, tally: Tally) -> Iterator[Concept]:
    """The concepts to write, each with the terms to write; what is left out is counted on the way."""
    for concept in concepts:
        if selection.domain is not None and one_line(concept.domain).casefold() != selection.domain.casefold():
            tally.left["concepts of other domains"] += 1
        elif confidence(concept) < selection.least:
            tally.left["concepts that are less sure"] += 1
        else:
            terms = tuple(term for term in concept.terms if _wanted(term, selection, carries, tally))
            if carries.shared and terms and len({term.lang for term in terms}) < 2:
                tally.left["concepts with terms in one language only"] += 1
            elif terms:
                tally.concepts += 1
                tally.terms += len(terms)
                chosen = replace(concept, terms=terms)
                _count_lost(chosen, carries, tally.lost)
                yield chosen


def _wanted(term: Term, selection: Selection, carries: Carries, tally: Tally) -> bool:
    if selection.langs and term.lang not in selection.langs:
        reason = "terms in other languages"
    elif selection.status == "approved" and term.status is Status.PROPOSED:
        reason = "terms that are only proposed"
    elif selection.status == "proposed" and term.status is not Status.PROPOSED:
        reason = "terms that are decided"
    elif term.status in carries.without:
        reason = "terms not to be used"
    else:
        return True
    tally.left[reason] += 1
    return False


def _count_lost(concept: Concept, carries: Carries, lost: Counter[str]) -> None:
    """Count the facts that the format cannot hold."""
    for name in NOUNS.keys() & _FIELDS - carries.concept:
        lost[NOUNS[name]] += getattr(concept, name) not in _NOTHING
    for term in concept.terms:
        for name in NOUNS.keys() & _TERM_FIELDS - carries.term:
            lost[NOUNS[name]] += getattr(term, name) not in _NOTHING
        lost["marks that a term was replaced, rather than forbidden"] += term.status in carries.merged
