"""The corpus: every file with the doors it is shown to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.hostile import exchange, others, packs, texts

SMALL, FULL = 20_000, 10_000_000
"""Sizes for the test run and for the proof: characters of a file whose size is what is hostile about it."""

DOCUMENT, TABLE, TERMS = "document", "table", "terms"
PATTERNS, ANCHORS, WORKS, COPY = "patterns", "anchors", "works", "copy"
KINDS = (DOCUMENT, TABLE, TERMS, PATTERNS, ANCHORS, WORKS, COPY)


@dataclass(frozen=True)
class Case:
    """A file by its name, and what it is taken for."""

    name: str
    data: bytes
    door: str


SUFFIXES = (
    *((suffix, DOCUMENT) for suffix in ("txt", "md", "html")),
    *((suffix, TABLE) for suffix in ("tsv", "jsonl", "indices")),
    ("csv", TERMS),
)


def cases(size: int, every: bool = True) -> Iterator[Case]:
    """All files in this size. A text goes under every name that a text may have, or, where not every one of them is
    wanted, under two, in turns."""
    for number, (name, data) in enumerate(texts.texts(size)):
        for place, (suffix, door) in enumerate(SUFFIXES):
            if every or (number + place) % len(SUFFIXES) in (0, 4):
                yield Case(f"{name}.{suffix}", data, door)
    for name, data in texts.pages(size):
        yield Case(f"page-{name}.html", data, DOCUMENT)
    for name, data in packs.words(size):
        yield Case(f"{name}.docx", data, DOCUMENT)
    for name, data in packs.pdfs(size):
        yield Case(f"{name}.pdf", data, DOCUMENT)
    for name, data in packs.workbooks(size):
        yield Case(f"{name}.xlsx", data, TABLE)
        yield Case(f"{name}.xlsx", data, TERMS)
        yield Case(f"{name}-book.docx", data, DOCUMENT)
    for name, data in exchange.memories(size):
        yield Case(f"{name}.tmx", data, TABLE)
        yield Case(f"{name}.tmx", data, TERMS)
    for kind, suffix in (("termbases", "tbx"), ("sheets", "csv"), ("lists", "txt"), ("records", "jsonl")):
        for name, data in getattr(exchange, kind)(size):
            yield Case(f"{name}.{suffix}", data, TERMS)
    for name, data in others.patterns(size):
        yield Case(f"{name}.toml", data, PATTERNS)
    for name, data in others.anchors(size):
        yield Case(f"{name}.anchors.tsv", data, ANCHORS)
    for name, data in others.manifests(size):
        yield Case(f"{name.partition('.')[0]}.works.{name.partition('.')[2]}", data, WORKS)
    for name, data in others.copies(size):
        yield Case(f"{name}.db", data, COPY)


NAMES = (
    "../../../etc/passwd.txt",
    "a\u202etxt.exe.txt",
    "a\nb.txt",
    "a\tb\x1b[31m.txt",
    "<script>alert(1)</script>.txt",
    "'; DROP TABLE works; --.txt",
    "=cmd|' /C calc'!A0.txt",
    "C:\\Windows\\system32\\a.txt",
    "con.txt",
    ".txt",
    "a" * 255 + ".txt",
    "a." + "b" * 100_000,
    "名\ud800字.txt",
    "名字\x00.txt",
    "%00%2e%2e%2f.txt",
    "{{7*7}}.txt",
    "…" * 100 + ".txt",
)
"""Names of files that mean something to something."""
