"""Hán-Việt readings: how Chinese characters are read in Vietnamese.

Half of the Vietnamese vocabulary, and every Chinese name, is such a reading: 经济 is *kinh tế*, 合肥 *Hợp Phì*.
A reading is a candidate, not a translation: 方便 (convenient) reads *phương tiện*, which means a vehicle.
"""

from __future__ import annotations

from functools import cache
from itertools import islice, product

from aligner.lexicon.shipped import Lines, read_table

MOST_READINGS = 16
"""Most candidates for one word: with two readings a character, a word of four has this many."""


def hanviet(text: str) -> tuple[str, ...]:
    """The usual reading of each character, in either script; "" where none is known.

    >>> hanviet("合肥")
    ('hợp', 'phì')
    """
    return tuple(syllables(character)[0] for character in text)


def readings(word: str) -> tuple[str, ...]:
    """The candidate readings of a word as Vietnamese syllables, the usual first; none if a character has none.

    >>> readings("安徽")[0], readings("重庆")
    ('an huy', ('trọng khánh', 'trùng khánh'))
    """
    characters = [syllables(character) for character in word]
    if not word or ("",) in characters:
        return ()
    return tuple(" ".join(read) for read in islice(product(*characters), MOST_READINGS))


def syllables(character: str) -> tuple[str, ...]:
    """The readings of one character, the usual first; one empty text when none is known.

    >>> syllables("重")[0], syllables("A")
    ('trọng', ('',))
    """
    return tuple(_table().get(character, "").split("|"))


@cache
def _table() -> Lines:
    return read_table("readings")
