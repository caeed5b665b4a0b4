"""Words that stand on both sides letter by letter: names, acronyms, digits, terms left in Latin script."""

from __future__ import annotations

import numpy as np
import regex

from aligner.columns import Column
from aligner.scorers._base import Bound, Keys, symmetric

WORD = regex.compile(r"(?<!\p{Latin})[A-Za-z0-9](?:[A-Za-z0-9.,&'’\-]*[A-Za-z0-9])?(?!\p{Latin})")
JOINTS = str.maketrans("", "", ".,-’'")
SHORTEST = 4  # a small-lettered word shorter than this is shared by chance between English and Vietnamese


def bind(left: Column, right: Column) -> Bound | None:
    """The links of equal words; digits are compared without their separators."""
    loose = left.chinese or right.chinese
    return symmetric("literal", _literals(left, loose), _literals(right, loose))


class _Written(dict[str, str]):
    """The key of a word as it is written, or "" for one that tells nothing."""

    def __init__(self, loose: bool) -> None:
        super().__init__()
        self.loose = loose

    def __missing__(self, word: str) -> str:
        key = word.translate(JOINTS).lower()
        telling = self.loose or len(key) >= SHORTEST or word != word.lower() or word[0].isdigit()
        self[word] = key = key if telling else ""
        return key


def _literals(column: Column, loose: bool) -> Keys:
    """The literal words of each unit: in small letters, joints removed.

    ``loose`` is for Chinese, beside which any Latin word is telling; between English and Vietnamese only capitals,
    digits and longer words are.
    """
    found: Keys | None = column.memo.get(("literals", loose))
    if found is None:
        written = _Written(loose)
        units: list[int] = []
        keys: list[str] = []
        for unit, cell in enumerate(column.cells):
            words = {key for key in map(written.__getitem__, WORD.findall(cell.text)) if key}
            keys += words
            units += [unit] * len(words)
        found = column.memo["literals", loose] = np.array(units, np.int64), keys
    return found


SCORER = bind
