"""Association and termhood as numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.statistics import c_value, dice, log_likelihood


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 200))
def test_likelihood_and_dice_do_not_depend_on_the_side(both: int, left: int, right: int, rest: int) -> None:
    """Two words are as strongly associated seen from either."""
    x, y = both + left, both + right
    total = both + left + right + rest
    assert log_likelihood(both, x, y, total) == pytest.approx(log_likelihood(both, y, x, total), abs=1e-6)
    assert dice(both, x, y) == dice(both, y, x)
    assert 0 <= dice(both, x, y) <= 1


def test_likelihood_grows_with_evidence() -> None:
    """Eight rows of eight prove more than two of two, and chance proves nothing."""
    assert log_likelihood(8, 8, 8, 100) > log_likelihood(2, 2, 2, 100) > 0
    assert log_likelihood(25, 50, 50, 100) == pytest.approx(0)
    assert log_likelihood(1, 50, 50, 100) < 0


@pytest.mark.parametrize(
    ("length", "count", "nests", "better"),
    [
        (3, 5, [], (2, 5, [])),
        (2, 6, [], (2, 5, [])),
        (2, 6, [], (2, 6, [3])),
        (2, 6, [2, 2, 2], (2, 6, [5])),
    ],
)
def test_longer_more_frequent_and_freer_terms_are_worth_more(
    length: int, count: int, nests: list[int], better: tuple[int, int, list[int]]
) -> None:
    """The C-value orders word groups as the formula intends."""
    assert c_value(length, count, nests) > c_value(*better)


def test_what_stands_only_inside_a_longer_term_is_worth_nothing() -> None:
    """*permanent* in *permanent magnet* is no term."""
    assert c_value(1, 4, [4]) == 0
