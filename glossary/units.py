"""Cells cut into the units that terms are made of: English words, Vietnamese words of several syllables, Chinese words.

A unit is finer than a word where a term may begin inside it (rare-earth, 锂电池 beside 电池) and coarser where a
syllable alone says nothing (công nghiệp). Each keeps its place in the cell's text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
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

_HAN = regex.compile(r"\p{Han}+")
_PART = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_LOOSE = frozenset("常说则等也就都将曾已却还才又不没")  # what the word cutter glues to the end of unknown words
_PREFIXES = frozenset(("tái", "siêu", "phân", "phi", "đa"))
_NOUNS_TOO = frozenset(("mine", "will", "well", "can", "might", "may", "like", "put"))  # stop words that are also nouns
_ARTICLES = frozenset(("a", "an", "the", "this", "that", "every", "new"))


@dataclass(slots=True)
class Unit:
    """One unit of a cell: its text and place, its matching form, whether it says anything, how it stands.

    ``joined``: nothing but a space or hyphen parts it from the unit before; ``tied``: a hyphen does. ``capital``: it begins with a capital that
    no beginning of a sentence and no title explains. ``literal`` is the folded text, the same in every language.
    """

    text: str
    start: int
    stop: int
    key: str
    content: bool
    joined: bool = False
    tied: bool = False
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
        _recut(found)
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
    if len(letters) > 1 and all(unit.text.isupper() for unit in letters):
        return True
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
    for number, unit in enumerate(units):
        gap = text[before : unit.start]
        opens = not number or any(mark in gap for mark in ".!?:“\"”(—;•…")
        initial = number > 0 and gap == ". " and len(units[number - 1].text) == 1 and units[number - 1].text.isupper()
        unit.joined = number > 0 and ((gap.strip(" ") in ("", "-") and len(gap) < 2) or gap == "·" or initial)
        unit.tied = unit.joined and gap == "-"
        opens = opens and not initial
        opens = opens or any(mark in gap for mark in '.!?:“"”(—;•…') or (not number)
        unit.capital = unit.text[0].isupper() and (not opens or sum(map(str.isupper, unit.text)) > 1)
        unit.literal = unit.literal or fold(unit.text, "en").text
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
    return list(_prefixed(text, units[::-1]))


def _prefixed(text: str, units: Sequence[Unit]) -> Iterator[Unit]:
    """Units with those prefixes joined to them that make new words of any word: tái công nghiệp hóa, phân cụm."""
    before: Unit | None = None
    for unit in units:
        if before and unit.content and text[before.stop : unit.start] == " " and unit.text.islower():
            unit = Unit(text[before.start : unit.stop], before.start, unit.stop, f"{before.key} {unit.key}", True)
        elif before:
            yield before
        before = unit if unit.key in _PREFIXES else None
        if not before:
            yield unit
    if before:
        yield before


def _one_word(part: Sequence[Word]) -> bool:
    if not part[0].text[0].isupper() and any(word.text[0].isupper() for word in part):
        return False
    if not all(word.key.isalpha() for word in part) or not (part[0].content or part[-1].content):
        return False
    return _vietnamese_word(" ".join(word.key for word in part))


def _recut(found: Sequence[Cell]) -> None:
    """Cut Chinese again, now that the words of the whole column are known: names above all, which no dictionary has and
    which the word cutter takes apart in one sentence and not in the next (北光|电芯, not 北|光电|芯)."""
    seen = {unit.key for cell in found for unit in cell.units if 1 < len(unit.key) < 6 and _HAN.fullmatch(unit.key)}
    pairs: Counter[str] = Counter()
    for cell in found:
        for one, two in zip(cell.units, cell.units[1:], strict=False):
            if two.joined and one.content and two.content and len(one.key) == len(two.key) == 1:
                pairs[one.key + two.key] += 1
    seen |= {pair for pair, count in pairs.items() if count > 1 and not ZH_NUMBER.fullmatch(pair[0])}
    for cell in found:
        units: list[Unit] = []
        for run in _han_runs(cell.units):
            units += _cheapest(run, seen) if _HAN.fullmatch(run[0].key) else run
        cell.units = units


def _han_runs(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """The units of a cell in runs that nothing but their own cuts divides; others alone."""
    run: list[Unit] = []
    for unit in units:
        han = _HAN.fullmatch(unit.key) is not None
        if run and han and unit.content and unit.start == run[-1].stop:
            run.append(unit)
            continue
        if run:
            yield run
        run = [unit] if han and unit.content else []
        if not run:
            yield [unit]
    if run:
        yield run


def _cheapest(run: Sequence[Unit], seen: AbstractSet[str]) -> list[Unit]:
    """The cuts of one run that need the fewest and best known words."""
    text = "".join(unit.key for unit in run)
    first = run[0].start
    own = {(unit.start - first, unit.stop - first) for unit in run}
    best: list[tuple[float, int]] = [(0.0, 0)]
    for stop in range(1, len(text) + 1):
        options = []
        for start in range(max(0, stop - 8), stop):
            price = _price(text[start:stop], (start, stop) in own, seen)
            if price and start < len(best):
                options.append((best[start][0] + price, start))
        best.append(min(options, default=(best[stop - 1][0] + 9.0, stop - 1)))
    cuts = [len(text)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    cuts.reverse()
    if len(cuts) == len(run) + 1 and {(a, b) for a, b in zip(cuts, cuts[1:], strict=False)} == own:
        return list(run)
    shown = "".join(unit.text for unit in run)
    return [
        Unit(shown[a:b], first + a, first + b, text[a:b], True, run[0].joined if not a else True, literal=text[a:b])
        for a, b in zip(cuts, cuts[1:], strict=False)
    ]


def _price(word: str, own: bool, seen: AbstractSet[str]) -> float:
    """What a word costs; 0 where there is none. Words that stand elsewhere cost least, unknown long ones most."""
    if own:
        known = len(word) == 1 or _chinese_word(word)
        return 1.0 if known else 0.7 + 0.3 * len(word)
    if word in seen:
        return 0.9 if len(word) > 2 or _chinese_word(word) else 0.95
    return 0.75 if len(word) == 1 else 0.0


@lru_cache(maxsize=1 << 16)
def _chinese_word(key: str) -> bool:
    return key in load("zh", "en")


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
    if not 3 <= len(key) <= 6 or not _HAN.fullmatch(key):
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
