"""XML in and out: read without entities, network or a limit on patience; written as a stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, BinaryIO, TypeAlias
from xml.sax.saxutils import escape, quoteattr

import regex
from lxml import etree

from aligner.errors import said
from aligner.formats._base import one_line
from glossary.formats._incoming import Incoming

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
ENTRY_LIMIT = 50_000
"""The most elements that one concept may be made of."""

Node: TypeAlias = "tuple[str, Mapping[str, str], str | Sequence[Node]]"
"""An element to write: its tag with its prefix, its attributes, and its text or the elements in it."""

_HEAD = 4096
_POSITION = regex.compile(r", line \d+, column \d+$")


def entries(data: BinaryIO, incoming: Incoming, roots: Sequence[str], entry: Sequence[str]) -> Iterator[Any]:
    """The root as soon as it begins, then every entry when it is whole; each is forgotten when the next one is asked
    for. Tags are given without their namespace. Entities that the file declares are refused, none is fetched.

    Raises ``InputError`` with the line when the file is broken, or begins with another root.
    """
    data.seek(0)
    events = etree.iterparse(
        data,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        yield from _walk(events, incoming, roots, entry)
    except etree.XMLSyntaxError as error:
        fault = one_line(_POSITION.sub("", error.msg or "it is no XML")).rstrip(".")
        raise incoming.refuse(
            f"line {error.lineno}", said("the XML is broken: {fault}.", fault=fault), "Export it again."
        ) from None


def _walk(events: Any, incoming: Incoming, roots: Sequence[str], entry: Sequence[str]) -> Iterator[Any]:
    begun, inside, size = False, False, 0
    names: dict[str, str] = {}  # tags repeat: each is cut once
    for event, element in events:
        tag = element.tag
        name = names.get(tag) or names.setdefault(tag, local(element))
        if not begun:
            begun = True
            _check_root(element, incoming, roots)
            yield element
        if name in entry:
            inside, size = event == "start", 0
            if event == "end":
                yield element
                element.clear()
                while (before := element.getprevious()) is not None:
                    before.getparent().remove(before)
        elif inside:
            size += event == "start"
            if size > ENTRY_LIMIT:
                raise incoming.refuse(
                    place(element), said("one entry has more than {limit:,} elements.", limit=ENTRY_LIMIT)
                )


def _check_root(root: Any, incoming: Incoming, roots: Sequence[str]) -> None:
    if local(root) not in roots:
        known = [f"<{name}>" for name in roots]
        raise incoming.refuse(
            "", said("it begins with <{tag}>, not with one of {known}.", tag=local(root), known=known)
        )
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise incoming.refuse("", "it declares entities of its own, which are not read.", "Export it again without.")


def local(element: Any) -> str:
    """A tag without its namespace."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def namespace(element: Any) -> str:
    """The namespace of a tag, or nothing."""
    return str(element.tag)[1:].partition("}")[0] if str(element.tag).startswith("{") else ""


def place(element: Any, name: str = "") -> str:
    """Where an element stands, for a sentence: its line, and the entry's id where that is known."""
    parts = [f"line {element.sourceline}"] if element.sourceline else []
    return ", ".join([*parts, *([f"entry {name}"] if name else [])])


def children(element: Any) -> list[Any]:
    """The elements inside, without comments and the like."""
    return [child for child in element if isinstance(child.tag, str)]


def markup(node: Node) -> str:
    """An element with what is in it, as XML. Names are taken as they are, texts must be clean.

    >>> markup(("note", {"xml:lang": "en"}, "a < b"))
    '<note xml:lang="en">a &lt; b</note>'
    """
    tag, attributes, content = node
    inside = escape(content) if isinstance(content, str) else "".join(map(markup, content))
    return f"{opening(tag, attributes)}{inside}</{tag}>"


def opening(tag: str, attributes: Mapping[str, str]) -> str:
    """The tag that opens an element."""
    return f"<{tag}{''.join(f' {name}={quoteattr(value)}' for name, value in attributes.items())}>"


def root_of(data: BinaryIO) -> tuple[str, Mapping[str, str]] | None:
    """The root's tag without namespace and its attributes, when the file begins as XML does; it is wound back."""
    data.seek(0)
    head = data.read(_HEAD)
    data.seek(0)
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not (bare.startswith(b"<") or head.startswith((b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00", b"\x00<"))):
        return None
    parser = etree.XMLPullParser(("start",), resolve_entities=False, no_network=True, load_dtd=False)
    try:
        for part in chain([head], iter(lambda: data.read(_HEAD), b"")):
            parser.feed(part)
            for _, element in parser.read_events():
                root: Any = element
                return local(root), dict(root.attrib)
            if data.tell() > 64 * _HEAD:
                break
    except etree.XMLSyntaxError:
        return "", {}
    finally:
        data.seek(0)
    return "", {}
