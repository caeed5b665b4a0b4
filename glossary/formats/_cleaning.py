"""Texts made fit for files, and told apart from the layout of the files they come from."""

from __future__ import annotations

import regex

from aligner.formats._base import clean

_BLANKS = " \t"
_BREAK = regex.compile(r"[\n\x85\u2028\u2029]")
_WRAPPED = regex.compile(r"[ \t]*\n[ \t]+")


def prose(text: str) -> str:
    r"""A clean text of several lines: no blanks around any line, so that other programs' line wrapping can be told.

    >>> prose(" a \n  b\n\nc ")
    'a\nb\n\nc'
    """
    text = clean(text)
    if text.isprintable():
        return text.strip()
    return "\n".join(line.strip(_BLANKS) for line in _BREAK.split(text)).strip()


def unwrapped(text: str) -> str:
    r"""A text out of an indented file: a line break with blanks after it was made by the file's layout.

    >>> unwrapped("a group of\n      stars\nshining")
    'a group of stars\nshining'
    """
    text = clean(text)
    return text if text.isprintable() else _WRAPPED.sub(" ", text)
