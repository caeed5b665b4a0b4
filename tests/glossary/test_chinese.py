"""Chinese words: which hold a sentence together, and where derived words begin and end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aligner.types import Table
from glossary.chinese import functional
from glossary.patterns import named
from glossary.units import cells

Make = Callable[[dict[str, list[str]]], Table]


@pytest.mark.parametrize(
    "word", ["更加", "目前", "这些", "同样", "关于", "里", "的", "四分之一", "这部分", "令人羡慕", "着眼于"]
)
def test_words_that_hold_sentences_together_are_known(word: str) -> None:
    """Adverbs, pronouns, prepositions, particles; verbs that take what follows, and what is made of a feeling."""
    assert functional(word)


@pytest.mark.parametrize("word", ["半导体", "周期", "上游", "现代", "多边", "电池", "磷酸铁锂", "人工智能", "X"])
def test_words_of_terms_are_not_taken_for_them(word: str) -> None:
    """Nor are words that the dictionary lacks."""
    assert not functional(word)


@pytest.mark.parametrize("word", ["美国", "北京", "克林顿", "密歇根州", "麻省理工学院", "国防部"])
def test_names_are_known_by_the_dictionary(word: str) -> None:
    """Persons, places, organisations."""
    assert named(word)


@pytest.mark.parametrize("word", ["城镇", "卫星", "太阳", "电池", "大力支持", "供应链", "R"])
def test_common_words_are_no_names(word: str) -> None:
    """Nor are short ones that the dictionary takes for names."""
    assert not named(word)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("再工业化无关怀旧", "再工业化"),
        ("可再生能源很便宜", "可再生"),
        ("密歇根州的装配商", "密歇根州"),
        ("密歇根州的装配商", "装配商"),
        ("产业集聚很重要", "集聚"),
    ],
)
def test_endings_and_beginnings_belong_to_their_words(side_by_side: Make, text: str, wanted: str) -> None:
    """A single character that makes a new word of another is a part of it."""
    (cell,) = cells(side_by_side({"zh-Hans": [text]}), "zh-Hans")
    assert any(unit.key.startswith(wanted) for unit in cell.units), [unit.key for unit in cell.units]


def test_units_cover_the_text_in_order(side_by_side: Make) -> None:
    """Each shows its own part of the text, none overlaps the next."""
    (cell,) = cells(side_by_side({"zh-Hant": ["為在美國打造一個一體化的電動汽車供應鏈，就近集羣。"]}), "zh-Hant")
    place = 0
    for unit in cell.units:
        assert unit.start >= place
        assert cell.text[unit.start : unit.stop] == unit.text
        place = unit.stop
