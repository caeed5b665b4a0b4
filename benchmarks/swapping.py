"""A term swapped for a rival: a glossary that a text keeps to, and rows in which another rendering is set instead."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from aligner.lang import get
from aligner.lexicon import load
from benchmarks.planting import Kind
from glossary.types import Concept, Status, Term

TERM = Kind("term", ("terms",), lambda *_: None)
LEAST, STEADY = 4, 0.75
"""A word is a term of the text when so many rows have it, and this share of them the same rendering."""
TRUSTED = 0.6

Rows = Sequence[dict[str, str]]


def approved(rows: Rows, lang: str) -> list[Concept]:
    """The words that a text renders steadily, as an approved glossary."""
    places: dict[str, list[int]] = defaultdict(list)
    forms: dict[str, str] = {}
    for number, texts in enumerate(rows):
        for word in {word.key: word for word in get("en").words(texts["en"]) if word.content}.values():
            places[word.key].append(number)
            forms.setdefault(word.key, word.text.casefold())
    concepts = []
    for key, numbers in sorted(places.items()):
        if len(numbers) < LEAST or len(key) < 4:
            continue
        for rendering in _renderings(key, lang):
            if sum(_at(rows[number][lang], rendering, lang) >= 0 for number in numbers) >= STEADY * len(numbers):
                terms = (Term("en", forms[key], Status.APPROVED), Term(lang, rendering, Status.APPROVED))
                concepts.append(Concept(terms, status=Status.APPROVED))
                break
    return concepts


def swapped(rows: Rows, lang: str, concepts: Sequence[Concept], seed: str, alarmed: set[int]) -> dict[int, str]:
    """Rows with the spoiled text: one row for each term, in which a rival stands in its place."""
    rnd = random.Random(seed)
    chosen: dict[int, str] = {}
    for concept in concepts:
        english, own = concept.terms[0].text, concept.terms[1].text
        key = next(iter(get("en").words(english))).key
        rivals = [other for other in _renderings(key, lang) if other not in own and own not in other]
        having = [
            number
            for number, texts in enumerate(rows)
            if number not in alarmed
            and number not in chosen
            and any(word.key == key for word in get("en").words(texts["en"]))
            and _at(texts[lang], own, lang) >= 0
        ]
        if not rivals or not having:
            continue
        number = rnd.choice(having)
        text, rival = rows[number][lang], rnd.choice(rivals)
        place = _at(text, own, lang)
        while place >= 0:
            text = text[:place] + rival + text[place + len(own) :]
            place = _at(text, own, lang, place + len(rival))
        chosen[number] = text
    return chosen


def _renderings(key: str, lang: str) -> list[str]:
    """Renderings of a word that say something by themselves: two characters, or two syllables, at least."""
    least = 2 if lang.startswith("zh") else 6
    found = [text for text, weight in load("en", lang).weighted(key) if weight >= TRUSTED and len(text) >= least]
    return [_converted(text) for text in found] if lang == "zh-Hant" else found


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("s2twp")


@cache
def _converted(text: str) -> str:
    converted: str = _converter().convert(text)
    return converted


def _at(text: str, rendering: str, lang: str, start: int = 0) -> int:
    """Where a rendering stands from a place on, or -1."""
    return (text.casefold() if lang == "vi" else text).find(rendering, start)
