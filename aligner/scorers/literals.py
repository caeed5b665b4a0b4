"""Words that stand on both sides letter by letter: names, acronyms, digits, terms left in Latin script."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from aligner.columns import Column
from aligner.scorers._base import Bound, index, symmetric

WORD = regex.compile(r"(?<!\p{Latin})[A-Za-z0-9](?:[A-Za-z0-9.,&'’\-]*[A-Za-z0-9])?(?!\p{Latin})")
JOINTS = str.maketrans("", "", ".,-’'")
SHORTEST = 4  # a small-lettered word shorter than this is shared by chance between English and Vietnamese


def bind(left: Column, right: Column) -> Bound | None:
    """The links of equal words; digits are compared without their separators."""
    loose = left.lang.startswith("zh") or right.lang.startswith("zh")
    return symmetric("literal", _literals(left, loose), index(_literals(right, loose)))


def _literals(column: Column, loose: bool) -> Iterator[tuple[int, str]]:
    """The literal words of each unit, each once: in small letters, joints removed.

    ``loose`` is for Chinese, beside which any Latin word is telling; between English and Vietnamese only capitals,
    digits and longer words are.
    """
    for unit, cell in enumerate(column.cells):
        seen = set()
        for word in WORD.findall(cell.text):
            key = word.translate(JOINTS).lower()
            if key in seen or not (loose or len(key) >= SHORTEST or word != word.lower() or word[0].isdigit()):
                continue
            seen.add(key)
            yield unit, key


SCORER = bind
