"""What any pair of languages links is one row, with the finer borders of the other pairs kept inside."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner import Options, align
from aligner.closure import closed
from aligner.evaluation import beads as told
from aligner.evaluation import evaluate
from aligner.refining import Joined
from aligner.types import Span
from benchmarks.sets import named
from tests.aligner.test_straddling import ENGLISH, UNEVEN, VIETNAMESE, joined

LANGS = ("en", "vi", "zh-Hans")
CHINESE = (
    "河流从山上带来黄金",
    "老教师用七枚银币买了一匹马",
    "市场上妇女们卖大米、盐和绿茶",
    "士兵们在寺庙里喝酒",
    "冬天从首都来了一封信",
    "但是村里没有人能读懂那种语言",
    "医生关上窗户点了一盏灯",
    "因为下雪了，风很冷",
)


SHAPES = [(a, b) for a in range(3) for b in range(3) if a or b]


def beads(left: str, right: str, *cells: tuple[int, int, int, int], sure: float = 1.0) -> list[Joined]:
    return [Joined({left: Span(a, b), right: Span(c, d)}, sure) for a, b, c, d in cells]


ONE_TO_ONE = [(0, 1, 0, 1), (1, 2, 1, 2)]


def test_a_link_of_one_pair_joins_and_the_others_keep_their_borders() -> None:
    pairs = {
        ("en", "vi"): beads("en", "vi", *ONE_TO_ONE),
        ("en", "zh-Hans"): beads("en", "zh-Hans", (0, 2, 0, 2)),
        ("vi", "zh-Hans"): beads("vi", "zh-Hans", *ONE_TO_ONE, sure=0.7),
    }
    (row,) = closed(dict.fromkeys(LANGS, 2), pairs)
    assert row.spans == dict.fromkeys(LANGS, Span(0, 2))
    assert row.inside == ((("en", "vi"), (1, 1)), (("vi", "zh-Hans"), (1, 1)))
    assert (row.posterior, row.apart) == (0.7, ())


def test_a_weak_link_joins_no_rows_and_says_so() -> None:
    pairs = {
        ("en", "vi"): beads("en", "vi", *ONE_TO_ONE),
        ("en", "zh-Hans"): beads("en", "zh-Hans", (0, 2, 0, 2), sure=0.3),
        ("vi", "zh-Hans"): beads("vi", "zh-Hans", *ONE_TO_ONE),
    }
    rows = closed(dict.fromkeys(LANGS, 2), pairs)
    assert [row.spans["en"] for row in rows] == [Span(0, 1), Span(1, 2)]
    assert [row.apart for row in rows] == [(("en", "zh-Hans"),)] * 2


def test_what_has_no_counterpart_is_a_row() -> None:
    pairs = {
        ("en", "vi"): beads("en", "vi", (0, 1, 0, 1), (1, 2, 1, 1)),
        ("en", "zh-Hans"): beads("en", "zh-Hans", (0, 1, 0, 0), (1, 2, 0, 1)),
        ("vi", "zh-Hans"): beads("vi", "zh-Hans", (0, 1, 0, 0), (1, 1, 0, 1)),
    }
    rows = closed({"en": 2, "vi": 1, "zh-Hans": 1}, pairs)
    assert [tuple(map(len, row.spans.values())) for row in rows] == [(1, 1, 0), (1, 0, 1)]


def test_pairs_that_cross_are_one_row() -> None:
    pairs = {
        ("en", "vi"): beads("en", "vi", (0, 0, 0, 1), (0, 1, 1, 2)),
        ("en", "zh-Hans"): beads("en", "zh-Hans", (0, 1, 0, 1), (1, 1, 1, 2)),
        ("vi", "zh-Hans"): beads("vi", "zh-Hans", (0, 1, 0, 0), (1, 1, 0, 1), (1, 2, 1, 2)),
    }
    rows = closed({"en": 1, "vi": 2, "zh-Hans": 2}, pairs)
    assert [row.spans for row in rows][-1] == {"en": Span(0, 1), "vi": Span(1, 2), "zh-Hans": Span(0, 2)}


def test_a_pair_out_of_a_table_is_as_fine_as_alone() -> None:
    texts = {
        "en": joined(ENGLISH, UNEVEN[0]),
        "vi": joined(VIETNAMESE, UNEVEN[1]),
        "zh-Hans": ["，".join(CHINESE[i] for i in group) + "。" for group in UNEVEN[0]],
    }
    table = align(texts, Options())
    for x, y in combinations(texts, 2):
        alone = align({x: texts[x], y: texts[y]}, Options())
        assert [(b.left, b.right) for b in table.pair(x, y)] == [(b.left, b.right) for b in alone.pair(x, y)]


def test_pairs_are_finer_than_the_rows_of_freely_translated_texts() -> None:
    document = next(document for _, document in named("samples.composed-40-damaged"))
    table = align(dict(document.texts))
    for x, y in combinations(table.langs, 2):
        found = table.pair(x, y)
        assert [i for bead in found for i in bead.left] == list(range(len(document.texts[x])))
        assert [j for bead in found for j in bead.right] == list(range(len(document.texts[y])))
    for (x, y), gold in document.gold.items():
        rows, inside = (evaluate(gold, told(table, x, y, finer)).strict.f1 for finer in (False, True))
        assert inside > rows + 0.1


@pytest.mark.parametrize("langs", [("en", "vi"), ("en", "vi", "zh-Hans")])
def test_straight_texts_have_no_borders_inside(langs: tuple[str, ...]) -> None:
    texts = {
        "en": ["The ship left the harbour.", "A doctor bought seven horses.", "They drank tea."],
        "vi": ["Con tàu rời cảng.", "Một bác sĩ mua bảy con ngựa.", "Họ uống trà."],
        "zh-Hans": ["船离开了港口。", "一位医生买了七匹马。", "他们喝茶。"],
    }
    table = align({lang: texts[lang] for lang in langs})
    assert not [item for row in table.rows for item in row.evidence if item.verdict == "finer"]


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_rows_tile_all_languages_in_order(data: st.DataObject) -> None:
    sizes = {lang: data.draw(st.integers(0, 5)) for lang in LANGS}
    pairs = {}
    for x, y in combinations(LANGS, 2):
        i, j, run = 0, 0, []
        while i < sizes[x] or j < sizes[y]:
            shapes = [(a, b) for a, b in SHAPES if i + a <= sizes[x] and j + b <= sizes[y]]
            a, b = data.draw(st.sampled_from(shapes))
            run += beads(x, y, (i, i + a, j, j + b), sure=data.draw(st.sampled_from([0.5, 1.0])))
            i, j = i + a, j + b
        pairs[x, y] = run
    rows = closed(sizes, pairs)
    for lang, size in sizes.items():
        assert [n for row in rows for n in row.spans[lang]] == list(range(size))
        assert all(one.spans[lang].stop == other.spans[lang].start for one, other in pairwise(rows))
    assert all(any(row.spans.values()) for row in rows)
    for row in rows:
        for (x, y), (a, b) in row.inside:
            assert 0 <= a <= len(row.spans[x])
            assert 0 <= b <= len(row.spans[y])


def test_a_link_that_the_other_languages_contradict_does_not_make_one_row_of_all_between_its_ends() -> None:
    straight = [(n, n + 1, n, n + 1) for n in range(20)]
    alone = [(n, n + 1, 3, 3) for n in range(3, 17)], [(18, 18, n, n + 1) for n in range(4, 18)]
    astray = [*straight[:3], *alone[0], (17, 18, 3, 4), *alone[1], *straight[18:]]
    pairs = {
        ("en", "vi"): beads("en", "vi", *straight),
        ("en", "zh-Hans"): beads("en", "zh-Hans", *astray),
        ("vi", "zh-Hans"): beads("vi", "zh-Hans", *straight),
    }
    rows = closed(dict.fromkeys(LANGS, 20), pairs)
    assert [row.spans for row in rows] == [dict.fromkeys(LANGS, Span(n, n + 1)) for n in range(20)]
    assert [n for n, row in enumerate(rows) if row.apart] == [3, 17]
