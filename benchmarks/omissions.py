"""Errors by leaving out: sentences, thirds and clauses of them, and what was never translated."""

from __future__ import annotations

import random
from itertools import pairwise

import regex

from aligner.types import Span
from benchmarks.spoiling import Spoiled, Texts, jieba

SHORTEST_CUT = 75
"""A sentence with fewer letters (a Han character counts as three) has no third that could be missed."""


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
    for word in jieba().cut(text):
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
