"""PDF files: the text layer, its lines made paragraphs again, with font sizes as the only structure there is.

Lines that recur at the top or bottom of pages (running heads, page numbers) are marked as furniture; words cut by a
hyphen at a line's end are made whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import regex

from aligner.blocks import unwrap
from aligner.errors import InputError
from aligner.pieces import HAN, Page, Piece, ends_clause, ends_sentence, weight
from aligner.readers import _pdfium
from aligner.readers._decode import clean
from aligner.types import Span

SUFFIXES = (".pdf",)
_AGAIN = "Export it as PDF again."
_HYPHEN = regex.compile(r"(?<=\p{L})[-\u00ad\x02\ufffe]$")
_SOFT_HYPHENS = regex.compile(r"[\x02\ufffe\u00ad](?=[\r\n]|$)")
_COMPOUND = regex.compile(r"\p{L}+(?:-\p{L}+)+")
_DIGITS = regex.compile(r"\d+|\b[ivxlc]+\b")
_MARKER = regex.compile(r"\s*(?:[-*•●▪·]\s|[（(]?\d{1,2}[.)）、]\s?|\[\d{1,3}\]|[一二三四五六七八九十]{1,3}、)")
_PRINTED = regex.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d{2}\b.*|(?:https?|file)://\S+(?:\s+\d+\s*/\s*\d+)?"
)
"""What browsers print at a page's edges: date, time and title; address and page number."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of text with its box (points, y upward), font size and page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    page: int
    furniture: bool = False
    edge: bool = False


def read(name: str, data: bytes) -> Page:
    """The page of a PDF file. Raises ``InputError`` when it is broken, encrypted, or has no text layer."""
    try:
        pages, found, title = _pdfium.extract(data)
    except _pdfium.Unreadable as error:
        raise _refusal(name, error) from None
    lines = [_line(raw) for raw in found]
    if not any(weight(line.text) for line in lines):
        raise InputError(
            "“{name}” has no text layer: its pages are pictures.", "Run OCR (text recognition) on it first.", name=name
        )
    return _page(_mark_furniture(lines, pages), clean(title).strip())


def _refusal(name: str, error: _pdfium.Unreadable) -> InputError:
    if error.reason == "password":
        return InputError("“{name}” is protected by a password.", "Save it without one.", name=name)
    if error.reason == "pages":
        return InputError(
            "“{name}” has {count:,} pages, over the limit of {limit:,}.",
            "Split it into parts.",
            name=name,
            count=error.count,
            limit=_pdfium.MOST_PAGES,
        )
    if error.reason == "costly":
        return InputError("“{name}” takes more time or memory than any PDF file may.", _AGAIN, name=name)
    return InputError("“{name}” is a broken PDF file.", _AGAIN, name=name)


def _line(raw: _pdfium.RawLine) -> _Line:
    text = clean(_SOFT_HYPHENS.sub("-", raw.text.rstrip())).strip()
    return _Line(text, raw.left, raw.right, raw.bottom, raw.top, raw.size, raw.page, edge=raw.edge)


def _mark_furniture(lines: list[_Line], pages: int) -> list[_Line]:
    """Running heads and feet: lines at a page's edge that recur (digits aside), page numbers, what browsers print."""
    keys = Counter((_DIGITS.sub("#", line.text.lower()), line.top > line.bottom) for line in lines if line.edge)
    marked = []
    for line in lines:
        key = _DIGITS.sub("#", line.text.lower())
        bare = not regex.search(r"\p{L}", _DIGITS.sub("", line.text.lower()))
        printed = _PRINTED.fullmatch(line.text) is not None
        recurs = keys[(key, line.top > line.bottom)] >= max(2, pages // 3) and pages > 1
        marked.append(replace(line, furniture=line.edge and (recurs or bare or printed)))
    return marked


def _page(lines: Sequence[_Line], title: str) -> Page:
    body = _body_size(lines)
    levels = _levels(lines, body)
    right = _right_edges(lines)
    paragraphs: list[list[_Line]] = []
    pending: list[_Line] = []
    for line in lines:
        if line.furniture:
            pending.append(line)
            continue
        if paragraphs and _belongs(paragraphs[-1], line, right):
            paragraphs[-1].append(line)
        else:
            # Furniture waits for the end of a paragraph, so that a page break does not tear a sentence apart.
            paragraphs.extend([one] for one in pending)
            pending.clear()
            paragraphs.append([line])
    paragraphs.extend([one] for one in pending)
    compounds = {word.lower() for line in lines for word in _COMPOUND.findall(line.text)}
    texts, pieces, place = [], [], 0
    for group in paragraphs:
        text = _joined(group, compounds)
        span = Span(place, place + len(text))
        place = span.stop + 2
        texts.append(text)
        size = group[0].size
        level = levels.get(size, 0) if weight(text) <= 300 else 0
        furniture = 3 if group[0].furniture else 0
        pieces.append(Piece(span, unwrap(text), level=level, size=size / body, furniture=furniture))
    return Page("\n\n".join(texts), tuple(pieces), title)


def _body_size(lines: Sequence[_Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += weight(line.text)
    return sizes.most_common(1)[0][0]


def _levels(lines: Sequence[_Line], body: float) -> dict[float, int]:
    """Heading levels by font size: the largest is 1; nothing that is hardly larger than the running text counts."""
    sizes = sorted({line.size for line in lines if line.size > body * 1.12 and not line.furniture}, reverse=True)
    return {size: min(level, 6) for level, size in enumerate(sizes, 1)}


def _right_edges(lines: Sequence[_Line]) -> dict[int, float]:
    edges: dict[int, list[float]] = {}
    for line in lines:
        if not line.furniture:
            edges.setdefault(line.page, []).append(line.right)
    return {page: sorted(rights)[int(len(rights) * 0.8)] for page, rights in edges.items()}


def _belongs(group: list[_Line], line: _Line, right: dict[int, float]) -> bool:
    """Whether a line goes on with a paragraph: same size, usual leading, no indent, and the line before was full."""
    last = group[-1]
    if last.furniture or abs(last.size - line.size) > 0.08 * line.size or _MARKER.match(line.text):
        return False
    full = last.right > right[last.page] - 3 * last.size
    if line.page != last.page or line.bottom > last.top:
        # A new page or column: only an unfinished sentence goes on there.
        if HAN.match(last.text[-1]):
            return full and not ends_clause(last.text)
        return not ends_clause(last.text) and (line.text[:1].islower() or bool(_HYPHEN.search(last.text)))
    leading = last.bottom - line.bottom
    usual = median(one.bottom - other.bottom for one, other in pairwise(group)) if group[2:] else 0
    if leading > max(1.9 * line.size, 0) or (usual > 0 and leading > 1.35 * usual):
        return False
    if line.left > last.left + 1.2 * line.size and len(group) > 1:
        return False
    return full or not (ends_sentence(last.text) or weight(last.text) < 60)


def _joined(group: Sequence[_Line], compounds: set[str]) -> str:
    """The paragraph's text on one line, words cut by hyphens whole again; compounds seen elsewhere keep theirs."""
    text = group[0].text
    for line in group[1:]:
        if _HYPHEN.search(text) and line.text[:1].islower():
            cut = _COMPOUND.search(text[-40:].rsplit(" ", 1)[-1] + line.text.split(" ", 1)[0])
            text = (text if cut and cut.group().lower() in compounds else text[:-1]) + line.text
        else:
            text = unwrap(f"{text}\n{line.text}")
    return text
