"""Borders that are none: where a text that came one segment a line was cut, though its sentence goes on.

Whoever cut it took the stop of an abbreviation for the end (*the U.N.* | *General Assembly*) or did not know that it
goes on (「好！」 | ，他說道。), or left the closing mark of a sentence over (*“No.* | *”*). Such a border is hardly
ever one of a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import regex
from numpy.typing import NDArray

from aligner.lang import get
from aligner.segmentation import split

LEFT_OVER, CUT = 1, 2
UNLIKELY = np.array([0.0, -6.0, -6.0])
"""Log probability that a bead ends behind such a segment, beside any other: of twenty-four such borders in the clean
news for development, counted for each pair of languages, none was one of the gold."""
ALONE = np.array([0.0, 0.0, -3.0])
"""The same of a segment without counterpart; of those behind it nothing is known but that they have no words."""
_LEFT_OVER = regex.compile(r"[\p{Pi}\p{Pf}\p{Ps}\p{Pe}\"'。！？，、；：.!?,;:]{1,4}")
"""What remains of a sentence; a line of stars, dashes or dots parts a text and is a line of its own."""
_WITHIN = regex.compile(r"[，、；：。！？,;)\]）］】」』》〉]")
"""What no sentence begins with (straight quotation marks and ’ do begin some)."""
_SHORT = regex.compile(r"(?<![\p{L}.])(\p{L}{1,7}|\p{Lu}(?:\.\p{Lu}){1,4})\.\Z")
_REACH = 60


def unfinished(texts: Sequence[str], lang: str) -> NDArray[np.int8]:
    """Per segment, whether its sentence goes on in the next one: ``CUT``, ``LEFT_OVER`` or 0.

    >>> unfinished(["He spoke at the U.N.", "General Assembly on Saturday.", "”", "Then he left."], "en").tolist()
    [2, 1, 0, 0]
    """
    found = np.zeros(len(texts), np.int8)
    abbreviations = get(lang).sentences.abbreviations
    for place, (text, following) in enumerate(pairwise(texts)):
        if len(following) <= 4 and _LEFT_OVER.fullmatch(following.strip()):
            found[place] = LEFT_OVER
        elif _WITHIN.match(following):
            found[place] = CUT
        elif text.endswith(".") and (short := _SHORT.search(text, max(0, len(text) - 12))):
            name = short[1]
            if name.lower() in abbreviations or ("." in name and _goes_on(text, following, lang)):
                found[place] = CUT
    return found


def _goes_on(text: str, following: str, lang: str) -> bool:
    """Whether the splitter would not have cut there."""
    tail = text[-_REACH:]
    whole = split(f"{tail} {following[:_REACH]}", lang)
    return not any(abs(span.stop - len(tail)) < 2 for span in whole)
