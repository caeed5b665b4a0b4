"""What hangs on the texts of rows, after these were edited: findings of the checks, and the places of terms.

The checks of single rows run anew over the rows that changed and those beside them. What a check of the whole work
said stays as long as the words that it quotes do; the next run over the work says the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from aligner.types import Kind, Row, Segment, Span, Table
from glossary.checks import Check
from glossary.types import Finding, Scope
from web.actions.findings import with_patterns
from web.actions.rejudging import SOON
from web.actions.switches import remembered
from web.store import Store, concepts, history, known, places, rechecked, tables, usage, works
from web.views import RowView

NEAR = 1
"""Rows around a changed one that checks of single rows look at too."""
MOST = 60
"""Changed rows up to which the checks run at once; beyond, the whole work is checked in the background."""


def freshen(
    store: Store, work: int, rows: Collection[int], carried: Mapping[tuple[str, int], int] | None = None
) -> None:
    """Look anew at rows, named by their ids, of which the texts changed; ``carried`` says which cells have their words
    from another row."""
    changed = set(history.row_numbers(store, work, rows).values())
    mined, checked = works.made(store, work)
    if mined:
        usage.write_rows(store, work, changed, carried or {})
    if not checked:
        if len(changed) > SOON:
            _later(store, work)
        return
    patterns = remembered(store)
    checks = [*_of_rows(), *(one.id for one in patterns)]
    rechecked.relocate(store, work, changed, places.texts(store, work, changed), checks)
    if len(changed) <= MOST:
        around = {number + by for number in changed for by in range(-NEAR, NEAR + 1)}
        shown = tables.by_number(store, work, {number + by for number in around for by in range(-NEAR, NEAR + 1)})
        numbers = [row.number for row in shown]
        only = [at for at, number in enumerate(numbers) if number in around]
        table, found = found_in(store, work, shown, patterns, only)
        wanted = [one for one in found if numbers[one.row] in around]
        rechecked.drop(store, work, around, checks)
        rechecked.add(store, work, numbers, table, wanted)
        return
    _later(store, work)


def _later(store: Store, work: int) -> None:
    from web.actions.jobs import start_job

    start_job(store, "check", work)


def _of_rows() -> list[str]:
    """The checks that look at rows one by one, and at nothing else."""
    from glossary import checks

    held = [checks.get(name) for name in checks.ids()]
    return [check.id for check in held if check.scope is Scope.ROW and check.of_table is None]


def found_in(
    store: Store,
    work: int,
    shown: Sequence[RowView],
    patterns: Sequence[Check] = (),
    only: Sequence[int] | None = None,
) -> tuple[Table, list[Finding]]:
    """A table of these rows alone, and what the checks of rows find in it, or in ``only`` some (from 0), and the
    patterns."""
    from glossary import checks

    table = _table(shown)
    texts = {lang: [segment.text for segment in table.segments[table.column(lang)]] for lang in table.langs}
    held = concepts.value(store, known.relevant(store, texts, "1"), work)
    found = checks.run(table, concepts=list(held.values()), checks=_of_rows(), only=only)
    return table, [*found, *with_patterns(table, patterns)[0]]


def _table(shown: Sequence[RowView]) -> Table:
    """Some rows as a table of their own."""
    langs = tuple(cell.lang for cell in shown[0].cells) if shown else ()
    columns: dict[str, list[Segment]] = {lang: [] for lang in langs}
    rows = []
    for row in shown:
        spans = []
        for cell in row.cells:
            column = columns[cell.lang]
            first = len(column)
            for held in cell.segments:
                span = Span(held.start, held.stop)
                column.append(Segment(held.text, cell.lang, len(column), held.block, span, Kind(held.kind)))
            spans.append(Span(first, len(column)))
        rows.append(Row(tuple(spans)))
    return Table(langs, tuple(tuple(columns[lang]) for lang in langs), tuple(rows))
