"""English: words with hyphens and apostrophes, Snowball stems, abbreviations."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

import regex

from aligner.fold import fold, folded
from aligner.lang._base import Form, Language, Quotes, SentenceRules, Word, word_list
from aligner.types import Span

_WORD = regex.compile(
    r"(?<!\p{L})(?:\p{L}\.){2,}\p{L}?(?!\p{L})"  # U.S. e.g. a.m.
    r"|\p{N}+(?:[.,]\p{N}+)+(?!\p{L})"  # 2.7 1,000
    r"|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['\-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*"
)
_ASCII_WORD = re.compile(
    r"(?<![a-z])(?:[a-z]\.){2,}[a-z]?(?![a-z])|[0-9]+(?:[.,][0-9]+)+(?![a-z])|[a-z0-9]+(?:['\-][a-z0-9]+)*"
)
"""The same for what is plain ASCII after folding."""
_PLAIN_WORD = re.compile(r"[a-z0-9]+(?:['\-][a-z0-9]+)*")
_POINT = re.compile(r"[.,](?:(?<=[0-9].)[0-9]|(?<=[a-z]\.)[a-z]\.)")
"""The same, in a third of the time, where nothing is written with points or commas inside; and what tells of these."""
_US = frozenset(("us", "us's"))
_COUNTRY = {"us": "usa", "usa": "usa", "uk": "uk"}


@cache
def _stemmer() -> Any:
    from Stemmer import Stemmer

    return Stemmer("english")


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """The matching form of one folded English word: its Snowball stem, part by part when it has hyphens.

    >>> stem("industries"), stem("rare-earths"), stem("2.7"), stem("u.s.")
    ('industri', 'rare-earth', '2.7', 'usa')
    """
    if "." in word and not word[0].isdigit():
        bare = word.replace(".", "")
        return _COUNTRY.get(bare, bare)
    if "-" in word:
        return "-".join(map(stem, word.split("-")))
    if not word.isalpha() or not word.isascii():
        return word
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


def cut(text: str) -> list[Word]:
    """English words: ``China's`` gives China, ``high-speed`` and ``2.7`` stay whole, ``US`` is no pronoun.

    >>> [word.key for word in cut("China’s U.S. high-speed rivals don't pay 2.7 billion")]
    ['china', 'usa', 'high-speed', 'rival', "don't", 'pay', '2.7', 'billion']
    """
    plain = fold(text, "en")
    words = []
    for match in _WORD.finditer(plain.text):
        word = match[0].removesuffix("'s")
        span = plain.original(Span(match.start(), match.start() + len(word)))
        shown = span.of(text)
        if shown == "US":
            words.append(Word(shown, span, "usa", True))
        else:
            words.append(Word(shown, span, stem(word), word not in STOP_WORDS))
    return words


def spellings(text: str) -> list[str]:
    """The words as ``cut`` finds them, in small letters; ``US`` keeps its capitals.

    >>> spellings("US rivals don't pay")
    ['US', 'rivals', "don't", 'pay']
    """
    plain = folded(text)
    words: list[str]
    if plain.isascii():
        words = (_ASCII_WORD if _POINT.search(plain) else _PLAIN_WORD).findall(plain)
    else:
        words = _WORD.findall(plain)
    if "US" in text and not _US.isdisjoint(words):
        return ["US" if word.text == "US" else found for word, found in zip(cut(text), words, strict=True)]
    return words


def forms(spelling: str) -> tuple[Form, ...]:
    """The matching form of a spelling."""
    if spelling == "US":
        return (Form("usa", True),)
    word = spelling.removesuffix("'s")
    return (Form(stem(word), word not in STOP_WORDS),)


STOP_WORDS = word_list("""
    a about above across after again against all almost along already also although always am among an and another any
    anyone anything are aren't around as at away b be became because become becomes been before behind being below
    besides between both but by came can can't cannot come comes could couldn't d did didn't do does doesn't doing don't
    done down during e each e.g. either else enough etc even ever every everyone everything f few for from further g get
    gets getting give given go goes going got had hadn't has hasn't have haven't having he he'd he'll her here here's
    hers herself him himself his how however i i'd i'll i'm i've i.e. if in indeed instead into is isn't it it'd it'll
    its itself just let like likely m made make makes making many may maybe me might mine more moreover most much must
    mustn't my myself near neither never nevertheless no nor not nothing now o of off often on once one ones only onto
    or other others otherwise our ours ourselves out over own p per perhaps put quite rather really s same say says said
    see seem seems shall she she'd she'll should shouldn't since so some somehow someone something sometimes soon still
    such t take taken takes than that that'll the their theirs them themselves then there therefore these they they'd
    they'll they're they've this those though through throughout thus to together too toward towards under unless until
    up upon us use used v very via was wasn't we we'd we'll we're we've well were weren't what whatever when where
    whereas whether which while who whoever whole whom whose why will with within without won't would wouldn't x y yet
    you you'd you'll you're you've your yours yourself yourselves z
    """)

_ABBREVIATIONS = word_list("""
    mr mrs ms mx messrs dr drs prof rev fr hon gen col lt capt cmdr maj sgt adm gov sen rep amb pres supt
    profs sens reps govs gens v st mt ft vs viz cf e.g i.e c ca approx al op cit ibid ed eds trans
    """)
_CLOSING = word_list("""
    u.s u.k u.n e.u u.s.a u.s.s.r d.c l.a n.y p.m a.m p.s ph.d m.d b.a m.a m.b.a j.d
    inc ltd co corp llc plc bros jr sr esq etc dept univ assn est hrs min sec
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    ave blvd rd ln calif mass conn ariz colo fla ind minn penn pa va wash wis
    """)
_NUMBERED = word_list("no nos p pp vol vols ch chap sec sect art fig figs eq para pt par n nn v vv")

_STARTERS = word_list("""
    a after all also although an and another any anyone are as at because before both but by can could despite did do
    does during each either even every everyone few finally first for from given has have having he her here hers his
    how however i if in indeed instead is it its just last later like many meanwhile more moreover most much my neither
    nevertheless no none nor not nothing now of on once one only or other others our out over perhaps rather recently
    second several she should similarly since so some soon still such than that the their then there therefore these
    they this those though three through thus to today together too two under unless until we what when whenever where
    whether which while who why will with within without would yes yet you your
    """)

_LABELS = word_list(
    """
    act annex appendix article box case chapter example exhibit figure item lesson part question rule
    scene section stage step table unit volume
    """
)

_REPORTING = (
    r"(?:\p{Lu}[\p{L}\p{M}.'’\-]*\s+){1,4}(?:said|says|asked|asks|wrote|writes|replied|added|answered|argued|cried|"
    r"shouted|exclaimed|wondered|demanded|whispered|insisted|remarked|noted|told|inquired|quipped)(?!\p{L})"
)

_NOTE = (
    r"\A\s*(?:(?:translator|editor|publisher)s?['’]?s?['’]?\s+(?:note|comment|remark)s?|transl?\.?\s*note|tn|t\.n\.|"
    r"ed\.|eds\.|trans\.|note (?:by|from) the (?:translator|editor)s?)\s*[:.,—–-]"
    r"|[—–-]\s*(?:the\s+)?(?:trans(?:l|lator)?s?|tr|ed|editors?)\.?\s*\Z"
)

LANGUAGE = Language(
    code="en",
    names={"en": "English"},
    quotes={"en": Quotes(("“", "”"), ("‘", "’"))},
    stop_words=STOP_WORDS,
    cut=cut,
    spellings=spellings,
    forms=forms,
    sentences=SentenceRules(
        abbreviations=_ABBREVIATIONS,
        closing=_CLOSING,
        numbered=_NUMBERED,
        starters=_STARTERS,
        labels=_LABELS,
        reporting=_REPORTING,
        note=_NOTE,
    ),
)
