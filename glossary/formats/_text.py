"""Text files in: which encoding, how they are cut into lines and cells; nothing is read twice into memory."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO

import regex

from aligner.errors import InputError, said
from glossary.formats._incoming import TEXT_LIMIT, Incoming

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BLOCK, _SAMPLE = 1 << 20, 65_536
_CELL_LIMIT = 8 * TEXT_LIMIT
_FORMULA = regex.compile(r"'*[=+\-@]")


def guard(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula.

    >>> guard("=1+1"), guard("'-x"), guard("2 = 2")
    ("'=1+1", "''-x", '2 = 2')
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """The text of a guarded cell.

    >>> unguard("'=1+1"), unguard("''-x"), unguard("'quoted'")
    ('=1+1', "'-x", "'quoted'")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


@contextmanager
def opened(data: BinaryIO, incoming: Incoming) -> Iterator[TextIO]:
    """The file as text, its line ends as they are; the file stays open when the text is closed."""
    encoding = _encoding(data, incoming)
    data.seek(0)
    text = io.TextIOWrapper(data, encoding=encoding, newline="")
    try:
        yield text
    except UnicodeDecodeError as error:
        fault = said(
            "it begins as {encoding} text but holds bytes that are none ({reason}).",
            encoding=encoding.upper(),
            reason=error.reason,
        )
        raise incoming.refuse("", fault, "Save it as UTF-8.") from None
    finally:
        text.detach()


def _encoding(data: BinaryIO, incoming: Incoming) -> str:
    """By its mark, or UTF-8 when all of it is; else by a sample of the lines that are not plain ASCII."""
    data.seek(0)
    head = data.read(_SAMPLE)
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    data.seek(0)
    if b"\x00" not in head and _is_utf8(data):
        return "utf-8"
    from aligner.readers._decode import decode

    data.seek(0)
    sample = head if b"\x00" in head else head[:1024] + b"\n" + b"".join(_marked(data))
    try:
        return decode(incoming.name, sample).encoding
    except InputError as error:
        raise incoming.refuse("", "its encoding cannot be told.", error.hint or "Save it as UTF-8.") from None


def _is_utf8(data: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := data.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _marked(data: BinaryIO) -> Iterator[bytes]:
    """Lines with more than ASCII, as many as a sample takes."""
    size = 0
    while size < _SAMPLE and (line := data.readline(_SAMPLE)):
        if not line.isascii():
            size += len(line)
            yield line


def cells(text: TextIO, delimiter: str, incoming: Incoming) -> Iterator[tuple[int, list[str]]]:
    """Lines of a CSV file as cells, each with its number as editors count; empty lines are left out."""
    limit = csv.field_size_limit(_CELL_LIMIT)
    ended = False

    def taken() -> Iterator[str]:
        nonlocal ended
        for line in text:  # noqa: UP028 (which would close the file with the generator)
            yield line
        ended = True

    reader = csv.reader(taken(), delimiter=delimiter)
    try:
        while True:
            first = reader.line_num + 1
            try:
                line = next(reader, None)
            except csv.Error as error:
                raise incoming.refuse(
                    f"line {max(first, reader.line_num)}", said("{error}.", error=error), "Save it again."
                ) from None
            if line is None:
                return
            if ended:  # only a cell that is still open asks for a line after the last
                raise incoming.refuse(
                    f"line {first}", "a quotation mark that opens a cell there is never closed.", "Save it again."
                )
            if any(map(str.strip, line)):
                yield first, line
    finally:
        csv.field_size_limit(limit)


def lines(text: TextIO, incoming: Incoming) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, without their ends."""
    number = 0
    while line := text.readline(_CELL_LIMIT):
        number += 1
        if len(line) >= _CELL_LIMIT:
            raise incoming.refuse(f"line {number}", said("it is longer than {limit:,} characters.", limit=_CELL_LIMIT))
        yield number, line.rstrip("\r\n")


def delimiter_of(text: TextIO) -> str:
    """What sets the cells of the first line apart: a tab, a semicolon or a comma, or what ``sep=`` says. The text is
    left behind a line that says it, else where it was."""
    place = text.tell()
    head = text.readline(_CELL_LIMIT)
    if (said := regex.match(r"\s*sep=(.)\s*$", head)) is not None:
        return str(said[1])
    text.seek(place)
    bare = regex.sub(r'"(?:[^"]|"")*"', "", head)
    return max("\t;,", key=bare.count)
