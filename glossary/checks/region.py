"""Mainland wording in a text written for Taiwan, and the reverse.

The text as a whole says for whom it is written: only where it speaks one side's words nearly throughout is another word
out of place. A text that mixes them, or that Hong Kong could have written, is left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from aligner.types import Span
from glossary.checks._base import Check, RowContext, TableContext, gathered
from glossary.checks._wording import Use, exempt, in_name, otherwise, uses
from glossary.types import Finding, Severity

WORDS = 3
"""Different words of one side that a text has to have before its region is known …"""
OWN = 2
"""… of which so many, in Traditional text, must be words that Hong Kong does not say …"""
SHARE = 3
"""… and that have to stand so many times as often as those of the other side."""

Found = list[tuple[RowContext, Use]]


def _of_table(context: TableContext) -> Iterator[Finding]:
    for lang in ("zh-Hans", "zh-Hant"):
        if lang in context.langs:
            found = [(row, use) for row in context.rows if lang in row.filled for use in uses(row.texts[lang])]
            if foreign := _out_of_place(found, lang):
                yield from _findings(foreign, lang, context)


def _out_of_place(found: Found, lang: str) -> Found:
    """The words of the other side, where the text as a whole is written for one."""
    mainland = lang == "zh-Hans"
    mark = "t" if mainland else "m"
    own = [use for _, use in found if use.mainland is mainland]
    foreign = [(row, use) for row, use in found if use.mainland is not mainland and mark in use.pair.marks]
    telling = {use.pair.mainland for use in own if mainland or {"t", "h"} <= set(use.pair.marks)}
    if len({use.pair.mainland for use in own}) < WORDS or len(telling) < (WORDS if mainland else OWN):
        return []
    return foreign if len(own) >= SHARE * len(foreign) else []


def _findings(foreign: Found, lang: str, context: TableContext) -> Iterator[Finding]:
    """One finding for each word, with all its rows."""
    words: dict[str, Found] = defaultdict(list)
    for row, use in foreign:
        text = row.texts[lang]
        named = in_name(text, use.span) or otherwise(use.pair.mainland, row.texts.values())
        if not named and not any(use.span.start in quoted for quoted in exempt(text)):
            words[use.pair.mainland].append((row, use))
    for places in words.values():
        spans: dict[int, list[Span]] = defaultdict(list)
        for row, use in places:
            spans[row.index].append(use.span)
        row, use = places[0]
        yield gathered(_finding(row, use, lang), lang, spans, context)


def _finding(row: RowContext, use: Use, lang: str) -> Finding:
    right = use.pair.taiwan[0] if use.mainland else use.pair.mainland
    messages = {
        "zh-Hans": "“{text}” is Taiwan wording in a mainland text: “{right}”.",
        "zh-Hant": "“{text}” is mainland wording in a Taiwan text: “{right}”.",
    }
    values = {"text": use.span.of(row.texts[lang]), "right": right}
    severity = Severity.INFO if use.pair.wavering else Severity.WARNING
    about = {lang: values["text"]}
    return Finding("region", severity, row.index, (lang,), messages[lang], values, suggestion=right, about=about)


CHECK = Check(
    "region",
    "Regional wording",
    "Mainland wording in a text that is written for Taiwan (軟件 for 軟體), or the reverse.",
    Severity.WARNING,
    of_table=_of_table,
)
