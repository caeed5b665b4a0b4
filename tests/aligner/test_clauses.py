"""Two texts whose sentences end at other places are aligned by their clauses, and their rows are whole segments."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner import Options, align, clauses, finer
from aligner.columns import Column
from aligner.evenness import Stretch
from aligner.pairing import Model, Side
from aligner.refining import Joined
from aligner.search import Lattice, best_corners, best_path
from aligner.segmentation import segment_lines
from aligner.sweeping import align_sides
from aligner.types import Span
from tests.aligner.test_straddling import ENGLISH, UNEVEN, VIETNAMESE, joined


@pytest.mark.parametrize(
    ("lang", "text", "parts"),
    [
        ("en", "The river rose all night, and the boats were gone.", 2),
        ("en", "The mine paid 1,000,000 dollars at 3:15 on Monday.", 1),
        ("en", "Rain fell. The old teacher bought a horse—it was a good one.", 2),
        ("en", "Yes, she said that it was late.", 1),  # two words are no clause
        ("en", "“We must go,” said the old doctor. He closed the door.", 3),
        ("vi", "Nước sông dâng suốt đêm; thuyền bè trôi hết cả.", 2),
        ("zh-Hans", "河水整夜上涨，船只都不见了。老师买了一匹马：那是一匹好马。", 4),
        ("zh-Hant", "河水整夜上漲——船隻都不見了", 2),
        ("en", "", 1),
    ],
)
def test_a_segment_is_cut_behind_stops_and_commas(lang: str, text: str, parts: int) -> None:
    (cell,) = Column.of(segment_lines([text], lang), lang).cells
    cut = clauses._cut(cell, lang)
    assert len(cut) == parts
    assert "".join(one.text for one in cut) == text
    assert sum((one.words for one in cut), ()) == cell.words
    assert [one.opens for one in cut] == [True] + [False] * (parts - 1)


def both(en: list[str], vi: list[str]) -> tuple[dict[str, Column], Model, list[Joined]]:
    columns = {lang: Column.of(segment_lines(lines, lang), lang) for lang, lines in (("en", en), ("vi", vi))}
    steps, model = align_sides(Side((columns["en"],)), Side((columns["vi"],)))
    rows = [Joined({"en": Span(s.i, s.i + s.a), "vi": Span(s.j, s.j + s.b)}, s.posterior) for s in steps]
    return columns, model, rows


def spans_of(columns: dict[str, Column], rows: list[Joined], model: Model) -> list[tuple[Span, Span]]:
    """What is found of the only pair there is, as English and Vietnamese."""
    (pair,) = combinations(columns, 2)
    found = finer.finer(columns, [Stretch(rows, True)], model, {pair: 0.5})
    return spans(found and found[0][pair])


def spans(rows: list[Joined] | None) -> list[tuple[Span, Span]]:
    assert rows is not None
    assert all(0 <= row.posterior <= 1 for row in rows)
    return [(row.spans["en"], row.spans["vi"]) for row in rows]


MENDED = [(Span(0, 1), Span(0, 1)), (Span(1, 3), Span(1, 2)), (Span(3, 5), Span(2, 5))]


def test_rows_are_what_clauses_link() -> None:
    columns, model, rows = both(joined(ENGLISH, UNEVEN[0]), joined(VIETNAMESE, UNEVEN[1]))
    assert spans_of(columns, rows, model) == MENDED
    turned = {lang: columns[lang] for lang in ("vi", "en")}
    assert spans_of(turned, rows, model) == MENDED
    assert spans_of(columns, rows, Model()) == MENDED  # nothing was taught


def test_long_texts_are_looked_at_in_stretches() -> None:
    columns, model, _ = both(3 * joined(ENGLISH, UNEVEN[0]), 3 * joined(VIETNAMESE, UNEVEN[1]))
    rows = [Joined({"en": Span(5 * n, 5 * n + 5), "vi": Span(5 * n, 5 * n + 5)}, 1.0) for n in range(3)]
    found = finer.finer(columns, [Stretch([row], n != 1) for n, row in enumerate(rows)], model, {("en", "vi"): 0.5})
    assert found is not None
    for n, own in zip((0, 10), found, strict=True):
        moved = [(Span(x.start + n, x.stop + n), Span(y.start + n, y.stop + n)) for x, y in MENDED]
        assert spans(own["en", "vi"]) == moved


def test_a_segment_without_counterpart_stays_alone() -> None:
    vietnamese = joined(VIETNAMESE, UNEVEN[1])
    vietnamese.insert(2, "Các nhà khoa học đo nhiệt độ của vành đai sao Thổ, rồi công bố kết quả trên tạp chí.")
    columns, model, rows = both(joined(ENGLISH, UNEVEN[0]), vietnamese)
    assert (Span(3, 3), Span(2, 3)) in spans_of(columns, rows, model)


def test_clauses_teach_words() -> None:
    """Two words that stand in one bead of segments with others go together once their clauses are aligned."""
    english = ["The zorblat came, and the rain fell.", "The rain fell, and the boats were gone."] * 3
    vietnamese = ["Con dơruba đến, rồi mưa rơi.", "Mưa rơi, và thuyền bè trôi hết."] * 3
    columns, model, _ = both(english, vietnamese)
    parts = {lang: clauses.Clauses.of(column) for lang, column in columns.items()}
    task = finer._task(("en", "vi"), model, 0.5)
    taught = task.taught(parts, [Stretch([Joined({lang: Span(0, 6) for lang in columns}, 1.0)], True)])
    assert "dơruba" in " ".join(taught.lessons.forth["zorblat"])
    assert taught.lessons.nulls == task.lessons.nulls
    assert finer._task(("vi", "en"), model, 0.5).pair == ("en", "vi")


@pytest.mark.parametrize(("enough", "times"), [(9, 1), (10, 2)])
def test_long_texts_are_read_once(enough: int, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their sentences have taught enough; shorter ones are read, taught and read again."""
    asked: list[int] = []
    scored = finer._Task.scores
    monkeypatch.setattr(finer, "ENOUGH", enough)
    monkeypatch.setattr(finer._Task, "scores", lambda *given: asked.append(1) or scored(*given))
    columns, model, rows = both(joined(ENGLISH, UNEVEN[0]), joined(VIETNAMESE, UNEVEN[1]))
    assert sum(map(len, columns.values())) == 10
    assert spans_of(columns, rows, model) == MENDED
    assert len(asked) == times


def test_segments_of_one_clause_leave_nothing_to_look_at() -> None:
    columns, model, rows = both(["The river rose.", "The boats were gone."], ["Nước sông dâng.", "Thuyền trôi hết."])
    assert finer.finer(columns, [Stretch(rows, True)], model, {("en", "vi"): 0.5}) is None


def test_people_s_rows_stay() -> None:
    anchor = {"en": Span(1, 2), "vi": Span(1, 2)}
    texts = {"en": joined(ENGLISH, UNEVEN[0]), "vi": joined(VIETNAMESE, UNEVEN[1])}
    table = align(texts, Options(anchors=[anchor], passes=1))
    assert (Span(1, 2), Span(1, 2)) in [row.spans for row in table.rows]


@settings(deadline=None, max_examples=30)
@given(n=st.integers(0, 5), m=st.integers(0, 5), seed=st.integers(0, 999))
def test_what_stands_alone_may_score_by_its_place(n: int, m: int, seed: int) -> None:
    rnd = np.random.default_rng(seed)
    scores = {
        (a, b): rnd.normal(size=(n - a + 1, m - b + 1)).astype(np.float32)
        for a, b in ((1, 1), (1, 2))
        if n >= a and m >= b
    }
    plain = Lattice(scores, rnd.normal(size=n) - 2, rnd.normal(size=m) - 2)
    placed = Lattice(scores, np.tile(plain.left[:, None], (1, m + 1)), np.tile(plain.right, (n + 1, 1)))
    steps = best_path(plain)
    ((path, corners),) = best_corners([placed])
    assert [s[:4] for s in path] == [s[:4] for s in steps]
    assert [s.posterior for s in path] == pytest.approx([s.posterior for s in steps])
    assert best_path(placed.part(Span(0, n), Span(0, m))) == steps
    assert all(corners[s.i, s.j] >= s.posterior - 1e-5 for s in steps)
    assert corners[[0, n], [0, m]].tolist() == pytest.approx([1.0, 1.0])


def test_no_place_makes_no_path() -> None:
    scores = Lattice({(1, 1): np.zeros((2, 2), np.float32)}, np.full((2, 3), -1.0), np.full((3, 2), -1.0))
    scores.right[1] = 5.0  # a right unit after the first left one
    assert [(s.a, s.b) for s in best_path(scores)] == [(1, 0), (0, 1), (0, 1), (1, 0)]
