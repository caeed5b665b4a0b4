"""Numbers, money, measures and dates that differ between the languages of a row, compared by value."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from aligner.quantities import Quantity, compare
from glossary.checks._base import Check, RowContext, located
from glossary.types import Finding, Severity

_DATED = frozenset({"date", "year", "month", "decade", "century"})
_COUNTED = frozenset({"number", "ordinal", "multiple", "fraction"})
_CLOCK = frozenset({"time", "duration", "number"})
_VALUED = frozenset({"number", "money", "measure", "percent", "multiple", "fraction", "ordinal"})

MOST = 200
"""Quantities of a cell that are compared one by one; a row with more is a table of numbers, and no sentence."""

Places = dict[str, dict[int, set[str]]]
"""Per language, the position of each quantity without counterpart, and the languages that lack it."""


def _lone(row: RowContext) -> tuple[Places, Places]:
    """What some language of the row lacks, unless it is left over in a row beside it; and what is left over here.

    Left over is also what proves nothing by itself: weak quantities, values that the other side has once and this one
    twice. They can be what stands in the place of something that is lacking.
    """
    odd: Places = {lang: {} for lang in row.filled}
    spare: Places = {lang: {} for lang in row.filled}
    left_over: dict[tuple[str, str], list[Quantity]] = {}
    for left, right in combinations(row.filled, 2):
        found = compare(row.quantities(left), row.quantities(right))
        sides = (
            (left, right, found.only_left, {pair[0].span for pair in found.matched}),
            (right, left, found.only_right, {pair[1].span for pair in found.matched}),
        )
        for lang, other, alone, paired in sides:
            for place, quantity in enumerate(row.quantities(lang)):
                if quantity.span in paired:
                    continue
                lacking = quantity in alone
                if lacking:
                    if (lang, other) not in left_over:
                        left_over[lang, other] = _left_over(row, lang, other)
                    lacking = not any(compare([quantity], [one]).matched for one in left_over[lang, other])
                (odd if lacking else spare)[lang].setdefault(place, set()).add(other)
    return odd, spare


def _left_over(row: RowContext, lang: str, other: str) -> list[Quantity]:
    """What neighbouring rows have left over in the language that may lack a value: the cut differs, not the number."""
    found = []
    for near in row.near():
        if other in near.filled and not _crowded(near):
            theirs = near.quantities(other)
            paired = {pair[0].span for pair in compare(theirs, near.quantities(lang)).matched}
            found += [one for one in theirs if one.span not in paired]
    return found


def _crowded(row: RowContext) -> bool:
    return any(len(row.quantities(lang)) > MOST for lang in row.filled)


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


def _rival(quantity: Quantity, odd: list[Quantity], spare: list[Quantity]) -> Quantity | None:
    """What stands in its place: a lone quantity of the same sort with another value, the likeliest first."""
    for other in odd:
        if _same_sort(quantity, other) or quantity.low == other.low:
            return other
    firm = [other for other in odd if {quantity.kind, other.kind} <= _VALUED]
    if firm:
        return firm[0]
    return next((other for other in spare if _could_be(quantity, other)), None)


def _same_sort(quantity: Quantity, other: Quantity) -> bool:
    kinds = {quantity.kind, other.kind}
    return len(kinds) == 1 or kinds <= _DATED or kinds <= _COUNTED or (kinds <= _CLOCK and "time" in kinds)


def _could_be(quantity: Quantity, other: Quantity) -> bool:
    """Whether a left-over quantity is likely to stand in the place of one that is lacking: both are figures of one
    kind, or one is a figure and both count the same."""
    if quantity.kind in ("weekday", "article", "vague") or quantity.kind != other.kind:
        return False
    figures = [any(char.isdigit() for char in one.text) for one in (quantity, other)]
    return all(figures) or (any(figures) and (quantity.kind != "ordinal" and quantity.unit == other.unit))


def _of_row(row: RowContext) -> Iterator[Finding]:
    if len(row.filled) < 2 or not any(row.quantities(lang) for lang in row.filled) or _crowded(row):
        return
    odd, spare = _lone(row)
    told: set[tuple[str, int]] = set()
    loneliest = sorted(row.filled, key=lambda lang: (-sum(map(len, odd[lang].values())), -row.filled.index(lang)))

    def left(places: Places, lang: str, other: str) -> list[Quantity]:
        """What of the other language nobody was told of yet, lacking in this one."""
        lone = places[other].items()
        return [row.quantities(other)[n] for n, lacking in lone if lang in lacking and (other, n) not in told]

    for lang in loneliest:
        for place, lacking in odd[lang].items():
            if (lang, place) in told:
                continue
            quantity = row.quantities(lang)[place]
            rivals = {
                other: rival
                for other in row.filled
                if other in lacking and (rival := _rival(quantity, left(odd, lang, other), left(spare, lang, other)))
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
