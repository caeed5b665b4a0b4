"""Slips of conversion between Simplified and Traditional, and characters that both have."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossary.types import Finding

BAD = [
    ("zh-Hant", "這家制造商發展采礦業。", [("制造商", "製造商"), ("采礦業", "採礦業")]),
    ("zh-Hant", "提高了產量，併為消費者降低了成本。", [("併", "並")]),
    ("zh-Hant", "這個国家很大。", [("国", "國")]),
    ("zh-Hans", "这个國家很大。", [("國", "国")]),
]
GOOD = [
    ("zh-Hant", "皇后住在台北的後面，他只有一隻貓，里長在這裏。"),
    ("zh-Hant", "裡面的羣眾説，税收減免兑現了，合併為一家公司。"),
    ("zh-Hant", "弗里曼和里德限制了制度，采風的神采。"),
    ("zh-Hans", "皇后在里面，乾隆的著作，一目了然，於先生。"),
]


@pytest.mark.parametrize(("lang", "text", "slips"), BAD)
def test_slips_are_found_with_the_right_form(
    run: Callable[..., list[Finding]], lang: str, text: str, slips: list[tuple[str, str]]
) -> None:
    found = run("script", {lang: text})
    assert [(finding.quotes[lang][0], finding.suggestion) for finding in found] == slips


@pytest.mark.parametrize(("lang", "text"), GOOD)
def test_what_belongs_to_the_script_is_left_alone(run: Callable[..., list[Finding]], lang: str, text: str) -> None:
    assert not run("script", {lang: text})


def test_a_cell_in_the_other_script_is_one_finding(run: Callable[..., list[Finding]]) -> None:
    assert len(run("script", {"zh-Hant": "这个国家发展制造业，并为消费者降低了成本。"})) == 1


def test_a_quotation_in_the_other_script_is_left_alone(run: Callable[..., list[Finding]]) -> None:
    text = "他在微博上寫道：「这个国家很大，发展很快。」隨後刪除了這段文字，讓人不解，也沒有再解釋。"
    assert not run("script", {"zh-Hant": text})


@pytest.mark.parametrize(
    ("lang", "written", "right"),
    [
        ("zh-Hant", "曆史", "歷史"),
        ("zh-Hant", "頭發", "頭髮"),
        ("zh-Hant", "一只貓", "一隻"),
        ("zh-Hant", "公裡", "公里"),
        ("zh-Hant", "麵對", "面對"),
        ("zh-Hant", "剋服", "克服"),
        ("zh-Hant", "心髒", "心臟"),
        ("zh-Hans", "乾净", "干净"),
        ("zh-Hans", "由於", "由于"),
        ("zh-Hans", "瞭解", "了解"),
        ("zh-Hans", "象徵", "象征"),
    ],
)
def test_words_that_conversion_got_wrong_in_either_direction(
    run: Callable[..., list[Finding]], lang: str, written: str, right: str
) -> None:
    (finding,) = run(
        "script", {lang: f"有人提到{written}，这样。" if lang == "zh-Hans" else f"有人提到{written}，這樣。"}
    )
    assert finding.suggestion == right


def test_two_forms_of_one_character_are_told_once_with_all_rows(run: Callable[..., list[Finding]]) -> None:
    texts = ["一羣人住在臺灣。", "兩羣人。", "一群人到台灣去。", "臺灣的平台。", "那群人說「台灣好」。"]
    found = run("script", *[{"zh-Hant": text} for text in texts])
    assert [(one.row, one.rows, one.quotes["zh-Hant"], one.suggestion) for one in found] == [
        (2, (4,), ("群",), "羣"),
        (2, (), ("台灣",), "臺灣"),
    ]


def test_a_text_that_keeps_to_one_form_is_left_alone(run: Callable[..., list[Finding]]) -> None:
    assert not run("script", {"zh-Hant": "裏面的羣眾説，台端在臺灣。"}, {"zh-Hant": "羣眾在這裏，書名是《群山》。"})
