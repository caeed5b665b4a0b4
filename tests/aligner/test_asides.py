"""Notes in brackets, as transcripts of talks have them, answer notes or nothing."""

from __future__ import annotations

import pytest

from aligner import align
from aligner.asides import LONGEST, is_aside
from aligner.types import Span


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("(Laughter)", True),
        (" [Music] ", True),
        ("（笑聲）", True),
        ("【鼓掌】", True),
        ("(Tiếng lách tách)", True),
        ("(Applause, then silence)", True),
        ("", False),
        ("Laughter", False),
        ("(Laughter) Thank you.", False),
        ("(He laughed.)", False),
        ("(真的嗎？)", False),
        ("(a)", False),
        ("(iv)", False),
        ("(2024)", False),
        ("（一）", False),
        ("(one) and (two)", False),
        ("(", False),
        ("()", False),
        (f"({'so ' * LONGEST})", False),
    ],
)
def test_a_note_in_brackets_is_known(text: str, aside: bool) -> None:
    assert is_aside(text) is aside


ENGLISH = [
    "Not in your own house, in front of people you love.",
    "Okay, teenagers.",
    "(Laughter)",
    "But not us.",
    "The mine opened in 1987.",
    "(Applause)",
    "Thank you all very much for your patience.",
]
VIETNAMESE = [
    "Không ai làm thế trong nhà mình, trước mặt những người mình yêu.",
    "Trừ mấy cô cậu mới lớn.",
    "Nhưng chúng ta thì không.",
    "Mỏ mở cửa năm 1987.",
    "(Vỗ tay)",
    "Cảm ơn tất cả các bạn đã kiên nhẫn lắng nghe.",
]


@pytest.mark.parametrize("turned", [False, True])
def test_a_note_answers_a_note_or_nothing(turned: bool) -> None:
    texts = {"en": ENGLISH, "vi": VIETNAMESE}
    table = align(dict(reversed(texts.items())) if turned else texts)
    beads = {(bead.left, bead.right) for bead in table.pair("en", "vi")}
    assert (Span(2, 3), Span(2, 2)) in beads
    assert (Span(5, 6), Span(4, 5)) in beads
    assert len(beads) == 7


def test_a_note_that_one_version_leaves_out_needs_no_look() -> None:
    table = align({"en": ENGLISH, "vi": VIETNAMESE})
    (alone,) = (row for row in table.rows if not row.spans[1])
    assert alone.band == "good"
