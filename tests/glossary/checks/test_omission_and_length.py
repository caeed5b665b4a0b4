"""What one language lacks, what is a note, and what is too long or too short."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aligner.types import Kind
from glossary.types import Finding

EN = "The canal was lined with rusting frames, and a third of the staff went home on half pay that winter."
VI = "Con kênh đầy những khung sắt hoen gỉ, và một phần ba nhân viên phải về nhà với nửa lương trong mùa đông đó."
HANS = "运河两岸堆满生锈的铁架，那年冬天三分之一的员工只拿半薪回家。"
HANT = "運河兩岸堆滿生鏽的鐵架，那年冬天三分之一的員工只領半薪回家。"


def test_a_sentence_that_one_language_lacks_is_found(run: Callable[..., list[Finding]]) -> None:
    (finding,) = run(
        "omission", {"en": EN, "vi": "", "zh-Hans": HANS}, {"en": "Yes.", "vi": "Vâng.", "zh-Hans": "是。"}
    )
    assert finding.langs == ("vi",)


def test_a_sentence_that_one_language_has_alone_is_found(run: Callable[..., list[Finding]]) -> None:
    (finding,) = run(
        "omission", {"en": "", "vi": "", "zh-Hans": HANS}, {"en": "Yes.", "vi": "Vâng.", "zh-Hans": "是。"}
    )
    assert "zh-Hans" in finding.langs


@pytest.mark.parametrize("kind", [Kind.NOTE, Kind.CAPTION, Kind.PULL_QUOTE, Kind.BYLINE, Kind.FOOTNOTE])
def test_notes_captions_and_pull_quotes_are_not_counted(run: Callable[..., list[Finding]], kind: Kind) -> None:
    assert not run("omission", {"en": "", "zh-Hant": HANT}, kind=kind)


@pytest.mark.parametrize(
    "text", ["（本段原題見於某雜誌。——譯註）", "(Lời người dịch: đoạn này có từ năm ngoái.)", "[1] Giá chưa gồm thuế."]
)
def test_translators_notes_are_known_by_their_wording(run: Callable[..., list[Finding]], text: str) -> None:
    assert not run("omission", {"en": "", "zh-Hant": text}, {"en": "Yes.", "zh-Hant": "是。"})


def test_a_part_left_out_is_found_where_the_others_agree(run: Callable[..., list[Finding]]) -> None:
    short = {"en": EN, "vi": VI, "zh-Hans": HANS, "zh-Hant": "運河兩岸堆滿鐵架。"}
    (finding,) = run("omission", short)
    assert finding.langs[0] == "zh-Hant"
    assert not run("length", short)


def test_usual_lengths_are_left_alone(run: Callable[..., list[Finding]]) -> None:
    row = {"en": EN, "vi": VI, "zh-Hans": HANS, "zh-Hant": HANT}
    assert not run("omission", row)
    assert not run("length", row)


def test_a_cell_far_too_long_is_found(run: Callable[..., list[Finding]]) -> None:
    (finding,) = run("length", {"en": EN, "vi": VI, "zh-Hans": HANS * 3})
    assert finding.langs[0] == "zh-Hans"


def test_a_clause_left_out_is_found_between_two_languages_and_shown(run: Callable[..., list[Finding]]) -> None:
    (finding,) = run("omission", {"en": EN, "vi": "Con kênh đầy những khung sắt hoen gỉ."})
    assert finding.langs[0] == "vi"
    assert "staff" in finding.quotes["en"][0]
    assert not run("omission", {"en": EN, "vi": VI}, {"en": EN, "vi": VI})


def test_what_the_next_row_has_is_not_left_out(run: Callable[..., list[Finding]]) -> None:
    rows = [
        {"en": EN, "vi": "Con kênh đầy những khung sắt hoen gỉ,"},
        {"en": "Nobody spoke.", "vi": "và một phần ba nhân viên phải về nhà với nửa lương mùa đông đó. Không ai nói."},
    ]
    assert not [finding for finding in run("omission", *rows) if finding.row == 0]
