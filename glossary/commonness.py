"""How common a word is in general: what is frequent in a text and rare elsewhere is likely to be a term of it.

English and Chinese words have a *level*, the decimal logarithm of how often they stand in a billion words: 7 for the
commonest, 3 for the rare, as in the Zipf scale. Vietnamese words have that of their renderings.
"""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib.resources import files

from aligner.lexicon import load

RARE = 2.6
"""The level of words that are in no list."""


def level(lang: str, word: str) -> float:
    """The level of a folded word: English as it is written, Chinese in Simplified, Vietnamese by its syllables.

    >>> level("en", "city") > level("en", "battery") > level("en", "electrification")
    True
    """
    if lang.startswith("zh"):
        return _levels("zh").get(word, RARE)
    if lang == "en":
        return max(_levels("en").get(form, 0.0) for form in _forms(word)) or RARE
    return _vietnamese(word)


def _forms(word: str) -> list[str]:
    """A word, its plural and its singular."""
    forms = [word, f"{word}s"]
    if word.endswith("ies"):
        forms.append(f"{word[:-3]}y")
    elif word.endswith("s"):
        forms.append(word[:-1])
    return forms


@lru_cache(maxsize=1 << 12)
def _vietnamese(word: str) -> float:
    """The level of the best Chinese rendering; a word that has none is rare."""
    found = load("vi", "zh").translations(word)
    return max((_levels("zh").get(rendering, RARE) for rendering in found[:3]), default=RARE)


@cache
def _levels(lang: str) -> dict[str, float]:
    known: dict[str, float] = {}
    text = gzip.decompress(files(__package__).joinpath("borders", f"levels.{lang}.tsv.gz").read_bytes()).decode()
    for line in text.splitlines():
        value, _, words = line.partition("\t")
        known.update(dict.fromkeys(words.split(" "), float(value)))
    return known
