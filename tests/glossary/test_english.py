"""English words: their classes where they stand, and which forms are one word."""

from __future__ import annotations

import pytest
import regex

from aligner.lang.en import stem
from glossary.english import form, uses
from glossary.tagging import tags

CASES = [
    ("The costs of transport rose.", {"costs", "transport"}, {"rose"}),
    ("It costs money to support them.", {"money"}, {"costs", "support"}),
    ("Clustering can be an effective strategy.", {"Clustering", "strategy"}, {"effective"}),
    ("They could foster clustering around the harbour.", {"clustering", "harbour"}, {"foster"}),
    ("Regions where supply chains can mature", {"Regions", "supply", "chains"}, {"mature"}),
    ("Supply chains matter.", {"chains"}, {"matter"}),
    ("For two months the singer changes his name.", {"months", "singer", "name"}, {"changes"}),
    ("It has achieved advanced electrification.", {"electrification"}, {"achieved"}),
    ("China’s investment rose quickly.", {"investment"}, {"rose", "quickly"}),
]


@pytest.mark.parametrize(("text", "nouns", "others"), CASES)
def test_nouns_are_told_from_verbs_by_what_stands_around_them(text: str, nouns: set[str], others: set[str]) -> None:
    """The same word is a noun in one place and none in the next."""
    words = list(regex.finditer(r"[\p{L}]+", regex.sub("’s", "  ", text)))
    (found,) = uses([(text, [match.span() for match in words])])
    shown = {match[0]: use.name for match, use in zip(words, found, strict=True)}
    assert {word for word in nouns if shown[word] not in ("NOUN", "DOUBTFUL")} == set()
    assert {word for word in others if shown[word] == "NOUN"} == set()


def test_every_word_has_a_tag() -> None:
    """Whatever it is made of: signs, digits, letters of other scripts."""
    words = ["STAART", "ABC-1", "…", "2.7", "中文", "đường", "'s", "x"]
    assert len(tags(words)) == len(words)
    assert tags([]) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("cluster", "clusters", True),
        ("cluster", "clustering", True),
        ("refinery", "refineries", True),
        ("capacity", "capacities", True),
        ("producer", "producers", True),
        ("producer", "production", False),
        ("production", "productivity", False),
        ("manufacturing", "manufacturer", False),
        ("economy", "economist", False),
    ],
)
def test_forms_of_one_word_are_one(one: str, other: str, same: bool) -> None:
    """Number and -ing make no other word; who does it and what comes of it do."""
    assert (form(one, stem(one)) == form(other, stem(other))) is same
