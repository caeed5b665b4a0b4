"""One term in two forms within a text of one language: 关键矿物 here, 关键矿产 there.

No translation proves that two word groups are one term. What comes nearest to a proof: they differ in a single word,
the lexicons say the same of both words, these have a character or syllable in common, and the group is no free
combination but the usual company of its words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from aligner.lexicon import load
from aligner.types import Span
from glossary.candidates import Phrase, phrases
from glossary.checks._base import TableContext
from glossary.chinese import tag
from glossary.units import Cell, cells

RENDERINGS = 6
"""Renderings of a word that are compared."""
ALIKE, ALIKE_TITLE = 0.4, 0.15
"""The share of their renderings that two words have to have in common, and that in the title of a law …"""
_WITNESSES = {"en": ("vi", "zh"), "vi": ("en", "zh"), "zh": ("en", "vi")}
"""… in each of these languages: 矿物 and 矿工 meet in English letters (mineral, miner), and nowhere else."""
COMPANY = 0.25
"""How often, at least, one of the words of the usual form stands in it, of all its places."""
SEEN, SEEN_CLOSE, CLOSE = 3, 2, 0.5
"""How often the usual form has to stand; fewer are enough where its words hardly ever stand elsewhere."""

MOST = 200
"""Words that are compared in one place of a term; where there are more, anything may stand there."""

_ENDING = regex.compile(r"(?<=..)[业商者国性化家员人们地区市省州县链率力界厂局板所]\Z")
_TITLE = regex.compile(r"(?:法案|法|协议|计划|条约|公约|倡议)\Z")
_TITLED = regex.compile(r"《([^《》]{3,24})》")
_SORT = "质"
"""An ending that does not make another word: 矿物质."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The rarer of two forms of a term: its text and the usual one, and where it stands (row → spans)."""

    text: str
    usual: str
    places: dict[int, list[Span]]


def forms(context: TableContext, lang: str) -> Iterator[Form]:
    """The rarer forms of the terms of one column, each once, by the word in which they differ."""
    column = cells(context.table, lang)
    found = {key: phrase for key, phrase in phrases(column, lang).items() if len(key) > 1}
    words = Counter(unit.key for cell in column for unit in cell.units)
    groups: dict[tuple[Key, Key], list[tuple[str, Phrase]]] = defaultdict(list)
    for key, phrase in found.items():
        for place, word in enumerate(key):
            groups[key[:place], key[place + 1 :]].append((word, phrase))
    told: set[tuple[str, str]] = set()
    for (before, after), group in sorted(groups.items(), key=lambda item: len(item[0][0] + item[0][1])):
        if lang.startswith("zh") and after and not _nominal(after[-1]):
            continue
        group.sort(key=lambda item: (-item[1].count, item[0]))
        del group[MOST:]
        for place, (usual, phrase) in enumerate(group):
            company = max(phrase.count / max(1, words[word]) for word in (*before, *after, usual))
            if company < COMPANY or phrase.count < (SEEN_CLOSE if company >= CLOSE else SEEN):
                continue
            title = bool(after) and bool(_TITLE.search(after[-1]))
            for word, other in group[place + 1 :]:
                if (usual, word) not in told and _one_word(usual, word, lang, title=title):
                    told.add((usual, word))
                    places, shown = _places(other, column, title=title)
                    yield Form(shown, _places(phrase, column, title=title)[1], places)


def _places(phrase: Phrase, column: Sequence[Cell], *, title: bool) -> tuple[dict[int, list[Span]], str]:
    """Where a form stands, in a title with all of that, and how it is mostly written."""
    found: dict[int, list[Span]] = defaultdict(list)
    surfaces: Counter[str] = Counter()
    for place in phrase.places:
        cell = column[place.cell]
        span = Span(cell.units[place.start].start, cell.units[place.stop - 1].stop)
        around = (Span(*match.span(1)) for match in _TITLED.finditer(cell.text)) if title else ()
        span = next((one for one in around if one.start <= span.start and span.stop == one.stop), span)
        found[cell.row].append(span)
        surfaces[span.of(cell.text)] += 1
    return dict(found), surfaces.most_common(1)[0][0]


def _one_word(one: str, other: str, lang: str, *, title: bool) -> bool:
    """Whether two words may stand for each other in a term; in the title of a law they need have no part in common."""
    if lang.startswith("zh"):
        if not (_nominal(one) and _nominal(other)) or _ENDING.sub("", one) == _ENDING.sub("", other):
            return False
        shared = not set(one).isdisjoint(other)
    else:
        shared = not set(one.split()).isdisjoint(other.split()) and set(one.split()) != set(other.split())
    if (one in other and not other.endswith(_SORT)) or (other in one and not one.endswith(_SORT)):
        return False
    language = lang.partition("-")[0]
    least = min(_in_common(one, other, language, witness) for witness in _WITNESSES[language])
    return (shared and least >= ALIKE) or (title and least >= ALIKE_TITLE)


def _nominal(word: str) -> bool:
    known = tag(word)
    return not word.isascii() and (not known or known[0] in "nbajs" or known in ("vn", "l"))


@lru_cache(maxsize=1 << 14)
def _in_common(one: str, other: str, language: str, witness: str) -> float:
    """What share of the weight of their renderings two words have in common, of all that the poorer of them has."""
    left, right = (dict(load(language, witness).weighted(word)[:RENDERINGS]) for word in (one, other))
    least = min(sum(left.values()), sum(right.values()))
    return sum(min(left[word], right[word]) for word in left.keys() & right.keys()) / least if least else 0.0
