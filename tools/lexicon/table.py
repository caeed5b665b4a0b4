"""Tables in the form in which they ship: keys, weights in tenths, sorted, gzipped without a time stamp."""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import product

from aligner.fold import fold, simplified
from aligner.lang import en, vi

Triples = Iterable[tuple[str, str, float]]
"""Left key, right key, weight."""


@cache
def english_key(phrase: str) -> str:
    """The key of an English word or phrase: its words' keys, joined by a space.

    >>> english_key("Supply chains"), english_key("high-speed rail")
    ('suppli chain', 'high-speed rail')
    """
    return " ".join(word.key for word in en.cut(phrase))


@cache
def vietnamese_key(phrase: str) -> str:
    """The key of a Vietnamese word: lower case, NFC, one tone placement, syllables joined by one space.

    >>> vietnamese_key("An Huy"), vietnamese_key("Hoà bình")
    ('an huy', 'hòa bình')
    """
    return " ".join(word.key for word in vi.cut(phrase))


@cache
def chinese_key(word: str) -> str:
    """The key of a Chinese word: Simplified, in lower case, without spaces.

    >>> chinese_key("臺灣"), chinese_key("X光")
    ('台湾', 'x光')
    """
    return "".join(simplified(fold(word, "en").text).split())


def spellings(key: str) -> tuple[str, ...]:
    """A key with hyphens also stands for the one with spaces, as people write both."""
    return (key, key.replace("-", " ")) if "-" in key else (key,)


KEYS: dict[str, Callable[[str], str]] = {"en": english_key, "vi": vietnamese_key, "zh": chinese_key}


def directed(
    triples: Triples, most: int, rank: Callable[[str], float], *, counted: bool = False
) -> dict[str, list[tuple[str, float]]]:
    """Left key → its ``most`` strongest right keys; among equals the higher ``rank`` wins, then, if they are
    ``counted``, what more triples say, then the alphabet."""
    best: dict[str, dict[str, float]] = defaultdict(dict)
    said: Counter[tuple[str, str]] = Counter()
    for given, rendering, weight in triples:
        for left, right in product(spellings(given), spellings(rendering)):
            if left and right:
                best[left][right] = max(weight, best[left].get(right, 0.0))
                said[left, right] += counted
    return {
        left: sorted(rights.items(), key=lambda item: (-item[1], -rank(item[0]), -said[left, item[0]], item[0]))[:most]
        for left, rights in best.items()
    }


def encode(title: str, table: Mapping[str, list[tuple[str, float]]], *, chinese: bool) -> bytes:
    """A table as gzipped text: one comment line that ends in the longest key's length, then one key a line."""
    longest = max((len(key) if chinese else key.count(" ") + 1 for key in table), default=0)
    lines = [f"# {title}; longest key: {longest}"]
    for key in sorted(table):
        items = (right if weight >= 1.0 else f"{right}~{round(weight * 10)}" for right, weight in table[key])
        lines.append(f"{key}\t{'|'.join(items)}")
    return gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0)
