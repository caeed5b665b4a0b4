"""Punctuation that translators keep: a question stays a question, and speech stays between quotation marks.

A mark says little in a text that is full of it, much where it is rare. How often marks are kept is learned from each
text.
"""

from __future__ import annotations

import numpy as np
import regex

from aligner.columns import Column
from aligner.scorers._base import Bound, Keys, symmetric
from aligner.tallies import MARK

KEPT = {
    "?": "?？",
    "!": "!！",
    "…": "…",
    "(": "(（",
    ":": ":：",
    ";": ";；",
    "—": "—–",
    "“": '“「『«"',
    "”": '”」』»"',
}
"""What is kept, by the signs that may stand for it."""
SPEECH, DASHES = "“", ("-", "–", "—")  # lines of speech begin with a dash in Vietnamese books
_OF = {sign: tuple(mark for mark, signs in KEPT.items() if sign in signs) for signs in KEPT.values() for sign in signs}
_SIGNS = regex.compile(rf"[{regex.escape(''.join(_OF))}]|\.\.\.")
_OF["..."] = ("…",)


def bind(left: Column, right: Column) -> Bound | None:
    """The links of equal marks."""
    return symmetric(MARK, _marks(left), _marks(right))


def _marks(column: Column) -> Keys:
    found: Keys | None = column.memo.get(MARK)
    if found is None:
        units: list[int] = []
        keys: list[str] = []
        for unit, cell in enumerate(column.cells):
            marks = {mark for sign in set(_SIGNS.findall(cell.text)) for mark in _OF[sign]}
            if cell.text.startswith(DASHES):
                marks.add(SPEECH)
            keys += sorted(marks)
            units += [unit] * len(marks)
        found = column.memo[MARK] = np.array(units, np.int64), keys
    return found


SCORER = bind
