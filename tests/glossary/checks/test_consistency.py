"""One text with two translations, two texts with one; and repetitions that are none of this."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aligner.types import Table
from glossary.checks.consistency import Elsewhere, across
from glossary.types import Finding, Severity

BRIDGE = {"en": "The two bridges are open again.", "vi": "Hai cây cầu đã mở lại.", "zh-Hans": "两座桥已重新开放。"}
OTHER = {
    "en": "Nobody paid for the third one.",
    "vi": "Không ai trả tiền cho cây thứ ba.",
    "zh-Hans": "第三座没有人付钱。",
}
CLOSED = BRIDGE | {"vi": "Hai cây cầu đã đóng lại."}

BAD = [
    pytest.param([BRIDGE, OTHER, CLOSED], 2, {"vi": ("đóng",)}, BRIDGE["vi"], Severity.WARNING, id="one word"),
    pytest.param([CLOSED, OTHER, BRIDGE, BRIDGE], 0, {"vi": ("đóng",)}, BRIDGE["vi"], Severity.WARNING, id="usual"),
    pytest.param(
        [BRIDGE, CLOSED | {"en": "the two bridges are open again"}],
        *(1, {"vi": ("đóng",)}, BRIDGE["vi"], Severity.INFO),
        id="the same after folding",
    ),
    pytest.param(
        [BRIDGE, BRIDGE | {"zh-Hans": "两座桥已重新开放。人们来了。"}],
        *(1, {"zh-Hans": ("人们来了。",)}, BRIDGE["zh-Hans"], Severity.INFO),
        id="more in one place",
    ),
    pytest.param(
        [BRIDGE, BRIDGE | {"en": "The two bridges are closed again."}],
        *(1, {"en": ("closed",)}, "", Severity.INFO),
        id="two texts, one translation",
    ),
]
GOOD = [
    pytest.param([BRIDGE, OTHER, BRIDGE], id="the same again"),
    pytest.param([BRIDGE, BRIDGE | {"vi": "HAI CÂY CẦU ĐÃ MỞ LẠI!"}], id="case and punctuation"),
    pytest.param([BRIDGE, BRIDGE | {"vi": ""}], id="nothing at all, which is an omission"),
    pytest.param([{"en": "Of course.", "vi": "Tất nhiên."}, {"en": "Of course.", "vi": "Dĩ nhiên rồi."}], id="short"),
    pytest.param(
        [{"en": "Yes, it is.", "vi": "Vâng."}, {"en": "That is so.", "vi": "Vâng."}], id="a short translation"
    ),
    pytest.param([BRIDGE, OTHER | {"zh-Hans": BRIDGE["zh-Hans"][:4]}], id="a part"),
]


@pytest.mark.parametrize(("rows", "row", "quotes", "suggestion", "severity"), BAD)
def test_texts_that_are_not_kept_together_are_found(
    run: Callable[..., list[Finding]],
    rows: list[dict[str, str]],
    row: int,
    quotes: dict[str, tuple[str, ...]],
    suggestion: str,
    severity: Severity,
) -> None:
    found = run("consistency", *rows)
    assert {(one.row, one.suggestion, one.severity) for one in found} == {(row, suggestion, severity)}
    assert quotes.items() <= found[0].quotes.items()


@pytest.mark.parametrize("rows", GOOD)
def test_repetitions_without_fault(run: Callable[..., list[Finding]], rows: list[dict[str, str]]) -> None:
    assert not run("consistency", *rows)


def test_a_rendering_is_reported_once_with_all_its_rows(run: Callable[..., list[Finding]]) -> None:
    (finding,) = run("consistency", BRIDGE, BRIDGE, BRIDGE, CLOSED, OTHER, CLOSED)
    assert (finding.row, finding.rows) == (3, (5,))


def beside(**texts: str) -> Elsewhere:
    return Elsewhere("Another work", 7, {lang.replace("_", "-"): text for lang, text in texts.items()})


@pytest.mark.parametrize(
    ("other", "quotes", "suggestion", "severity"),
    [
        (beside(en=BRIDGE["en"], vi=CLOSED["vi"]), {"vi": ("mở",)}, CLOSED["vi"], Severity.WARNING),
        (beside(en=BRIDGE["en"].upper(), vi=CLOSED["vi"]), {"vi": ("mở",)}, CLOSED["vi"], Severity.INFO),
        (
            beside(en="Nobody came along here.", zh_Hans=BRIDGE["zh-Hans"]),
            {"zh-Hans": (BRIDGE["zh-Hans"],)},
            "",
            Severity.INFO,
        ),
    ],
)
def test_another_work_that_renders_a_text_otherwise_is_named(
    table: Callable[..., Table],
    other: Elsewhere,
    quotes: dict[str, tuple[str, ...]],
    suggestion: str,
    severity: Severity,
) -> None:
    (finding,) = across(table([BRIDGE, OTHER, BRIDGE]), [other])
    assert (finding.row, finding.rows, finding.suggestion, finding.severity) == (0, (2,), suggestion, severity)
    assert quotes.items() <= finding.quotes.items()
    assert "row 7 of “Another work”" in finding.text


@pytest.mark.parametrize(
    "others",
    [
        pytest.param([beside(en=BRIDGE["en"], vi=BRIDGE["vi"])], id="the same there"),
        pytest.param(
            [beside(en=BRIDGE["en"], vi=CLOSED["vi"]), beside(en=BRIDGE["en"], vi=BRIDGE["vi"])], id="one of two there"
        ),
        pytest.param([beside(en=BRIDGE["en"])], id="no translation there"),
        pytest.param([beside(en="The bridges are open again.", vi=CLOSED["vi"])], id="another text"),
        pytest.param([beside(en=BRIDGE["en"], vi=CLOSED["vi"])] * 4, id="another translation of the whole"),
    ],
)
def test_other_works_without_fault(table: Callable[..., Table], others: list[Elsewhere]) -> None:
    assert not across(table([BRIDGE, OTHER]), others)
