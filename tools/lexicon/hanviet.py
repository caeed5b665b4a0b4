"""Hán-Việt readings: of characters, and through pinyin of CC-CEDICT's headwords.

No word list with a fit licence says which readings are real Vietnamese words, so every reading is kept as a candidate:
one that nobody writes does no harm to an aligner, it simply never stands in the other text. A reading that our own
vocabulary knows as a Vietnamese word weighs more.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, product

import regex

from lexicon.cedict import Entry

HAN = regex.compile(r"\p{Han}+")
FINAL_I = regex.compile(r"([hklmst])([iíìỉĩịyýỳỷỹỵ])")
I_TO_Y = str.maketrans("iíìỉĩịyýỳỷỹỵ", "yýỳỷỹỵiíìỉĩị")
SHORTEST, LONGEST = 2, 4
"""Characters of the headwords that get a reading as a whole; single ones mean too much, long ones are put together."""
MOST = 8
ATTESTED, CANDIDATE, REVERSED = 0.9, 0.6, 0.7
"""Weights: a reading our vocabulary knows; any other; and a known one with its syllables turned (和平 → hòa bình)."""

Readings = dict[str, dict[str, list[str]]]
"""Character → pinyin with tone number → readings; pinyin "" for readings of unknown pinyin."""


def parse(module: str, gaps: str, key: Callable[[str], str]) -> Readings:
    """The character readings of ``hanvietData.js``, and for characters it lacks those of ``dictionary.json``."""
    data: dict[str, dict[str, list[str]]] = json.loads(regex.search(r"\{.*\}", module, regex.DOTALL)[0])  # type: ignore[index]
    readings: Readings = {
        character: {_plain(pinyin).replace("*", ""): _spelled(map(key, found)) for pinyin, found in by_pinyin.items()}
        for character, by_pinyin in data.items()
        if HAN.fullmatch(character)
    }
    for character, reading in json.loads(gaps).items():
        known = any(readings.get(character, {}).values())
        if not known and HAN.fullmatch(character) and len(character) == 1 and " " not in reading.strip():
            readings[character] = {"": _spelled([key(reading)])}
    return readings


def of_characters(
    readings: Readings, entries: Iterable[Entry], frequency: dict[str, float]
) -> dict[str, list[tuple[str, float]]]:
    """Character in either script → its readings, the one of its commonest pinyin first (重: trọng, trùng)."""
    use: dict[str, Counter[str]] = defaultdict(Counter)
    forms: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if len(entry.trad) == len(entry.simp) == len(entry.pinyin):
            count = 1.0 + frequency.get(entry.simp, 0.0)
            for trad, simp, pinyin in zip(entry.trad, entry.simp, entry.pinyin, strict=True):
                for form in {trad, simp}:
                    use[form][_plain(pinyin)] += count  # type: ignore[assignment]
                    forms[form].add(trad)
    table: dict[str, list[tuple[str, float]]] = {}
    for character in sorted({*readings, *forms}):
        if not HAN.fullmatch(character) or not unicodedata.is_normalized("NFC", character):
            continue
        ranked: Counter[str] = Counter()
        for form in sorted({character, *forms[character]}):
            for pinyin, found in readings.get(form, {}).items():
                for place, reading in enumerate(found):
                    ranked[reading] += use[character][pinyin] / (1 + place) / 2 + 1e-6 / (1 + place)  # type: ignore[assignment]
        if ranked:
            order = sorted(ranked, key=lambda reading: (-ranked[reading], reading))
            table[character] = [(reading, 1.0) for reading in order[:6]]
    return table


def of_words(
    readings: Readings,
    entries: Iterable[Entry],
    known: frozenset[str],
    false_friends: frozenset[tuple[str, str]],
) -> Iterator[tuple[str, str, float]]:
    """Simplified headword, Vietnamese reading, weight; for every headword of two to four characters."""
    for entry in entries:
        if not (SHORTEST <= len(entry.trad) <= LONGEST and HAN.fullmatch(entry.trad)):
            continue
        if len(entry.pinyin) != len(entry.trad):
            continue
        syllables = [_of_pinyin(readings, *pair) for pair in zip(entry.trad, entry.pinyin, strict=True)]
        for choice in islice(product(*syllables), MOST):
            reading, turned = " ".join(choice), " ".join(reversed(choice))
            if (entry.simp, reading) not in false_friends:
                yield entry.simp, reading, ATTESTED if reading in known else CANDIDATE
            if len(choice) == SHORTEST and turned in known and reading not in known:
                yield entry.simp, turned, REVERSED


def _of_pinyin(readings: Readings, character: str, pinyin: str) -> list[str]:
    by_pinyin = readings.get(character, {})
    found = by_pinyin.get(_plain(pinyin)) or by_pinyin.get("")
    if not found:  # a neutral tone, or a pinyin that the table lacks: the readings of the same syllable, else all
        syllable = _plain(pinyin)[:-1]
        same = [reading for other, those in by_pinyin.items() if other[:-1] == syllable for reading in those]
        found = same or [reading for those in by_pinyin.values() for reading in those]
    return list(dict.fromkeys(found))


def _spelled(found: Iterable[str]) -> list[str]:
    """Readings with the other spelling of a final i: kĩ and kỹ, ti and ty are both written."""
    spelled = []
    for reading in found:
        spelled.append(reading)
        if match := FINAL_I.fullmatch(reading):
            spelled.append(match[1] + match[2].translate(I_TO_Y))
    return list(dict.fromkeys(spelled))


def _plain(pinyin: str) -> str:
    return pinyin.casefold().replace("u:", "ü")
