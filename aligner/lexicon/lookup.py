"""Lexicons in layers: each layer is one shipped table from a key to its renderings, or what a user taught.

A layer maps a key to one string, ``rendering|rendering~7|…``, split only when that key is asked for: so loading is a
matter of cutting one text into lines. ``~7`` is the weight in tenths; without it the rendering is an exact one, 1.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Protocol

from aligner.lexicon.shipped import LAYERS, SINGLE, Lines, read_table
from aligner.lexicon.tables import Table

LANGUAGES = ("en", "vi", "zh")
"""Lexicon languages; both Chinese scripts are looked up in Simplified form."""

PART_WEIGHT = 0.6
"""How far the rendering of a part of a compound is trusted for the whole of it."""

_SHORTEST_COMPOUND = 3
"""Chinese words of at least this many characters are taken apart when they are no headword themselves."""
_LONGEST_COMPOUND = 100
"""Words of more characters are letters without end, and stay whole."""

_REMEMBERED = 1 << 13
"""Answers that a lexicon remembers: a service asks for the runs of words of thousands of texts, most of them once."""

Weighted = tuple[tuple[str, float], ...]


class Layer(Protocol):
    """What a lexicon asks of a layer; a dictionary is one."""

    def get(self, key: str, default: str, /) -> str: ...

    def __contains__(self, key: object, /) -> bool: ...

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[str]: ...


class Lexicon:
    """Renderings of the words of one language in another, strongest first.

    Unknown Chinese compounds (three characters or more) are answered from their longest known parts, with less
    weight: 电动汽车 is no headword, 电动 and 汽车 are. So are unknown English words with hyphens. ``in`` tells about
    headwords only.

    >>> load("zh", "en").translations("太平洋")
    ('pacif', 'pacif ocean', 'ocean')
    """

    __slots__ = ("_answers", "_layers", "_tables", "max_words", "pair")

    def __init__(self, pair: tuple[str, str], layers: tuple[Layer, ...], max_words: int) -> None:
        self.pair = pair
        self.max_words = max_words
        """The longest left-hand key, in words; for Chinese in characters."""
        self._layers = layers
        self._answers: dict[str, Weighted] = {}
        self._tables: tuple[Table, ...] | None = None

    def __contains__(self, word: object) -> bool:
        return any(word in layer for layer in self._layers)

    def __repr__(self) -> str:
        return f"Lexicon({self.pair[0]}→{self.pair[1]}, {sum(map(len, self._layers))} keys)"

    def weighted(self, word: str) -> Weighted:
        """The renderings of a word in key form with their weights (0 < weight ≤ 1), strongest first."""
        answer = self._answers.get(word)
        if answer is None:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            answer = self._answers[word] = self._look_up(word)
        return answer

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The tables from keys to renderings that it is made of, the first that is asked first."""
        return self._layers

    @property
    def tables(self) -> tuple[Table, ...]:
        """The layers as arrays of fingerprints, the first layer first; the compounds that are no headwords left out."""
        if self._tables is None:
            self._tables = tuple(_table(layer) for layer in self._layers)
        return self._tables

    def translations(self, word: str) -> tuple[str, ...]:
        """The renderings of a word in key form, strongest first; empty when it is not known."""
        return tuple(rendering for rendering, _ in self.weighted(word))

    def _look_up(self, word: str) -> Weighted:
        best: dict[str, float] = {}
        for layer in self._layers:
            if value := layer.get(word, ""):
                for rendering, weight in _split(value):
                    best[rendering] = max(weight, best.get(rendering, 0.0))
        if not best:
            for part in self._parts(word):
                for rendering, weight in self.weighted(part):
                    best[rendering] = max(round(weight * PART_WEIGHT, 2), best.get(rendering, 0.0))
        return tuple(sorted(best.items(), key=lambda item: -item[1])) if best else ()

    def _parts(self, word: str) -> list[str]:
        """What an unknown compound is made of: words between hyphens, or the longest known words within Chinese."""
        if len(word) > _LONGEST_COMPOUND:
            return []
        if "-" in word and self.pair[0] == "en":
            return [part for part in word.split("-") if part in self]
        if self.pair[0] != "zh" or len(word) < _SHORTEST_COMPOUND:
            return []
        parts: list[str] = []
        start = 0
        while start < len(word):
            for stop in range(min(len(word), start + self.max_words), start + 1, -1):
                if stop - start < len(word) and word[start:stop] in self:
                    parts.append(word[start:stop])
                    start = stop
                    break
            else:
                start += 1
        return parts


def load(left: str, right: str, *, wide: bool = False) -> Lexicon:
    """The shipped lexicon from one language to another; loaded once in a process. ``wide``: with single characters and
    syllables that are words and have many renderings.

    Languages are "en", "vi", "zh"; "zh-Hans" and "zh-Hant" are read as "zh". Any other pair is a ``ValueError``.
    """
    pair = _language(left), _language(right)
    if pair[0] == pair[1]:
        raise ValueError(f"a lexicon needs two languages, not {left!r} and {right!r}")
    return _load(*pair, wide)


def extend(lexicon: Lexicon, pairs: Iterable[tuple[str, str] | tuple[str, str, float]]) -> Lexicon:
    """A lexicon that also knows ``pairs`` (left key, right rendering, weight 1.0 unless given); the base is shared.

    Meant for a user's own glossary and for pairs induced from aligned rows.

    >>> taught = extend(load("en", "vi"), [("gigafactori", "siêu nhà máy")])
    >>> taught.translations("gigafactori"), "gigafactori" in load("en", "vi")
    (('siêu nhà máy',), False)
    """
    added: dict[str, dict[str, float]] = {}
    for left, right, *rest in pairs:
        weight = min(1.0, max(0.1, float(rest[0]) if rest else 1.0))
        known = added.setdefault(left, {})
        known[right] = max(weight, known.get(right, 0.0))
    layer = {left: "|".join(map(_join, rights.items())) for left, rights in added.items()}
    longest = max((len(left) if lexicon.pair[0] == "zh" else left.count(" ") + 1 for left in layer), default=0)
    return Lexicon(lexicon.pair, (layer, *lexicon._layers), max(lexicon.max_words, longest))


@cache
def _load(left: str, right: str, wide: bool) -> Lexicon:
    if wide:
        narrow, single = _load(left, right, False), read_table(f"{SINGLE}.{left}-{right}")
        return Lexicon((left, right), (*narrow.layers, single), max(narrow.max_words, single.longest))
    layers = tuple(read_table(f"{layer}.{left}-{right}") for layer in LAYERS)
    return Lexicon((left, right), layers, max(layer.longest for layer in layers))


def _language(tag: str) -> str:
    language = tag.partition("-")[0]
    if language not in LANGUAGES:
        raise ValueError(f"no lexicon for {tag!r}; there are en, vi, zh")
    return language


def _table(layer: Layer) -> Table:
    if isinstance(layer, Lines):
        return layer.table
    return Table.of([(key, list(_split(layer.get(key, "")))) for key in layer])


def _split(value: str) -> Iterable[tuple[str, float]]:
    for item in value.split("|") if value else ():
        rendering, _, tenths = item.partition("~")
        yield rendering, float(tenths) / 10 if tenths else 1.0


def _join(item: tuple[str, float]) -> str:
    rendering, weight = item
    if "|" in rendering or "~" in rendering:
        raise ValueError(f"a rendering cannot hold '|' or '~': {rendering!r}")
    return rendering if weight >= 1.0 else f"{rendering}~{weight * 10:.10g}"
