"""Errors in figures: digits, scales, percentages, amounts and months that are wrong or left out."""

from __future__ import annotations

import random

import regex

from aligner.quantities import Quantity, compare, find
from aligner.types import Span
from benchmarks.spoiling import Spoiled, Texts, replaced


def _shared(texts: Texts, lang: str) -> list[tuple[Quantity, Quantity]]:
    """The quantities of a cell that the English has too: what the translation got right, with its counterpart."""
    found = compare(find(texts[lang], lang), find(texts["en"], "en"))
    return [(mine, theirs) for mine, theirs in found.matched if not mine.weak]


def digit(texts: Texts, lang: str, rnd: random.Random) -> Spoiled | None:
    """A digit of a quantity becomes another one: 68% → 63%."""
    text = texts[lang]
    places = [
        n for mine, _ in _shared(texts, lang) for n in range(mine.span.start, mine.span.stop) if text[n] in "0123456789"
    ]
    if not places:
        return None
    place = rnd.choice(places)
    first = place == 0 or not text[place - 1].isdigit()
    other = rnd.choice([char for char in "0123456789" if char != text[place] and not (first and char == "0")])
    return replaced(text, place, place + 1, other)


_SCALES = {
    "en": (("million", "billion"), ("billion", "million"), ("thousand", "million")),
    "vi": (("triệu", "tỷ"), ("tỷ", "triệu"), ("tỉ", "triệu"), ("nghìn", "triệu"), ("ngàn", "triệu"), ("trăm", "nghìn")),
    "zh-Hans": (("万", "亿"), ("亿", "万")),
    "zh-Hant": (("萬", "億"), ("億", "萬")),
}


def scale(texts: Texts, lang: str, rnd: random.Random) -> Spoiled | None:
    """A scale word becomes another one: 27億 → 27萬."""
    found = []
    for mine, _ in _shared(texts, lang):
        for word, other in _SCALES[lang]:
            at = mine.text.casefold().find(word)
            if at >= 0:
                found.append((mine.span.start + at, word, other))
    if not found:
        return None
    place, word, other = rnd.choice(found)
    return replaced(texts[lang], place, place + len(word), other)


_PERCENT = regex.compile(r" ?[%％]| ?phần trăm|百分之")


def percent_sign(texts: Texts, lang: str, rnd: random.Random) -> Spoiled | None:
    """The word or sign for percent is lost: 68% → 68."""
    shared = [mine for mine, _ in _shared(texts, lang) if mine.kind == "percent"]
    found = [(mine, match) for mine in shared if (match := _PERCENT.search(mine.text))]
    if not found:
        return None
    mine, match = rnd.choice(found)
    start = mine.span.start + match.start()
    return texts[lang][:start] + texts[lang][start + len(match[0]) :], Span(start, start)


def percent(texts: Texts, lang: str, rnd: random.Random) -> Spoiled | None:
    """A percentage is left out as a whole."""
    found = [mine for mine, _ in _shared(texts, lang) if mine.kind == "percent"]
    if not found:
        return None
    return _left_out(texts[lang], rnd.choice(found).span)


def amount(texts: Texts, lang: str, rnd: random.Random) -> Spoiled | None:
    """An amount of money, a measure, a date or a number over twenty is left out as a whole."""
    found = [
        mine
        for mine, _ in _shared(texts, lang)
        if mine.exact
        and (
            mine.kind in ("money", "measure", "year", "decade", "century") or (mine.kind == "number" and mine.low > 20)
        )
    ]
    if not found:
        return None
    return _left_out(texts[lang], rnd.choice(found).span)


def _left_out(text: str, span: Span) -> Spoiled:
    start = span.start - (text[span.start - 1 : span.start] == " ")
    return text[:start] + text[span.stop :], Span(start, start)


_MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September", "October", "November")


def month(texts: Texts, lang: str, rnd: random.Random) -> Spoiled | None:
    """Another month: 9月 → 3月."""
    text = texts[lang]
    pattern = r"(?<=tháng )\d{1,2}(?!\d)" if lang == "vi" else r"(?<!\d)\d{1,2}(?= ?月)"
    found = [match for match in regex.finditer(pattern, text, regex.IGNORECASE) if 1 <= int(match[0]) <= 12]
    if not found or not any(name in texts["en"] for name in (*_MONTHS, "May", "December")):
        return None
    match = rnd.choice(found)
    other = rnd.choice([str(n) for n in range(1, 13) if n != int(match[0])])
    return replaced(text, match.start(), match.end(), other)
