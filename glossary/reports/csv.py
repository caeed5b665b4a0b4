"""CSV: a line for each finding, for spreadsheets.

Written with a byte order mark, without which Excel takes UTF-8 for something else; cells that a spreadsheet would take
for formulas begin with an apostrophe.
"""

from __future__ import annotations

import codecs
import csv
import io

from glossary.formats._text import guard
from glossary.reports._base import Report
from glossary.reports._columns import head, lines

DESCRIPTION = "CSV, a line for each finding, for spreadsheets"
SUFFIX = ".csv"
MEDIA_TYPE = "text/csv"


def write(report: Report) -> bytes:
    """The head, and a line for each finding."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head(report))
    for line in lines(report):
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in line])
    return codecs.BOM_UTF8 + out.getvalue().encode("utf-8", "replace")


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, in full-width signs neither, which East Asian ones read too.

    >>> safe("=1+1"), safe("＝1+1"), safe("\\t=1"), safe("2 = 2")
    ("'=1+1", "'＝1+1", "'\\t=1", '2 = 2')
    """
    return f"'{cell}" if cell[:1] in ("\t", "\r", "＝", "＋", "－", "＠") else guard(cell)
