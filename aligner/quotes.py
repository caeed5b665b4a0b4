"""Pull quotes: sentences that a page sets apart and prints a second time within its running text.

The repetition is seldom letter by letter (words are left out to make it short), so what counts is how many of the
quote's overlapping letter groups occur in one and the same other block.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from aligner.fingerprints import Ints, Prints, Wanted, recurring, runs
from aligner.letters import Known, Letters
from aligner.pieces import HAN, ends_sentence, weight
from aligner.tokens import Characters, Flags, distinct, ranges

_MOST, _LEAST = 320, 30
"""The weight of a pull quote: from a short sentence to a long one."""
_SHARE = 0.78
_LONGER = 1.5
"""How much more the block says, at least, that the quote is out of."""
_COMMON = 40
"""Letter groups that occur in more blocks than this tell nothing and are not looked up."""
_KINDS = Known(lambda letter: letter.isalnum() + 2 * (HAN.match(letter) is not None))
_FACTORS = tuple(np.array([0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35], np.uint32))


def repeated(texts: Sequence[str], only: Iterable[int] | None = None) -> set[int]:
    """The indices of the blocks that repeat a sentence of a longer block; ``only`` these are asked about, if named.

    >>> body = "Nobody had paved the road. That is why the town must pave the long and winding road itself, and pay."
    >>> repeated(["The town must pave the long and winding road.", body, "A different sentence altogether."])
    {0}
    """
    sizes = [weight(text) for text in texts]
    asked = range(len(texts)) if only is None else only
    candidates = [index for index in asked if _LEAST <= sizes[index] <= _MOST and _stands_alone(texts[index])]
    if not candidates:
        return set()
    likely, others = _likely(texts, np.array(sizes), candidates)
    if not len(likely):
        return set()
    near = sorted({*likely.tolist(), *others.tolist()})
    found = _found([texts[index] for index in near], np.array(sizes)[near], np.searchsorted(near, likely))
    return {near[index] for index in found}


def _likely(texts: Sequence[str], sizes: Ints, candidates: Sequence[int]) -> tuple[Ints, Ints]:
    """Which of the candidates may repeat a longer block, and which blocks may have letter groups in common with these:
    all that do, and few more. Groups are held against one another by small numbers that different ones may share."""
    order = np.argsort(sizes, kind="stable")
    blocks, numbers, many = _numbered([texts[index] for index in order.tolist()])
    ranked = np.minimum(sizes[order], 2 * _MOST).astype(np.int16)
    longest = np.zeros(1 << _bits(len(numbers)), np.int16)
    longest[numbers] = ranked[blocks]  # blocks come by size, so that the longest is what stays
    candidate = np.zeros(len(texts), bool)
    candidate[candidates] = True
    candidate = candidate[order]
    candidate &= many > 0
    least = np.where(candidate, (_LONGER * ranked).astype(np.int16), -1)
    last = np.zeros(len(longest), np.int32)
    for step in (2, 1):  # half of its groups are enough to rule nearly every block out
        at = np.flatnonzero(candidate[blocks]) if step == 1 else np.arange(0, len(blocks), step)
        homes, groups = blocks[at], numbers[at]
        lone = longest[groups] <= least[homes]
        homes, groups = homes[lone], groups[lone]
        own = (groups ^ (homes * 0x9E3779B1)) & (len(longest) - 1)
        each = np.arange(len(own), dtype=np.int32)
        last[own] = each
        lost = np.bincount(homes[last[own] == each], minlength=len(texts))  # a group a block has twice counts once
        candidate &= many - lost >= _SHARE * many - 1e-6
    candidate = _near(candidate, sizes[order], blocks, numbers)
    if not candidate.any():
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    wanted = np.zeros(len(longest), bool)
    wanted[numbers[candidate[blocks]]] = True
    sharing = np.bincount(blocks[wanted[numbers]], minlength=len(texts)) > 0
    return np.sort(order[candidate]), order[sharing]


def _near(candidate: Flags, sizes: Ints, blocks: Ints, numbers: Ints) -> Flags:
    """The candidates that may have as many letter groups as it takes in common with one and the same longer block."""
    at = np.flatnonzero(candidate[blocks])
    homes, groups = blocks[at], numbers[at]
    known = distinct(groups)
    wanted = np.zeros(int(numbers.max(initial=0)) + 1, bool)
    wanted[known] = True
    there = np.flatnonzero(wanted[numbers])
    there = there[np.argsort(numbers[there], kind="stable")]
    first = np.searchsorted(numbers[there], known)
    times = np.diff(np.append(first, len(there)))
    number = np.searchsorted(known, groups)
    few = times[number] <= _COMMON  # what stands in more places may be common to any two blocks
    free = np.bincount(homes[~few], minlength=len(sizes))
    begin, many = first[number[few]], times[number[few]]
    others = blocks[there[ranges(begin, begin + many)]]
    quotes = np.repeat(homes[few], many)
    longer = sizes[others] > _LONGER * sizes[quotes]
    pairs, hits = np.unique(quotes[longer] << 32 | others[longer], return_counts=True)
    most = np.zeros(len(sizes), np.int64)
    np.maximum.at(most, pairs >> 32, hits)
    own = np.bincount(distinct(homes << 32 | groups) >> 32, minlength=len(sizes))
    near: Flags = candidate & (most + free >= _SHARE * own - 1e-6)
    return near


def _numbered(texts: Sequence[str]) -> tuple[Ints, Ints, Ints]:
    """The overlapping letter groups of all blocks: of each its block and a small number; how many a block has."""
    lines = "\n".join(text.replace("\n", " ") for text in texts).lower().split("\n")
    letters = Letters.of(lines)
    kinds = _KINDS.of(letters.codes)
    sizes = np.where(letters.sums(kinds > 1) > 0, 4, 8)
    kept = (kinds & 1) > 0
    lengths = letters.sums(kept)
    many = np.maximum(lengths - sizes + 1, 0)
    codes = np.append(letters.codes[kept], np.zeros(8, np.uint32))
    first, second, third = _FACTORS
    two = codes[:-1] * first + codes[1:]
    four = two[:-2] * second + two[2:]
    eight = four[:-4] * third + four[4:]
    begin = np.cumsum(lengths) - lengths
    starts = ranges(begin, begin + many)
    blocks = np.repeat(np.arange(len(lines)), many)
    mixed = np.where(np.repeat(sizes == 4, many), four[starts], eight[starts]) * first
    return blocks, (mixed >> np.uint32(32 - _bits(len(starts)))).astype(np.int64), many


def _bits(groups: int) -> int:
    """Of how many bits the small numbers are for so many groups."""
    return min(max(groups, 64).bit_length() + 2, 24)


def _found(texts: Sequence[str], size: Ints, candidates: Ints) -> list[int]:
    """Which of the candidates (indices) repeat a sentence of a longer block."""
    candidate = np.zeros(len(texts), bool)
    candidate[candidates] = True
    many, blocks, groups = _groups(texts)
    several = recurring(groups)
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
    found = (quote != other) & (hits >= _SHARE * own[quote]) & (size[other] > _LONGER * size[quote])
    return sorted(set(quote[found].tolist()))


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
