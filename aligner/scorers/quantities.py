"""Numbers, amounts, dates and percentages, compared by value: 27億 = 2,7 tỷ = 2.7 billion."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.columns import Column
from aligner.quantities import find
from aligner.scorers._base import Bound, index, symmetric


def bind(left: Column, right: Column) -> Bound | None:
    """The links of equal values. Units are left to the checks: one translator spells them out, another drops them."""
    return symmetric("quantity", _values(left), index(_values(right)))


def _values(column: Column) -> Iterator[tuple[int, str]]:
    for unit, cell in enumerate(column.cells):
        keys = {f"{item.low}:{item.high}" for item in find(cell.text, column.lang) if not item.weak}
        yield from ((unit, key) for key in sorted(keys))


SCORER = bind
