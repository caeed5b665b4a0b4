"""Cells cut into the units that terms are made of: English words, Vietnamese words of several syllables, Chinese words.

A unit is finer than a word where a term may begin inside it (rare-earth, 锂电池 beside 电池) and coarser where a
syllable alone says nothing (công nghiệp). Each keeps its place in the cell's text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

import regex

from aligner.fold import fold
from aligner.lang import Word, get
from aligner.types import Kind, Table
from glossary.cutting import Cell, Unit, Use, known_chinese, recut, split_known
from glossary.english import form, uses
from glossary.syllables import vietnamese

__all__ = ["Cell", "Unit", "cells", "cut"]

_PART = regex.compile(r"[\p{L}\p{M}\p{N}]+")
LONGEST_NAME = 7
"""The most characters of a Chinese name that is made whole."""

_HAN = regex.compile(r"\p{Han}+")
_GLOSS = regex.compile(r"(?<=\p{L})\s?[（(]\s*([A-Za-z][A-Za-z .,'’&·\-]*[A-Za-z.])\s*[)）]")
_MARKUP = regex.compile(
    r"\\\p{L}+|\$(?=\S)[^$\n]{1,200}(?<=\S)\$(?!\d)|`[^`\n]{1,200}`|https?://\S+|www\.\S+|(?<![^\s@])[^\s@]++@\S{1,300}\.\p{L}+|(?<!\S)[@#]\p{L}\S*"
    r"|</?\p{L}[^<>\n]{0,200}>|\p{L}\w{0,100}_\w+"
)
"""Formulas, code, addresses, tags: what is the same in every language, but is no word of it."""
_INITIALS = regex.compile(r"\p{Lu}{2}")
_NOUNS_TOO = frozenset(("mine", "will", "well", "can", "might", "may", "like", "put"))  # stop words that are also nouns
_ARTICLES = frozenset(("a", "an", "the", "this", "that", "every", "new"))


def cells(table: Table, lang: str, first: int = 0) -> list[Cell]:
    """The cells of one language that hold text, in the order of the rows; ``first`` is added to the row numbers."""
    found = []
    for number, row in enumerate(table.rows):
        segments = table.cell(row, lang)
        if segments:
            text = table.text(row, lang)
            heading = all(segment.kind in (Kind.TITLE, Kind.HEADING) for segment in segments)
            found.append(Cell(first + number, lang, text, cut(text, lang)))
            if (heading or text[-1:] not in '.!?”"') and _titled(found[-1].units, 1 if heading else 3):
                for unit in found[-1].units:
                    unit.capital = False
    if lang.startswith("zh"):
        recut(found)
        split_known(found)
    else:
        _spread_capitals(found)
        if lang == "en":
            _settle_uses(found)
    return found


def _spread_capitals(found: Sequence[Cell]) -> None:
    """A word that has a capital for its own sake elsewhere has it at the beginning of a sentence too."""
    small = {unit.text for cell in found for unit in cell.units if unit.text.islower()}
    names = {unit.text.lower() for cell in found for unit in cell.units if unit.capital} - small
    for cell in found:
        for unit in cell.units:
            unit.capital = unit.capital or (unit.text[0].isupper() and unit.text.lower() in names)


def _settle_uses(found: Sequence[Cell]) -> None:
    """What English words are used as. A doubtful verb is the noun that it is elsewhere in the column: *where supply
    chains can mature*."""
    places = ((cell.text, [(unit.start, unit.stop) for unit in cell.units]) for cell in found)
    for cell, known in zip(found, uses(places), strict=True):
        for unit, use in zip(cell.units, known, strict=True):
            unit.use, unit.form = use, "" if use is Use.ADJECTIVE else form(unit.text.lower(), unit.key)
    nouns = {unit.text.lower() for cell in found for unit in cell.units if unit.use is Use.NOUN}
    for cell in found:
        for unit in cell.units:
            if unit.use is Use.DOUBTFUL:
                unit.use = Use.NOUN if unit.text.lower() in nouns else Use.NONE


def _titled(units: Sequence[Unit], least: int) -> bool:
    """Whether most words of a cell, ``least`` or more, are capitalised as in an English title."""
    letters = [unit for unit in units if unit.content and unit.text[0].isalpha()]
    if len(letters) > 1 and all(unit.text.isupper() for unit in letters):
        return True
    return len(letters) >= least and sum(unit.text[0].isupper() for unit in letters) > 0.8 * len(letters)


def cut(text: str, lang: str) -> list[Unit]:
    """The units of one text by itself: the column that it stands in may tell more of their capitals and uses, and of
    where Chinese words end."""
    words = get(lang).words(text)
    if lang == "en":
        units = [unit for word in words for unit in _english(word)]
        for article, unit in pairwise(units):
            unit.content = unit.content or (unit.key in _NOUNS_TOO and article.text.lower() in _ARTICLES)
    elif lang == "vi":
        units = vietnamese(text, words)
    else:
        units = [Unit(w.text, w.span.start, w.span.stop, w.key, w.content) for w in words]
    _join_initials(text, units)
    before = 0
    for number, unit in enumerate(units):
        gap = text[before : unit.start]
        opens = not number or any(mark in gap for mark in '.!?:“"”(—;•…')
        initial = number > 0 and gap == ". " and len(units[number - 1].text) == 1 and units[number - 1].text.isupper()
        unit.joined = number > 0 and ((gap.strip(" ") in ("", "-") and len(gap) < 2) or gap == "·" or initial)
        unit.tied = unit.joined and gap == "-"
        opens = opens and not initial
        unit.capital = unit.text[0].isupper() and (not opens or sum(map(str.isupper, unit.text)) > 1)
        unit.literal = unit.literal or fold(unit.text, "en").text
        before = unit.stop
    if lang != "en":
        _mark_glosses(text, units)
    for match in _MARKUP.finditer(text):
        _pass_over(units, match.start(), match.end())
    return units


def _pass_over(units: Sequence[Unit], start: int, stop: int) -> None:
    """What stands in this place is no term."""
    for number in range(bisect_left(units, start, key=_start), len(units)):
        unit = units[number]
        if unit.stop > stop:
            return
        unit.gloss, unit.content = True, False


def _start(unit: Unit) -> int:
    return unit.start


def _stop(unit: Unit) -> int:
    return unit.stop


def _join_initials(text: str, units: list[Unit]) -> None:
    """Two initials with an ampersand are one word: R&D."""
    for number in range(len(units) - 1, 0, -1):
        one, two = units[number - 1 : number + 1]
        if text[one.start : two.stop] == f"{one.text}&{two.text}" and _INITIALS.fullmatch(one.text + two.text):
            whole = text[one.start : two.stop]
            units[number - 1 : number + 1] = [Unit(whole, one.start, two.stop, whole.lower(), True)]


def _mark_glosses(text: str, units: list[Unit]) -> None:
    """Originals in brackets are no terms of the text's own language; abbreviations (WTO) are. A Chinese name that was
    cut to pieces before them is made whole."""
    for match in _GLOSS.finditer(text):
        if not match[1].isupper():
            _pass_over(units, match.start() + 1, match.end())
            _make_whole(text, units, match.start())


def _make_whole(text: str, units: list[Unit], stop: int) -> None:
    """Join the unknown pieces of Chinese that end where an original in brackets begins."""
    last = bisect_left(units, stop, key=_stop)
    if last == len(units) or units[last].stop != stop:
        return
    first = last
    while first >= 0 and _piece(units[first]) and (first == last or units[first].stop == units[first + 1].start):
        first -= 1
    first += 1
    if last + 1 - first > 1 and units[last].stop - units[first].start <= LONGEST_NAME:
        begin, key = units[first].start, "".join(unit.key for unit in units[first : last + 1])
        whole = Unit(text[begin:stop], begin, stop, key, True, units[first].joined, literal=key)
        units[first : last + 1] = [whole]


def _piece(unit: Unit) -> bool:
    return unit.content and _HAN.fullmatch(unit.key) is not None and (len(unit.key) == 1 or not known_chinese(unit.key))


def _english(word: Word) -> Iterable[Unit]:
    if "-" not in word.text or not word.content:
        return [Unit(word.text, word.span.start, word.span.stop, word.key, word.content)]
    parts = list(_PART.finditer(word.text))
    if len(parts) < 2 or any(len(part[0]) < 2 or not part[0].isalpha() for part in parts):
        return [Unit(word.text, word.span.start, word.span.stop, word.key, word.content)]
    inner = get("en").words(" ".join(part[0] for part in parts))
    return [
        Unit(part[0], word.span.start + part.start(), word.span.start + part.end(), small.key, small.content)
        for part, small in zip(parts, inner, strict=False)
    ]
