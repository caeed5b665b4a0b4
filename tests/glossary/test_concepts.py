"""From groups to concepts: renderings, forms, what is hidden and what comes first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aligner.types import Table
from glossary.mining import mine
from glossary.types import Concept

Make = Callable[[dict[str, list[str]]], Table]


def with_term(concepts: list[Concept], lang: str, text: str) -> Concept:
    """The concept that has a term; fails when there is none."""
    found = [one for one in concepts if any(term.text == text for term in one.of(lang))]
    assert found, [[term.text for term in one.terms] for one in concepts]
    return found[0]


def forms(concept: Concept, lang: str) -> dict[str, int]:
    """The terms of one language with their counts."""
    return {term.text: term.count for term in concept.of(lang)}


@pytest.fixture(scope="module")
def concepts(side_by_side: Make) -> list[Concept]:
    """Concepts of six rows in which Chinese calls one thing by two names."""
    return mine(
        side_by_side(
            {
                "en": [
                    "The government pays for every refinery.",
                    "A refinery needs lithium.",
                    "Each refinery sells lithium to the government.",
                    "Refineries are dirty, and the government knows it.",
                    "No refinery works without lithium.",
                    "Ann Lee visits the refinery.",
                ],
                "zh-Hans": [
                    "政府为每座精炼厂付钱。",
                    "精炼厂需要锂。",
                    "每座精炼厂都把锂卖给政府。",
                    "炼油厂很脏，政府也知道。",
                    "没有锂，炼油厂就无法运转。",
                    "安·李参观了精炼厂。",
                ],
            }
        )
    )


def test_all_renderings_are_kept_with_counts_most_used_first(concepts: list[Concept]) -> None:
    """One concept has every word that a language uses for it."""
    refinery = with_term(concepts, "zh-Hans", "精炼厂")
    assert list(forms(refinery, "zh-Hans").items()) == [("精炼厂", 4), ("炼油厂", 2)]


def test_plural_and_capital_are_no_other_term(concepts: list[Concept]) -> None:
    """Forms that differ by an English plural or a capital at the beginning of a sentence are counted together."""
    assert forms(with_term(concepts, "zh-Hans", "精炼厂"), "en") == {"refinery": 6}


def test_occurrences_prove_the_counts(concepts: list[Concept]) -> None:
    """As many spans as the counts say, in every language."""
    for one in concepts:
        for lang in {term.lang for term in one.terms}:
            spans = sum(len(place.spans) for place in one.occurrences if place.lang == lang)
            assert spans == sum(term.count for term in one.of(lang))


def test_names_are_marked(side_by_side: Make) -> None:
    """Names carry their kind; terms do not become names at the beginning of a sentence."""
    found = mine(
        side_by_side(
            {
                "en": ["The workshops of Tan Ha are old.", "Lathes came to Tan Ha late.", "Some lathes are new."],
                "vi": ["Các xưởng ở Tân Hà đã cũ.", "Máy tiện đến Tân Hà muộn.", "Một số máy tiện còn mới."],
            }
        )
    )
    assert with_term(found, "en", "Tan Ha").kind == "name"
    assert with_term(found, "vi", "máy tiện").kind == "term"


def test_what_stands_only_inside_a_longer_term_is_not_proposed(side_by_side: Make) -> None:
    """*permanent magnet* is proposed, its halves are not."""
    found = mine(
        side_by_side(
            {
                "en": ["They make permanent magnets.", "Permanent magnets are small.", "A permanent magnet holds."],
                "zh-Hant": ["他們製造永磁體。", "永磁體很小。", "永磁體很牢。"],
            }
        )
    )
    english = {term.text for one in found for term in one.of("en")}
    assert with_term(found, "zh-Hant", "永磁體").of("en")[0].text in {"permanent magnets", "permanent magnet"}
    assert not english & {"permanent", "magnet", "magnets"}


def test_monolingual_works_add_the_other_script(side_by_side: Make) -> None:
    """A work in Simplified Chinese alone adds its occurrences to a concept known in Traditional Chinese."""
    aligned = side_by_side(
        {"en": ["The supply chain broke.", "Supply chains matter."], "zh-Hant": ["供應鏈斷了。", "供應鏈很重要。"]}
    )
    alone = side_by_side({"zh-Hans": ["供应链很长。", "修复供应链需要时间。"]})
    chain = with_term(mine([aligned, alone]), "en", "supply chain")
    assert forms(chain, "zh-Hant") == {"供應鏈": 2}
    assert forms(chain, "zh-Hans") == {"供应链": 2}
    assert {place.row for place in chain.occurrences if place.lang == "zh-Hans"} == {2, 3}


def test_a_name_keeps_its_capitals_at_the_beginning_of_a_sentence(side_by_side: Make) -> None:
    """*Western Union*, not *western Union*, though *western* is a word."""
    found = mine(
        side_by_side(
            {
                "en": ["Western Union opened a bank.", "The western bank is old.", "They paid Western Union."],
                "vi": [
                    "Western Union mở một ngân hàng.",
                    "Ngân hàng phía tây đã cũ.",
                    "Họ trả tiền cho Western Union.",
                ],
            }
        )
    )
    assert forms(with_term(found, "en", "Western Union"), "en") == {"Western Union": 2}


def test_words_that_are_everywhere_come_after_those_of_the_text(side_by_side: Make) -> None:
    """Of two words used as often, the one that is rare in general is the better term."""
    found = mine(
        side_by_side(
            {
                "en": ["The city has a reactor.", "A reactor heats the city.", "No city likes its reactor."],
                "zh-Hans": ["城市有一座反应堆。", "反应堆为城市供热。", "没有城市喜欢反应堆。"],
            }
        )
    )
    order = [one.of("en")[0].text for one in found if one.of("en")]
    assert order.index("reactor") < order.index("city")
