"""Words of the other side in a text for the mainland or for Taiwan; texts whose region nobody can tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossary.checks._wording import pairs, uses
from glossary.types import Finding, Severity

TAIWAN = "這套軟體由義大利的計程車公司開發，透過網路連到伺服器，再把影像送往資料庫。"
MAINLAND = "这套软件由意大利的出租车公司开发，通过网络连到服务器，再把图像送往数据库。"
HONG_KONG = "這套軟件由意大利的的士公司開發，透過網絡連到伺服器，再把影像送往數據庫。"
MIXED = "這套軟體由意大利的出租車公司開發，透過網絡連到服務器，再把圖像送往數據庫。"

BAD = [
    ("zh-Hant", TAIWAN, "他買了一部打印機。", "打印機", "印表機", Severity.WARNING),
    ("zh-Hant", TAIWAN, "網絡安全很重要。", "網絡", "網路", Severity.WARNING),
    ("zh-Hant", TAIWAN, "這是高質量的產品。", "高質量", "高品質", Severity.WARNING),
    ("zh-Hant", TAIWAN, "悉尼下雨了。", "悉尼", "雪梨", Severity.WARNING),
    ("zh-Hant", TAIWAN, "社交媒體上的消息。", "社交媒體", "社群媒體", Severity.INFO),
    ("zh-Hans", MAINLAND, "他买了一部印表机。", "印表机", "打印机", Severity.WARNING),
    ("zh-Hans", MAINLAND, "川普和普京见了面。", "川普", "特朗普", Severity.WARNING),
    ("zh-Hans", MAINLAND, "奈米技术进步很快。", "奈米", "纳米", Severity.WARNING),
]
GOOD = [
    pytest.param("zh-Hant", HONG_KONG, "他買了一部打印機。", id="Hong Kong"),
    pytest.param("zh-Hant", MIXED, "他買了一部打印機。", id="a mixture"),
    pytest.param("zh-Hant", "今天下雨。", "他買了一部打印機。", id="nothing that tells"),
    pytest.param("zh-Hans", "今天下雨。", "他买了一部印表机。", id="nothing that tells in Simplified"),
    pytest.param("zh-Hant", TAIWAN, "海報上寫著「打印機特價」。", id="a quotation"),
    pytest.param("zh-Hant", TAIWAN, "他讀過《軟件工程》一書。", id="a title"),
    pytest.param("zh-Hant", TAIWAN, "中國信息產業部部長來了。", id="the name of an organisation"),
    pytest.param("zh-Hant", TAIWAN, "這顆球的質量是三公斤，菜單上沒有影片，網路上有。", id="other meanings"),
    pytest.param("zh-Hans", MAINLAND, "软体动物吃雪梨，影片很好看。", id="other meanings in Simplified"),
]


@pytest.mark.parametrize(("lang", "text", "sentence", "word", "right", "severity"), BAD)
def test_a_word_of_the_other_side_is_found(
    run: Callable[..., list[Finding]], lang: str, text: str, sentence: str, word: str, right: str, severity: Severity
) -> None:
    (finding,) = run("region", {lang: text}, {lang: sentence})
    assert (finding.row, finding.quotes, finding.suggestion) == (1, {lang: (word,)}, right)
    assert finding.severity is severity


@pytest.mark.parametrize(("lang", "text", "sentence"), GOOD)
def test_what_is_left_alone(run: Callable[..., list[Finding]], lang: str, text: str, sentence: str) -> None:
    assert not run("region", {lang: text}, {lang: sentence})


def test_a_word_is_one_finding_with_all_its_rows(run: Callable[..., list[Finding]]) -> None:
    (finding,) = run("region", *[{"zh-Hant": text} for text in (TAIWAN, "打印機。", TAIWAN, "打印機和打印機。")])
    assert (finding.row, finding.rows) == (1, (3,))


def test_the_list_of_words_is_in_order() -> None:
    """Both scripts in their columns, known marks, no pair that says nothing, and every word is found again."""
    listed = [pair.mainland for pair in pairs()]
    assert len(listed) == len(set(listed)) > 350
    for pair in pairs():
        assert set(pair.marks) <= set("mthe?")
        assert {"m", "t"} & set(pair.marks)
        if {"m", "t"} <= set(pair.marks):
            assert [use.pair for use in uses(pair.mainland)] == [pair]
