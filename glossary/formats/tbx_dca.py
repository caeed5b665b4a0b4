"""TBX-Basic, ISO 30042:2019, in DCA style: data categories are attributes (``<termNote type="partOfSpeech">``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from glossary.formats import _tbx_read
from glossary.formats._base import Meta
from glossary.formats._incoming import Incoming
from glossary.formats._tbx_write import CARRIES, Manner
from glossary.formats._tbx_write import write as write_tbx
from glossary.formats._xml import Node
from glossary.formats.tbx_dct import around
from glossary.types import Concept

DESCRIPTION = "TBX-Basic 2019 in DCA style, for term bases that want types as attributes"
SUFFIX = ".tbx"
MEDIA_TYPE = "application/x-tbx+xml"

__all__ = ["CARRIES", "DESCRIPTION", "MEDIA_TYPE", "SUFFIX", "read", "write"]


def write(concepts: Iterable[Concept], out: BinaryIO, meta: Meta) -> None:
    """Write one ``conceptEntry`` for each concept, as a stream."""
    write_tbx(concepts, out, around("dca", {}, meta), meta, Manner("conceptEntry", "langSec", "termSec", _field))


def read(data: BinaryIO, incoming: Incoming) -> Iterator[Concept]:
    """The concepts of a TBX file of 2019, whichever its style. Raises ``InputError`` with file and line."""
    return _tbx_read.read(data, incoming)


def _field(kind: str, name: str, text: str) -> Node:
    return kind, {"type": name}, text
