"""What a reader hands on: the page's text and its pieces (paragraphs, headings, cells …) with what the format told.

A piece is a block that has no label yet. Readers only say what they saw (a tag, a style, a font size, a gap);
``aligner.boilerplate`` decides what it means, and in the same way for every format.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import regex

from aligner.letters import Known, Letters
from aligner.types import Kind, Span

HAN = regex.compile(r"\p{Han}")
WORD = regex.compile(r"[\p{Latin}\p{M}]+(?:['’-][\p{Latin}\p{M}]+)*")
STOPS = "。！？!?.…．"
CLOSERS = "\"'”’」』》）)】〕]»"
_SPACES = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
_BEHIND = CLOSERS + _SPACES
"""What may stand behind a stop."""
_CLAUSE_STOPS = STOPS + ":：;；"


class Piece(NamedTuple):
    """One block as the reader saw it. ``span`` leads into ``Page.text``; ``text`` is that range unwrapped.

    A named tuple, since a page has thousands.

    ``hint`` is what the structure says outright (a figcaption, a list item, a style named Title); ``furniture`` is 3
    for running heads and page numbers (which stand amid the text), 2 when a tag says so (nav, footer, form), 1 when
    only a class name does; ``level`` is a heading's level, 0 for none;
    ``gap`` counts the empty lines before; ``links`` is the share of characters inside links; ``size`` is the font size
    relative to the page's running text; ``declared`` is the language an element near the text names, ``strong`` whether
    that element is not just the page's root.
    """

    span: Span
    text: str
    hint: Kind | None = None
    level: int = 0
    furniture: int = 0
    gap: int = 1
    links: float = 0.0
    bold: bool = False
    size: float = 1.0
    declared: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """All text of a file, the pieces in reading order, and the title that the file's own head gives, if any."""

    text: str
    pieces: tuple[Piece, ...]
    title: str = ""
    keywords: tuple[str, ...] = field(default=())


LETTERS = Known(lambda letter: letter.isalnum() + 2 * (HAN.match(letter) is not None))
"""The weight of one character."""
_REMEMBERED = 1 << 14


class _Weights(dict[str, int]):
    """The weights of texts that were asked for lately."""

    def __missing__(self, text: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        size = self[text] = sum(map(str.isalnum, text)) + 2 * len(HAN.findall(text))
        return size


_WEIGHTS = _Weights()


def weight(text: str) -> int:
    """How much is said, comparable between scripts: letters and digits, a Han character counted as three.

    >>> weight("two words"), weight("产业政策"), weight("— * —")
    (8, 12, 0)
    """
    return _WEIGHTS[text]


def weights(texts: Sequence[str]) -> list[int]:
    """The weights of many texts, worked out at once and remembered for whoever asks for one of them."""
    known = list(map(_WEIGHTS.get, texts))
    if None not in known:
        return known  # type: ignore[return-value]
    letters = Letters.of(texts)
    found: list[int] = letters.sums(LETTERS.of(letters.codes)).tolist()
    if len(texts) + len(_WEIGHTS) > _REMEMBERED:
        _WEIGHTS.clear()
    _WEIGHTS.update(zip(texts[:_REMEMBERED], found, strict=False))
    return found


def forget() -> None:
    """Forget the texts whose weights were asked for, once the page is read: it may be a long one."""
    _WEIGHTS.clear()


def running(texts: Sequence[str], sizes: Sequence[int]) -> list[bool]:
    """Of many texts with their weights, whether each reads as running text (see ``is_running``)."""
    return [
        size >= 160 or (size >= 30 and ends_sentence(text)) or (size >= 60 and ends_clause(text))
        for text, size in zip(texts, sizes, strict=True)
    ]


def ends_sentence(text: str) -> bool:
    """Whether the text closes with a full stop or the like, quotation marks and brackets after it allowed.

    >>> ends_sentence("他说：“好。”"), ends_sentence("Growth zones")
    (True, False)
    """
    last = text.rstrip(_BEHIND)[-1:]
    return last != "" and last in STOPS


def ends_clause(text: str) -> bool:
    """As ``ends_sentence``, with colon and semicolon counted as ends."""
    last = text.rstrip(_BEHIND)[-1:]
    return last != "" and last in _CLAUSE_STOPS


def is_running(text: str) -> bool:
    """Whether this reads as running text: a sentence with its stop, or a line too long to be a label.

    >>> is_running("It was a long and winding road that led to the plant."), is_running("Contact us")
    (True, False)
    """
    size = weight(text)
    return size >= 160 or (size >= 30 and ends_sentence(text)) or (size >= 60 and ends_clause(text))
