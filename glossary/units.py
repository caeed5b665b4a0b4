"""Cells cut into the units that terms are made of: English words, Vietnamese words of several syllables, Chinese words.

A unit is finer than a word where a term may begin inside it (rare-earth, 锂电池 beside 电池) and coarser where a
syllable alone says nothing (công nghiệp). Each keeps its place in the cell's text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from aligner.fold import fold
from aligner.lang import Word, get
from aligner.lexicon import load
from aligner.types import Kind, Span, Table
from glossary.patterns import ZH_NUMBER

MOST_SYLLABLES = 4
"""Longest Vietnamese word that is looked up as one."""

_PART = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_LOOSE = frozenset("常说则等也就都将曾已却还才又不没")  # what the word cutter glues to the end of unknown words
_NOUNS_TOO = frozenset(("mine", "will", "well", "can", "might", "may", "like", "put"))  # stop words that are also nouns
_ARTICLES = frozenset(("a", "an", "the", "this", "that", "every", "new"))


@dataclass(slots=True)
class Unit:
    """One unit of a cell: its text and place, its matching form, whether it says anything, how it stands.

    ``joined``: nothing but a space or hyphen parts it from the unit before. ``capital``: it begins with a capital that
    no beginning of a sentence and no title explains. ``literal`` is the folded text, the same in every language.
    """

    text: str
    start: int
    stop: int
    key: str
    content: bool
    joined: bool = False
    capital: bool = False
    literal: str = ""


@dataclass(slots=True)
class Cell:
    """The units of one language in one row."""

    row: int
    lang: str
    text: str
    units: list[Unit] = field(default_factory=list)


def cells(table: Table, lang: str, first: int = 0) -> list[Cell]:
    """The cells of one language that hold text, in the order of the rows; ``first`` is added to the row numbers."""
    found = []
    for number, row in enumerate(table.rows):
        segments = table.cell(row, lang)
        if segments:
            text = table.text(row, lang)
            heading = all(segment.kind in (Kind.TITLE, Kind.HEADING) for segment in segments)
            found.append(Cell(first + number, lang, text, _units(text, lang)))
            if heading or (text[-1:] not in ".!?”\"" and _titled(found[-1].units)):
                for unit in found[-1].units:
                    unit.capital = False
    if lang.startswith("zh"):
        _join_known(found)
        _split_known(found)
    else:
        _spread_capitals(found)
    return found


def _spread_capitals(found: Sequence[Cell]) -> None:
    """A word that elsewhere has a capital for its own sake, and never none, has it at the beginning of a sentence too."""
    small = {unit.text for cell in found for unit in cell.units if unit.text.islower()}
    names = {unit.text.lower() for cell in found for unit in cell.units if unit.capital} - small
    for cell in found:
        for unit in cell.units:
            unit.capital = unit.capital or (unit.text[0].isupper() and unit.text.lower() in names)


def _titled(units: Sequence[Unit]) -> bool:
    """Whether most words of a cell are capitalised, as in an English title: then capitals tell nothing."""
    letters = [unit for unit in units if unit.content and unit.text[0].isalpha()]
    return len(letters) > 2 and sum(unit.text[0].isupper() for unit in letters) > 0.8 * len(letters)


def _units(text: str, lang: str) -> list[Unit]:
    words = get(lang).words(text)
    if lang == "en":
        units = [unit for word in words for unit in _english(word)]
        for before, unit in zip(units, units[1:], strict=False):
            unit.content = unit.content or (unit.key in _NOUNS_TOO and before.text.lower() in _ARTICLES)
    elif lang == "vi":
        units = _vietnamese(text, words)
    else:
        units = [Unit(w.text, w.span.start, w.span.stop, w.key, w.content) for w in words]
    before = 0
    opens = True
    for number, unit in enumerate(units):
        gap = text[before : unit.start]
        unit.joined = number > 0 and (gap.strip(" ") in ("", "-") and len(gap) < 2 or gap == "·")
        opens = opens or any(mark in gap for mark in '.!?:“"”(—;•…') or (not number)
        unit.capital = unit.text[0].isupper() and (not opens or sum(map(str.isupper, unit.text)) > 1)
        unit.literal = unit.literal or fold(unit.text, "en").text
        opens = False
        before = unit.stop
    return units


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


@lru_cache(maxsize=1 << 16)
def _vietnamese_word(key: str) -> bool:
    return key in load("vi", "zh") or key in load("vi", "en")


def _vietnamese(text: str, words: Sequence[Word]) -> list[Unit]:
    """Syllables joined to known words: as few and as long ones as cover the text; never across punctuation."""
    size = len(words)
    joined = [False] + [text[a.span.stop : b.span.start] == " " for a, b in zip(words, words[1:], strict=False)]
    best: list[tuple[float, int]] = [(0.0, 0)] * (size + 1)
    for stop in range(1, size + 1):
        options = [(best[stop - 1][0] - 1.0, 1)]
        for length in range(2, min(MOST_SYLLABLES, stop) + 1):
            part = words[stop - length : stop]
            if not joined[stop - length + 1]:
                break
            if not _one_word(part):
                continue
            options.append((best[stop - length][0] - 1.0 + 0.05 * length - 0.3 * sum(not w.content for w in part), length))
        best[stop] = max(options)
    units: list[Unit] = []
    stop = size
    while stop:
        part = words[stop - best[stop][1] : stop]
        start, end = part[0].span.start, part[-1].span.stop
        key = " ".join(word.key for word in part)
        units.append(Unit(text[start:end], start, end, key, len(part) > 1 or part[0].content))
        stop -= best[stop][1]
    return units[::-1]


def _one_word(part: Sequence[Word]) -> bool:
    if not part[0].text[0].isupper() and any(word.text[0].isupper() for word in part):
        return False
    if not all(word.key.isalpha() for word in part) or not (part[0].content or part[-1].content):
        return False
    return _vietnamese_word(" ".join(word.key for word in part))


def _join_known(found: Sequence[Cell]) -> None:
    """Put Chinese characters together that were cut apart here but stand as one word elsewhere, or recur side by side:
    names above all, which no dictionary has (北光, 管架)."""
    seen = Counter(unit.key for cell in found for unit in cell.units if len(unit.key) > 1)
    pairs: Counter[str] = Counter()
    for cell in found:
        for one, two in zip(cell.units, cell.units[1:], strict=False):
            if two.joined and one.content and two.content and len(one.key) == len(two.key) == 1:
                pairs[one.key + two.key] += 1
    known = {key for key, count in seen.items() if 1 < len(key) < 5} | {key for key, count in pairs.items() if count > 1}
    for cell in found:
        units: list[Unit] = []
        for unit in cell.units:
            last = units[-1] if units else None
            if (
                last
                and unit.joined
                and last.content
                and unit.content
                and (len(last.key) == 1 or len(unit.key) == 1)
                and last.key + unit.key in known
                and not ZH_NUMBER.fullmatch(last.key)
            ):
                text = last.text + unit.text
                units[-1] = Unit(text, last.start, unit.stop, last.key + unit.key, True, last.joined, literal=text)
            else:
                units.append(unit)
        cell.units = units


def _split_known(found: Sequence[Cell]) -> None:
    """Take long Chinese words apart where a part of them is a word of the text by itself: 锂电池, where 电池 is one."""
    seen = Counter(unit.key for cell in found for unit in cell.units if len(unit.key) > 1)
    for cell in found:
        units: list[Unit] = []
        for unit in cell.units:
            cut = _known_cut(unit.key, seen)
            if not cut:
                units.append(unit)
                continue
            for start, stop in ((0, cut), (cut, len(unit.key))):
                units.append(
                    Unit(
                        unit.text[start:stop],
                        unit.start + start,
                        unit.start + stop,
                        unit.key[start:stop],
                        True,
                        unit.joined if not start else True,
                        literal=unit.key[start:stop],
                    )
                )
        cell.units = units


def _known_cut(key: str, seen: Counter[str]) -> int:
    if not 3 <= len(key) <= 6 or key.isascii():
        return 0
    for cut in range(1, len(key) - 1):
        if seen[key[cut:]]:
            return cut
    for cut in range(len(key) - 1, 1, -1):
        if seen[key[:cut]] and (len(key) - cut > 1 or (key not in load("zh", "en") and key[cut:] in _LOOSE)):
            return cut
    return 0


def span_of(cell: Cell, start: int, stop: int) -> Span:
    """The place in the cell's text of a run of its units."""
    return Span(cell.units[start].start, cell.units[stop - 1].stop)
