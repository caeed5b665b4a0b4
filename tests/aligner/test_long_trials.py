"""Trials of long texts answer as those that are set out do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from aligner import pipeline
from aligner.scorers import lexicon
from aligner.scorers._base import Trials
from aligner.scorers._long import LongTrials, Sources
from aligner.tokens import Places
from aligner.types import Span
from benchmarks import synthetic

PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), min_size=1, max_size=30)
RENDERINGS = st.lists(st.lists(st.integers(0, 4), unique=True, max_size=3), min_size=4, max_size=4)
STANDING = st.lists(st.lists(st.integers(0, 9), unique=True, max_size=6).map(sorted), min_size=5, max_size=5)
BORDERS = st.tuples(*[st.integers(0, 10)] * 4)


def both(pairs: list[tuple[int, int]], renderings: list[list[int]], standing: list[list[int]]) -> tuple[Trials, Trials]:
    """The same trials, set out and not."""
    places = Places.of(np.array([n << 32 | u for n, units in enumerate(standing) for u in units], np.int64), 5)
    units, words = (np.array(column, np.int64) for column in zip(*sorted(set(pairs)), strict=True))
    starts = np.append(0, np.cumsum([len(things) for things in renderings]))
    things = np.array([thing for one in renderings for thing in one], np.int64)
    sources = Sources(starts, things, places)
    owners = np.repeat(np.arange(4), np.diff(starts))
    long = LongTrials.out_of("x", units, words, sources, True)
    plain = Trials("x", units, words, *_fields(places.gathered(owners, things, 4)), True, long.rates)
    return plain, long


def _fields(places: Places) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    return places.starts, places.units.astype(np.int32)


def links(of: Trials) -> list[tuple[int, int, int]]:
    """Units, words and places; words by their order, since a part need not number them as the whole does."""
    trial, _, place, _ = of.links()
    words = np.unique(of.words, return_inverse=True)[1]
    return sorted(zip(of.units[trial].tolist(), words[trial].tolist(), place.tolist(), strict=True))


@given(PAIRS, RENDERINGS, STANDING, BORDERS)
@example([(0, 2)], [[], [], [0], []], [[0], [], [], [], []], (0, 1, 0, 1))
def test_a_part_is_the_same(
    pairs: list[tuple[int, int]], renderings: list[list[int]], standing: list[list[int]], borders: tuple[int, ...]
) -> None:
    plain, long = both(pairs, renderings, standing)
    left, right = (Span(*sorted(two)) for two in (borders[:2], borders[2:]))
    here, there = plain.part(left, right), long.part(left, right)
    assert links(here) == links(there)
    assert here.rates[here.words].tolist() == there.rates[there.words].tolist()
    assert links(long) == links(plain)


@given(PAIRS, RENDERINGS, STANDING, BORDERS)
def test_rare_words_are_rare_and_those_without_doubt_are_found(
    pairs: list[tuple[int, int]], renderings: list[list[int]], standing: list[list[int]], borders: tuple[int, ...]
) -> None:
    plain, long = both(pairs, renderings, standing)
    left, right = (Span(*sorted(two)) for two in (borders[:2], borders[2:]))
    for most in (1, 3):
        here, there = ({(u, p) for u, _, p in links(one.rare(left, right, most))} for one in (plain, long))
        assert there <= here
        if all(len(things) <= 2 for things in renderings):  # two renderings cannot have more than twice the most
            assert there == here


@given(PAIRS, RENDERINGS, STANDING, st.lists(st.booleans(), min_size=10, max_size=10))
def test_hits_and_groups_are_the_same(
    pairs: list[tuple[int, int]], renderings: list[list[int]], standing: list[list[int]], steps: list[bool]
) -> None:
    plain, long = both(pairs, renderings, standing)
    begin = plain.units // 2
    assert plain.hits(begin, begin + 3).tolist() == long.hits(begin, begin + 3).tolist()
    rows = np.cumsum(np.array(steps, np.int64))
    assert links(plain.grouped(rows, rows)) == links(long.grouped(rows, rows))


@pytest.mark.parametrize("languages", [("en", "zh-Hans"), ("en", "vi"), ("en", "vi", "zh-Hans")])
def test_a_text_is_aligned_as_if_it_were_short(languages: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    text = synthetic.text(600)
    if set(languages) - set(text.texts):
        text.texts["vi"] = text.texts["en"]  # a third side, whatever it says
    given = {lang: text.texts[lang] for lang in languages}
    short = [row.spans for row in pipeline.align(given).rows]
    monkeypatch.setattr(lexicon, "CELLS", 0)
    assert [row.spans for row in pipeline.align(given).rows] == short
