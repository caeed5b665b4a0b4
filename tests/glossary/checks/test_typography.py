"""Marks without counterpart, marks of the wrong width, spaces where none belongs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossary.checks import _marks
from glossary.types import Finding, Severity

BAD = [
    ("zh-Hans", "他说：“产业集群是邻居组成的。", "“"),
    ("zh-Hant", "他説「這樣不行。", "「"),
    ("vi", "Ông nói: “có thể là một bãi đỗ xe.", "“"),
    ("en", "He left (and came back.", "("),
    ("zh-Hans", "这是一家（很大的工厂。", "（"),
    ("zh-Hans", "这是一家工厂,很大。", ","),
    ("vi", "Nhà máy này , rất lớn.", " ,"),
    ("zh-Hans", "他说:“好的。”", ":"),
    ("zh-Hans", "还有五周时间.", "."),
    ("zh-Hans", "他说‘好的，然后走了。", "‘"),
    ("zh-Hans", "见《文集第三卷。", "《"),
    ("zh-Hant", "他説：“好的。“", "“好的"),
    ("vi", 'Ông nói “được", rồi đi.', "“được"),
    ("vi", "Nhà máy  này lớn.", "  "),
    ("vi", "Nhà máy，này lớn.", "，"),
    ("vi", "Nhà\u200bmáy này lớn.", "Nhà"),
    ("vi", "Ho\u00e0 bi\u0300nh.", "i\u0300"),
    ("en", "It is\u00ad here.", "It is"),
]
GOOD = [
    ("en", "“Yes,” he said (and left). It’s the workers’ plant :)"),
    ("en", 'He said "yes" and "no". It is 6" long.'),
    ("vi", "a) Ông nói: “Được” (và đi)."),
    ("zh-Hant", "他説：「這是『好』的。」（見《文集》）"),
    ("zh-Hans", "他说：“好，‘这样’行。” 3:1, F-35, 1,000"),
    ("zh-Hans", "约翰.史密斯（John Smith）写道：《书名》〈篇名〉"),
    ("vi", 'Giả sử $s \\in (0, 1]$ và <nav id="a"> của O’Brien, ‘tốt’.'),
    ("vi", "Thúy ở Hòa Bình khỏe, quý vị tùy ý."),
]


@pytest.mark.parametrize(("lang", "text", "mark"), BAD)
def test_faults_are_found(run: Callable[..., list[Finding]], lang: str, text: str, mark: str) -> None:
    (finding,) = run("typography", {lang: text})
    assert finding.quotes[lang][0].startswith(mark)


@pytest.mark.parametrize(("lang", "text"), GOOD)
def test_pairs_are_left_alone(run: Callable[..., list[Finding]], lang: str, text: str) -> None:
    assert not run("typography", {lang: text})


def test_a_speech_may_close_in_a_later_row(run: Callable[..., list[Finding]]) -> None:
    assert not run("typography", {"zh-Hans": "他说：“第一句。"}, {"zh-Hans": "第二句。”"})


def test_marks_that_are_open_in_both_languages_are_how_the_source_is_cut(run: Callable[..., list[Finding]]) -> None:
    assert not run("typography", {"en": "He said: “We left.", "zh-Hant": "他説：「我們離開了。"})


def test_a_text_with_half_width_marks_throughout_gets_one_finding(run: Callable[..., list[Finding]]) -> None:
    (finding,) = run("typography", *[{"zh-Hant": f"今天天氣好,我們出門{mark}去了很遠。"} for mark in ",,,,,,,"])
    assert finding.severity is Severity.INFO
    assert len(finding.rows) == 6


@pytest.mark.parametrize(
    ("lang", "texts", "rows"),
    [
        ("vi", ["Nền hòa bình.", "Chị Thuý khoẻ.", "Rất khỏe, rất hòa nhã."], [1]),
        ("zh-Hant", ["他說「好」。", "我說「不」。", "她說“也許”。"], [2]),
        ("vi", ['Ông nói "có".', 'Bà nói "không".', "Họ nói “tùy”."], [2]),
        ("zh-Hans", ["他说“好“。", "我说“不“。", "她说“行”。"], [0, 1]),
    ],
)
def test_a_habit_is_one_finding_for_the_work(
    run: Callable[..., list[Finding]], lang: str, texts: list[str], rows: list[int]
) -> None:
    (finding,) = run("typography", *[{lang: text} for text in texts])
    assert [finding.row, *finding.rows] == rows
    assert finding.severity is Severity.INFO


def test_a_quotation_runs_on_where_the_other_language_says_so(run: Callable[..., list[Finding]]) -> None:
    long = [
        {"en": "He said: “We left.", "zh-Hans": "他说：“我们走了。"},
        {"en": "It rained.", "zh-Hans": "下雨了。"},
        {"en": "It was late.”", "zh-Hans": "很晚了。”"},
    ]
    assert not run("typography", *long)
    closed = [{**long[0], "en": "He said: “We left.”"}, long[1], {"en": "“It was late.”", "zh-Hans": "很晚了。”"}]
    assert {finding.row for finding in run("typography", *closed)} >= {0, 2}


def test_speeches_that_every_paragraph_opens_anew_are_a_habit(run: Callable[..., list[Finding]]) -> None:
    paragraphs = [{"zh-Hant": f"「第{number}段。"} for number in "一二三四五六七八九十甲乙丙丁"]
    assert not run("typography", *paragraphs, {"zh-Hant": "「完。」"})


def test_brackets_may_stand_around_several_rows(run: Callable[..., list[Finding]]) -> None:
    rows = [{"en": "He teaches.", "zh-Hant": "（作者是教授。"}, {"en": "He lives here.", "zh-Hant": "他住在此。）"}]
    assert not run("typography", *rows)
    rows[0]["zh-Hant"] = "本文（作者是教授。"
    assert len(run("typography", *rows)) == 2


def test_what_is_open_is_asked_of_each_row_once_however_many_marks_it_has(
    run: Callable[..., list[Finding]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    reaches = _marks._reaches
    monkeypatch.setattr(_marks, "_reaches", lambda *about: asked.append(about[1]) or reaches(*about))
    rows = [{"en": "[a](" * 200, "vi": "[a](" * 200}] * 6
    run("typography", *rows)
    assert 0 < len(asked) <= 2 * 6 * 6
