"""The characters of many texts as one array of numbers, so that they are looked at all at once.

What a character is gets asked once for each different one; the answers are remembered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FAR = re.compile("[^\x00-\xb4\xb6-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u206f]")
"""What is no Latin letter or mark near the usual ones, for all that its place tells. Where a text has none of it, the
standard library's patterns do, which find words in half the time; ``LATIN`` and ``MARKS`` are what is near, for a
class of characters."""
LATIN = "A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ"
MARKS = "\u0300-\u036f"
NUMBERS = "0-9²³¹¼-¾"

Codes = NDArray[np.uint32]
Small = NDArray[np.int8]
Ints = NDArray[np.int64]
_FEW = 1000  # characters that are sooner asked one by one


class Known(dict[int, int]):
    """Small numbers that say what characters are, by code point, each worked out when it is first met."""

    def __init__(self, asked: Callable[[str], int]) -> None:
        super().__init__()
        self.asked = asked

    def __missing__(self, code: int) -> int:
        found = self[code] = self.asked(chr(code))
        return found

    def of(self, codes: Codes) -> Small:
        """The number of each of some characters.

        >>> Known(lambda letter: letter.isupper()).of(Letters.of(["aB"]).codes).tolist()
        [0, 1, 0]
        """
        if len(codes) < _FEW:
            return np.fromiter(map(self.__getitem__, codes.tolist()), np.int8, len(codes))
        met = np.zeros(int(codes.max(initial=0)) + 1, np.int8)
        met[codes] = 1
        different = np.flatnonzero(met)
        met[different] = np.fromiter(map(self.__getitem__, different.tolist()), np.int8, len(different))
        found: Small = met[codes]
        return found


@dataclass(frozen=True)
class Letters:
    """The characters of some texts set one below the other: text t is ``codes[starts[t] : stops[t]]``, and a line feed
    follows."""

    codes: Codes
    starts: Ints
    stops: Ints

    @classmethod
    def of(cls, texts: Sequence[str]) -> Letters:
        """The characters of texts."""
        data = "\n".join([*texts, ""]).encode("utf-32-le", errors="surrogatepass")
        sizes = np.fromiter(map(len, texts), np.int64, len(texts))
        ends = np.cumsum(sizes + 1)
        return cls(np.frombuffer(data, np.uint32), ends - sizes - 1, ends - 1)

    def sums(self, numbers: NDArray[np.int8] | NDArray[np.bool_]) -> Ints:
        """Of numbers for each character the sum of every text."""
        so_far = np.zeros(len(self.codes) + 1, np.int64)
        np.cumsum(numbers, out=so_far[1:])
        found: Ints = so_far[self.stops] - so_far[self.starts]
        return found
