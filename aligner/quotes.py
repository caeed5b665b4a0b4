"""Pull quotes: sentences that a page sets apart and prints a second time within its running text.

The repetition is seldom letter by letter (words are left out to make it short), so what counts is how many of the
quote's overlapping letter groups occur in one and the same other block.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import regex

from aligner.pieces import HAN, ends_sentence, weight

_LETTERS = regex.compile(r"[^\p{L}\p{N}]+")
_MOST, _LEAST = 320, 30
"""The weight of a pull quote: from a short sentence to a long one."""
_SHARE = 0.78
_COMMON = 40
"""Letter groups that occur in more blocks than this tell nothing and are not looked up."""


def repeated(texts: Sequence[str]) -> set[int]:
    """The indices of the blocks that repeat a sentence of a longer block.

    >>> body = "Nobody had paved the road. That is why the town must pave the long and winding road itself, and pay."
    >>> repeated(["The town must pave the long and winding road.", body, "A different sentence altogether."])
    {0}
    """
    sizes = [weight(text) for text in texts]
    candidates = [index for index, size in enumerate(sizes) if _LEAST <= size <= _MOST and _stands_alone(texts[index])]
    if not candidates:
        return set()
    wanted = {group for index in candidates for group in _groups(texts[index])}
    index_of: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        for group in wanted.intersection(_groups(text)):
            index_of[group].append(index)
    found = set()
    for candidate in candidates:
        groups = set(_groups(texts[candidate]))
        hits: Counter[int] = Counter()
        for group in groups:
            if len(index_of[group]) <= _COMMON:
                hits.update(index_of[group])
        del hits[candidate]
        if any(
            count >= _SHARE * len(groups) and sizes[other] > 1.5 * sizes[candidate] for other, count in hits.items()
        ):
            found.add(candidate)
    return found


def _stands_alone(text: str) -> bool:
    """A single sentence, or a phrase of a sentence's length; a heading is shorter."""
    return ends_sentence(text) or weight(text) >= 60


def _groups(text: str) -> list[str]:
    size = 4 if HAN.search(text) else 8
    letters = _LETTERS.sub("", text.lower())
    return [letters[place : place + size] for place in range(len(letters) - size + 1)]
