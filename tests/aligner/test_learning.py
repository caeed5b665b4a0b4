"""What a text teaches about itself."""

from __future__ import annotations

import pytest

from aligner.columns import Column
from aligner.evaluation import Scores, beads, evaluate
from aligner.learning import Observations
from aligner.pipeline import align
from aligner.search import Step
from aligner.segmentation import segment_lines
from benchmarks.composed import RECIPES, compose
from benchmarks.sets import read


def steps(shapes: str) -> list[Step]:
    """A path of beads, written as ``"1-1 0-1"``."""
    found: list[Step] = []
    i = j = 0
    for shape in shapes.split():
        a, b = map(int, shape.split("-"))
        found.append(Step(i, j, a, b, 0.99))
        i, j = i + a, j + b
    return found


@pytest.mark.parametrize(
    ("path", "seen", "alone"),
    [
        pytest.param("1-1 1-2 2-2", 9, 0, id="everything has a counterpart"),
        pytest.param("1-1 1-0 1-1 0-1", 6, 2, id="each that stands alone counts"),
        pytest.param("1-1 1-0 1-0 1-1", 6, 2, id="two together too"),
        pytest.param("1-1 0-1 0-1 0-1 0-1 0-1 1-1", 6, 2, id="a block that is missing counts as two"),
        pytest.param("1-0 1-0 1-0 0-1 0-1 1-1 0-1", 5, 3, id="whichever side it is missing on"),
    ],
)
def test_how_often_units_stand_alone(path: str, seen: int, alone: int) -> None:
    beads = steps(path)
    columns = []
    for lang, size in (("en", sum(s.a for s in beads)), ("vi", sum(s.b for s in beads))):
        columns.append(Column.of(segment_lines(["x"] * size, lang), lang))
    lessons = Observations().lessons(columns[:1], columns[1:], beads)["en", "vi"]
    assert lessons.nulls == (seen, alone)


def test_half_of_a_freely_translated_text_is_aligned_like_the_whole() -> None:
    scores = Scores()
    for number in range(4):
        for _, whole in read("prose"):
            document = compose(whole, RECIPES["excerpt"], {}, f"excerpt {number}")
            ((x, y), gold) = next(iter(document.gold.items()))
            scores += evaluate(gold, beads(align(dict(document.texts)), x, y))
    assert scores.strict.f1 > 0.96
