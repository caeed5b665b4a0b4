"""How like one sentence is another, as translation memories count it, and where they differ.

Sentences are compared by English words, Vietnamese syllables and Chinese characters; what is no word (case, marks,
tags, figures, the Chinese script) costs a percent or two, since a translation needs little work there. A word more,
less or other costs its share of the longer sentence; one that is only inflected, or differs in its tone, costs less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import Final, NamedTuple
from unicodedata import normalize

import regex
from rapidfuzz.distance import Indel, Levenshtein

from aligner.fold import fold
from aligner.types import Span
from glossary.inflection import variants
from glossary.tokens import HAN

IDENTICAL: Final = "identical"
SCRIPT: Final = "script"
FORM: Final = "form"
NUMBERS: Final = "numbers"
FUZZY: Final = "fuzzy"
"""What parts two sentences: nothing; the Chinese script; case, marks or tags; figures (and perhaps form); words."""

LONGEST = 4000
"""Characters of a sentence that are compared; what is longer is no sentence."""

_LEAST_ALIKE = 95
"""What sentences of the same words have at least."""

_MOST_FUZZY = 98
_INFLECTED, _TONES = 0.25, 0.5
_NEAR, _NEARLY = 0.75, 0.6

_TAG = r"</?\p{L}[^<>]{0,200}>|\{/?\d+/?\}|%\([^()\s]{1,40}\)[sd]|%\d*\$?[sd](?!\p{L})|&#?\w{1,10};"
_PIECE = regex.compile(r"\p{Han}|\p{N}+(?:[.,]\p{N}+)*|(?:(?!\p{Han})[\p{L}\p{M}])+")
_TOKEN = regex.compile(
    rf"(?P<tag>{_TAG})"
    r"|(?P<number>\p{N}+(?:[.,．，]\p{N}+)*)"
    r"|(?P<word>\p{Han}\p{M}*|(?:(?!\p{Han})\p{L})(?:(?!\p{Han})[\p{L}\p{M}]|['’](?=\p{L}))*)"
    r"|(?P<sign>[^\s\u00ad\u200b-\u200d\u2060\ufeff])"
)


class _Token(NamedTuple):
    """A word, number, sign or tag: as it is written, as it is compared, where, and which of the four."""

    text: str
    key: str
    start: int
    stop: int
    kind: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two sentences are, in percent, what parts them, and the places that differ in the one and the other."""

    percent: int
    kind: str
    query: tuple[Span, ...] = field(default=())
    segment: tuple[Span, ...] = field(default=())


def similarity(query: str, segment: str, lang: str) -> int:
    """How like two sentences of one language are, in percent: 100 only if they are the same but for blanks.

    >>> similarity("Supply chains grew.", "Supply chains grew.", "en"), similarity("產業集羣", "产业集群", "zh-Hant")
    (100, 99)
    >>> similarity("It grew by 5 percent.", "It grew by 7 percent.", "en"), similarity("The big cat", "The cat", "en")
    (98, 66)
    """
    return _compare(_tokens(query, lang), _tokens(segment, lang))[0]


def differences(query: str, segment: str, lang: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The places in which two sentences differ, in each of them. The same word in another script is no difference.

    >>> one, other = "It grew by 5 percent", "It then grew by 7 percent"
    >>> [[span.of(text) for span in spans] for text, spans in zip((one, other), differences(one, other, "en"))]
    [['5'], ['then', '7']]
    """
    return _places(_tokens(query, lang), _tokens(segment, lang))


def nearest(query: str, segments: Sequence[tuple[str, str]], most: int) -> list[int]:
    """The indices of the ``most`` texts that are nearest to a query by a quick count of words, the nearest first.

    ``segments`` are texts with their languages. To be followed by ``similarity``, which looks closer and takes longer.

    >>> nearest("產業集羣", [("en", "clusters"), ("zh-Hans", "产业集群"), ("zh-Hans", "产业")], 2)
    [1, 2]
    """
    own: dict[str, Sequence[str]] = {}
    rough = []
    for index, (lang, text) in enumerate(segments):
        if lang not in own:
            own[lang] = _pieces(query, lang)
        rough.append((-Levenshtein.normalized_similarity(own[lang], _pieces(text, lang)), index))
    return [index for _, index in sorted(rough)[:most]]


def _pieces(text: str, lang: str) -> Sequence[str]:
    """The words of a text, or the characters of a Chinese one, folded; figures are all the same."""
    plain = fold(text[:LONGEST], lang).text
    return [part if part[0] > "9" else "0" for part in _PIECE.findall(plain)]


def likeness(query: str, segment: str, lang: str) -> Likeness:
    """Percent, kind and differences at once."""
    one, other = _tokens(query, lang), _tokens(segment, lang)
    percent, kind = _compare(one, other)
    return Likeness(percent, kind, *(_places(one, other) if percent < 100 else ((), ())))


@lru_cache(maxsize=1 << 10)
def _tokens(text: str, lang: str) -> tuple[_Token, ...]:
    found = []
    for match in _TOKEN.finditer(text[:LONGEST]):
        kind = match.lastgroup or ""
        key = _key(match[0], lang) if kind != "tag" else match[0]
        found.append(_Token(normalize("NFC", match[0]), key, match.start(), match.end(), kind))
    return tuple(found)


@lru_cache(maxsize=1 << 13)
def _key(text: str, lang: str) -> str:
    plain = fold(text, lang).text
    return plain[:-2] if plain.endswith("'s") and len(plain) > 3 else plain


def _compare(one: Sequence[_Token], other: Sequence[_Token]) -> tuple[int, str]:
    if [token.text for token in one] == [token.text for token in other]:
        return 100, IDENTICAL
    words, others = _words(one), _words(other)
    longest = max(len(words), len(others))
    if not longest:
        same = Indel.normalized_similarity([token.key for token in one], [token.key for token in other])
        return min(99, int(100 * same)), FORM if same == 1 else FUZZY
    keys, their_keys = [_shape(token) for token in words], [_shape(token) for token in others]
    cost = 0.0
    pairs: list[tuple[_Token, _Token]] = []
    for step in Levenshtein.opcodes(keys, their_keys):
        left, right = words[step.src_start : step.src_end], others[step.dest_start : step.dest_end]
        if step.tag == "equal":
            pairs += zip(left, right, strict=True)
        else:
            cost += sum(_price(a, b) for a, b in zip_longest(left, right))
    small, kind = _small(one, other, pairs)
    if cost:
        return max(0, min(_MOST_FUZZY, int(100 * (1 - cost / longest) + 1e-9)) - bool(small)), FUZZY
    return max(_LEAST_ALIKE, 100 - max(1, small)), kind


def _words(tokens: Sequence[_Token]) -> list[_Token]:
    return [token for token in tokens if token.kind in ("word", "number")]


def _shape(token: _Token) -> str:
    """What is compared of a word; of a number only that it is one."""
    return "0" if token.kind == "number" else token.key


def _price(one: _Token | None, other: _Token | None) -> float:
    """What it costs to put one word for another, or for none."""
    if one is None or other is None or one.kind != other.kind or HAN.match(one.text) or HAN.match(other.text):
        return 1.0
    if {form for form, _ in variants(one.key)} & {form for form, _ in variants(other.key)}:
        return _INFLECTED
    if fold(one.key, "vi", marks=False).text == fold(other.key, "vi", marks=False).text:
        return _TONES
    return _NEARLY if Indel.normalized_similarity(one.key, other.key) >= _NEAR else 1.0


def _small(one: Sequence[_Token], other: Sequence[_Token], pairs: Sequence[tuple[_Token, _Token]]) -> tuple[int, str]:
    """What sentences of the same words cost where they differ otherwise, and the name of that."""
    numbers = sum(a.kind == "number" and a.key != b.key for a, b in pairs)
    case = any(a.kind == "word" and not HAN.match(a.text) and a.text != b.text for a, b in pairs)
    script = any(HAN.match(a.text) is not None and a.text != b.text for a, b in pairs)
    signs = [[token.key for token in tokens if token.kind == "sign"] for tokens in (one, other)]
    tags = [[token.key for token in tokens if token.kind == "tag"] for tokens in (one, other)]
    form = case + (signs[0] != signs[1]) + (tags[0] != tags[1])
    kind = NUMBERS if numbers else FORM if form or not script else SCRIPT
    return form + script + (numbers + 1 if numbers else 0), kind


def _places(one: Sequence[_Token], other: Sequence[_Token]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    left: list[tuple[int, int]] = []
    right: list[tuple[int, int]] = []
    for step in Levenshtein.opcodes([_shown(token) for token in one], [_shown(token) for token in other]):
        if step.tag != "equal":
            left.append((step.src_start, step.src_end))
            right.append((step.dest_start, step.dest_end))
    return _spans(one, left), _spans(other, right)


def _shown(token: _Token) -> str:
    """What makes a difference worth showing: the letters as they are, but one script for both Chinese ones."""
    return token.key if HAN.match(token.text) or token.kind == "sign" else token.text


def _spans(tokens: Sequence[_Token], ranges: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Ranges of tokens as places in the text; those that follow one another are one."""
    found: list[Span] = []
    before = -1
    for start, stop in ranges:
        if start == stop:
            continue
        begin = found.pop().start if start == before else tokens[start].start
        found.append(Span(begin, tokens[stop - 1].stop))
        before = stop
    return tuple(found)
