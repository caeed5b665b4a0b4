"""Matching forms of terms, sentences and queries, whatever language they are in.

A text is cut into units by its script alone: a Chinese character is one (Simplified, so that either script finds the
other), and so is every other word or number, in three forms: as written, without marks, and as an English stem. What
has marks is matched as written, what has none by its stem: so *duong* finds *đường* and *đương*, *đường* only itself,
and *clusters* finds *cluster*. Nothing here asks which language a text is in, since nobody says so when they search.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from aligner.fold import Folded, fold, place_tones
from aligner.lang.en import stem
from aligner.types import Span

_PIECE = regex.compile(
    r"\p{Han}++"
    r"|(?<=[\p{L}\p{M}])'s(?![\p{L}\p{M}])"  # China's is China
    r"|(?<![\p{L}\p{M}])(?:\p{Latin}\.){2,30}\p{Latin}?(?![\p{L}\p{M}])"  # U.S. is US
    r"|\p{N}++(?:[.,]\p{N}++)++|[[\p{L}\p{M}\p{N}]--\p{Han}]++",  # nothing to go back to: words may have millions
    regex.V1,
)
_HAN = regex.compile(r"\p{Han}")
REMEMBERED = 2048
"""Texts whose units are kept: who types a query asks about the same sentences with every letter."""


class Unit(NamedTuple):
    """One character of Chinese or one other word: as written but folded, without marks, its stem, and where it stands.
    A named tuple with bare numbers, since a page of sentences has thousands of them."""

    key: str
    bare: str
    stem: str
    start: int
    stop: int
    han: bool

    @property
    def marked(self) -> bool:
        """Whether it has marks that are meant: then only the same marks are the same word."""
        return not self.han and self.key != self.bare


class Streams(NamedTuple):
    """A text as an index takes it: words between blanks, in three columns. ``words`` has words as written and Chinese
    in overlapping pairs of characters, ``stems`` the stems of words, ``han`` each Chinese character once; ``bare`` is
    the set of words, numbers left out, without their marks."""

    words: str
    stems: str
    han: str
    bare: frozenset[str]


def folded(text: str) -> Folded:
    """A text in one case, width, script and tone placement, in whatever language it is.

    >>> folded("Hoà 產業").text
    'hòa 产业'
    """
    plain = fold(text, "zh")
    return Folded(place_tones(plain.text), plain.offsets)


@lru_cache(maxsize=1 << 13)
def bare(word: str) -> str:
    """A folded word without its marks.

    >>> bare("đường"), bare("nǚ")
    ('duong', 'nu')
    """
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(part for part in parts if unicodedata.category(part) != "Mn"))


@lru_cache(maxsize=1 << 13)
def _forms(word: str) -> tuple[str, str]:
    plain = bare(word) or word
    return plain, stem(plain)


@lru_cache(maxsize=REMEMBERED)
def units(text: str) -> tuple[Unit, ...]:
    """The units of a text in order, with their places in it.

    >>> [(unit.key, unit.stem) for unit in units("China’s Cụm 產業, 2.7")]
    [('china', 'china'), ('cụm', 'cum'), ('产', ''), ('业', ''), ('2.7', '2.7')]
    """
    plain = folded(text)
    found = []
    for match in _PIECE.finditer(plain.text):
        piece = match[0]
        start = match.start()
        if is_han(piece):
            found += [Unit(letter, letter, "", i, i + 1, True) for i, letter in enumerate(piece, start)]
        elif piece[0] != "'":
            word = _word(piece)
            found.append(Unit(word, *_forms(word), start, start + len(piece), False))
    if isinstance(plain.offsets, range):
        return tuple(found)
    spans = [plain.original(Span(unit.start, unit.stop)) for unit in found]
    return tuple(unit._replace(start=s.start, stop=s.stop) for unit, s in zip(found, spans, strict=True))


def is_han(piece: str) -> bool:
    """Whether a piece of text is Chinese characters.

    >>> is_han("产业"), is_han("かな"), is_han("cụm")
    (True, False, False)
    """
    return piece[0] >= "\u2e80" and _HAN.match(piece) is not None


def has_han(text: str) -> bool:
    """Whether there is a Chinese character in a text."""
    return not text.isascii() and _HAN.search(text) is not None


def _word(piece: str) -> str:
    """A word as it is written, an abbreviation without its full stops."""
    return piece.replace(".", "") if "." in piece and not piece[0].isdigit() else piece


def streams(text: str) -> Streams:
    """What a full-text index keeps of a text.

    >>> streams("AI supports 产业集群")[:3]
    ('ai supports 产业 业集 集群 群', 'ai support', '业 产 群 集')
    """
    words: list[str] = []
    stems: list[str] = []
    bare: set[str] = set()
    han: set[str] = set()
    for piece in _PIECE.findall(folded(text).text):
        if is_han(piece):
            words += [piece[i : i + 2] for i in range(len(piece))]
            han.update(piece)
        elif piece[0] != "'":
            word = _word(piece)
            plain, stemmed = _forms(word)
            words.append(word)
            stems.append(stemmed)
            if plain[0] > "9":
                bare.add(plain)
    return Streams(" ".join(words), " ".join(stems), " ".join(sorted(han)), frozenset(bare))


def joined(parts: Sequence[Unit], form: str = "key") -> str:
    """Units as one key: words with a blank between, Chinese without; ``form`` is ``key``, ``bare`` or ``stem``.

    >>> joined(units("AI 產業 supply-chains"), "stem"), joined(units("Cụm  Công nghiệp"), "bare")
    ('ai产业suppli chain', 'cum cong nghiep')
    """
    text, before = "", True
    for part in parts:
        value = part.key if part.han else getattr(part, form)
        text += value if part.han or before else f" {value}"
        before = part.han
    return text


def occurrences(query: Sequence[Unit], text: Sequence[Unit], *, prefix: bool = False, exact: bool = True) -> list[Span]:
    """Where a query stands in a text: its units one after the other; with ``prefix`` the last may be a beginning.

    With ``exact`` a query that has marks anywhere finds only these; without it each word is taken for itself.

    >>> occurrences(units("cluster"), units("The Clusters’ cluster"))
    [Span(start=4, stop=12), Span(start=14, stop=21)]
    >>> occurrences(units("dương"), units("đường dương duong")), occurrences(units("集群"), units("產業集羣"))
    ([Span(start=6, stop=11)], [Span(start=2, stop=4)])
    """
    if not query:
        return []
    strict = exact and any(unit.marked for unit in query)
    first, size = query[0], len(query)
    spans: list[Span] = []
    for start in range(len(text) - size + 1):
        if not _same(first, text[start], strict, prefix and size == 1):
            continue
        if spans and text[start].start < spans[-1].stop:
            continue
        if all(_same(query[i], text[start + i], strict, prefix and i == size - 1) for i in range(1, size)):
            spans.append(Span(text[start].start, text[start + size - 1].stop))
    return spans


def _same(query: Unit, unit: Unit, strict: bool, prefix: bool) -> bool:
    if query.han or unit.han or strict or query.marked:
        return unit.key == query.key or (prefix and not query.han and unit.key.startswith(query.key))
    return unit.stem == query.stem or (prefix and unit.bare.startswith(query.bare))
