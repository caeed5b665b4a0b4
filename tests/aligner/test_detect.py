"""Detection: four languages told apart on whole texts, headings and hard cases, and no other language taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import aligner.detect as detecting
from aligner.detect import detect, evidence, script_counts
from aligner.types import LANGS


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The policy works because the towns are close to each other.", "en"),
        ("An industrial policy with a human face", "en"),
        ("POWERING THE FUTURE", "en"),
        ("In 2024, BYD and CATL sold more than all of their rivals did.", "en"),
        ("The word 集群 is used for a cluster of firms in the same town.", "en"),
        ("Chính sách công nghiệp cần sự kiên nhẫn.", "vi"),
        ("TỔ CHỨC LẠI SẢN XUẤT", "vi"),
        ("Ông Trump và bà Merkel gặp nhau tại Washington", "vi"),
        ("Chinh sach cong nghiep can su kien nhan cua nguoi dan", "vi"),
        ("Doanh nghiep va chinh quyen dia phuong hop tac voi nhau", "vi"),
        ("产业政策需要耐心，也需要钱。", "zh-Hans"),
        ("增长特区", "zh-Hans"),
        ("產業政策需要耐心，也需要錢。", "zh-Hant"),
        ("增長特區", "zh-Hant"),
        ("他説：裏面有一羣人。", "zh-Hant"),
        ("電動車制造業在當地發展了三十年，企業與學校都獲益。", "zh-Hant"),
        ("他说“the policy of the United States is to build things at home again”，这就是政策。", "zh-Hans"),
        ("馬先生(Damien Example)與李小姐(Lizzi C. Example)", "zh-Hant"),
    ],
)
def test_languages_and_scripts_are_told_apart(text: str, lang: str) -> None:
    found = detect(text)
    assert found.lang == lang
    assert found.confidence >= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Le gouvernement a présenté une nouvelle politique industrielle pour les régions du nord.",
        "Die Regierung hat eine neue Industriepolitik für die Regionen vorgestellt.",
        "El gobierno presentó una nueva política industrial para las regiones del norte",
        "Il governo ha presentato una nuova politica industriale per le regioni",
        "日本の産業政策は新しい段階に入った。",
        "정부는 새로운 산업 정책을 발표했다",
        "Правительство представило новую политику",
        "أعلنت الحكومة سياسة صناعية جديدة",
    ],
)
def test_other_languages_are_unknown(text: str) -> None:
    assert detect(text).lang == ""


@pytest.mark.parametrize("text", ["", "   ", "2569 2192", "https://example.org/the-long-road", "1.000 – 2,7 %", "***"])
def test_nothing_to_tell_by_is_unknown_without_confidence(text: str) -> None:
    assert (detect(text).lang, detect(text).confidence) == ("", 0.0)


@pytest.mark.parametrize("text", ["Lizzi C. Lee", "Introduction", "人工智能", "Ảnh: BYD", "CATL"])
def test_little_text_gives_little_confidence(text: str) -> None:
    assert detect(text).confidence < 0.5


@pytest.mark.parametrize(
    ("characters", "counts"),
    [("国产业", (3, 0)), ("國產業", (0, 3)), ("后里台着面干", (0, 0)), ("裏説羣衞", (0, 4)), ("人工智能", (0, 0))],
)
def test_characters_of_both_scripts_tell_nothing(characters: str, counts: tuple[int, int]) -> None:
    assert script_counts(characters) == counts


@given(st.text(max_size=200))
def test_any_text_gets_a_verdict_within_bounds(text: str) -> None:
    found = detect(text)
    assert found.lang in (*LANGS, "")
    assert 0 <= found.confidence <= 1
    assert set(evidence(text)) == {*LANGS, ""}


@given(st.text(alphabet="abz'’ 1-.", max_size=20))
def test_words_of_plain_ascii_are_found_as_any_others(text: str) -> None:
    assert not text.isascii() or detecting._ASCII_WORD.findall(text) == detecting._WORD.findall(text)
