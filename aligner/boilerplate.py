"""What each block of a page is: title, heading, body, caption, note … or the furniture around the article.

Three steps, the same for every format. First each block is judged alone, by the tag it had and the words it holds.
Then the article is found: the stretch of the page that says most (running text counts for it, menus and buttons count
against it), with its head and its tail reached from there outward, up to the first piece of furniture. At last the
blocks inside are labelled by what stands around them. Where there is doubt a block stays: a button in the table is
a small harm, a lost paragraph a big one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from aligner import cues
from aligner.captions import is_caption
from aligner.head import label_head
from aligner.inside import label_inside
from aligner.pieces import Piece, weight
from aligner.quotes import repeated
from aligner.sheet import Sheet, is_byline, is_footnote, is_signature
from aligner.types import Kind

_KEEPS_AFTER_END = frozenset({Kind.FOOTNOTE, Kind.NOTE, Kind.CAPTION})
_BETWEEN = 2
_HARD, _LESS = -80, 20
"""What a piece of furniture costs, and by how much less each further one in a row does."""


def label(pieces: Sequence[Piece], langs: Sequence[str], lang: str, title: str = "") -> list[Kind]:
    """A kind for every piece of one article (one language part of one page), in order.

    ``langs`` are the pieces' own languages, ``lang`` the article's; ``title`` is what the file's head calls the page.

    >>> from aligner.readers.txt import page_of
    >>> page = page_of("Home > News\\nThe long road\\nBy Ann Example\\nIt was a long road, and nobody had paved it.")
    >>> [str(kind) for kind in label(page.pieces, ["en"] * 4, "en")]
    ['boilerplate', 'title', 'byline', 'body']
    """
    sheet = Sheet(pieces, langs, lang, title, [None] * len(pieces), set())
    trust = _furniture_is_trusted(sheet)
    sheet.kinds[:] = [_alone(piece, trust, runs) for piece, runs in zip(pieces, sheet.runs, strict=True)]
    _cut_after_end(sheet)
    start, stop = _core(sheet)
    sheet.quotes = {start + index for index in repeated([piece.text for piece in pieces[start:stop]])}
    label_head(sheet, start)
    _label_tail(sheet, stop)
    label_inside(sheet, start, stop)
    return [kind or Kind.BODY for kind in sheet.kinds]


def _furniture_is_trusted(sheet: Sheet) -> int:
    """From which degree on furniture marks are believed: a class name around the whole page says nothing."""
    running = [
        (piece.furniture, size) for piece, size, runs in zip(sheet.pieces, sheet.sizes, sheet.runs, strict=True) if runs
    ]
    total = sum(size for _, size in running)
    for least in (1, 2):
        if sum(size for furniture, size in running if furniture < least) >= 0.4 * total:
            return least
    return 3


def _alone(piece: Piece, trust: int, runs: bool) -> Kind | None:
    """What a block is by its own tag and words, None when that takes the surroundings to tell."""
    text = piece.text
    if piece.furniture >= trust and piece.hint not in (Kind.PULL_QUOTE, Kind.FOOTNOTE, Kind.NOTE):
        return Kind.BOILERPLATE
    if piece.level and piece.level <= 2 and not cues.ends_article(text):
        return None
    if piece.hint in (Kind.TITLE, Kind.PULL_QUOTE, Kind.FOOTNOTE, Kind.CAPTION, Kind.NOTE):
        return piece.hint
    if cues.is_furniture(text):
        return Kind.BOILERPLATE
    if cues.is_note(text) and not piece.level:
        return Kind.NOTE
    if is_caption(text) and not piece.level:
        return Kind.CAPTION
    if piece.links > 0.8 and not runs and not piece.level and piece.hint is not Kind.BYLINE:
        return Kind.BOILERPLATE
    return Kind.BYLINE if piece.hint is Kind.BYLINE and weight(text) <= 150 else None


def _cut_after_end(sheet: Sheet) -> None:
    """Everything after a line such as “Comments” or “Related articles” goes, if the article is plainly over there."""
    ends = [index for index, piece in enumerate(sheet.pieces) if cues.ends_article(piece.text)]
    if not ends:
        return
    so_far = [0, *accumulate(size if runs else 0 for size, runs in zip(sheet.sizes, sheet.runs, strict=True))]
    last = max((index for index, kind in enumerate(sheet.kinds) if kind is Kind.BOILERPLATE), default=-1)
    for index in ends:
        if so_far[-1] - so_far[index] < (0.5 if last > index else 0.15) * so_far[index]:
            for later in range(index, len(sheet.pieces)):
                if later == index or sheet.kinds[later] is not Kind.FOOTNOTE:
                    sheet.kinds[later] = Kind.BOILERPLATE
            return


def _core(sheet: Sheet) -> tuple[int, int]:
    """The contiguous stretch of blocks that says most: the maximal sum of the blocks' worth."""
    best, best_span = 0.0, (0, 0)
    total, start, row = 0.0, 0, 0
    for index in range(len(sheet.pieces)):
        if total <= 0:
            total, start = 0.0, index
        amid = sheet.kinds[index] is Kind.BOILERPLATE and sheet.pieces[index].furniture != 3
        row = row + 1 if amid else 0
        total += _worth(sheet, index) + min(3, max(0, row - 1)) * _LESS
        if total > best:
            best, best_span = total, (start, index + 1)
    return _with_neighbours(sheet, *best_span) if best else _few_lines(sheet)


def _few_lines(sheet: Sheet) -> tuple[int, int]:
    """Where a page has no running text at all, all that is no furniture is the article, after a title."""
    kept = [index for index, kind in enumerate(sheet.kinds) if kind is not Kind.BOILERPLATE]
    return (kept[0] + (len(kept) > 1), kept[-1] + 1) if kept else (0, 0)


def _with_neighbours(sheet: Sheet, start: int, stop: int) -> tuple[int, int]:
    """The article with the paragraphs that only a button or two part from it."""
    for step in (1, -1):
        between = 0
        index = stop if step > 0 else start - 1
        while 0 <= index < len(sheet.pieces) and between <= _BETWEEN:
            if sheet.kinds[index] is Kind.BOILERPLATE:
                between += sheet.pieces[index].furniture != 3
            elif sheet.kinds[index] is None and _worth(sheet, index) >= 80:
                between = 0
                start, stop = min(start, index), max(stop, index + 1)
            index += step
    return start, stop


def _worth(sheet: Sheet, index: int) -> float:
    piece, kind = sheet.pieces[index], sheet.kinds[index]
    if piece.furniture == 3:
        return 0
    if kind is Kind.BOILERPLATE:
        return _HARD - (min(sheet.sizes[index], 300) if piece.furniture >= 2 else 0)
    size = min(sheet.sizes[index], 900)
    if sheet.foreign(index):
        return -0.5 * size if sheet.runs[index] else -40
    if sheet.runs[index]:
        return size * (1 - 2 * piece.links)
    return 30 if piece.hint is Kind.LIST_ITEM and piece.links < 0.5 else -2 if kind or piece.level else -8


def _label_tail(sheet: Sheet, stop: int) -> None:
    """Labels what stands after the last running text; beyond a piece of furniture only notes and captions stay."""
    over = False
    for index in range(stop, len(sheet.pieces)):
        text, kind = sheet.text(index), sheet.kinds[index]
        if sheet.pieces[index].furniture == 3:
            continue
        over = over or kind is Kind.BOILERPLATE or (sheet.foreign(index) and not is_footnote(text))
        if kind in _KEEPS_AFTER_END and not sheet.foreign(index):
            continue
        if is_footnote(text):
            sheet.kinds[index] = Kind.FOOTNOTE
        elif over or cues.is_date(text):
            sheet.kinds[index] = Kind.BOILERPLATE
        elif cues.heads_references(text):
            sheet.kinds[index] = Kind.HEADING
        elif kind is None and (is_byline(sheet, index) or is_signature(text, sheet)):
            sheet.kinds[index] = Kind.BYLINE
