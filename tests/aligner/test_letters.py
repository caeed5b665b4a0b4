"""The characters of many texts at once: counted as one by one, whatever they are."""

from __future__ import annotations

import re

import regex
from hypothesis import given
from hypothesis import strategies as st

from aligner.detect import evidence, evidence_of
from aligner.letters import FAR, LATIN, MARKS, NUMBERS, Known, Letters
from aligner.pieces import forget, weight, weights

LINES = st.lists(st.one_of(st.text(max_size=30), st.text("aàđ' ’9产產の。·ー", max_size=30)), max_size=8)


@given(LINES)
def test_many_texts_weigh_what_each_weighs(lines: list[str]) -> None:
    forget()
    found = weights(lines)
    forget()
    assert found == [weight(line) for line in lines]
    assert weights(lines) == found


@given(LINES)
def test_many_texts_speak_as_each_does(lines: list[str]) -> None:
    assert evidence_of(lines).tolist() == [list(evidence(line).values()) for line in lines]


@given(LINES, st.integers(0, 3))
def test_sums_are_those_of_each_text(lines: list[str], copies: int) -> None:
    lines = lines * 10**copies  # few characters are asked for one by one, many at once
    letters = Letters.of(lines)
    upper = letters.sums(Known(lambda letter: letter.isalpha()).of(letters.codes))
    assert upper.tolist() == [sum(map(str.isalpha, line)) for line in lines]


def test_the_quick_classes_hold_every_letter_mark_and_number_that_is_near() -> None:
    near = [chr(code) for code in range(0x3000) if not FAR.match(chr(code))]
    for quick, known in ((LATIN, r"\p{Latin}"), (LATIN, r"\p{L}"), (MARKS, r"\p{M}"), (NUMBERS, r"\p{N}")):
        assert [bool(re.match(f"[{quick}]", c)) for c in near] == [bool(regex.match(known, c)) for c in near]
