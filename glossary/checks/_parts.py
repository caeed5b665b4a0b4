"""What terms are made of, and whether two of them are one word in two forms."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import regex

from aligner.fold import fold
from aligner.lang import get
from glossary.checks._places import PREFIXES

Parts = tuple[str, ...]

_ZH_ENDING = regex.compile(r"(?<=..)[业商者国性化家员人们地区市省州县]\Z")
_INFLECTION = regex.compile(r"(?<=...)(?:['’]s|(?<=..)ing|(?<=..)ings|(?<=..)ed|ies|y|es|e|(?<![sui])s)\Z")


@lru_cache(maxsize=1 << 12)
def parts(text: str, lang: str) -> Parts:
    """What a term is made of: English words without inflection, Vietnamese syllables, Simplified characters.

    >>> parts("Industrial clusters", "en"), parts("產業集羣", "zh-Hant")
    (('industrial', 'cluster'), ('产', '业', '集', '群'))
    """
    if lang.startswith("zh"):
        return tuple(char for char in fold(text, lang).text if char.isalnum())
    if lang == "en":
        text = regex.sub(r"(?<=\p{L})-(?=\p{L})", " ", text)
        return tuple(_INFLECTION.sub("", word.text.casefold()) for word in get(lang).words(text))
    return tuple(word.key for word in get(lang).words(text))


def within(inner: Parts, outer: Parts) -> bool:
    """Whether parts stand in others, side by side and in this order."""
    return bool(inner) and any(outer[at : at + len(inner)] == inner for at in range(len(outer) - len(inner) + 1))


def same(one: str, other: str, lang: str) -> bool:
    """Whether two renderings are one: one holds the other, or they are one word but for an ending of its kind. A prefix
    makes another word: phân cụm is no cụm.

    >>> same("cụm công nghiệp", "cụm", "vi"), same("製造業", "製造商", "zh-Hant"), same("產業集聚", "集羣", "zh-Hant")
    (True, True, False)
    >>> same("外长", "外交部长", "zh-Hans"), same("đói nghèo", "nghèo đói", "vi")
    (True, True)
    """
    left, right = parts(one, lang), parts(other, lang)
    if lang == "vi" and any(
        longer[1:] == shorter and longer[0] in PREFIXES for longer, shorter in ((left, right), (right, left)) if longer
    ):
        return False
    if lang.startswith("zh") and _ZH_ENDING.sub("", "".join(left)) == _ZH_ENDING.sub("", "".join(right)):
        return True
    return within(left, right) or within(right, left) or _in_other_order(left, right, lang)


def _in_other_order(left: Parts, right: Parts, lang: str) -> bool:
    """Whether the parts of two terms are the same, or in Chinese those of one are all among the other's, of which it is
    a short form: đói nghèo and nghèo đói, 外长 and 外交部长."""
    one, other = Counter(left), Counter(right)
    if lang.startswith("zh"):
        return min(len(left), len(right)) > 1 and (one <= other or other <= one)
    return lang == "vi" and len(left) > 1 and one == other
