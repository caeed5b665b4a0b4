"""What is fuzzed: for each target a function of bytes that raises for what must not be.

``InputError`` is an answer; everything else that comes out is a fault, and so is an answer that breaks a promise (a
span that does not lead back into its text) or takes more than ``SECONDS`` of CPU time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from unittest import mock

import aligner
from aligner.blocks import unwrap
from aligner.errors import InputError
from aligner.fold import fold
from aligner.formats import indices, jsonl, tmx, tsv
from aligner.formats.xlsx import read as read_workbook
from aligner.quantities import find
from aligner.readers import _pdfium, docx, html, md, pdf, read, read_lines, txt
from aligner.segmentation import segment, split
from aligner.types import LANGS
from fuzz.forms import drawn, extract, laid, packed, text_of, workbook
from glossary import formats as glossaries
from glossary.checks import run as run_checks
from glossary.formats import Incoming, Meta
from glossary.matcher import Matcher
from glossary.queries import readings
from glossary.types import Concept, Term

SECONDS = 8.0
"""CPU time that one input of at most 16 KB may take; instrumentation makes everything several times slower."""

Target = Callable[[bytes], None]


class TooSlow(AssertionError):
    """An input took longer than any of its size may."""


@contextmanager
def bounded() -> Iterator[None]:
    """An answer may be a refusal, but it comes in time."""
    began = time.process_time()
    with suppress(InputError):
        yield
    if (took := time.process_time() - began) > SECONDS:
        raise TooSlow(f"{took:.1f} s of CPU time")


def _lang(data: bytes) -> tuple[str, bytes]:
    """The first byte chooses the language."""
    return LANGS[data[0] % len(LANGS)], data[1:]


def _read(name: str, data: bytes) -> None:
    for document in read(name, data):
        for block in document.blocks:
            assert unwrap(block.span.of(document.text)) == block.text
        for piece in segment(document):
            assert unwrap(piece.span.of(document.text)) == piece.text


def reader_any(data: bytes) -> None:
    """A file whose name says nothing: encodings, and what it is by its bytes."""
    with bounded():
        _read("page", data)


def reader_lines(data: bytes) -> None:
    """One segment a line."""
    with bounded():
        read_lines("a.txt", data, "en")


def reader_txt(data: bytes) -> None:
    """Plain text."""
    with bounded():
        txt.read("a.txt", data)
        _read("a.txt", data)


def reader_md(data: bytes) -> None:
    """Markdown."""
    with bounded():
        md.read("a.md", data)
        _read("a.md", data)


def reader_html(data: bytes) -> None:
    """Web pages."""
    with bounded():
        html.read("a.html", data)
        _read("a.html", data)


def reader_docx(data: bytes) -> None:
    """Word files: the bytes as they are, or as the parts in a sound zip, a NUL between two of them."""
    with bounded():
        whole = data[1:]
        if data[:1] and data[0] % 4:
            names = ("word__document_xml", "word__styles_xml", "word__footnotes_xml", "docProps__core_xml")
            whole = packed(**dict(zip(names, data[1:].split(b"\0"), strict=False)))
        docx.read("a.docx", whole)
        _read("a.docx", whole)


def reader_pdf(data: bytes) -> None:
    """PDF files, PDFium in this process: the bytes as they are; after an S as what is drawn on two pages; after an L
    as lines of text with their places, as PDFium would give them."""
    how = extract
    if data[:1] == b"L":
        how = laid
    elif data[:1] == b"S":
        data = drawn(data[1:])
    with bounded(), mock.patch.object(_pdfium, "extract", how):
        pdf.read("a.pdf", data)
        _read("a.pdf", data)


def segments(data: bytes) -> None:
    """Sentences of one block."""
    lang, rest = _lang(data or b"\0")
    text = text_of(rest)
    with bounded():
        spans = split(text, lang)
        edges = [edge for span in spans for edge in (span.start, span.stop)]
        assert edges == sorted(edges), edges
        assert "".join("".join(span.of(text) for span in spans).split()) == "".join(text.split())


def quantities(data: bytes) -> None:
    """Numbers, dates, money … as values."""
    lang, rest = _lang(data or b"\0")
    text = text_of(rest)
    with bounded():
        last = 0
        for quantity in find(text, lang):
            assert last <= quantity.span.start < quantity.span.stop <= len(text), quantity
            last = quantity.span.stop
            assert str(quantity)


def folding(data: bytes) -> None:
    """Text made equal for matching, with offsets that lead back."""
    lang, rest = _lang(data or b"\0")
    text = text_of(rest)
    with bounded():
        folded = fold(text, lang)
        assert len(folded.offsets) in (len(folded.text), len(folded.text) + 1)
        assert all(0 <= place <= len(text) for place in folded.offsets)


def matcher(data: bytes) -> None:
    """Terms, up to the first empty line, in the text after it."""
    lang, rest = _lang(data or b"\0")
    head, _, body = text_of(rest).partition("\n\n")
    with bounded():
        found = Matcher([Concept((Term(lang, line),)) for line in head.split("\n")[:50]])
        for match in found.find(body, lang):
            assert 0 <= match.span.start < match.span.stop <= len(body)


def queries(data: bytes) -> None:
    """What a query may mean."""
    with bounded():
        list(readings(text_of(data)[:200]))


def align(data: bytes) -> None:
    """Two texts, set apart by a NUL, side by side, and the checks over them."""
    lang, rest = _lang(data or b"\0")
    first, _, second = text_of(rest).partition("\0")
    other = "en" if lang != "en" else "vi"
    with bounded():
        table = aligner.align({lang: first, other: second})
        run_checks(table)


def table_tmx(data: bytes) -> None:
    """Aligned rows out of TMX."""
    with bounded():
        tmx.read(data)


def table_text(data: bytes) -> None:
    """Aligned rows out of TSV, JSON Lines or segment numbers; the first byte says which."""
    with bounded():
        (tsv.read, jsonl.read, indices.read)[(data[:1] or b"\0")[0] % 3](data[1:])


def table_xlsx(data: bytes) -> None:
    """Aligned rows out of a workbook: the bytes as they are, or as its sheet, its strings or its styles."""
    with bounded():
        read_workbook(workbook(data))


def _terms(name: str, data: bytes) -> None:
    """What is read can be written, and read again, in its own format and in XML."""
    with bounded():
        found = list(glossaries.read(name, BytesIO(data), Incoming("file", lenient=bool(data[-1:] == b"\n"))))
        for other in dict.fromkeys((name, "tbx-dct")) if found else ():
            out = BytesIO()
            glossaries.write(other, found[:20], out, Meta(langs=("en", "vi") if other in ("omegat", "utx") else ()))
            again = list(glossaries.read(other, out, Incoming("again", lenient=True)))
            assert len(again) <= len(found[:20]), (other, len(again))


def terms_tbx(data: bytes) -> None:
    """Terms out of TBX of either standard; the first byte says which."""
    _terms(("tbx-dct", "tbx-dca", "tbx-2008")[(data[:1] or b"\0")[0] % 3], data[1:])


def terms_tmx(data: bytes) -> None:
    """Terms out of TMX."""
    _terms("tmx", data)


def terms_sheet(data: bytes) -> None:
    """Terms out of CSV, OmegaT or UTX; the first byte says which."""
    _terms(("csv", "omegat", "utx")[(data[:1] or b"\0")[0] % 3], data[1:])


def terms_xlsx(data: bytes) -> None:
    """Terms out of a workbook."""
    _terms("xlsx", workbook(data))


def terms_jsonl(data: bytes) -> None:
    """Terms out of JSON Lines."""
    _terms("jsonl", data)


TARGETS: dict[str, Target] = {
    function.__name__.replace("_", "-"): function
    for function in (
        *(reader_any, reader_lines, reader_txt, reader_md, reader_html, reader_docx, reader_pdf),
        *(segments, quantities, folding, matcher, queries, align),
        *(table_tmx, table_text, table_xlsx),
        *(terms_tbx, terms_tmx, terms_sheet, terms_xlsx, terms_jsonl),
    )
}
