"""Names rendered in two ways, left in Latin letters, or lost; and names that are none of this."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aligner.types import Table
from glossary import checks
from glossary.checks._sounds import sounding
from glossary.types import Finding, Severity


def rows(lang: str, *columns: str) -> list[dict[str, str]]:
    """Rows written ``English / the other language``."""
    return [dict(zip(("en", lang), column.split(" / "), strict=True)) for column in columns]


def acronym(lang: str, *others: str) -> list[dict[str, str]]:
    return [{"en": f"The firm met EFTA in year {number}.", lang: text} for number, text in enumerate(others)]


BAD = [
    pytest.param(
        rows("zh-Hant", "So said Tom Keshi. / 杜如松（Tom Keshi）說。", "Today Keshi left. / 今天柯西離開了。"),
        ("柯西", "杜如松", 1),
        id="the original in brackets, then the sound",
    ),
    pytest.param(
        rows("zh-Hans", "Then Molinari won. / 莫利纳里赢了。", "Then Molinari lost. / 莫利纳利输了。"),
        ("莫利纳利", "莫利纳里", 1),
        id="two spellings of one sound",
    ),
    pytest.param(
        rows(
            "zh-Hans",
            "Then Wilson won. / 威尔逊赢了。",
            "Then Wilson lost. / 威尔森输了。",
            "So Wilson ate. / 威尔森吃了。",
        ),
        ("威尔逊", "威尔森", 0),
        id="what most rows have is the usual one",
    ),
    pytest.param(
        rows("zh-Hant", "Then Cromwell won. / 克倫威爾贏了。", "Then Cromwell lost. / Cromwell輸了。"),
        ("Cromwell", "克倫威爾", 1),
        id="left in Latin letters",
    ),
    pytest.param(
        rows("zh-Hant", "Then Northlight won. / 北光贏了。", "Then Northlight lost. / 北光輸了。")
        + rows("zh-Hant", "Then Northlight ate. / 諾斯萊特吃了。", "Nobody won. / 沒有人贏。", "All lost. / 都輸了。"),
        ("諾斯萊特", "北光", 2),
        id="by its sound once, else by what it means",
    ),
]
GOOD = [
    pytest.param(
        rows(
            "zh-Hant",
            "So said Ann Campbell. / 安·坎貝爾（Ann Campbell）說。",
            "Today Campbell left. / 坎貝爾今天走了。",
        ),
        id="the surname alone",
    ),
    pytest.param(
        rows("zh-Hans", "Then Wilson won. / 威尔逊赢了。", "Then Wilson lost. / 他输了。"),
        id="a pronoun instead",
    ),
    pytest.param(
        rows("zh-Hans", "Then Wilson won. / 威尔逊（Wilson）赢了。", "Then Wilson lost. / 威尔逊输了。"),
        id="the original in brackets once",
    ),
    pytest.param(
        rows("zh-Hans", "Then Wilson met Willison. / 威尔逊见了威利森。", "Then Wilson lost. / 威尔逊输了。"),
        id="two people of like names",
    ),
    pytest.param(
        rows("zh-Hans", "Then Wilson won. / Wilson 赢了。", "Then Wilson lost. / Wilson 输了。"),
        id="always in Latin letters",
    ),
    pytest.param(
        rows("zh-Hant", "Then Wilson won. / 威爾遜贏了。", "The Wilson Quarterly / 《Wilson Quarterly》雜誌"),
        id="part of a title in Latin letters",
    ),
    pytest.param(
        rows("vi", "Then Wilson won. / Wilson đã thắng.", "Then Wilson lost. / Ông ấy đã thua."),
        id="a language that keeps names",
    ),
    pytest.param(rows("zh-Hans", "He won a dish. / 他赢了。", "A Dish lost. / 多西输了。"), id="no name"),
    pytest.param(acronym("vi", "EFTA họp.", "EFTA tan.", "Họ họp.", "Hội họp."), id="an acronym that wavers"),
    pytest.param(acronym("vi", "EFTA họp.", "EFTA họp.", "Hội họp."), id="an acronym of few rows"),
]


REPLACED = [
    pytest.param(
        rows("vi", "Then Wilson won. / Wilson thắng.", "So Wilson ate. / Cromwell đã ăn.", "It rained. / Trời mưa.")
        + rows("vi", "Nobody won. / Không ai thắng.", "Later Cromwell slept. / Cromwell ngủ."),
        *("vi", "Cromwell", 1),
        id="a name that Vietnamese keeps elsewhere",
    ),
    pytest.param(
        rows("vi", "Then Wilson won. / Cromwell thắng.", "It rained. / Trời mưa.", "Nobody won. / Không ai thắng.")
        + rows("vi", "Later Cromwell slept. / Cromwell ngủ."),
        *("vi", "Cromwell", 0),
        id="the only name of its row",
    ),
    pytest.param(
        rows("zh-Hans", "Then Wilson won. / 威尔逊赢了。", "So Wilson ate. / 克伦威尔吃了。", "It rained. / 下雨了。")
        + rows("zh-Hans", "Nobody won. / 没有人赢。", "Later Cromwell slept. / 后来克伦威尔睡了。")
        + rows("zh-Hans", "So Cromwell left. / 克伦威尔走了。"),
        *("zh-Hans", "克伦威尔", 1),
        id="a name that Chinese renders elsewhere",
    ),
]
STRANGE = [
    pytest.param(rows("vi", "Then Wilson won. / Sau đó Fredriksen thắng."), "vi", "Fredriksen", 0, id="nobody's name"),
    pytest.param(
        rows("zh-Hant", "Then Wilson won. / 後來 Fredriksen 贏了。"),
        "zh-Hant",
        "Fredriksen",
        0,
        id="nobody's in Chinese",
    ),
]
REPLACED += STRANGE
NOT_REPLACED = [
    pytest.param(rows("vi", "Then Wilson won. / Ông Phong thắng trên Facebook và Twitter."), id="two strange words"),
    pytest.param(rows("vi", "Then Wilson won. / Wilson thắng trên Facebook."), id="nothing is missing"),
    pytest.param(rows("vi", "He saw Ukraine. / Anh ấy thấy Ukraina."), id="one name as the language spells it"),
    pytest.param(
        rows("zh-Hant", "Then Wilson won. / 後來他（Fredriksen Wilson）贏了。"), id="a first name told in brackets"
    ),
    pytest.param(
        rows(
            "vi", "Then Wilson won. / Wilson thắng.", "So Wilson ate. / Cromwell đã ăn.", "So Cromwell left. / Ông đi."
        ),
        id="a name of the row beside it",
    ),
    pytest.param(
        rows("vi", "Then Wilson won. / Wilson thắng.", "So Wilson ate. / Ông ấy đã ăn.", "It rained. / Trời mưa."),
        id="a pronoun",
    ),
    pytest.param(
        rows("vi", "The Wilsons won. / Wilson thắng.", "So Wilson ate. / Wilsen đã ăn.", "It rained. / Trời mưa."),
        id="another spelling",
    ),
    pytest.param(
        rows("zh-Hans", "Then Wilson won. / 威尔逊赢了。", "So Wilson ate. / 他吃了。", "It rained. / 下雨了。")
        + rows("zh-Hans", "Nobody won. / 没有人赢。", "Later Cromwell slept. / 后来克伦威尔睡了。"),
        id="a pronoun in Chinese",
    ),
]


@pytest.mark.parametrize(("texts", "lang", "quote", "row"), REPLACED)
def test_a_name_that_stands_for_another_is_found(
    run: Callable[..., list[Finding]], texts: list[dict[str, str]], lang: str, quote: str, row: int
) -> None:
    (finding,) = run("names", *texts)
    assert (finding.row, finding.quotes) == (row, {lang: (quote,), "en": ("Wilson",)})


@pytest.mark.parametrize("texts", NOT_REPLACED)
def test_a_name_that_is_not_repeated_is_not_replaced(
    run: Callable[..., list[Finding]], texts: list[dict[str, str]]
) -> None:
    assert not run("names", *texts)


@pytest.mark.parametrize(
    ("columns", "quote", "suggestion", "row"),
    [
        (("So Beijing won. / Bắc Kinh thắng.", "Then Beijing lost. / Beijing thua."), "Beijing", "Bắc Kinh", 1),
        (
            (
                *("So Beijing won. / Beijing thắng.", "Then Beijing lost. / Beijing thua."),
                "Now Beijing ate. / Bắc Kinh ăn.",
            ),
            *("Bắc Kinh", "Beijing", 2),
        ),
    ],
)
def test_a_name_that_vietnamese_keeps_here_and_translates_there(
    run: Callable[..., list[Finding]], columns: tuple[str, ...], quote: str, suggestion: str, row: int
) -> None:
    (finding,) = run("names", *rows("vi", *columns))
    assert (finding.quotes, finding.suggestion, finding.row) == ({"vi": (quote,)}, suggestion, row)


@pytest.mark.parametrize(("texts", "expected"), BAD)
def test_names_that_waver_are_found(
    run: Callable[..., list[Finding]], texts: list[dict[str, str]], expected: tuple[str, str, int]
) -> None:
    (finding,) = run("names", *texts)
    lang = finding.langs[0]
    assert (finding.quotes[lang], finding.suggestion, finding.row) == ((expected[0],), *expected[1:])
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize("texts", GOOD)
def test_what_is_no_fault_of_a_name(run: Callable[..., list[Finding]], texts: list[dict[str, str]]) -> None:
    assert not run("names", *texts)


def test_an_acronym_that_one_row_lost_is_for_information(run: Callable[..., list[Finding]]) -> None:
    texts = acronym("vi", "EFTA họp.", "Tại EFTA.", "EFTA nghỉ.", "EFTA họp lại.", "Họ về nhà.")
    (finding,) = run("names", *texts)
    assert (finding.row, finding.quotes, finding.severity) == (4, {"en": ("EFTA",)}, Severity.INFO)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Trump", "特朗普当选", "特朗普"),
        ("Obama", "总统奥巴马说", "奥巴马"),
        ("Bernstein", "伯恩斯坦指出", "伯恩斯坦"),
        ("Merkel", "默克尔总理", "默克尔"),
        ("Doshi", "东西很多", ""),
        ("Doshi", "一位大师", ""),
        ("Li", "李里", ""),
    ],
)
def test_names_are_known_by_their_sound(name: str, text: str, expected: str) -> None:
    span = sounding(name, text, "zh-Hans")
    assert (span.of(text) if span else "") == expected


def test_the_real_article_has_one_person_under_two_names(
    gold: Callable[[Path, tuple[str, ...]], Table], shared: Path
) -> None:
    table = gold(shared / "gold", ("en", "vi", "zh-Hant"))
    found = checks.run(table, checks=["names"])
    assert [(finding.values["text"], finding.suggestion) for finding in found] == [("多西", "杜如松")]
