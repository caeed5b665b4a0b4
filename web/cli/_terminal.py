"""What a terminal shows: progress, warnings, and text in columns by the width that it takes there."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType

import click

from web.cli._options import settings

SIGNS = {"good": "●", "check": "◐", "bad": "○"}
"""The shape of each confidence band, as everywhere in the product."""

BAR = 24
LEAST = 16
"""Columns that are left to the part of a table that gives way."""

_HANGING = frozenset("，。、；：？！）」』”’》〉】〕…,.;:?!)]%")
"""What does not begin a line: it stays with the character before it."""


class Progress:
    """One line on a terminal's stderr that is written over and in the end wiped; nothing when piped or quiet."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty() and not settings().quiet

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def __call__(self, message: str, fraction: float) -> None:
        if self.shown:
            done = round(BAR * min(max(fraction, 0.0), 1.0))
            room = shutil.get_terminal_size().columns - BAR - 4
            click.echo(f"\r\x1b[K{'█' * done}{'░' * (BAR - done)}  {cut(message, room)}", nl=False, err=True)

    def clear(self) -> None:
        """Wipe the line."""
        if self.shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def note(text: str) -> None:
    """A sentence about what was done, on stderr, so that stdout stays data."""
    if not settings().quiet:
        click.echo(printable(text), err=True)


def warn(texts: Iterable[str]) -> None:
    """Warnings, one a line, on stderr."""
    for text in texts:
        note(f"doichieu: warning: {text}")


@contextmanager
def progress() -> Iterator[Progress]:
    """The progress line around a long piece of work."""
    with Progress() as shown:
        yield shown


def printable(text: str) -> str:
    """Text on one line without the characters that steer a terminal.

    >>> printable("a\\x1b[31mb\\nc")
    'a[31mb c'
    """
    return "".join(c for c in " ".join(text.split()) if unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn"))


def width(text: str) -> int:
    """The columns that a text takes: two for Chinese characters and full-width signs, none for combining marks.

    >>> width("abc"), width("中文。"), width("e\\u0301")
    (3, 6, 1)
    """
    return sum(0 if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Cf") else 1 + _wide(c) for c in text)


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def cut(text: str, room: int) -> str:
    """The text within ``room`` columns, with … where something was left out.

    >>> cut("产业集群", 5), cut("abc", 3)
    ('产业…', 'abc')
    """
    text = printable(text)
    if width(text) <= room:
        return text
    kept = ""
    for character in text:
        if width(kept + character) > room - 1:
            break
        kept += character
    return kept + "…"


def fill(text: str, room: int) -> str:
    """The text with blanks up to ``room`` columns."""
    return text + " " * max(0, room - width(text))


def wrap(text: str, room: int) -> list[str]:
    """The text in lines of at most ``room`` columns, broken at blanks, and between Chinese characters.

    >>> wrap("one two three", 7), wrap("产业集群。policy", 6)
    (['one two', 'three'], ['产业集', '群。', 'policy'])
    """
    lines, line = [], ""
    for piece in _pieces(printable(text), room):
        if line and width(line) + width(piece.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str, room: int) -> Iterator[str]:
    """What may not be broken: words with the blank after them, wide characters with the stop after them, parts of
    overlong words."""
    word = ""
    for character in text:
        if word and _wide(word[0]) and character in _HANGING:
            word += character
            continue
        if word and (_wide(character) or _wide(word[0])):
            yield word
            word = ""
        if width(word) >= room:
            yield word
            word = ""
        word += character
        if character == " ":
            yield word
            word = ""
    if word:
        yield word


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = (), elastic: int = 0
) -> Iterator[str]:
    """Lines of a table whose columns are as wide as their contents; ``right`` are set flush right, and the ``elastic``
    one is cut where the terminal ends."""
    cells = [[printable(cell) for cell in row] for row in [head, *rows]]
    widths = [max(width(row[column]) for row in cells) for column in range(len(head))]
    over = sum(widths) + 2 * (len(widths) - 1) - shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    widths[elastic] = max(min(widths[elastic], LEAST), widths[elastic] - max(over, 0))
    for row in cells:
        parts = []
        for column, cell in enumerate(row):
            text = cut(cell, widths[column])
            blanks = " " * (widths[column] - width(text))
            parts.append(blanks + text if column in right else text + blanks)
        yield "  ".join(parts).rstrip()
