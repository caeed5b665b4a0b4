"""Numbers, money, measures and dates that differ between the languages of a row, compared by value."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from aligner.quantities import Quantity, compare
from glossary.checks._base import Check, RowContext, located
from glossary.types import Finding, Severity

_DATED = frozenset({"date", "year", "month", "decade", "century"})
_COUNTED = frozenset({"number", "ordinal", "multiple", "fraction", "article"})


Odd = dict[str, dict[int, set[str]]]
"""Per language, the position of each quantity without counterpart, and the languages that lack it."""


def _odd(row: RowContext) -> Odd:
    """What some language of the row lacks, unless it stands in a row beside it."""
    odd: Odd = {lang: {} for lang in row.filled}
    for left, right in combinations(row.filled, 2):
        found = compare(row.quantities(left), row.quantities(right))
        for lang, other, alone in ((left, right, found.only_left), (right, left, found.only_right)):
            for quantity in alone:
                if not _nearby(row, other, quantity):
                    odd[lang].setdefault(row.quantities(lang).index(quantity), set()).add(other)
    return odd


def _nearby(row: RowContext, lang: str, quantity: Quantity) -> bool:
    """Whether a neighbouring row has the value in the language that lacks it: then the cut differs, not the number."""
    return any(not compare([quantity], near.quantities(lang)).only_left for near in row.near() if lang in near.filled)


def _telling(quantity: Quantity) -> bool:
    """Whether the quantity alone is worth a word: small counts in words and vague amounts are put in many ways."""
    written = any(char.isdigit() for char in quantity.text)
    if quantity.kind in ("vague", "weekday", "time") or (not quantity.exact and not written):
        return False
    if quantity.kind in ("percent", "money", "century", "decade", "date", "year", "measure"):
        return True
    if quantity.kind == "month":
        return False
    return quantity.low > 12 or (
        written and quantity.low >= 3 and quantity.low.denominator == 1 and bool(quantity.unit)
    )


def _rival(quantity: Quantity, others: list[Quantity]) -> Quantity | None:
    """What stands in its place: a lone quantity of the same sort with another value."""
    for other in others:
        if quantity.kind == other.kind or {quantity.kind, other.kind} <= _DATED or quantity.low == other.low:
            return other
    firm = [other for other in others if {quantity.kind, other.kind} <= _COUNTED | {"money", "measure", "percent"}]
    return firm[0] if firm else None


def _of_row(row: RowContext) -> Iterator[Finding]:
    if len(row.filled) < 2 or not any(row.quantities(lang) for lang in row.filled):
        return
    odd = _odd(row)
    told: set[tuple[str, int]] = set()
    loneliest = sorted(row.filled, key=lambda lang: (-sum(map(len, odd[lang].values())), -row.filled.index(lang)))
    for lang in loneliest:
        for place, lacking in odd[lang].items():
            if (lang, place) in told:
                continue
            quantity = row.quantities(lang)[place]
            rivals = {
                other: rival
                for other in row.filled
                if other in lacking
                and (
                    rival := _rival(quantity, [row.quantities(other)[n] for n in odd[other] if (other, n) not in told])
                )
            }
            if not rivals and not _telling(quantity):
                continue
            told.add((lang, place))
            for other in row.filled:
                same = compare([quantity], row.quantities(other)).matched
                told.update((other, row.quantities(other).index(partner)) for _, partner in same)
            told.update((other, row.quantities(other).index(rival)) for other, rival in rivals.items())
            yield _differs(row, lang, quantity, rivals) if rivals else _lacks(row, lang, quantity, lacking)


def _differs(row: RowContext, lang: str, quantity: Quantity, rivals: dict[str, Quantity]) -> Finding:
    other, rival = next(iter(rivals.items()))
    spans = {lang: [quantity.span], **{name: [found.span] for name, found in rivals.items()}}
    return located(
        Finding(
            "quantities",
            Severity.ERROR,
            row.index,
            (lang, *rivals),
            "“{text}” in {lang} differs from “{other_text}” in {other}.",
            {"text": quantity.text, "lang": lang, "other_text": rival.text, "other": other},
        ),
        spans,
        row.texts,
    )


def _lacks(row: RowContext, lang: str, quantity: Quantity, lacking: set[str]) -> Finding:
    without = [other for other in row.filled if other in lacking]
    having = [other for other in row.filled if other not in lacking]
    spans = {lang: [quantity.span]}
    for other in having:
        if other != lang and (same := compare([quantity], row.quantities(other)).matched):
            spans[other] = [same[0][1].span]
    return located(
        Finding(
            "quantities",
            Severity.WARNING,
            row.index,
            (*without, *spans) if len(without) < len(having) else (*spans, *without),
            "“{text}” in {lang} has no counterpart in {others}.",
            {"text": quantity.text, "lang": lang, "others": ", ".join(without)},
        ),
        spans,
        row.texts,
    )


CHECK = Check(
    "quantities",
    "Quantities",
    "A number, amount, measure or date of one language has another value, or none, in the others: 27億 = 2,7 tỷ = "
    "2.7 billion.",
    Severity.ERROR,
    of_row=_of_row,
)
