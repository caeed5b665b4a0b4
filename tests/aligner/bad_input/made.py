"""DOCX and PDF files written by hand, good and broken, for tests of the readers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx
from docx.shared import Pt

PdfLine = tuple[str, float, float, float]
"""Text, x, y (points from the lower left) and font size."""


def word(paragraphs: Sequence[tuple[str, str]]) -> bytes:
    """A Word file of paragraphs, each given as its style's name and its text."""
    document = docx.Document()
    for style, text in paragraphs:
        run = document.add_paragraph(style=style).add_run(text)
        run.font.size = Pt(11)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_parts(**parts: str) -> bytes:
    """A zip with the named parts of a Word file (``document`` for ``word/document.xml``) as they are given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(f"word/{part}.xml", content)
    return out.getvalue()


def damaged(data: bytes) -> bytes:
    """A Word file whose text part is overwritten in the middle."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo("word/document.xml")
    place = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    return data[:place] + bytes(40) + data[place + 40 :]


def zip_bomb(megabytes: int) -> bytes:
    """A Word file whose text unpacks to the given size."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(megabytes):
            part.write(b" " * 1048576)
    return out.getvalue()


def pdf(pages: Sequence[Sequence[PdfLine]]) -> bytes:
    """A PDF with a text layer in Helvetica (Western characters only), one list of lines for each page."""
    contents = [
        "\n".join(f"BT /F1 {size} Tf {x} {y} Td ({_escaped(text)}) Tj ET" for text, x, y, size in lines).encode(
            "cp1252"
        )
        for lines in pages
    ]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _assembled(objects)


def locked(data: bytes) -> bytes:
    """The same PDF with an encryption dictionary whose password nobody knows."""
    secret = b"<" + b"5a" * 32 + b">"
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O %s /U %s /P -4 >> /ID [<00> <00>] " % (secret, secret)
    return data.replace(b"trailer\n<< ", b"trailer\n<< " + lock)


def article_lines(paragraphs: Sequence[str], *, top: float = 740, size: float = 11, width: int = 80) -> list[PdfLine]:
    """Paragraphs as wrapped lines from the top of a page down, an empty line between them."""
    lines: list[PdfLine] = []
    for paragraph in paragraphs:
        rest = paragraph.split()
        while rest:
            line = rest.pop(0)
            while rest and len(line) + 1 + len(rest[0]) <= width:
                line += " " + rest.pop(0)
            lines.append((line, 70, top, size))
            top -= size * 1.3
        top -= size
    return lines


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _assembled(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()
