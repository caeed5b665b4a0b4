"""The quick looks that spare a line the dear patterns turn no line away that these would take."""

from __future__ import annotations

import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aligner import captions, cues

_TABLES = captions._CAPTION_WHOLE, cues._RELATIVE_TIME
_MORE = (
    "Photo|Photo: Ann|photograph courtesy by|IMAGE|Ảnh|ảnh minh họa:|图片来源|資料照|(图/ABC)|/ Reuters)|by|via|from|"
    "3|12|10:30|昨天|5 days AGO|2 tuần TRƯỚC|ago|trước|前"
)
_WORDS = sorted(
    {
        *(word for table in _TABLES for word in regex.findall(r"\p{L}+", table)),
        *captions._agencies(),
        *_MORE.split("|"),
        *"/／|(（–—-[]）):：.。",
    }
)
_LINES = st.lists(st.sampled_from(_WORDS), max_size=8).flatmap(
    lambda words: st.lists(st.sampled_from(["", " ", " ", "  "]), min_size=len(words), max_size=len(words)).map(
        lambda gaps: "".join(word + gap for word, gap in zip(words, gaps, strict=True)).strip()
    )
)


@settings(max_examples=400)
@given(_LINES)
@example("A plant in May / Reuters")
@example("He said so (ảnh: Lan" + "." * 30 + ")")
@example("Photo by x" + "y" * 59)
@example("昨天 9:30")
def test_no_credit_and_no_time_is_passed_over(line: str) -> None:
    assert captions._may_end_in_credit(line) or not cues.whole(captions._CAPTION_WHOLE).fullmatch(line)
    assert cues._may_be_time(line) or not cues.whole(cues._RELATIVE_TIME).fullmatch(line)


@given(st.text(alphabet="a1３² \t\u00a0\u2003　|｜:：", max_size=12))
def test_no_line_in_parts_and_no_telephone_is_passed_over(line: str) -> None:
    assert cues._APART.search(line) or not cues._PARTS.search(line)
    assert line[-1:].isdecimal() or not cues._PHONE.fullmatch(line)
