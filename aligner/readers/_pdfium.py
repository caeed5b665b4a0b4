"""The lines of a PDF file, taken out in a process of their own.

PDFium is a large library in C++ for one thread at a time. A file can make it run for hours, fill the memory or fall
over, and no Python code could stop it. In a process of its own it may: the kernel ends it at its limits, and what
called it goes on.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import regex

MOST_PAGES = 5_000
MOST_MEMORY = 1 << 30
"""Bytes of address space."""
PAGE_SECONDS, ALL_SECONDS = 20, 600
"""CPU time for a page, and for the file."""

_LINES = regex.compile(r"[^\r\n\x02\ufffe]*(?:[\x02\ufffe]|\r\n|\r|\n|$)")


class Unreadable(ValueError):
    """The file cannot be read; the word says why: password, broken, pages (and how many), costly."""

    def __init__(self, reason: str, count: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.count = reason, count


@dataclass(frozen=True, slots=True)
class RawLine:
    """One line as PDFium gives it, with its box (points, y upward), font size and page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    page: int
    edge: bool


def extract(data: bytes) -> tuple[int, list[RawLine], str]:
    """The number of pages, the lines, and the title that the file says. Raises ``Unreadable``."""
    code = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import main; main()"
    done = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=False)  # noqa: S603
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise Unreadable("costly" if done.returncode < 0 else "broken") from None
    if reason := answer.get("fault"):
        raise Unreadable(reason, answer.get("count", 0))
    return answer["pages"], [RawLine(*line) for line in answer["lines"]], answer["title"]


def main() -> None:
    """The other process: a file in, JSON out."""
    _limit_memory()
    _limit_time()
    try:
        answer = read(sys.stdin.buffer.read(), _limit_time)
    except Unreadable as error:
        answer = {"fault": error.reason, "count": error.count}
    except MemoryError:
        answer = {"fault": "costly"}
    sys.stdout.write(json.dumps(answer))


def read(data: bytes, before_page: Callable[[], None]) -> dict[str, Any]:
    """All that is wanted of a file, read in this process."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = regex.search("password|security", str(error), regex.IGNORECASE)
        raise Unreadable("password" if locked else "broken") from None
    try:
        pages = len(document)
        if pages > MOST_PAGES:
            raise Unreadable("pages", pages)
        lines = []
        for number in range(pages):
            before_page()
            lines += _lines(document, number)
        title = document.get_metadata_value("Title") or ""
    except pypdfium2.PdfiumError:
        raise Unreadable("broken") from None
    return {"pages": pages, "lines": lines, "title": title}


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, ValueError, OSError):  # Windows has no such limits, and a lower one may stand already
        return


def _limit_time() -> None:
    """Let the next page have its time, and the whole file not more than its own."""
    try:
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        used = math.ceil(usage.ru_utime + usage.ru_stime)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (min(used + PAGE_SECONDS, ALL_SECONDS), hard))
    except (ImportError, ValueError, OSError):
        return


def _lines(document: Any, number: int) -> list[list[Any]]:
    page = document[number]
    textpage = page.get_textpage()
    height = page.get_height()
    found = []
    try:
        count = textpage.count_chars()
        text = textpage.get_text_range() if count else ""
        place = 0
        for raw in _LINES.findall(text):
            start, place = place, place + len(raw)
            if raw.strip():
                first = start + len(raw) - len(raw.lstrip())
                found.append(_line(textpage, raw, first, start + len(raw.rstrip()) - 1, count, number, height))
    finally:
        textpage.close()
        page.close()
    return found


def _line(textpage: Any, raw: str, first: int, last: int, count: int, number: int, height: float) -> list[Any]:
    import pypdfium2.raw as pdfium

    last = min(last, count - 1)
    first = min(first, last)
    left, bottom, _, top = textpage.get_charbox(first, loose=True)
    _, _, right, _ = textpage.get_charbox(last, loose=True)
    size = float(pdfium.FPDFText_GetFontSize(textpage, first)) or (top - bottom)
    size = max(size if size > 2 else top - bottom, 1.0)
    return [raw, left, right, bottom, top, round(size, 1), number, bottom > height * 0.9 or top < height * 0.1]
