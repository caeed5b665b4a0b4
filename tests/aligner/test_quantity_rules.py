"""What a rule says its matches begin with or hold leaves nothing out, nor does the quick search for words."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.quantities._grammar import Grammar

GOLDEN = Path(__file__).parents[1] / "golden"
MORE = {
    "en": "early mid- late the '90s 1990s his her monday half an hour quarter past twice doubled 3rd 5:30 6-foot-2 "
    "24/7 5g a few several may in by last march 1/2 2020-01-02 pm tens of thousands out of every street "
    "minutes seconds 21st-century ½ 2½ a½ $5 us$6 $$7 xus$8 -9 mid-1990s pre-2 .5",
    "vi": "năm năm mươi ngày mùng quý ii 1/2 1-2-2020 7:30 sáng 5 giờ 30 những năm 80 thập kỷ 90 nửa tháng tư "
    "giờ rưỡi phút giây thứ hai một phần ba linh lẻ gấp đôi 6 foot 2 3/4 24/7 5g tuổi ngày",
    "zh": "第 一 上 翻 番 倍 折 成 半 年代 世紀 "
    "12/25 2020-01-02 3·15 5:30 點 半 ５ 两 百分之 星期 民國 壹佰 十几岁 打八",
}


@cache
def grammar(lang: str) -> tuple[Grammar, Grammar]:
    """The grammar as it is, and the same with rules that are tried everywhere, wherever anything may begin."""
    own: Grammar = import_module(f"aligner.quantities.{lang}")._GRAMMAR
    return own, replace(own, rules=[replace(rule, begins=(), holds="") for rule in own.rules], by_letter={}, words="")


@cache
def words(lang: str) -> list[str]:
    rows = (GOLDEN / f"quantities-{lang}.tsv").read_text(encoding="utf-8").split("\n")
    texts = " ".join(row.partition("\t")[0] for row in rows)
    parts = re.findall(r"\S{1,4}" if lang == "zh" else r"\S+", texts)
    return sorted({*parts, *MORE[lang].split()})


@pytest.mark.parametrize("lang", MORE)
def test_golden_rows_are_read_the_same(lang: str) -> None:
    own, plain = grammar(lang)
    for row in (GOLDEN / f"quantities-{lang}.tsv").read_text(encoding="utf-8").split("\n"):
        text = row.partition("\t")[0]
        assert own.find(text) == plain.find(text)


@pytest.mark.parametrize("lang", MORE)
@settings(max_examples=150)
@given(data=st.data())
def test_words_in_any_order_are_read_the_same(lang: str, data: st.DataObject) -> None:
    glue = data.draw(st.sampled_from([" ", "" if lang == "zh" else " ", "٣"]))
    text = glue.join(data.draw(st.lists(st.sampled_from(words(lang)), max_size=8)))
    own, plain = grammar(lang)
    assert own.find(text) == plain.find(text)
