"""Word files: paragraphs, tables, text boxes and footnotes in reading order, with what their styles say.

The parts are read from the zip directly, with an XML parser that expands no entities and fetches nothing, and never
more than ``_MOST`` bytes of them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import regex
from lxml import etree

from aligner.blocks import unwrap
from aligner.errors import InputError
from aligner.pieces import Page, Piece
from aligner.readers._decode import clean
from aligner.types import Kind, Span

SUFFIXES = (".docx",)
_MOST = 256 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = regex.compile(r"(?:heading|überschrift|标题|標題|tiêu đề) ?([1-9])", regex.IGNORECASE)
_STYLES: tuple[tuple[regex.Pattern[str], Kind], ...] = (
    (regex.compile(r"subtitle|副标题|副標題", regex.IGNORECASE), Kind.SUBTITLE),
    (regex.compile(r"title|标题|標題", regex.IGNORECASE), Kind.TITLE),
    (regex.compile(r"caption|题注|標號", regex.IGNORECASE), Kind.CAPTION),
    (regex.compile(r"author|byline", regex.IGNORECASE), Kind.BYLINE),
    (regex.compile(r"footnote text|endnote text|脚注文本", regex.IGNORECASE), Kind.FOOTNOTE),
    (regex.compile(r"list(?: |$)|列表|清單", regex.IGNORECASE), Kind.LIST_ITEM),
)
_LEVELS = frozenset("012345678")
_FURNITURE = regex.compile(r"toc \d|header|footer|页眉|页脚|目录", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Style:
    name: str = ""
    level: int = 0


def read(name: str, data: bytes) -> Page:
    """The page of a Word file. Raises ``InputError`` when it is broken, encrypted, no Word file, or a zip bomb."""
    parts = _parts(name, data)
    document = _tree(name, parts.get("word/document.xml"))
    if document is None:
        raise InputError(
            "“{name}” is a zip file but no Word file.", "Save the text as .docx and give that file.", name=name
        )
    styles = _styles(_tree(name, parts.get("word/styles.xml")))
    texts: list[str] = []
    pieces: list[Piece] = []
    place = 0
    footnotes = (_tree(name, parts.get(f"word/{kind}notes.xml")) for kind in ("foot", "end"))
    for source, is_note in ((document, False), *((tree, True) for tree in footnotes if tree is not None)):
        for paragraph in source.iter(f"{_W}p"):
            if any(parent.tag == _FALLBACK for parent in paragraph.iterancestors()):
                continue
            text = _text(paragraph)
            if not text:
                continue
            span = Span(place, place + len(text))
            place = span.stop + 2
            texts.append(text)
            pieces.append(_piece(text, span, paragraph, styles, is_note))
    return Page("\n\n".join(texts), tuple(pieces), _title(name, parts))


def _parts(name: str, data: bytes) -> dict[str, bytes]:
    """The XML parts that are read, unpacked, their sizes checked before and while unpacking."""
    wanted = ("word/document.xml", "word/styles.xml", "word/footnotes.xml", "word/endnotes.xml", "docProps/core.xml")
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "EncryptedPackage" in names or any(info.flag_bits & 1 for info in archive.infolist()):
                raise InputError("“{name}” is protected by a password.", "Save it without one.", name=name)
            left = _MOST
            for part in wanted:
                if part not in names:
                    continue
                with archive.open(part) as stream:
                    found[part] = stream.read(left + 1)
                left -= len(found[part])
                if left < 0:
                    raise InputError(
                        "“{name}” unpacks to more than {limit} MB.",
                        "Split the document into parts.",
                        name=name,
                        limit=_MOST // 1048576,
                    )
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise _broken(name) from None
    except Exception as error:  # zlib.error has no common base with the others
        if type(error).__name__ == "error":
            raise _broken(name) from None
        raise
    return found


def _broken(name: str) -> InputError:
    return InputError("“{name}” is a broken Word file.", "Open it in a word processor and save it again.", name=name)


def _tree(name: str, part: bytes | None) -> etree._Element | None:
    if part is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _broken(name) from None


def _title(name: str, parts: dict[str, bytes]) -> str:
    tree = _tree(name, parts.get("docProps/core.xml"))
    return clean((tree.findtext("{http://purl.org/dc/elements/1.1/}title") if tree is not None else "") or "").strip()


def _styles(tree: etree._Element | None) -> dict[str, _Style]:
    """The name and heading level of every style, by id; a style without a level takes its parent's."""
    if tree is None:
        return {}
    elements = {cast(str, style.get(f"{_W}styleId")): style for style in tree.iter(f"{_W}style")}
    found = {}
    for identifier, style in elements.items():
        name, level = _value(style, "name"), 0
        current: etree._Element | None = style
        for _ in range(20):
            if current is None or level:
                break
            match = _HEADING.fullmatch(_value(current, "name"))
            outline = current.find(f"{_W}pPr/{_W}outlineLvl")
            level = int(match.group(1)) if match else _outline(outline)
            current = elements.get(_value(current, "basedOn"))
        found[identifier] = _Style(name, level)
    return found


def _outline(element: etree._Element | None) -> int:
    value = element.get(f"{_W}val") if element is not None else None
    return int(value) + 1 if value in _LEVELS else 0


def _value(element: etree._Element, tag: str) -> str:
    child = element.find(f"{_W}{tag}")
    return (child.get(f"{_W}val") or "") if child is not None else ""


def _text(paragraph: etree._Element) -> str:
    """The visible text of one paragraph, without that of text boxes inside it (those are paragraphs of their own)."""
    lines = clean("".join(_runs(paragraph))).split("\n")
    return "\n".join(line for line in (regex.sub(r"[ \t]+", " ", line).strip() for line in lines) if line)


def _runs(paragraph: etree._Element) -> Iterator[str]:
    run, hidden = None, False  # the last run and what it is, since one may hold any number of breaks
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        owner = next((parent for parent in element.iterancestors() if parent.tag in (f"{_W}p", _FALLBACK)), None)
        if owner is not paragraph or element.getparent() is None:
            continue
        parent = cast(etree._Element, element.getparent())
        if parent is not run:
            run = parent
            hidden = run.tag != f"{_W}r" or run.find(f"{_W}rPr/{_W}vanish") is not None
        if hidden:
            continue
        if element.tag == f"{_W}t":
            yield element.text or ""
        else:
            yield {f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}.get(str(element.tag), "\n")


def _piece(text: str, span: Span, paragraph: etree._Element, styles: dict[str, _Style], is_note: bool) -> Piece:
    properties = paragraph.find(f"{_W}pPr")
    style = _Style()
    outline = 0
    hint: Kind | None = None
    if properties is not None:
        style = styles.get(_value(properties, "pStyle"), _Style(_value(properties, "pStyle")))
        outline = _outline(properties.find(f"{_W}outlineLvl"))
        hint = Kind.LIST_ITEM if properties.find(f"{_W}numPr") is not None else None
    level = outline or style.level
    if not level:
        hint = next((kind for pattern, kind in _STYLES if pattern.match(style.name)), hint)
    elif hint is Kind.LIST_ITEM:
        hint = None
    return Piece(
        span,
        unwrap(text),
        hint=Kind.FOOTNOTE if is_note else hint,
        level=0 if is_note else level,
        furniture=2 if _FURNITURE.match(style.name) else 0,
        bold=_is_bold(paragraph),
    )


def _is_bold(paragraph: etree._Element) -> bool:
    """Whether every run with text is bold."""
    runs = [run for run in paragraph.iter(f"{_W}r") if run.findtext(f"{_W}t")]
    marks = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    return bool(runs) and all(mark is not None and mark.get(f"{_W}val") not in ("0", "false") for mark in marks)
