"""How common words are in general."""

from __future__ import annotations

import pytest

from glossary.commonness import RARE, level


@pytest.mark.parametrize(
    ("lang", "common", "rare"),
    [
        ("en", "city", "reactor"),
        ("en", "company", "electrification"),
        ("zh-Hans", "城市", "反应堆"),
        ("zh-Hant", "公司", "集群"),
        ("vi", "thành phố", "lò phản ứng"),
    ],
)
def test_everyday_words_have_a_higher_level(lang: str, common: str, rare: str) -> None:
    """In every language; Chinese is asked for in Simplified."""
    assert level(lang, common) > level(lang, rare) >= RARE


def test_plural_and_singular_are_as_common() -> None:
    """Lists have one form more often than the other."""
    assert level("en", "policymakers") == level("en", "policymaker")
    assert level("en", "batteries") >= level("en", "battery") - 0.5


@pytest.mark.parametrize("lang", ["en", "vi", "zh-Hans"])
def test_unknown_words_are_rare(lang: str) -> None:
    """No list has them."""
    assert level(lang, "qwzxk") == RARE
