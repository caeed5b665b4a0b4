"""Candidates per language: word groups that may be terms or names, with every place where they stand.

No model and no frequency list: words that open, close or break a term (``glossary.patterns``), punctuation, and how
often a group stands by itself and inside longer ones (C-value). What remains is too much on purpose; linking across
languages and ranking choose.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from aligner.types import Span, Table
from glossary.chinese import functional
from glossary.cutting import Use, known_chinese
from glossary.patterns import ZH_NUMBER, Borders, borders, gerund, verbal
from glossary.statistics import c_value
from glossary.types import Candidate, Occurrence
from glossary.units import Cell, Unit, cells

MOST_UNITS = {"en": 5, "vi": 5, "zh": 5}
"""Longest candidate, in units."""
LONGEST_NAME = 9
"""The same for a name, if all units beyond these have capitals."""

LONGEST = 200
"""The most characters of a candidate. What is longer is no term, but letters without end."""

_LETTER = regex.compile(r"\p{L}")
_TERM_LINK = frozenset(["của", "theo", "về"])
_LINKS = _TERM_LINK | {"of"}
_NAME_LINK = frozenset(["of", "the", "for"])


@dataclass(slots=True)
class Place:
    """Where a phrase stands: the index of the cell in its list, and the run of units there."""

    cell: int
    start: int
    stop: int


@dataclass(slots=True)
class Phrase:
    """A candidate while it is worked on: all places of one matching form in one language."""

    lang: str
    key: tuple[str, ...]
    places: list[Place] = field(default_factory=list)
    surfaces: Counter[str] = field(default_factory=Counter)
    capitals: int = 0
    before_noun: int = 0
    doubts: int = 0
    value: float = 0.0
    nested: bool = False

    @property
    def count(self) -> int:
        """How often it stands."""
        return len(self.places)

    @property
    def adjective(self) -> bool:
        """Whether it hardly ever stands without a word that it specifies."""
        return self.count > 2 and 4 * self.before_noun >= 3 * self.count

    @property
    def name(self) -> bool:
        """Whether it is written as a name is: with capitals that nothing else explains, in most places."""
        return 2 * self.capitals > len(self.places)


def phrases(column: Sequence[Cell], lang: str) -> dict[tuple[str, ...], Phrase]:
    """Every candidate of one language by its matching form, with C-value; not those that stand only inside a
    longer candidate that is as frequent."""
    found: dict[tuple[str, ...], Phrase] = {}
    for number, cell in enumerate(column):
        for start, stop in _runs(cell, lang):
            units = cell.units[start:stop]
            key = tuple(unit.form or unit.key for unit in units if unit.content)
            phrase = found.get(key)
            if phrase is None:
                phrase = found[key] = Phrase(lang, key)
            phrase.places.append(Place(number, start, stop))
            phrase.surfaces[cell.text[units[0].start : units[-1].stop]] += 1
            phrase.capitals += _capitals(units)
            phrase.doubts += any(unit.text in _LINKS for unit in units) or _loose(units, lang)
            phrase.before_noun += lang == "en" and _before_noun(cell.units, stop)
    found = {key: phrase for key, phrase in found.items() if phrase.count > 1 or not phrase.doubts or phrase.name}
    _value(found)
    return {key: phrase for key, phrase in found.items() if not phrase.nested}


def _loose(units: Sequence[Unit], lang: str) -> bool:
    """Whether a Chinese group ends in a single character: half a word more often than not, unless it recurs."""
    if not lang.startswith("zh") or len(units) < 2 or len(units[-1].key) > 1:
        return False
    return not known_chinese("".join(unit.key for unit in units))


def _before_noun(units: Sequence[Unit], stop: int) -> bool:
    """Whether a group in English only specifies what follows it, as adjectives do."""
    return stop < len(units) and units[stop].joined and units[stop].content and units[stop].text[0].isalpha()


def _capitals(units: Sequence[Unit]) -> bool:
    """Whether a group is written as a name; what a hyphen ties to a name (Jong-un) need have no capital."""
    units = [unit for number, unit in enumerate(units) if not (number and unit.tied and units[number - 1].capital)]
    if all(unit.capital for unit in units):
        return True
    return (
        len(units) > 1
        and units[0].text[0].isupper()
        and units[-1].text[0].isupper()
        and any(unit.capital for unit in units[1:])
    )


def _runs(cell: Cell, lang: str) -> Iterator[tuple[int, int]]:
    """The runs of units of a cell that may be a term."""
    units = cell.units
    rules = borders(lang)
    usable = [_usable(units, number, lang, rules) for number in range(len(units))]
    most = MOST_UNITS[lang.partition("-")[0]]
    for start in range(len(units)):
        if not usable[start]:
            continue
        longest = LONGEST_NAME if units[start].capital else most
        for stop in range(start + 1, min(len(units), start + longest) + 1):
            last = units[stop - 1]
            if last.stop - units[start].start > LONGEST or (stop > start + 1 and not last.joined):
                break
            if stop - start > most and not (last.capital or last.tied or last.text in _NAME_LINK):
                break
            if not usable[stop - 1]:
                if stop - 1 == start or not (_links(units, start, stop) if lang == "en" else _ties(units, stop, lang)):
                    break
                if stop < len(units) and not usable[stop] and units[stop].text not in _NAME_LINK:
                    break
                continue
            if _allowed(units, start, stop, lang, rules):
                yield start, stop


def _links(units: Sequence[Unit], start: int, stop: int) -> bool:
    """Whether the last unit ties two parts of an English name (School *of* Management) or term (agent *of* change)."""
    head = units[stop - 2]
    common = head.use is Use.NOUN and not head.capital and head.key not in borders("en").alone_not
    if units[stop - 1].text == "of" and common and stop < len(units) and units[stop].joined and not units[stop].capital:
        return True
    return (
        units[stop - 1].text in _NAME_LINK
        and stop < len(units)
        and units[stop].joined
        and (units[stop].capital or units[stop].text in _NAME_LINK)
        and units[start].text[0].isupper()
        and units[stop - 2].text[0].isupper()
    )


def _ties(units: Sequence[Unit], stop: int, lang: str) -> bool:
    """Whether the last unit ties two parts of a Vietnamese term: hỗ trợ *của* chính phủ."""
    if lang != "vi" or units[stop - 1].key not in _TERM_LINK or stop == len(units) or not units[stop].joined:
        return False
    return not (units[stop].capital or units[stop - 2].capital)


def _usable(units: Sequence[Unit], number: int, lang: str, rules: Borders) -> bool:
    """Whether a unit can stand in a term at all."""
    unit = units[number]
    if not unit.content or unit.gloss or not _LETTER.search(unit.text):
        return False
    if lang != "en":
        if unit.capital:
            return True
        if unit.key in rules.never:
            return False
        return not (lang.startswith("zh") and (ZH_NUMBER.fullmatch(unit.key) or functional(unit.key)))
    if unit.capital and unit.key not in rules.never:
        return True
    return unit.key not in rules.never and unit.use is not Use.NONE


def _before(units: Sequence[Unit], number: int) -> str:
    return units[number - 1].text.lower() if number and units[number].joined else ""


def _allowed(units: Sequence[Unit], start: int, stop: int, lang: str, rules: Borders) -> bool:
    first, last = units[start], units[stop - 1]
    if lang == "en" and (
        (first.tied and not first.capital) or (stop < len(units) and units[stop].tied and not last.capital)
    ):
        return False
    if stop - start == 1:
        return _word(first, lang)
    if first.key in rules.opens_not and not first.capital and not units[start + 1].tied:
        return False
    if last.key in rules.closes_not and not last.capital:
        return False
    if lang != "en":
        return not (_verb(first, lang) or _verb(last, lang))
    if (
        first.text.lower().endswith("ing")
        and not first.capital
        and not gerund(first.text.lower(), _before(units, start))
    ):
        return False
    return (last.capital or last.use is Use.NOUN) and not _late_name(units[start:stop])


def _word(unit: Unit, lang: str) -> bool:
    """Whether a single unit may be a candidate."""
    if lang.startswith("zh"):
        return True
    if lang == "vi":
        return len(unit.text) > 1
    if unit.text.isupper() and len(unit.text) > 1:
        return True
    return len(unit.text) > 2 and (unit.capital or unit.use is Use.NOUN)


def _verb(unit: Unit, lang: str) -> bool:
    return not unit.capital and verbal(lang, unit.key)


def _late_name(units: Sequence[Unit]) -> bool:
    """Whether a name follows a common noun (officials Kurt Campbell): in English that is two terms in apposition."""
    small = [number for number, unit in enumerate(units) if unit.text.islower() and unit.content]
    return bool(small) and any(unit.text[0].isupper() for unit in units[small[0] :])


def _value(found: dict[tuple[str, ...], Phrase]) -> None:
    """Fill in C-values, and mark what stands only inside longer candidates that are as frequent."""
    nests: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for key, phrase in found.items():
        if phrase.count > 1:
            for size in range(1, len(key)):
                for start in range(len(key) - size + 1):
                    nests[key[start : start + size]].append(phrase.count)
    for key, phrase in found.items():
        longer = nests.get(key, [])
        phrase.value = c_value(len(key), phrase.count, longer)
        phrase.nested = bool(longer) and max(longer) >= phrase.count


def candidates(table: Table, lang: str) -> list[Candidate]:
    """The candidates of one language of a table, best first: what a work in one language alone can offer."""
    column = cells(table, lang)
    found = sorted(phrases(column, lang).values(), key=lambda phrase: (-phrase.value, phrase.key))
    return [as_candidate(phrase, column) for phrase in found]


def as_candidate(phrase: Phrase, column: Sequence[Cell]) -> Candidate:
    """A phrase as the value that leaves this package."""
    forms = tuple(form for form, _ in phrase.surfaces.most_common())
    by_row: dict[int, list[Span]] = defaultdict(list)
    for place in phrase.places:
        cell = column[place.cell]
        by_row[cell.row].append(Span(cell.units[place.start].start, cell.units[place.stop - 1].stop))
    occurrences = tuple(Occurrence(row, phrase.lang, tuple(spans)) for row, spans in sorted(by_row.items()))
    kind = "name" if phrase.name else "term"
    return Candidate(phrase.lang, forms[0], phrase.count, phrase.value, kind, forms, occurrences)
