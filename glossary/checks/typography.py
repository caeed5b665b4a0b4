"""Unpaired quotation marks and brackets, marks of the wrong kind or width, stray spaces and hidden characters."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from aligner.types import Span
from glossary.checks._base import Check, RowContext, TableContext, located
from glossary.checks._habits import Habit, habits
from glossary.checks._marks import CLOSING, KINDS, QUOTES, Mark, faults
from glossary.types import Finding, Severity

_CLAUSE = regex.compile(r"[。！？]|[.!?](?=\s|$)")


def _brackets(context: TableContext) -> Iterator[Finding]:
    found = {lang: faults(context.rows, lang) for lang in context.langs}
    cut = {lang: {(mark.row, KINDS[mark.char] in QUOTES) for mark in column.lone} for lang, column in found.items()}
    for lang, column in found.items():
        for mark in sorted(column.lone, key=lambda mark: (mark.row, mark.place)):
            row = context.rows[mark.row]
            if not _shared(row, lang, mark, cut):
                yield _lone(row, lang, mark)
        if column.mixed:
            yield _mixed(context, lang, column.mixed)


def _lone(row: RowContext, lang: str, mark: Mark) -> Finding:
    opening = mark.char not in CLOSING
    return located(
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


def _mixed(context: TableContext, lang: str, pairs: list[tuple[Mark, Mark]]) -> Finding:
    """One finding for all pairs of a column that do not fit each other: nothing is missing, the marks are wrong."""
    opening, closing = pairs[0]
    rows = sorted({mark.row for _, mark in pairs})
    row = context.rows[closing.row]
    rest = tuple(index for index in rows if index != row.index)
    return located(
        Finding(
            "typography",
            Severity.INFO,
            row.index,
            (lang,),
            "“{opening}” is closed by “{closing}”.",
            {"opening": opening.char, "closing": closing.char},
            rows=rest,
            gathered=bool(rest),
        ),
        {lang: [_both(opening, closing)]},
        row.texts,
    )


def _both(opening: Mark, closing: Mark) -> Span:
    """The pair with what stands between, at most the last forty characters of it."""
    start = opening.place if opening.row == closing.row else 0
    return Span(max(start, closing.place - 40), closing.place + 1)


def _shared(row: RowContext, lang: str, mark: Mark, cut: dict[str, set[tuple[int, bool]]]) -> bool:
    """Whether another language has a mark without counterpart in the same row: then the source is cut that way."""
    own = mark.row, KINDS[mark.char] in QUOTES
    return any(own in places for name, places in cut.items() if name != lang and name in row.filled)


def _shown(text: str, mark: Mark) -> Span:
    """The mark with the words that it should have enclosed: to the end of the clause, at most forty characters."""
    if mark.char in CLOSING:
        return Span(max(0, mark.place - 20), mark.place + 1)
    end = _CLAUSE.search(text, mark.place + 1)
    return Span(mark.place, min(end.end() if end else len(text), mark.place + 40))


def _habit(context: TableContext, habit: Habit) -> Finding:
    first, *rest = sorted(habit.places)
    row = context.rows[first]
    return located(
        Finding(
            "typography",
            Severity.WARNING if habit.grave else Severity.INFO,
            first,
            (habit.lang,),
            habit.message,
            habit.values,
            suggestion=habit.suggestion,
            rows=tuple(rest),
            gathered=bool(rest),
        ),
        {habit.lang: habit.places[first]},
        row.texts,
    )


def _of_table(context: TableContext) -> Iterator[Finding]:
    yield from _brackets(context)
    for habit in habits(context):
        yield _habit(context, habit)


CHECK = Check(
    "typography",
    "Typography",
    "A quotation mark or bracket without its counterpart or with the wrong one, half-width punctuation between Chinese "
    "characters, stray spaces, two styles of quotation marks or of tone marks in one text, hidden characters.",
    Severity.WARNING,
    of_table=_of_table,
)
