"""What is cut out of a roll is what every scorer by itself would say of the part."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from aligner.ballots import Ballots, Roll
from aligner.fingerprints import alike, ascending
from aligner.scorers._base import Trials
from aligner.tokens import numbered, order
from aligner.types import Span
from tests.aligner.test_long_trials import BORDERS, PAIRS, RENDERINGS, STANDING, both

Link = tuple[str, int, float, int]


def said(ballots: Ballots) -> list[Link]:
    """Family, unit, rate and place of every link; without place for a word that has none."""
    kind = np.repeat(ballots.families, np.diff(ballots.kinds))
    found = []
    for unit, word in zip(ballots.units.tolist(), ballots.words.tolist(), strict=True):
        places = ballots.places[ballots.starts[word] : ballots.starts[word + 1]].tolist()
        found += [(str(kind[word]), unit, float(ballots.rates[word]), place) for place in places or [-1]]
    return sorted(found)


def expected(trials: Trials) -> list[Link]:
    """The same of a part of one family."""
    found = []
    for unit, word in zip(trials.units.tolist(), trials.words.tolist(), strict=True):
        places = trials.places[trials.starts[word] : trials.starts[word + 1]].tolist()
        found += [(trials.family, unit, float(trials.rates[word]), place) for place in places or [-1]]
    return found


@given(PAIRS, RENDERINGS, STANDING, BORDERS, st.lists(st.booleans(), min_size=10, max_size=10))
def test_a_roll_is_cut_as_each_family_is(
    pairs: list[tuple[int, int]],
    renderings: list[list[int]],
    standing: list[list[int]],
    borders: tuple[int, ...],
    steps: list[bool],
) -> None:
    plain, long = both(pairs, renderings, standing)
    other = Trials("y", plain.units, plain.words, plain.starts, plain.places)
    left, right = (Span(*sorted(two)) for two in (borders[:2], borders[2:]))
    roll = Roll.of([long, other, plain])
    parts = [one.part(left, right) for one in (plain, other, plain)]
    assert said(roll.cut(left, right)) == sorted(link for part in parts for link in expected(part))
    rows = np.cumsum(np.array(steps, np.int64))
    here, there = (rows[span.start : span.stop] - rows[min(span.start, 9)] for span in (left, right))
    grouped = [part.grouped(here, there) for part in parts]
    cut = roll.cut(left, right, (here, 10), (there, 10))
    assert cut.size == (10, 10)
    assert said(cut) == sorted(link for part in grouped for link in expected(part))


@given(PAIRS, RENDERINGS, STANDING)
def test_places_know_how_many_are_near(
    pairs: list[tuple[int, int]], renderings: list[list[int]], standing: list[list[int]]
) -> None:
    plain, _ = both(pairs, renderings, standing)
    ballots = Roll.of([plain]).cut(Span(0, 10), Span(0, 10))
    assert ballots.share.tolist() == [max((n - 1) / 32, n / 10) for n in ballots.counts[ballots.owners].tolist()]
    before = [-1 if k in ballots.starts else int(ballots.places[k - 1]) for k in range(len(ballots.places))]
    assert ballots.reach.tolist() == [place - last for place, last in zip(ballots.places.tolist(), before, strict=True)]


@given(st.lists(st.integers(0, 40), max_size=60), st.booleans())
def test_numbers_are_told_apart_and_put_in_order(values: list[int], far: bool) -> None:
    numbers = np.array(values, np.int64) * (5000 if far else 1)
    known, which = numbered(numbers, 200_001)
    assert known.tolist() == sorted(set(numbers.tolist()))
    assert known[which].tolist() == numbers.tolist()
    assert order(numbers, 200_001 if far else 41).tolist() == np.argsort(numbers, kind="stable").tolist()
    prints = numbers.astype(np.uint64)
    models, which = alike(prints)
    assert prints[models][which].tolist() == prints.tolist()
    assert len(models) == len(known)
    found, which = ascending(prints)
    assert found.tolist() == known.tolist()
    assert found[which].tolist() == prints.tolist()
