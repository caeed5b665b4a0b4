"""An Excel workbook: one sheet with the rows, its header frozen, columns wrapped, the band as sign and word.

Every text is stored as text, never as a formula, with the mark that keeps it so when the cell is edited.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC
from io import BytesIO
from typing import Any, BinaryIO

import regex

from aligner.errors import InputError
from aligner.formats._base import SIGNS, WORDS, Meta, Rows, TextRow, band_of, clean, halves, name, numbered, table_head
from aligner.formats._packing import Packing
from aligner.types import Band, Table

DESCRIPTION = "Excel workbook, one row a line, header frozen, to read, filter and comment on"
SUFFIX = ".xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

CELL = 32_767
"""The most characters that a cell can hold, in the UTF-16 units that Excel counts."""
MAX_ROWS, MAX_COLUMNS, MAX_BYTES = 200_000, 64, 512 * 2**20
"""What the reader accepts: far more than any article, far less than a file made to fill the memory."""

_FONTS = {"zh-Hans": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei"}
_INKS = {Band.GOOD: "FF2B6E3F", Band.CHECK: "FF8A5A00", Band.BAD: "FFA8321F"}
_ESCAPE = regex.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = regex.compile(r"_x([0-9A-Fa-f]{4})_")


def write(table: Table, out: BinaryIO, meta: Meta) -> None:
    """Write the workbook. Raises ``InputError`` for a text longer than a cell, rather than cutting it off."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    _check_lengths(table)
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = clean(meta.title) or None, "Doichieu"
    if meta.created:
        book.properties.created = meta.created.astimezone(UTC).replace(tzinfo=None)
    sheet = book.create_sheet("Rows")
    facts = 3 if table.moved else 2
    sheet.freeze_panes = f"{get_column_letter(facts + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(facts + len(table.langs))}{len(table.rows) + 1}"
    sheet.print_title_rows, sheet.page_setup.orientation = "1:1", "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0
    widths = [6, 12, *([8] if table.moved else []), *[max(32, 150 // max(1, len(table.langs)))] * len(table.langs)]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    with Packing(book) as pack:
        for line in _lines(table, meta, sheet):
            sheet.append(line)
        packed = pack.packed()
    out.write(packed.getbuffer())


def read(data: bytes) -> Rows:
    """Rows of the first sheet whose first row names the languages; ``row``, ``band`` and ``moved`` may be missing.

    Raises ``InputError`` for what is no workbook, is broken, or unpacks to more than the limits of this module.
    """
    lines = _sheet(data)
    band, langs = table_head(next(lines, []), "Excel")
    rows = []
    for cells in lines:
        texts = {lang: cells[place] for place, lang in langs.items() if place < len(cells) and cells[place]}
        if texts:
            rows.append(TextRow(texts, band_of(cells[band]) if band is not None and band < len(cells) else None))
    return Rows(tuple(langs.values()), tuple(rows))


def _check_lengths(table: Table) -> None:
    """Refuse a text that does not go into a cell; Excel would cut it off without a word."""
    for number, _, texts in numbered(table):
        for lang, value in texts.items():
            if len(value.encode("utf-16-le")) // 2 > CELL:
                raise InputError(
                    "Row {number} in {lang} is longer than the {cell:,} characters of an Excel cell.",
                    "Choose tsv or jsonl.",
                    number=number,
                    lang=name(lang),
                    cell=CELL,
                )


def _lines(table: Table, meta: Meta, sheet: Any) -> Iterator[list[Any]]:
    """The cells of every line of the sheet, header first."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    top, bold = Alignment(vertical="top", wrap_text=True), Font(bold=True)
    fonts = {lang: Font(name=_FONTS[lang], size=11) if lang in _FONTS else Font(size=11) for lang in table.langs}
    inks = {band: Font(color=ink) for band, ink in _INKS.items()}

    def text(value: str, font: Any) -> Any:
        cell = WriteOnlyCell(sheet)
        cell.value = _ESCAPE.sub("_x005F_", value)
        cell.data_type, cell.quotePrefix, cell.font, cell.alignment = "s", value[:1] in "=+-@'", font, top
        return cell

    other = halves(table)
    yield [text(title, bold) for title in ("row", "band", *(["moved"] if other else []), *map(meta.tag, table.langs))]
    for number, row, texts in numbered(table, meta.least):
        count = WriteOnlyCell(sheet, number)
        count.alignment = top
        band = text(f"{SIGNS[row.band]} {WORDS[row.band]}", inks[row.band])
        place = [WriteOnlyCell(sheet, other.get(number))] if other else []
        yield [count, band, *place, *(text(texts[lang], fonts[lang]) if texts[lang] else None for lang in table.langs)]


def _sheet(data: bytes) -> Iterator[list[str]]:
    """The lines of the first sheet as texts; what is not text is written as Python writes it."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(BytesIO(data)) as pack:
            if sum(part.file_size for part in pack.infolist()) > MAX_BYTES:
                raise InputError("The Excel file unpacks to more than {limit} MB.", limit=MAX_BYTES // 2**20)
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, line in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), 1):
            if number > MAX_ROWS:
                raise InputError(
                    "The Excel sheet has more than {max_rows:,} rows.", "Split it into several.", max_rows=MAX_ROWS
                )
            if number == 1 or line.count(None) < len(line):  # a sheet may say that it has very many rows
                yield _texts(line)
    except InputError:
        raise
    except Exception as error:  # openpyxl lets errors of every kind through from files that are broken inside
        raise InputError(
            "The file is not a readable Excel workbook ({kind}).", "Save it again as .xlsx.", kind=type(error).__name__
        ) from None


def _texts(line: Iterable[Any]) -> list[str]:
    """The values of one line as clean texts."""
    values = ("" if value is None else str(value) for value in line)
    return [clean(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)).strip() for value in values]
