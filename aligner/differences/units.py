"""A text as the units in which it is compared: Chinese characters, Vietnamese syllables, English words.

Figures stay whole, blanks and signs are units too, so that the units tile the text and every offset is one of the
original. What is to be ignored changes only the key by which two units are the same, or drops the unit.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Final, NamedTuple

import regex

from aligner.errors import InputError
from aligner.fold import fold, place_tones, simplified

SCRIPT: Final = "script"
WIDTH: Final = "width"
SPACES: Final = "spaces"
PUNCTUATION: Final = "punctuation"
CASE: Final = "case"
FORMS: tuple[str, ...] = (SCRIPT, WIDTH, SPACES, PUNCTUATION)
"""What one switch ignores: how a text is written rather than what it says. ``case`` is asked for by itself."""

_UNIT = regex.compile(
    r"(?P<han>\p{Han}\p{M}*)"
    r"|(?P<number>\p{N}+(?:[.,．]\p{N}+)*)"
    r"|(?P<word>(?:(?!\p{Han})[\p{L}\p{M}])(?:(?!\p{Han})[\p{L}\p{M}\p{N}])*(?:['’](?!\p{Han})\p{L}\p{M}*)*)"
    r"|(?P<space>\s+)"
    r"|(?P<sign>\X)",
    regex.DOTALL,
)
_STOP = regex.compile(r"[\p{P}--[%‰&@#§*+=<>]]", regex.V1)
"""Signs that only punctuate; those that say something (5%, R&D, C#) are never ignored."""

_DROPPED = {
    frozenset({SPACES}): regex.compile(r"\s+"),
    frozenset({PUNCTUATION}): regex.compile(
        r"(?<!\p{N})[\p{P}--[%‰&@#§*+=<>]]|[\p{P}--[%‰&@#§*+=<>]](?!\p{N})", regex.V1
    ),
    frozenset({SPACES, PUNCTUATION}): regex.compile(
        r"\s+|(?<!\p{N})[\p{P}--[%‰&@#§*+=<>]]|[\p{P}--[%‰&@#§*+=<>]](?!\p{N})", regex.V1
    ),
}

SPACE_WEIGHT, SIGN_WEIGHT, STOP_WORD_WEIGHT, WORD_WEIGHT = 0.0, 0.6, 0.5, 1.0
"""How much a unit says: what is not changed, but says next to nothing, does not interrupt a change."""


class Unit(NamedTuple):
    """One unit: its place in the text, the key by which it is compared, its weight, and what it is."""

    start: int
    stop: int
    key: str
    weight: float
    kind: str


def ignored(names: Collection[str]) -> frozenset[str]:
    """What is to be ignored, checked; ``form`` stands for all of ``FORMS``. Raises ``InputError`` for another word.

    >>> sorted(ignored(["form"]))
    ['punctuation', 'script', 'spaces', 'width']
    """
    chosen = {part for name in names for part in (FORMS if name == "form" else (name,))}
    for name in sorted(chosen - {*FORMS, CASE}):
        raise InputError(
            "“{name}” is nothing that a comparison can ignore.",
            "Choose from: form, {choice}.",
            name=name,
            choice=(*FORMS, CASE),
        )
    return frozenset(chosen)


def units(text: str, lang: str, ignore: frozenset[str] = frozenset()) -> list[Unit]:
    """The units of a text that are compared; with ``ignore`` those left out that are of no account.

    >>> [text[u.start : u.stop] for text in ["产业政策, 2.7亿"] for u in units(text, "zh-Hans")]
    ['产', '业', '政', '策', ',', ' ', '2.7', '亿']
    >>> [u.key for u in units("Hoà bình, 1995", "vi", ignored(["form"]))]
    ['Hòa', 'bình', '1995']
    """
    from aligner.lang import get

    stop_words = get(lang).stop_words
    source = simplified(text) if SCRIPT in ignore and lang.startswith("zh") else text
    found = []
    for match in _UNIT.finditer(text):
        start, stop = match.span()
        kind = str(match.lastgroup)
        if kind == "space" and SPACES in ignore:
            continue
        if kind == "sign" and PUNCTUATION in ignore and _STOP.match(match[0]):
            continue
        key = _key(source[start:stop], lang, ignore)
        if key:
            found.append(Unit(start, stop, key, _weight(match[0], kind, stop_words), kind))
    return found


def _weight(text: str, kind: str, stop_words: frozenset[str]) -> float:
    if kind == "space":
        return SPACE_WEIGHT
    if kind == "sign":
        return SIGN_WEIGHT
    return STOP_WORD_WEIGHT if text.lower() in stop_words else WORD_WEIGHT


@lru_cache(maxsize=1 << 13)
def _key(text: str, lang: str, ignore: frozenset[str]) -> str:
    """The form in which one unit is compared."""
    if SCRIPT in ignore and lang == "vi":
        text = _tones(text)
    if WIDTH in ignore:
        text = fold(text, "en", case=True).text
    return text.casefold() if CASE in ignore else text


def key(text: str, lang: str, ignore: frozenset[str]) -> str:
    """A whole sentence in the form in which it is compared: two that are the same by units have the same.

    >>> key("產業，集羣。", "zh-Hant", ignored(["form"])) == key("产业,集群", "zh-Hans", ignored(["form"]))
    True
    """
    if not ignore:
        return text
    if SCRIPT in ignore:
        text = simplified(text) if lang.startswith("zh") else _tones(text) if lang == "vi" else text
    if WIDTH in ignore:
        text = fold(text, "en", case=True).text
    if CASE in ignore:
        text = text.casefold()
    drop = _DROPPED.get(ignore & {SPACES, PUNCTUATION})
    return drop.sub("", text) if drop else text


def _tones(text: str) -> str:
    """Vietnamese with one placement of the tone mark, capitals kept."""
    low = text.lower()
    placed = place_tones(low)
    if placed == low or len(placed) != len(text):
        return text
    return "".join(p.upper() if t.isupper() else p for t, p in zip(text, placed, strict=True))
