"""Blocks that are missing in one version or another: what stands in them is set beside nothing."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from aligner import Options, align
from aligner.columns import Column
from aligner.evaluation import beads as told
from aligner.evaluation import evaluate
from aligner.gaps import Gaps, gains, gaps, lonely
from aligner.search import Step
from aligner.types import Band, Segment, Span
from benchmarks.composed import composed_gold
from benchmarks.corpora import Parallel
from benchmarks.sets import named

Missing = dict[str, tuple[int, int]]


def column(size: int, lang: str = "en") -> Column:
    return Column.of([Segment(f"Line {n}.", lang, n, 0, Span(0, 0)) for n in range(size)], lang)


def cut(document: Parallel, missing: Missing) -> Parallel:
    """A document without some percents of the segments of some languages, from the first to the second."""
    held = {}
    for lang, texts in document.texts.items():
        first, last = (len(texts) * share // 100 for share in missing.get(lang, (0, 0)))
        held[lang] = [(n,) for n in range(len(texts)) if not first <= n < last]
    texts = {lang: [document.texts[lang][n] for (n,) in kept] for lang, kept in held.items()}
    gold = {(x, y): composed_gold(beads, held[x], held[y]) for (x, y), beads in document.gold.items()}
    return Parallel(document.name, texts, gold)


def test_a_run_without_counterparts_speaks_for_the_segment_inside_it_and_one_alone_hardly() -> None:
    found = gains(np.array([0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 0, 0], float))
    assert found[12] > 4
    assert max(found[[0, 1, 2, 4, 5]]) < 0.5
    assert found[3] < 0.1  # by what is around it, not by itself


def test_gains_are_bounded_however_long_the_run() -> None:
    assert np.isfinite(gains(np.ones(50_000))).all()
    assert np.isfinite(gains(np.zeros(50_000))).all()
    assert len(gains(np.zeros(0))) == 0


def test_what_is_known_of_a_whole_text_is_seen_from_its_parts_and_groups() -> None:
    whole = column(6)
    known = Gaps(0, np.arange(6.0))
    assert known.of(whole.part(2, 5)).tolist() == [2.0, 3.0, 4.0]
    assert known.of(whole.grouped([Span(0, 2), Span(2, 2), Span(2, 6)])).tolist() == [0.5, 0.0, 3.5]
    assert Gaps(3, np.arange(3.0)).of(whole.part(4, 6)).tolist() == [1.0, 2.0]
    assert Gaps(3, np.arange(3.0)).of(whole.part(1, 4)).tolist() == [0.0] * 3  # not known of them all


def test_beads_say_how_much_of_each_side_is_alone() -> None:
    steps = [Step(0, 0, 1, 2, 0.75), Step(1, 2, 1, 0, 0.4), Step(2, 2, 0, 1, 0.9)]
    left, right = lonely(steps, 2, 3)
    assert left.tolist() == pytest.approx([0.2, 1.0])
    assert right.tolist() == pytest.approx([0.2, 0.2, 1.0])
    assert gaps(column(4).part(2, 4), left).start == 2


@pytest.mark.parametrize(
    "missing",
    [
        {"en": (0, 55), "zh-Hant": (45, 100)},
        {"en": (40, 100), "vi": (0, 35)},
        {"vi": (20, 60), "zh-Hans": (50, 80)},
        {"zh-Hans": (40, 100), "zh-Hant": (0, 45)},
        {"en": (0, 45), "vi": (30, 60), "zh-Hant": (55, 100)},
    ],
    ids=str,
)
@pytest.mark.parametrize("number", [0, 1])
def test_blocks_may_be_missing_in_several_versions(number: int, missing: Missing) -> None:
    document = cut([document for _, document in named("samples")][number], missing)
    table = align(dict(document.texts))
    assert max(len(span) for row in table.rows for span in row.spans) <= 4
    for x, y in combinations(table.langs, 2):
        gold = document.gold[x, y]
        alone = align({lang: document.texts[lang] for lang in (x, y)}, Options())
        both = sum(bool(left) and bool(right) for left, right in gold)
        if both > 3:
            for found in (told(table, x, y, True), told(alone, x, y)):
                assert evaluate(gold, found).strict.f1 > 0.85, (x, y)
        else:
            found = [(left, right) for left, right in told(table, x, y, True) if left and right]
            assert len(found) <= both + 2, (x, y)
            assert sum(all(row.spans) and row.band is Band.GOOD for row in alone.rows) <= both + 1, (x, y)
