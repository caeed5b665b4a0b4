"""Texts and terms cut into what a matcher compares: English words, Vietnamese syllables, Chinese characters, signs.

Spaces, line breaks, hyphens and quotation marks part tokens and are none, so that a term is found whichever of them
stand inside it; every other sign is a token by itself, so that no term runs across a comma or a bracket.
"""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache
from typing import Final

import regex

from aligner.fold import fold
from aligner.lang import get
from aligner.lang.en import stem
from aligner.lexicon import load
from glossary.inflection import LITERAL, NUMBER, numbers, variants

Form = tuple[str, int]
"""A key, and how far from it the word is: see ``glossary.inflection``."""

_SOFT = r"\s\-‐‑‒–−'\"‘’‚‛“”„‟«»「」『』﹁﹂﹃﹄《》〈〉｢｣＇＂·‧・•\u00ad\u200b-\u200d\u2060\ufeff"
_LETTER = r"[[\p{L}\p{N}]--\p{Han}]"
_INNER = r"[[\p{L}\p{M}\p{N}\u00ad\u200b-\u200d\u2060]--\p{Han}]"
TOKEN: Final = regex.compile(
    r"(?V1)\p{Han}\p{M}*"
    rf"|(?<!{_LETTER})(?:\p{{L}}\.){{2,}}\p{{L}}?(?:['’]s)?(?!{_LETTER})"  # U.S.
    rf"|\p{{N}}+(?:[.,．，]\p{{N}}+)+(?!{_LETTER})"  # 2.7 1,000
    rf"|{_LETTER}{_INNER}*(?:['’ʼ＇]{_LETTER}{_INNER}*)*"
    rf"|[^{_SOFT}]"
)
HAN: Final = regex.compile(r"\p{Han}")
HYPHEN: Final = regex.compile(r"[\-‐‑‒–−\u00ad]")
_POSSESSIVE = ("'s", "’s", "ʼs", "＇s", "'S", "’S")
_ACRONYM = regex.compile(r"(\p{Lu}[\p{Lu}\p{N}]+)(s?)")
_CAPITAL = "="
"""What begins the key of an acronym: US and us have two keys."""

_PRONOUNCED = 4
"""Letters from which on an acronym may be written as a word is: Nato, Covid."""

_LONGEST_ACRONYM = 6
_WORDS_SHOUTED = 3
_SENSES = 4
"""A word with more renderings in the lexicon is an everyday word, whatever acronym is spelled like it."""


def family(lang: str) -> str:
    """What languages share their tokens: Chinese in either script is one.

    >>> family("zh-Hant"), family("vi")
    ('zh', 'vi')
    """
    return lang.partition("-")[0]


def cut(text: str) -> list[tuple[int, int]]:
    """The tokens of a text, as places in it; a possessive 's is left out.

    >>> [text[a:b] for text in ["The U.S.’s “supply-chain”, 產業 5G"] for a, b in cut(text)]
    ['The', 'U.S.', 'supply', 'chain', ',', '產', '業', '5G']
    """
    places = []
    for match in TOKEN.finditer(text):
        start, stop = match.span()
        if stop - start > 2 and text.endswith(_POSSESSIVE, start, stop):
            stop -= 2
        places.append((start, stop))
    return places


def shouted(text: str) -> bool:
    """Whether a text is all in capitals, as headlines are, so that capitals say nothing.

    >>> shouted("WHO WILL WIN THE WAR?"), shouted("The WHO"), shouted("WHO")
    (True, False, False)
    """
    return text.isupper() and len(regex.findall(r"\p{Lu}[\p{Lu}\p{M}]+", text)) > _WORDS_SHOUTED


def forms(word: str, lang: str, known: Container[str], shout: bool = False) -> tuple[Form, ...]:
    """The keys among the ``known`` ones under which a token of a text is looked for, the nearest first.

    An acronym is no ordinary word in capitals: *US* is not *us*, nor *WHO* who. Where all is in capitals, one that is
    spelled like a word is taken for the word.

    >>> known = {"=US", "us", "cluster", "=NATO"}
    >>> [forms(word, "en", known) for word in ("US", "us", "clusters", "Nato", "policy")]
    [(('=US', 0),), (('us', 0),), (('cluster', 1),), (('=NATO', 1),), ()]
    """
    ways, key, plain = _ways(word, lang, shout)
    found = [form for form in ways if form[0] in known]
    if key and key in known and not everyday(plain, lang):
        found.append((key, NUMBER))
    return tuple(found)


@lru_cache(maxsize=1 << 13)
def _ways(word: str, lang: str, shout: bool) -> tuple[tuple[Form, ...], str, str]:
    """All keys of a word; the key of an acronym that may be written as it is, unless it is an everyday word; the word
    as folding leaves it."""
    plain = fold(word, lang).text
    acronym = _ACRONYM.fullmatch(_bare(word))
    key = _CAPITAL + (acronym[1] if acronym else plain.upper())
    if acronym and not shout:
        found: list[Form] = [(key, NUMBER if acronym[2] else LITERAL)]
        if plain not in get(lang).stop_words and "." not in plain:
            found.append((plain, LITERAL))
        return tuple(found), "", plain
    ways = variants(plain) if lang == "en" else ((plain, LITERAL),)
    return tuple(ways), key if acronym or len(plain) >= _PRONOUNCED else "", plain


@lru_cache(maxsize=1 << 13)
def term_forms(word: str, lang: str, loud: bool = False) -> tuple[Form, ...]:
    """The keys under which a token of a term is kept; ``loud`` when capitals mean nothing in this term.

    >>> term_forms("SMEs", "en"), term_forms("chains", "en"), term_forms("羣", "zh-Hant")
    ((('=SME', 0),), (('chains', 0), ('chain', 1)), (('群', 0),))
    """
    acronym = _ACRONYM.fullmatch(_bare(word))
    if acronym and not loud and len(acronym[1]) <= _LONGEST_ACRONYM:
        return ((_CAPITAL + acronym[1], LITERAL),)
    plain = fold(word, lang).text
    return numbers(plain) if lang == "en" else ((plain, LITERAL),)


def _bare(word: str) -> str:
    """A word without the stops of a dotted abbreviation, its letters in full-width forms as usual ones."""
    if word.isascii():
        return word.replace(".", "")
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in word).replace(".", "")


@lru_cache(maxsize=1 << 14)
def everyday(word: str, lang: str) -> bool:
    """Whether a folded word is a word of the language, and more than the name of something spelled in capitals."""
    if word in get(lang).stop_words:
        return True
    if lang == "vi":
        return word in load("vi", "en")
    if lang != "en":
        return False
    lexicon = load("en", "zh")
    return stem(word) in lexicon and len(lexicon.translations(stem(word))) > _SENSES
