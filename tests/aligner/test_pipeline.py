"""The whole way: texts in, one table out, whatever the texts are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aligner
from aligner.types import LANGS, Band, Table
from benchmarks.sets import read

ENGLISH = [
    "The harbour opened in 1996.",
    "Three thousand ships call there every year.",
    "Most of them carry batteries from Germany.",
    "The mayor says that it is not enough.",
    "A second harbour will cost 2.7 billion dollars.",
]
VIETNAMESE = [
    "Cảng mở cửa năm 1996.",
    "Mỗi năm có ba nghìn con tàu ghé vào đó.",
    "Phần lớn chở pin từ Đức.",
    "Thị trưởng nói như vậy vẫn chưa đủ.",
    "Cảng thứ hai sẽ tốn 2,7 tỷ đô la.",
]
CHINESE = [
    "港口于1996年开放。",
    "每年有三千艘船停靠。",
    "大多数运载来自德国的电池。",
    "市长说这还不够。",
    "第二个港口将耗资27亿美元。",
]


def shapes(table: Table) -> list[str]:
    return [row.shape for row in table.rows]


def test_three_languages_stand_in_step() -> None:
    table = aligner.align({"en": ENGLISH, "vi": VIETNAMESE, "zh-Hans": CHINESE})
    assert shapes(table) == ["1-1-1"] * 5
    assert table.langs == ("en", "vi", "zh-Hans")


def test_two_sentences_that_became_one_share_a_row() -> None:
    joined = [*CHINESE[:1], CHINESE[1].rstrip("。") + "，" + CHINESE[2], *CHINESE[3:]]
    table = aligner.align({"en": ENGLISH, "zh-Hans": joined})
    assert shapes(table) == ["1-1", "2-1", "1-1", "1-1"]


def test_a_sentence_left_out_stands_alone_and_is_worth_a_look() -> None:
    table = aligner.align({"en": ENGLISH, "vi": [*VIETNAMESE[:3], *VIETNAMESE[4:]]})
    assert shapes(table) == ["1-1", "1-1", "1-1", "1-0", "1-1"]
    assert table.rows[3].band is not Band.GOOD
    assert any(e.source == "order" and e.langs == ("vi",) for e in table.rows[3].evidence)


def test_a_third_language_joins_the_rows_of_the_others() -> None:
    table = aligner.align({"en": ENGLISH, "vi": [*VIETNAMESE[:2], *VIETNAMESE[3:]], "zh-Hans": CHINESE})
    assert shapes(table) == ["1-1-1", "1-1-1", "1-0-1", "1-1-1", "1-1-1"]


def test_simplified_and_traditional_stand_side_by_side() -> None:
    traditional = ["港口於1996年啟用。", "每年有三千艘船停靠。", "多數運載來自德國的電池。", "市長說這還不夠。"]
    table = aligner.align({"zh-Hans": CHINESE[:4], "zh-Hant": traditional})
    assert shapes(table) == ["1-1"] * 4


def test_a_caption_in_another_place_is_reported_as_moved() -> None:
    caption = "Workers at the battery factory in Germany, April 2025."
    chinese = ["2025年4月，德国电池工厂的工人。", *CHINESE]
    table = aligner.align({"en": [*ENGLISH[:2], caption, *ENGLISH[2:]], "zh-Hans": chinese})
    assert len(table.moved) == 1
    one, other = table.moved[0]
    texts = table.texts(table.rows[one]), table.texts(table.rows[other])
    assert {"en": caption, "zh-Hans": ""} in texts
    assert {"en": "", "zh-Hans": chinese[0]} in texts


@pytest.mark.parametrize(
    ("english", "found"),
    [
        ("(Translator’s note: the plant’s rated output is the figure on its nameplate.)", True),
        ("(Translator’s note: critical minerals is the usual term.)", False),
    ],
)
def test_notes_of_two_translators_are_one_that_moved_only_when_they_say_the_same(english: str, found: bool) -> None:
    document = read("samples")[0][1]
    left, right = (list(document.texts[lang][:30]) for lang in ("en", "zh-Hant"))
    left.insert(6, english)
    note = next(text for text in right if text.endswith("譯註）"))
    table = aligner.align({"en": left, "zh-Hant": right})
    assert [{note, english} for _ in table.moved] == [
        {text for row in pair for text in table.texts(table.rows[row]).values() if text} for pair in table.moved
    ]
    assert bool(table.moved) is found


@pytest.mark.parametrize(("far", "found"), [(8, True), (35, True), (60, False)])
def test_a_caption_is_found_some_way_off_but_not_anywhere(far: int, found: bool) -> None:
    document = read("samples")[0][1]
    english, chinese = (list(document.texts[lang][:65]) for lang in ("en", "zh-Hans"))
    english.insert(2, "Workers at the battery factory in Germany, April 2025.")
    chinese.insert(2 + far, "2025年4月，德国电池工厂的工人。")
    table = aligner.align({"en": english, "zh-Hans": chinese})
    assert bool(table.moved) is found


def test_running_text_is_split_and_aligned() -> None:
    table = aligner.align({"en": " ".join(ENGLISH), "zh-Hans": "".join(CHINESE)})
    assert shapes(table) == ["1-1"] * 5


def test_texts_that_do_not_belong_together_are_not_forced() -> None:
    recipe = [
        "Luộc trứng trong mười phút.", "Thái hành thật mỏng rồi phi vàng.", "Nêm muối, tiêu và một chút đường.",
        "Bày ra đĩa và rắc rau thơm.", "Ăn khi còn nóng.", "Có thể thêm ớt nếu thích cay.",
    ]  # fmt: skip
    law = [
        "The court rejected the appeal on procedural grounds.", "Judges noted that the deadline had expired.",
        "Lawyers for the company declined to comment.", "A new hearing is scheduled for November.",
        "The ruling affects dozens of similar cases.", "Shares fell after the announcement.",
    ]  # fmt: skip
    table = aligner.align({"en": law, "vi": recipe})
    assert all(row.shape in ("1-0", "0-1") for row in table.rows)
    assert len(table.warnings) == 1


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"en": ["One."]}, "alone"),
        ({"en": ["One."], "xx": ["?"]}, "xx"),
        ({"zh-CN": ["一。"], "zh-Hans": ["一。"]}, "twice"),
    ],
)
def test_what_cannot_be_aligned_is_said_in_a_sentence(texts: dict[str, list[str]], words: str) -> None:
    with pytest.raises(aligner.InputError, match=words):
        aligner.align(texts)


LINES = st.lists(
    st.one_of(
        st.sampled_from([*ENGLISH, *VIETNAMESE, *CHINESE, "", " ", "***", "1996", "🙂", "𠀋𠀌。"]),
        st.text(max_size=30),
    ),
    max_size=9,
)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(LANGS), LINES, min_size=2, max_size=4))
def test_every_segment_stands_in_exactly_one_row(texts: dict[str, list[str]]) -> None:
    table = aligner.align(texts)
    for column, lang in enumerate(table.langs):
        covered = [index for row in table.rows for index in row.spans[column]]
        assert covered == list(range(len(texts[lang])))
        assert [segment.text for segment in table.segments[column]] == texts[lang]
    assert all(any(row.spans) for row in table.rows)
    assert all(0 <= row.score <= 1 for row in table.rows)


def test_an_empty_text_gives_rows_without_it() -> None:
    table = aligner.align({"en": ENGLISH, "vi": []})
    assert shapes(table) == ["1-0"] * 5


def test_the_gold_of_the_real_article_is_found(shared: Path) -> None:
    from aligner.evaluation import beads, evaluate, pairings, parse_rows

    gold = parse_rows((shared / "gold" / "rows.tsv").read_text(encoding="utf-8"))
    langs = ("en", "vi", "zh-Hant")
    texts = {
        lang: (shared / "gold" / f"{lang}.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
        for lang in langs
    }
    table = aligner.align(texts)
    crossing = {"en": ((2,), (0, 1)), "vi": ((2,), (0, 1))}
    for i, j in ((0, 1), (0, 2), (1, 2)):
        truth = pairings(gold, i, j)
        if langs[j] == "zh-Hant":
            truth.append(crossing[langs[i]])
        scores = evaluate(truth, beads(table, langs[i], langs[j]))
        assert scores.strict.f1 >= 0.98, (langs[i], langs[j])


def test_confirmed_rows_are_kept_and_only_the_gaps_are_aligned() -> None:
    free = aligner.align({"en": ENGLISH, "zh-Hans": CHINESE})
    anchor = {"en": aligner.Span(1, 3), "zh-Hans": aligner.Span(1, 2)}
    table = aligner.align({"en": ENGLISH, "zh-Hans": CHINESE}, aligner.Options(anchors=[anchor]))
    assert shapes(free) == ["1-1"] * 5
    assert shapes(table)[:2] == ["1-1", "2-1"]
    assert table.rows[1].band is Band.GOOD
    assert table.rows[1].evidence[0].verdict == "confirmed"
    assert [table.texts(row) for row in table.rows[-2:]] == [free.texts(row) for row in free.rows[-2:]]


def test_a_confirmed_row_without_counterpart_leaves_what_stands_before_it_free() -> None:
    advert = "Subscribe to our newsletter today."
    english = [*ENGLISH[:3], advert, *ENGLISH[3:]]
    free = [row.spans for row in aligner.align({"en": english, "zh-Hans": CHINESE}).rows]
    for anchor in ({"en": aligner.Span(3, 4)}, {"en": aligner.Span(3, 4), "zh-Hans": aligner.Span(3, 3)}):
        table = aligner.align({"en": english, "zh-Hans": CHINESE}, aligner.Options(anchors=[anchor]))
        assert [row.spans for row in table.rows] == free
        (confirmed,) = [row for row in table.rows if row.evidence[0].source == "people"]
        assert table.texts(confirmed) == {"en": advert, "zh-Hans": ""}


def test_a_confirmed_half_of_a_moved_pair_still_names_the_other() -> None:
    english = ["Workers at the battery factory in Germany, April 2025.", *ENGLISH]
    chinese = [*CHINESE[:2], "2025年4月，德国电池工厂的工人。", *CHINESE[2:]]
    table = aligner.align({"en": english, "zh-Hans": chinese}, aligner.Options(anchors=[{"en": aligner.Span(0, 1)}]))
    assert table.moved == ((0, 3),)
    assert [(item.source, item.verdict) for item in table.rows[0].evidence] == [
        ("people", "confirmed"),
        ("order", "moved"),
    ]


@pytest.mark.parametrize(
    "anchors",
    [
        [{"en": aligner.Span(4, 9)}],
        [{"en": aligner.Span(2, 3)}, {"en": aligner.Span(1, 2)}],
        [{"en": aligner.Span(0, 2), "zh-Hans": aligner.Span(0, 1)}, {"en": aligner.Span(1, 3)}],
    ],
)
def test_confirmed_rows_that_do_not_fit_are_refused(anchors: list[dict[str, aligner.Span]]) -> None:
    with pytest.raises(aligner.InputError, match="Confirmed row"):
        aligner.align({"en": ENGLISH, "zh-Hans": CHINESE}, aligner.Options(anchors=anchors))


@pytest.mark.parametrize(("name", "place"), [("Zorblat", 0), ("Quimby", 1)])
def test_a_glossary_of_the_user_decides_between_equals(name: str, place: int) -> None:
    english = ["Zorblat met the mayor at noon.", "Quimby met the mayor at noon."]
    glossary = [{"en": [name], "zh-Hant": ["昆比"]}]
    table = aligner.align({"en": english, "zh-Hans": ["昆比中午见了市长。"]}, aligner.Options(glossary=glossary))
    beside = [table.text(row, "en") for row in table.rows if all(row.spans)]
    assert beside == [english[place]]
    assert "glossary:1" in table.signature


def test_a_line_that_is_repeated_throughout_is_aligned_line_by_line() -> None:
    table = aligner.align({"en": [ENGLISH[1]] * 60, "vi": [VIETNAMESE[1]] * 60})
    assert shapes(table) == ["1-1"] * 60


def test_one_stranger_does_not_part_the_others() -> None:
    recipe = ["Luộc trứng trong mười phút.", "Thái hành thật mỏng.", "Nêm muối và tiêu.", "Bày ra đĩa.", "Ăn nóng."]
    table = aligner.align({"en": ENGLISH, "vi": recipe, "zh-Hans": CHINESE})
    assert [shape for shape in shapes(table) if shape != "0-1-0"] == ["1-0-1"] * 5
    assert "vi alone" in table.warnings[0]


def test_of_a_moved_pair_only_the_languages_of_its_other_half_are_elsewhere() -> None:
    document = read("samples")[0][1]
    texts = {lang: list(document.texts[lang][:20]) for lang in ("en", "zh-Hans", "vi")}
    note = {"en": "Photo: the harbour of Haiphong at dusk in 2019.", "zh-Hans": "图片：2019年黄昏时的海防港。"}
    texts["en"].insert(4, note["en"])
    texts["zh-Hans"].insert(14, note["zh-Hans"])
    table = aligner.align(texts)
    ((one, other),) = table.moved
    for row, half in ((table.rows[one], other), (table.rows[other], one)):
        (there,) = (lang for lang in ("en", "zh-Hans") if table.text(table.rows[half], lang))
        order = [(item.verdict, item.langs) for item in row.evidence if item.source == "order"]
        assert order == [("moved", (there,)), ("none", ("vi",))]
