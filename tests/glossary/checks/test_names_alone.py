"""Names and acronyms within one text, without another language to hold them to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossary.types import Finding, Severity

DEFENCE = ["政府援引国防生产法案（DPA）。", "DPA 由国防部使用。"]
"""An acronym that is explained, and used in the row after."""

BAD = [
    pytest.param(
        "zh-Hans",
        ["研发投入很大。", "R&D中心成立了。", "他们投资R&D和设施。"],
        *("R&D", "研发", 1, (2,), Severity.WARNING),
        id="R&D beside the language's own word",
    ),
    pytest.param(
        "zh-Hans", ["R&D中心成立了。"], *("R&D", "研发", 0, (), Severity.INFO), id="R&D without the language's own word"
    ),
    pytest.param("zh-Hant", ["歐盟同意了。", "EU拒絕了。"], *("EU", "歐盟", 1, (), Severity.WARNING), id="EU"),
    pytest.param(
        "vi",
        ["Chi cho nghiên cứu và phát triển tăng.", "Trung tâm R&D mở cửa."],
        *("R&D", "nghiên cứu và phát triển", 1, (), Severity.WARNING),
        id="R&D in Vietnamese beside its own word",
    ),
    pytest.param(
        "zh-Hans",
        ["学者马丁·哈维克（Martin Harwick）说。", "他们采纳了Harwick的说法。"],
        *("Harwick", "哈维克", 1, (), Severity.WARNING),
        id="a name that is told in brackets",
    ),
    pytest.param(
        "zh-Hans",
        ["Ann Kaldren博士来了。", "卡尔德伦曾是医生。"],
        *("Kaldren", "卡尔德伦", 0, (), Severity.WARNING),
        id="a name by its sound",
    ),
    pytest.param(
        "zh-Hans",
        ["马克·佩纳上校来了。", "Penna上校下了命令。"],
        *("Penna", "佩纳", 1, (), Severity.WARNING),
        id="a short name with the same title",
    ),
    pytest.param(
        "zh-Hans",
        [*DEFENCE, "《药品采购协议》又续签了。"],
        *("药品采购协议", "", 2, (), Severity.WARNING),
        id="an acronym written out as another title",
    ),
    pytest.param(
        "zh-Hans",
        ["提供投资税收抵免(ITC)。", "国际贸易中心明年减半。"],
        *("国际贸易中心", "", 1, (), Severity.INFO),
        id="an acronym written out as an institution",
    ),
    pytest.param(
        "zh-Hans",
        ["国家标准与技术研究院(NIST)成立。", "国家标准与技术研究所(NIST)关闭。"],
        *("国家标准与技术研究所", "国家标准与技术研究院", 1, (), Severity.WARNING),
        id="an acronym explained by two forms of a name",
    ),
]
GOOD = [
    pytest.param("zh-Hans", ["（R&D）中心。", "《R&D月刊》说。", "研发。"], id="in brackets and titles"),
    pytest.param("zh-Hans", ["GDP增长了。", "国内生产总值增长了。", "AI和人工智能。"], id="acronyms that are at home"),
    pytest.param("vi", ["Trung tâm R&D mở cửa.", "R&D tăng."], id="R&D in Vietnamese without its own word"),
    pytest.param("vi", ["EU và Liên minh châu Âu họp.", "US Steel và Mỹ."], id="what Vietnamese keeps"),
    pytest.param("zh-Hans", ["Grace来了。", "格拉斯走了。"], id="a short name that sounds like another"),
    pytest.param("zh-Hans", [*DEFENCE, "《国防生产法案》使它能介入。"], id="the name that explains the acronym"),
    pytest.param("zh-Hans", [*DEFENCE, *["下雨了。"] * 5, "《药品采购协议》签了。"], id="far from the acronym"),
    pytest.param("zh-Hans", [*DEFENCE, "《和平协议》签了。"], id="other initials"),
    pytest.param("zh-Hans", ["美国国家标准局(NIST)。", "国家标准局(NIST)。"], id="a shorter form of a name"),
]


@pytest.mark.parametrize(("lang", "texts", "quote", "suggestion", "row", "rows", "severity"), BAD)
def test_what_wavers_within_a_text_is_one_finding(
    run: Callable[..., list[Finding]],
    lang: str,
    texts: list[str],
    quote: str,
    suggestion: str,
    row: int,
    rows: tuple[int, ...],
    severity: Severity,
) -> None:
    (finding,) = run("names", *[{lang: text} for text in texts])
    assert (finding.quotes, finding.suggestion) == ({lang: (quote,)}, suggestion)
    assert (finding.row, finding.rows, finding.severity) == (row, rows, severity)


@pytest.mark.parametrize(("lang", "texts"), GOOD)
def test_what_is_no_fault_within_a_text(run: Callable[..., list[Finding]], lang: str, texts: list[str]) -> None:
    assert not run("names", *[{lang: text} for text in texts])
