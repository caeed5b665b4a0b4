"""Tab-separated text: a header with row, band and the languages, then one row a line. Where two rows are the halves of
a pair that stands in different places, a column ``moved`` names the other one.

Made for the terminal and for pasting into a spreadsheet. A cell stays on one line; a cell that a spreadsheet would take
for a formula begins with an apostrophe, and one that begins with a quotation mark is quoted as spreadsheets do it.
Reading undoes both.
"""

from __future__ import annotations

from typing import BinaryIO

import regex

from aligner.errors import InputError
from aligner.formats._base import Meta, Rows, TextRow, band_of, decoded, halves, numbered, one_line, table_head
from aligner.types import Table

DESCRIPTION = "Tab-separated text, one row a line, for the terminal and for spreadsheets"
SUFFIX = ".tsv"
MEDIA_TYPE = "text/tab-separated-values"

_FORMULA = regex.compile(r"'*[=+\-@]")
_QUOTED = regex.compile(r'"(?:[^"]++|"")*+"')


def write(table: Table, out: BinaryIO, meta: Meta) -> None:
    """Write the header and one line for each row."""
    other = halves(table)
    head = ["row", "band", *(["moved"] if other else []), *map(meta.tag, table.langs)]
    out.write(("\t".join(head) + "\n").encode())
    for number, row, texts in numbered(table, meta.least):
        place = [str(other.get(number, ""))] if other else []
        line = "\t".join([str(number), row.band.value, *place, *(guard(one_line(texts[lang])) for lang in table.langs)])
        out.write(f"{line}\n".encode())


def read(data: bytes) -> Rows:
    """Rows of a TSV file whose first line names the languages; ``row``, ``band`` and ``moved`` may be missing.

    >>> read("en\\tvi\\n'-5 °C\\tâm 5 độ\\n".encode()).rows[0].texts
    {'en': '-5 °C', 'vi': 'âm 5 độ'}
    """
    lines = decoded(data, "TSV").replace("\r\n", "\n").split("\n")
    head = lines[0].split("\t")
    band, langs = table_head([one_line(unguard(cell)) for cell in head], "TSV")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        found = [one_line(unguard(cell)) for cell in line.split("\t")]
        if any(found[len(head) :]):
            raise InputError(
                "Line {number} of the TSV file has {count} columns, its header {usual}.",
                "Remove the tabs inside the texts.",
                number=number,
                count=len(found),
                usual=len(head),
            )
        texts = {lang: found[place] for place, lang in langs.items() if place < len(found) and found[place]}
        if texts:
            rows.append(TextRow(texts, band_of(found[band]) if band is not None and band < len(found) else None))
    return Rows(tuple(langs.values()), tuple(rows))


def guard(cell: str) -> str:
    """A cell that a spreadsheet takes as the text it is.

    >>> guard("=1+1"), guard("'-x"), guard('"Yes," he said.'), guard("2 = 2")
    ("'=1+1", "''-x", '\"\"\"Yes,\"\" he said.\"', '2 = 2')
    """
    if _FORMULA.match(cell):
        return f"'{cell}"
    return '"' + cell.replace('"', '""') + '"' if cell.startswith('"') else cell


def unguard(cell: str) -> str:
    """The text of a guarded cell; a cell that only looks odd is left alone.

    >>> unguard("'=1+1"), unguard("''-x"), unguard('\"\"\"Yes,\"\" he said.\"'), unguard('"Yes," he said.')
    ('=1+1', "'-x", '"Yes," he said.', '"Yes," he said.')
    """
    if _QUOTED.fullmatch(cell):
        cell = cell[1:-1].replace('""', '"')
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
