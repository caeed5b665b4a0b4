"""Each scorer finds the links it is there for, the same from both sides, and nothing where there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import registry
from aligner.columns import Column
from aligner.scorers._base import Bound, Trials
from aligner.segmentation import segment_lines
from aligner.types import LANGS, Span

ENGLISH = ["The battery came from Hefei.", "It cost $2.7 billion in March.", "BYD builds it with F-35 parts."]
VIETNAMESE = ["Pin đến từ Hợp Phì.", "Nó tốn 2,7 tỷ đô la vào tháng ba.", "BYD chế tạo nó bằng linh kiện F-35."]
SIMPLIFIED = ["电池来自合肥。", "三月花了27亿美元。", "BYD用F-35的零件制造它。"]
TRADITIONAL = ["電池來自合肥。", "三月花了27億美元。", "BYD用F-35的零件製造它。"]
TEXTS = dict(zip(LANGS, (ENGLISH, VIETNAMESE, SIMPLIFIED, TRADITIONAL), strict=True))


def trials(
    family: str, pairs: Sequence[tuple[int, int]], places: Sequence[Sequence[int]], absent: bool = False
) -> Trials:
    """Trials from ``(unit, word)`` pairs and the places of each word; a word counts once in a unit."""
    different = sorted(set(pairs))
    array = np.array(different, np.int64).reshape(-1, 2)
    starts = np.concatenate([[0], np.cumsum([len(found) for found in places])]).astype(np.int64)
    flat = np.fromiter(chain.from_iterable(places), np.int32)
    return Trials(family, array[:, 0], array[:, 1], starts, flat, absent)


def column(lang: str, lines: list[str] | None = None) -> Column:
    return Column.of(segment_lines(TEXTS[lang] if lines is None else lines, lang), lang)


def bind(scorer: str, left: str, right: str) -> Bound | None:
    bound: Bound | None = registry.member("aligner.scorers", scorer, "SCORER")(column(left), column(right))
    return bound


def links(of: Trials) -> set[tuple[int, int]]:
    trial, _, place, _ = of.links()
    return set(zip(of.units[trial].tolist(), place.tolist(), strict=True))


@pytest.mark.parametrize(
    ("scorer", "left", "right", "found"),
    [
        ("lexicon", "en", "vi", {(0, 0)}),
        ("lexicon", "en", "zh-Hans", {(0, 0)}),
        ("lexicon", "vi", "zh-Hant", {(0, 0)}),
        ("cognates", "vi", "zh-Hans", {(0, 0)}),  # Hợp Phì = 合肥
        ("cognates", "zh-Hans", "zh-Hant", {(0, 0), (1, 1), (2, 2)}),
        ("literals", "en", "vi", {(2, 2)}),
        ("literals", "en", "zh-Hant", {(2, 2)}),
        ("quantities", "en", "vi", {(1, 1)}),
        ("quantities", "vi", "zh-Hans", {(1, 1)}),
        ("names", "en", "zh-Hant", {(0, 0)}),  # Hefei = 合肥
    ],
)
def test_counterparts_are_found_from_both_sides(
    scorer: str, left: str, right: str, found: set[tuple[int, int]]
) -> None:
    bound = bind(scorer, left, right)
    assert bound is not None
    assert found <= links(bound.forth)
    assert {(y, x) for x, y in found} <= links(bound.back)


@pytest.mark.parametrize(
    ("scorer", "left", "right", "found"),
    [
        (
            "function",
            ("en", ["He went because of that.", "And who?"]),
            ("zh-Hant", ["誰？", "他因為這個走了。"]),
            {(0, 1), (1, 0)},
        ),
        ("function", ("vi", ["Tại sao?", "Hồ xanh."]), ("zh-Hans", ["湖是蓝的。", "为什么？"]), {(0, 1)}),
        ("function", ("en", ["The lake is blue."]), ("vi", ["Hồ xanh."]), set()),
        ("marks", ("en", ["Who?", "“Me,” he said..."]), ("zh-Hans", ["「我……」他说。", "谁？"]), {(0, 1), (1, 0)}),
        ("marks", ("en", ["A lake.", '"Me," he said.']), ("vi", ["– Tôi đây.", "Hồ xanh."]), {(1, 0)}),
    ],
)
def test_what_says_little_by_itself_is_found_as_well(
    scorer: str, left: tuple[str, list[str]], right: tuple[str, list[str]], found: set[tuple[int, int]]
) -> None:
    bound = registry.member("aligner.scorers", scorer, "SCORER")(column(*left), column(*right))
    assert links(bound.forth) == found
    assert links(bound.back) == {(y, x) for x, y in found}


@pytest.mark.parametrize(
    ("scorer", "left", "right"),
    [
        ("function", "zh-Hans", "zh-Hant"),
        ("lexicon", "zh-Hans", "zh-Hant"),
        ("cognates", "en", "vi"),
        ("names", "en", "vi"),
        ("names", "zh-Hans", "zh-Hant"),
    ],
)
def test_a_scorer_is_silent_where_it_does_not_apply(scorer: str, left: str, right: str) -> None:
    assert bind(scorer, left, right) is None


@pytest.mark.parametrize("scorer", registry.names("aligner.scorers"))
def test_empty_texts_are_no_trouble(scorer: str) -> None:
    bindings = registry.member("aligner.scorers", scorer, "SCORER")
    for left, right in combinations(LANGS, 2):
        bound = bindings(column(left, []), column(right, ["", "。"]))
        assert bound is None or (len(bound.forth) == 0 and len(bound.back) == 0)


PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=30)
PLACES = st.lists(st.lists(st.integers(0, 9), unique=True, max_size=6).map(sorted), min_size=4, max_size=4)


@given(PAIRS, PLACES, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_a_part_holds_exactly_the_links_inside_it(
    pairs: list[tuple[int, int]], places: list[list[int]], a: int, b: int, c: int, d: int
) -> None:
    whole = trials("x", pairs, places)
    left, right = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    part = whole.part(left, right)
    inside = {(x - left.start, y - right.start) for x, y in links(whole) if x in set(left) and y in set(right)}
    assert links(part) == inside


@given(
    PAIRS, PLACES, st.lists(st.booleans(), min_size=10, max_size=10), st.lists(st.booleans(), min_size=10, max_size=10)
)
def test_grouping_maps_every_link(
    pairs: list[tuple[int, int]], places: list[list[int]], left: list[bool], right: list[bool]
) -> None:
    whole = trials("x", pairs, places)
    rows = [np.cumsum(np.array(steps, np.int64)) for steps in (left, right)]
    grouped = whole.grouped(rows[0], rows[1])
    assert links(grouped) == {(int(rows[0][x]), int(rows[1][y])) for x, y in links(whole)}
    begin = grouped.units
    hit = grouped.hits(begin, begin + 1)
    assert [bool(h) for h in hit] == [
        int(u) in set(grouped.places[grouped.starts[w] : grouped.starts[w + 1]].tolist())
        for u, w in zip(grouped.units, grouped.words, strict=True)
    ]
