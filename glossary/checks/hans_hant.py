"""Real differences between the Simplified and the Traditional version of one text: more than script and region.

Two columns are versions of one text when most of their rows are the same once script, punctuation and the words of a
region are set aside; two translations made apart never are, and are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from aligner.fold import fold
from aligner.types import Span
from glossary.checks._base import Check, RowContext, TableContext, located
from glossary.checks._wording import uses
from glossary.types import Finding, Severity

LANGS = ("zh-Hans", "zh-Hant")
ROWS, SHORTEST = 3, 8
"""Rows of so many characters or more that there have to be to know what the columns are to each other."""
SAME = 0.6
"""Share of these rows that have to be the same in both."""
NEAR = 0.5
"""How like one another two cells have to be for their differences to be shown one by one."""


_ALIKE = {"彷": "仿", "鍊": "链", "姊": "姐", "份": "分"}
"""Further forms of one character that are written otherwise in Traditional text."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A cell as tokens that ought to be the same in both scripts, and where each of them stands."""

    keys: tuple[str, ...]
    spans: tuple[Span, ...]


def _tokens(text: str) -> _Text:
    """Simplified characters and the mainland's words for regional ones, without punctuation."""
    folded = fold(text, "zh-Hans")
    words = {use.span.start: use for use in uses(text)}
    keys, spans, free = [], [], 0
    for place, char in enumerate(folded.text):
        span = folded.original(Span(place, place + 1))
        if span.start < free or not char.isalnum():
            continue
        if use := words.get(span.start):
            keys.append(fold(use.pair.mainland, "zh-Hans").text)
            spans.append(use.span)
            free = use.span.stop
        else:
            keys.append(_ALIKE.get(char, char))
            spans.append(span)
    return _Text(tuple(keys), tuple(spans))


def _of_table(context: TableContext) -> Iterator[Finding]:
    if not set(LANGS) <= set(context.langs):
        return
    rows = [row for row in context.rows if set(LANGS) <= set(row.filled)]
    texts = {row.index: tuple(_tokens(row.texts[lang]) for lang in LANGS) for row in rows}
    long = [pair for pair in texts.values() if min(len(one.keys) for one in pair) >= SHORTEST]
    if len(long) < ROWS or sum(one.keys == other.keys for one, other in long) < SAME * len(long):
        return
    for row in rows:
        hans, hant = texts[row.index]
        if hans.keys != hant.keys and (found := _difference(row, hans, hant)):
            yield found


def _difference(row: RowContext, hans: _Text, hant: _Text) -> Finding | None:
    """One finding for a row, with every place in which its cells differ; none where they are hardly alike."""
    matcher = SequenceMatcher(None, hans.keys, hant.keys, autojunk=False)
    if matcher.ratio() < NEAR:
        return None
    spans: dict[str, list[Span]] = {lang: [] for lang in LANGS}
    for change, *places in matcher.get_opcodes():
        if change != "equal":
            sides = zip(LANGS, (hans, hant), (places[:2], places[2:]), strict=True)
            for lang, text, (start, stop) in sides:
                if start < stop:
                    spans[lang].append(Span(text.spans[start].start, text.spans[stop - 1].stop))
    shown = {lang: "…".join(span.of(row.texts[lang]) for span in spans[lang]) for lang in LANGS}
    message = "The two scripts differ in more than script here: “{hans}” and “{hant}”."
    if not all(shown.values()):
        message = "“{text}” stands in one script only."
    values = {"hans": shown["zh-Hans"], "hant": shown["zh-Hant"], "text": shown["zh-Hans"] or shown["zh-Hant"]}
    found = Finding("hans-hant", Severity.WARNING, row.index, LANGS, message, values)
    return located(found, spans, row.texts)


CHECK = Check(
    "hans-hant",
    "Two scripts, one text",
    "The Simplified and the Traditional version of one text say different things; differences of script and of "
    "regional wording are none.",
    Severity.WARNING,
    of_table=_of_table,
)
