"""Lines that label or credit a picture, by their first words or their last, in the languages of pages."""

from __future__ import annotations

import re
from functools import cache

import regex

from aligner.cues import is_short, whole

# The tables are patterns that may be broken before any bar: line breaks in them mean nothing.
_AGENCIES = r"""
Reuters|AFP|AP|Associated Press|Getty(?: Images)?|Shutterstock|iStock|Unsplash|Pexels|Xinhua|EPA(?:-EFE)?|Bloomberg
|Alamy|Wikimedia(?: Commons)?|TTXVN|VGP|新华社|新華社|中新社|视觉中国|視覺中國|路透社|路透|法新社|美聯社|美联社|中央社
"""
_CAPTION_START = r"""
(?:photo|image|picture|figure|fig\.|illustration|chart|graphic)s? ?(?:\d+[a-z]?)? ?(?:by|credit
|courtesy)? ?[:：.–-] ?\S|(?:ảnh|hình|hình ảnh|ảnh minh họa|biểu đồ|đồ họa|sơ đồ|bản đồ) ?\d{0,3} ?[:.–-] ?\S
|(?:图|圖)(?:片|表|源|说|說|說明|解|示|像)?(?:来源|來源)? ?\d{0,3}(?:[-–.]\d+)? ?[:：]
|(?:图|圖)(?:表|片)? ?\d{1,3}[ 　.、]|資料照|资料图|(?:图|圖)[为為]
"""
_CAPTION_WHOLE = r"""
.*(?:图源|圖源|图片来源|圖片來源|照片来源|照片來源|摄影|攝影|摄|供图|供圖|翻攝) ?[:：/／].{0,60}
|.*[\(（\[](?:资料图|資料圖|資料照|示意图|示意圖|(?:图|圖)[/／:：].{0,40}|(?:ảnh|photo|image|nguồn)(?: ?:
| by).{0,60})[^()（）]{0,20}[\)）\]]\.?
|.*\b(?:photo(?:graph)?(?: credit| courtesy)?|image(?: credit)?|ảnh(?: minh họa)?|nguồn ảnh|hình)(?: ?:| by
|/) ?\S.{0,60}|.*[/／|(（–—-] ?(?:AGENCIES)\)?[.。]?|.*[\p{L}\d][.。]? ?(?:via|by|from) (?:AGENCIES)\)?
""".replace("AGENCIES", _AGENCIES)
_CREDIT_WORDS = "photo", "image", "ảnh", "hình", "图源", "圖源", "来源", "來源", "摄", "攝", "供图", "供圖"
_CREDIT = re.compile(
    "(?:图源|圖源|来源|來源|摄影?|攝影?|供图|供圖) ?[:：/／]"
    "|(?:photo(?:graph)?(?: credit| courtesy)?|image(?: credit)?|ảnh(?: minh họa)?|hình)(?: ?:| by|/)"
)
_BRACKETED_WORDS = "图", "圖", "資料照", "photo", "image", "ảnh", "nguồn"
_LAST = 100
"""How many characters before its end the word of a credit stands at most."""


def is_caption(text: str) -> bool:
    """Whether a line labels or credits a picture, by its first words or its last.

    >>> is_caption("Ảnh: Một nhà máy"), is_caption("A plant in May / Reuters"), is_caption("He told Reuters.")
    (True, True, False)
    """
    line = text.strip()
    if not is_short(line, 400):
        return False
    if whole(_CAPTION_START).match(line):
        return True
    return _may_end_in_credit(line) and whole(_CAPTION_WHOLE).fullmatch(line) is not None


def _may_end_in_credit(line: str) -> bool:
    """Whether a line ends in a bracket that holds a word of captions, in an agency, or in a word and its mark.

    What ``_CAPTION_WHOLE`` asks of a line's end is dear, and few lines can have it.
    """
    near = line.rstrip(".。)")[-_LAST:].casefold()[-_LAST:]
    if _credits(near) or (near.endswith(_agencies()) and near.endswith(_credited())):
        return True
    return line.rstrip(".")[-1:] in ")）]" and any(word in near for word in _BRACKETED_WORDS)


def _credits(end: str) -> bool:
    """Whether a word for pictures stands there, and a mark that such words are followed by behind it."""
    marked = " by" in end or ":" in end or "：" in end or "/" in end or "／" in end
    return marked and any(word in end for word in _CREDIT_WORDS) and _CREDIT.search(end) is not None


@cache
def _agencies() -> tuple[str, ...]:
    """The names that end a credit, in small letters."""
    plain = regex.sub(r"\(\?:[^()]*\)|\?", "", _AGENCIES.replace("\n", ""))
    full = regex.sub(r"\(\?:([^()]*)\)\?", r"\1", _AGENCIES.replace("\n", ""))
    return tuple({name.casefold() for form in (plain, full.replace("?", "")) for name in form.split("|")})


@cache
def _credited() -> tuple[str, ...]:
    """The same with what must stand before them there."""
    leads = [*"/／|(（–—-", "via", "by", "from"]
    return tuple(lead + gap + name for name in _agencies() for lead in leads for gap in ("", " "))
