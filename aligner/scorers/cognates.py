"""The same word on both sides: Chinese words by their Vietnamese readings (经济 = *kinh tế*), and Simplified and
Traditional words after folding."""

from __future__ import annotations

from functools import cache
from itertools import islice, product

import numpy as np

from aligner.columns import Column
from aligner.fingerprints import Ints, Prints, concatenated, prints
from aligner.lexicon import MOST_READINGS, syllables
from aligner.scorers._base import Bound, Trials, linked, transpose
from aligner.tokens import Characters, distinct

_SPACE = prints([" "])


def bind(left: Column, right: Column) -> Bound | None:
    """The links of readings (Chinese–Vietnamese) and of folded words (Chinese–Chinese)."""
    if left.chinese and right.chinese:
        return Bound(_same_words(left, right), _same_words(right, left))
    if left.lang == "vi" and right.chinese:
        forth = _readings(right, left)
        return Bound(transpose(forth), forth)
    if right.lang == "vi" and left.chinese:
        forth = _readings(left, right)
        return Bound(forth, transpose(forth))
    return None


def _same_words(left: Column, right: Column) -> Trials:
    tokens = left.tokens
    words = prints([form.key for form in tokens.forms])
    meant = tokens.content
    return linked("same", (tokens.units[meant], words[tokens.types[meant]]), (words, words), right)


def _readings(chinese: Column, vietnamese: Column) -> Trials:
    """Links between two neighbouring characters of a Chinese word and two Vietnamese syllables that read them."""
    units, pairs = _pairs(chinese)
    known = distinct(pairs)
    first, second = np.divmod(known, 1 << 32)
    characters = distinct(np.concatenate([first, second]))
    read = [_syllables(code) for code in characters.tolist()]
    at, other = np.searchsorted(characters, first).tolist(), np.searchsorted(characters, second).tolist()
    chosen = [
        (pair, one, two)
        for pair, x, y in zip(known.tolist(), at, other, strict=True)
        for one, two in islice(product(read[x], read[y]), MOST_READINGS)
    ]
    heads = np.array([pair for pair, _, _ in chosen], np.int64)
    begin, length = _numbers([one for _, one, _ in chosen])
    end, _ = _numbers([two for _, _, two in chosen])
    texts = concatenated(begin, length, concatenated(_SPACE, np.ones(1, np.int64), end))
    return linked("reading", (units, pairs), (heads, texts), vietnamese)


def _numbers(chosen: list[tuple[int, int]]) -> tuple[Prints, Ints]:
    """Fingerprints and lengths in bytes of some syllables."""
    return np.array([text for text, _ in chosen], np.uint64), np.array([length for _, length in chosen], np.int64)


def _pairs(chinese: Column) -> tuple[Ints, Ints]:
    """Neighbouring characters within the words that say something, as one number each, and their units."""
    tokens = chinese.tokens
    characters = Characters.of(tokens.data)
    owner = np.searchsorted(tokens.borders[0], characters.places[:-1], side="right") - 1
    at = np.flatnonzero((owner[1:] == owner[:-1]) & tokens.content[owner[:-1]])
    codes = characters.codes.astype(np.int64)
    return tokens.units[owner[at]], codes[at] << 32 | codes[at + 1]


@cache
def _syllables(code: int) -> tuple[tuple[int, int], ...]:
    """The readings of a character as fingerprints, with their lengths in bytes."""
    texts = [text for text in syllables(chr(code)) if text]
    return tuple(zip(prints(texts).tolist(), [len(text.encode()) for text in texts], strict=True))


SCORER = bind
