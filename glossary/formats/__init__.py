"""Exchange formats of glossaries: one file a format, its id the module's name with hyphens (``tbx-dct``).

A format is a module with ``DESCRIPTION``, ``SUFFIX``, ``MEDIA_TYPE``, ``CARRIES``, ``write(concepts, out, meta)`` and
``read(data, incoming)``, both streams of concepts. What each carries and drops stands in ``docs/formats.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import BinaryIO, cast

from aligner import registry
from aligner.errors import InputError
from glossary.formats._base import Carries, Format, Meta
from glossary.formats._incoming import Incoming
from glossary.types import Concept

__all__ = ["Carries", "Format", "Incoming", "Meta", "get", "names", "read", "write"]


def names() -> tuple[str, ...]:
    """The ids of all formats, sorted; nothing is imported for it.

    >>> names()
    ('csv', 'jsonl', 'omegat', 'tbx-2008', 'tbx-dca', 'tbx-dct', 'tmx', 'utx', 'xlsx')
    """
    return tuple(name.replace("_", "-") for name in registry.names("glossary.formats"))


def get(name: str) -> Format:
    """One format by its id. Raises ``InputError`` that lists the ids when there is none of that name.

    >>> get("tbx-dct").SUFFIX
    '.tbx'
    """
    known = name.replace("_", "-")
    if known not in names():
        raise InputError("There is no glossary format “{name}”.", "Choose one of: {choice}.", name=name, choice=names())
    return cast(Format, import_module(f"glossary.formats.{known.replace('-', '_')}"))


def write(name: str, concepts: Iterable[Concept], out: BinaryIO, meta: Meta | None = None) -> None:
    """Write concepts in the named format to an open binary file, one by one."""
    get(name).write(concepts, out, meta or Meta())


def read(name: str, data: BinaryIO, incoming: Incoming) -> Iterator[Concept]:
    """The concepts of a file in the named format, one by one. Raises ``InputError`` with file and place."""
    return get(name).read(data, incoming)
