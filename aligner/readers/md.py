"""Markdown: headings, lists, quotations, captions and footnotes from its marks; the marks themselves are left out."""

from __future__ import annotations

import regex

from aligner.blocks import unwrap
from aligner.cues import is_byline
from aligner.pieces import Page, Piece, weight
from aligner.readers._decode import decode
from aligner.readers.txt import lines_of, pieces_of, trim, wrap_width
from aligner.types import Kind, Span

SUFFIXES = (".md", ".markdown")
_HEADING = regex.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = regex.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_RULE = regex.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = regex.compile(r"\s{0,12}(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)")
_QUOTE = regex.compile(r" {0,3}(?:>[ \t]?)+")
_FOOTNOTE = regex.compile(r" {0,3}\[\^[^\]\s]{1,40}\]:[ \t]*")
_FENCE = regex.compile(r" {0,3}(```|~~~)")
_TABLE = regex.compile(r"\s*\|.*\|\s*$")
_EMPHASIS_LINE = regex.compile(r"(\*|_)(?!\1)[^*_]+\1$")
_BOLD_LINE = regex.compile(r"(\*\*|__)(?:(?!\1).)+\1$", regex.DOTALL)
_PARAGRAPH = regex.compile(r"(\n[ \t]*\n)")
_IMAGE = regex.compile(r"!\[([^\]\n]{0,500})\]\([^()\s]{0,2000}(?:\s+\"[^\"\n]{0,300}\")?\)")
_INLINE = (
    (_IMAGE, ""),
    (regex.compile(r"\[\^[^\]\s]{1,40}\](?!:)"), ""),
    (
        regex.compile(r"(?<!\\)\[([^\[\]\n]{1,500})\]\((?:[^()\s]|\([^()\s]*\)){0,2000}(?:\s+\"[^\"\n]{0,300}\")?\)"),
        r"\1",
    ),
    (regex.compile(r"<(https?://[^<>\s]{1,2000})>"), r"\1"),
    (regex.compile(r"</?[a-zA-Z][^<>\n]{0,500}>|<!--.*?-->", regex.DOTALL), ""),
    (regex.compile(r"(?<![\\*])\*\*(?=[^\s*])((?:[^*]|\*(?!\*)){1,2000}?(?<![\s\\]))\*\*(?!\*)"), r"\1"),
    (regex.compile(r"(?<![\\_\w])__(?=[^\s_])((?:[^_]|_(?!_)){1,2000}?(?<![\s\\]))__(?![_\w])"), r"\1"),
    (regex.compile(r"(?<![\\*A-Za-z0-9])\*(?=[^\s*])([^*]{0,2000}?[^\s*\\])\*(?![*A-Za-z0-9])"), r"\1"),
    (regex.compile(r"(?<![\\_\w])_(?=[^\s_])([^_]{0,2000}?[^\s_\\])_(?![_\w])"), r"\1"),
    (regex.compile(r"`([^`\n]{1,2000})`"), r"\1"),
    (regex.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])"), r"\1"),
)


def read(name: str, data: bytes) -> Page:
    """The page of a Markdown file."""
    return page_of(decode(name, data).text)


def looks_like(text: str) -> bool:
    """Whether a plain text is Markdown: two headings with number signs, or one and other marks.

    >>> looks_like("# One\\n\\ntext\\n\\n## Two\\n\\ntext"), looks_like("No. 1\\n#2 is next")
    (True, False)
    """
    if "#" not in text:
        return False
    headings = len(regex.findall(r"(?m)^ {0,3}#{1,6}[ \t]+\S", text))
    marks = len(regex.findall(r"(?m)^(?:[-*+] \S|> \S|!\[.*\]\(|\[\^\w+\]:)|\*\*\S[^*\n]*\*\*|\]\(https?://", text))
    return headings >= 2 or (headings == 1 and marks >= 1)


def page_of(text: str) -> Page:
    """Cuts Markdown into pieces. ``Page.text`` is the source without its inline marks (emphasis, links, code).

    >>> [(piece.text, piece.level) for piece in page_of("# *Big* towns\\n\\nThey [grow](http://a.b).").pieces]
    [('Big towns', 1), ('They grow.', 0)]
    """
    title, text = _front_matter(text)
    plain, emphasised, bold = _without_inline(text)
    lines = lines_of(plain)
    pieces: list[Piece] = []
    plain_run: list[Span] = []
    fenced = False
    gap = 0

    def flush() -> None:
        nonlocal gap
        if plain_run:
            for piece in _paragraphs(plain, plain_run, width):
                hint = Kind.CAPTION if piece.text in emphasised and _may_be_caption(piece.text) else None
                pieces.append(piece._replace(hint=hint, bold=piece.text in bold, gap=gap))
                gap = 0
            plain_run.clear()

    width = wrap_width(plain, [trim(plain, line) for line in lines])
    for number, line in enumerate(lines):
        content = line.of(plain)
        if _FENCE.match(content):
            flush()
            fenced = not fenced
            continue
        if not content.strip():
            flush()
            gap += 1
            continue
        underline = _UNDERLINE.match(content)
        if underline and len(plain_run) == 1 and lines[number - 1] == plain_run[0]:
            pieces.append(_piece(plain, plain_run.pop(), gap, level=1 if "=" in underline.group() else 2))
            gap = 0
            continue
        piece = None if fenced else _marked(plain, line, gap)
        if piece:
            flush()
            pieces.append(piece._replace(gap=gap))
            gap = 0
        elif fenced:
            flush()
            pieces.append(_piece(plain, trim(plain, line), gap, furniture=2))
            gap = 0
        else:
            if pieces and not plain_run and gap == 0 and content[:1].isspace() and pieces[-1].hint is Kind.LIST_ITEM:
                pieces[-1] = _longer(plain, pieces[-1], trim(plain, line))
                continue
            plain_run.append(line)
    flush()
    return Page(plain, tuple(piece for piece in pieces if piece.text), title)


def _may_be_caption(text: str) -> bool:
    """Emphasised lines are captions when they are one short sentence and do not say who wrote the text."""
    return weight(text) <= 200 and not regex.search(r"[.!?] |[。！？].", text) and not is_byline(text)


def _paragraphs(text: str, lines: list[Span], width: int) -> list[Piece]:
    """Markdown joins neighbouring lines into one paragraph; lines that were plainly meant as paragraphs stay apart."""
    spans = [trim(text, line) for line in lines]
    if width or all(len(span) <= 120 for span in spans[:-1]):
        span = Span(spans[0].start, spans[-1].stop)
        return [Piece(span, unwrap(span.of(text)))]
    return pieces_of(text, lines)


def _marked(text: str, line: Span, gap: int) -> Piece | None:
    """The piece of a line that carries a block mark, or None for an ordinary line."""
    content = line.of(text)
    if heading := _HEADING.match(content):
        span = Span(line.start + heading.start(2), line.start + heading.end(2))
        return _piece(text, trim(text, span), gap, level=len(heading.group(1)))
    if _RULE.match(content) or _TABLE.match(content):
        return _piece(text, trim(text, line), gap, furniture=2 if _RULE.match(content) else 0)
    for mark, hint in ((_FOOTNOTE, Kind.FOOTNOTE), (_ITEM, Kind.LIST_ITEM), (_QUOTE, None)):
        if match := mark.match(content):
            start = match.end() if hint is not Kind.LIST_ITEM or not content.lstrip()[:1].isdigit() else 0
            return _piece(text, trim(text, Span(line.start + start, line.stop)), gap, hint=hint)
    return None


def _piece(text: str, span: Span, gap: int, *, hint: Kind | None = None, level: int = 0, furniture: int = 0) -> Piece:
    return Piece(span, unwrap(span.of(text)), hint=hint, level=level, furniture=furniture, gap=gap)


def _longer(text: str, piece: Piece, line: Span) -> Piece:
    span = Span(piece.span.start, line.stop)
    return piece._replace(span=span, text=unwrap(span.of(text)))


def _front_matter(text: str) -> tuple[str, str]:
    """The title that YAML front matter names, and the text after it."""
    match = regex.match(r"---\n(.{0,5000}?)\n---\n", text, regex.DOTALL)
    if not match:
        return "", text
    title = regex.search(r"(?m)^title:\s*[\"']?(.*?)[\"']?\s*$", match.group(1))
    return (title.group(1) if title else ""), text[match.end() :]


def _without_inline(text: str) -> tuple[str, set[str], set[str]]:
    """The text without inline marks, the paragraphs that were wholly emphasised, and those that were wholly bold."""
    emphasised, bold, chunks = set(), set(), []
    for chunk in _PARAGRAPH.split(text):
        plain = chunk
        if not any(_RULE.match(line) for line in chunk.split("\n")):
            for mark, substitute in _INLINE:
                plain = mark.sub(substitute, plain)
        stripped = chunk.strip()
        if _EMPHASIS_LINE.match(stripped):
            emphasised.add(unwrap(plain.strip()))
        elif _BOLD_LINE.match(stripped):
            bold.add(unwrap(plain.strip()))
        chunks.append(plain)
    return "".join(chunks), emphasised, bold
