"""Unpaired quotation marks and brackets, ASCII punctuation between Chinese characters, spaces before punctuation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from aligner.types import Span
from glossary.checks._base import Check, RowContext, TableContext, located
from glossary.types import Finding, Severity

_PAIRS = {opening: closing for opening, closing in (tuple(pair) for pair in ("“”", "「」", "『』", "《》", "（）", "()", "[]", "【】"))}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_MARKS = regex.compile(r"[“”「」『』《》（）()\[\]【】]")
_SMILEY = regex.compile(r"[:;]-?[()]")
_LIST = regex.compile(r"^\s*[\p{L}\p{N}]{1,3}[)）]")
_QUOTES = "“”「」『』\""
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


def _unpaired(rows: Sequence[RowContext], lang: str) -> list[_Mark]:
    """Marks of one column without counterpart; what opens in one row may close in another soon after."""
    opened: list[_Mark] = []
    lone: list[_Mark] = []
    for row in rows:
        text = row.texts[lang]
        if not text:
            continue
        shielded = {n for pattern in (_SMILEY, _LIST) for match in pattern.finditer(text) for n in range(*match.span())}
        for match in _MARKS.finditer(text):
            if match.start() in shielded:
                continue
            mark = _Mark(row.index, match.start(), match[0])
            if match[0] in _PAIRS:
                opened.append(mark)
                continue
            partner = next((open_ for open_ in reversed(opened) if open_.char == _CLOSING[match[0]]), None)
            if partner is None or row.index - partner.row > _REACH:
                lone.append(mark)
            else:
                inner = opened[opened.index(partner) + 1 :]
                lone += inner
                opened = opened[: opened.index(partner)]
    return sorted(lone + opened, key=lambda mark: (mark.row, mark.place))


def _brackets(context: TableContext) -> Iterator[Finding]:
    lone = {lang: _unpaired(context.rows, lang) for lang in context.langs}
    for lang, marks in lone.items():
        for mark in marks:
            row = context.rows[mark.row]
            if _shared(row, lang, mark, lone):
                continue
            opening = mark.char in _PAIRS
            span = _shown(row.texts[lang], mark)
            yield Finding(
                "typography",
                Severity.WARNING,
                row.index,
                (lang,),
                "“{mark}” is opened and never closed." if opening else "“{mark}” closes what was never opened.",
                {"mark": mark.char},
                **located({lang: [span]}, row.texts),
            )


def _shared(row: RowContext, lang: str, mark: _Mark, lone: dict[str, list[_Mark]]) -> bool:
    """Whether another language has a mark without counterpart in the same row: then the source is cut that way."""
    return any(
        other.row == mark.row and (other.char in _QUOTES) == (mark.char in _QUOTES)
        for name, marks in lone.items()
        if name != lang and name in row.filled
        for other in marks
    )


def _shown(text: str, mark: _Mark) -> Span:
    """The mark with the words that it should have enclosed, up to twenty characters."""
    if mark.char in _PAIRS:
        return Span(mark.place, min(len(text), mark.place + 21))
    return Span(max(0, mark.place - 20), mark.place + 1)


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
            yield Finding(
                "typography",
                Severity.INFO,
                row.index,
                (lang,),
                "The text has half-width punctuation between Chinese characters in {count} places.",
                {"count": ascii_marks},
                rows=tuple(other.index for other, _ in hits[1:]),
                **located({lang: spans}, row.texts),
            )
            continue
        for row, spans in hits:
            mark = spans[0].of(row.texts[lang])
            yield Finding(
                "typography",
                Severity.INFO,
                row.index,
                (lang,),
                message,
                {"mark": mark},
                **located({lang: spans}, row.texts),
            )


def _spaces(context: TableContext) -> Iterator[Finding]:
    for lang in context.langs:
        if lang.startswith("zh"):
            continue
        for row in context.rows:
            if spans := [Span(*match.span()) for match in _SPACE_BEFORE.finditer(row.texts[lang])]:
                yield Finding(
                    "typography",
                    Severity.INFO,
                    row.index,
                    (lang,),
                    "There is a space before “{mark}”.",
                    {"mark": spans[0].of(row.texts[lang]).strip()},
                    **located({lang: spans}, row.texts),
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
