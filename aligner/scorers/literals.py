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
    """The keys of the words between two blanks; none for words that tell nothing."""

    def __init__(self, loose: bool) -> None:
        super().__init__()
        self.loose = loose

    def __missing__(self, written: str) -> tuple[str, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        plain = written.isascii() and written.isalnum()
        runs = [written] if plain else (RUN if FAR.search(written) else NEAR_RUN).findall(written)
        keys = self[written] = tuple(key for run in runs for key in map(self._key, _words(run)) if key)
        return keys

    def _key(self, word: str) -> str:
        key = word.translate(JOINTS).lower()
        telling = self.loose or len(key) >= SHORTEST or word != word.lower() or word[0].isdigit()
        return key if telling else ""


def _words(run: str) -> list[str]:
    """The words in a run of letters, digits and joints."""
    if run.isalpha() and not run.isascii():
        return []  # a word with other letters than ASCII has
    found: list[str] = [run] if run.isalnum() and run.isascii() else WORD.findall(run)
    return found


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
            parts = RUN.findall(cell.text) if column.chinese else cell.text.split()
            words = set(chain.from_iterable(map(written, parts)))
            keys += words
            units += [unit] * len(words)
        found = column.memo["literals", loose] = np.array(units, np.int64), keys
    return found


SCORER = bind
