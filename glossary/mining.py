"""Mining: from aligned tables to concepts. The spine: cells, candidates, links, groups, concepts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from aligner.types import LANGS, Table
from glossary.candidates import phrases
from glossary.concepts import across_scripts, draft, unlinked
from glossary.groups import group
from glossary.linking import link
from glossary.ranking import finish
from glossary.types import Concept
from glossary.units import Cell, cells

LONGEST_CELL = 500
"""Words of a cell that are mined: ten times as many as a long sentence has. The work goes with the square of them."""


def mine(
    tables: Table | Sequence[Table], top: int = 300, progress: Callable[[float], None] | None = None
) -> list[Concept]:
    """The concepts that one or more tables show, best first, at most ``top``.

    Each has its terms in every language that has one, most used first, with counts, and the places that prove it. Rows
    are counted through the tables one after the other, so with several tables the second begins where the first ends.
    ``progress`` is told how much is done (0 to 1); what it raises goes through.
    """
    tell = progress or _silent
    tables = [tables] if isinstance(tables, Table) else list(tables)
    columns: dict[str, list[Cell]] = {}
    first = 0
    for table in tables:
        for lang in table.langs:
            columns.setdefault(lang, []).extend(_bounded(cells(table, lang, first)))
            tell(0.1)
        first += len(table.rows)
    columns = {lang: columns[lang] for lang in sorted(columns, key=_order)}
    found = {}
    for number, (lang, column) in enumerate(columns.items()):
        tell(0.1 + 0.5 * number / len(columns))
        found[lang] = phrases(column, lang)
    tell(0.6)
    links = link(columns, found)
    tell(0.8)
    drafts = draft(group(links, found), links, found)
    tell(0.9)
    across_scripts(drafts, found)
    drafts += unlinked(drafts, found, _alone(columns))
    return finish(drafts, found, columns, top)


def _bounded(column: list[Cell]) -> list[Cell]:
    for cell in column:
        del cell.units[LONGEST_CELL:]
    return column


def _silent(part: float) -> None:
    """The progress that nobody watches."""


def _alone(columns: Mapping[str, Sequence[Cell]]) -> dict[str, set[int]]:
    """The numbers of the cells that have no cell beside them, per language."""
    rows = Counter(cell.row for column in columns.values() for cell in column)
    return {
        lang: numbers
        for lang, column in columns.items()
        if len(numbers := {number for number, cell in enumerate(column) if rows[cell.row] == 1}) * 2 > len(column)
    }


def _order(lang: str) -> int:
    return LANGS.index(lang) if lang in LANGS else len(LANGS)
