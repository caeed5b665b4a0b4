"""A page part while it is being labelled, and the shapes of lines that every step of the labelling asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from aligner import cues
from aligner.pieces import HAN, WORD, Piece, ends_sentence, running, weights
from aligner.types import Kind

NUMBERED = regex.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十\d]{1,4}[章节節部编編]"
    r"|[\u2160-\u216b][、.． ]|[IVX]{1,4}[.)、] ?|\d{1,2}(?:\.\d{1,2}){0,3}[.．、 ] ?(?!\d)|[（(]\d{1,2}[)）]|0\d[.． ]"
    r"|(?:chapter|part|section|chương|phần|mục) [\dIVX]{1,5}\b)",
    regex.IGNORECASE,
)
ITEM = regex.compile(
    r"\s*(?:[-*•●○▪◦‣–·]\s|[（(]?\d{1,2}[)）、]|\d{1,2}[.．]\s|[（(][a-zA-Z][)）]|[a-z][)）]\s|[①-⑳]|[（(]?[一二三四五六七八九十]{1,3}[)）])"
)
BRACKETED = regex.compile(r"[（(\[【].*[)）\]】]")
_NAME_JOINTS = regex.compile(r"\s*(?:,|，|、|;|/|&|\band\b|\bvà\b|\bwith\b|和|与|與|\|)\s*|\s{2,}|　")
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭肖程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧"
    "蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾锺汪田任姜范範方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"
)
_LATIN_NAME = regex.compile(r"\p{Lu}[\p{L}.’'-]*(?: (?:de|van|von|der|al|bin|\p{Lu}[\p{L}.’'-]*)){1,4}")
_HAN_NAME = regex.compile(r"\p{Han}{2,4}|\p{Han}{1,8}[·・]\p{Han}{1,8}")
_PARENTHESIS = regex.compile(r"[（(][^()（）]*[)）]")
FOOTNOTE = regex.compile(r"\s*(?:\[\d{1,3}\]|\[\^\w+\]|［\d{1,3}］|【\d{1,3}】|[①-⑳]|[¹²³⁴-⁹]+|[†‡]) ?\S")


_HEADS = frozenset("一二三四五六七八九十第IVXivxCPSMcpsmſ")
"""The letters that the number of a heading, or of an item, begins with."""


@dataclass(slots=True)
class Sheet:
    """One language part of a page while it is being labelled; ``kinds`` fills up step by step."""

    pieces: Sequence[Piece]
    langs: Sequence[str]
    lang: str
    title: str
    kinds: list[Kind | None]
    quotes: set[int]
    sizes: list[int] = field(init=False)
    """The weight of each block."""
    runs: list[bool] = field(init=False)
    """Whether each block reads as running text."""

    def __post_init__(self) -> None:
        texts = [piece.text for piece in self.pieces]
        self.sizes = weights(texts)
        self.runs = running(texts, self.sizes)

    def text(self, index: int) -> str:
        """The text of one block."""
        return self.pieces[index].text

    def foreign(self, index: int) -> bool:
        """Whether a block is in another language or script than the article."""
        return bool(self.langs[index]) and self.langs[index] != self.lang


def is_byline(sheet: Sheet, index: int) -> bool:
    """Whether a block names authors or translators: by its tag, by its words, or because it is names only."""
    piece = sheet.pieces[index]
    if piece.hint is Kind.BYLINE or cues.is_byline(piece.text):
        return True
    return sheet.sizes[index] <= 100 and not piece.level and is_names(piece.text, sheet)


def is_names(text: str, sheet: Sheet) -> bool:
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


def is_signature(text: str, sheet: Sheet) -> bool:
    """Whether a block is a name in brackets, as reporters sign their texts."""
    return text[:1] in "（([【" and bool(BRACKETED.fullmatch(text)) and is_names(text[1:-1], sheet)


def _begins_as_words_do(text: str) -> bool:
    """Whether a line begins with a letter that is no number nor part of one: nearly all do, which is quickly seen."""
    return text[:1].isalpha() and text[0] not in _HEADS and text[1:2] not in (")", "）")


def is_item(text: str) -> bool:
    """Whether a line begins as the item of a list does.

    >>> is_item("- one"), is_item("a) one"), is_item("One")
    (True, True, False)
    """
    return not _begins_as_words_do(text) and ITEM.match(text) is not None


def is_footnote(text: str) -> bool:
    """Whether a line begins as a footnote does.

    >>> is_footnote("[1] See there."), is_footnote("1 is a number.")
    (True, False)
    """
    return not text[:1].isalpha() and FOOTNOTE.match(text) is not None


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals throughout, as headings are.

    >>> is_capitals("TĂNG TỐC Ở 3 TỈNH"), is_capitals("BYD")
    (True, False)
    """
    return text.isupper() and not HAN.search(text) and sum(char.isalpha() for char in text) >= 6


def in_numbered_list(sheet: Sheet, index: int, stop: int) -> bool:
    """A numbered line right after or before another one of the same shape is an item, not a heading."""
    shape = _shape(sheet.text(index))
    if not shape:
        return False
    after_item = index > 0 and sheet.kinds[index - 1] is Kind.LIST_ITEM and _shape(sheet.text(index - 1)) == shape
    return after_item or (index + 1 < stop and _shape(sheet.text(index + 1)) == shape)


def _shape(text: str) -> str:
    """The number at the head of a line with its digits made equal, or "": “（一）” for “（二）”, “1.” for “12.”."""
    match = None if _begins_as_words_do(text) else NUMBERED.match(text) or ITEM.match(text)
    if not match:
        return ""
    shape = match.group().strip()
    for digits, one in ((r"\d+", "1"), (r"[一二三四五六七八九十]+", "一"), (r"[IVX]+|[\u2160-\u216b]", "I")):
        shape = regex.sub(digits, one, shape)
    return shape
