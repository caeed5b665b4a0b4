"""Folding of text for matching: case, width, quotation marks, script, tone placement; offsets lead back.

Folding never changes what is shown or stored: Simplified and Traditional texts keep their script, Vietnamese its marks.
It only brings two spellings of one thing to one form, so that they can be compared, looked up or searched for.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from aligner.marks import composed
from aligner.types import Span

_SINGLE_QUOTES = "‘’‚‛ʼ′`´『』﹃﹄"
_DOUBLE_QUOTES = "“”„‟″«»「」﹁﹂"
_HYPHENS = "‐‑−"
_NOTHING = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_PLAIN: dict[str, str] = {
    **dict.fromkeys(_SINGLE_QUOTES, "'"),
    **dict.fromkeys(_DOUBLE_QUOTES, '"'),
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_NOTHING, ""),
}

# What OpenCC's tables do not give for a single character, because they leave it to phrases or to regional habits.
_SINGLE_HAN = {
    "么": "么",
    "麼": "么",
    "麽": "么",
    "薴": "苎",
    "藉": "借",
    "瞭": "了",
    "妳": "你",
    "祂": "他",
    "菸": "烟",
}

# Characters with two readings: the per-character form is wrong in these words, which the word cutter has to recognise.
_KEPT = {"著": "著", "乾": "乾", "藉": "藉", "瞭": "瞭"}
_KEPT_IN = regex.compile(
    r"(?<=[名原顯显昭編编論论專专所合巨土遺遗拙卓譯译卷执執])著|著(?=[名作稱称者述書书譯译錄录文於于])"
    r"|乾(?=[坤隆卦清陵])|(?<=[慰狼蘊蕴枕])藉|瞭(?=[望如])"
)
_IDIOMS = {
    "甚麼": "什么",
    "甚么": "什么",
    "答覆": "答复",
    "反覆": "反复",
    "回覆": "回复",
    "彷彿": "仿佛",
    "彷佛": "仿佛",
}
_IDIOM = re.compile("|".join(_IDIOMS))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back: ``offsets[i]`` is where folded character ``i`` begins in the original.

    ``offsets`` has one entry more than ``text`` has characters: the length of the original.
    """

    text: str
    offsets: Sequence[int]

    def original(self, span: Span) -> Span:
        """The range of the original that a range of the folded text came from, widened to whole characters.

        >>> fold("die ﬁnale Größe", "en").original(Span(4, 5))
        Span(start=4, stop=5)
        """
        if isinstance(self.offsets, range) and self.offsets.start == 0 and self.offsets.step == 1:
            return span
        if not span:
            return Span(self.offsets[span.start], self.offsets[span.stop])
        return Span(self.offsets[span.start], self.offsets[bisect_right(self.offsets, self.offsets[span.stop - 1])])


class _Letters(dict[int, str]):
    """A translation table that computes a character the first time it is met and remembers it."""

    def __init__(self, letter: Callable[[str], str]) -> None:
        super().__init__()
        self.letter = letter
        self.uneven: set[str] = set()
        self.same: set[str] = set()
        """Letters that were met and stay as they are."""

    def __missing__(self, code: int) -> str:
        folded = self.letter(chr(code))
        if len(folded) != 1:
            self.uneven.add(chr(code))
        elif folded == chr(code):
            self.same.add(folded)
        self[code] = folded
        return folded

    def apply(self, text: str) -> Folded:
        folded = text.translate(self)
        if self.uneven.isdisjoint(text):
            return Folded(folded, range(len(text) + 1))
        offsets = [place for place, letter in enumerate(text) for _ in self[ord(letter)]]
        return Folded(folded, (*offsets, len(text)))


@cache
def _han() -> Callable[[str], str]:
    """Any one character to its usual Simplified form; Hong Kong and Taiwan variants go home first."""
    import opencc

    steps = [opencc.OpenCC(name).convert for name in ("tw2t", "hk2t", "t2s")]

    def convert(letter: str) -> str:
        if letter < "\u2e80" or "\ud800" <= letter <= "\udfff":
            return letter  # OpenCC takes no half characters
        if letter in _SINGLE_HAN:
            return _SINGLE_HAN[letter]
        simple = letter
        for step in steps:
            simple = step(simple)
        return simple if len(simple) == 1 else letter

    return convert


@cache
def _simplifier() -> _Letters:
    return _Letters(_han())


def simplified(text: str) -> str:
    """Chinese text in Simplified characters, one for one, so that offsets stay as they are.

    Characters that stand for several Simplified ones take the usual one; the few that would break common words (著名,
    乾隆, 慰藉) are looked at in their context. For matching and word cutting, not for publishing.

    >>> simplified("產業集羣説：隨著著名的甚麼"), simplified("裡裏臺灣為爲衆眾")
    ('产业集群说：随着著名的什么', '里里台湾为为众众')
    """
    if _IDIOM.search(text):
        text = _IDIOM.sub(lambda match: _IDIOMS[match[0]], text)
    simplifier = _simplifier()
    if simplifier.same.issuperset(text):  # as most Simplified texts soon are; of ``_KEPT`` none stays as it is
        return text
    simple = text.translate(simplifier)
    if not any(letter in text for letter in _KEPT):
        return simple
    letters = list(simple)
    for match in _KEPT_IN.finditer(text):
        letters[match.start()] = _KEPT[text[match.start()]]
    return "".join(letters)


def _letter(letter: str, *, chinese: bool, marks: bool, case: bool) -> str:
    plain = _PLAIN.get(letter)
    if plain is not None:
        return plain
    if "！" <= letter <= "～":
        letter = chr(ord(letter) - 0xFEE0)
    elif letter != "\n" and letter.isspace():
        return " "
    if not case:
        letter = letter.casefold()
    if chinese and len(letter) == 1:
        letter = _han()(letter)
    if not marks:
        bare = "".join(part for part in unicodedata.normalize("NFD", letter) if unicodedata.category(part) != "Mn")
        letter = unicodedata.normalize("NFC", bare).replace("đ", "d")
    return letter


@cache
def _letters(chinese: bool, marks: bool, case: bool = False) -> _Letters:
    return _Letters(lambda letter: _letter(letter, chinese=chinese, marks=marks, case=case))


def fold(text: str, lang: str, *, marks: bool = True, case: bool = False) -> Folded:
    """Text in the form in which it is matched: lower case, half width, straight quotation marks, composed.

    Chinese also becomes Simplified, character by character; Vietnamese gets one tone placement (hoà, hòa → hòa).
    ``marks=False`` drops diacritics too, and đ becomes d, as people type when they search. ``case=True`` keeps
    capitals, and the tone marks of Vietnamese where they are.

    >>> fold("ＡＢＣ “Hoà”", "vi").text, fold("Đường thuỷ", "vi", marks=False).text, fold("產業集羣", "zh-Hant").text
    ('abc "hòa"', 'duong thuy', '产业集群')
    """
    table = _letters(lang.startswith("zh"), marks, case)
    folded = table.apply(text) if unicodedata.is_normalized("NFC", text) else _composed(text, table)
    if lang == "vi" and marks and not case:
        return Folded(place_tones(folded.text), folded.offsets)
    return folded


_UNUSUAL = re.compile("[^\x00-\x08\x0e-\x1b\n -_a-\x7fà-öø-ÿăđĩũơưạ-ỹ–—…“”‘’]")
"""What makes a text in small letters one that has to be looked at letter by letter."""
_MARKS_USED = (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"))


def folded(text: str) -> str:
    """The text of ``fold(text, "en")`` alone; for Vietnamese what is left to do is ``place_tones``.

    >>> folded("Ｗｈａｔ’s Hoà?")
    "what's hoà?"
    """
    small = text.lower()
    if text.isascii() and "`" not in text:
        return small
    if not _UNUSUAL.search(small):
        for mark, plain in _MARKS_USED:
            small = small.replace(mark, plain)
        return small
    if unicodedata.is_normalized("NFC", text):
        return text.translate(_letters(False, True))
    return _composed(text, _letters(False, True)).text


_CLUSTER = regex.compile(r"\P{M}\p{M}*|\p{M}+", regex.DOTALL)


def _composed(text: str, table: _Letters) -> Folded:
    """Folding of text with loose combining marks: each letter is composed with its marks, then folded."""
    parts: list[str] = []
    offsets: list[int] = []
    for match in _CLUSTER.finditer(text):
        part = composed(match[0]).translate(table)
        parts.append(part)
        offsets.extend([match.start()] * len(part))
    return Folded("".join(parts), (*offsets, len(text)))


def _tone_table() -> dict[str, str]:
    """``oà`` → ``òa`` and so on: the tone leaves the second vowel for the first; no length changes."""
    moved: dict[str, str] = {}
    for tone in "\u0300\u0301\u0309\u0303\u0323":
        for first, second in ("oa", "oe", "uy"):
            late = first + unicodedata.normalize("NFC", second + tone)
            moved[late] = unicodedata.normalize("NFC", first + tone) + second
    return moved


_EARLY = _tone_table()
_LATE = {early: late for late, early in _EARLY.items()}
_OPEN = regex.compile(rf"(?<![qQ])(?:{'|'.join(_EARLY)})(?![\p{{Latin}}\p{{M}}])")
_CLOSED = regex.compile(rf"(?:{'|'.join(_LATE)})(?=[\p{{Latin}}\p{{M}}])|(?<=q)(?:{'|'.join(_LATE)})")

_TWO_VOWELS = re.compile("[oòóỏõọuùúủũụ][aàáảãạeèéẻẽẹyỳýỷỹỵ]")
"""The vowels between which a tone mark may stand wrongly, whatever it is."""


def place_tones(text: str) -> str:
    """Lower-case Vietnamese with one placement of the tone mark: hòa, khỏe, thúy, but hoàn, huỳnh, quý.

    Both habits of writing are in use (hoà and hòa), and so are slips such as *tòan*. The length stays the same.

    >>> place_tones("hoà khoẻ thuý tòan qúy quý")
    'hòa khỏe thúy toàn quý quý'
    """
    if not _TWO_VOWELS.search(text):
        return text
    return _CLOSED.sub(lambda match: _LATE[match[0]], _OPEN.sub(lambda match: _EARLY[match[0]], text))
