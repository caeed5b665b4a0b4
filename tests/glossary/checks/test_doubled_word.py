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
    ("vi", "Người người thợ này biết.", "Người người"),
    ("vi", "Bạn chọn chữ đầu tiên tiên và cuối.", "tiên tiên"),
    ("vi", "Ông thường thường xuyên đến đây.", "thường thường"),
    ("zh-Hans", "本州的研究研究表明如此。", "研究研究"),
    ("zh-Hans", "最高法院最高法院的裁决。", "最高法院最高法院"),
]
GOOD = [
    ("en", "He had had enough. That that was said is no matter. New York, New York."),
    ("en", "They played in Walla Walla."),
    ("vi", "Cây xanh xanh, luôn luôn, dần dần, ngày ngày."),
    ("vi", "Nó trở thành thành viên."),
    ("zh-Hant", "他漸漸高高興興地回家，我們研究研究。"),
    ("zh-Hans", "他可以以惊人的速度一步一步前进，非常非常快。目的的确达到了。"),
    ("vi", "Nhà máy chỉ chỉ định nơi sản xuất. Người người nhà nhà đi chợ, nói nói cười cười."),
    ("vi", "Ông ở đó năm năm, có gì sai sai."),
    ("zh-Hans", "分一间一间的造，最重要最重要的是你们商量商量。哈哈哈哈"),
    ("zh-Hans", "其他他都知道，和和美美，是是非非。"),
]


@pytest.mark.parametrize(("lang", "text", "quote"), BAD)
def test_a_doubled_word_is_found(run: Callable[..., list[Finding]], lang: str, text: str, quote: str) -> None:
    (finding,) = run("doubled-word", {lang: text})
    assert finding.quotes == {lang: (quote,)}


@pytest.mark.parametrize(("lang", "text"), GOOD)
def test_reduplication_is_left_alone(run: Callable[..., list[Finding]], lang: str, text: str) -> None:
    assert not run("doubled-word", {lang: text})


@pytest.mark.parametrize(
    ("english", "lang", "text", "count"),
    [
        ("They came one by one.", "zh-Hans", "他们一个一个来了。", 0),
        ("A man came.", "zh-Hans", "一个一个人来了。", 1),
        ("It was very, very large.", "zh-Hant", "它非常非常大。", 0),
        ("It was large.", "zh-Hant", "它非常非常大。", 1),
        ("He stayed for five years.", "vi", "Ông ở đó năm năm.", 0),
        ("He stayed there in 2019.", "vi", "Ông ở đó năm năm 2019.", 1),
        ("She slowly left.", "vi", "Cô từ từ đi.", 0),
        ("She left the town.", "vi", "Cô đi từ từ thị trấn.", 1),
    ],
)
def test_what_may_be_meant_is_asked_of_the_english(
    run: Callable[..., list[Finding]], english: str, lang: str, text: str, count: int
) -> None:
    assert len(run("doubled-word", {"en": english, lang: text})) == count
