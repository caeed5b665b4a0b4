"""The engine that the languages share: candidates are found in one pass, rules are tried in order at each of them.

A language gives a pattern of the places where a quantity may begin and a list of rules. The text that rules see is in
lower case with full-width digits and marks made half-width, character by character, so that offsets stay those of the
original text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from re import Match, Pattern
from typing import Any

from aligner.quantities._measures import Measured
from aligner.quantities._types import Quantity
from aligner.quantities._units import kind_of
from aligner.types import Span

WESTERN_DIGITS = r"\d{1,3}(?:,\d{3}){1,8}(?:\.\d{1,60})?(?!\d)|\d{1,24}(?!\d)(?:\.\d{1,60})?"
"""Digits as English and Chinese write them; what is longer is a serial number, no quantity."""

HAN_NUMERALS = frozenset("零〇一二两三四五六七八九十百千廿卅万亿兆")
DIGIT = tuple("0123456789")
"""What a rule begins with that begins with a digit."""
LETTERS = 1000  # letters for which the rules that may apply are remembered

_MARKER = re.compile(
    r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\(?[一二三四五六七八九十]{1,3}(?:\)|、(?![一二三四五六七八九十]))|"
    r"\d{1,3}(?:[)、]|\.(?=\s*[^\W\d]))|(?!(?:19|20)\d\d )\d{1,4} [-–—] (?=[^\W\d]))"
)
"""What numbers a paragraph, a footnote or an article, and counts nothing."""

WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 32, 0xA0: 32, 0x202F: 32, 0x2009: 32}
"""Full-width ASCII and wide or hard spaces to their plain forms; one character each."""

_WIDE = re.compile(f"[{''.join(map(chr, sorted(WIDTH)))}]")
SPELLINGS = 4096  # ways of writing an amount of which a language remembers what they mean


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its unit on the way to becoming a quantity."""

    low: Fraction
    high: Fraction
    unit: str = ""
    kind: str = ""
    exact: bool = True
    approx: str = ""
    alternatives: tuple[Fraction, ...] = ()
    weak: bool = False

    def of(self, span: Span, text: str) -> Quantity:
        """The quantity that this amount is at a place of a text."""
        kind = self.kind or kind_of(self.unit)
        exact = self.exact and not self.approx
        place = span.of(text)
        return Quantity(
            span, place, self.low, self.high, self.unit, kind, exact, self.approx, self.alternatives, self.weak
        )


def one(value: Fraction | int, unit: str = "", kind: str = "", **more: object) -> Amount:
    """An amount with one value."""
    number = Fraction(value)
    return Amount(number, number, unit, kind, **more)  # type: ignore[arg-type]


Reading = tuple[Amount | tuple[Amount, int, int], ...]
"""What a rule returns: amounts over the whole match, or each with its own range; empty for "no quantity here"."""


Hit = Match[str] | Measured
Reader = Callable[[Any], Reading | None]
Matcher = Callable[[str, int], Measured | None]
Written = (
    tuple[str | Matcher, Reader]
    | tuple[str | Matcher, Reader, tuple[str, ...]]
    | tuple[str | Matcher, Reader, tuple[str, ...], str]
    | tuple[str | Matcher, Reader, tuple[str, ...], str, str]
)
"""A rule as languages write it: its pattern (or what matches in its place), its reader, what its matches begin with,
what stands in them behind a number, and what stands in them anywhere."""
NEAR = 200  # characters within which that is looked for


@dataclass(frozen=True)
class Rule:
    """A pattern tried at a candidate, and what its match means; ``None`` lets the next rule try.

    ``begins`` are the texts one of which every match begins with, ``behind`` what stands in each of them behind a
    Chinese numeral or a digit, ``holds`` what stands somewhere in each: at other places the pattern is not tried, and
    one that is never tried is never compiled.
    """

    source: str | Matcher
    read: Reader
    begins: tuple[str, ...] = ()
    behind: str = ""
    holds: str = ""

    def may_match(self, text: str, place: int) -> bool:
        """Whether the pattern is worth trying where the letter is right."""
        if self.longer and not text.startswith(self.longer, place):
            return False
        if self.holds and text.find(self.holds, place) < 0:
            return False
        if not self.behind:
            return True
        stop = place + NEAR
        at = text.find(self.behind, place + 1, stop)
        while at > 0:
            before = text[max(place, at - 3) : at].rstrip(" ")[-1:]
            if before in HAN_NUMERALS or before.isdecimal():
                return True
            at = text.find(self.behind, at + 1, stop)
        return False

    @cached_property
    def asks(self) -> bool:
        """Whether it takes more than the letter to see that."""
        return bool(self.longer or self.behind or self.holds)

    @cached_property
    def letters(self) -> frozenset[str]:
        """The letters that its matches begin with."""
        return frozenset(text[0] for text in self.begins)

    @cached_property
    def longer(self) -> tuple[str, ...]:
        """What has to be looked for when the letter is right; nothing where the letter says all."""
        return self.begins if any(len(text) > 1 for text in self.begins) else ()

    @cached_property
    def match(self) -> Callable[[str, int], Hit | None]:
        """The match at a place of a text, if there is one."""
        return re.compile(self.source).match if isinstance(self.source, str) else self.source


@dataclass(frozen=True)
class Grammar:
    """One language's way of writing quantities.

    ``start`` finds candidates; its whole match is skipped when no rule takes it. ``before`` is searched in the few
    characters that precede a quantity and must reach up to it; ``after`` is matched behind it. Both map to an
    approximation by their group's name.
    """

    start: str
    rules: Sequence[Rule]
    before: Pattern[str]
    after: Pattern[str]
    prepare: Callable[[str], str]
    first: Pattern[str] | None = None
    """A class of characters one of which every candidate begins with, where that is quicker looked for."""
    words: str = ""
    """Where words are written apart: what ``start`` finds where no letter or digit stands before. Looked for behind a
    character that is none, it is found much sooner than ``start``, which is asked at every letter."""
    amid: tuple[str, ...] = ()
    """What every text holds in which ``start`` may find more than that."""
    by_letter: dict[str, list[Rule]] = field(default_factory=dict, repr=False)
    """The rules that may apply where a letter stands, once that has been asked for."""

    def _likely(self, letter: str) -> list[Rule]:
        found = self.by_letter.get(letter)
        if found is None:
            others = letter.isdecimal() and not letter.isascii()  # digits of other scripts, which patterns take too
            found = [rule for rule in self.rules if others or not rule.begins or letter in rule.letters]
            if len(self.by_letter) < LETTERS:
                self.by_letter[letter] = found
        return found

    def find(self, text: str) -> list[Quantity]:
        """All quantities of a text, in order, none overlapping."""
        plain = self.prepare(text)
        marker = _MARKER.match(plain)
        found: list[Quantity] = []
        stop = marker.end() if marker else 0
        apart = self.words and not any(sign in plain for sign in self.amid)
        searched = f" {plain}" if apart else plain
        while at := self._word(searched, stop) if apart else self._candidate(searched, stop):
            place, stop = at
            for rule in self._likely(plain[place]):
                if rule.asks and not rule.may_match(plain, place):
                    continue
                if (hit := rule.match(plain, place)) and (reading := rule.read(hit)) is not None:
                    stop = max(hit.end(), place + 1)
                    found += self._quantities(text, plain, hit, reading)
                    break
        return found

    @cached_property
    def _start(self) -> Pattern[str]:
        return re.compile(self.start)

    @cached_property
    def _words(self) -> Pattern[str]:
        return re.compile(rf"\W(?:{self.words})")

    def _candidate(self, plain: str, place: int) -> tuple[int, int] | None:
        """From where to where the next thing stands that a quantity may begin with."""
        if self.first is None:
            match = self._start.search(plain, place)
            return match.span() if match else None
        while letter := self.first.search(plain, place):
            if match := self._start.match(plain, letter.start()):
                return match.span()
            place = letter.end()
        return None

    def _word(self, spaced: str, place: int) -> tuple[int, int] | None:
        """The same by ``words``, in a text with a space set before it, so that each character has one before it."""
        match = self._words.search(spaced, place)
        return (match.start(), match.end() - 1) if match else None

    def _quantities(self, text: str, plain: str, hit: Hit, reading: Reading) -> list[Quantity]:
        quantities = []
        for entry in reading:
            amount, start, stop = entry if isinstance(entry, tuple) else (entry, hit.start(), hit.end())
            while stop > start and plain[stop - 1] == " ":
                stop -= 1
            if not amount.approx:
                near = self.before.search(plain, max(0, start - 16), start) or self.after.match(plain, stop)
                if near and near.lastgroup:
                    amount = replace(amount, approx=near.lastgroup)
            quantities.append(amount.of(Span(start, stop), text))
        return quantities


def lowered(text: str) -> str:
    """The text in lower case and half width, each character on its own, so that no offset moves."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(lower if len(lower := char.lower()) == 1 else char for char in text)
    return low if low.isascii() else _WIDE.sub(_narrow, low)


def _narrow(wide: Match[str]) -> str:
    return chr(WIDTH[ord(wide[0])])


@lru_cache(maxsize=4096)
def digits(written: str, comma_decimal: bool) -> tuple[Fraction, ...]:
    """The values that a number in digits may have, the language's own reading first.

    ``1.234`` is 1234 where the comma is decimal and 1.234 elsewhere, yet people write both everywhere, so the other
    reading is kept as an alternative; ``1,234`` leaves no doubt where the comma is not decimal.

    >>> [str(value) for value in digits("1.234", True)], [str(value) for value in digits("2,700.5", True)]
    (['1234', '617/500'], ['5401/2'])
    """
    marks = [char for char in written if char in ".,"]
    if not marks:
        return (Fraction(written.replace(" ", "")),)
    if len(set(marks)) == 2:
        thousands = marks[0]
        return (Fraction(written.replace(thousands, "").replace(marks[-1], ".")),)
    mark = marks[0]
    grouped = all(len(part) == 3 for part in written.split(mark)[1:]) and 1 <= len(written.split(mark)[0]) <= 3
    whole = Fraction(written.replace(mark, "")) if grouped else None
    if len(marks) > 1:
        return (whole,) if whole is not None else (Fraction(written.replace(mark, ".", 1).replace(mark, "")),)
    broken = Fraction(written.replace(mark, "."))
    if whole is None or written.startswith("0"):
        return (broken,)
    if mark == "," and not comma_decimal:
        return (whole,)
    return (whole, broken) if mark == "." and comma_decimal else (broken, whole)


def span_of(low: Amount, high: Amount) -> Amount | None:
    """Two amounts as one range, or ``None`` when they do not rise (a score, an address)."""
    if low.low >= high.low:
        return None
    return replace(high, low=low.low, high=high.low, alternatives=())
