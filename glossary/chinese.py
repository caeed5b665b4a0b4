"""What a Chinese word is used as, as far as terms care: the class that the word cutter's dictionary gives it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

_FUNCTION = frozenset(["c", "d", "ad", "p", "r", "rr", "rz", "y", "e", "o", "u", "ud", "ug", "uj", "ul", "uv", "uz"])
"""Tags of conjunctions, adverbs, prepositions, pronouns, particles."""
_SHORT = frozenset(["f", "q"])
"""Tags of places and measures: of one character they hold a sentence together, longer ones may be terms (上游)."""
_POINTING = frozenset("这那该")
_NOW = frozenset("今昨明去前目当现如近眼往同平此早晚")
_WHEN = frozenset("年月日时候天初末间来后前")
"""First and last characters of words that say when; other words of time (周期) may be terms."""
_LASTING = frozenset("代性边")


@cache
def _cutter() -> Any:
    import rjieba

    return rjieba  # with the dictionary that it has loaded by now: another Jieba would load it again


@lru_cache(maxsize=1 << 14)
def tag(key: str) -> str:
    """The tag of a Simplified word: n… noun, v verb, vn verbal noun, a adjective, d adverb …; "" for no headword.

    >>> tag("电池"), tag("更加"), tag("推动"), tag("生产"), tag("磷酸铁锂")
    ('n', 'd', 'v', 'vn', '')
    """
    found = _cutter().tag(key, False)
    return str(found[0][1]) if len(found) == 1 else ""


def functional(key: str) -> bool:
    """Whether a word only holds sentences together or counts things: it stands in no term.

    >>> functional("目前"), functional("这些"), functional("同样"), functional("半导体")
    (True, True, True, False)
    """
    if len(key) > 1 and (key[0] in _POINTING or "分之" in key):
        return True
    if len(key) > 2 and key.startswith("令人"):
        return True
    known = tag(key)
    if not known or key[-1] in _LASTING:
        return False
    if known == "t":
        return key[0] in _NOW or key[-1] in _WHEN
    if known == "v" and key[-1] == "于":
        return True
    return known in _FUNCTION or (known in _SHORT and len(key) == 1)
