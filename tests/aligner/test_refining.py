"""Rows over three languages: small boxes are searched exactly, and rows that a pair contradicts say so."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner import align
from aligner.boxes import Box, search
from aligner.evaluation import beads
from aligner.parameters import SHAPES, parameters
from aligner.search import Lattice, best_path
from aligner.segmentation import segment_lines
from aligner.types import Evidence, Row, Span, Table

LANGS = ("en", "vi", "zh-Hans")


def lattice(rows: int, columns: int, seed: int) -> Lattice:
    rng = np.random.default_rng(seed)
    scores = {
        (a, b): rng.normal(0, 3, (rows - a + 1, columns - b + 1)).astype(np.float32)
        for a, b in SHAPES
        if a <= rows and b <= columns
    }
    return Lattice(scores, np.full(rows, -3.0), np.full(columns, -3.0))


def box(sizes: tuple[int, ...], seed: int) -> Box:
    langs = LANGS[: len(sizes)]
    pairs = [(x, y) for n, x in enumerate(langs) for y in langs[n + 1 :]]
    at = dict(zip(langs, sizes, strict=True))
    lattices = {(x, y): lattice(at[x], at[y], seed + n) for n, (x, y) in enumerate(pairs)}
    shapes = {pair: parameters(*pair).shapes for pair in pairs}
    return Box(langs, (0,) * len(sizes), sizes, lattices, shapes)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 1000))
def test_a_box_over_two_languages_is_an_ordinary_search(rows: int, columns: int, seed: int) -> None:
    one = box((rows, columns), seed)
    expected = [(s.i, s.j, s.a, s.b) for s in best_path(one.lattices["en", "vi"])]
    found = [(*place, *step) for place, step, _ in search(one)]
    of = one.lattices["en", "vi"]

    def total(path: list[tuple[int, ...]]) -> float:
        return sum(float(of.scores[a, b][i, j]) if a and b else of.alone(i, j, bool(a)) for i, j, a, b in path)

    assert found == expected or total(found) == pytest.approx(total(expected), abs=1e-5)  # several are as good


@settings(deadline=None, max_examples=25)
@given(st.tuples(*[st.integers(0, 4)] * 3), st.integers(0, 1000))
def test_the_rows_of_a_box_fill_it_in_order(sizes: tuple[int, int, int], seed: int) -> None:
    if sum(sizes) == 0 or not all(sizes):
        return
    at: tuple[int, ...] = (0, 0, 0)
    for place, step, posterior in search(box(sizes, seed)):
        assert place == at
        assert 0 <= posterior <= 1
        at = tuple(p + d for p, d in zip(place, step, strict=True))
    assert at == sizes


ENGLISH = [
    "The ship left the harbour.",
    "A doctor bought seven horses.",
    "Snow fell on the village.",
    "They drank tea.",
]
VIETNAMESE = ["Con tàu rời cảng.", "Một bác sĩ mua bảy con ngựa.", "Tuyết rơi trên làng.", "Họ uống trà."]
CHINESE = ["船离开了港口。", "一位医生买了七匹马。", "雪落在村子里。", "他们喝茶。"]


def told(beads: dict[tuple[str, str], dict[tuple[int, int], float]], sizes: dict[str, int]) -> list[tuple[int, ...]]:
    """How many units of each language the rows take where the pairs score beads of a shape so, wherever they begin on
    the diagonal, and other beads badly."""
    lattices = {}
    for (x, y), values in beads.items():
        scores = {
            (a, b): np.full((sizes[x] - a + 1, sizes[y] - b + 1), -8, np.float32)
            for a, b in SHAPES
            if a <= sizes[x] and b <= sizes[y]
        }
        for shape, value in values.items():
            np.fill_diagonal(scores[shape], value)
        lattices[x, y] = Lattice(scores, np.full(sizes[x], -4.0), np.full(sizes[y], -4.0))
    shapes = {pair: parameters(*pair).shapes for pair in beads}
    found = search(Box(tuple(sizes), (0,) * len(sizes), tuple(sizes.values()), lattices, shapes))
    return [step for _, step, _ in found]


ONE, TWO = {(1, 1): 6.0, (2, 2): 4.0}, {(1, 1): 5.0, (2, 2): 15.0}  # two beads of 6 are better than one of 4
LONG = {(1, 2): 8.0, (1, 1): 1.0}  # one sentence beside two, of which each alone answers little of it


@pytest.mark.parametrize(
    ("odd", "sizes", "rows"),
    [
        pytest.param({("vi", "zh-Hans"): TWO}, (2, 2, 2), [(1, 1, 1)] * 2, id="one pair does not join what two part"),
        pytest.param(
            {("vi", "zh-Hans"): TWO, ("en", "zh-Hans"): TWO}, (2, 2, 2), [(2, 2, 2)], id="two pairs join what one parts"
        ),
        pytest.param(
            {("en", "vi"): LONG, ("en", "zh-Hans"): LONG}, (1, 2, 2), [(1, 2, 2)], id="a joined sentence loses no part"
        ),
    ],
)
def test_a_row_is_joined_by_most_of_its_pairs(
    odd: dict[tuple[str, str], dict[tuple[int, int], float]], sizes: tuple[int, ...], rows: list[tuple[int, ...]]
) -> None:
    pairs = [(x, y) for n, x in enumerate(LANGS) for y in LANGS[n + 1 :]]
    assert told({pair: odd.get(pair, ONE) for pair in pairs}, dict(zip(LANGS, sizes, strict=True))) == rows


def omissions() -> Iterator[tuple[set[int], set[int], set[int]]]:
    """Sentences left out: one of one language, or the same of two."""
    for gone in product((None, 1, 2), repeat=3):
        sets = [set() if n is None else {n} for n in gone]
        if len({n for n in gone if n}) == 1 and not all(sets):
            yield sets[0], sets[1], sets[2]


@pytest.mark.parametrize("gone", list(omissions()), ids=str)
def test_what_one_version_leaves_out_does_not_bind_the_others(gone: tuple[set[int], set[int], set[int]]) -> None:
    texts, numbers = {}, {}
    for lang, lines, out in zip(LANGS, (ENGLISH, VIETNAMESE, CHINESE), gone, strict=True):
        numbers[lang] = [n for n in range(4) if n not in out]
        texts[lang] = [lines[n] for n in numbers[lang]]
    table = align(texts)
    for row in table.rows:
        assert len({numbers[lang][i] for lang, span in zip(table.langs, row.spans, strict=True) for i in span}) == 1


def test_rows_that_a_pair_contradicts_say_so() -> None:
    """The second Chinese sentence says what the other two say in the third."""
    chinese = [CHINESE[0], CHINESE[2], CHINESE[1], CHINESE[3]]
    table = align({"en": ENGLISH, "vi": VIETNAMESE, "zh-Hans": chinese})
    said = {e for row in table.rows for e in row.evidence if e.source == "agreement"}
    assert all(len(e.langs) == 2 and e.verdict in ("differ", "finer") for e in said)
    assert any(e == Evidence("agreement", "differ", e.langs) for e in said)
    straight = align({"en": ENGLISH, "vi": VIETNAMESE, "zh-Hans": CHINESE})
    assert not any(e.source == "agreement" for row in straight.rows for e in row.evidence)
    assert [row.spans for row in straight.rows] == [(Span(n, n + 1),) * 3 for n in range(4)]


def test_a_pair_keeps_its_own_beads_in_a_row_that_another_language_joins() -> None:
    """One Chinese sentence says what two of the others say each."""
    chinese = [CHINESE[0].removesuffix("。") + "，" + CHINESE[1], *CHINESE[2:]]
    table = align({"en": ENGLISH, "vi": VIETNAMESE, "zh-Hans": chinese})
    assert table.rows[0].spans == (Span(0, 2), Span(0, 2), Span(0, 1))
    assert beads(table, "en", "vi", finer=True) == [((n,), (n,)) for n in range(4)]
    assert beads(table, "en", "zh-Hans", finer=True)[0] == ((0, 1), (0,))
    assert [(bead.left, bead.right) for bead in table.pair("vi", "en")] == [(Span(n, n + 1),) * 2 for n in range(4)]


@pytest.mark.parametrize(
    ("border", "sizes", "found"),
    [
        pytest.param((1, 1), (2, 2), [(1, 1), (1, 1)], id="a border inside"),
        pytest.param((2, 0), (2, 1), [(1, 0), (1, 0), (0, 1)], id="a part without counterpart"),
        pytest.param((0, 0), (0, 3), [(0, 1)] * 3, id="no counterpart at all"),
        pytest.param((3, 1), (2, 2), [(2, 2)], id="a border beyond the row, which was changed since"),
        pytest.param((1, 3), (2, 2), [(2, 2)], id="the same on the other side"),
        pytest.param((0, 0), (2, 2), [(2, 2)], id="a border at the beginning"),
    ],
)
def test_borders_inside_a_row_are_kept_only_where_they_fit(
    border: tuple[int, int], sizes: tuple[int, int], found: list[tuple[int, int]]
) -> None:
    row = Row(
        (Span(0, sizes[0]), Span(0, sizes[1])), evidence=(Evidence("agreement", "finer", ("vi", "en"), *border[::-1]),)
    )
    texts = {lang: segment_lines(["x"] * size, lang) for lang, size in zip(("en", "vi"), sizes, strict=True)}
    table = Table(("en", "vi"), tuple(texts.values()), (row,))
    assert [(len(bead.left), len(bead.right)) for bead in table.pair("en", "vi")] == found


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_the_beads_of_a_pair_tile_its_texts(data: st.DataObject) -> None:
    """However three versions are cut and shortened, every segment stands in exactly one bead of every pair."""
    texts = {
        lang: [line for line in lines if data.draw(st.booleans(), label="kept")] or lines[:1]
        for lang, lines in zip(LANGS, (ENGLISH, VIETNAMESE, CHINESE), strict=True)
    }
    joined = {
        lang: data.draw(st.sampled_from([lines, [" ".join(lines)], [*lines[:-2], " ".join(lines[-2:])]]))
        for lang, lines in texts.items()
    }
    table = align(joined)
    for x, y in ((x, y) for n, x in enumerate(LANGS) for y in LANGS[n + 1 :]):
        found = table.pair(x, y)
        assert [i for bead in found for i in bead.left] == list(range(len(joined[x])))
        assert [j for bead in found for j in bead.right] == list(range(len(joined[y])))
        assert all(bead.left or bead.right for bead in found)
