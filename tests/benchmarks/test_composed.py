"""Texts that are made harder keep every word, and their gold follows from the clean one."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.evaluation import Pairing
from benchmarks import sets
from benchmarks.composed import RECIPES, Pieces, Recipe, chained, compose, composed_gold, cut, joined, many_to_many
from benchmarks.corpora import Parallel


@pytest.mark.parametrize(
    ("gold", "left", "right", "expected"),
    [
        ([((0,), (0,))], [(0,)], [(0,)], [((0,), (0,))]),
        # joined on one side
        ([((0,), (0,)), ((1,), (1,))], [(0, 1)], [(0,), (1,)], [((0,), (0, 1))]),
        # joined on both sides across one another: all is one
        (
            [((0,), (0,)), ((1,), (1,)), ((2,), (2,))],
            [(0, 1), (2,)],
            [(0,), (1, 2)],
            [((0, 1), (0, 1))],
        ),
        # cut: both parts belong to the bead
        ([((0,), (0,))], [(0,), (0,)], [(0,)], [((0, 1), (0,))]),
        # left out on one side: the other stands alone, one by one
        ([((0, 1), (0,)), ((2,), (1,))], [(0,), (1,), (2,)], [(1,)], [((0,), ()), ((1,), ()), ((2,), (0,))]),
        # inserted
        ([((0,), (0,))], [(0,)], [(), (0,)], [((0,), (1,)), ((), (0,))]),
    ],
)
def test_gold_follows_what_is_joined_cut_left_out_or_added(
    gold: list[Pairing], left: list[tuple[int, ...]], right: list[tuple[int, ...]], expected: list[Pairing]
) -> None:
    assert sorted(composed_gold(gold, left, right)) == sorted(expected)


@given(st.integers(1, 12), st.floats(0, 1), st.floats(0, 1), st.integers(0, 99))
def test_no_word_is_lost_by_joining_and_cutting(size: int, join: float, part: float, seed: int) -> None:
    rnd = random.Random(seed)
    pieces: Pieces = [(f"One {i}, two; three.", (i,)) for i in range(size)]
    found = joined(cut(pieces, part, rnd), "en", join, rnd)
    assert " ".join(text for text, _ in found) == " ".join(text for text, _ in pieces)
    assert list(dict.fromkeys(i for _, held in found for i in held)) == list(range(size))


@given(st.sampled_from(sorted(RECIPES)), st.integers(1, 30))
def test_gold_holds_every_segment_once(recipe: str, size: int) -> None:
    texts = {lang: [f"{i}: one, two." for i in range(size)] for lang in ("en", "vi")}
    clean = Parallel("x", texts, {("en", "vi"): [((i,), (i,)) for i in range(size)]})
    made = compose(clean, RECIPES[recipe], {"en": ["Foreign."] * 9, "vi": ["Lạ."] * 9}, recipe)
    for side, lang in enumerate(("en", "vi")):
        places = sorted(i for bead in made.gold["en", "vi"] for i in bead[side])
        assert places == list(range(len(made.texts[lang])))


def test_nothing_changes_without_damage() -> None:
    document = sets.read("samples")[0][1]
    made = compose(document, Recipe(join=0), {}, "seed")
    assert made.texts == document.texts
    clean = {pair: sorted(bead for bead in beads if any(bead)) for pair, beads in document.gold.items()}
    assert {pair: sorted(beads) for pair, beads in made.gold.items()} == clean


@pytest.mark.parametrize("recipe", [name for name in RECIPES if "40" in name])
def test_about_two_beads_of_five_are_not_one_to_one_and_every_run_is_the_same(recipe: str) -> None:
    one, other = (sets.made("samples", recipe) for _ in range(2))
    assert one == other
    assert 0.33 < many_to_many(document for _, document in one) < 0.5


def test_an_excerpt_is_half_of_one_language() -> None:
    for (_, made), (_, clean) in zip(sets.made("samples", "excerpt"), sets.read("samples"), strict=True):
        partly = [lang for lang in clean.texts if made.texts[lang] != clean.texts[lang]]
        assert [abs(2 * len(made.texts[lang]) - len(clean.texts[lang])) <= 1 for lang in partly] == [True]


def test_chained_documents_keep_their_gold() -> None:
    works = [document for _, document in sets.read("samples")]
    long = chained(works, "long")
    for a, b in long.gold:
        assert len(long.gold[a, b]) == sum(len(work.gold[a, b]) for work in works)
        left, right = long.gold[a, b][-1]
        last = works[-1].gold[a, b][-1]
        assert [long.texts[a][i] for i in left] == [works[-1].texts[a][i] for i in last[0]]
        assert [long.texts[b][j] for j in right] == [works[-1].texts[b][j] for j in last[1]]
