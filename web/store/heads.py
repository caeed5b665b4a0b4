"""By which part a term is looked up when a text is asked for all of the glossary's terms.

A glossary has a hundred thousand terms, a text some hundred of them. Each term is filed under its head: the beginning
of its longest English word, two Vietnamese syllables, two Chinese characters. The heads that occur in a text lead to
the few terms that may stand in it, which ``glossary.matcher`` then looks for. A head only ever lets in too much.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import regex

_WORD = regex.compile(r"(?V1)\p{Han}|(?:\p{L}\.){2,}\p{L}?|[[\p{L}\p{M}\p{N}]--\p{Han}]+")
_HAN = regex.compile(r"\p{Han}")
_STEM = 5
"""Letters that the inflections of an English word share."""


def head(lang: str, text: str) -> str:
    """What a term is filed under.

    >>> head("en", "Industrial Clusters"), head("en", "banks"), head("vi", "Cụm công nghiệp"), head("zh-Hant", "產業")
    ('indus', 'bank', 'cụm công', '产业')
    """
    words = _words(lang, text)
    if not words:
        return ""
    if lang == "en" and not _HAN.search(text):
        return _singular(max(words, key=len))[:_STEM]
    return _pair(words[0], words[1]) if len(words) > 1 else words[0]


def heads(lang: str, texts: Iterable[str]) -> set[str]:
    """All heads that texts have: what ``head`` may be of a term that stands in one of them.

    >>> sorted(heads("en", ["Clustered banks"])), sorted(heads("zh-Hans", ["产业群"]))
    (['bank', 'banks', 'clust'], ['业', '业群', '产', '产业', '群'])
    """
    return set().union(*(_heads(lang, text) for text in texts))


@lru_cache(maxsize=8192)
def _heads(lang: str, text: str) -> frozenset[str]:
    """The heads of one text; remembered, since people go on in the texts they have before them."""
    words = _words(lang, text)
    pairs = {_pair(one, two) for one, two in pairwise(words)}
    if lang != "en":
        return frozenset(pairs.union(words))
    stems = {stem for word in set(words) for stem in _stems(word)}
    return frozenset(stems.union(pair for pair in pairs if " " not in pair))


def _words(lang: str, text: str) -> list[str]:
    from aligner.fold import fold

    folded = fold(unicodedata.normalize("NFC", text), lang).text
    return [word.replace(".", "") for word in _WORD.findall(folded)]


def _pair(one: str, two: str) -> str:
    return f"{one}{two}" if _HAN.match(one) and _HAN.match(two) else f"{one} {two}"


def _singular(word: str) -> str:
    from glossary.inflection import numbers

    return numbers(word)[-1][0]


@lru_cache(maxsize=1 << 15)
def _stems(word: str) -> frozenset[str]:
    """The heads of what an English word may be a form of; remembered, as texts repeat their words."""
    from glossary.inflection import variants

    return frozenset(form[:_STEM] for form in (word, *(form for form, _ in variants(word))))
