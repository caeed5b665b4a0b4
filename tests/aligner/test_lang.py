"""Languages: tags from outside, and words with their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import lang
from aligner.errors import InputError
from aligner.types import LANGS


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("EN-us", "en"),
        ("en_GB", "en"),
        ("vi", "vi"),
        ("vi-VN", "vi"),
        ("zh-CN", "zh-Hans"),
        ("zh_CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("CHS", "zh-Hans"),
        ("Hans", "zh-Hans"),
        ("zh-hans", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh_TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-MO", "zh-Hant"),
        ("cht", "zh-Hant"),
        ("ZH-HANT", "zh-Hant"),
        ("zh-Hans-HK", "zh-Hans"),
        ("cmn-Hant-TW", "zh-Hant"),
        (" zh-Hant ", "zh-Hant"),
    ],
)
def test_tags_are_read_as_aliases(tag: str, code: str) -> None:
    assert lang.normalise(tag) == code


def test_chinese_without_a_script_asks_which() -> None:
    with pytest.raises(InputError, match="zh-Hans for Simplified or zh-Hant"):
        lang.normalise("zh")


def test_chinese_without_a_script_takes_the_default() -> None:
    assert lang.normalise("zh", default="zh-Hant") == "zh-Hant"


@pytest.mark.parametrize("tag", ["", "fr", "xx-Hans", "-"])
def test_unknown_languages_name_the_four(tag: str) -> None:
    with pytest.raises(InputError, match="en, vi, zh-Hans, zh-Hant"):
        lang.normalise(tag, default="en")


@pytest.mark.parametrize("code", LANGS)
def test_each_language_says_its_own_name(code: str) -> None:
    language = lang.get(code)
    assert language.name(code)
    assert language.quotes[code].outer[0] != language.quotes[code].outer[1]


def test_names_are_their_own() -> None:
    assert [lang.get(code).name(code) for code in LANGS] == ["English", "Tiếng Việt", "简体中文", "繁體中文"]


def test_an_unknown_language_cannot_be_got() -> None:
    with pytest.raises(InputError, match="not known"):
        lang.get("fr")


@pytest.mark.parametrize(
    ("code", "text", "keys"),
    [
        ("en", "China’s companies’ plans", "china compani plan"),
        ("en", "high-speed rail, twenty-first-century", "high-speed rail twenti-first-centuri"),
        ("en", "It rose 2.7% to 1,000 (or 3.5).", "it rose 2.7 to 1,000 or 3.5"),
        ("en", "the U.S. and the US help us", "the usa and the usa help us"),
        ("en", "e.g. at 5 p.m.", "eg at 5 pm"),
        ("en", "don't — won’t", "don't won't"),
        ("en", "F-35 jets, 20th, R&D", "f-35 jet 20th r d"),
        ("en", "“Café” naïve", "café naïve"),
        ("vi", "Hoà bình, thuỷ điện", "hòa bình thủy điện"),
        ("vi", "2,7 tỷ đô-la; 1.000 TP.HCM", "2,7 tỷ đô la 1.000 tp hcm"),
        ("vi", "Đường sắt", "đường sắt"),
        ("zh-Hans", "产业集群的发展。", "产业 集群 的 发展"),
        ("zh-Hant", "產業集羣的發展。", "产业 集群 的 发展"),
        ("zh-Hant", "隨著著名企業", "随着 著名 企业"),
        ("zh-Hant", "投資27億美元於AI chips", "投资 27 亿 美元 于 ai chip"),
        ("zh-Hant", "在U.S.的F-35戰機，2.7%", "在 usa 的 f-35 战机 2.7"),
        ("zh-Hans", "２０２４年", "2024 年"),
        ("zh-Hans", "𠮷野家", "𠮷 野家"),
    ],
)
def test_words_have_matching_keys(code: str, text: str, keys: str) -> None:
    assert " ".join(word.key for word in lang.get(code).words(text)) == keys


@pytest.mark.parametrize(
    ("code", "text", "content"),
    [
        ("en", "The growth of the clusters", ["growth", "clusters"]),
        ("vi", "sự phát triển của các cụm", ["phát", "triển", "cụm"]),
        ("zh-Hans", "集群的发展与创新", ["集群", "发展", "创新"]),
        ("zh-Hant", "集羣與創新", ["集羣", "創新"]),
    ],
)
def test_stop_words_are_no_content(code: str, text: str, content: list[str]) -> None:
    assert [word.text for word in lang.get(code).words(text) if word.content] == content


@pytest.mark.parametrize("code", LANGS)
@given(
    text=st.text(
        st.one_of(st.sampled_from("aB’'-.,19 Đòa产業羣。𠮷ﬁ\u0301"), st.characters(exclude_categories=["Cs"])),
        max_size=40,
    )
)
def test_words_lead_back_to_the_text(code: str, text: str) -> None:
    place = 0
    for word in lang.get(code).words(text):
        assert word.text
        assert word.key
        assert word.span.of(text) == word.text
        assert word.span.start >= place
        place = word.span.stop


@pytest.mark.parametrize("code", LANGS)
def test_punctuation_is_no_word(code: str) -> None:
    assert lang.get(code).words("。，！？…—“”「」()[] .,;:!?'\"-–—·") == []


_PARTS = st.sampled_from(
    ["a", "xy", "U", "é", "1", "23", "²", ".", ".", ",", "-", "'", " ", " ", "đ", "hoà", "。", "US"]
)


@given(st.lists(_PARTS, max_size=14).map("".join), st.sampled_from(["en", "vi"]))
def test_words_are_spelled_as_they_are_cut(text: str, code: str) -> None:
    language = lang.get(code)
    forms = [form.key for word in language.spellings(text) for form in language.forms(word)]
    assert forms == [word.key for word in language.words(text)]
