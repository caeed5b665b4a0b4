"""Which words may open, close or stand in a term: short lists and endings per language, no model.

The lists, in ``borders/*.txt``, hold words that are frequent everywhere (new, large, phát triển, 重要): they part terms
from the rest of the sentence. They let through too much rather than too little: what passes still has to find its
counterpart on the other side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

import regex

from aligner.lang.en import stem
from aligner.lexicon import load
from glossary.chinese import tag
from glossary.tagging import noun

Keys = frozenset[str]

EXACT = 0.75
"""A rendering at least this strong is an exact one."""

_MEASURE = "年月日个家次份种项座名张条倍成位间支分辆块颗所片批类笔场套台艘只道层顶届代任口杯度吨米件根把株群队架栋"
ZH_NUMBER = regex.compile(rf"[一二三四五六七八九十百千万亿两零〇半数几这那每各某该此本首前后上下第多]+[{_MEASURE}]?\Z")
"""A Chinese number or pointing word, with or without its measure word: 三座, 这家, 第二."""

_SHORTEST_NAME = 3

_PAST = frozenset(["gave", "given", "got", "took", "taken", "bought", "rose", "brought", "held", "kept", "led", "went"])
_BEFORE_GERUNDS = frozenset(
    [
        "by",
        "to",
        "of",
        "from",
        "while",
        "and",
        "or",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "for",
        "on",
        "in",
        "with",
        "at",
        "after",
        "before",
        "without",
        "through",
        "about",
        "when",
        "than",
        "into",
        "not",
        "it",
        "them",
        "start",
    ]
)


@dataclass(frozen=True, slots=True)
class Borders:
    """Keys of words that stand in no term, open none, close none, are no term alone; for English also its verbs, and
    those of them that are as often nouns; for Chinese short names."""

    never: Keys = field(default_factory=frozenset)
    opens_not: Keys = field(default_factory=frozenset)
    closes_not: Keys = field(default_factory=frozenset)
    alone_not: Keys = field(default_factory=frozenset)
    verbs: Keys = field(default_factory=frozenset)
    nouns_too: Keys = field(default_factory=frozenset)
    names: Keys = field(default_factory=frozenset)


@cache
def borders(lang: str) -> Borders:
    """The border words of a language; Chinese in either script has one set, in Simplified."""
    language = lang.partition("-")[0]
    if language != lang:
        return borders(language)
    lists = _sections(language, stem if language == "en" else str)
    opens = lists.get("opens_not", frozenset())
    if language == "en":
        lists["closes_not"] = opens - {stem("key"), stem("open"), stem("second")}
    lists["alone_not"] |= opens
    return Borders(**lists)


def _sections(language: str, key: Callable[[str], str]) -> dict[str, Keys]:
    text = files(__package__).joinpath("borders", f"{language}.txt").read_text(encoding="utf-8")
    lists: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in text.splitlines():
        if line.startswith("["):
            current = lists.setdefault(line.strip("[]").replace("-", "_"), set())
        elif not line.startswith("#"):
            current.update(key(word.replace("_", " ")) for word in line.split())
    return {name: frozenset(words) for name, words in lists.items()}


@cache
def _plain_verbs() -> Keys:
    """English verbs whose stem is no noun's."""
    english = borders("en")
    ambiguous = ["invest", "develop", "deploy", "achieve", "manage", "establish", "agree", "move"]
    return (english.verbs | _PAST) - english.nouns_too - frozenset(map(stem, ambiguous))


@lru_cache(maxsize=1 << 14)
def verbal(lang: str, key: str) -> bool:
    """Whether a Vietnamese or Chinese word is a verb, going by what it is in English.

    >>> verbal("zh-Hans", "取得"), verbal("zh-Hans", "电池")
    (True, False)
    """
    if len(key) == 1 or (lang.startswith("zh") and tag(key) in ("n", "vn", "an", "nz")):
        return False
    heads = [text.split(" ")[0] for text, weight in load(lang, "en").weighted(key) if weight >= EXACT]
    return 3 * sum(head in _plain_verbs() for head in heads) > 2 * len(heads)


def named(key: str) -> bool:
    """Whether a Simplified word is a name of a person, a place or an organisation, going by the dictionary. It takes
    too many short words for names (城镇, 卫星): of these, some that are listed.

    >>> named("美国"), named("克林顿"), named("麻省理工学院"), named("卫星"), named("大力支持"), named("电池")
    (True, True, True, False, False, False)
    """
    if len(key) < _SHORTEST_NAME:
        return key in borders("zh").names
    return tag(key) in ("ns", "nt", "nrt") or (tag(key) == "nr" and len(key) == _SHORTEST_NAME)


def gerund(word: str, before: str) -> bool:
    """Whether an -ing word that opens a group is a noun rather than a verb with its object, by the word before it.

    >>> gerund("building", "of"), gerund("exploring", "with"), gerund("charging", "as")
    (True, False, True)
    """
    return noun(word) or (bool(before) and before not in _BEFORE_GERUNDS and not before.endswith("ly"))
