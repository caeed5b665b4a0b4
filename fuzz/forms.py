"""Bytes of the fuzzer made the file, the page or the text that a target reads, so that not all of them break at its
outermost form."""

from __future__ import annotations

import zipfile
from io import BytesIO

from aligner.readers import _pdfium


def text_of(data: bytes) -> str:
    """The bytes as a text that may hold anything a string can, lone surrogates too."""
    return data.decode("utf-8", "surrogatepass" if b"\xed" in data and _passes(data) else "replace")


def _passes(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def packed(**parts: bytes) -> bytes:
    """A zip of these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_rels", ".rels"), part)
    return out.getvalue()


def extract(data: bytes) -> tuple[int, list[_pdfium.RawLine], str]:
    """What PDFium reads, in this process."""
    found = _pdfium.read(data, lambda: None)
    return found["pages"], [_pdfium.RawLine(*line) for line in found["lines"]], found["title"]


def laid(data: bytes) -> tuple[int, list[_pdfium.RawLine], str]:
    """Six bytes a line: left, width, height on the page (two), size, page with whether it is at the edge; its text."""
    lines, page = [], 0
    for raw in data[1:].split(b"\n"):
        head, text = raw[:6].ljust(6, b"\0"), text_of(raw[6:])
        left, bottom, size = float(head[0]), head[2] * 3 + head[3] / 256, head[4] / 4 or 1.0
        page = max(page, min(head[5] // 2, page + 1))
        if text.strip():
            right, top = left + head[1] * 2, bottom + size
            lines.append(_pdfium.RawLine(text, left, right, bottom, top, size, page, bool(head[5] & 1)))
    return page + 1, lines, "A"


def drawn(content: bytes) -> bytes:
    """A PDF of two pages on which the same is drawn."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 6 0 R>>>>>>"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>",
        page,
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        page,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, part) for number, part in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


def workbook(data: bytes) -> bytes:
    """The bytes as they are, or as one part of a sound workbook; the first byte says which."""
    from fuzz.seeds import workbook_parts

    which, part = (data[:1] or b"\0")[0] % 5, data[1:]
    if which == 0:
        return part
    parts = dict(workbook_parts())
    parts[list(parts)[which % len(parts)]] = part
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
