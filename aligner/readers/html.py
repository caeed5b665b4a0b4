"""HTML: the visible text, block by block, with what tags, classes and roles say about each.

The walk uses no recursion, so a page nested 50,000 levels deep is no danger; large pages are read in a process of their
own. Nothing is fetched, and no script runs.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode

from aligner.blocks import unwrap
from aligner.pieces import Page, Piece, ends_sentence
from aligner.readers import _apart
from aligner.readers._decode import clean, decode
from aligner.types import Kind, Span

SUFFIXES = (".html", ".htm", ".xhtml")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DROPPED = _words(
    "script style noscript template iframe object embed svg math canvas audio video head title rt rp rtc select option "
    "datalist input textarea map progress meter"
)
_INLINE = _words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rbc ruby s samp small "
    "span strike strong sub sup time tt u var wbr img picture source slot"
)
_FURNITURE_TAGS = _words("nav footer form button menu dialog")
_FURNITURE_ROLES = _words("navigation banner contentinfo search menu menubar dialog alert toolbar tablist")
_BOLD = _words("b strong")
_CLASS_SPLIT = regex.compile(r"[\s_]+|-+|(?<=[a-z])(?=[A-Z])")
_FURNITURE_CLASSES = _words(
    "nav navbar navigation menu breadcrumb breadcrumbs sidebar share sharing social comments comment respond related "
    "recommended recommend advert advertisement ads banner cookie cookies newsletter subscribe subscription pagination "
    "pager tags tagcloud login signup promo sponsor sponsored toolbar widget footer copyright popup modal skip rating "
    "contact phones hotline"
)
_CLASS_KINDS: tuple[tuple[frozenset[str], Kind], ...] = (
    (frozenset({"pullquote", "pull-quote", "pulledquote"}), Kind.PULL_QUOTE),
    (frozenset({"byline", "author", "authors"}), Kind.BYLINE),
    (frozenset({"caption", "figcaption", "credit"}), Kind.CAPTION),
    (frozenset({"subtitle", "standfirst", "dek", "deck", "subhead", "sapo"}), Kind.SUBTITLE),
    (frozenset({"footnote", "footnotes", "endnote", "endnotes"}), Kind.FOOTNOTE),
    (frozenset({"translator", "tnote"}), Kind.NOTE),
)
_HIDDEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.IGNORECASE)
_SPACE = regex.compile(r"[ \t\n\f\r]+")
_TELLING = 200
"""Characters by which a text is seen to end."""


@dataclass(slots=True)
class _State:
    """What the open elements say about the text inside them; each element has its own copy."""

    hint: Kind | None = None
    level: int = 0
    furniture: int = 0
    declared: str = ""
    strong: bool = False
    article: bool = False
    link: bool = False
    bold: bool = False
    pre: bool = False


@dataclass(slots=True)
class _Buffer:
    """The text of the block that is being read."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    plain: int = 0
    filled: bool = False
    broken: bool = False
    state: _State = field(default_factory=_State)

    def end(self) -> str:
        """The last of the text, enough of it to tell how it ends, without the blanks after it."""
        taken: list[str] = []
        held = 0
        for part in reversed(self.parts):
            taken.append(part)
            held += len(part.strip())
            if held > _TELLING:
                break
        return "".join(reversed(taken)).rstrip(" ")


def read(name: str, data: bytes) -> Page:
    """The page of an HTML file."""
    return page_of(decode(name, data).text)


def looks_like(text: str) -> bool:
    """Whether a text is HTML whatever its name says: a doctype, an html element, or several block tags.

    >>> looks_like("<!DOCTYPE html><p>x"), looks_like("a < b and c > d")
    (True, False)
    """
    head = text[:1000].lstrip().lower()
    if head.startswith(("<!doctype html", "<html", "<head", "<body", "<article", "<?xml")):
        return "<html" in text[:4000].lower() or not head.startswith("<?xml")
    return head.startswith("<") and len(regex.findall(r"</(?:p|div|h[1-6]|li|td)>", text[:200_000])) >= 2


def page_of(markup: str) -> Page:
    """Cuts markup into pieces; ``Page.text`` is the visible text, pieces separated by an empty line.

    >>> page = page_of("<nav>Home</nav><h1>Big<br>towns</h1><p>They &amp; we.</p>")
    >>> [(piece.text, piece.level, piece.furniture) for piece in page.pieces]
    [('Home', 0, 2), ('Big towns', 1, 0), ('They & we.', 0, 0)]
    """
    return _apart.page_of(markup) if _apart.takes_long(markup) else parsed(markup)


def parsed(markup: str) -> Page:
    """The same, in this process whatever it takes."""
    tree = LexborHTMLParser(markup)
    title = tree.css_first("title")
    builder = _Builder()
    if tree.root is not None:
        _walk(tree.root, builder)
    return Page(
        clean("\n\n".join(builder.texts)), tuple(builder.pieces), " ".join(clean(title.text()).split()) if title else ""
    )


class _Builder:
    """Collects inline text until a block ends, then makes a piece of it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.pieces: list[Piece] = []
        self._place = 0
        self._buffer = _Buffer()

    def add(self, text: str, state: _State) -> None:
        """Takes a run of text in."""
        if not state.pre:
            text = _SPACE.sub(" ", text)
        buffer = self._buffer
        if not buffer.filled:
            buffer.state = state
        size = len(text.strip())
        buffer.parts.append(text)
        buffer.filled = buffer.filled or size > 0
        buffer.broken = buffer.broken or "\n" in text
        buffer.linked += size if state.link else 0
        buffer.plain += 0 if state.bold or state.link else size

    def line(self, state: _State) -> None:
        """A ``<br>``: two in a row, or one after a full sentence, end the paragraph."""
        content = self._buffer.end()
        heading = state.level or state.hint in (Kind.CAPTION, Kind.LIST_ITEM)
        bold = self._buffer.filled and not self._buffer.plain and not self._buffer.linked
        if not heading and (content.endswith("\n") or ends_sentence(content) or (bold and not self._buffer.broken)):
            self.flush()
        else:
            self._buffer.parts.append("\n")
            self._buffer.broken = True

    def flush(self) -> None:
        """Ends the block."""
        buffer, self._buffer = self._buffer, _Buffer()
        lines = (clean(line).strip() for line in "".join(buffer.parts).split("\n"))
        text = "\n".join(line for line in lines if line)
        if not text:
            return
        state = buffer.state
        span = Span(self._place, self._place + len(text))
        self._place = span.stop + 2
        self.texts.append(text)
        total = max(1, len(text))
        self.pieces.append(
            Piece(
                span,
                unwrap(text),
                hint=state.hint,
                level=state.level,
                furniture=state.furniture,
                links=min(1.0, buffer.linked / total),
                bold=not buffer.plain and buffer.linked < total * 0.5,
                declared=state.declared,
                strong=state.strong,
            )
        )


def _walk(root: LexborNode, builder: _Builder) -> None:
    """Depth first, with an explicit path instead of recursion."""
    path: list[tuple[LexborNode, _State, bool]] = []
    node: LexborNode | None = root
    state = _State()
    while node is not None or path:
        if node is None:
            closed, state, block = path.pop()
            if block:
                builder.flush()
            node = closed.next
            continue
        if node.is_text_node:
            builder.add(node.text_content or "", state)
            node = node.next
            continue
        tag = node.tag or ""
        if not node.is_element_node or tag in _DROPPED or _is_hidden(node):
            node = node.next
            continue
        if tag in ("br", "hr"):
            builder.line(state) if tag == "br" else builder.flush()
            node = node.next
            continue
        block = tag not in _INLINE
        if block:
            builder.flush()
        path.append((node, state, block))
        state = _entered(node, tag, state)
        node = node.first_child
    builder.flush()


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    style = attributes.get("style") or ""
    return "hidden" in attributes or attributes.get("aria-hidden") == "true" or bool(_HIDDEN.search(style))


def _entered(node: LexborNode, tag: str, outer: _State) -> _State:
    """The state inside an element."""
    attributes = node.attributes
    state = _State(
        outer.hint, outer.level, outer.furniture, outer.declared, outer.strong, outer.article, outer.link, outer.bold,
        outer.pre or tag == "pre",
    )  # fmt: skip
    state.link = outer.link or tag == "a"
    state.bold = outer.bold or tag in _BOLD
    if language := attributes.get("lang") or attributes.get("xml:lang"):
        state.declared, state.strong = language, tag not in ("html", "body")
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        state.level = int(tag[1])
    if tag in ("article", "main") or attributes.get("role") in ("main", "article"):
        state.article = True
    state.furniture = max(outer.furniture, _furniture(tag, attributes, state.article))
    state.hint = _hint(tag, attributes) or outer.hint
    return state


def _furniture(tag: str, attributes: dict[str, str | None], article: bool) -> int:
    if tag in _FURNITURE_TAGS or (attributes.get("role") or "") in _FURNITURE_ROLES:
        # Inside an article a footer may hold the author's note or the footnotes: its words decide then.
        return 1 if tag == "footer" and article else 2
    if tag == "header" and not article:
        return 1
    if tag in ("html", "body", "article", "main"):
        return 0
    names = _names(attributes)
    if tag == "aside":
        return 0 if names & {"pullquote", "note", "footnotes", "footnote"} or {"pull", "quote"} <= names else 1
    return 1 if names & _FURNITURE_CLASSES else 0


def _names(attributes: dict[str, str | None]) -> set[str]:
    """The words of class, id and role, lower case, with compounds taken apart as well."""
    raw = " ".join(attributes.get(key) or "" for key in ("class", "id", "role", "rel", "itemprop"))
    whole = {name.lower() for name in raw.split()}
    return whole | {part.lower() for part in _CLASS_SPLIT.split(raw) if part}


def _hint(tag: str, attributes: dict[str, str | None]) -> Kind | None:
    names = _names(attributes)
    if {"pull", "quote"} <= names:
        return Kind.PULL_QUOTE
    for words, kind in _CLASS_KINDS:
        if names & words:
            return kind
    if "note" in names and tag in ("p", "aside", "div", "span", "section"):
        return Kind.NOTE
    if tag in ("figcaption", "caption"):
        return Kind.CAPTION
    if tag in ("li", "dd", "dt"):
        return Kind.LIST_ITEM
    return Kind.FOOTNOTE if "doc-footnote" in names or "doc-endnotes" in names else None
