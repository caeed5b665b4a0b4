"""TBX-Basic, ISO 30042:2019, in DCT style: every data category is an element of its own (``<min:partOfSpeech>``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from glossary.formats import _tbx_read
from glossary.formats._base import Meta
from glossary.formats._incoming import Incoming
from glossary.formats._tbx_write import CARRIES, TBX, Manner, origin
from glossary.formats._tbx_write import write as write_tbx
from glossary.formats._xml import Node, markup, opening
from glossary.types import Concept

DESCRIPTION = "TBX-Basic 2019 in DCT style, for term bases: everything people decide about a concept"
SUFFIX = ".tbx"
MEDIA_TYPE = "application/x-tbx+xml"
MODULES = {"min": "http://www.tbxinfo.net/ns/min", "basic": "http://www.tbxinfo.net/ns/basic"}

_MIN = ("subjectField", "partOfSpeech", "administrativeStatus")

__all__ = ["CARRIES", "DESCRIPTION", "MEDIA_TYPE", "SUFFIX", "read", "write"]


def write(concepts: Iterable[Concept], out: BinaryIO, meta: Meta) -> None:
    """Write one ``conceptEntry`` for each concept, as a stream."""
    write_tbx(concepts, out, around("dct", MODULES, meta), meta, Manner("conceptEntry", "langSec", "termSec", _field))


def read(data: BinaryIO, incoming: Incoming) -> Iterator[Concept]:
    """The concepts of a TBX file of 2019, whichever its style. Raises ``InputError`` with file and line."""
    return _tbx_read.read(data, incoming)


def around(style: str, modules: Mapping[str, str], meta: Meta) -> tuple[str, str]:
    """What stands before and after the text of a file of 2019."""
    names = {"xmlns": TBX} | {f"xmlns:{prefix}": name for prefix, name in modules.items()}
    root = opening("tbx", {"type": "TBX-Basic", "style": style, "xml:lang": "en", **names})
    return f"{root}\n{markup(('tbxHeader', {}, [origin(meta)]))}", "</tbx>"


def _field(_: str, name: str, text: str) -> Node:
    return f"{'min' if name in _MIN else 'basic'}:{name}", {}, text
