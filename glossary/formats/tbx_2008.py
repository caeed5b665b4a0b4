"""TBX-Basic of 2008 (ISO 30042:2008, ``martif``), which many older tools read and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from glossary.formats import _tbx_read
from glossary.formats._base import Meta
from glossary.formats._incoming import Incoming
from glossary.formats._tbx_write import CARRIES, Manner, origin
from glossary.formats._tbx_write import write as write_tbx
from glossary.formats._xml import Node, markup, opening
from glossary.types import Concept

DESCRIPTION = "TBX-Basic 2008 (martif), for older term bases and tools"
SUFFIX = ".tbx"
MEDIA_TYPE = "application/x-tbx+xml"

_DOCTYPE = '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">'
_CONSTRAINTS = "TBXBasicXCSV02.xcs"

__all__ = ["CARRIES", "DESCRIPTION", "MEDIA_TYPE", "SUFFIX", "read", "write"]


def write(concepts: Iterable[Concept], out: BinaryIO, meta: Meta) -> None:
    """Write one ``termEntry`` for each concept, as a stream."""
    write_tbx(concepts, out, _around(meta), meta, Manner("termEntry", "langSet", "tig", _field))


def read(data: BinaryIO, incoming: Incoming) -> Iterator[Concept]:
    """The concepts of a martif file, as loosely as such files are written. Raises ``InputError`` with the line."""
    return _tbx_read.read(data, incoming)


def _around(meta: Meta) -> tuple[str, str]:
    constraints: Node = ("encodingDesc", {}, [("p", {"type": "XCSURI"}, _CONSTRAINTS)])
    header = markup(("martifHeader", {}, [origin(meta), constraints]))
    return f"{_DOCTYPE}\n{opening('martif', {'type': 'TBX-Basic', 'xml:lang': 'en'})}\n{header}", "</martif>"


def _field(kind: str, name: str, text: str) -> Node:
    return kind, {"type": name}, text
