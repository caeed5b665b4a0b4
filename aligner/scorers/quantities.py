"""Numbers, amounts, dates and percentages, compared by value: 27億 = 2,7 tỷ = 2.7 billion."""

from __future__ import annotations

import numpy as np

from aligner.columns import Column
from aligner.quantities import find
from aligner.scorers._base import Bound, Keys, symmetric


def bind(left: Column, right: Column) -> Bound | None:
    """The links of equal values. Units are left to the checks: one translator spells them out, another drops them."""
    return symmetric("quantity", _values(left), _values(right))


def _values(column: Column) -> Keys:
    found: Keys | None = column.memo.get("quantities")
    if found is None:
        units: list[int] = []
        keys: list[str] = []
        for unit, cell in enumerate(column.cells):
            values = {f"{item.low}:{item.high}" for item in find(cell.text, column.lang) if not item.weak}
            keys += values
            units += [unit] * len(values)
        found = column.memo["quantities"] = np.array(units, np.int64), keys
    return found


SCORER = bind
