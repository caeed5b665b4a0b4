"""Which words say that a Chinese text was written for the mainland or for Taiwan, and where a text has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex

from aligner.lang import Word
from aligner.lang.zh import cut
from aligner.types import Span

LONGEST = 5
"""The most words, as the word cutter sees them, that an entry has."""

_QUOTED = regex.compile(r"“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』|《[^》]*》|〈[^〉]*〉|【[^】]*】")
_HOUSE = regex.compile(
    r"\p{Han}{0,4}(?:股份|有限公司|集团|集團|大学|大學|学院|學院|学会|學會|协会|協會|日报|日報|研究院|研究所|委员会|委員會"
    r"|部(?=長|长|、|,|，|。|的|門|门)|产业部|產業部|办公室|辦公室|银行|銀行)"
)
"""What makes a name of the words before it: 信息產業部, 斯坦福大学 …; a name is kept as its owner writes it."""
_TELLING = frozenset("te")
"""Marks of the pairs whose Taiwan word says something."""

_ORDINARY = ("软体动物", "软体类")
"""Words that begin as an entry does and say nothing."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing in the words of both sides; what each mark means stands at the head of ``wording/regions.tsv``."""

    mainland: str
    taiwan: tuple[str, ...]
    marks: str

    @property
    def wavering(self) -> bool:
        """Whether usage begins to waver."""
        return "?" in self.marks


@dataclass(frozen=True, slots=True)
class Use:
    """A regional word in a text, as its pair and where."""

    pair: Pair
    span: Span
    mainland: bool


Known = Mapping[str, tuple[Pair, bool]]


@cache
def pairs() -> tuple[Pair, ...]:
    """All pairs, as people wrote them down.

    >>> next(pair.taiwan for pair in pairs() if pair.mainland == "软件")
    ('軟體',)
    """
    text = files("glossary").joinpath("wording", "regions.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(Pair(mainland, tuple(taiwan.split("|")), marks) for mainland, taiwan, marks in rows)


_OTHERWISE = {
    "质量": regex.compile(r"(?i)\bmass|khối lượng|[公千]斤|公克|能量|[原粒电電质質中]子|光速|引力|重力|物理|密度")
}
"""What shows, in any language of a row, that a word means something else there: 質量 as mass."""


def otherwise(mainland: str, texts: Iterable[str]) -> bool:
    """Whether the texts of a row show that a word of the mainland has its other meaning."""
    shows = _OTHERWISE.get(mainland)
    return shows is not None and any(shows.search(text) for text in texts)


def _key(text: str) -> str:
    return "".join(word.key for word in cut(text))


@cache
def _known() -> Known:
    """Every word in Simplified form, with its pair and whether it is the mainland's; Taiwan's only where it is nobody
    else's."""
    mainland = {_key(pair.mainland): (pair, True) for pair in pairs() if "m" in pair.marks or "t" in pair.marks}
    taiwan = {_key(pair.taiwan[0]): (pair, False) for pair in reversed(pairs()) if not _TELLING.isdisjoint(pair.marks)}
    return mainland | {word: found for word, found in taiwan.items() if word not in mainland}


@cache
def _uncut() -> frozenset[str]:
    """Words of Taiwan, whose borders the cutter does not see: it cuts 網路上 as 網 and 路上."""
    return frozenset(word for word, (_, mainland) in _known().items() if len(word) > 1 and not mainland)


def uses(text: str) -> Iterator[Use]:
    """The regional words of a text, whole words only, the longest at a place, in its own order.

    >>> [(one.span.of("這套軟件很快"), one.mainland) for one in uses("這套軟件很快")]
    [('軟件', True)]
    >>> list(uses("软体动物在这里"))
    []
    """
    known, words = _known(), cut(text)
    number = 0
    while number < len(words):
        for length in range(min(LONGEST, len(words) - number), 0, -1):
            if found := known.get("".join(word.key for word in words[number : number + length])):
                yield Use(found[0], Span(words[number].span.start, words[number + length - 1].span.stop), found[1])
                number += length
                break
        else:
            yield from _across(words, number, known) or _within(words[number].key, words[number].span, known)
            number += 1


def _across(words: Sequence[Word], number: int, known: Known) -> list[Use]:
    """A word that the cutter cut otherwise, where it begins with a word and ends within one."""
    start = words[number].span.start
    key = "".join(word.key for word in words[number : number + LONGEST] if len(word.key) == len(word.span))
    if key.startswith(_ORDINARY):
        return []
    if word := next((key[:size] for size in range(min(len(key), 2 * LONGEST), 1, -1) if key[:size] in _uncut()), ""):
        pair, mainland = known[word]
        return [Use(pair, Span(start, start + len(word)), mainland)]
    return []


def _within(key: str, place: Span, known: Known) -> list[Use]:
    """A regional word that a compound begins or ends with: 网络安全."""
    if not 4 <= len(key) == len(place) or key.startswith(_ORDINARY):
        return []
    for size in range(len(key) - 2, 1, -1):
        if found := known.get(key[:size]):
            return [Use(found[0], Span(place.start, place.start + size), found[1])]
        if found := known.get(key[-size:]):
            return [Use(found[0], Span(place.stop - size, place.stop), found[1])]
    return []


def exempt(text: str) -> list[Span]:
    """What is somebody else's wording: quotations and titles."""
    return [Span(*match.span()) for match in _QUOTED.finditer(text)]


def in_name(text: str, span: Span) -> bool:
    """Whether a word is part of the name of an organisation."""
    return _HOUSE.match(text, span.stop) is not None
