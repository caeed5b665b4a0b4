"""English that was left in a translation, and English that belongs there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossary.types import Finding

SOURCE = "A town that lives on one product catches one illness."
BAD = [
    ({"en": SOURCE, "vi": f"{SOURCE} Điều đó ai cũng biết."}, "vi", SOURCE),
    ({"en": SOURCE, "zh-Hans": SOURCE}, "zh-Hans", SOURCE),
    (
        {"zh-Hant": "這座小鎮 that lives on the one product of a region 會生病。"},
        "zh-Hant",
        "that lives on the one product of a region",
    ),
]
GOOD = [
    {"en": SOURCE, "zh-Hant": "（本文原題“The Town That Lives on the One Product”，見於《外交》。）"},
    {"en": "Florence Lo / Reuters", "vi": "Florence Lo / Reuters"},
    {"en": "Kellogg School of Management", "vi": "Trường Kellogg School of Management"},
    {"en": "DJI and BYD", "zh-Hans": "DJI 和 BYD"},
    {"vi": "Tờ New York Times và Wall Street Journal đưa tin."},
]


@pytest.mark.parametrize(("row", "lang", "quote"), BAD)
def test_english_left_is_found(run: Callable[..., list[Finding]], row: dict[str, str], lang: str, quote: str) -> None:
    (finding,) = run("untranslated", row)
    assert finding.quotes[lang] == (quote,)


@pytest.mark.parametrize("row", GOOD)
def test_names_and_quoted_titles_are_left_alone(run: Callable[..., list[Finding]], row: dict[str, str]) -> None:
    assert not run("untranslated", row)
