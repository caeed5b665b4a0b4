"""Unpaired quotation marks and brackets, ASCII punctuation between Chinese characters, spaces before punctuation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from aligner.types import Span
from glossary.checks._base import Check, RowContext, TableContext, located
from glossary.types import Finding, Severity

_KINDS = {
    **dict.fromkeys("“”\"", "double"), **dict.fromkeys("「」", "corner"), **dict.fromkeys("『』", "white corner"),
    **dict.fromkeys("《》", "title"), **dict.fromkeys("（）()", "round"), **dict.fromkeys("[]【】", "square"),
}  # fmt: skip
_OPENING, _CLOSING = frozenset("“「『《（([【"), frozenset("”」』》）)]】")
_PARTNERS = frozenset(["“”", "「」", "『』", "《》", "（）", "()", "[]", "【】", '""'])
_MARKS = regex.compile(r"[“”「」『』《》（）()\[\]【】]|(?<!\d)\"|\"(?=\p{L})")
_SMILEY = regex.compile(r"[:;]-?[()]")
_LIST = regex.compile(r"^\s*[\p{L}\p{N}]{1,3}[)）]")
_QUOTES = frozenset(["double", "corner", "white corner"])
_CLAUSE = regex.compile(r"[。！？]|[.!?](?=\s|$)")
_STOPS = tuple("，。！？…,.!?")
_REACH = 12
"""How many rows further a quotation may close: speeches run over paragraphs."""

_ASCII_BETWEEN = regex.compile(r"(?<=\p{Han})[,;:?!](?=\p{Han})|(?<=\p{Han})\.(?=\p{Han}|\s*$)")
_WIDE_BETWEEN = regex.compile(r"(?<=\p{Han})[，；：？！。]")
_SPACE_BEFORE = regex.compile(r"(?<=[\p{L}\p{N}]) +[,;:?!.](?=\s|$)")


@dataclass(frozen=True, slots=True)
class _Mark:
    row: int
    place: int
    char: str


@dataclass(frozen=True, slots=True)
class _Faults:
    """What is wrong in one column: marks without counterpart, and pairs that do not fit each other."""

    lone: list[_Mark]
    mixed: list[tuple[_Mark, _Mark]]


def _faults(rows: Sequence[RowContext], lang: str) -> _Faults:
    """Pairs the marks of one column, each kind by itself; what opens in one row may close in another soon after."""
    opened: dict[str, list[_Mark]] = {kind: [] for kind in _KINDS.values()}
    faults = _Faults([], [])
    for row in rows:
        for mark in _marks(row, lang):
            text, waiting = row.texts[lang], opened[_KINDS[mark.char]]
            while waiting and mark.row - waiting[0].row > _REACH:
                faults.lone.append(waiting.pop(0))
            if _opens(mark, text, waiting):
                waiting.append(mark)
            elif not waiting:
                faults.lone.append(mark)
            elif waiting[-1].char + mark.char in _PARTNERS:
                waiting.pop()
            else:
                faults.mixed.append((waiting.pop(), mark))
    faults.lone.extend(mark for waiting in opened.values() for mark in waiting)
    return faults


def _marks(row: RowContext, lang: str) -> Iterator[_Mark]:
    text = row.texts[lang]
    shielded = {n for pattern in (_SMILEY, _LIST) for match in pattern.finditer(text) for n in range(*match.span())}
    for match in _MARKS.finditer(text):
        if match.start() not in shielded:
            yield _Mark(row.index, match.start(), match[0])


def _opens(mark: _Mark, text: str, waiting: Sequence[_Mark]) -> bool:
    """Whether a mark opens. ``\"`` shows it by its surroundings, and people type “ where ” is meant."""
    if mark.char not in '"“':
        return mark.char in _OPENING
    before, after = text[: mark.place].strip(), text[mark.place + 1 :].strip()
    if mark.char == "“":
        return not (waiting and waiting[-1].row == mark.row and (not after or before.endswith(_STOPS)))
    if not before or not after:
        return not before
    spaced = text[mark.place - 1].isspace(), text[mark.place + 1].isspace()
    return spaced[0] if spaced[0] != spaced[1] else not waiting


def _brackets(context: TableContext) -> Iterator[Finding]:
    faults = {lang: _faults(context.rows, lang) for lang in context.langs}
    for lang, column in faults.items():
        for mark in sorted(column.lone, key=lambda mark: (mark.row, mark.place)):
            row = context.rows[mark.row]
            if _shared(row, lang, mark, faults):
                continue
            opening = mark.char not in _CLOSING
            yield located(
                Finding(
                    "typography",
                    Severity.WARNING,
                    row.index,
                    (lang,),
                    "“{mark}” is opened and never closed." if opening else "“{mark}” closes what was never opened.",
                    {"mark": mark.char},
                ),
                {lang: [_shown(row.texts[lang], mark)]},
                row.texts,
            )
        for number in sorted({mark.row for _, mark in column.mixed}):
            row = context.rows[number]
            opening_mark, closing = next(pair for pair in column.mixed if pair[1].row == number)
            yield located(
                Finding(
                    "typography",
                    Severity.INFO,
                    number,
                    (lang,),
                    "“{opening}” is closed by “{closing}”.",
                    {"opening": opening_mark.char, "closing": closing.char},
                ),
                {lang: [_shown(row.texts[lang], closing)]},
                row.texts,
            )


def _shared(row: RowContext, lang: str, mark: _Mark, faults: dict[str, _Faults]) -> bool:
    """Whether another language has a mark without counterpart in the same row: then the source is cut that way."""
    quote = _KINDS[mark.char] in _QUOTES
    return any(
        other.row == mark.row and (_KINDS[other.char] in _QUOTES) == quote
        for name, column in faults.items()
        if name != lang and name in row.filled
        for other in column.lone
    )


def _shown(text: str, mark: _Mark) -> Span:
    """The mark with the words that it should have enclosed: to the end of the clause, at most forty characters."""
    if mark.char in _CLOSING:
        return Span(max(0, mark.place - 20), mark.place + 1)
    end = _CLAUSE.search(text, mark.place + 1)
    return Span(mark.place, min(end.end() if end else len(text), mark.place + 40))


def _width(context: TableContext) -> Iterator[Finding]:
    """ASCII marks between Han characters; where a text uses them throughout, that is one finding, not hundreds."""
    for lang in context.langs:
        if not lang.startswith("zh"):
            continue
        hits = [(row, [Span(*m.span()) for m in _ASCII_BETWEEN.finditer(row.texts[lang])]) for row in context.rows]
        hits = [(row, spans) for row, spans in hits if spans]
        ascii_marks = sum(len(spans) for _, spans in hits)
        wide = sum(len(_WIDE_BETWEEN.findall(row.texts[lang])) for row in context.rows)
        if not hits:
            continue
        message = "“{mark}” between Chinese characters ought to be full-width."
        if ascii_marks > 5 and ascii_marks > wide * 0.1:
            row, spans = hits[0]
            yield located(
                Finding(
                    "typography",
                    Severity.INFO,
                    row.index,
                    (lang,),
                    "The text has half-width punctuation between Chinese characters in {count} places.",
                    {"count": ascii_marks},
                    rows=tuple(other.index for other, _ in hits[1:]),
                ),
                {lang: spans},
                row.texts,
            )
            continue
        for row, spans in hits:
            mark = spans[0].of(row.texts[lang])
            yield located(
                Finding(
                    "typography",
                    Severity.INFO,
                    row.index,
                    (lang,),
                    message,
                    {"mark": mark},
                ),
                {lang: spans},
                row.texts,
            )


def _spaces(context: TableContext) -> Iterator[Finding]:
    for lang in context.langs:
        if lang.startswith("zh"):
            continue
        for row in context.rows:
            if spans := [Span(*match.span()) for match in _SPACE_BEFORE.finditer(row.texts[lang])]:
                yield located(
                    Finding(
                        "typography",
                        Severity.INFO,
                        row.index,
                        (lang,),
                        "There is a space before “{mark}”.",
                        {"mark": spans[0].of(row.texts[lang]).strip()},
                    ),
                    {lang: spans},
                    row.texts,
                )


def _of_table(context: TableContext) -> Iterator[Finding]:
    yield from _brackets(context)
    yield from _width(context)
    yield from _spaces(context)


CHECK = Check(
    "typography",
    "Typography",
    "A quotation mark or bracket without its counterpart, half-width punctuation between Chinese characters, a space "
    "before punctuation.",
    Severity.WARNING,
    of_table=_of_table,
)
