"""Pull quotes: sentences that a page sets apart and prints a second time within its running text.

The repetition is seldom letter by letter (words are left out to make it short), so what counts is how many of the
quote's overlapping letter groups occur in one and the same other block.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from aligner.fingerprints import Ints, Prints, Wanted, recurring, runs
from aligner.pieces import ends_sentence, weight
from aligner.tokens import Characters, ranges

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
    candidate = np.zeros(len(texts), bool)
    candidate[candidates] = True
    many, blocks, groups = _groups(texts)
    several = recurring(groups)
    candidate &= np.bincount(blocks[several], minlength=len(texts)) >= _SHARE * many
    if not candidate.any():
        return set()
    shared = several[Wanted(groups[several][candidate[blocks[several]]]).perhaps(groups[several])]
    own, blocks, groups = _counted(many, blocks[shared], groups[shared])
    first = np.flatnonzero(np.append(True, groups[1:] != groups[:-1])) if len(groups) else blocks
    sharing = np.diff(np.append(first, len(groups)))
    at = np.repeat(np.arange(len(first)), sharing)
    asked = np.flatnonzero(candidate[blocks] & (sharing[at] > 1) & (sharing[at] <= _COMMON))
    begin = first[at[asked]]
    others = blocks[ranges(begin, begin + sharing[at[asked]])]
    pairs, hits = np.unique(np.repeat(blocks[asked], sharing[at[asked]]) << 32 | others, return_counts=True)
    quote, other = np.divmod(pairs, 1 << 32)
    size = np.array(sizes)
    found = (quote != other) & (hits >= _SHARE * own[quote]) & (size[other] > 1.5 * size[quote])
    return set(quote[found].tolist())


def _counted(many: Ints, blocks: Ints, groups: Prints) -> tuple[Ints, Ints, Prints]:
    """How many different groups each block has, and some of the groups in their order, each once a block."""
    order = np.argsort(groups, kind="stable")
    blocks, groups = blocks[order], groups[order]
    once = np.append(True, (groups[1:] != groups[:-1]) | (blocks[1:] != blocks[:-1])) if len(groups) else order
    size = len(many)
    own = many - np.bincount(blocks, minlength=size) + np.bincount(blocks[once], minlength=size)
    return own, blocks[once], groups[once]


def _stands_alone(text: str) -> bool:
    """A single sentence, or a phrase of a sentence's length; a heading is shorter."""
    return ends_sentence(text) or weight(text) >= 60


def _groups(texts: Sequence[str]) -> tuple[Ints, Ints, Prints]:
    """The overlapping letter groups of all blocks: how many a block has; of each its block and fingerprint."""
    lines = [text.lower() for text in texts]
    characters = Characters.of("".join(lines).encode(errors="surrogatepass"))
    homes = np.repeat(np.arange(len(lines)), np.array([len(line) for line in lines], np.int64))
    chinese = np.bincount(homes[characters.han], minlength=len(lines)) > 0
    letters = characters.alphanumeric
    characters, homes = characters.only(letters), homes[letters]
    lengths = np.bincount(homes, minlength=len(lines))
    sizes = np.where(chinese, 4, 8)
    begin = np.cumsum(lengths) - lengths
    many = np.maximum(lengths - sizes + 1, 0)
    starts = ranges(begin, begin + many)
    blocks = np.repeat(np.arange(len(lines)), many)
    stops = characters.places[starts + sizes[blocks]]
    return many, blocks, runs(characters.data, characters.places[starts], stops)[0]
