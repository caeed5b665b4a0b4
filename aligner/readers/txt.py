"""Plain text: paragraphs from lines, whichever way they were written (a line each, empty lines between, hard wraps)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import regex

from aligner.blocks import unwrap
from aligner.pieces import HAN, Page, Piece, ends_clause, weight
from aligner.readers._decode import decode
from aligner.types import Span

SUFFIXES = (".txt", ".text")
_MARKER = regex.compile(
    r"\s*(?:[-*•·●○▪–]\s|\(?\d{1,3}[.)、．)]|\[\d+\]|[（(]?[一二三四五六七八九十]{1,3}[、)）]|[①-⑳]|[a-z]\)\s)"
)


def read(name: str, data: bytes) -> Page:
    """The page of a plain text file."""
    return page_of(decode(name, data).text)


def page_of(text: str) -> Page:
    """Cuts a clean text into paragraphs.

    >>> [piece.text for piece in page_of("One line.\\nAnother one.").pieces]
    ['One line.', 'Another one.']
    """
    return Page(text, tuple(pieces_of(text, lines_of(text))))


def lines_of(text: str) -> list[Span]:
    """All lines of a text, without their line breaks."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def trim(text: str, span: Span) -> Span:
    """The span without white space (of any kind, no-break spaces too) at its ends; empty when nothing is left."""
    part = span.of(text)
    bare = part.strip()
    if len(bare) == len(part):
        return span
    left = len(part) - len(part.lstrip())
    return Span(span.start + left, span.start + left + len(bare))


def pieces_of(text: str, lines: Sequence[Span]) -> list[Piece]:
    """Paragraphs from lines: hard-wrapped lines are joined, other lines stand for themselves."""
    trimmed = [trim(text, line) for line in lines]
    width = wrap_width(text, trimmed)
    return _wrapped(text, trimmed, width) if width else _each(text, trimmed)


def _each(text: str, lines: Sequence[Span]) -> list[Piece]:
    """Every line a paragraph."""
    pieces: list[Piece] = []
    blanks = 0
    for span in lines:
        if span.start == span.stop:
            blanks += 1
            continue
        pieces.append(Piece(span, text[span.start : span.stop], gap=blanks))
        blanks = 0
    return pieces


def _wrapped(text: str, lines: Sequence[Span], width: int) -> list[Piece]:
    """Paragraphs of lines that go on in the next where they were full."""
    pieces: list[Piece] = []
    start: Span | None = None
    last: Span | None = None
    gap = blanks = 0

    def flush() -> None:
        nonlocal start, last
        if start is not None and last is not None:
            span = Span(start.start, last.stop)
            pieces.append(Piece(span, unwrap(span.of(text)), gap=gap))
        start = last = None

    for span in lines:
        if not span:
            flush()
            blanks += 1
            continue
        if last is not None and not _continues(text, last, span, width):
            flush()
        if start is None:
            start, gap, blanks = span, blanks, 0
        last = span
    flush()
    return pieces


def columns(text: str) -> int:
    """The width of a line on a terminal: wide characters count two, combining marks none.

    >>> columns("产业 ok")
    7
    """
    if text.isascii():
        return len(text)
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 0 if unicodedata.combining(char) else 1 for char in text
    )


def wrap_width(text: str, lines: Sequence[Span]) -> int:
    """The width at which a text of trimmed lines was hard-wrapped, 0 when its lines are paragraphs.

    A wrapped text shows itself: no line is much longer than the others, and nearly every line that is followed by
    another one was full, so that the next line's first word would not have fitted; and most lines end amid a sentence.
    """
    sizes = [span.stop - span.start for span in lines]
    longest = max(sizes, default=0)
    if not longest or columns(lines[sizes.index(longest)].of(text)) > 130:
        return 0
    pairs = [(one, other) for one, other in pairwise(lines) if one and other]
    if len(pairs) < 3:
        return 0
    width = max(columns(span.of(text)) for span in lines)
    if not 30 <= width <= 130:
        return 0
    full = sum(not _has_room(text, one, other, width) for one, other in pairs)
    stopped = sum(ends_clause(one.of(text)) for one, _ in pairs)
    return width if full >= 0.6 * len(pairs) and stopped <= 0.5 * len(pairs) else 0


def _has_room(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the first word of the following line would have fitted into the line (a few columns' slack)."""
    rest = following.of(text)
    first = rest[:1] if HAN.match(rest) else rest.split()[0]
    return columns(line.of(text)) + 1 + columns(first) <= width - 4


def _continues(text: str, line: Span, following: Span, width: int) -> bool:
    if _MARKER.match(following.of(text)) or not weight(following.of(text)):
        return False
    content = line.of(text)
    if not _has_room(text, line, following, width):
        return True
    return not ends_clause(content) and following.of(text)[:1].islower()
