"""Quotation marks and brackets of one column: which of them have no counterpart, and which pairs do not fit.

Marks are read as they look first: “ opens and ” closes. What opens in one row may close in the next, or further on
where another language has a mark over in both rows too: the speech goes on there. Where that leaves something over
though a cell has an even number of quotation marks, they are read in pairs from the left: then nothing is missing, and
only the marks are the wrong ones (“so“, ”so”, "so”).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from glossary.checks._base import RowContext

KINDS = {
    **dict.fromkeys("“”\"", "double"), **dict.fromkeys("‘’", "single"), **dict.fromkeys("「」", "corner"),
    **dict.fromkeys("『』", "white corner"), **dict.fromkeys("《》", "title"), **dict.fromkeys("〈〉", "angle"),
    **dict.fromkeys("（）()", "round"), **dict.fromkeys("[]【】", "square"),
}  # fmt: skip
OPENING, CLOSING = frozenset("“‘「『《〈（([【"), frozenset("”’」』》〉）)]】")
QUOTES = frozenset(["double", "single", "corner", "white corner"])
REACH = 12
"""How many rows further a quotation or bracket may be closed where another language has it open too."""
_MERGED = 3
"""How many rows further where another language closes one quotation and opens the next in between."""
_HABIT = 12
"""So many speeches that are opened anew in every paragraph are a habit."""
_NEAR = 1
"""How many rows further a quotation may be closed whatever the others do."""
_PARTNERS = frozenset(["“”", "‘’", "「」", "『』", "《》", "〈〉", "（）", "()", "[]", "【】", '""'])
_MARKS = regex.compile(r"[“”‘’「」『』《》〈〉（）()\[\]【】]|(?<!\d)\"|\"(?=\p{L})")
SHIELDED = regex.compile(
    r"<[A-Za-z/][^<>]{0,200}>|`[^`\n]{1,200}`|\([^()\[\]]{1,15},[^()\[\]]{1,15}\]|\[[^()\[\]]{1,15},[^()\[\]]{1,15}\)|"
    r"[:;]-?[()]|^\s*[\p{L}\p{N}]{1,3}[)）]|(?<=\p{Latin})[‘’](?=\p{Latin})|[‘’](?=\d0s|\d\d\b|em\b|n\b|til\b)"
)
"""Tags, code, half-open intervals, smileys, list markers and apostrophes are no marks in this sense."""
_SINGLE_OPENS = regex.compile(r"(?<!\w)['‘](?=[\p{L}])")
_SINGLE_CLOSES = regex.compile(r"(?<=[\p{L}\p{N}.,!?…])['’](?!\w)")
_SPEECH_ENDS = regex.compile(r"(?<=[.,!?…])['’](?!\w)")
_STOPS = tuple("，。！？…,.!?")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark and its place."""

    row: int
    place: int
    char: str


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong in one column: marks without counterpart, and pairs that do not fit each other."""

    lone: list[Mark] = field(default_factory=list)
    mixed: list[tuple[Mark, Mark]] = field(default_factory=list)


def faults(rows: Sequence[RowContext], lang: str) -> Faults:
    """The faults of one column, each kind of mark by itself. English has too many apostrophes to pair its ‘ and ’."""
    found = Faults()
    waiting: dict[str, list[Mark]] = {kind: [] for kind in KINDS.values()}
    for row in rows:
        text = row.texts[lang]
        by_kind: dict[str, list[Mark]] = {}
        last_straight = text.rfind("'")
        for mark in _marks(row.index, text):
            if mark.char in "‘’" and (lang == "en" or last_straight >= mark.place):
                continue
            by_kind.setdefault(KINDS[mark.char], []).append(mark)
        for kind, marks in by_kind.items():
            begun = {mark.row: mark for mark in waiting[kind]}  # all of a row reach as far
            far = {number for number, mark in begun.items() if not _reaches(rows, mark, kind, row.index, lang)}
            open_ = [mark for mark in waiting[kind] if mark.row not in far]
            found.lone.extend(mark for mark in waiting[kind] if mark.row in far)
            waiting[kind] = _paired(marks, open_, text, kind, found)
    found.lone.extend(mark for left in waiting.values() for mark in left)
    continued = _continued(rows, lang, found.lone) | _bracketed(rows, lang, found.lone)
    return Faults([mark for mark in found.lone if mark not in continued], found.mixed)


def _bracketed(rows: Sequence[RowContext], lang: str, lone: Sequence[Mark]) -> frozenset[Mark]:
    """Brackets around several rows: one opens the first of them, and one ends the last."""
    found: set[Mark] = set()
    closing: dict[int, list[Mark]] = {}
    for mark in lone:
        if mark.char in CLOSING and not rows[mark.row].texts[lang][mark.place + 1 :].strip().strip("。.！!？?"):
            closing.setdefault(mark.row, []).append(mark)
    for mark in lone:
        if KINDS[mark.char] in QUOTES or mark.char not in OPENING or rows[mark.row].texts[lang][: mark.place].strip():
            continue
        near = (other for row in range(mark.row + 1, mark.row + REACH + 1) for other in closing.get(row, ()))
        end = next((one for one in near if KINDS[one.char] == KINDS[mark.char] and one not in found), None)
        if end is not None:
            found |= {mark, end}
    return frozenset(found)


def _continued(rows: Sequence[RowContext], lang: str, lone: Sequence[Mark]) -> frozenset[Mark]:
    """Marks that open a speech which the next paragraphs open anew, where this text does so as a habit."""
    found = []
    for mark in lone:
        if mark.char not in OPENING or KINDS[mark.char] not in QUOTES:
            continue
        closing = next(pair[1] for pair in _PARTNERS if pair[0] == mark.char)
        for row in rows[mark.row + 1 : mark.row + 1 + REACH]:
            text = row.texts[lang].lstrip()
            if text.startswith(mark.char):
                found.append(mark)
            if text.startswith(mark.char) or closing in text:
                break
    return frozenset(found) if len(found) >= _HABIT and len(found) * 4 > len(lone) else frozenset()


def _reaches(rows: Sequence[RowContext], mark: Mark, kind: str, row: int, lang: str) -> bool:
    """Whether what was opened in an earlier row may be closed in this one."""
    gap = row - mark.row
    if gap <= _NEAR and kind in QUOTES:
        return True
    if gap > REACH:
        return False
    texts = [
        [rows[number].texts[other] for number in (mark.row, row)] for other in rows[mark.row].filled if other != lang
    ]
    quotes = kind in QUOTES
    return not texts or any(
        _over(last, quotes) and (_over(first, quotes) or (gap <= _MERGED and _has(first, quotes)))
        for first, last in texts
    )


def _has(text: str, quotes: bool) -> bool:
    """Whether a text has quotation marks, or brackets, at all."""
    return any((KINDS[mark.char] in QUOTES) == quotes for mark in _marks(0, text)) or (
        quotes and bool(_SINGLE_OPENS.search(text) or _SPEECH_ENDS.search(text))
    )


def _over(text: str, quotes: bool) -> bool:
    """Whether a text has a quotation mark, or a bracket, over: what it opens is closed elsewhere."""
    kinds = QUOTES - {"single"} if quotes else frozenset(KINDS.values()) - QUOTES
    if sum(KINDS[mark.char] in kinds for mark in _marks(0, text)) % 2:
        return True
    if not quotes:
        return False
    opening = len(_SINGLE_OPENS.findall(text))
    return opening > len(_SINGLE_CLOSES.findall(text)) or len(_SPEECH_ENDS.findall(text)) > opening


def _marks(row: int, text: str) -> Iterator[Mark]:
    shielded = {n for match in SHIELDED.finditer(text) for n in range(*match.span())}
    for match in _MARKS.finditer(text):
        if match.start() not in shielded:
            yield Mark(row, match.start(), match[0])


def _paired(marks: list[Mark], open_: list[Mark], text: str, kind: str, found: Faults) -> list[Mark]:
    """Pairs the marks of one kind in one cell; adds its faults and gives what waits to be closed later."""
    own, waiting = _as_they_look(marks, open_, text)
    here = [mark for mark in waiting if mark.row == marks[0].row]
    over = len(own.lone) + len(here)
    if kind == "double" and over > 1 and len(marks) > 1:
        if len(marks) % 2 == 0:
            found.mixed.extend(pair for pair in _in_turn(marks) if not _fits(*pair))
            return open_
        left_out = min(range(0, len(marks), 2), key=lambda n: _misfits([*marks[:n], *marks[n + 1 :]]))
        rest = [*marks[:left_out], *marks[left_out + 1 :]]
        found.mixed.extend(pair for pair in _in_turn(rest) if not _fits(*pair))
        mark = marks[left_out]
        if open_ and not (mark.char == "“" and left_out == len(marks) - 1):
            return open_[:-1]
        return [*open_, mark]
    found.lone.extend(own.lone)
    found.mixed.extend(own.mixed)
    ended = [mark for mark in here if kind in QUOTES and mark != marks[-1]]
    found.lone.extend(ended)
    return [mark for mark in waiting if mark not in ended]


def _as_they_look(marks: Sequence[Mark], open_: Sequence[Mark], text: str) -> tuple[Faults, list[Mark]]:
    """What opens and closes by its shape, and a straight mark by what stands around it."""
    own, waiting = Faults(), [*open_]
    for mark in marks:
        if _opens(mark, text, waiting):
            waiting.append(mark)
        elif not waiting:
            own.lone.append(mark)
        elif waiting[-1].char + mark.char in _PARTNERS:
            waiting.pop()
        else:
            own.mixed.append((waiting.pop(), mark))
    return own, waiting


def _opens(mark: Mark, text: str, waiting: Sequence[Mark]) -> bool:
    """Whether a mark opens. ``\"`` shows it by its surroundings, and people type “ where ” is meant."""
    if mark.char not in '"“':
        return mark.char in OPENING
    before, after = text[: mark.place].strip(), text[mark.place + 1 :].strip()
    if mark.char == "“":
        here = bool(waiting) and waiting[-1].row == mark.row
        ends = not after or (bool(waiting) and before.endswith(_STOPS) and after.startswith(_STOPS))
        return not (ends or (here and before.endswith(_STOPS)))
    if not before or not after:
        return not before
    spaced = text[mark.place - 1].isspace(), text[mark.place + 1].isspace()
    return spaced[0] if spaced[0] != spaced[1] else not waiting


def _in_turn(marks: Sequence[Mark]) -> Iterator[tuple[Mark, Mark]]:
    return zip(marks[::2], marks[1::2], strict=True)


def _fits(one: Mark, other: Mark) -> bool:
    return one.char + other.char in _PARTNERS


def _misfits(marks: Sequence[Mark]) -> int:
    return sum(not _fits(*pair) for pair in _in_turn(marks))
