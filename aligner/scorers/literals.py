"""Words that stand on both sides letter by letter: names, acronyms, digits, terms left in Latin script."""

from __future__ import annotations

import re
from itertools import chain

import numpy as np
import regex

from aligner.columns import Column
from aligner.letters import FAR, LATIN
from aligner.scorers._base import Bound, Keys, symmetric

WORD = regex.compile(r"(?<!\p{Latin})[A-Za-z0-9](?:[A-Za-z0-9.,&'’\-]*[A-Za-z0-9])?(?!\p{Latin})")
RUN = regex.compile(r"[\p{Latin}0-9.,&'’\-]+")
"""As much as a word can be looked for in by itself."""
NEAR_RUN = re.compile(rf"[{LATIN}0-9.,&'’\-]+")
JOINTS = str.maketrans("", "", ".,-’'")
_REMEMBERED = 1 << 15
SHORTEST = 4  # a small-lettered word shorter than this is shared by chance between English and Vietnamese


def bind(left: Column, right: Column) -> Bound | None:
    """The links of equal words; digits are compared without their separators."""
    loose = left.chinese or right.chinese
    return symmetric("literal", _literals(left, loose), _literals(right, loose))


class _Written(dict[str, tuple[str, ...]]):
    """The keys of the words in a run of letters, digits and joints; none for words that tell nothing."""

    def __init__(self, loose: bool) -> None:
        super().__init__()
        self.loose = loose

    def __missing__(self, run: str) -> tuple[str, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        words: list[str]
        if run.isalpha() and not run.isascii():
            words = []  # a word with other letters than ASCII has
        else:
            words = [run] if run.isalnum() and run.isascii() else WORD.findall(run)
        keys = self[run] = tuple(key for key in map(self._key, words) if key)
        return keys

    def _key(self, word: str) -> str:
        key = word.translate(JOINTS).lower()
        telling = self.loose or len(key) >= SHORTEST or word != word.lower() or word[0].isdigit()
        return key if telling else ""


_WRITTEN = {loose: _Written(loose) for loose in (False, True)}


def _literals(column: Column, loose: bool) -> Keys:
    """The literal words of each unit: in small letters, joints removed.

    ``loose`` is for Chinese, beside which any Latin word is telling; between English and Vietnamese only capitals,
    digits and longer words are.
    """
    found: Keys | None = column.memo.get(("literals", loose))
    if found is None:
        written = _WRITTEN[loose].__getitem__
        units: list[int] = []
        keys: list[str] = []
        for unit, cell in enumerate(column.cells):
            runs = (RUN if FAR.search(cell.text) else NEAR_RUN).findall(cell.text)
            words = set(chain.from_iterable(map(written, runs)))
            keys += words
            units += [unit] * len(words)
        found = column.memo["literals", loose] = np.array(units, np.int64), keys
    return found


SCORER = bind
