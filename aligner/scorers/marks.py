"""Punctuation that translators keep: a question stays a question, and speech stays between quotation marks.

A mark says little in a text that is full of it, much where it is rare. How often marks are kept is learned from each
text.
"""

from __future__ import annotations

import numpy as np
import regex

from aligner.columns import Column
from aligner.scorers._base import MARK, Bound, Keys, symmetric

OPENING, CLOSING = "“", "”"
KEPT = {
    "?": "?？",
    "!": "!！",
    "…": "…",
    "(": "(（",
    ":": ":：",
    ";": ";；",
    "—": "—–",
    OPENING: "“「『«",
    CLOSING: "”」』»",
}
"""What is kept, by the signs that stand for it."""
DASHES = "-", "–", "—"
"""A line of speech begins with a dash in Vietnamese books."""
_OF = {sign: mark for mark, signs in KEPT.items() for sign in signs} | {"...": "…"}
_SIGNS = regex.compile(rf"\.\.\.|[{regex.escape(''.join(KEPT.values()))}]")
_STRAIGHT = regex.compile(r'(?:\A|(?<=[\s(\[—–-]))(")|"')


def bind(left: Column, right: Column) -> Bound | None:
    """The links of equal marks."""
    return symmetric(MARK, _marks(left), _marks(right))


def kept(text: str) -> set[str]:
    """The marks of a text, by the keys of ``KEPT``.

    >>> sorted(kept('"Why," he asked'))
    ['“', '”']
    """
    found = {_OF[sign] for sign in _SIGNS.findall(text)}
    if '"' in text:
        found |= {OPENING if opened else CLOSING for opened in _STRAIGHT.findall(text)}
    if text.startswith(DASHES):
        found.add(OPENING)
    return found


def _marks(column: Column) -> Keys:
    found: Keys | None = column.memo.get(MARK)
    if found is None:
        units: list[int] = []
        keys: list[str] = []
        for unit, cell in enumerate(column.cells):
            marks = sorted(kept(cell.text))
            keys += marks
            units += [unit] * len(marks)
        found = column.memo[MARK] = np.array(units, np.int64), keys
    return found


SCORER = bind
