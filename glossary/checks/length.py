"""A cell that is far longer or shorter than its counterparts usually are, by bands for each pair of languages."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.checks._base import Check, RowContext
from glossary.checks._coverage import shortened
from glossary.checks._lengths import deviating, percent
from glossary.types import Finding, Severity


def _of_row(row: RowContext) -> Iterator[Finding]:
    if row.aside or len(row.filled) < 2 or not (found := deviating(row)) or shortened(row):
        return
    lang, other, mean = found
    longer = "“{lang}” is much longer than usual beside “{other}”: {percent}% of what is to be expected."
    shorter = "“{lang}” is much shorter than usual beside “{other}”: {percent}% of what is to be expected."
    yield Finding(
        "length",
        Severity.WARNING if abs(mean) > 1.5 else Severity.INFO,
        row.index,
        (lang, other),
        longer if mean > 0 else shorter,
        {"lang": lang, "other": other, "percent": percent(row, other, lang)},
    )


CHECK = Check(
    "length",
    "Length",
    "A cell is far longer or shorter than translations between these languages are.",
    Severity.INFO,
    of_row=_of_row,
)
