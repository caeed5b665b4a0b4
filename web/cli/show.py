"""``doichieu show``: the rows of a work, set in columns on a terminal, one line a row when piped."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

import click
import regex

from aligner.errors import InputError
from web.cli._options import as_json, comma_list, database, languages, print_json, quiet, settings
from web.cli._terminal import SIGNS, fill, note, printable, wrap
from web.views import RowView

GUTTER, GAP, NARROW = 8, 2, 12

EPILOG = """\b
Examples:
  doichieu show industrial-clusters
  doichieu show industrial-clusters --langs en,zh-Hant --rows 10-20
  doichieu show 3 --bands check,bad"""


@click.command("show", epilog=EPILOG)
@click.argument("work", metavar="WORK")
@languages
@click.option("--rows", "numbers", metavar="A-B", help="Only rows A to B, as they are numbered; A- and -B too.")
@click.option("--bands", metavar="BAND,…", help="Only rows in these bands: good, check, bad.")
@click.option("--find", "query", default="", metavar="TEXT", help="Only rows with this text in one of their cells.")
@database
@as_json
@quiet
def COMMAND(work: str, langs: list[str] | None, numbers: str | None, bands: str | None, query: str) -> None:
    """Print the rows of a work: ● good, ◐ to check, ○ doubtful.

    WORK is a number, a slug, a title, or the beginning of one.
    """
    from web.actions import get_row, get_rows, get_work

    first, last = _range(numbers)
    with settings().store() as store:
        found = get_work(store, work).summary
        everything = get_rows(
            store, found.id, langs=langs, bands=comma_list(bands), query=query, limit=max(found.rows, 1)
        ).items
        rows = [row for row in everything if first <= row.number <= last]
        halves = {row.number: get_row(store, found.id, row.moved) for row in rows if row.moved}
    shown = langs and [cell.lang for cell in rows[0].cells] if rows else None
    if settings().json:
        print_json(rows)
    elif not rows:
        note("There are no such rows." if found.rows else "The work is not aligned yet.")
    else:
        columns = shown or [cell.lang for cell in rows[0].cells]
        pointing = [_pointing(row, halves[row.number]) if row.moved else row for row in rows]
        lines = _columns(columns, pointing) if sys.stdout.isatty() else _tabs(columns, rows)
        for line in lines:
            click.echo(line)


def _range(numbers: str | None) -> tuple[int, int]:
    """The first and the last number of ``A-B``."""
    match = regex.fullmatch(r"(\d*)(?:([-–])(\d*))?", (numbers or "-").strip())
    if not match or not (match[1] or match[2]):
        raise InputError(f"“{numbers}” is no range of rows.", "Write it like 10-20.")
    first = int(match[1] or 1)
    last = int(match[3] or sys.maxsize) if match[2] else first
    if last < first:
        raise InputError(f"The range {numbers} ends before it begins.", f"Write it like {last}-{first}.")
    return first, last


def _tabs(langs: Sequence[str], rows: Sequence[RowView]) -> Iterator[str]:
    """One line a row; as in ``--format tsv`` a column for the other half's number where rows stand in other places."""
    moved = any(row.moved for row in rows)
    yield "\t".join(("row", "band", *(["moved"] if moved else []), *langs))
    for row in rows:
        place = [str(row.moved or "")] if moved else []
        yield "\t".join((str(row.number), row.band, *place, *(printable(cell.text) for cell in row.cells)))


def _pointing(row: RowView, other: RowView) -> RowView:
    """The row with the number of the other half in the cells whose text stands there."""
    there = {cell.lang for cell in other.cells if cell.text}
    cells = (c if c.text or c.lang not in there else replace(c, text=f"→ {other.number}") for c in row.cells)
    return replace(row, cells=tuple(cells))


def _columns(langs: Sequence[str], rows: Sequence[RowView]) -> Iterator[str]:
    """The columns side by side; one below the other when the terminal is too narrow for that."""
    total = shutil.get_terminal_size().columns
    room = (total - GUTTER - GAP * (len(langs) - 1)) // len(langs)
    if room < NARROW:
        yield from _stacked(rows, total)
        return
    yield click.style(" " * GUTTER + (" " * GAP).join(fill(lang, room) for lang in langs).rstrip(), bold=True)
    for row in rows:
        bold = row.kind in ("title", "heading") or None
        cells = [wrap(cell.text, room) for cell in row.cells]
        for number, lines in enumerate(zip_longest(*cells, fillvalue="")):
            gutter = f"{row.number:>5} {SIGNS[row.band]} " if number == 0 else " " * GUTTER
            text = (" " * GAP).join(fill(line, room) for line in lines).rstrip()
            yield gutter + click.style(text, bold=bold)


def _stacked(rows: Sequence[RowView], total: int) -> Iterator[str]:
    for row in rows:
        yield click.style(f"{row.number} {SIGNS[row.band]}", bold=True)
        for cell in row.cells:
            yield click.style(cell.lang, dim=True)
            yield from wrap(cell.text, total)
