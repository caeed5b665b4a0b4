"""Beads that overlap are made one; texts whose sentences agree are left as they are."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner import Options, align, evenness, straddling
from aligner.columns import Column
from aligner.pairing import Model, Side
from aligner.refining import Joined
from aligner.segmentation import segment_lines
from aligner.sweeping import align_sides
from aligner.types import Span

ENGLISH = (
    "The river brought gold from the mountains",
    "and the old teacher bought a horse for seven silver coins",
    "In the market the women sold rice, salt and green tea",
    "while the soldiers drank wine in the temple",
    "A letter came from the capital in the winter",
    "but nobody in the village could read the language",
    "The doctor closed the window and lit a lamp",
    "because the snow fell and the wind was cold",
)
VIETNAMESE = (
    "Dòng sông mang vàng từ núi về",
    "và ông giáo già mua một con ngựa với bảy đồng bạc",
    "Ở chợ những người phụ nữ bán gạo, muối và trà xanh",
    "trong khi binh lính uống rượu trong đền",
    "Một lá thư từ kinh đô đến vào mùa đông",
    "nhưng không ai trong làng đọc được ngôn ngữ ấy",
    "Bác sĩ đóng cửa sổ và thắp đèn",
    "vì tuyết rơi và gió lạnh",
)


def columns(en: list[str], vi: list[str]) -> dict[str, Column]:
    return {lang: Column.of(segment_lines(lines, lang), lang) for lang, lines in (("en", en), ("vi", vi))}


def taught(both: dict[str, Column]) -> Model:
    return align_sides(Side((both["en"],)), Side((both["vi"],)))[1]


def rows(*cells: tuple[int, int, int, int]) -> list[Joined]:
    return [Joined({"en": Span(a, b), "vi": Span(c, d)}, 1.0) for a, b, c, d in cells]


def joined(clauses: tuple[str, ...], groups: list[list[int]]) -> list[str]:
    return [", ".join(clauses[i] for i in group) + "." for group in groups]


UNEVEN = [[0, 1], [2], [3], [4, 5], [6, 7]], [[0, 1], [2, 3], [4], [5, 6], [7]]
"""Sentences end at other places: 2 | 3 beside 2 3, and 4 5 | 6 7 beside 4 | 5 6 | 7."""


def test_sentences_that_end_at_other_places_become_one_row() -> None:
    table = align({"en": joined(ENGLISH, UNEVEN[0]), "vi": joined(VIETNAMESE, UNEVEN[1])})
    assert [row.spans for row in table.rows] == [
        (Span(0, 1), Span(0, 1)),
        (Span(1, 3), Span(1, 2)),
        (Span(3, 5), Span(2, 5)),
    ]


def test_a_cut_through_an_overlap_is_mended() -> None:
    both = columns(joined(ENGLISH, UNEVEN[0]), joined(VIETNAMESE, UNEVEN[1]))
    cut = rows((0, 1, 0, 1), (1, 3, 1, 2), (3, 4, 2, 3), (4, 5, 3, 5))
    model = taught(both)
    evidence = straddling.evidence(both, cut, model)
    assert int(np.argmax(evidence)) == 2
    assert evidence[2] > 2 > 0 > max(evidence[:2])
    merged = straddling.merge(both, cut, model)
    assert [row.spans for row in merged] == [row.spans for row in rows((0, 1, 0, 1), (1, 3, 1, 2), (3, 5, 2, 5))]
    assert all(0 <= row.posterior <= 1 for row in merged)


def test_texts_whose_sentences_agree_are_not_asked() -> None:
    one = [[n] for n in range(8)]
    both = columns(joined(ENGLISH, one), joined(VIETNAMESE, one))
    beads = rows(*((n, n + 1, n, n + 1) for n in range(8)))
    assert evenness.uneven(both, beads) < evenness.ASKED
    assert straddling.merge(both, beads, taught(both)) == beads


@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_beads_always_tile_both_sides(data: st.DataObject) -> None:
    cut = st.lists(st.booleans(), min_size=7, max_size=7)
    texts = {}
    for lang, clauses in (
        ("en", ENGLISH),
        ("vi", VIETNAMESE),
        ("zh-Hans", ("山", "马", "米", "", "信", "村", "窗", "雪")),
    ):
        groups = [[0]]
        for n, new in enumerate(data.draw(cut), 1):
            groups[-1:] = [groups[-1], [n]] if new else [[*groups[-1], n]]
        texts[lang] = joined(clauses, groups)
    table = align(texts, Options())  # Table refuses rows that do not tile the texts
    assert sum(len(row.spans[0]) for row in table.rows) == len(texts["en"])
