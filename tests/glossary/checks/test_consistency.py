"""One text with two translations, two texts with one; and repetitions that are none of this."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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
