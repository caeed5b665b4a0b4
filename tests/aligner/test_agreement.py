"""What third languages say of the borders of two."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner import agreement, align
from aligner.agreement import agreed, heard
from aligner.search import Floats, Lattice, best_corners
from aligner.types import Span, Table
from tests.aligner.test_straddling import ENGLISH, UNEVEN, VIETNAMESE, joined

PAIRS = list(combinations("xyz", 2))


def lattices(sizes: dict[str, int], seed: int = 0, right: float = 0.0) -> dict[tuple[str, str], Lattice]:
    """All pairs of languages with scores by chance, and ``right`` more for beads on the diagonal."""
    rnd = np.random.default_rng(seed)
    found = {}
    for x, y in combinations(sizes, 2):
        n, m = sizes[x], sizes[y]
        scores = {
            (a, b): (rnd.normal(size=(n - a + 1, m - b + 1)) + right * (a == b) * np.eye(n - a + 1, m - b + 1)).astype(
                np.float32
            )
            for a, b in ((1, 1), (1, 2), (2, 1))
            if n >= a and m >= b
        }
        found[x, y] = Lattice(scores, np.full(n, -2.0), np.full(m, -2.0))
    return found


def corners(**pairs: list[list[float]]) -> dict[tuple[str, str], Floats]:
    """Probabilities of borders of pairs (``xy=…``), either way round."""
    found = {(key[0], key[1]): np.array(value) for key, value in pairs.items()}
    return found | {(y, x): value.T for (x, y), value in found.items()}


SAME = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
JOINED = [[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]]  # the other language has one unit for two


@pytest.mark.parametrize(
    ("xz", "zy", "said"),
    [
        (SAME, SAME, [[1, -1, -1], [-1, 1, -1], [-1, -1, 1]]),  # shared on the diagonal, elsewhere beside it
        (JOINED, [list(row) for row in zip(*JOINED, strict=True)], [[1, 0, -1], [0, 0, 0], [-1, 0, 1]]),
        (JOINED, [[1.0, 0.0, 0.0], [0.0, 0.5, 0.5]], [[1, -1, -1], [0, 0, 0], [-1, 1, 1]]),  # in doubt: either
        ([[1.0], [1.0], [1.0]], [[1.0, 1.0, 1.0]], [[0, 0, 0], [0, 0, 0], [0, 0, 0]]),  # a third text that is empty
    ],
)
def test_a_third_language_speaks_for_what_it_shares(
    xz: list[list[float]], zy: list[list[float]], said: list[list[int]]
) -> None:
    found = heard(("x", "y"), corners(xy=SAME, xz=xz, zy=zy))
    assert np.sign(np.round(found, 9)).tolist() == said
    assert np.allclose(heard(("y", "x"), corners(xy=SAME, xz=xz, zy=zy)), found.T)


def test_two_languages_have_nobody_to_ask() -> None:
    alone = lattices({"x": 4, "y": 5})
    (pair, (path, likely)), *_ = agreed(alone).items()
    ((expected, own),) = best_corners([alone[pair]])
    assert path == expected
    assert np.array_equal(likely, own)


@settings(deadline=None, max_examples=30)
@given(st.tuples(*[st.integers(0, 5)] * 3), st.integers(0, 999))
def test_beads_tile_both_languages(sizes: tuple[int, int, int], seed: int) -> None:
    by_lang = dict(zip("xyz", sizes, strict=True))
    for (x, y), (path, likely) in agreed(lattices(by_lang, seed)).items():
        place = 0, 0
        for step in path:
            assert (step.i, step.j) == place
            assert 0 <= step.posterior <= 1
            place = step.i + step.a, step.j + step.b
        assert place == (by_lang[x], by_lang[y])
        assert likely.shape == (by_lang[x] + 1, by_lang[y] + 1)
        assert ((likely >= 0) & (likely <= 1)).all()


def test_two_sure_pairs_mend_a_third() -> None:
    """One pair knows nothing and would join and drop by chance; the two others lead it."""
    texts = lattices(dict.fromkeys("xyz", 8), seed=3, right=8.0)
    texts["x", "y"] = lattices(dict.fromkeys("xyz", 8), seed=4)["x", "y"]
    diagonal = [(n, n, 1, 1) for n in range(8)]
    assert [step[:4] for step in best_corners([texts["x", "y"]])[0][0]] != diagonal
    found = agreed(texts)
    assert [[step[:4] for step in found[pair][0]] for pair in PAIRS] == [diagonal] * 3


CHINESE = (
    "河流从山里带来黄金",
    "老教师用七枚银币买了一匹马",
    "女人们在市场上卖米、盐和绿茶",
    "士兵们在寺庙里喝酒",
    "冬天从首都来了一封信",
    "村里没有人看得懂那种语言",
    "医生关上窗户，点了灯",
    "因为下雪，风很冷",
)
THREE = UNEVEN[0], UNEVEN[1], [[0, 1], [2], [3], [4, 5], [6, 7]]


def test_a_table_of_uneven_texts_asks_all_its_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {
        "en": joined(ENGLISH, THREE[0]),
        "vi": joined(VIETNAMESE, THREE[1]),
        "zh-Hans": ["，".join(CHINESE[i] for i in group) + "。" for group in THREE[2]],
    }
    asked: list[tuple[str, str]] = []

    def listening(pair: tuple[str, str], likely: Mapping[tuple[str, str], Any]) -> Any:
        asked.append(pair)
        return heard(pair, likely)

    monkeypatch.setattr(agreement, "heard", listening)
    table = align(texts)
    assert {frozenset(pair) for pair in asked} == {frozenset(pair) for pair in combinations(texts, 2)}
    assert [(tuple(one), tuple(other)) for one, other in pairs(table, "en", "zh-Hans")] == [
        ((n,), (n,)) for n in range(5)
    ]
    for x, y in combinations(texts, 2):
        beads = pairs(table, x, y)
        assert [n for bead in beads for n in bead[0]] == list(range(5))
        assert [n for bead in beads for n in bead[1]] == list(range(5))


def pairs(table: Table, x: str, y: str) -> list[tuple[Span, Span]]:
    return [(bead.left, bead.right) for bead in table.pair(x, y)]
