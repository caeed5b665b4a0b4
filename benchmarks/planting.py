"""Errors to plant into good translations, one kind each, always the same for the same seed.

A kind takes the texts of a row by language, and the language to spoil, and gives the spoiled text with the place of the
fault, or ``None`` where the row offers nothing to spoil. Every kind says which checks may find it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from aligner.types import Span
from benchmarks.misnumbered import amount, digit, month, percent, percent_sign, scale
from benchmarks.omissions import clause, sentence, third, untranslated
from benchmarks.spoiling import Spoil, Spoiled, Texts, jieba, replaced
from glossary.checks._sounds import sounding


@dataclass(frozen=True)
class Kind:
    """One kind of error: its name, the checks of which any may find it, and how it is made."""

    name: str
    checks: tuple[str, ...]
    spoil: Spoil
    langs: tuple[str, ...] = ("vi", "zh-Hans", "zh-Hant")
    apart: int = 4
    """Rows between two of them in one text, so that neither is taken for the other."""


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


def _words(text: str, lang: str) -> list[Span]:
    """The words that can be doubled: of letters alone, in Chinese of two characters or more."""
    if not lang.startswith("zh"):
        return [Span(*match.span()) for match in regex.finditer(r"(?<![\p{L}\p{N}])\p{Ll}{2,}(?![\p{L}\p{N}-])", text)]
    found, place = [], 0
    for word in jieba().cut(text):
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
    return replaced(text, place, place + 1, other)


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
    return replaced(text, span.start, span.stop, rnd.choice(_NAMES["vi" if latin else lang]))


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
