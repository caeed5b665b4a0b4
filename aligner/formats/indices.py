"""Segment numbers alone: one row a line, one tab-separated column for each language in the table's order.

Numbers count from 0 and are separated by commas; a column is empty where the language has nothing. Every segment stands
in the file exactly once. It is what programs that compare alignments read; there is no header and no text.
"""

from __future__ import annotations

from typing import BinaryIO

from aligner.errors import InputError
from aligner.formats._base import Meta, decoded
from aligner.types import Span, Table

DESCRIPTION = "Segment numbers, one row a line, for programs that compare alignments"
SUFFIX = ".txt"
MEDIA_TYPE = "text/plain"


def write(table: Table, out: BinaryIO, meta: Meta) -> None:  # noqa: ARG001 (numbers need no title and no dates)
    """Write one line of segment numbers for each row."""
    for row in table.rows:
        out.write(("\t".join(",".join(map(str, span)) for span in row.spans) + "\n").encode())


def read(data: bytes) -> tuple[tuple[Span, ...], ...]:
    """The spans of every row, as ``aligner.types.table_from_spans`` takes them.

    Raises ``InputError`` for a line that is no row or does not continue the line before.

    >>> read(b"0\\t0,1\\n\\t2\\n")[1]
    (Span(start=1, stop=1), Span(start=2, stop=3))
    """
    lines = decoded(data, "index").replace("\r\n", "\n").removesuffix("\n").split("\n")
    if lines == [""]:
        return ()
    places = [0] * (lines[0].count("\t") + 1)
    rows = []
    for number, line in enumerate(lines, 1):
        columns = line.split("\t")
        if len(columns) != len(places):
            raise InputError(
                "Line {number} of the index file has {count} columns, line 1 has {usual}.",
                number=number,
                count=len(columns),
                usual=len(places),
            )
        spans = tuple(_span(column, place, number) for column, place in zip(columns, places, strict=True))
        places = [span.stop for span in spans]
        rows.append(spans)
    return tuple(rows)


def _span(column: str, place: int, line: int) -> Span:
    """The span of one cell, which must go on where the cell above it stopped."""
    try:
        numbers = [int(number) for number in column.split(",") if column.strip()]
    except ValueError:
        raise InputError(
            "Line {line} of the index file holds “{column}”, which is no list of numbers.",
            line=line,
            column=column[:40],
        ) from None
    if numbers != list(range(place, place + len(numbers))):
        raise InputError(
            "Line {line} of the index file holds {column} where {place} comes next.",
            "Each segment stands in exactly one row, in order.",
            line=line,
            column=column[:40],
            place=place,
        )
    return Span(place, place + len(numbers))
