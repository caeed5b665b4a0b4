"""An Excel workbook: the findings on one sheet, to filter and comment on, and how many there are on another.

Every text is stored as text, never as a formula, with the mark that keeps it so when the cell is edited.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC
from typing import Any

import regex

from aligner.formats._packing import Packing
from aligner.formats.xlsx import CELL
from glossary.reports._base import SEVERITIES, Report
from glossary.reports._columns import head, lines

DESCRIPTION = "Excel workbook, a line for each finding, header frozen, to filter and comment on"
SUFFIX = ".xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_FONTS = {"zh-Hans": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei"}
_INKS = {"error": "FFA8321F", "warning": "FF8A5A00", "info": "FF5A5C60"}
_WIDTHS = {"row": 7, "severity": 10, "check": 14, "langs": 12, "message": 60, "quotes": 44, "suggestion": 20}
_ESCAPE = regex.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write(report: Report) -> bytes:
    """The workbook. A text longer than a cell is cut, and ends in …: the whole of it stands in the work."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = report.words("Findings"), "Doichieu"
    if report.created:
        book.properties.created = report.created.astimezone(UTC).replace(tzinfo=None)
    sheet = book.create_sheet("Findings")
    titles = head(report)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(titles))}{len(report.items) + 1}"
    sheet.print_title_rows, sheet.page_setup.orientation = "1:1", "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0
    for column, title in enumerate(titles, 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(
            title, 50 if title in _langs(report) else 18
        )
    with Packing(book) as pack:
        sheet.append([_cell(sheet, title, bold=True) for title in titles])
        for line in lines(report):
            tone = str(line[2])
            sheet.append(
                [
                    value if isinstance(value, int) else _cell(sheet, value, title, tone if title == "severity" else "")
                    for title, value in zip(titles, line, strict=True)
                ]
            )
        _counts(book, report)
        return pack.packed().getvalue()


def _langs(report: Report) -> tuple[str, ...]:
    return report.langs


def _counts(book: Any, report: Report) -> None:
    """How many findings each check has, by severity."""
    sheet = book.create_sheet("Counts")
    sheet.append([_cell(sheet, title, bold=True) for title in ("check", *SEVERITIES, "all")])
    for check, items in report.by_check():
        counts = Counter(item.severity for item in items)
        sheet.append([_cell(sheet, check), *(counts[severity] for severity in SEVERITIES), len(items)])
    total = Counter(item.severity for item in report.items)
    sheet.append([_cell(sheet, "all"), *(total[severity] for severity in SEVERITIES), len(report.items)])


def _cell(sheet: Any, value: str, lang: str = "", severity: str = "", *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(sheet)
    text = _ESCAPE.sub("_x005F_", value)
    if len(text.encode("utf-16-le")) // 2 > CELL:
        text = text.encode("utf-16-le")[: 2 * (CELL - 1)].decode("utf-16-le", "ignore") + "…"
    cell.value, cell.data_type, cell.quotePrefix = text, "s", text[:1] in "=+-@'"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.font = Font(name=_FONTS.get(lang, "Calibri"), size=11, bold=bold, color=_INKS.get(severity))
    return cell
