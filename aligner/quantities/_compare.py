"""Two readings side by side: which values are on both sides, and which on one only."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from aligner.quantities._types import Comparison, Quantity
from aligner.quantities._units import CURRENCIES, SIZES, TEMPERATURES

_CALENDAR = frozenset({"date", "month", "year"})
_BARE = frozenset({"number", "ordinal", "year", "article", "multiple", "century"})
_WRITTEN_ALIKE = frozenset({"date", "fraction", "ordinal", "number"})
"""Kinds that one notation can be: 2/3, a third."""

_ROUNDING = Fraction(4, 100)
"""How far a converted measure may be off: 5 miles become 8 km."""


def compare(left: Sequence[Quantity], right: Sequence[Quantity]) -> Comparison:
    """Pairs the quantities of two texts by value and unit, the surest pairs first.

    Dates agree when nothing that both say differs. A unit that one side leaves out, a value named twice on one side
    and once on the other, and weak quantities without counterpart are no difference.
    """
    open_left, open_right = list(left), list(right)
    matched: list[tuple[Quantity, Quantity]] = []
    for agree in (_same, _alike, _related):
        for quantity in list(open_left):
            if partner := next((other for other in open_right if agree(quantity, other)), None):
                matched.append((quantity, partner))
                open_left.remove(quantity)
                open_right.remove(partner)
    return Comparison(tuple(matched), _alone(open_left, right), _alone(open_right, left))


def _alone(quantities: Sequence[Quantity], others: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """What is left without counterpart, once values that the other side has already, or in parts, are taken out."""
    return tuple(
        quantity
        for quantity in quantities
        if not quantity.weak
        and not any(_alike(quantity, other) or _related(quantity, other) for other in others)
        and not (quantity.ranged and quantity.kind != "vague" and _in_parts(quantity, others))
        and not any(_within(quantity, other) for other in others)
        and not (quantity.kind in _CALENDAR and _dated(quantity, others))
    )


def _in_parts(quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether both bounds of a range stand on the other side one by one, the unit with one of them at least."""
    bounds = {quantity.low, quantity.high}
    named = [other for other in others if bounds & {*other.values, other.high}]
    values = {value for other in named for value in (*other.values, other.high)}
    return bounds <= values and any(_kinds_agree(quantity, other) for other in named)


def _same(left: Quantity, right: Quantity) -> bool:
    """The same value in the same unit, read the likeliest way."""
    same = left.low == right.low and left.high == right.high and left.unit == right.unit
    return same and (left.kind == right.kind or {left.kind, right.kind} <= _BARE)


def _alike(left: Quantity, right: Quantity) -> bool:
    """The same value in one of its readings, where the units do not contradict each other."""
    ambiguous = left.alternatives or right.alternatives
    if ambiguous and {left.kind, right.kind} <= _WRITTEN_ALIKE and {*left.values} & {*right.values}:
        return True
    if left.kind in _CALENDAR or right.kind in _CALENDAR:
        return _same_date(left, right) or (left.low == right.low and {left.kind, right.kind} <= _BARE)
    if not _kinds_agree(left, right):
        return False
    if left.ranged or right.ranged:
        return (left.low, left.high) == (right.low, right.high) or _overlap(left, right)
    if left.kind == right.kind == "time":
        return left.low % 720 == right.low % 720
    if "pp" in (left.unit, right.unit) and {left.unit, right.unit} <= {"pp", "pt", "%"}:
        return left.low == right.low
    if left.unit == right.unit or not (left.unit and right.unit) or {left.unit, right.unit} <= CURRENCIES:
        money = {left.unit, right.unit} <= CURRENCIES and {left.unit, right.unit} != {"CNY", "JPY"}
        if left.unit and right.unit and left.unit != right.unit and money:
            return False
        return bool({*left.values} & {*right.values})
    return False


def _related(left: Quantity, right: Quantity) -> bool:
    """Values that a translator may give one for the other: converted measures, vague amounts, a range and its part."""
    if left.unit != right.unit and left.unit in SIZES and right.unit in SIZES:
        (dimension, size), (other, scale) = SIZES[left.unit], SIZES[right.unit]
        if dimension != other:
            return False
        a, b = left.low * size, right.low * scale
        c, d = left.high * size, right.high * scale
        return _near(a, b) and _near(c, d)
    if {left.unit, right.unit} == {*TEMPERATURES}:
        celsius, fahrenheit = (left, right) if left.unit == "°C" else (right, left)
        return abs(celsius.low * 9 / 5 + 32 - fahrenheit.low) <= 2
    kinds = {left.kind, right.kind}
    if "time" in kinds and len(kinds) == 2:
        clock, hours = (left, right) if left.kind == "time" else (right, left)
        if hours.unit == "second":
            return hours.low == clock.low
        counted = hours.unit == "hour" or (hours.kind == "number" and not clock.low % 60)
        return counted and hours.low * 60 % 720 == clock.low % 720
    if kinds == {"ordinal", "duration"}:
        return left.low == right.low
    if kinds in ({"ordinal", "month"}, {"ordinal", "date"}):
        ordinal, date = (left, right) if left.kind == "ordinal" else (right, left)
        return ordinal.low in (date.low // 100 % 100, date.low % 100)
    if kinds == {"percent", "fraction"}:
        percent, fraction = (left, right) if left.kind == "percent" else (right, left)
        return abs(percent.low - fraction.low * 100) < 1
    if "decade" in kinds and left.low in right.values + left.values and kinds <= {"decade", "year", "number"}:
        return bool({*left.values} & {*right.values})
    return False


def _near(left: Fraction, right: Fraction) -> bool:
    return abs(left - right) <= _ROUNDING * max(abs(left), abs(right))


def _kinds_agree(left: Quantity, right: Quantity) -> bool:
    kinds = {left.kind, right.kind}
    if len(kinds) == 1:
        return True
    if kinds <= _BARE or "vague" in kinds:
        return "century" not in kinds
    if {left.unit, right.unit} == {"pp", "pt"}:
        return True
    firm = kinds - {"number", "article"}
    if len(firm) == 1 and len(kinds) == 2:
        return not (firm & {"percent", "century", "time", "decade", "weekday"})
    return kinds <= {"fraction", "multiple", "number", "ordinal", "weekday"} or kinds == {"measure", "duration"}


def _overlap(left: Quantity, right: Quantity) -> bool:
    """Vague amounts agree when their ranges meet; a vague one covers a plain value within it."""
    if "vague" not in (left.kind, right.kind):
        return False
    if left.unit and right.unit and left.unit != right.unit:
        return False
    low, high = max(left.low, right.low), min(left.high, right.high)
    return low < high or (low == high and (not left.ranged or not right.ranged))


def _within(quantity: Quantity, other: Quantity) -> bool:
    """Whether a value is one bound of a range on the other side."""
    return not quantity.ranged and other.ranged and other.kind != "vague" and quantity.low in (other.low, other.high)


def _parts(quantity: Quantity) -> list[tuple[int, int, int]]:
    if quantity.kind == "year":
        return [(int(quantity.low), 0, 0)]
    return [(int(value) // 10000, int(value) // 100 % 100, int(value) % 100) for value in quantity.values if value >= 1]


def _same_date(left: Quantity, right: Quantity) -> bool:
    """Whether no part that both dates name differs, and at least one part is named by both."""
    if not {left.kind, right.kind} <= _CALENDAR:
        return False
    for mine in _parts(left):
        for yours in _parts(right):
            both = [(a, b) for a, b in zip(mine, yours, strict=True) if a and b]
            if both and all(a == b for a, b in both):
                return True
    return False


def _dated(quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether every part of a date stands somewhere among the dates of the other side."""
    dates = [part for other in others if other.kind in _CALENDAR for part in _parts(other)]
    return any(
        all(any(part == date[place] for date in dates) for place, part in enumerate(parts) if part)
        for parts in _parts(quantity)
    )
