"""Columns find every phrase that a translation could match, and the same words as the word cutter."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.columns import MAX_HAN_GRAM, MAX_WORDS, Column, beginnings, words_before
from aligner.fingerprints import prints
from aligner.fold import simplified
from aligner.lang import get
from aligner.segmentation import segment_lines
from aligner.types import LANGS, Span

TEXTS = st.lists(st.text("aU sS'’-.,1２é đĐàhoàq\n人民著名產業集羣A亿万美元", max_size=30), max_size=6)


def column(lang: str, lines: list[str]) -> Column:
    return Column.of(segment_lines(lines, lang), lang)


def standing(of: Column, phrase: str) -> list[int]:
    return of.standing(prints([phrase])).units.tolist()


@pytest.mark.parametrize("lang", LANGS)
@settings(deadline=None)
@given(lines=TEXTS)
def test_words_are_those_that_are_cut(lang: str, lines: list[str]) -> None:
    language = get(lang)
    cut = [[(part, word) for word in language.words(line) for part in word.key.split("-") if part] for line in lines]
    found = column(lang, lines).cells
    assert [list(cell.keys) for cell in found] == [[part for part, _ in words] for words in cut]
    whole = [[word.content for part, word in words if part == word.key] for words in cut]
    kept = [
        [form.content for form, (part, word) in zip(cell.words, words, strict=True) if part == word.key]
        for cell, words in zip(found, cut, strict=True)
    ]
    assert kept == whole


@pytest.mark.parametrize("lang", ["en", "vi"])
@settings(deadline=None)
@given(lines=TEXTS)
def test_runs_of_words_are_found_where_they_stand(lang: str, lines: list[str]) -> None:
    of = column(lang, lines)
    keys = [cell.keys for cell in of.cells]
    phrases = {
        " ".join(run[at : at + size])
        for run in keys
        for size in range(1, MAX_WORDS + 1)
        for at in range(len(run) - size + 1)
    }
    for phrase in [*phrases, "nowhere"]:
        words = tuple(phrase.split(" "))
        expected = [
            unit
            for unit, run in enumerate(keys)
            if any(run[at : at + len(words)] == words for at in range(len(run) - len(words) + 1))
        ]
        assert standing(of, phrase) == expected


@settings(deadline=None)
@given(lines=TEXTS)
def test_runs_of_han_characters_are_found_wherever_they_begin(lines: list[str]) -> None:
    of = column("zh-Hant", lines)
    texts = [simplified(line.replace("\n", " ")) for line in lines]
    for size in range(1, MAX_HAN_GRAM + 1):
        for phrase in {text[at : at + size] for text in texts for at in range(len(text) - size + 1)}:
            if all("一" <= letter <= "龥" for letter in phrase):
                assert standing(of, phrase) == [unit for unit, text in enumerate(texts) if phrase in text]
    for key in set(chain.from_iterable(cell.keys for cell in of.cells)):
        assert set(standing(of, key)) >= {unit for unit, cell in enumerate(of.cells) if key in cell.keys}


def test_many_phrases_are_looked_for_at_once() -> None:
    of = column("en", ["the power plant", "plants", "a power plant of the power company"])
    wanted = np.sort(prints(["power plant", "plant", "company", "powers"]))
    found = of.standing(wanted)
    places = {
        int(print_): found.units[found.starts[n] : found.starts[n + 1]].tolist() for n, print_ in enumerate(wanted)
    }
    assert [places[int(print_)] for print_ in prints(["power plant", "plant", "powers"])] == [[0, 2], [0, 1, 2], []]


def test_parts_and_groups_know_where_they_come_from() -> None:
    of = column("en", ["one", "two", "three", "four"])
    assert of.part(1, 3) is of.part(1, 3)
    assert of.part(1, 3).origin.span == Span(1, 3)
    grouped = of.grouped([Span(0, 2), Span(2, 2), Span(2, 4)])
    assert [cell.text for cell in grouped.cells] == ["one two", "", "three four"]
    assert [cell.size for cell in grouped.cells] == [2, 0, 2]
    assert grouped.origin.root is of


@pytest.mark.parametrize("lang", LANGS)
@settings(deadline=None, max_examples=50)
@given(st.lists(st.text("aU sS'’-.1２é đĐàhoàq人民著名產業集羣A亿万美元", max_size=12), max_size=6))
def test_words_before_a_comma_are_those_that_begin_before_it(lang: str, parts: list[str]) -> None:
    text = ", ".join(parts)
    places = [place for place in accumulate(len(part) + 2 for part in parts) if place < len(text)]
    (cell, *_) = column(lang, [text]).cells or [None]
    if cell is not None:
        begin = beginnings(cell, lang)
        assert words_before(cell, lang, places) == [bisect_left(begin, place) for place in places]


def test_a_place_amid_a_word_is_behind_its_beginning() -> None:
    (cell,) = column("en", ["The river rose."]).cells
    assert words_before(cell, "en", [4, 6, 10]) == [1, 2, 2]
