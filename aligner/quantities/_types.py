"""What a reading of a text's quantities is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from aligner.types import Span

KINDS: tuple[str, ...] = (
    "number", "ordinal", "percent", "fraction", "money", "measure", "date", "month", "year", "decade", "century",
    "duration", "weekday", "time", "multiple", "vague", "article",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a text, read as a value.

    ``low`` and ``high`` are exact rationals, equal unless the text gives a range or something vague. A percentage has
    the unit ``%`` (75 percent is 75). A date is the number YYYYMMDD with zeros for what is not said; a time of day is
    its minutes after midnight; a decade is its first year; a weekday counts from 1, Monday. ``exact`` is false for
    vague and rounded amounts, ``approx`` says how: about, over, under. ``alternatives`` are other values that the same
    notation can have (1.234, 兆). ``weak`` marks what often is no quantity at all (one, first, both): it can confirm a
    counterpart, and its absence proves nothing.
    """

    span: Span
    text: str
    low: Fraction
    high: Fraction
    unit: str = ""
    kind: str = "number"
    exact: bool = True
    approx: str = ""
    alternatives: tuple[Fraction, ...] = ()
    weak: bool = False

    @property
    def values(self) -> tuple[Fraction, ...]:
        """All values that the notation may have, the likeliest first."""
        return (self.low, *self.alternatives)

    @property
    def ranged(self) -> bool:
        """Whether two bounds are named."""
        return self.low != self.high

    def __str__(self) -> str:
        """A compact reading, as the golden tables write it: ``~`` vague or rounded, ``?`` weak, ``|`` alternatives."""
        number = _decimal(self.low) + (f"..{_decimal(self.high)}" if self.ranged else "")
        number += "".join(f"|{_decimal(value)}" for value in self.alternatives)
        mark = "" if self.exact else "~"
        return f"{mark}{number}{' ' + self.unit if self.unit else ''} {self.kind}{'?' if self.weak else ''}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readings set side by side. What is weak or cannot be told stands in none of the lists."""

    matched: tuple[tuple[Quantity, Quantity], ...]
    only_left: tuple[Quantity, ...]
    only_right: tuple[Quantity, ...]

    def __iter__(self) -> Iterator[tuple[tuple[Quantity, Quantity], ...] | tuple[Quantity, ...]]:
        return iter((self.matched, self.only_left, self.only_right))


def _decimal(value: Fraction) -> str:
    """A rational as people write it: a decimal when it ends within six places, else a fraction."""
    if value.denominator == 1:
        return str(value.numerator)
    scaled = value * 10**6
    return f"{float(value):.6f}".rstrip("0") if scaled.denominator == 1 else str(value)
