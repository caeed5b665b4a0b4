"""CSV, for spreadsheets and term bases that read columns: a line holds one term of each language.

Written with a byte order mark, without which Excel takes UTF-8 for something else; cells that a spreadsheet would take
for formulas begin with an apostrophe. Read with commas, semicolons or tabs, in any common encoding.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from glossary.formats._base import Meta
from glossary.formats._columns import columns_of
from glossary.formats._incoming import Incoming
from glossary.formats._sheet import CARRIES, head
from glossary.formats._sheet import lines as sheet_lines
from glossary.formats._sheet import read as read_sheet
from glossary.formats._text import cells, delimiter_of, guard, opened, unguard
from glossary.types import Concept

DESCRIPTION = "CSV, a column for each language, for spreadsheets and term bases"
SUFFIX = ".csv"
MEDIA_TYPE = "text/csv"

__all__ = ["CARRIES", "DESCRIPTION", "MEDIA_TYPE", "SUFFIX", "read", "write"]


def write(concepts: Iterable[Concept], out: BinaryIO, meta: Meta) -> None:
    """Write the head and the lines of each concept, as a stream."""
    out.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow(head(meta))
        for line in sheet_lines(concepts, meta):
            writer.writerow([guard(cell) if isinstance(cell, str) else cell for cell in line])
    finally:
        text.detach()


def read(data: BinaryIO, incoming: Incoming) -> Iterator[Concept]:
    """The concepts of a CSV file of ours or of another program. Raises ``InputError`` with file and line."""
    with opened(data, incoming) as text:
        found = cells(text, delimiter_of(text), incoming)
        number, first = next(found, (1, []))
        first = [unguard(cell) for cell in first]
        columns = columns_of(first, incoming)
        rest = chain([(number, first)] if columns.headless else [], found)
        yield from read_sheet(
            ((f"line {number}", [unguard(cell) for cell in line]) for number, line in rest), columns, incoming
        )
