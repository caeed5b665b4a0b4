"""What each block of a page is: title, heading, body, caption, note … or the furniture around the article.

Three steps, the same for every format. First each block is judged alone, by the tag it had and the words it holds.
Then the article is found: the stretch of the page that says most (running text counts for it, menus and buttons count
against it), with its head and its tail reached from there outward, up to the first piece of furniture. At last the
blocks inside are labelled by what stands around them. Where there is doubt a block stays: a button in the table is
a small harm, a lost paragraph a big one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import regex
from rapidfuzz import fuzz

from aligner import cues
from aligner.pieces import HAN, WORD, Piece, ends_clause, ends_sentence, is_running, weight
from aligner.quotes import repeated
from aligner.types import Kind

_NUMBERED = regex.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十\d]{1,4}[章节節部编編]"
    r"|[\u2160-\u216b][、.． ]|[IVX]{1,4}[.)、] ?|\d{1,2}(?:\.\d{1,2}){0,3}[.．、 ] ?(?!\d)|[（(]\d{1,2}[)）]|0\d[.． ]"
    r"|(?:chapter|part|section|chương|phần|mục) [\dIVX]{1,5}\b)",
    regex.IGNORECASE,
)
_ITEM = regex.compile(
    r"\s*(?:[-*•●○▪◦‣–·]\s|[（(]?\d{1,2}[)）、]|\d{1,2}[.．]\s|[（(][a-zA-Z][)）]|[a-z][)）]\s|[①-⑳]|[（(]?[一二三四五六七八九十]{1,3}[)）])"
)
_FOOTNOTE = regex.compile(r"\s*(?:\[\d{1,3}\]|\[\^\w+\]|［\d{1,3}］|【\d{1,3}】|[①-⑳]|[¹²³⁴-⁹]+|[†‡]) ?\S")
_BRACKETED = regex.compile(r"[（(\[【].*[)）\]】]")
_DASHED = regex.compile(r"\s*[—–―─-]{1,4}\s*\S")
_NAME_JOINTS = regex.compile(r"\s*(?:,|，|、|;|/|&|\band\b|\bvà\b|\bwith\b|和|与|與|\|)\s*|\s{2,}|　")
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭肖程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧"
    "蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾锺汪田任姜范範方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"
)
_LATIN_NAME = regex.compile(r"\p{Lu}[\p{L}.’'-]*(?: (?:de|van|von|der|al|bin|\p{Lu}[\p{L}.’'-]*)){1,4}")
_HAN_NAME = regex.compile(r"\p{Han}{2,4}|\p{Han}{1,8}[·・]\p{Han}{1,8}")
_PARENTHESIS = regex.compile(r"[（(][^()（）]*[)）]")
_KEEPS_AFTER_END = frozenset({Kind.FOOTNOTE, Kind.NOTE, Kind.CAPTION})
_BETWEEN = 2
_HARD, _LESS = -80, 20
"""What a piece of furniture costs, and by how much less each further one in a row does."""


@dataclass(slots=True)
class _Sheet:
    """One language part of a page while it is being labelled; ``kinds`` fills up step by step."""

    pieces: Sequence[Piece]
    langs: Sequence[str]
    lang: str
    title: str
    kinds: list[Kind | None]
    quotes: set[int]

    def text(self, index: int) -> str:
        return self.pieces[index].text

    def foreign(self, index: int) -> bool:
        """Whether a block is in another language or script than the article."""
        return bool(self.langs[index]) and self.langs[index] != self.lang


def label(pieces: Sequence[Piece], langs: Sequence[str], lang: str, title: str = "") -> list[Kind]:
    """A kind for every piece of one article (one language part of one page), in order.

    ``langs`` are the pieces' own languages, ``lang`` the article's; ``title`` is what the file's head calls the page.

    >>> from aligner.readers.txt import page_of
    >>> page = page_of("Home > News\\nThe long road\\nBy Ann Example\\nIt was a long road, and nobody had paved it.")
    >>> [str(kind) for kind in label(page.pieces, ["en"] * 4, "en")]
    ['boilerplate', 'title', 'byline', 'body']
    """
    sheet = _Sheet(pieces, langs, lang, title, [None] * len(pieces), set())
    trust = _furniture_is_trusted(pieces)
    for index, piece in enumerate(pieces):
        sheet.kinds[index] = _alone(piece, trust)
    _cut_after_end(sheet)
    start, stop = _core(sheet)
    sheet.quotes = {start + index for index in repeated([piece.text for piece in pieces[start:stop]])}
    _label_head(sheet, start)
    _label_tail(sheet, stop)
    _label_inside(sheet, start, stop)
    return [kind or Kind.BODY for kind in sheet.kinds]


def _furniture_is_trusted(pieces: Sequence[Piece]) -> int:
    """From which degree on furniture marks are believed: a class name around the whole page says nothing."""
    for least in (1, 2):
        kept = sum(weight(piece.text) for piece in pieces if piece.furniture < least and is_running(piece.text))
        total = sum(weight(piece.text) for piece in pieces if is_running(piece.text))
        if kept >= 0.4 * total:
            return least
    return 3


def _alone(piece: Piece, trust: int) -> Kind | None:
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
    if cues.is_caption(text) and not piece.level:
        return Kind.CAPTION
    if piece.links > 0.8 and not is_running(text) and not piece.level and piece.hint is not Kind.BYLINE:
        return Kind.BOILERPLATE
    return Kind.BYLINE if piece.hint is Kind.BYLINE and weight(text) <= 150 else None


def _cut_after_end(sheet: _Sheet) -> None:
    """Everything after a line such as “Comments” or “Related articles” goes, if the article is plainly over there."""
    sizes = [weight(piece.text) if is_running(piece.text) else 0 for piece in sheet.pieces]
    for index, piece in enumerate(sheet.pieces):
        rest = sum(sizes[index:])
        more = Kind.BOILERPLATE in sheet.kinds[index + 1 :]
        if cues.ends_article(piece.text) and rest < (0.5 if more else 0.15) * sum(sizes[:index]):
            for later in range(index, len(sheet.pieces)):
                if later == index or sheet.kinds[later] is not Kind.FOOTNOTE:
                    sheet.kinds[later] = Kind.BOILERPLATE
            return


def _core(sheet: _Sheet) -> tuple[int, int]:
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


def _few_lines(sheet: _Sheet) -> tuple[int, int]:
    """Where a page has no running text at all, all that is no furniture is the article, after a title."""
    kept = [index for index, kind in enumerate(sheet.kinds) if kind is not Kind.BOILERPLATE]
    return (kept[0] + (len(kept) > 1), kept[-1] + 1) if kept else (0, 0)


def _with_neighbours(sheet: _Sheet, start: int, stop: int) -> tuple[int, int]:
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


def _worth(sheet: _Sheet, index: int) -> float:
    piece, kind = sheet.pieces[index], sheet.kinds[index]
    if piece.furniture == 3:
        return 0
    if kind is Kind.BOILERPLATE:
        return _HARD - (min(weight(piece.text), 300) if piece.furniture >= 2 else 0)
    size = min(weight(piece.text), 900)
    if sheet.foreign(index):
        return -0.5 * size if is_running(piece.text) else -40
    if is_running(piece.text):
        return size * (1 - 2 * piece.links)
    return 30 if piece.hint is Kind.LIST_ITEM and piece.links < 0.5 else -2 if kind or piece.level else -8


# --- the head ---------------------------------------------------------------------------------------------------------


def _label_head(sheet: _Sheet, start: int) -> None:
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


def _may_be_title(sheet: _Sheet, index: int) -> bool:
    piece = sheet.pieces[index]
    if sheet.kinds[index] is Kind.TITLE or piece.level == 1:
        return True
    return (
        sheet.kinds[index] is None
        and weight(piece.text) >= 6
        and not cues.is_date(piece.text)
        and not _is_byline(sheet, index)
        and piece.hint is not Kind.LIST_ITEM
        and not _BRACKETED.fullmatch(piece.text)
        and not _DASHED.match(piece.text)
    )


def _title(sheet: _Sheet, limit: int, start: int) -> int:
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


def _head_kind(sheet: _Sheet, index: int, start: int, title: int, after_title: bool) -> Kind:
    piece = sheet.pieces[index]
    if title >= 0 and (sheet.text(title) in piece.text or (not after_title and piece.text in sheet.text(title))):
        return Kind.BOILERPLATE
    if cues.is_date(piece.text):
        return Kind.BOILERPLATE
    if _is_byline(sheet, index) or _beside_date(sheet, index, start):
        return Kind.BYLINE
    if cues.names_month(piece.text) and weight(piece.text) >= 25 and after_title:
        return Kind.CAPTION
    if piece.hint in (Kind.SUBTITLE, Kind.LIST_ITEM):
        return piece.hint
    if not after_title:
        return Kind.SUBTITLE if title < 0 or weight(piece.text) >= 25 or piece.level else Kind.BOILERPLATE
    last = index == start - 1
    if _NUMBERED.match(piece.text) or piece.level > 2 or (last and (piece.level or piece.bold) and index > title + 1):
        return Kind.HEADING
    if _is_capitals(piece.text) and index > title + 1:
        return Kind.HEADING
    if Kind.SUBTITLE in sheet.kinds[title:index]:
        # A title has one subtitle; what follows it and is short names the author.
        return Kind.BYLINE if weight(piece.text) <= 40 else Kind.HEADING if last else Kind.SUBTITLE
    return Kind.SUBTITLE if index <= title + 2 or not last else Kind.HEADING


def _beside_date(sheet: _Sheet, index: int, start: int) -> bool:
    """A short line next to the date of a head names the author or the source."""
    text = sheet.text(index)
    if weight(text) > 40 or ends_clause(text) or _DASHED.match(text):
        return False
    return index + 1 < start and cues.is_date(sheet.text(index + 1)) and sheet.pieces[index].level == 0


def _is_byline(sheet: _Sheet, index: int) -> bool:
    piece = sheet.pieces[index]
    if piece.hint is Kind.BYLINE or cues.is_byline(piece.text):
        return True
    return weight(piece.text) <= 100 and not piece.level and _is_names(piece.text, sheet)


def _is_names(text: str, sheet: _Sheet) -> bool:
    """Whether a line lists names of people and nothing else.

    Chinese names begin with a surname; Latin ones are capitalised throughout, and their words do not turn up in lower
    case in the article, as those of a title in capitals do.
    """
    plain = _PARENTHESIS.sub(" ", text).strip(" 　.·")
    parts = [part for part in _NAME_JOINTS.split(plain) if part]
    if not parts or (ends_sentence(text) and not text.endswith(".")):
        return False
    if HAN.search(plain):
        names = [name for part in parts for name in part.split()]
        return all(_HAN_NAME.fullmatch(name) and (name[0] in _SURNAMES or "·" in name) for name in names)
    if not all(_LATIN_NAME.fullmatch(part) for part in parts):
        return False
    lower = {word for piece in sheet.pieces for word in WORD.findall(piece.text) if word.islower()}
    words = [word.lower() for part in parts for word in WORD.findall(part) if len(word) > 1]
    return bool(words) and sum(word in lower for word in words) <= 0.3 * len(words)


# --- the tail ---------------------------------------------------------------------------------------------------------


def _label_tail(sheet: _Sheet, stop: int) -> None:
    """Labels what stands after the last running text; beyond a piece of furniture only notes and captions stay."""
    over = False
    for index in range(stop, len(sheet.pieces)):
        text, kind = sheet.text(index), sheet.kinds[index]
        if sheet.pieces[index].furniture == 3:
            continue
        over = over or kind is Kind.BOILERPLATE or (sheet.foreign(index) and not _FOOTNOTE.match(text))
        if kind in _KEEPS_AFTER_END and not sheet.foreign(index):
            continue
        if _FOOTNOTE.match(text):
            sheet.kinds[index] = Kind.FOOTNOTE
        elif over or cues.is_date(text):
            sheet.kinds[index] = Kind.BOILERPLATE
        elif cues.heads_references(text):
            sheet.kinds[index] = Kind.HEADING
        elif kind is None and (_is_byline(sheet, index) or _is_signature(text, sheet)):
            sheet.kinds[index] = Kind.BYLINE


def _is_signature(text: str, sheet: _Sheet) -> bool:
    return bool(_BRACKETED.fullmatch(text)) and _is_names(text[1:-1], sheet)


# --- the article ------------------------------------------------------------------------------------------------------


def _label_inside(sheet: _Sheet, start: int, stop: int) -> None:
    """Labels the blocks of the article itself."""
    sizes = [weight(piece.text) for piece in sheet.pieces[start:stop] if is_running(piece.text)]
    usual = median(sizes) if sizes else 0
    gap = _usual_gap(sheet.pieces[start:stop])
    running = [piece.text for piece in sheet.pieces[start:stop] if weight(piece.text) >= 160]
    stopped = len(running) >= 4 and sum(map(ends_clause, running)) >= 0.8 * len(running)
    references = False
    for index in range(start, stop):
        piece = sheet.pieces[index]
        references = references or cues.heads_references(piece.text)
        if sheet.kinds[index] is not None:
            continue
        if index in sheet.quotes and not piece.level:
            kind: Kind | None = Kind.PULL_QUOTE
        elif _is_signature(piece.text, sheet):
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


def _is_footnote(sheet: _Sheet, index: int, start: int, stop: int, references: bool) -> bool:
    if not _FOOTNOTE.match(sheet.text(index)):
        return references and index > start + 0.5 * (stop - start) and not cues.heads_references(sheet.text(index))
    return all(
        _FOOTNOTE.match(piece.text) or not is_running(piece.text)
        for piece in sheet.pieces[index : min(stop, index + 3)]
    )


def _is_heading(sheet: _Sheet, index: int, stop: int) -> bool:
    """A short line without a stop, above running text or above another heading."""
    piece = sheet.pieces[index]
    text, size = piece.text, weight(piece.text)
    if size > 120 or size < 2 or ends_sentence(text) or text[-1] in ",，、;；" or text[:1].islower():
        return False
    if piece.hint is Kind.LIST_ITEM or sheet.foreign(index):
        return False
    colon = text[-1] in ":："
    if colon and not (_NUMBERED.match(text) or size <= (45 if HAN.search(text) else 24) or piece.bold):
        return False
    following = next((i for i in range(index + 1, stop) if sheet.kinds[i] in (None, Kind.HEADING)), None)
    if following is None or (cues.names_month(text) and size >= 25) or _in_numbered_list(sheet, index, stop):
        return False
    if _NUMBERED.match(text) or piece.bold or _is_capitals(text) or piece.size > 1.1:
        return True
    return not _ITEM.match(text) and (is_running(sheet.text(following)) or sheet.pieces[following].level > 0)


def _is_capitals(text: str) -> bool:
    """Whether a line is set in capitals throughout, as headings are.

    >>> _is_capitals("TĂNG TỐC Ở 3 TỈNH"), _is_capitals("BYD")
    (True, False)
    """
    return text.isupper() and not HAN.search(text) and sum(char.isalpha() for char in text) >= 6


def _is_item(sheet: _Sheet, index: int, stop: int) -> bool:
    if _ITEM.match(sheet.text(index)):
        return True
    return _in_numbered_list(sheet, index, stop) or _in_semicolon_list(sheet, index, stop)


def _in_numbered_list(sheet: _Sheet, index: int, stop: int) -> bool:
    """A numbered line right after or before another one of the same shape is an item, not a heading."""
    shape = _shape(sheet.text(index))
    if not shape:
        return False
    after_item = index > 0 and sheet.kinds[index - 1] is Kind.LIST_ITEM and _shape(sheet.text(index - 1)) == shape
    return after_item or (index + 1 < stop and _shape(sheet.text(index + 1)) == shape)


def _shape(text: str) -> str:
    """The number at the head of a line with its digits made equal, "" for none: “（一）” for “（二）”, “1.” for “12.”."""
    match = _NUMBERED.match(text) or _ITEM.match(text)
    shape = match.group().strip() if match else ""
    for digits, one in ((r"\d+", "1"), (r"[一二三四五六七八九十]+", "一"), (r"[IVX]+|[\u2160-\u216b]", "I")):
        shape = regex.sub(digits, one, shape)
    return shape


def _is_unstopped(sheet: _Sheet, index: int, stop: int, stopped: bool) -> bool:
    """A line of a sentence's length without a stop, where paragraphs have theirs, and not at the end: a caption."""
    text = sheet.text(index)
    fits = 40 <= weight(text) <= 240 and not ends_clause(text) and text[-1] not in ",，、"
    return stopped and fits and index < stop - 1 and not sheet.foreign(index)


def _in_semicolon_list(sheet: _Sheet, index: int, stop: int) -> bool:
    """A line of a list whose lines end in semicolons, the last one included."""
    text = sheet.text(index)
    if text[-1] in ";；":
        return True
    before = sheet.text(index - 1) if index else ""
    return bool(before) and before[-1] in ";；" and index < stop and weight(text) < 3 * weight(before)


def _usual_gap(pieces: Sequence[Piece]) -> int | None:
    """The number of empty lines between nearly all blocks, or None when the page has no such habit."""
    gaps = [piece.gap for piece in pieces if not piece.level]
    if len(gaps) < 6:
        return None
    usual = max(set(gaps), key=gaps.count)
    return usual if gaps.count(usual) >= 0.65 * len(gaps) else None


def _is_set_apart(sheet: _Sheet, index: int, gap: int | None, usual: float) -> bool:
    """A short block after a hole (where the picture stood), or following such a one: a caption without a name."""
    piece = sheet.pieces[index]
    if gap is None or weight(piece.text) > 0.6 * usual:
        return False
    after_caption = index > 0 and sheet.kinds[index - 1] is Kind.CAPTION and weight(piece.text) <= 60
    return piece.gap >= gap + 2 or after_caption
