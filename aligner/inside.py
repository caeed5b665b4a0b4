"""The article itself: headings, lists, captions, quotes and footnotes by what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from aligner import cues
from aligner.pieces import HAN, Piece, ends_clause, ends_sentence
from aligner.sheet import NUMBERED, Sheet, in_numbered_list, is_capitals, is_footnote, is_item, is_signature
from aligner.types import Kind


def label_inside(sheet: Sheet, start: int, stop: int) -> None:
    """Labels the blocks of the article itself."""
    sizes = [size for size, runs in zip(sheet.sizes[start:stop], sheet.runs[start:stop], strict=True) if runs]
    usual = median(sizes) if sizes else 0
    gap = _usual_gap(sheet.pieces[start:stop])
    running = [sheet.text(index) for index in range(start, stop) if sheet.sizes[index] >= 160]
    stopped = len(running) >= 4 and sum(map(ends_clause, running)) >= 0.8 * len(running)
    references = False
    for index in range(start, stop):
        piece = sheet.pieces[index]
        references = references or cues.heads_references(piece.text)
        if sheet.kinds[index] is not None:
            continue
        if index in sheet.quotes and not piece.level:
            kind: Kind | None = Kind.PULL_QUOTE
        elif is_signature(piece.text, sheet):
            kind = Kind.BYLINE
        elif piece.level or _is_heading(sheet, index, stop):
            kind = Kind.HEADING
        elif _is_footnote(sheet, index, start, stop, references):
            kind = Kind.FOOTNOTE
        elif piece.hint in (Kind.SUBTITLE, Kind.LIST_ITEM):
            kind = piece.hint if piece.hint is Kind.LIST_ITEM or index == start else None
        elif _is_item(sheet, index, stop):
            kind = Kind.LIST_ITEM
        elif _is_set_apart(sheet, index, gap, usual) or _is_unstopped(sheet, index, stop, stopped):
            kind = Kind.CAPTION
        else:
            kind = None
        sheet.kinds[index] = kind


def _is_footnote(sheet: Sheet, index: int, start: int, stop: int, references: bool) -> bool:
    if not is_footnote(sheet.text(index)):
        return references and index > start + 0.5 * (stop - start) and not cues.heads_references(sheet.text(index))
    return all(is_footnote(sheet.text(index)) or not sheet.runs[index] for index in range(index, min(stop, index + 3)))


def _is_heading(sheet: Sheet, index: int, stop: int) -> bool:
    """A short line without a stop, above running text or above another heading."""
    piece = sheet.pieces[index]
    text, size = piece.text, sheet.sizes[index]
    if size > 120 or size < 2 or ends_sentence(text) or text[-1] in ",，、;；" or text[:1].islower():
        return False
    if piece.hint is Kind.LIST_ITEM or sheet.foreign(index):
        return False
    colon = text[-1] in ":："
    if colon and not (NUMBERED.match(text) or size <= (45 if HAN.search(text) else 24) or piece.bold):
        return False
    following = next((i for i in range(index + 1, stop) if sheet.kinds[i] in (None, Kind.HEADING)), None)
    if following is None or (cues.names_month(text) and size >= 25) or in_numbered_list(sheet, index, stop):
        return False
    if NUMBERED.match(text) or piece.bold or is_capitals(text) or piece.size > 1.1:
        return True
    return not is_item(text) and (sheet.runs[following] or sheet.pieces[following].level > 0)


def _is_item(sheet: Sheet, index: int, stop: int) -> bool:
    if is_item(sheet.text(index)):
        return True
    return in_numbered_list(sheet, index, stop) or _in_semicolon_list(sheet, index, stop)


def _is_unstopped(sheet: Sheet, index: int, stop: int, stopped: bool) -> bool:
    """A line of a sentence's length without a stop, where paragraphs have theirs, and not at the end: a caption."""
    text = sheet.text(index)
    fits = 40 <= sheet.sizes[index] <= 240 and not ends_clause(text) and text[-1] not in ",，、"
    return stopped and fits and index < stop - 1 and not sheet.foreign(index)


def _in_semicolon_list(sheet: Sheet, index: int, stop: int) -> bool:
    """A line of a list whose lines end in semicolons, the last one included."""
    text = sheet.text(index)
    if text[-1] in ";；":
        return True
    before = sheet.text(index - 1) if index else ""
    return bool(before) and before[-1] in ";；" and index < stop and sheet.sizes[index] < 3 * sheet.sizes[index - 1]


def _usual_gap(pieces: Sequence[Piece]) -> int | None:
    """The number of empty lines between nearly all blocks, or None when the page has no such habit."""
    gaps = [piece.gap for piece in pieces if not piece.level]
    if len(gaps) < 6:
        return None
    usual = max(set(gaps), key=gaps.count)
    return usual if gaps.count(usual) >= 0.65 * len(gaps) else None


def _is_set_apart(sheet: Sheet, index: int, gap: int | None, usual: float) -> bool:
    """A short block after a hole (where the picture stood), or following such a one: a caption without a name."""
    piece = sheet.pieces[index]
    if gap is None or sheet.sizes[index] > 0.6 * usual:
        return False
    after_caption = index > 0 and sheet.kinds[index - 1] is Kind.CAPTION and sheet.sizes[index] <= 60
    return piece.gap >= gap + 2 or after_caption
