"""Good and bad rows of the quantities check, and which language it names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossary.checks.quantities import MOST
from glossary.types import Finding, Severity

GOOD = [
    {"en": "It cost $2.7 billion.", "vi": "Chi phí là 2,7 tỷ đô la.", "zh-Hant": "耗資27億美元。"},
    {"en": "Both firms agreed.", "vi": "Cả hai công ty đồng ý.", "zh-Hans": "两家公司都同意了。"},
    {"en": "One of the plants closed.", "vi": "Một nhà máy đóng cửa.", "zh-Hans": "其中一家工厂关闭。"},
    {"en": "The Great Lakes froze.", "vi": "Ngũ Đại Hồ đóng băng.", "zh-Hant": "五大湖結冰了。"},
    {"en": "The integrated plan was unified.", "zh-Hans": "一体化计划统一了，万一失败呢？"},
    {"en": "The trio played.", "zh-Hans": "三人组演奏了。"},
    {"en": "It was 20 degrees Celsius.", "vi": "Trời 20 độ C.", "zh-Hans": "20摄氏度。"},
    {"en": "It grew fast.", "zh-Hant": "它一步一步成長。"},
    {"vi": "Có 1.234 người.", "en": "There were 1.234 people."},
    {"en": "It fell by 40 points.", "zh-Hans": "下降了40个百分点。"},
    {"en": "It came at 3:35.", "zh-Hans": "在3分35秒出现。"},
    {"en": "It costs $115 [2].", "zh-Hant": "要價115美元。"},
]
BAD = [
    (
        {"en": "It cost $2.7 billion.", "vi": "Chi phí là 2,7 tỷ đô la.", "zh-Hant": "耗資2.7億美元。"},
        "zh-Hant",
        "2.7億美元",
    ),
    (
        {"en": "It cost $1.8 billion.", "vi": "Chi phí là 1,8 triệu đô la.", "zh-Hans": "耗资18亿美元。"},
        "vi",
        "1,8 triệu đô la",
    ),
    ({"en": "in 1996", "vi": "năm 1969", "zh-Hans": "1996年"}, "vi", "năm 1969"),
    (
        {"en": "It met 68 percent of demand.", "vi": "Đáp ứng nhu cầu.", "zh-Hans": "满足了68%的需求。"},
        "en",
        "68 percent",
    ),
    ({"en": "a twenty-first-century base", "vi": "thế kỷ 21", "zh-Hant": "二十世紀產業基礎"}, "zh-Hant", "二十世紀"),
    ({"en": "It fell by 35 percent.", "zh-Hans": "下降了53%。"}, "zh-Hans", "53%"),
    ({"en": "It fell by 40 percentage points.", "vi": "Nó giảm 40."}, "vi", "40"),
    ({"en": "They won 5-2 on Friday.", "vi": "Họ thắng 5-1 hôm thứ Sáu."}, "vi", "1"),
    ({"en": "It rose 70-90% in all.", "zh-Hans": "共上升70-90。"}, "zh-Hans", "70-90"),
    ({"en": "In July it left, in September it came.", "zh-Hant": "9月離開，9月回來。"}, "zh-Hant", "9月"),
]


@pytest.mark.parametrize("row", GOOD)
def test_equal_quantities_and_what_only_looks_like_one_are_left_alone(
    run: Callable[..., list[Finding]], row: dict[str, str]
) -> None:
    assert not run("quantities", row)


@pytest.mark.parametrize(("row", "lang", "quote"), BAD)
def test_another_value_is_found_once_with_its_place(
    run: Callable[..., list[Finding]], row: dict[str, str], lang: str, quote: str
) -> None:
    (finding,) = run("quantities", row)
    assert finding.quotes[lang] == (quote,)


def test_the_language_that_deviates_from_two_others_is_named_first(run: Callable[..., list[Finding]]) -> None:
    for row, lang, _ in BAD[:3]:
        (finding,) = run("quantities", row)
        assert finding.langs[0] == lang
        assert finding.severity is Severity.ERROR


def test_a_value_that_stands_in_the_next_row_is_no_difference(run: Callable[..., list[Finding]]) -> None:
    rows = (
        {"en": "It built 150 plants.", "zh-Hans": "它建了工厂。"},
        {"en": "Then it stopped.", "zh-Hans": "建了150家之后停了下来。"},
    )
    assert not run("quantities", *rows)


def test_a_value_of_the_next_row_excuses_nothing_that_stands_there_for_itself(
    run: Callable[..., list[Finding]],
) -> None:
    rows = ({"en": "It rose by 14%.", "vi": "Nó tăng."}, {"en": "A rise of 14% is much.", "vi": "Tăng 14% là nhiều."})
    (finding,) = run("quantities", *rows)
    assert finding.row == 0


def test_a_row_that_is_a_table_of_numbers_is_passed_over(run: Callable[..., list[Finding]]) -> None:
    numbers = [str(number) for number in range(20, 20 + MOST)]
    assert len(run("quantities", {"en": " ".join(numbers), "vi": "Cối xay."})) == MOST
    assert not run("quantities", {"en": " ".join([*numbers, "999"]), "vi": "Cối xay."})
