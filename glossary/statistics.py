"""How strongly two things go together, and how much of a term a word group is."""

from __future__ import annotations

import math
from collections.abc import Collection


def log_likelihood(both: float, left: float, right: float, total: float) -> float:
    """Dunning's log-likelihood ratio (G²) of two events over ``total`` rows; negative when they avoid each other.

    ``left`` and ``right`` are the rows of each, ``both`` those of the two together. It does not overrate rare events
    as mutual information does (T. Dunning, Computational Linguistics 19, 1993).

    >>> round(log_likelihood(8, 8, 9, 100), 1), round(log_likelihood(1, 50, 50, 100), 1) < 0
    (49.5, True)
    """
    cells = (
        (both, left, right),
        (left - both, left, total - right),
        (right - both, total - left, right),
        (total - left - right + both, total - left, total - right),
    )
    ratio = 2 * sum(seen * math.log(seen * total / (row * column)) for seen, row, column in cells if seen > 0)
    return ratio if both * total >= left * right else -ratio


def dice(both: float, left: float, right: float) -> float:
    """The Dice coefficient: 1 when two things always stand together, 0 when never.

    >>> dice(3, 3, 6), dice(0, 0, 0)
    (0.6666666666666666, 0.0)
    """
    return 2 * both / (left + right) if left + right else 0.0


def c_value(length: int, count: float, nests: Collection[float] = ()) -> float:
    """The C-value of a word group: how often it stands as a term of its own, and the more so the longer it is.

    ``nests`` are the counts of the longer candidates that hold it: what occurs only inside others is worth nothing.
    A single word weighs log2(2), so that it does not vanish as it does in the original formula (K. Frantzi and others,
    International Journal on Digital Libraries 3, 2000).

    >>> c_value(2, 6), c_value(1, 4, [4]), round(c_value(3, 5, [1, 1]), 2)
    (9.509775004326936, 0.0, 8.0)
    """
    own = count - (sum(nests) / len(nests) if nests else 0.0)
    return math.log2(length + 1) * own
