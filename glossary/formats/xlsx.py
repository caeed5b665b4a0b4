"""An Excel workbook with the columns of ``csv``, its header frozen; every text is stored as text, never a formula.

What does not go on one sheet goes on the next. Read from any workbook whose sheets name languages in their first row.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC
from itertools import chain
from typing import Any, BinaryIO

import regex

from aligner.errors import InputError, said
from aligner.formats._base import clean
from aligner.formats._packing import Packing
from aligner.formats.xlsx import CELL
from aligner.types import LANGS
from glossary.formats._base import Meta
from glossary.formats._columns import columns_of
from glossary.formats._incoming import Incoming
from glossary.formats._sheet import CARRIES, head
from glossary.formats._sheet import lines as sheet_lines
from glossary.formats._sheet import read as read_sheet
from glossary.types import Concept

DESCRIPTION = "Excel workbook, a column for each language, header frozen, to read and to fill in"
SUFFIX = ".xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

SHEET_LINES = 1_048_576
"""The most lines of a sheet."""
MAX_COLUMNS, MAX_BYTES = 128, 2**31
"""What the reader accepts, unpacked."""

_FONTS = {"zh-Hans": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei"}
_ESCAPE = regex.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = regex.compile(r"_x([0-9A-Fa-f]{4})_")

__all__ = ["CARRIES", "DESCRIPTION", "MEDIA_TYPE", "SUFFIX", "read", "write"]


def write(concepts: Iterable[Concept], out: BinaryIO, meta: Meta) -> None:
    """Write the workbook, line by line. Raises ``InputError`` for a text longer than a cell."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = clean(meta.title) or None, "Doichieu"
    if meta.created:
        book.properties.created = meta.created.astimezone(UTC).replace(tzinfo=None)
    with Packing(book) as pack:
        sheet, used = _sheet(book, meta), 1
        for line in sheet_lines(concepts, meta):
            if used == SHEET_LINES:
                sheet, used = _sheet(book, meta), 1
            sheet.append([_cell(sheet, value, None) if value != "" else None for value in line])
            used += 1
        packed = pack.packed()
    out.write(packed.getbuffer())


def read(data: BinaryIO, incoming: Incoming) -> Iterator[Concept]:
    """The concepts of every sheet that names languages in its first row. Raises ``InputError`` with sheet and row."""
    from openpyxl import load_workbook

    book = None
    try:
        data.seek(0)
        with zipfile.ZipFile(data) as pack:
            if sum(part.file_size for part in pack.infolist()) > MAX_BYTES:
                raise incoming.refuse(
                    "", said("it unpacks to more than {limit} MB.", limit=MAX_BYTES // 2**20), "Split it."
                )
        book = load_workbook(data, read_only=True, data_only=True, keep_links=False)
        for number, sheet in enumerate(book.worksheets):
            yield from _concepts(sheet, number, incoming)
    except InputError:
        raise
    except Exception as error:  # openpyxl lets errors of every kind through from files that are broken inside
        fault = said("it is not a readable Excel workbook ({kind}).", kind=type(error).__name__)
        raise incoming.refuse("", fault, "Save it again as .xlsx.") from None
    finally:
        if book is not None:
            book.close()


def _sheet(book: Any, meta: Meta) -> Any:
    """A new sheet with its head: terms wide, in the typeface of their script, and frozen beside the id."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(f"Terms {len(book.worksheets) + 1}" if book.worksheets else "Terms")
    titles, langs = head(meta), meta.langs or LANGS
    sheet.freeze_panes = f"{get_column_letter(len(langs) + 2)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(titles))}{SHEET_LINES}"
    for column in range(1, len(titles) + 1):
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = 10 if column == 1 else 28 if column <= len(langs) + 1 else 16
        if 2 <= column <= len(langs) + 1 and langs[column - 2] in _FONTS:
            dimension.font = Font(name=_FONTS[langs[column - 2]], size=11)
    sheet.append([_cell(sheet, title, Font(bold=True)) for title in titles])
    return sheet


def _cell(sheet: Any, value: str | int | float, font: Any) -> Any:
    """A cell that holds its text as text, with the mark that keeps it so when it is edited."""
    if not isinstance(value, str):
        return value
    if len(value.encode("utf-16-le")) // 2 > CELL:
        raise InputError(
            "“{value}…” is longer than the {cell:,} characters of an Excel cell.",
            "Choose csv or jsonl.",
            value=value[:40],
            cell=CELL,
        )
    if font is None and value[:1] not in "=+-@'" and "_x" not in value:
        return value
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    cell.value = _ESCAPE.sub("_x005F_", value)
    cell.data_type, cell.quotePrefix = "s", value[:1] in "=+-@'"
    if font is not None:
        cell.font = font
    return cell


def _concepts(sheet: Any, number: int, incoming: Incoming) -> Iterator[Concept]:
    sheet.reset_dimensions()
    lines = enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), 1)
    first = _texts(next(lines, (1, ()))[1])
    try:
        columns = columns_of(first, incoming)
    except InputError:
        if number:
            incoming.dropped["sheets without a head that names languages"] += 1
            return
        raise
    where = f"sheet {clean(sheet.title)}, row"
    rest = ((f"{where} {row}", _texts(line)) for row, line in _within(lines, incoming))
    yield from read_sheet(chain([(f"{where} 1", first)] if columns.headless else [], rest), columns, incoming)


def _within(lines: Iterable[tuple[int, Any]], incoming: Incoming) -> Iterator[tuple[int, Any]]:
    """The lines that a sheet can have: openpyxl makes empty ones up to whatever number the next one says it has."""
    for row, line in lines:
        if row > SHEET_LINES:
            raise incoming.refuse(
                "", said("a sheet says that it has more than {limit:,} rows.", limit=SHEET_LINES), "Save it again."
            )
        if line.count(None) < len(line):
            yield row, line


def _texts(line: Iterable[Any]) -> list[str]:
    """The values of one line as texts."""
    values = ("" if value is None else str(value) for value in line)
    return [_ESCAPED.sub(lambda found: chr(int(found[1], 16)), value) if "_x" in value else value for value in values]
