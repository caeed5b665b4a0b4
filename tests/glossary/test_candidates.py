"""Candidates per language: which word groups may be terms."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aligner.types import Table
from glossary.candidates import candidates

Make = Callable[[dict[str, list[str]]], Table]

CASES = [
    ("en", "The integrated supply chain needs rare-earth magnets.", ["supply chain", "rare-earth magnets"], []),
    ("en", "A high-speed rail network was built quickly.", ["high-speed rail network"], ["quickly", "speed rail"]),
    ("en", "They must address many important problems.", [], ["important problems", "address", "many important"]),
    ("en", "It costs money to support the costs of transport.", ["costs", "transport"], ["support", "it costs"]),
    ("en", "She studied at the Kellogg School of Management there.", ["Kellogg School of Management"], []),
    ("en", "The former officials Kurt Campbell and Ann Lee agreed.", ["Kurt Campbell"], ["officials Kurt"]),
    ("en", "A mine is what the mine owners own, not mine.", ["mine", "mine owners"], []),
    (
        "en",
        "He works at New Harbour Blue Lake High-Tech Steel Company now.",
        ["New Harbour Blue Lake High-Tech Steel Company"],
        [],
    ),
    ("en", "They began by exploring ways to improve deep learning.", ["deep learning"], ["exploring ways", "improve"]),
    ("en", "Building codes and charging stations matter.", ["Building codes"], ["codes and"]),
    ("en", "It has achieved vertical integration where supply chains can mature.", ["supply chains"], ["achieved"]),
    ("en", "See `neural_net` at https://example.org/data-set and \\alpha.", [], ["neural_net", "data-set", "alpha"]),
    ("vi", "Họ xem chính sách của nhà nước, vì chính sách của nhà nước rất rõ.", ["chính sách của nhà nước"], []),
    ("vi", "Họ bước ra khỏi vùng an toàn và thương mại hóa AI.", ["thương mại hóa", "AI"], ["ra khỏi vùng an toàn"]),
    ("zh-Hans", "可再生能源的装配商和充电站。", ["可再生能源", "装配商", "充电站"], ["再生能源", "装配"]),
    ("zh-Hans", "这部分更加依赖半导体。", ["半导体"], ["更加", "这部分", "更加依赖"]),
    ("zh-Hant", "前官員佐爾坦(Zoltan Brem)警告世界貿易組織(WTO)。", ["佐爾坦", "WTO"], ["Zoltan Brem", "Zoltan"]),
    ("vi", "Chuỗi cung ứng pin của các nhà máy đang thay đổi.", ["Chuỗi cung ứng pin"], ["pin của", "ứng pin"]),
    ("vi", "Họ xây dựng cơ sở hạ tầng ở tỉnh An Huy.", ["cơ sở hạ tầng", "tỉnh An Huy"], ["Họ", "xây dựng cơ sở"]),
    ("vi", "Việc tái công nghiệp hóa cần thời gian.", ["tái công nghiệp hóa"], ["tái"]),
    ("zh-Hans", "推动产业集群发展。", ["产业集群"], ["推动产业集群", "集群发展的"]),
    ("zh-Hant", "產業集羣和磷酸鐵鋰電池的成本。", ["產業集羣", "磷酸鐵鋰電池"], ["和磷酸"]),
    ("zh-Hant", "這些十座精煉廠位於三座城市。", ["精煉廠"], ["十座精煉廠", "三座城市"]),
]


@pytest.mark.parametrize(("lang", "text", "wanted", "unwanted"), CASES)
def test_candidates_end_where_terms_end(
    side_by_side: Make, lang: str, text: str, wanted: list[str], unwanted: list[str]
) -> None:
    """Terms are among the candidates whole; verbs, function words and halves of words are not."""
    found = {candidate.text for candidate in candidates(side_by_side({lang: [text]}), lang)}
    assert set(wanted) <= found
    assert not found & set(unwanted)


def test_what_people_feel_about_a_thing_is_no_part_of_its_name(side_by_side: Make) -> None:
    table = side_by_side({"zh-Hans": ["产业集群令人羡慕", "精炼厂手中的磷酸盐"], "zh-Hant": ["產業聚落人人稱羨", ""]})
    for lang, wanted in (("zh-Hans", "产业集群"), ("zh-Hant", "產業聚落")):
        found = {one.text for one in candidates(table, lang)}
        assert wanted in found
        assert not [text for text in found if "人" in text or "手中" in text]


def test_every_span_gives_back_a_form_of_the_candidate(side_by_side: Make) -> None:
    """Occurrences lead into the cell's text as it stands, in its own script."""
    table = side_by_side({"zh-Hant": ["產業集羣很重要。", "各地都有產業集羣，產業集羣不斷成長。"]})
    found = {candidate.text: candidate for candidate in candidates(table, "zh-Hant")}
    cluster = found["產業集羣"]
    assert cluster.count == 3
    assert [(place.row, len(place.spans)) for place in cluster.occurrences] == [(0, 1), (1, 2)]
    for candidate in found.values():
        for place in candidate.occurrences:
            text = table.text(table.rows[place.row], "zh-Hant")
            assert {span.of(text) for span in place.spans} <= set(candidate.forms)


def test_inflected_forms_are_one_candidate(side_by_side: Make) -> None:
    """Clusters and clustering count as one word, with their forms kept."""
    table = side_by_side({"en": ["The cluster grew.", "Regional clusters grew.", "Such clustering helps."]})
    found = {candidate.text: candidate for candidate in candidates(table, "en")}
    assert found["cluster"].count == 3
    assert set(found["cluster"].forms) == {"cluster", "clusters", "clustering"}


def test_who_makes_it_and_what_is_made_are_two_words(side_by_side: Make) -> None:
    """Producers are not production, although their stems are one."""
    table = side_by_side({"en": ["Producers raise production.", "The producer of the product is known."]})
    found = {candidate.text.lower(): candidate.count for candidate in candidates(table, "en")}
    assert (found["producers"], found["production"], found["product"]) == (2, 1, 1)


def test_what_never_stands_alone_is_no_candidate(side_by_side: Make) -> None:
    """Where every *permanent* and every *magnet* belongs to a permanent magnet, only that remains."""
    table = side_by_side({"en": ["They make permanent magnets.", "A permanent magnet is small."]})
    texts = [candidate.text for candidate in candidates(table, "en")]
    assert "permanent magnets" in texts
    assert "magnets" not in texts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("In March the town of Tan Ha met Elena Marsh.", {"Tan Ha", "Elena Marsh"}),
        ("Why the Second Firm Matters More Than the First", set()),
        ("THE MIDDLE OF THE CHAIN", set()),
    ],
)
def test_names_are_known_by_capitals_that_their_place_does_not_explain(
    side_by_side: Make, text: str, names: set[str]
) -> None:
    """Neither the beginning of a sentence nor a title in capitals makes a name."""
    found = candidates(side_by_side({"en": [text]}), "en")
    assert {candidate.text for candidate in found if candidate.kind == "name" and " " in candidate.text} == names


def test_chinese_names_are_whole_where_the_word_cutter_breaks_them(side_by_side: Make) -> None:
    """A name that stands by itself once is found inside a run that is cut elsewhere in other sentences."""
    table = side_by_side({"zh-Hans": ["北光买下了矿山。", "年轻公司北光电芯吃过苦头。", "北光的电芯很好。"]})
    found = {candidate.text: candidate.count for candidate in candidates(table, "zh-Hans")}
    assert found["北光"] == 3
    assert found["电芯"] == 2


def test_a_word_cut_short_is_completed_by_the_character_that_always_follows(side_by_side: Make) -> None:
    """A foreign name of which the cutter splits off the last character is one name."""
    table = side_by_side({"zh-Hans": ["威洛比离开了。", "公司与威洛比谈判。", "威洛比很高兴。"]})
    found = {candidate.text: candidate.count for candidate in candidates(table, "zh-Hans")}
    assert found["威洛比"] == 3
    assert "威洛" not in found
