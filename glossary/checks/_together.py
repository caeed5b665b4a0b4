"""Two terms of the leading language that one language renders by one term, while another tells them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from aligner.fold import fold
from aligner.types import Span
from glossary.checks._anchors import Anchor, anchors, known
from glossary.checks._parts import same
from glossary.checks._places import Texts
from glossary.types import Concept

ROWS = 2
"""Rows that each of the two terms has to have with the rendering that they share …"""
STEADY = 0.6
"""… and what share of all its rows these have to be, here and in the language that tells them apart."""


@dataclass(frozen=True, slots=True)
class Together:
    """One rendering of two terms: where it stands for the rarer of them (row → spans), and who tells them apart."""

    concept: Concept
    lang: str
    lead: str
    text: str
    one: str
    other: str
    apart: str
    places: dict[int, list[Span]]


def together(concepts: Sequence[Concept], texts: Texts) -> Iterator[Together]:
    """The terms that fall together, each pair once per language; names (the United States, America) are none."""
    if len(texts.context.langs) < 3:
        return
    held = known([concept for concept in concepts if concept.kind != "name"], texts)
    every = [Anchor(one, numbers, held, texts) for one in held for numbers in anchors(one)]
    shared: dict[tuple[str, str], list[Anchor]] = defaultdict(list)
    for anchor in every:
        for lang in anchor.usual:
            if (text := _steady(anchor, lang)) and len(anchor.usual[lang][1]) >= ROWS:
                shared[lang, fold(text, lang).text].append(anchor)
    for (lang, _), group in shared.items():
        for one, other in combinations(sorted(group, key=lambda anchor: -len(anchor.rows)), 2):
            if one.lead == other.lead and not _akin(one, other) and (apart := _apart(one, other, lang)):
                number, rows = other.usual[lang]
                rows = [row for row in rows if row not in one.rows]
                found = {row: spans for row in rows if (spans := other.one.places.of(row, lang).get(number))}
                if found:
                    text = other.concept.of(lang)[number].text
                    yield Together(other.concept, lang, other.lead, text, other.term, one.term, apart, found)


def _steady(anchor: Anchor, lang: str) -> str:
    """The usual rendering, where most rows with the term have it; "" where they do not."""
    if lang not in anchor.usual:
        return ""
    number, rows = anchor.usual[lang]
    return anchor.concept.of(lang)[number].text if len(rows) >= STEADY * len(anchor.rows) else ""


def _apart(one: Anchor, other: Anchor, lang: str) -> str:
    """A further language with another usual rendering for each of the two, or ""."""
    for third in one.usual:
        left, right = _steady(one, third), _steady(other, third)
        if third != lang and left and right and not same(left, right, third):
            return third
    return ""


def _akin(one: Anchor, other: Anchor) -> bool:
    """Whether the two are one term in two forms, or derived from one word: manufacturer, manufacturing."""
    if same(one.term, other.term, one.lead):
        return True
    left, right = one.term.casefold(), other.term.casefold()
    stem = max(4, min(len(left), len(right)) - 4)
    return one.lead == "en" and left[:stem] == right[:stem]
