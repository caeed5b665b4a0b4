"""Packing an Excel workbook on a disk that may have no room: openpyxl keeps its lines in files beside the system's."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from io import BytesIO
from typing import Any, Self


class Packing:
    """Around all that is written into a workbook: what its temporary files meet comes out as an ``OSError``.

    The sheets are closed where they fail; else they would complain on the terminal once they are forgotten.
    """

    def __init__(self, book: Any) -> None:
        self.book = book

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None:
            return
        for sheet in self.book.worksheets:
            writer = getattr(sheet, "_writer", None)
            for stream in (getattr(sheet, "_rows", None), getattr(writer, "xf", None)):
                with suppress(Exception):
                    stream.close()  # type: ignore[union-attr]
            with suppress(Exception):
                os.unlink(writer.out)  # type: ignore[union-attr]
        if type(error).__name__ == "SerialisationError":  # of lxml: IO_ENOSPC
            code = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
            raise OSError(code, os.strerror(code)) from error

    def packed(self) -> BytesIO:
        """The whole workbook; a zip file that fails half-way would complain once more."""
        out = BytesIO()
        self.book.save(out)
        return out
