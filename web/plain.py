"""What people type where one line is meant (titles, reasons, queries, names) or a number."""

from __future__ import annotations

import unicodedata

from aligner.errors import TURNING
from aligner.marks import composed


def line(text: str) -> str:
    r"""One line in NFC, without what steers a terminal or turns the words after it around.

    >>> line(" Two \n lines\x00\x1b[31m \u202e ")
    'Two lines [31m'
    """
    kept = (
        " " if char.isspace() or unicodedata.category(char) == "Cc" else char
        for char in composed(text)
        if char not in TURNING
    )
    return " ".join("".join(kept).split())


def number(text: str) -> int | None:
    """The number that plain digits write, if it is one that the store can count to.

    >>> number("12"), number("²"), number("١"), number("9" * 400), number("-1")
    (12, None, None, None, None)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def share(text: str) -> float:
    """A number from 0 to 1; what is less, or no number, is 0.

    >>> share("0.5"), share("7"), share("-1"), share("nan"), share("inf"), share("")
    (0.5, 1.0, 0.0, 0.0, 1.0, 0.0)
    """
    try:
        given = float(text)
    except ValueError:
        return 0.0
    return min(given, 1.0) if given > 0 else 0.0  # what is no number is greater than nothing
