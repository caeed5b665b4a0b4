"""A cell that is far longer or shorter than its counterparts usually are, by bands for each pair of languages."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.checks._base import Check, RowContext
from glossary.checks._lengths import deviation, percent
from glossary.types import Finding, Severity


def deviating(row: RowContext, limit: float = 1.0) -> tuple[str, str, float] | None:
    """The language out of its band against most others, one it is out against, and the mean deviation.

    With three languages or more, the one that deviates from all others is named; with two, the one that is later in
    the table. ``None`` when all is usual, or when it cannot be told who is out.
    """
    langs = row.filled
    best: tuple[str, str, float] | None = None
    for lang in reversed(langs):
        others = [other for other in langs if other != lang]
        if not others:
            continue
        values = [deviation(row.texts[other], row.texts[lang], (other, lang)) for other in others]
        mean = sum(values) / len(values)
        if (min(values) > 0.6 * limit or max(values) < -0.6 * limit) and abs(mean) > limit:
            worst = max(zip(values, others, strict=True), key=lambda pair: abs(pair[0]))[1]
            if best is None or abs(mean) > abs(best[2]) + 0.01:
                best = (lang, worst, mean)
    return best


def _of_row(row: RowContext) -> Iterator[Finding]:
    if row.aside or len(row.filled) < 2 or not (found := deviating(row)):
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
        {"lang": lang, "other": other, "percent": percent(row.texts[other], row.texts[lang], (other, lang))},
    )


CHECK = Check(
    "length",
    "Length",
    "A cell is far longer or shorter than translations between these languages are.",
    Severity.INFO,
    of_row=_of_row,
)
