"""Where Chinese words begin and end, with what the dictionary and the text itself know; and what cells are made of.

A term miner needs words whole: half a word has no counterpart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from itertools import pairwise

import regex

from aligner.lexicon import load
from glossary.chinese import functional, tag
from glossary.patterns import ZH_NUMBER

_HAN = regex.compile(r"\p{Han}+")
_BEFORE = frozenset("再可非超反去多不无全半亚次")
_ANEW = frozenset("再去非反超")
_AFTER = frozenset("商者家员厂站率性化业区州省市县镇湖江岛港型式力费税权局院机器线网链带板剂矿学症")
_DOERS = frozenset("商者员厂站率器机")  # these follow verbs too
_FIRST = frozenset("以能仅这该其所又也都还则即就已正将并且或及与和但而若如被把")
_LAST = frozenset("以于了着的之及与和在是把被将对从向到而则也")
_LOOSE = frozenset("常说则等也就都将曾已却还才又不没")  # what the word cutter glues to the end of unknown words


class Use(Enum):
    """What an English word is used as, as far as terms care."""

    NONE = 0
    NOUN = 1
    ADJECTIVE = 2
    PARTICIPLE = 3
    DOUBTFUL = 4  # a verb as it seems; but a noun if it is one elsewhere in the text


@dataclass(slots=True)
class Unit:
    """One unit of a cell: its text and place, its matching form, whether it says anything, how it stands.

    ``joined``: nothing but a space or hyphen parts it from the unit before; ``tied``: a hyphen does. ``capital``: it
    begins with a capital that no beginning of a sentence and no title explains. ``literal`` is the folded text, the
    same in every language. ``root`` is the matching form of the word that a prefix was set before, if any. ``form`` is
    what tells terms apart where the matching form does not: *producer* from *production*. ``use`` says what an English
    word is used as where it stands: noun, adjective, participle, or nothing that stands in a term. ``gloss``: it stands
    in brackets as the original of what comes before them: 佐爾坦(Zoltan).
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
    root: str = ""
    form: str = ""
    use: Use = Use.NONE
    gloss: bool = False


@dataclass(slots=True)
class Cell:
    """The units of one language in one row."""

    row: int
    lang: str
    text: str
    units: list[Unit] = field(default_factory=list)


def recut(found: Sequence[Cell]) -> None:
    """Cut Chinese again, now that the words of the whole column are known: names above all, which no dictionary has and
    which the word cutter takes apart in one sentence and not in the next (北光|电芯, not 北|光电|芯)."""
    _complete(found)
    for cell in found:
        cell.units = list(_derived(cell.units))  # before: what is whole here is known elsewhere; and after
    seen = {unit.key for cell in found for unit in cell.units if 1 < len(unit.key) < 6 and _HAN.fullmatch(unit.key)}
    pairs: Counter[str] = Counter()
    for cell in found:
        for one, two in pairwise(cell.units):
            if two.joined and one.content and two.content and len(one.key) == len(two.key) == 1:
                pairs[one.key + two.key] += 1
    seen |= {pair for pair, count in pairs.items() if count > 1 and not ZH_NUMBER.fullmatch(pair[0])}
    for cell in found:
        units: list[Unit] = []
        for run in _han_runs(cell.units):
            units += _cheapest(run, seen) if _HAN.fullmatch(run[0].key) else run
        cell.units = list(_derived(units))


def _derived(units: Sequence[Unit]) -> Iterator[Unit]:
    """Chinese words joined to the single characters that make new words of them: 装配|商, 密歇根|州, 再|工业化."""
    before: Unit | None = None
    for unit in units:
        close = before is not None and unit.start == before.stop and unit.key != ""
        if before and close and _makes_word(before, unit):
            text, key = before.text + unit.text, before.key + unit.key
            root = unit.key if before.key in _BEFORE else before.key
            before = Unit(text, before.start, unit.stop, key, True, before.joined, literal=key, root=root)
            continue
        if before:
            yield before
        before = unit
    if before:
        yield before


def _makes_word(one: Unit, two: Unit) -> bool:
    if one.key in _BEFORE:
        known = known_chinese(one.key + two.key) and len(two.key) > 1
        return two.content and (known or (one.key in _ANEW and two.key.endswith("化") and len(two.key) > 2))
    if len(two.key) != 1 or two.key not in _AFTER or not _HAN.fullmatch(one.key):
        return False
    return (
        one.content
        and len(one.key) > 1
        and not functional(one.key)
        and (tag(one.key) not in ("v", "a", "m") or two.key in _DOERS)
    )


def _complete(found: Sequence[Cell]) -> None:
    """Words that no dictionary has and that the same character always follows are cut short: 威洛, always before 比."""
    after: dict[str, Counter[str]] = {}
    for cell in found:
        for one, two in pairwise([*cell.units, Unit("", -1, -1, "", False)]):
            if len(one.key) > 1 and _HAN.fullmatch(one.key) and not known_chinese(one.key):
                follows = two.key if two.start == one.stop and len(two.key) == 1 else ""
                after.setdefault(one.key, Counter())[follows] += 1
    cut_short = {key: next(iter(seen)) for key, seen in after.items() if len(seen) == 1 and seen.total() > 1}
    for cell in found:
        units: list[Unit] = []
        for unit in cell.units:
            last = units[-1] if units else None
            if (
                last
                and unit.key
                and cut_short.get(last.key) == unit.key
                and unit.start == last.stop
                and _HAN.fullmatch(unit.key)
            ):
                text, key = last.text + unit.text, last.key + unit.key
                units[-1] = Unit(text, last.start, unit.stop, key, True, last.joined, literal=text)
            else:
                units.append(unit)
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
    if len(cuts) == len(run) + 1 and {(a, b) for a, b in pairwise(cuts)} == own:
        return list(run)
    shown = "".join(unit.text for unit in run)
    return [
        Unit(shown[a:b], first + a, first + b, text[a:b], True, run[0].joined if not a else True, literal=text[a:b])
        for a, b in pairwise(cuts)
    ]


def _price(word: str, own: bool, seen: AbstractSet[str]) -> float:
    """What a word costs; 0 where there is none. Words that stand elsewhere cost least, unknown long ones most."""
    if len(word) == 1 and word in (_FIRST | _LAST):
        return 0.5
    if own:
        if len(word) == 1 or known_chinese(word):
            return 1.0
        loose = len(word) == 2 and (word[0] in _FIRST or word[1] in _LAST)
        return 0.7 + 0.3 * len(word) + 0.2 * loose
    if word in seen:
        return 0.9 if len(word) > 2 or known_chinese(word) else 0.95
    return 0.75 if len(word) == 1 else 0.0


@lru_cache(maxsize=1 << 14)
def known_chinese(key: str) -> bool:
    """Whether the dictionary has a Chinese word, in Simplified."""
    return key in load("zh", "en")


def split_known(found: Sequence[Cell]) -> None:
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
