"""The planted errors of the sample works are found, and the real article's, with few alarms beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aligner.errors import InputError
from aligner.types import LANGS, Table
from glossary import checks
from glossary.types import Concept, Finding, Term

SEEDS = Path(__file__).parents[3] / "seeds" / "gold"
WORKS = sorted(path.name for path in SEEDS.iterdir() if path.is_dir())
BEYOND = {"the canal was lined with rusting frames"}
"""A clause of a sentence whose other versions are no longer: lengths do not show it."""

Gold = Callable[[Path, tuple[str, ...]], Table]


def lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")[1:]]


def concepts(path: Path) -> list[Concept]:
    rows = [zip(LANGS, row, strict=False) for row in lines(path)]
    return [Concept(tuple(Term(lang, text) for lang, cell in row for text in cell.split("|") if text)) for row in rows]


def shows(finding: Finding, table: Table, lang: str, quote: str) -> bool:
    places = [table.text(table.rows[row], lang) for row in (finding.row, *finding.rows)]
    return any(quote in place for place in places) and any(
        quote in shown or shown.casefold() in quote.casefold() for shown in finding.quotes.get(lang, ())
    )


@pytest.mark.parametrize("work", WORKS)
def test_planted_errors_are_found(gold: Gold, work: str) -> None:
    table = gold(SEEDS / work, LANGS)
    found = checks.run(table, concepts=concepts(SEEDS / work / "terms.tsv"))
    planted = [row for row in lines(SEEDS / work / "findings.tsv") if row[0] in checks.ids() and row[2] not in BEYOND]
    assert planted
    missed = [
        row[:3]
        for row in planted
        if not any(finding.check == row[0] and shows(finding, table, row[1], row[2]) for finding in found)
    ]
    assert not missed


@pytest.mark.parametrize("work", WORKS)
def test_few_alarms_stand_beside_the_planted_ones(gold: Gold, work: str) -> None:
    """Each work is good but for what was planted: errors beyond that are false alarms."""
    table = gold(SEEDS / work, LANGS)
    planted = lines(SEEDS / work / "findings.tsv")
    others = [
        finding
        for finding in checks.run(table, checks=["quantities", "script", "typography", "doubled-word", "untranslated"])
        if not any(row[2] in table.text(table.rows[finding.row], row[1]) for row in planted)
    ]
    assert len(others) <= 1, [finding.text for finding in others]


def test_the_real_article_shows_its_faults_and_nothing_else(gold: Gold, shared: Path) -> None:
    table = gold(shared / "gold", ("en", "vi", "zh-Hant"))
    found = checks.run(table, checks=["quantities", "script", "doubled-word", "untranslated"])
    quotes = [finding.quotes["zh-Hant"][0] for finding in found]
    assert quotes == ["彌補彌補", "併", "制造商", "采礦業", "二十世紀"]


def test_findings_are_sorted_and_survive_a_second_run(gold: Gold) -> None:
    table = gold(SEEDS / WORKS[0], LANGS)
    first, second = checks.run(table), checks.run(table)
    assert first == second
    assert [finding.row for finding in first] == sorted(finding.row for finding in first)


def test_every_check_has_a_title_and_description() -> None:
    for check in map(checks.get, checks.ids()):
        assert check.title
        assert check.description.endswith(".")
        assert check.of_row or check.of_table


def test_an_unknown_check_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="doubled-word"):
        checks.get("spelling")
