"""Where Vietnamese words begin and end: syllables joined to what the dictionary has as one word.

Spaces part syllables, not words. A term miner needs words whole: half a word has no counterpart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from aligner.lang import Word
from aligner.lexicon import load
from glossary.cutting import Unit

MOST_SYLLABLES = 6
"""Longest word that is looked up as one."""

_PREFIXES = frozenset(("tái", "siêu", "phân", "phi", "đa"))
_SUFFIXES = frozenset(("hóa",))


@cache
def _known() -> frozenset[str]:
    """What the dictionary has as one word of several syllables: a text asks it for every run of its syllables."""
    layers = (layer for lexicon in (load("vi", "zh"), load("vi", "en")) for layer in lexicon.layers)
    return frozenset(key for layer in layers for key in layer if " " in key)


def vietnamese(text: str, words: Sequence[Word]) -> list[Unit]:
    """Syllables joined to known words: as few and as long ones as cover the text; never across punctuation."""
    size = len(words)
    joined = [False] + [text[a.span.stop : b.span.start] == " " for a, b in pairwise(words)]
    best: list[tuple[float, int]] = [(0.0, 0)] * (size + 1)
    known = _known()
    for stop in range(1, size + 1):
        options = [(best[stop - 1][0] - 1.0, 1)]
        key = words[stop - 1].key
        for length in range(2, min(MOST_SYLLABLES, stop) + 1):
            if not joined[stop - length + 1]:
                break
            key = f"{words[stop - length].key} {key}"
            if key not in known or not _one_word(part := words[stop - length : stop]):
                continue
            options.append(
                (best[stop - length][0] - 1.0 + 0.05 * length - 0.3 * sum(not w.content for w in part), length)
            )
        best[stop] = max(options)
    units: list[Unit] = []
    shouted = text.isupper()
    stop = size
    while stop:
        part = words[stop - best[stop][1] : stop]
        start, end = part[0].span.start, part[-1].span.stop
        key = " ".join(word.key for word in part)
        content = len(part) > 1 or part[0].content or (len(key) > 1 and text[start:end].isupper() and not shouted)
        units.append(Unit(text[start:end], start, end, key, content, root=_root(key)))
        stop -= best[stop][1]
    return list(_prefixed(text, units[::-1]))


def _root(key: str) -> str:
    """What follows the prefix of a word that the dictionary has, but not in English."""
    prefix, _, rest = key.partition(" ")
    return rest if rest and prefix in _PREFIXES and key not in load("vi", "en") else ""


def _prefixed(text: str, units: Sequence[Unit]) -> Iterator[Unit]:
    """Units with those prefixes joined to them that make new words of any word: tái công nghiệp hóa, phân cụm."""
    before: Unit | None = None
    for unit in _suffixed(text, units):
        if before and unit.content and text[before.stop : unit.start] == " " and unit.text.islower():
            unit = Unit(
                text[before.start : unit.stop], before.start, unit.stop, f"{before.key} {unit.key}", True, root=unit.key
            )
        elif before:
            yield before
        before = unit if unit.key in _PREFIXES else None
        if not before:
            yield unit
    if before:
        yield before


def _suffixed(text: str, units: Sequence[Unit]) -> Iterator[Unit]:
    """Units with the suffix joined to them that makes a new word of any word: thương mại hóa."""
    before: Unit | None = None
    for unit in units:
        if before and before.content and unit.key in _SUFFIXES and text[before.stop : unit.start] == " ":
            key = f"{before.key} {unit.key}"
            before = Unit(text[before.start : unit.stop], before.start, unit.stop, key, True, root=before.key)
            continue
        if before:
            yield before
        before = unit
    if before:
        yield before


def _one_word(part: Sequence[Word]) -> bool:
    """Whether what the dictionary has as one word may be one here."""
    if not part[0].text[0].isupper() and any(word.text[0].isupper() for word in part):
        return False
    return (part[0].content or part[-1].content) and all(word.key.isalpha() for word in part)
