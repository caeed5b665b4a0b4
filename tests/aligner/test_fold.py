"""Folding brings two spellings of one thing to one form, and every offset leads back."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.fold import fold, place_tones, simplified
from aligner.types import Span

LANGS = ("en", "vi", "zh-Hans", "zh-Hant")
GOLDEN = Path(__file__).parents[1] / "golden" / "fold.tsv"
CASES = [
    tuple(line.split("\t")) for line in GOLDEN.read_text("utf-8").splitlines() if line and not line.startswith("#")
]
LETTERS = st.text(
    st.one_of(
        st.sampled_from(
            "aAzZßﬁİ ＡＢ，。「」“”’-‑\u00ad\u200b\u3000\u00a0oòóuúyỳýqđĐêế\u0301\u0300\u0323\u031b産產羣裏台𠮷𪚥車"
        ),
        st.characters(exclude_categories=["Cs", "Cn", "Co"]),
    ),
    max_size=40,
)


@pytest.mark.parametrize(("lang", "marks", "text", "folded"), CASES)
def test_folds_as_the_table_says(lang: str, marks: str, text: str, folded: str) -> None:
    assert fold(text, lang, marks=marks == "marks").text == folded


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        ("產業集羣", "产业集群"),
        ("裏裡里", "里里里"),
        ("説說说", "说说说"),
        ("臺灣台灣", "台湾台湾"),
        ("甚麼什麼", "什么什么"),
        ("隨著發展，著名的名著", "随着发展，著名的名著"),
        ("乾淨的乾隆年間", "干净的乾隆年间"),
        ("憑藉與慰藉", "凭借与慰藉"),
        ("瞭解與瞭望", "了解与瞭望"),
        ("併為採礦", "并为采矿"),
        ("產業集群的发展", "产业集群的发展"),
        ("𠮷野家𪚥", "𠮷野家𪚥"),
        ("GDP 3.5%", "GDP 3.5%"),
    ],
)
def test_simplified_takes_the_usual_form(text: str, simple: str) -> None:
    assert simplified(text) == simple


@given(LETTERS)
def test_simplified_keeps_the_length(text: str) -> None:
    assert len(simplified(text)) == len(text)


@pytest.mark.parametrize("marks", [True, False])
@pytest.mark.parametrize("lang", LANGS)
@given(text=LETTERS)
def test_offsets_rise_and_close(lang: str, marks: bool, text: str) -> None:
    folded = fold(text, lang, marks=marks)
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[-1] == len(text)
    assert all(left <= right for left, right in pairwise(folded.offsets))


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
@given(text=LETTERS, data=st.data())
def test_every_range_comes_from_a_range_that_folds_to_it(lang: str, text: str, data: st.DataObject) -> None:
    folded = fold(text, lang)
    start = data.draw(st.integers(0, len(folded.text)))
    stop = data.draw(st.integers(start, len(folded.text)))
    assert folded.text[start:stop] in fold(folded.original(Span(start, stop)).of(text), lang).text


SYLLABLES = st.lists(
    st.sampled_from(
        ["Hoà", "hòa", "thuý", "Thúy", "QUÝ", "qúy", "khoẻ", "tòan", "hùynh", "khuỷu", "Đường", "nghiêng", "oà", "ﬁn"]
    ),
    min_size=1,
    max_size=8,
)


@given(SYLLABLES, st.booleans(), st.booleans())
def test_every_vietnamese_syllable_leads_back(syllables: list[str], decomposed: bool, marks: bool) -> None:
    words = [unicodedata.normalize("NFD", word) if decomposed else word for word in syllables]
    text = " ".join(words)
    folded = fold(text, "vi", marks=marks)
    place = 0
    for word in words:
        size = len(fold(word, "vi", marks=marks).text)
        assert folded.text[place : place + size] == fold(word, "vi", marks=marks).text
        assert folded.original(Span(place, place + size)).of(text) == word
        place += size + 1


@pytest.mark.parametrize("marks", [True, False])
@pytest.mark.parametrize("lang", LANGS)
@given(text=LETTERS)
def test_folding_twice_changes_nothing_more(lang: str, marks: bool, text: str) -> None:
    once = fold(text, lang, marks=marks).text
    assert fold(once, lang, marks=marks).text == once


def test_tone_placement_keeps_the_length() -> None:
    text = "hoà khoẻ thuý tòan qúy huỳnh"
    assert len(place_tones(text)) == len(text)


def test_supplementary_han_has_one_offset_each() -> None:
    folded = fold("𠮷野家的𪚥", "zh-Hans")
    assert folded.text == "𠮷野家的𪚥"
    assert folded.original(Span(4, 5)) == Span(4, 5)
