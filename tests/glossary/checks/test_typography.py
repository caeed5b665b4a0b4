"""Marks without counterpart, marks of the wrong width, spaces where none belongs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossary.types import Finding, Severity

BAD = [
    ("zh-Hans", "他说：“产业集群是邻居组成的。", "“"),
    ("zh-Hant", "他説「這樣不行。", "「"),
    ("vi", "Ông nói: “có thể là một bãi đỗ xe.", "“"),
    ("en", "He left (and came back.", "("),
    ("zh-Hans", "这是一家（很大的工厂。", "（"),
    ("zh-Hans", "这是一家工厂,很大。", ","),
    ("vi", "Nhà máy này , rất lớn.", " ,"),
]
GOOD = [
    ("en", "“Yes,” he said (and left). It’s the workers’ plant :)"),
    ("en", 'He said "yes" and "no". It is 6" long.'),
    ("vi", "a) Ông nói: “Được” (và đi)."),
    ("zh-Hant", "他説：「這是『好』的。」（見《文集》）"),
    ("zh-Hans", "他说：“好，‘这样’行。” 3:1, F-35, 1,000"),
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
