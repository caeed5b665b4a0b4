"""What is read from the golden tables, what is equal across languages, and what is left alone."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.quantities import KINDS, Quantity, compare, find

GOLDEN = Path(__file__).parents[1] / "golden"
LANGS = {"en": ("en",), "vi": ("vi",), "zh": ("zh-Hans", "zh-Hant")}
PARTS = """
1.234 2,7 tỷ 5% ngày 1/7/2025 thế kỷ XXI một năm ba mươi rưỡi triệu hàng nghìn gấp đôi thứ hai twenty-first
century $2.7 billion half a dozen July 4th 1980s 3pm 6-foot-6 one in five percent – to and 27億 美元 一百五十
百分之七十五 七成五 二十世紀八十年代 2025年7月1日 数百 余 三分之二 兆瓦 半个世纪 第三 上万 周六 ５％ İ ǅ
""".split()  # noqa: SIM905


def table(name: str) -> list[tuple[str, str]]:
    rows = (GOLDEN / f"quantities-{name}.tsv").read_text(encoding="utf-8").rstrip("\n").split("\n")
    return [(text, reading) for text, _, reading in (row.partition("\t") for row in rows)]


def written(quantities: list[Quantity]) -> str:
    return "; ".join(f"{quantity.approx} {quantity}".strip() for quantity in quantities)


@pytest.mark.parametrize(
    ("lang", "text", "reading"), [(lang, *row) for name in LANGS for lang in LANGS[name] for row in table(name)]
)
def test_the_golden_tables_are_read_as_written(lang: str, text: str, reading: str) -> None:
    assert written(find(text, lang)) == reading


@pytest.mark.parametrize("name", LANGS)
def test_golden_tables_have_sixty_cases_or_more(name: str) -> None:
    assert len({text for text, _ in table(name)}) >= 60


EQUAL = [
    ("$2.7 billion", "2,7 tỷ đô la", "27 億美元"),
    ("280 gigawatts", "280 gigawatt", "2800億瓦特"),
    ("one terawatt", "một terawatt", "1太瓦"),
    ("75 percent", "75%", "百分之七十五"),
    ("20 percent", "20 phần trăm", "两成"),
    ("in the 1980s", "những năm 1980", "二十世紀八十年代"),
    ("a twenty-first-century plant", "thế kỷ XXI", "二十一世紀"),
    ("three decades", "ba thập kỷ", "三十年"),
    ("half a century", "nửa thế kỷ", "半个世纪"),
    ("July 1, 2025", "ngày 1 tháng 7 năm 2025", "2025年7月1日"),
    ("July 1", "ngày 1/7/2025", "7月1日"),
    ("hundreds of makers", "hàng trăm nhà sản xuất", "数百家"),
    ("billions of dollars", "hàng tỷ đô la", "數十億美元"),
    ("decades-long", "hàng thập kỷ", "長達數十年"),
    ("twice as many", "gấp đôi", "两倍"),
    ("two-thirds", "hai phần ba", "三分之二"),
    ("1,000 plants", "1.000 nhà máy", "一千家"),
    ("at 10:30 p.m.", "22:30", "晚上10点30分"),
    ("5 miles", "8 km", "8公里"),
    ("its 50th anniversary", "kỷ niệm 50 năm", "50周年"),
    ("5 to 10 percent", "5-10%", "5至10%"),
    ("from 2010 to 2015", "từ 2010 đến 2015", "2010年至2015年"),
    ("one in five children", "một phần năm trẻ em", "五分之一的孩子"),
    ("more than 5.5 million", "hơn 5,5 triệu", "550多万"),
    ("for the first time", "chưa từng có", "首次"),
    ("in a Hefei plant", "một nhà máy", "一家工厂"),
]


@pytest.mark.parametrize("texts", EQUAL)
def test_what_is_equal_in_three_languages_has_nothing_left_over(texts: tuple[str, str, str]) -> None:
    read = {lang: find(text, lang) for lang, text in zip(("en", "vi", "zh-Hant"), texts, strict=True)}
    for left, right in (("en", "vi"), ("en", "zh-Hant"), ("vi", "zh-Hant")):
        found = compare(read[left], read[right])
        assert not found.only_left, (left, right)
        assert not found.only_right, (left, right)


DIFFERENT = [
    ("en", "$2.7 billion", "zh-Hant", "2.7億美元"),
    ("en", "$1.8 billion", "vi", "1,8 triệu đô la"),
    ("en", "a twenty-first-century plant", "zh-Hant", "二十世紀"),
    ("en", "in 2013", "zh-Hant", "2018年"),
    ("en", "68 percent", "zh-Hans", "86%"),
    ("en", "68 percent", "vi", "68"),
    ("en", "5 miles", "vi", "5 km"),
    ("en", "$5 million", "zh-Hans", "500万欧元"),
    ("en", "July 1, 2025", "vi", "ngày 2 tháng 7 năm 2025"),
    ("vi", "3 nghìn tỷ đồng", "zh-Hans", "3亿越南盾"),
    ("en", "in the 1980s", "zh-Hans", "20世纪90年代"),
    ("zh-Hans", "一百五十家", "vi", "115 nhà máy"),
    ("en", "hundreds of people", "zh-Hant", "數以萬計"),
]


@pytest.mark.parametrize(("left", "text", "right", "other"), DIFFERENT)
def test_another_value_or_unit_is_left_over_on_both_sides(left: str, text: str, right: str, other: str) -> None:
    found = compare(find(text, left), find(other, right))
    assert found.only_left
    assert found.only_right


def test_what_can_be_read_in_two_ways_agrees_with_either() -> None:
    for other in ("1234", "1,234"):
        assert compare(find("1.234", "vi"), find(other, "en")).matched
    assert compare(find("1.234", "vi"), find("1.234", "en")).matched
    for other in ("1.2 trillion", "1.2 million"):
        assert compare(find("1.2兆元", "zh-Hans"), find(other, "en")).matched


@given(st.lists(st.sampled_from(PARTS), max_size=12), st.sampled_from(["", " "]))
def test_spans_give_back_the_text_in_order(parts: list[str], glue: str) -> None:
    """Whatever is mixed together, every reading leads back to its own place in the original."""
    text = glue.join(parts)
    for lang in ("en", "vi", "zh-Hans", "zh-Hant"):
        found = find(text, lang)
        assert all(quantity.span.of(text) == quantity.text and quantity.span for quantity in found)
        assert all(a.span.stop <= b.span.start for a, b in pairwise(found))
        assert all(quantity.low <= quantity.high and quantity.kind in KINDS for quantity in found)


@given(st.lists(st.sampled_from(PARTS), max_size=8), st.lists(st.sampled_from(PARTS), max_size=8))
def test_a_text_compared_with_itself_is_the_same(parts: list[str], others: list[str]) -> None:
    for lang in ("en", "vi", "zh-Hant"):
        read = find(" ".join(parts), lang)
        same = compare(read, read)
        assert len(same.matched) == len(read)
        assert not same.only_left + same.only_right
        there = compare(read, find(" ".join(others), lang))
        assert len(there.matched) <= len(read)


@pytest.mark.parametrize(
    "run", ["1", "1,000,", "一百", "1萬", "十几", "năm ", "một trăm ", "twenty-", "one hundred ", "1 to ", "萬"]
)
def test_endless_runs_of_numerals_are_read_and_written(run: str) -> None:
    for lang in ("en", "vi", "zh-Hant"):
        for quantity in find(run * 2000, lang):
            assert str(quantity)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        find("3", "fr")
