"""Paragraphs that a page break or a picture cut in two are made one again."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import regex

from aligner.blocks import unwrap
from aligner.pieces import HAN, Piece, ends_clause, is_running, weight
from aligner.quotes import repeated
from aligner.types import Span

_OPEN_END = regex.compile(r"[\p{L}\p{N},，、（(“‘《—–-]$")
_ENDS = frozenset(".!?…。！？”’\"'):;：；）)")
"""What most blocks end with, and what is no open end."""
_MARK = regex.compile(r"\s*(?:[-*•●·]\s|[（(\[【]?[\d一二三四五六七八九十]{1,3}[)）\]】、.．])")
_LONG = 110


def join_cut(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with every sentence that was cut across one empty line (or none) in one piece again.

    A cut shows itself on both sides: running text that ends without any mark, and running text that goes on (in
    lower case, or in Chinese) to its own stop. Repeated pull quotes have no stop either, and are left alone.

    >>> from aligner.readers.txt import page_of
    >>> page = page_of("The road was long and nobody in the\\n\\ntown had ever thought of paving it.")
    >>> [piece.text for piece in join_cut(page.text, page.pieces)]
    ['The road was long and nobody in the town had ever thought of paving it.']
    """
    joined, beside = _joined(text, pieces, frozenset())
    if beside:  # most pages have no such place, and need not be asked
        texts = [piece.text for piece in pieces]
        if not repeated(texts, sorted(beside)).isdisjoint(beside):
            joined, _ = _joined(text, pieces, repeated(texts))
    return joined


def _joined(text: str, pieces: Sequence[Piece], quotes: Collection[int]) -> tuple[list[Piece], set[int]]:
    """The pieces, joined where neither side is one of the quotes, and those that stand beside a cut."""
    beside: set[int] = set()
    joined: list[Piece] = []
    for index, piece in enumerate(pieces):
        cut = bool(joined) and _is_cut(joined[-1], piece)
        if cut:
            beside |= {index - 1, index}
        if cut and index - 1 not in quotes and index not in quotes:
            span = Span(joined[-1].span.start, piece.span.stop)
            joined[-1] = joined[-1]._replace(span=span, text=unwrap(span.of(text)))
        else:
            joined.append(piece)
    return joined, beside


def _is_cut(first: Piece, second: Piece) -> bool:
    if first.text[-1:] in _ENDS:
        return False
    if (
        first.level
        or second.level
        or second.gap > 1
        or first.hint != second.hint
        or first.furniture != second.furniture
    ):
        return False
    if first.bold != second.bold or abs(first.size - second.size) > 0.1:
        return False
    if not _OPEN_END.search(first.text, max(0, len(first.text) - 2)) or ends_clause(first.text):
        return False
    if _MARK.match(second.text):
        return False
    if HAN.match(first.text[-1]) or first.text[-1] in "，、（“‘《":
        # Chinese has no capitals to tell a new sentence by, so both halves must be long.
        return HAN.match(second.text) is not None and weight(first.text) >= _LONG and is_running(second.text)
    return second.text[:1].islower() and weight(first.text) >= 25 and weight(second.text) >= 8
