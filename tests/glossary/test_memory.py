"""A percentage says how much work a translation still needs: none at 100, little for form, a share for each word."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.fold import fold
from aligner.types import LANGS
from glossary.memory import FORM, FUZZY, IDENTICAL, NUMBERS, SCRIPT, differences, likeness, similarity

TEN = "one two three four five six seven eight nine ten"


@pytest.mark.parametrize(
    ("lang", "query", "segment", "percent", "kind"),
    [
        ("en", "Supply chains grew.", "Supply chains grew.", 100, IDENTICAL),
        ("en", "Supply  chains\ngrew.", "Supply chains grew.", 100, IDENTICAL),
        ("en", "supply chains grew.", "Supply chains grew.", 99, FORM),
        ("en", "Supply chains grew", "Supply chains grew.", 99, FORM),
        ("en", "SUPPLY CHAINS GREW", "Supply chains grew.", 98, FORM),
        ("en", "<b>Supply</b> chains grew.", "Supply chains grew.", 99, FORM),
        ("en", "Supply chains grew by {1}.", "Supply chains grew by %s.", 99, FORM),
        ("en", "It grew by 5 percent.", "It grew by 7 percent.", 98, NUMBERS),
        ("en", "From 5 to 7 and 9", "From 6 to 8 and 10", 96, NUMBERS),
        ("en", "1 2 3 4 5 6 7 8", "8 7 6 5 4 3 2 1", 95, NUMBERS),
        ("en", TEN, TEN.replace("ten", "eleven"), 90, FUZZY),
        ("en", TEN, TEN.replace(" ten", ""), 90, FUZZY),
        ("en", TEN, TEN + " eleven", 90, FUZZY),
        ("en", "The cluster is here", "The clusters is here", 93, FUZZY),
        ("en", "Entirely different words", "Nothing of this kind", 0, FUZZY),
        ("vi", "Hoà bình", "Hòa bình", 99, FORM),
        ("vi", "chuỗi cung ứng toàn cầu", "chuỗi cung ứng của toàn cầu", 83, FUZZY),
        ("vi", "ma túy vào Mỹ", "mà túy vào Mỹ", 87, FUZZY),
        ("zh-Hant", "產業集羣推動發展", "产业集群推动发展", 99, SCRIPT),
        ("zh-Hans", "产业集群推动发展", "產業集羣推動發展", 99, SCRIPT),
        ("zh-Hant", "產業集羣推動發展", "產業集群推動發展", 99, SCRIPT),
        ("zh-Hans", "产业集群推动发展。", "產業集羣推動發展", 98, FORM),
        ("zh-Hans", "产业集群推动发展", "产业集聚推动发展", 87, FUZZY),
        ("zh-Hans", "共27亿美元", "共28亿美元", 98, NUMBERS),
        ("en", "…", "!", 0, FUZZY),
        ("en", "word", "", 0, FUZZY),
    ],
)
def test_percentages_are_what_translators_expect(lang: str, query: str, segment: str, percent: int, kind: str) -> None:
    found = likeness(query, segment, lang)
    assert (found.percent, found.kind) == (percent, kind)
    assert similarity(query, segment, lang) == percent


def test_the_less_differs_the_higher_the_percentage() -> None:
    others = [TEN, TEN.title(), TEN + " 11", TEN.replace("one", "1"), TEN.replace("one two", "a b"), "one", ""]
    found = [similarity(TEN, other, "en") for other in others]
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize(
    ("lang", "query", "segment", "left", "right"),
    [
        ("en", "It grew by 5 percent", "It then grew by 7 percent", ["5"], ["then", "7"]),
        ("en", "The cluster", "the clusters", ["The cluster"], ["the clusters"]),
        ("en", "Same.", "Same.", [], []),
        ("vi", "Chuỗi cung ứng", "Chuỗi cung cầu", ["ứng"], ["cầu"]),
        ("zh-Hant", "產業集羣發展", "产业集聚发展。", ["羣"], ["聚", "。"]),
    ],
)
def test_what_differs_is_marked(lang: str, query: str, segment: str, left: list[str], right: list[str]) -> None:
    spans = differences(query, segment, lang)
    assert [[span.of(text) for span in ones] for text, ones in zip((query, segment), spans, strict=True)] == [
        left,
        right,
    ]


TEXTS = st.text(
    st.one_of(st.sampled_from("abcABC  .,'-<>{}12%hòàáđ産產业業集羣群。，\n"), st.characters(codec="utf-8")),
    max_size=40,
)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(LANGS))
def test_any_texts_can_be_compared(one: str, other: str, lang: str) -> None:
    found = likeness(one, other, lang)
    assert 0 <= found.percent <= 100
    assert (found.percent == 100) == (found.kind == IDENTICAL)
    for text, spans in ((one, found.query), (other, found.segment)):
        assert all(0 <= span.start < span.stop <= len(text) for span in spans)
        assert all(a.stop <= b.start for a, b in pairwise(spans))
    if found.percent == 100:
        assert not found.query
        assert not found.segment


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(LANGS))
def test_a_sentence_is_itself_however_it_is_encoded(text: str, lang: str) -> None:
    assert similarity(text, text, lang) == 100
    composed = unicodedata.normalize("NFC", text)
    assert similarity(composed, unicodedata.normalize("NFD", composed), lang) == 100 or not composed.isprintable()


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("產業集羣臺灣國會發展經濟"), min_size=1, max_size=20))
def test_the_other_script_costs_one_percent_at_most(text: str) -> None:
    assert similarity(text, fold(text, "zh-Hant").text, "zh-Hant") in (99, 100)
