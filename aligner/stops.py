"""Whether a stop ends a sentence: what stands before it, what closes with it, what follows.

The one place for these decisions; ``aligner.segmentation`` asks here about every stop of a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from aligner.lang import SentenceRules

STOP = regex.compile(r"(?:[.!?。！？｡．…‼⁇⁈⁉]|(?<=\.) (?=\. ?\.)|(?<=\. \.) (?=\.))+")
"""A run of marks that may end a sentence, spaced dots among them."""

MARK = re.compile("[.!?。！？｡．…‼⁇⁈⁉]")
"""The marks themselves; every run has one."""
_REACH = 60  # characters looked at around a stop; longer words than that tell nothing
_OPENERS = "\"'“‘«「『﹁﹃(（[【〔《〈•*–—-"
LEAD = regex.compile(rf"[\s{regex.escape(_OPENERS)}]*")
"""What may stand before the first letter of a sentence."""

_QUOTES = {"”": "“", "’": "‘", "」": "「", "』": "『", "»": "«", "﹂": "﹁", "﹄": "﹃", '"': '"', "'": "'"}
_CLOSER = regex.compile(
    r"[”’»）)\]】」』〉》〕〗﹂﹄]|\[\d{1,3}\]|[⁰¹²³⁴-⁹①-⑳]+"
    r"|(?<=\p{L}\p{L}[.!?])\d{1,3}(?=\s+\p{Lu})"  # a note mark that lost its height: doubled.12 Supply
    r"|\s*[—–-]{1,2}\s*\p{Han}{1,8}\s*[)）\]】〕]"  # a signed remark: 。——譯註)
)
_GOES_ON = regex.compile(r"[,，、;；:：)）\]】》〉」』”»%…—–‑-]")
_HAN = regex.compile(r"\p{Han}")
_TOKEN = regex.compile(r"(?:(?!\p{Han})[\p{L}\p{M}\p{N}.&'’-])+\Z")
_CLAUSE = regex.compile(r"[\p{L}\p{N}]*\Z")
_LABEL = regex.compile(r"\p{N}{1,3}(?:\.\p{N}{1,3})*|[ivxIVX]{1,5}|\p{L}")
_HAN_LABEL = regex.compile(r"第?[一二三四五六七八九十百〇零]{1,4}")
_NUMBER = regex.compile(r"\p{N}|[IVXLC]+(?!\p{L})")
_SPACED_DECIMAL = regex.compile(r"\p{N} [.．] \p{N}")  # 7 . 5, as some pages have it
_ACRONYM = regex.compile(r"(?:\p{L}\.)+\p{L}")
_WHOLE_WORD = regex.compile(r"\p{L}?\p{Ll}{2,}")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’]+")
_SMALL = regex.compile(r"\p{Ll}(?![\p{Lu})）])")


@dataclass(frozen=True, slots=True)
class Patterns:
    """The rules of one language with their patterns compiled."""

    rules: SentenceRules
    reporting: regex.Pattern[str]
    note: regex.Pattern[str]

    @classmethod
    def of(cls, rules: SentenceRules) -> Patterns:
        """Rules as the language files hold them, ready for use."""
        return cls(rules, regex.compile(rules.reporting), regex.compile(rules.note, regex.IGNORECASE))


def stops(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The runs of marks in a range of a text, each from where to where. What has no mark in it is quickly passed over.

    >>> list(stops("One . . . two. Three?!", 0, 22))
    [(4, 9), (13, 14), (20, 22)]
    """
    mark = MARK.search(text, start, stop)
    begin = max(start, mark.start() - 2) if mark else stop  # a spaced dot may stand before the range
    while mark and (found := STOP.search(text, begin, stop)):
        yield found.span()
        mark = MARK.search(text, found.end(), stop)
        begin = mark.start() if mark else stop


def closed(text: str, place: int, limit: int) -> int:
    """Where a sentence ends whose stop ends at ``place``.

    Quotation marks, brackets, note marks and signatures that follow the stop directly belong to it. A straight
    quotation mark closes before a space, or else when an odd number of them stands before it nearby.
    """
    while place < limit:
        closer = _CLOSER.match(text, place, limit)
        if closer:
            place = closer.end()
        elif text[place] in "\"'" and _closes(text, place, limit):
            place += 1
        else:
            break
    return place


def _closes(text: str, place: int, limit: int) -> bool:
    after = text[place + 1 : min(place + 2, limit)]
    return not after or after.isspace() or text.count(text[place], max(0, place - 20 * _REACH), place) % 2 == 1


def ends_in_stop(sentence: str) -> bool:
    """Whether a text ends as a sentence does: with a stop, or with marks that close behind one."""
    last = sentence.rstrip("\"'”’»）)]】」』 ")[-1:]
    return bool(last) and STOP.fullmatch(last) is not None


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop and its surroundings: the sentence so far is ``text[start:at]``, the stop ``text[at:after]``.

    What closes with it reaches to ``end``. Nothing at or behind ``limit`` belongs to the text.
    """

    text: str
    start: int
    at: int
    after: int
    end: int
    limit: int

    def ends(self, patterns: Patterns) -> bool:
        """Whether a sentence ends here."""
        rest = self.text[self.end : min(self.limit, self.end + 2 * _REACH)]
        spaced = rest[:1].isspace()
        rest = rest.lstrip()
        if not rest:
            return True
        if _GOES_ON.match(rest) and not (spaced and rest[0] in "—–-…"):
            return False
        if self.end > self.after and self._quotation_goes_on(rest, patterns):
            return False
        lead = LEAD.match(rest)
        following = rest[lead.end() :] if lead else rest
        mark = self.text[self.at : self.after]
        if mark.strip(".… ") == "" and mark != ".":
            return self._ellipsis(following, spaced)
        if mark in (".", "．"):
            return self._full_stop(following, spaced, patterns.rules)
        before = self.text[self.at - 1 : self.at]
        if any(letter in "。！？｡．" for letter in mark):
            return True
        if not spaced and self.end == self.after and not _HAN.match(following) and not _HAN.match(before):
            return following[:1].isupper() and before.islower()
        return not _SMALL.match(following)

    def _quotation_goes_on(self, rest: str, patterns: Patterns) -> bool:
        """Whether the sentence runs on behind a quotation that has just closed.

        It does before a verb of saying (“好!”他说。). In Chinese it also does behind a question or exclamation that no
        colon or comma led up to, which then is a part of the sentence (提出“谁来付?”的问题).
        """
        closing = next((mark for mark in reversed(self.text[self.after : self.end]) if mark in _QUOTES), "")
        if not closing:
            return False
        han = _HAN.match(rest) is not None
        if (han or self.text[self.at : self.after] != ".") and patterns.reporting.match(rest):
            return True
        if not han or self.text[self.at : self.after] in (".", "。"):
            return False
        opened = self.text.rfind(_QUOTES[closing], self.start, self.at)
        before = self.text[self.start : opened].rstrip() if opened >= 0 else ""
        return bool(before) and _HAN.match(before[-1]) is not None

    def _ellipsis(self, following: str, spaced: bool) -> bool:
        """Three dots end a sentence before a capital; in Chinese where a clause of some length ran up to them."""
        if not self.text[self.start : self.at].strip(_OPENERS + " \n"):
            return False
        apart = spaced or self.end > self.after
        if _HAN.match(following):
            clause = _CLAUSE.search(self.text, max(self.start, self.at - _REACH), self.at)
            return apart or (clause is not None and len(clause[0]) > 5)
        return apart and not _SMALL.match(following)

    def _full_stop(self, following: str, spaced: bool, rules: SentenceRules) -> bool:
        """A single full stop: the one mark that abbreviations, initials, numbers and names use too."""
        text = self.text
        found = _TOKEN.search(text, max(self.start, self.at - _REACH), self.at)
        token = found[0].lstrip(".-'’&") if found else ""
        if self._label(token, rules) or (spaced and _SPACED_DECIMAL.match(text, self.at - 2)):
            return False
        han = _HAN.match(following) is not None
        if not spaced and self.end == self.after and not han and self._glued(token, following, rules):
            return False
        if text[self.at - len(token) - 1 : self.at - len(token)] in ("=", "/", "#", "@", "_"):
            token = ""  # the end of an address, not a word
        name = token.lower()
        if name in rules.abbreviations or (name in rules.numbered and _NUMBER.match(following)):
            return False
        if name in rules.closing or _ACRONYM.fullmatch(token) or (len(token) == 1 and token.isupper()):
            return self.end > self.after or (not han and _begins(following, rules, known=name in rules.closing))
        return han or not _SMALL.match(following)

    def _label(self, token: str, rules: SentenceRules) -> bool:
        """Whether the stop belongs to a list number or heading number: 1. a. IV. 一. Chapter 2. Điều 1."""
        if self.end > self.after:
            return False
        head = self.text[self.start : self.at - len(token)].strip(_OPENERS + " \n\t")
        if not token:
            return _HAN_LABEL.fullmatch(head) is not None
        if not _LABEL.fullmatch(token):
            return False
        return not head or (token[0].isdigit() and (head.lower() in rules.labels or head[-1] in ";；:：、"))

    def _glued(self, token: str, following: str, rules: SentenceRules) -> bool:
        """Whether a stop without a space behind it is inside a number, name or address, as in 2.7 or index.html.

        Pages lose the space between two sentences; a whole word before and a capitalised one behind tell of that.
        """
        if _HAN.match(self.text, self.at - 1):
            return _SMALL.match(following) is not None
        lost = _WHOLE_WORD.fullmatch(token.rpartition("-")[2]) and following[:1].isupper() and following[1:2].islower()
        return not lost or token.lower() in rules.abbreviations


def _begins(following: str, rules: SentenceRules, *, known: bool) -> bool:
    """Whether what follows an abbreviation or initial begins a sentence: by the language's list, if it has one."""
    word = _WORD.match(following)
    if word is None or not word[0][0].isupper():
        return False
    return word[0].lower() in rules.starters if rules.starters else known
