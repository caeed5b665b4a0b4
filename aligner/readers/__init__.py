"""Files in: bytes of any supported format become labelled documents, one per language found on the page.

A reader is one module of this package with ``SUFFIXES`` and ``read(name, data) -> Page``. What the file's name says is
checked against what the file is: a web page saved as .txt is read as a web page.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from aligner.bilingual import Declared, languages, parts
from aligner.boilerplate import label
from aligner.errors import InputError
from aligner.pieces import Page, Piece, forget, weights
from aligner.readers._paragraphs import join_cut
from aligner.registry import member, names
from aligner.types import LANGS, Block, Document, Kind, Span

LIMIT = 64 * 1024 * 1024
"""The greatest size of a file, in bytes, unless the caller says otherwise."""

SUFFIXES: tuple[str, ...] = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".pdf")
"""All name endings that can be read."""

_MEND = f"Give a file that ends in {', '.join(SUFFIXES)}."
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(name: str, data: bytes, *, lang: str = "", limit: int = LIMIT) -> list[Document]:
    """The documents of one file: one for each language that the page is written in, its blocks labelled.

    ``lang`` overrules what is detected and gives one document. On a page of two languages it picks that language: the
    other one's blocks are kept as boilerplate. ``Document.lang`` is "" when the language is none of ours. Raises
    ``InputError`` with a sentence that names the file for everything that cannot be read.

    >>> [document.lang for document in read("a.txt", "Cụm công nghiệp lớn dần lên.".encode())]
    ['vi']
    """
    try:
        return _documents(name, _page(name, data, limit), lang)
    finally:
        forget()


def _documents(name: str, page: Page, lang: str) -> list[Document]:
    weights([piece.text for piece in page.pieces])
    pieces = join_cut(page.text, page.pieces)
    texts = [piece.text for piece in pieces]
    if not any(weights(texts)):
        raise InputError("“{name}” holds no text.", "Give a file with at least one sentence.", name=name)
    declared = any(piece.declared for piece in pieces)
    langs = languages(texts, [Declared(_declared(piece), piece.strong) for piece in pieces] if declared else ())
    found = parts(langs, [_telling(piece) for piece in pieces])
    if lang:
        return [_forced(name, page, pieces, langs, found, lang)]
    return [_document(name, page, pieces, langs, indices, part) for part, indices in found.items()]


def read_lines(name: str, data: bytes, lang: str, *, limit: int = LIMIT) -> Document:
    """A text that comes one segment a line: every line a BODY block as it is, empty lines too, nothing cleaned away.

    Raises ``InputError`` for a file without a single line; lines may all be empty.

    >>> [block.text for block in read_lines("a.txt", b"One.\\n\\nThree.\\n", "en").blocks]
    ['One.', '', 'Three.']
    """
    from aligner.readers._decode import decode_lines

    _check_size(name, data, limit)
    text = decode_lines(name, data)
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    blocks, place = [], 0
    for line in lines:
        blocks.append(Block(line, Kind.BODY, lang, Span(place, place + len(line))))
        place += len(line) + 1
    if not blocks:
        raise InputError("“{name}” is empty.", "Give a file with one segment a line.", name=name)
    return Document(name, text, tuple(blocks), lang)


def _page(name: str, data: bytes, limit: int) -> Page:
    _check_size(name, data, limit)
    if not data.strip():
        raise InputError("“{name}” is empty.", "Give a file with text in it.", name=name)
    reader = _reader(name, data)
    if reader in ("txt", "md", "html"):
        return _text_page(name, data, reader)
    page: Page = member(__name__, reader, "read")(name, data)
    return page


def _check_size(name: str, data: bytes, limit: int) -> None:
    if len(data) > limit:
        raise InputError(
            "“{name}” is {size:,.1f} MB, over the limit of {limit:,.1f} MB.",
            "Split the file into parts.",
            name=name,
            size=len(data) / 1048576,
            limit=limit / 1048576,
        )


def _reader(name: str, data: bytes) -> str:
    """The id of the reader for a file: what it is by its first bytes, else what its name says."""
    suffix = _suffix(name)
    if data.startswith(_OLD_OFFICE):
        raise InputError(
            "“{name}” is an encrypted Word file or one in the old .doc format.",
            "Save it as .docx without a password.",
            name=name,
        )
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if suffix == ".docx":
        raise InputError(
            "“{name}” is named .docx but is no Word file.", "Open it in a word processor and save it again.", name=name
        )
    if suffix == ".pdf":
        raise InputError(
            "“{name}” is named .pdf but is no PDF file.", "Export it as PDF again, or give the text itself.", name=name
        )
    if suffix and suffix not in SUFFIXES:
        raise InputError("“{name}” ends in {suffix}, which cannot be read.", _MEND, name=name, suffix=suffix)
    return _reader_of(suffix) if suffix else "txt"


def _text_page(name: str, data: bytes, reader: str) -> Page:
    from aligner.readers import html, md, txt
    from aligner.readers._decode import decode

    text = decode(name, data).text
    if reader == "html" or html.looks_like(text):
        return html.page_of(text)
    if reader == "md" or md.looks_like(text):
        return md.page_of(text)
    return txt.page_of(text)


def _suffix(name: str) -> str:
    stem, dot, suffix = name.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")
    return f".{suffix.lower()}" if dot and stem and suffix.isalnum() and len(suffix) <= 8 else ""


@cache
def _reader_of(suffix: str) -> str:
    """The reader for a name ending; the one that is called so is asked first, and the others not even loaded."""
    readers = sorted(names(__name__), key=lambda reader: reader != suffix[1:])
    return next((reader for reader in readers if suffix in member(__name__, reader, "SUFFIXES")), "txt")


def _declared(piece: Piece) -> str:
    """The language a page names, as one of ours; a tag that leaves the script open tells nothing."""
    tag = piece.declared.lower().replace("_", "-")
    if tag.startswith("zh"):
        if "hant" in tag or tag[3:] in ("tw", "hk", "mo"):
            return "zh-Hant"
        return "zh-Hans" if "hans" in tag or tag[3:] in ("cn", "sg") else ""
    return tag.split("-")[0] if tag.split("-")[0] in LANGS else ""


def _telling(piece: Piece) -> str:
    """The text by which a piece counts for the languages of the page: furniture does not."""
    return "" if piece.furniture >= 2 else piece.text


def _document(name: str, page: Page, pieces: list[Piece], langs: list[str], indices: list[int], lang: str) -> Document:
    chosen, own = [pieces[index] for index in indices], [langs[index] for index in indices]
    kinds = label(chosen, own, lang, page.title)
    blocks = tuple(
        Block(piece.text, kind, code or lang, piece.span) for piece, code, kind in zip(chosen, own, kinds, strict=True)
    )
    return Document(name, page.text, blocks, lang)


def _forced(
    name: str, page: Page, pieces: list[Piece], langs: list[str], found: dict[str, list[int]], lang: str
) -> Document:
    """One document in the language that the user says, with what is plainly another language's part left out."""
    if lang not in found or len(found) == 1:
        return _document(name, page, pieces, [lang] * len(pieces), list(range(len(pieces))), lang)
    document = _document(name, page, pieces, langs, found[lang], lang)
    others = [
        Block(pieces[index].text, Kind.BOILERPLATE, langs[index] or other, pieces[index].span)
        for other, indices in found.items()
        if other != lang
        for index in indices
    ]
    return replace(document, blocks=tuple(sorted((*document.blocks, *others), key=lambda block: block.span)))
