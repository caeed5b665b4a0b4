"""Bytes to text: which encoding, decided by evidence, and told to the user when it cannot be decided.

Byte order marks and strict UTF-8 settle almost everything. For the rest, every candidate that decodes strictly is
scored by how its non-ASCII characters look: common Han characters, Vietnamese syllables, ordinary Western accents and
quotation marks speak for it; rare Han characters, private use and control characters against it. Statistical detectors
trained on long texts err on the short ones that people upload (a title, a caption), hence this.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import regex

from aligner.errors import InputError
from aligner.marks import composed
from aligner.readers._encodings import is_utf8, scores, wide

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x7fELF", b"\x1f\x8b", b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0")
_ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "utf8": "utf-8",
    "utf-16": "utf-8",  # a declaration that can be read byte by byte cannot be UTF-16 (WHATWG says the same)
}
_DECLARED = regex.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)""",
    regex.IGNORECASE,
)
_LINE_ENDS = regex.compile(r"\r\n?")
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BREAK = re.compile(r"[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What every break but a line feed begins with: seldom there, and looked for sooner than the breaks."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff]")
_ENOUGH, _MARGIN = 0.35, 0.06
_SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, clean (see ``clean``), and the name of the encoding it came in."""

    text: str
    encoding: str


def clean(text: str) -> str:
    r"""NFC, ``\n`` as the only line break, and no control characters, byte order marks, soft hyphens or zero widths.

    >>> clean("a\r\nb\x00\u200bc") == "a\nbc"
    True
    """
    text = _BREAKS.sub("\n", text) if _BREAK.search(text) else text
    return composed(_CONTROLS.sub("", text))


def decode_lines(name: str, data: bytes) -> str:
    r"""The text of a file whose lines are counted: they end at ``\n``, ``\r\n`` or ``\r`` as editors count them, and
    a page break or a line separator of Unicode inside a line becomes a blank.

    >>> decode_lines("a.txt", "One\u2028half.\r\nTwo.".encode())
    'One half.\nTwo.'
    """
    text = _LINE_ENDS.sub("\n", _decode(name, data)[0])
    return clean(_BREAKS.sub(" ", text))


def decode(name: str, data: bytes) -> Decoded:
    """The text of a file in any common encoding; a declared one (HTML meta, XML declaration) settles a doubt.

    Raises ``InputError`` that names the file when it is no text, or when its encoding cannot be told.

    >>> decode("a.txt", "产业政策需要耐心。".encode("gb18030")).encoding
    'gb18030'
    """
    text, encoding = _decode(name, data)
    return Decoded(clean(text), encoding)


def _decode(name: str, data: bytes) -> tuple[str, str]:
    """The text as it is in the file, and its encoding."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(name, data[len(mark) :], encoding)
    if data.startswith(_BINARY):
        raise _binary(name)
    if encoding := wide(data):
        return _strict(name, data, encoding)
    if _controls(data) > max(3, 0.01 * len(data[:_SAMPLE])):
        raise _binary(name)
    _refuse_broken_utf8(name, data)
    declared = declared_encoding(data)
    found = scores(data, declared)
    if not found:
        raise _undecodable(name)
    if declared in found and found[declared] >= max(found.values()) - 0.5 and found[declared] >= 0:
        return data.decode(declared), declared
    ranked = sorted(found, key=lambda encoding: -found[encoding])
    best = ranked[0]
    if found[best] < _ENOUGH:
        raise _undecodable(name)
    text = data.decode(best)
    close = len(ranked) > 1 and found[best] - found[ranked[1]] < _MARGIN
    if close and clean(data.decode(ranked[1])) != clean(text):
        raise _ambiguous(name, best, ranked[1])
    return text, best


def declared_encoding(data: bytes) -> str:
    """The encoding that an XML declaration or an HTML meta tag in the first 4 KB names, or "" for none or unknown."""
    match = _DECLARED.search(data[:4096])
    if not match:
        return ""
    label = (match.group(1) or match.group(2)).decode("ascii", "replace").lower()
    label = _ALIASES.get(label, label)
    try:
        found = codecs.lookup(label)
    except LookupError:
        return ""
    return label if getattr(found, "_is_text_encoding", True) else ""


def _strict(name: str, data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        raise InputError(
            "“{name}” begins as {encoding} text but holds bytes that are none.",
            "Save it again as UTF-8.",
            name=name,
            encoding=encoding.upper(),
        ) from None


def _refuse_broken_utf8(name: str, data: bytes) -> None:
    """UTF-8 but for a few bytes, as a cut or patched file is: any other encoding would turn all of it to nonsense."""
    if is_utf8(data):
        return
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if sum(not char.isascii() for char in text) - broken >= max(3, 4 * broken):
        line = clean(text).partition("\ufffd")[0].count("\n") + 1
        raise InputError(
            "“{name}” is UTF-8 text, but line {line} holds bytes that are none.",
            "Mend it, or save it again as UTF-8.",
            name=name,
            line=line,
        )


def _controls(data: bytes) -> int:
    """The number of control characters at the beginning; a text may hold a few strays."""
    sample = data[:_SAMPLE]
    return sum(sample.count(code) for code in (*range(9), *range(14, 27), *range(28, 32), 127))


def _binary(name: str) -> InputError:
    return InputError(
        "“{name}” is a binary file, not a text.", "Give a .txt, .md, .html, .docx or .pdf file.", name=name
    )


def _undecodable(name: str) -> InputError:
    return InputError(
        "The encoding of “{name}” cannot be told.", "Save the file as UTF-8 and give it again.", name=name
    )


def _ambiguous(name: str, first: str, second: str) -> InputError:
    return InputError(
        "The encoding of “{name}” could be {first} or {second}: the text is too short to tell.",
        "Save the file as UTF-8 and give it again.",
        name=name,
        first=first.upper(),
        second=second.upper(),
    )
