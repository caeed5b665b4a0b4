"""Long texts are judged in stretches: where sentences agree nothing changes, however free the translation elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import straddling
from aligner.columns import Column
from aligner.evenness import ASKED, LONGEST, WHOLE, stretches, uneven
from aligner.pairing import Model
from aligner.refining import Joined
from aligner.segmentation import segment_lines
from aligner.types import Span
from tests.aligner.test_straddling import ENGLISH, UNEVEN, VIETNAMESE, joined

CHINESE = (
    "河水从山里带来黄金",
    "老教师用七枚银币买了一匹马",
    "市场上妇女们卖大米、盐和绿茶",
    "士兵们在庙里喝酒",
    "冬天从首都来了一封信",
    "村里没有人会读那种语言",
    "医生关上窗户点了灯",
    "因为下雪风又冷",
)
EVEN = 2 * WHOLE


def one_by_one(count: int, langs: tuple[str, ...] = ("en", "vi")) -> list[Joined]:
    return [Joined({lang: Span(n, n + 1) for lang in langs}, 1.0) for n in range(count)]


def lines(lang: str, count: int) -> list[str]:
    name = {"en": "The river rose by {} metres.", "vi": "Nước sông dâng {} mét.", "zh-Hans": "河水涨了{}米。"}[lang]
    return [name.format(n + 1000) for n in range(count)]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=3 * WHOLE))
def test_every_row_is_in_one_stretch(posteriors: list[float]) -> None:
    columns = {lang: Column.of(segment_lines(lines(lang, len(posteriors)), lang), lang) for lang in ("en", "vi")}
    rows = [Joined(row.spans, sure) for row, sure in zip(one_by_one(len(posteriors)), posteriors, strict=True)]
    parts = stretches(columns, rows)
    assert [row for part in parts for row in part.rows] == rows
    assert all(0 < len(part.rows) <= WHOLE for part in parts)
    assert all(len(part.rows) <= LONGEST for part in parts[:-1])
    assert len(parts) == 1 or len(parts[-1].rows) <= LONGEST * 3 // 2
    assert not any(part.odd for part in parts)
    assert [unit for part in parts for unit in part.spans["vi"]] == list(range(len(rows)))


def test_no_rows_are_no_stretch() -> None:
    assert stretches({"en": Column("en", []), "vi": Column("vi", [])}, []) == []


@pytest.mark.parametrize("langs", [("en", "vi"), ("en", "vi", "zh-Hans")])
@pytest.mark.parametrize("first", [True, False])
def test_a_free_part_is_mended_and_the_rest_left_as_it_was(langs: tuple[str, ...], first: bool) -> None:
    """The free part stands before or behind a long even one; by the share of the whole it would not be asked."""
    free = {
        "en": 30 * joined(ENGLISH, UNEVEN[0]),
        "vi": 30 * joined(VIETNAMESE, UNEVEN[1]),
        "zh-Hans": 30 * joined(CHINESE, UNEVEN[0]),
    }
    cut = {"en": [(0, 1), (1, 3), (3, 4), (4, 5)], "vi": [(0, 1), (1, 2), (2, 3), (3, 5)]}
    cut["zh-Hans"] = cut["en"]
    texts = {lang: free[lang] + lines(lang, EVEN) if first else lines(lang, EVEN) + free[lang] for lang in langs}
    columns = {lang: Column.of(segment_lines(text, lang), lang) for lang, text in texts.items()}
    start, behind = (0, 150) if first else (EVEN, 0)
    even = [Joined({lang: Span(behind + n, behind + n + 1) for lang in langs}, 1.0) for n in range(EVEN)]
    odd = [
        Joined({lang: Span(start + 5 * n + cut[lang][k][0], start + 5 * n + cut[lang][k][1]) for lang in langs}, 1.0)
        for n in range(30)
        for k in range(4)
    ]
    rows = odd + even if first else even + odd
    merged = straddling.merge(columns, rows, Model())
    for lang in langs:
        assert [unit for row in merged for unit in row.spans[lang]] == list(range(len(columns[lang])))
    kept = {id(row) for row in merged} & {id(row) for row in even}
    assert len(kept) > EVEN - LONGEST
    mended = [row.spans for row in merged if id(row) not in kept]
    whole = sum(spans["en"] == Span(start + 5 * n + 3, start + 5 * n + 5) for n in range(30) for spans in mended)
    assert whole > 25


def test_what_is_asked_does_not_hang_on_what_stands_elsewhere() -> None:
    columns = {lang: Column.of(segment_lines(lines(lang, 3 * EVEN), lang), lang) for lang in ("en", "vi")}
    odd = [Joined({"en": Span(2 * n, 2 * n + 2), "vi": Span(2 * n, 2 * n + 1)}, 1.0) for n in range(50)]
    odd += [Joined({"en": Span(100, 100), "vi": Span(n, n + 1)}, 1.0) for n in range(50, 100)]
    rest = [Joined({lang: Span(100 + n, 101 + n) for lang in columns}, 1.0) for n in range(EVEN * 2)]
    assert uneven(columns, odd + rest) < 0.13
    assert uneven(columns, rest) < ASKED
    parts = stretches(columns, odd + rest)
    assert parts[0].odd
    assert not any(part.odd for part in parts[2:])
