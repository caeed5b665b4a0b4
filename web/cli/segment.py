"""``doichieu segment``: what a file is taken for: its blocks, their labels, and the segments in them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from web.cli._files import inputs
from web.cli._options import as_json, quiet, settings
from web.cli._terminal import printable

if TYPE_CHECKING:
    from aligner.types import Document, Segment

EPILOG = """\b
Examples:
  doichieu segment article.html
  doichieu segment vi=notes.txt --format jsonl"""


@click.command("segment", epilog=EPILOG)
@click.argument("file", metavar="[LANG=]FILE")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="What to print.",
)
@as_json
@quiet
def COMMAND(file: str, format_: str) -> None:
    """Show a file's blocks and segments with label, language and offsets.

    Offsets count characters of the decoded text. Text: a line for each block, below it a line for each segment. JSON
    Lines: an object for each block with its segments. Boilerplate is shown, and has no segments. What goes on for
    10,000 characters without a stop is cut before that, at a semicolon, a comma or a blank where there is one.
    """
    from aligner.segmentation import segment
    from web.actions.reading import read_documents

    (item,) = inputs([file])
    for document in read_documents(item.name, item.read(), item.lang):
        segments: dict[int, list[Segment]] = defaultdict(list)
        for found in segment(document):
            segments[found.block].append(found)
        for line in (_text if format_ == "text" and not settings().json else _jsonl)(document, segments):
            click.echo(line)


def _text(document: Document, segments: dict[int, list[Segment]]) -> Iterator[str]:
    yield click.style(f"{printable(document.name)}  {document.lang}  {len(document.blocks)} blocks", bold=True)
    for number, block in enumerate(document.blocks):
        place = f"{block.span.start}–{block.span.stop}"
        text = "" if segments[number] else f"  {printable(block.text)}"
        yield click.style(f"[{number}] {block.kind} {block.lang} {place}", dim=True) + text
        for found in segments[number]:
            kind = "" if found.kind == block.kind else f" {found.kind}"
            place = click.style(f"{found.span.start}–{found.span.stop}{kind}", dim=True)
            yield f"  {found.index}  {place}  {printable(found.text)}"


def _jsonl(document: Document, segments: dict[int, list[Segment]]) -> Iterator[str]:
    for number, block in enumerate(document.blocks):
        record = {
            "document": document.name,
            "block": number,
            "kind": str(block.kind),
            "lang": block.lang,
            "start": block.span.start,
            "stop": block.span.stop,
            "text": block.text,
            "segments": [
                {"index": s.index, "kind": str(s.kind), "start": s.span.start, "stop": s.span.stop, "text": s.text}
                for s in segments[number]
            ],
        }
        yield json.dumps(record, ensure_ascii=False)
