"""Sentences that were cut by whoever split the text: what is told of them, and that rows keep them together."""

from __future__ import annotations

import pytest

from aligner import Options, align
from aligner.columns import Column
from aligner.segmentation import segment_lines
from aligner.types import Span
from aligner.unfinished import CUT, LEFT_OVER, unfinished


@pytest.mark.parametrize(
    ("lang", "texts", "expected"),
    [
        ("en", ["It was said by Dr.", "Green himself."], [CUT, 0]),
        ("en", ["They met at the U.N.", "General Assembly."], [CUT, 0]),
        ("en", ["They met at the U.N.", "Then they left."], [0, 0]),
        ("en", ["Oh, no.", "I said so."], [0, 0]),
        ("en", ["He went home.", "”", "She stayed."], [LEFT_OVER, 0, 0]),
        ("vi", ["Ông sống ở TP.", "Hồ Chí Minh."], [CUT, 0]),
        ("vi", ["Họ đã cân nhắc.", "ông ấy nói vậy."], [0, 0]),
        ("zh-Hans", ["他说会来。", "。", "她没说。"], [LEFT_OVER, 0, 0]),
        ("zh-Hans", ["第一部分", "***", "第二部分"], [0, 0, 0]),
        ("zh-Hant", ["他說會來", "……", "她沒說"], [0, 0, 0]),
        ("zh-Hant", ["「好！」", "，他說道。", "她走了。"], [CUT, 0, 0]),
        ("en", ["’Twas late.", "’Twas dark.", "(It was.)"], [0, 0, 0]),
        ("en", ["Only one."], [0]),
        ("en", [], []),
    ],
)
def test_what_goes_on_in_the_next_segment(lang: str, texts: list[str], expected: list[int]) -> None:
    assert unfinished(texts, lang).tolist() == expected


def test_parts_and_groups_of_a_column_know_it_too() -> None:
    column = Column.of(segment_lines(["Well.", "It was Dr.", "Green.", "So."], "en"), "en")
    assert column.unfinished.tolist() == [0, CUT, 0, 0]
    assert column.part(1, 3).unfinished.tolist() == [CUT, 0]
    assert column.grouped([Span(0, 2), Span(2, 2), Span(2, 4)]).unfinished.tolist() == [CUT, 0, 0]


def test_a_sentence_that_was_cut_is_one_row() -> None:
    english = [
        "The bridge was closed for two months.",
        "His words came while Gov.",
        "Green seemed ready to open it again.",
        "Nobody believed him.",
        "”",
        "The ferry went on running every hour.",
    ]
    vietnamese = [
        "Cây cầu bị đóng trong hai tháng.",
        "Ông nói vậy khi Thống đốc Green có vẻ sẵn sàng mở lại cầu.",
        "Không ai tin ông.",
        "Phà vẫn tiếp tục chạy mỗi giờ.",
    ]
    table = align({"en": english, "vi": vietnamese}, Options(neural="never"))
    assert [tuple(map(tuple, row.spans)) for row in table.rows] == [
        ((0,), (0,)),
        ((1, 2), (1,)),
        ((3, 4), (2,)),
        ((5,), (3,)),
    ]
