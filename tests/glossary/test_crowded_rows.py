"""Rows with thousands of findings: what is known of a row is worked out once, not for each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from aligner.types import Segment, Span, Table, table_from_spans
from glossary import identity, mining
from glossary.candidates import Phrase, phrases
from glossary.checks import doubled_word, run
from glossary.types import Finding
from glossary.units import Cell

COUNT = 60


def crowded(sentences: dict[str, str]) -> Table:
    """One row whose cells have the same sentence many times."""
    cells = {}
    for lang, text in sentences.items():
        size = len(text) + 1
        cells[lang] = tuple(Segment(text, lang, n, -1, Span(n * size, n * size + size - 1)) for n in range(COUNT))
    return table_from_spans(tuple(sentences), cells, [tuple(Span(0, COUNT) for _ in sentences)])


def test_a_row_is_read_once_for_all_its_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    table = crowded({"en": "He saw the the mill.", "vi": "Nhà của của tôi."})
    found = list(run(table, checks=["doubled-word"]))
    alone = [identity.fingerprint(one, table) for one in found]
    read: Counter[str] = Counter()
    sentences = identity._sentences

    def counted(segments: tuple[Segment, ...], text: str) -> Iterator[Span]:
        read[segments[0].lang] += 1
        return sentences(segments, text)

    monkeypatch.setattr(identity, "_sentences", counted)
    assert len(found) == 2 * COUNT
    assert identity.fingerprints(found, table) == alone
    assert read == {"en": 1, "vi": 1}


def test_the_english_of_a_row_is_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting:
        times = 0

        def search(self, text: str) -> bool:
            self.times += 1
            return "slow" in text

    pattern = Counting()
    monkeypatch.setitem(doubled_word._MEANING, "từ", pattern)
    told: list[Finding] = list(run(crowded({"en": "It slowly went.", "vi": "Nó từ từ đi."}), checks=["doubled-word"]))
    assert (told, pattern.times) == ([], 1)


def test_no_more_than_so_many_words_of_a_cell_are_mined(monkeypatch: pytest.MonkeyPatch) -> None:
    mined: list[int] = []

    def counted(column: list[Cell], lang: str) -> dict[tuple[str, ...], Phrase]:
        mined.extend(len(cell.units) for cell in column)
        return phrases(column, lang)

    monkeypatch.setattr(mining, "phrases", counted)
    monkeypatch.setattr(mining, "LONGEST_CELL", 50)
    assert mining.mine(crowded({"en": "The old mill stood near the river port.", "vi": "Cối xay cũ gần cảng sông."}))
    assert mined == [50, 50]


def test_letters_without_end_are_no_term() -> None:
    long, short = "mill" * 60, "windmill"
    table = crowded({"en": f"The {long} stood near the {short}.", "vi": f"{long} ở gần {short}."})
    terms = {term.text for concept in mining.mine(table) for term in concept.terms}
    assert (short in terms, long in terms) == (True, False)
