"""Words that stand twice by accident, and reduplication that does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossary.types import Finding

BAD = [
    ("en", "It closed the the plant.", "the the"),
    ("en", "None of the of the ships sailed.", "of the of the"),
    ("vi", "Hàng hóa của của nhà máy.", "của của"),
    ("vi", "Ngành công nghiệp công nghiệp phát triển.", "công nghiệp công nghiệp"),
    ("zh-Hant", "能否快於中國彌補彌補損失？", "彌補彌補"),
    ("zh-Hant", "大家的共用共用設備。", "共用共用"),
    ("zh-Hans", "筹得的的资金。", "的的"),
]
GOOD = [
    ("en", "He had had enough. That that was said is no matter. New York, New York."),
    ("en", "They played in Walla Walla."),
    ("vi", "Cây xanh xanh, luôn luôn, dần dần, ngày ngày."),
    ("vi", "Nó trở thành thành viên."),
    ("zh-Hant", "他漸漸高高興興地回家，我們研究研究。"),
    ("zh-Hans", "他可以以惊人的速度一步一步前进，非常非常快。目的的确达到了。"),
    ("zh-Hans", "其他他都知道，和和美美，是是非非。"),
]


@pytest.mark.parametrize(("lang", "text", "quote"), BAD)
def test_a_doubled_word_is_found(run: Callable[..., list[Finding]], lang: str, text: str, quote: str) -> None:
    (finding,) = run("doubled-word", {lang: text})
    assert finding.quotes == {lang: (quote,)}


@pytest.mark.parametrize(("lang", "text"), GOOD)
def test_reduplication_is_left_alone(run: Callable[..., list[Finding]], lang: str, text: str) -> None:
    assert not run("doubled-word", {lang: text})
