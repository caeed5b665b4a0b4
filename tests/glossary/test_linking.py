"""Links between candidates of two languages, and groups over all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aligner.types import Table
from glossary.candidates import phrases
from glossary.correspondence import correspond, shared_rows
from glossary.groups import Group, group
from glossary.linking import Key, Links, link
from glossary.units import cells

Make = Callable[[dict[str, list[str]]], Table]

ENGLISH = [
    "The supply chain of battery makers is long.",
    "A broken supply chain stops the factory.",
    "Magnesium is used in the factory.",
    "Every government wants a factory.",
]
VIETNAMESE = [
    "Chuỗi cung ứng của các hãng làm pin rất dài.",
    "Chuỗi cung ứng đứt gãy làm nhà máy ngừng lại.",
    "Magiê được dùng trong nhà máy.",
    "Chính phủ nào cũng muốn có một nhà máy.",
]
CHINESE = [
    "電池製造商的供應鏈很長。",
    "供應鏈中斷，工廠就停工。",
    "工廠使用鎂。",
    "每個政府都想要一座工廠。",
]


@pytest.fixture
def table(side_by_side: Make) -> Table:
    """Four rows in three languages."""
    return side_by_side({"en": ENGLISH, "vi": VIETNAMESE, "zh-Hant": CHINESE})


def linked(table: Table) -> tuple[Links, list[Group]]:
    """The links and groups of a table."""
    columns = {lang: cells(table, lang) for lang in table.langs}
    found = {lang: phrases(column, lang) for lang, column in columns.items()}
    links = link(columns, found)
    return links, group(links, found)


def counterparts(groups: list[Group], lang: str, key: Key) -> dict[str, Key]:
    """The group that a candidate is the main one of."""
    return next((one.members for one in groups if one.members.get(lang) == key), {})


@pytest.mark.parametrize(
    ("english", "vietnamese", "chinese"),
    [
        (("suppli", "chain"), ("chuỗi cung ứng",), "供应链"),
        (("govern+ment",), ("chính phủ",), "政府"),
        (("factori",), ("nhà máy",), "工厂"),
    ],
)
def test_terms_meet_in_all_languages(table: Table, english: Key, vietnamese: Key, chinese: str) -> None:
    """Recurrent terms, and such as the lexicon knows, are grouped over three languages with their own boundaries."""
    members = counterparts(linked(table)[1], "en", english)
    assert " ".join(members["vi"]) == " ".join(vietnamese)
    assert "".join(members["zh-Hant"]) == chinese


def test_every_candidate_is_the_main_term_of_one_group_at_most(table: Table) -> None:
    """Groups do not share members, and have one member per language."""
    _, groups = linked(table)
    nodes = [node for one in groups for node in one.members.items()]
    assert len(nodes) == len(set(nodes))
    assert all(len(one.members) > 1 for one in groups)


def test_links_are_seen_from_both_ends(table: Table) -> None:
    """What is linked to a candidate knows the same link."""
    links, _ = linked(table)
    assert links
    assert all(links[other][node] is entry for node, others in links.items() for other, entry in others.items())


def test_no_unit_is_answered_more_than_once(table: Table) -> None:
    """What a unit finds on the other side sums to one at most, so that a word too many is noticed."""
    left, right = cells(table, "en"), cells(table, "zh-Hant")
    rows = shared_rows(left, right)
    answers = correspond(rows)
    assert len(answers) == len(table.rows)
    for one in answers:
        assert one.forth.min() >= 0
        assert one.forth.sum(axis=1).max() <= 1
        assert one.back.sum(axis=0).max() <= 1


def test_rows_without_a_counterpart_prove_nothing(side_by_side: Make) -> None:
    """Cells that stand alone link to nothing."""
    table = side_by_side({"en": ["The supply chain.", ""], "vi": ["", "Chuỗi cung ứng."]})
    assert linked(table)[1] == []


def test_two_scripts_of_one_word_are_linked(side_by_side: Make) -> None:
    """Traditional and Simplified are one term in two scripts."""
    hans, hant = ["产业集群很重要。", "产业集群的成本。"], ["產業集羣很重要。", "產業集群的成本。"]
    _, groups = linked(side_by_side({"zh-Hans": hans, "zh-Hant": hant}))
    key = counterparts(groups, "zh-Hans", ("产业", "集群"))["zh-Hant"]
    assert key == ("产业", "集群")


def test_an_original_in_brackets_tells_how_a_name_is_rendered(side_by_side: Make) -> None:
    """What stands before the brackets is the name, and no lexicon needs to have it."""
    table = side_by_side(
        {
            "en": ["Former officials Zoltan Brem and Ulla Quist spoke."],
            "zh-Hant": ["前官員佐爾坦(Zoltan Brem)和烏拉(Ulla Quist)發言。"],
        }
    )
    _, groups = linked(table)
    assert "".join(counterparts(groups, "en", ("zoltan", "brem"))["zh-Hant"]) == "佐尔坦"
    assert "".join(counterparts(groups, "en", ("ulla", "quist"))["zh-Hant"]) == "乌拉"


def test_a_term_that_stands_twice_in_a_row_is_answered_by_both(side_by_side: Make) -> None:
    """One mention there for two here leaves the boundaries of the term where they are."""
    table = side_by_side(
        {
            "en": ["The refinery at the harbour is old and dirty."],
            "zh-Hans": ["港口的精炼厂很旧，精炼厂也很脏。"],
        }
    )
    assert counterparts(linked(table)[1], "en", ("refineri",))["zh-Hans"] == ("精炼厂",)


def test_rows_that_only_one_language_has_do_not_upset_the_likelihood(side_by_side: Make) -> None:
    """A term that stands in more rows than the two languages share is linked all the same."""
    table = side_by_side({"en": ["The refinery.", "The refinery.", ""], "zh-Hans": ["精炼厂。", "", "精炼厂。"]})
    assert counterparts(linked(table)[1], "en", ("refineri",))["zh-Hans"] == ("精炼厂",)
