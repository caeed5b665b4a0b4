"""What is marked in the cells of a row: terms in four states, quantities and names that belong together, findings."""

from __future__ import annotations

import pytest

from aligner.types import Span
from glossary.types import Concept, Term
from web import actions
from web.actions.linking import Link, row_links
from web.pages.marking import pieces
from web.store import Store
from web.views import Cell, RowView, SegmentView

NAMES = {"hans": "zh-Hans", "hant": "zh-Hant"}


def row(**texts: str) -> RowView:
    cells = []
    for name, text in texts.items():
        lang = NAMES.get(name, name)
        held = (SegmentView(1, 0, text, "body", 0, 0, len(text)),) if text else ()
        cells.append(Cell(lang, text, 0, len(held), held))
    return RowView(1, 1, 1.0, "good", "1-1", "body", (), tuple(cells), 0, 1)


@pytest.fixture
def work(store: Store) -> int:
    """A work to ask in, and a glossary: clusters decided on, one word for them forbidden."""
    from web.views import Upload

    report = actions.import_files(store, [Upload("a.en.txt", b"A cluster of mills.")])
    made = actions.add_concept(
        store,
        Concept(
            (Term("en", "cluster"), Term("vi", "cụm công nghiệp"), Term("vi", "khóm"), Term("zh-Hant", "產業聚落"))
        ),
    )
    actions.approve(store, made.id)
    actions.forbid(store, terms=[made.of("vi")[1].id])
    return report.works[0].id


def states(links: dict[str, list[Link]]) -> dict[str, str]:
    return {lang: held[0].state for lang, held in links.items() if held and held[0].kind == "term"}


@pytest.mark.parametrize(
    ("texts", "expected", "without"),
    [
        ({"en": "Clusters.", "vi": "Các cụm công nghiệp."}, {"en": "kept", "vi": "kept"}, ()),
        ({"en": "A cluster.", "hans": "产业聚落。"}, {"en": "kept", "zh-Hans": "kept"}, ()),
        ({"en": "A cluster.", "vi": "Không có gì."}, {"en": "other"}, ("vi",)),
        ({"en": "A cluster.", "vi": "Một khóm."}, {"en": "other", "vi": "forbidden"}, ("vi",)),
        ({"en": "A cluster.", "vi": ""}, {"en": "kept"}, ()),
        ({"en": "A mill.", "vi": "Cối xay."}, {}, ()),
    ],
)
def test_a_term_says_how_the_row_keeps_to_the_glossary(
    store: Store, work: int, texts: dict[str, str], expected: dict[str, str], without: tuple[str, ...]
) -> None:
    links = row_links(store, work, [row(**texts)])[1]
    assert states(links) == expected
    assert all(link.without == without for link in links.get("en", ()) if link.kind == "term")


def test_quantities_of_one_value_and_names_belong_together(store: Store, work: int) -> None:
    shown = row(
        en="In 2024 Hoover paid $2.7 billion.", vi="Năm 2024 Hoover trả 2,7 tỷ đô la.", hant="2024 年付 27 億美元。"
    )
    links = row_links(store, work, [shown])[1]
    texts = {cell.lang: cell.text for cell in shown.cells}
    by_key: dict[str, dict[str, str]] = {}
    for lang, held in links.items():
        for link in held:
            by_key.setdefault(link.key, {})[lang] = texts[lang][link.start : link.stop].strip()
    found = sorted(by_key.values(), key=lambda one: one["en"])
    assert [set(one) for one in found] == [{"en", "vi", "zh-Hant"}, {"en", "vi", "zh-Hant"}, {"en", "vi"}]
    assert [one["en"] for one in found] == ["$2.7 billion", "2024", "Hoover"]


def test_marks_that_overlap_are_cut_where_either_begins_and_the_text_stays_whole() -> None:
    text = "The mill made $5 million."
    cell = row(en=text).cells[0]
    (found,) = pieces(cell, [(Span(9, 16), "error", 7)], "", [Link(14, 24, "quantity", "q1")])
    assert "".join(piece.text for piece in found) == text
    assert [(piece.text, piece.classes, piece.link, piece.notes) for piece in found if piece.classes] == [
        ("made ", "error", "", "7"),
        ("$5", "error m-quantity", "q1", "7"),
        (" million", "m-quantity", "q1", ""),
    ]
