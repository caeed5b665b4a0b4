"""Errors to plant into good translations, one kind each, always the same for the same seed.

A kind takes the texts of a row by language, and the language to spoil, and gives the spoiled text with the place of the
fault, or ``None`` where the row offers nothing to spoil. Every kind says which checks may find it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import regex

from aligner.quantities import Quantity, compare, find
from aligner.types import Span
from glossary.checks._sounds import sounding

Texts = Mapping[str, str]
Spoiled = tuple[str, Span]
"""The text with the fault in it, and the fault's place there; an empty place where something was taken out."""

Spoil = Callable[[Texts, str, random.Random], Spoiled | None]
SHORTEST_CUT = 75
"""A sentence with fewer letters (a Han character counts as three) has no third that could be missed."""


@dataclass(frozen=True)
class Kind:
    """One kind of error: its name, the checks of which any may find it, and how it is made."""

    name: str
    checks: tuple[str, ...]
    spoil: Spoil
    langs: tuple[str, ...] = ("vi", "zh-Hans", "zh-Hant")
    apart: int = 4
    """Rows between two of them in one text, so that neither is taken for the other."""


def _replaced(text: str, start: int, stop: int, by: str) -> Spoiled:
    return text[:start] + by + text[stop:], Span(start, start + len(by))


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
    return _replaced(text, place, place + 1, other)


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
    return _replaced(texts[lang], place, place + len(word), other)


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
    return _replaced(text, match.start(), match.end(), other)


_MARKS = "“”「」『』《》（）"
_PAIRS = regex.compile(
    r"“[^“”\n]+”|「[^「」\n]+」|『[^『』\n]+』|《[^《》\n]+》|（[^（）\n]+）|\([^()\n]+\)|\"[^\"\n]+\""
)


def quote(texts: Texts, lang: str, rnd: random.Random) -> Spoiled | None:
    """One of two quotation marks or brackets is lost."""
    text = texts[lang]
    if sum(text.count(mark) for mark in '"“”') % 2:
        return None
    pairs = [*_PAIRS.finditer(text)]
    if not pairs:
        return None
    match = rnd.choice(pairs)
    place = rnd.choice([match.start(), match.end() - 1])
    return text[:place] + text[place + 1 :], Span(place, place)


@cache
def _jieba() -> Any:
    import rjieba

    return rjieba.Jieba()


def _words(text: str, lang: str) -> list[Span]:
    """The words that can be doubled: of letters alone, in Chinese of two characters or more."""
    if not lang.startswith("zh"):
        return [Span(*match.span()) for match in regex.finditer(r"(?<![\p{L}\p{N}])\p{Ll}{2,}(?![\p{L}\p{N}-])", text)]
    found, place = [], 0
    for word in _jieba().cut(text):
        if len(word) > 1 and regex.fullmatch(r"\p{Han}+", word) and not regex.search(r"\p{N}", word):
            found.append(Span(place, place + len(word)))
        place += len(word)
    return found


def doubled(texts: Texts, lang: str, rnd: random.Random) -> Spoiled | None:
    """A word stands twice: của của, 彌補彌補."""
    text = texts[lang]
    words = [span for span in _words(text, lang) if not _twice(text, span)]
    if not words:
        return None
    span = rnd.choice(words)
    glue = "" if lang.startswith("zh") else " "
    twice = span.of(text) + glue + span.of(text)
    return text[: span.start] + twice + text[span.stop :], Span(span.start, span.start + len(twice))


def _twice(text: str, span: Span) -> bool:
    word = span.of(text)
    return text[: span.start].rstrip().endswith(word) or text[span.stop :].lstrip().startswith(word)


@cache
def _converter(config: str) -> Any:
    import opencc

    return opencc.OpenCC(config)


def script(texts: Texts, lang: str, rnd: random.Random) -> Spoiled | None:
    """A character in the other script's form, where that form is none of this script's own."""
    text = texts[lang]
    there, back = ("t2s", "s2t") if lang == "zh-Hant" else ("s2t", "t2s")
    encoding = "big5" if lang == "zh-Hant" else "gb2312"
    found = []
    for n, char in enumerate(text):
        other = _converter(there).convert(char)
        if other != char and len(other) == 1 and _converter(back).convert(other) == char:
            try:
                other.encode(encoding)
            except UnicodeEncodeError:
                found.append((n, other))
    if not found:
        return None
    place, other = rnd.choice(found)
    return _replaced(text, place, place + 1, other)


def letters(text: str) -> int:
    """The length of a text in letters, a Han character counted as three."""
    return len(regex.findall(r"[\p{L}\p{N}]", text)) + 2 * len(regex.findall(r"\p{Han}", text))


_STOPS = regex.compile(r"[。！？!?…]+[”」』\"]?|\.[”\"]?(?=\s|$)")


def third(texts: Texts, lang: str, rnd: random.Random) -> Spoiled | None:
    """A third of a sentence is left out, at its beginning, in its middle or at its end, from word to word."""
    text = texts[lang]
    if letters(text) < SHORTEST_CUT or letters(texts["en"]) < SHORTEST_CUT:
        return None
    stop = _STOPS.search(text.rstrip(), max(0, len(text.rstrip()) - 3))
    body, tail = (text[: stop.start()], text[stop.start() :]) if stop else (text, "")
    words = _all_words(body, lang)
    count = max(1, round(len(words) / 3))
    if len(words) < 6:
        return None
    first = rnd.choice([0, rnd.randrange(len(words) - count), len(words) - count])
    start, end = words[first].start, words[first + count - 1].stop
    kept = body[:start].rstrip(" ") + ("" if lang.startswith("zh") or not start else " ") + body[end:].lstrip(" ")
    return kept.rstrip(" ,，、") + tail, Span(min(start, len(kept)), min(start, len(kept)))


def _all_words(text: str, lang: str) -> list[Span]:
    if not lang.startswith("zh"):
        return [Span(*match.span()) for match in regex.finditer(r"\S+", text)]
    found, place = [], 0
    for word in _jieba().cut(text):
        if word.strip():
            found.append(Span(place, place + len(word)))
        place += len(word)
    return found


_CLAUSES = regex.compile(r"[，；：,;:]")


def clause(texts: Texts, lang: str, rnd: random.Random) -> Spoiled | None:
    """A clause between two marks is left out, between a quarter and a half of the sentence."""
    text = texts[lang]
    size = letters(text)
    if size < SHORTEST_CUT or letters(texts["en"]) < SHORTEST_CUT:
        return None
    marks = [0, *(match.end() for match in _CLAUSES.finditer(text)), len(text)]
    parts = [(a, b) for a, b in pairwise(marks) if size / 4 <= letters(text[a:b]) <= size / 2]
    if not parts:
        return None
    start, stop = rnd.choice(parts)
    kept = text[:start] + text[stop:].lstrip(" ")
    if stop == len(text):
        kept = text[:start].rstrip(" ,，;；:：") + ("。" if lang.startswith("zh") else ".")
    return kept, Span(min(start, len(kept)), min(start, len(kept)))


def sentence(texts: Texts, lang: str, _: random.Random) -> Spoiled | None:
    """The sentence is left out: the cell is empty."""
    return ("", Span(0, 0)) if letters(texts[lang]) >= 20 and letters(texts["en"]) >= 20 else None


def untranslated(texts: Texts, _: str, __: random.Random) -> Spoiled | None:
    """The English stands in place of the translation."""
    if letters(texts["en"]) < SHORTEST_CUT or texts["en"].count(" ") < 8:
        return None
    return texts["en"], Span(0, len(texts["en"]))


_NAME = regex.compile(r"(?<=[\p{Ll},] )\p{Lu}\p{Ll}{3,}")
_NAMES = {"vi": ("Lindqvist", "Okafor"), "zh-Hans": ("林奎斯特", "奥卡福"), "zh-Hant": ("林奎斯特", "奧卡福")}
"""Names that stand in none of the texts."""


def name(texts: Texts, lang: str, rnd: random.Random) -> Spoiled | None:
    """A name becomes another one, whether it is written in Latin letters or by its sound."""
    text = texts[lang]
    found = []
    for match in _NAME.finditer(texts["en"]):
        place = text.find(match[0])
        if place >= 0:
            found.append(Span(place, place + len(match[0])))
        elif lang != "vi" and (span := sounding(match[0], text, lang)):
            found.append(span)
    if not found:
        return None
    span = rnd.choice(found)
    latin = span.of(text).isascii()
    return _replaced(text, span.start, span.stop, rnd.choice(_NAMES["vi" if latin else lang]))


KINDS: Sequence[Kind] = (
    Kind("digit", ("quantities",), digit),
    Kind("scale", ("quantities",), scale),
    Kind("percent-sign", ("quantities",), percent_sign),
    Kind("percent", ("quantities",), percent),
    Kind("amount", ("quantities",), amount),
    Kind("month", ("quantities",), month),
    Kind("name", ("names",), name),
    Kind("script", ("script",), script, ("zh-Hans", "zh-Hant")),
    Kind("quote", ("typography",), quote, apart=16),
    Kind("doubled", ("doubled-word",), doubled),
    Kind("sentence", ("omission",), sentence),
    Kind("third", ("omission", "length"), third),
    Kind("clause", ("omission", "length"), clause),
    Kind("untranslated", ("untranslated",), untranslated),
)


def spoiled(kind: Kind, texts: Texts, lang: str, seed: str) -> Spoiled | None:
    """The fault of one kind in one cell, the same for the same seed; never a text that stays as it was.

    >>> row = {"en": "It grew by 68 percent.", "vi": "Nó tăng 68%."}
    >>> spoiled(KINDS[2], row, "vi", "1")
    ('Nó tăng 68.', Span(start=10, stop=10))
    """
    found = kind.spoil(texts, lang, random.Random(seed))
    return found if found and found[0] != texts[lang] else None
