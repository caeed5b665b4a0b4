"""Fingerprints stand for strings: the same for equal ones however they were cut, different for different ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.fingerprints import Wanted, concatenated, prints, runs

WORDS = st.lists(st.text(max_size=8), max_size=12)


@settings(deadline=None)
@given(WORDS)
def test_a_run_has_the_fingerprint_of_the_string_it_is(words: list[str]) -> None:
    data = " ".join(words).encode(errors="surrogatepass")
    sizes = np.array([len(word.encode(errors="surrogatepass")) for word in words], np.int64)
    stops = np.cumsum(sizes + 1) - 1
    starts = stops - sizes
    ends = stops[np.minimum(np.arange(len(words)) + 1, max(len(words) - 1, 0))] if words else stops
    alone, two = runs(data, starts, stops, ends) if words else (prints([]), prints([]))
    assert alone.tolist() == prints(words).tolist()
    assert two.tolist() == prints([" ".join(words[at : at + 2]) for at in range(len(words))]).tolist()


@settings(deadline=None)
@given(st.text(), st.text())
def test_two_strings_have_one_fingerprint_only_when_they_are_equal(one: str, other: str) -> None:
    first, second = prints([one, other])
    assert (first == second) == (one == other)


@pytest.mark.parametrize(
    ("one", "other"), [("ab", "ba"), ("an huy", "huy an"), ("", "\0"), ("aa", "a"), ("人民", "民人")]
)
def test_order_and_length_count(one: str, other: str) -> None:
    first, second = prints([one, other])
    assert first != second


def test_long_texts_are_summed_up_in_blocks_without_a_seam() -> None:
    words = [f"word{number}" for number in range(30_000)]
    assert len(set(prints(words).tolist())) == len(words)
    assert prints(words)[-1] == prints(words[-1:])[0]
    assert prints(["x" * 200_000])[0] != prints(["x" * 199_999])[0]


@settings(deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_strings_can_be_set_side_by_side(left: str, right: str) -> None:
    length = np.array([len(left.encode(errors="surrogatepass"))])
    assert concatenated(prints([left]), length, prints([right])) == prints([left + right])


@settings(deadline=None)
@given(WORDS, WORDS)
def test_what_is_wanted_is_found_and_nothing_else(wanted: list[str], others: list[str]) -> None:
    ascending = np.unique(prints(wanted))
    places = Wanted(ascending).find(prints(others))
    assert [place >= 0 for place in places] == [word in wanted for word in others]
    assert all(ascending[place] == print_ for place, print_ in zip(places, prints(others), strict=True) if place >= 0)
