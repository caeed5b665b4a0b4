"""The head of an article: title, subtitle, byline, caption and date, from the first running text upward."""

from __future__ import annotations

import regex
from rapidfuzz import fuzz

from aligner import cues
from aligner.pieces import ends_clause, ends_sentence, is_running, weight
from aligner.sheet import BRACKETED, NUMBERED, Sheet, is_byline, is_capitals
from aligner.types import Kind

_DASHED = regex.compile(r"\s*[—–―─-]{1,4}\s*\S")


def label_head(sheet: Sheet, start: int) -> None:
    """Labels what stands before the first running text, from the text upward."""
    limit, candidates = start, 0
    for index in range(start - 1, -1, -1):
        if sheet.pieces[index].furniture == 3:
            continue
        if sheet.kinds[index] is Kind.BOILERPLATE or sheet.foreign(index):
            if candidates:
                break
            continue
        candidates += _may_be_title(sheet, index)
        limit = index
    for index in range(limit):
        if sheet.kinds[index] is not Kind.CAPTION or sheet.foreign(index):
            sheet.kinds[index] = Kind.BOILERPLATE
    title = _title(sheet, limit, start)
    after_title = False
    for index in range(limit, start):
        if index == title:
            sheet.kinds[index], after_title = Kind.TITLE, True
        elif sheet.kinds[index] is None or sheet.kinds[index] is Kind.BYLINE:
            sheet.kinds[index] = _head_kind(sheet, index, start, title, after_title)


def _may_be_title(sheet: Sheet, index: int) -> bool:
    piece = sheet.pieces[index]
    if sheet.kinds[index] is Kind.TITLE or piece.level == 1:
        return True
    return (
        sheet.kinds[index] is None
        and weight(piece.text) >= 6
        and not cues.is_date(piece.text)
        and not is_byline(sheet, index)
        and piece.hint is not Kind.LIST_ITEM
        and not BRACKETED.fullmatch(piece.text)
        and not _DASHED.match(piece.text)
    )


def _title(sheet: Sheet, limit: int, start: int) -> int:
    """The index of the title within the head, -1 for none."""
    stated = [index for index in range(limit, start) if sheet.kinds[index] is Kind.TITLE]
    if stated:
        return stated[0]
    others = [sheet.title] + [piece.text for piece in sheet.pieces[:start]]
    best, found = 0.0, -1
    for order, index in enumerate(index for index in range(limit, start) if _may_be_title(sheet, index)):
        piece = sheet.pieces[index]
        size = weight(piece.text)
        points = 5.0 - 1.5 * order
        points += {0: 0, 1: 8, 2: 4}.get(piece.level, 1) + 6 * max(0.0, piece.size - 1) + piece.bold
        points += 2 if size >= 20 else -2 if size < 10 else 0
        points += 4 * any(piece.text != other and piece.text in other for other in others)
        points += 4 * (fuzz.ratio(piece.text, sheet.title) > 85)
        points -= 3 * ends_sentence(piece.text) + 5 * is_running(piece.text)
        if points > best:
            best, found = points, index
    return found


def _head_kind(sheet: Sheet, index: int, start: int, title: int, after_title: bool) -> Kind:
    piece = sheet.pieces[index]
    if title >= 0 and (sheet.text(title) in piece.text or (not after_title and piece.text in sheet.text(title))):
        return Kind.BOILERPLATE
    if cues.is_date(piece.text):
        return Kind.BOILERPLATE
    if is_byline(sheet, index) or _beside_date(sheet, index, start):
        return Kind.BYLINE
    if cues.names_month(piece.text) and weight(piece.text) >= 25 and after_title:
        return Kind.CAPTION
    if piece.hint in (Kind.SUBTITLE, Kind.LIST_ITEM):
        return piece.hint
    if not after_title:
        return Kind.SUBTITLE if title < 0 or weight(piece.text) >= 25 or piece.level else Kind.BOILERPLATE
    last = index == start - 1
    if NUMBERED.match(piece.text) or piece.level > 2 or (last and (piece.level or piece.bold) and index > title + 1):
        return Kind.HEADING
    if is_capitals(piece.text) and index > title + 1:
        return Kind.HEADING
    if Kind.SUBTITLE in sheet.kinds[title:index]:
        # A title has one subtitle; what follows it and is short names the author.
        return Kind.BYLINE if weight(piece.text) <= 40 else Kind.HEADING if last else Kind.SUBTITLE
    return Kind.SUBTITLE if index <= title + 2 or not last else Kind.HEADING


def _beside_date(sheet: Sheet, index: int, start: int) -> bool:
    """A short line next to the date of a head names the author or the source."""
    text = sheet.text(index)
    if weight(text) > 40 or ends_clause(text) or _DASHED.match(text):
        return False
    return index + 1 < start and cues.is_date(sheet.text(index + 1)) and sheet.pieces[index].level == 0
