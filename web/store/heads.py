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
HAN = regex.compile(r"\p{Han}")
_CHINESE = regex.compile(r"\p{Han}+")
_PLAIN = regex.compile(r"(?V1)[[\p{L}\p{M}\p{N} ]--\p{Han}]*")
STEM = 5
"""Letters that the inflections of an English word share."""
LONGEST = 500
"""Letters that a term may have: of what is longer no more beginnings are told."""
RUN = 8
"""Words or characters by which a term of Vietnamese or Chinese is known."""


def head(lang: str, text: str) -> str:
    """What a term is filed under.

    >>> head("en", "Industrial Clusters"), head("en", "banks"), head("vi", "Cụm công nghiệp"), head("zh-Hant", "產業")
    ('indus', 'bank', 'cụm công', '产业')
    """
    words = words_of(lang, text)
    if not words:
        return ""
    if lang == "en" and not HAN.search(text):
        return _singular(max(words, key=len))[:STEM]
    return _pair(words[0], words[1]) if len(words) > 1 else words[0]


def heads(lang: str, texts: Iterable[str]) -> set[str]:
    """All heads that texts have: what ``head`` may be of a term that stands in one of them.

    >>> sorted(heads("en", ["Clustered banks"])), sorted(heads("zh-Hans", ["产业群"]))
    (['bank', 'banks', 'clust'], ['业', '业群', '产', '产业', '群'])
    """
    return set().union(*(_heads(lang, text) for text in texts))


class Within:
    """Texts of which is asked, term by term, whether one may stand in them: of the terms with a common head, most do
    not. Like a head, it only ever lets in too much.

    >>> within = Within("en", ["Clustered banks"])
    >>> [within.may_hold(term) for term in ("cluster bank", "bank", "bank note", "clustered-bank")]
    [True, True, False, True]
    >>> Within("zh-Hans", ["產業集羣"]).may_hold("产业群"), Within("zh-Hans", ["產業集羣"]).may_hold("产业集群")
    (False, True)
    """

    def __init__(self, lang: str, texts: Iterable[str]) -> None:
        held = tuple(texts)
        self.lang, self.heads = lang, heads(lang, held)
        self.runs = frozenset[str]().union(*(_runs(lang, text) for text in held))

    def may_hold(self, folded: str) -> bool:
        """Whether the texts may have a term, which is given as folding leaves it."""
        if _CHINESE.fullmatch(folded):
            return folded[:RUN] in self.runs
        words = term_words(self.lang, folded)
        if self.lang != "en" or HAN.search(folded):
            return "".join(words[:RUN]) in self.runs
        if len(words) < 2:
            return True  # the head says it
        closed = "".join(words)
        return closed[: max(STEM, min(len(closed), LONGEST) - 3)] in self.runs or all(
            f"{stem(one)} {stem(two)}" in self.runs for one, two in pairwise(words)
        )


@lru_cache(maxsize=64)
def _runs(lang: str, text: str) -> frozenset[str]:
    """All runs of a few words of a text, without what stands between them; of English the pairs of heads that are
    neighbours, and the beginnings of words, for what is written in two words or in one."""
    words = words_of(lang, text)
    joined = frozenset[str]()
    if lang != "en" or HAN.search(text):
        places = range(len(words))
        joined = frozenset(
            "".join(words[start:stop])
            for start in places
            for stop in range(start + 1, min(start + RUN, len(words)) + 1)
        )
    if lang != "en":
        return joined
    words = [word for word in words if word != "s"]  # of a possessive
    pairs = (f"{a} {b}" for one, two in pairwise(words) for a in stems(one) for b in stems(two))
    return joined.union(pairs, (word[:stop] for word in words for stop in range(STEM, min(len(word), LONGEST) + 1)))


@lru_cache(maxsize=1 << 13)
def stem(word: str) -> str:
    """What the inflections of an English word share.

    >>> stem("clusters"), stem("banks")
    ('clust', 'bank')
    """
    return _singular(word)[:STEM]


@lru_cache(maxsize=128)
def _heads(lang: str, text: str) -> frozenset[str]:
    """The heads of one text; remembered, since people go on in the texts they have before them."""
    words = words_of(lang, text)
    pairs = {_pair(one, two) for one, two in pairwise(words)}
    if lang != "en":
        return frozenset(pairs.union(words))
    single = {one for word in set(words) for one in stems(word)}
    single.update((one + two)[:STEM] for one, two in pairwise(words))  # co-operation is cooperation
    return frozenset(single.union(pair for pair in pairs if " " not in pair))


def term_words(lang: str, folded: str) -> list[str]:
    """The words of a term, which is given as folding leaves it; without the s of a possessive.

    >>> term_words("en", "people's bank"), term_words("vi", "cụm công nghiệp")
    (['people', 'bank'], ['cụm', 'công', 'nghiệp'])
    """
    words = folded.split(" ") if _PLAIN.fullmatch(folded) else words_of(lang, folded)
    return [word for word in words if word != "s"] or words if lang == "en" else words


def words_of(lang: str, text: str) -> list[str]:
    """The words of a text, folded, Chinese characters one by one.

    >>> words_of("en", "The U.S.’s 5G"), words_of("zh-Hant", "產業 5G")
    (['the', 'us', 's', '5g'], ['产', '业', '5g'])
    """
    from aligner.fold import fold

    folded = fold(unicodedata.normalize("NFC", text), lang).text
    return [word.replace(".", "") for word in _WORD.findall(folded)]


def _pair(one: str, two: str) -> str:
    return f"{one}{two}" if HAN.match(one) and HAN.match(two) else f"{one} {two}"


def _singular(word: str) -> str:
    from glossary.inflection import numbers

    return numbers(word)[-1][0]


@lru_cache(maxsize=1 << 12)
def stems(word: str) -> frozenset[str]:
    """The heads of what an English word may be a form of; remembered, as texts repeat their words."""
    from glossary.inflection import variants

    return frozenset(form[:STEM] for form in (word, *(form for form, _ in variants(word))))
