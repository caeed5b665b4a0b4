"""Acronyms that a Chinese text explains once and then writes out as something else: DPA as 达尔富尔和平协议.

A machine or a hurried translator who meets DPA again may write out another name with these initials. The lexicon knows
what each word of such a name may be in English; where the initials spell an acronym that stands near and that the text
itself explains otherwise, the name is doubtful.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

from aligner.lang import Word
from aligner.lang.zh import cut
from aligner.lexicon import load
from aligner.types import Span
from glossary.checks._base import TableContext, gathered
from glossary.types import Finding, Severity

NEAR, CLOSE = 3, 1
"""Rows before and after a title, and any other name, in which the acronym has to stand."""
LONGEST = 6
"""The most words of a name."""
USUAL = 8
"""Characters of a name whose beginning cannot be told."""
BEST = 5
"""Renderings of a word that count: the rarer ones begin with any letter."""

_EXPLAINED = regex.compile(r"(\p{Han}{3,20})\s?[（(]\s*(\p{Lu}{3,6})\s*[)）]")
_ACRONYM = regex.compile(r"(?<![\p{Latin}\p{N}-])\p{Lu}{3,6}(?![\p{Latin}\p{N}-])")
_TITLE = regex.compile(r"《([^《》]{3,20})》")
_HEAD = regex.compile(
    r"(?:法案|法|协议|协定|条约|公约|宪章|中心|委员会|理事会|组织|协会|学会|局|署|机构|研究所|研究院|基金会|银行|法院)\Z"
)
_LINKS = frozenset("的和与及和对之")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in a row: where it stands, its words, and whether it is written as a title."""

    row: int
    span: Span
    key: str
    initials: tuple[frozenset[str], ...]
    title: bool


def written_out(context: TableContext, lang: str) -> Iterator[Finding]:
    """Names whose initials spell an acronym that the column explains by another name; one finding for each name."""
    told, near = _told(context, lang)
    found: dict[tuple[str, str], dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    certain: set[tuple[str, str]] = set()
    names = list(_names(context, lang)) if told else []
    for name in names:
        for acronym in _around(near, name.row, NEAR if name.title else CLOSE):
            if acronym in told and not _same(name.key, told[acronym]) and _spells(name.initials, acronym):
                found[acronym, name.key][name.row].append(name.span)
                if name.title:
                    certain.add((acronym, name.key))
    for name in names:
        for acronym, key in certain:
            if name.title and key != name.key and key.endswith(name.key):
                found[acronym, key][name.row].append(name.span)
    for (acronym, key), places in found.items():
        usual = _usual(told[acronym], acronym)
        text = places[min(places)][0].of(context.rows[min(places)].texts[lang])
        message = "“{text}” may be “{name}” written out wrongly: elsewhere it is “{usual}”."
        severity = Severity.WARNING if (acronym, key) in certain else Severity.INFO
        values = {"text": text, "name": acronym, "usual": usual, "lang": lang}
        yield gathered(
            Finding("names", severity, 0, (lang,), message, values, about={lang: text}), lang, places, context
        )


def _told(context: TableContext, lang: str) -> tuple[dict[str, str], dict[int, set[str]]]:
    """What stands before each explained acronym, and which acronyms each row has."""
    told: dict[str, str] = {}
    near: dict[int, set[str]] = {}
    for row in context.rows:
        text = row.texts.get(lang, "")
        near[row.index] = set(_ACRONYM.findall(text))
        for match in _EXPLAINED.finditer(text):
            told.setdefault(match[2], match[1])
    return told, near


def _around(near: dict[int, set[str]], row: int, reach: int) -> list[str]:
    return sorted(set().union(*(near.get(index, set()) for index in range(row - reach, row + reach + 1))))


def _names(context: TableContext, lang: str) -> Iterator[_Name]:
    """Titles, and words that end as the names of laws, treaties and institutions do."""
    for row in context.rows:
        text = row.texts.get(lang, "")
        titles = [Span(*match.span(1)) for match in _TITLE.finditer(text)]
        for span in titles:
            words = [word for word in cut(span.of(text)) if word.key not in _LINKS]
            if 1 < len(words) <= LONGEST:
                yield _Name(row.index, span, "".join(word.key for word in words), _initials(words), True)
        words = cut(text)
        for number, word in enumerate(words):
            if _HEAD.search(word.key) and not any(word.span.start in span for span in titles):
                for first in range(max(0, number - LONGEST + 1), number + 1):
                    run = words[first : number + 1]
                    if run[0].key in _LINKS or any(a.span.stop != b.span.start for a, b in pairwise(run)):
                        continue
                    kept = [one for one in run if one.key not in _LINKS]
                    span = Span(run[0].span.start, run[-1].span.stop)
                    yield _Name(row.index, span, "".join(one.key for one in kept), _initials(kept), False)


def _initials(words: Sequence[Word]) -> tuple[frozenset[str], ...]:
    return tuple(_letters(part) for word in words for part in _parts(word.key))


def _parts(key: str) -> list[str]:
    """A long word in pieces of two characters where all of them are words: 国际 贸易 中心."""
    pieces = [key[place : place + 2] for place in range(0, len(key), 2)]
    return pieces if len(key) >= 4 and len(key) % 2 == 0 and all(map(_letters, pieces)) else [key]


@lru_cache(maxsize=1 << 14)
def _letters(key: str) -> frozenset[str]:
    """The initials of what a Simplified word may be in English; of several words their several initials."""
    found = [rendering for rendering in load("zh", "en").translations(key)[:BEST] if rendering[0].isalpha()]
    return frozenset("".join(part[0] for part in rendering.split()).upper() for rendering in found)


def _spells(initials: Sequence[frozenset[str]], acronym: str) -> bool:
    """Whether every word gives one or more letters, and all of them together the acronym."""
    if not initials:
        return not acronym
    return any(
        acronym.startswith(letters) and _spells(initials[1:], acronym[len(letters) :]) for letters in initials[0]
    )


def _same(key: str, told: str) -> bool:
    """Whether a name is the one that explains the acronym, or part of it."""
    plain = "".join(word.key for word in cut(told) if word.key not in _LINKS)
    return plain.endswith(key) or key.endswith(plain) or key in plain


def _usual(told: str, acronym: str) -> str:
    """The name before an acronym: the last words that spell it, else those of at most a usual length."""
    words = cut(told)
    for first in range(len(words) - 1, -1, -1):
        kept = [word for word in words[first:] if word.key not in _LINKS]
        initials = [letters or frozenset(acronym) for letters in _initials(kept)]
        if words[first].key not in _LINKS and _spells(initials, acronym):
            return told[words[first].span.start :]
    starts = [word.span.start for word in words if len(told) - word.span.start <= USUAL]
    return told[starts[0] :] if starts else told
