"""Writers (and readers) of aligned tables: one file a format, its id the module's name.

A format is a module with ``DESCRIPTION``, ``SUFFIX``, ``MEDIA_TYPE`` and ``write(table, out, meta)``; where it makes
sense also ``read(data)``. What each carries and drops stands in ``docs/formats.md``.
"""

from __future__ import annotations

from importlib import import_module
from typing import BinaryIO, cast

from aligner import registry
from aligner.errors import InputError
from aligner.formats._base import Format, Meta, Rows, TextRow
from aligner.types import Table

__all__ = ["Format", "Meta", "Rows", "TextRow", "get", "names", "write"]


def names() -> tuple[str, ...]:
    """The ids of all formats, sorted; nothing is imported for it.

    >>> names()
    ('html', 'indices', 'jsonl', 'tmx', 'tsv', 'xlsx')
    """
    return registry.names("aligner.formats")


def get(name: str) -> Format:
    """One format by its id. Raises ``InputError`` that lists the ids when there is none of that name.

    >>> get("tmx").SUFFIX
    '.tmx'
    """
    if name not in names():
        raise InputError("There is no format “{name}”.", "Choose one of: {choice}.", name=name, choice=names())
    return cast(Format, import_module(f"aligner.formats.{name}"))


def write(name: str, table: Table, out: BinaryIO, meta: Meta | None = None) -> None:
    """Write a table in the named format to an open binary file."""
    get(name).write(table, out, meta or Meta())
