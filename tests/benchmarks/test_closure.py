"""Links join what they join, and gold that is forced into one table loses just what it must."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.evaluation import Pairing
from benchmarks.closure import attainable, components, table_gold
from benchmarks.corpora import Pair, Parallel

ONE: list[Pairing] = [((0,), (0,)), ((1,), (1,))]
BOTH: list[Pairing] = [((0, 1), (0, 1))]


@pytest.mark.parametrize(
    ("links", "groups"),
    [
        ([], []),
        ([[]], []),
        ([[1], [2]], [[1], [2]]),
        ([[1, 2], [3, 4], [2, 3]], [[1, 2, 3, 4]]),
        ([[1, 2], [2, 1]], [[1, 2]]),
    ],
)
def test_what_is_linked_directly_or_through_others_is_one_group(
    links: list[list[int]], groups: list[list[int]]
) -> None:
    assert components(links) == groups


@given(st.lists(st.lists(st.integers(0, 20), min_size=1, max_size=4), max_size=20))
def test_groups_tile_the_nodes_and_hold_every_link(links: list[list[int]]) -> None:
    groups = components(links)
    nodes = [node for group in groups for node in group]
    assert sorted(nodes) == sorted({node for link in links for node in link})
    assert all(any(set(link) <= set(group) for group in groups) for link in links)


@pytest.mark.parametrize(
    ("gold", "pair", "expected"),
    [
        ({("en", "vi"): ONE}, ("en", "vi"), ONE),
        ({("en", "vi"): ONE, ("en", "zh-Hans"): ONE, ("vi", "zh-Hans"): ONE}, ("vi", "zh-Hans"), ONE),
        # Chinese joins what English and Vietnamese keep apart
        ({("en", "vi"): ONE, ("en", "zh-Hans"): [((0, 1), (0,))]}, ("en", "vi"), BOTH),
        # a sentence without counterpart stays alone
        ({("en", "vi"): [((0,), (0,)), ((1,), ())]}, ("en", "vi"), [((0,), (0,)), ((1,), ())]),
        # English lacks what the others share, which joins nothing
        (
            {("en", "vi"): [((0,), (0,)), ((), (1,))], ("vi", "zh-Hans"): ONE},
            ("en", "vi"),
            [((0,), (0,)), ((), (1,))],
        ),
    ],
)
def test_a_table_joins_what_any_pair_joins(
    gold: dict[Pair, list[Pairing]], pair: Pair, expected: list[Pairing]
) -> None:
    assert sorted(table_gold(gold)[pair]) == sorted(expected)


def test_attainable_is_full_where_pairs_agree_and_less_where_they_do_not() -> None:
    texts = {lang: ["a", "b"] for lang in ("en", "vi", "zh-Hans")}
    agree = Parallel("agree", texts, {("en", "vi"): ONE, ("en", "zh-Hans"): ONE})
    differ = Parallel("differ", texts, {("en", "vi"): ONE, ("en", "zh-Hans"): BOTH})
    assert attainable(agree)["en", "vi"].strict.f1 == 1
    assert attainable(differ)["en", "vi"].strict.f1 == 0
    assert attainable(differ)["en", "vi"].lax.f1 == 1
    assert attainable(differ)["en", "zh-Hans"].strict.f1 == 1
