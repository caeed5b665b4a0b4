"""The terms that the panel of a row shows are those the row has, in any of their forms."""

from __future__ import annotations

import pytest

from web.pages.marking import terms_in
from web.views import Cell, ConceptView, RowView, TermView


def concept(number: int, **terms: str) -> ConceptView:
    names = {"hans": "zh-Hans", "hant": "zh-Hant"}
    views = tuple(
        TermView(number * 10 + place, names.get(lang, lang), text, "proposed", 1)
        for place, (lang, text) in enumerate(terms.items())
    )
    return ConceptView(number, views, "term", "proposed", 1.0, "", "", 1, ())


def row(**texts: str) -> RowView:
    names = {"hans": "zh-Hans", "hant": "zh-Hant"}
    cells = tuple(Cell(names.get(lang, lang), text, 0, 1, ()) for lang, text in texts.items())
    return RowView(1, 1, 1.0, "good", "1-1", "body", (), cells, 0, 1)


CLUSTER = concept(1, en="industrial cluster", vi="cụm công nghiệp", hant="產業集羣")
CHAIN = concept(2, en="supply chain", vi="chuỗi cung ứng")
LAW = concept(3, en="law", vi="luật")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"en": "Industrial clusters.", "vi": "Các Cụm công nghiệp."}, [CLUSTER]),
        ({"en": "Industrial clusters.", "hans": "产业集群。"}, [CLUSTER]),
        ({"en": "Industrial clusters.", "vi": "Không có gì."}, []),
        ({"en": "A flaw.", "vi": "luật"}, []),
        ({"en": "Supply-chain laws.", "vi": "Luật về chuỗi cung ứng."}, [CHAIN, LAW]),
        ({"en": "A law.", "vi": ""}, [LAW]),
        ({"en": "", "vi": ""}, []),
    ],
)
def test_terms_of_a_row(texts: dict[str, str], expected: list[ConceptView]) -> None:
    assert terms_in(row(**texts), [LAW, CLUSTER, CHAIN]) == expected


def test_no_more_terms_than_asked_for() -> None:
    found = terms_in(row(en="The law of supply chains", vi="luật chuỗi cung ứng"), [LAW, CLUSTER, CHAIN], most=1)
    assert found == [CHAIN]
