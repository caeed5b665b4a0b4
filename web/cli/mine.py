"""``doichieu mine``: a first glossary out of aligned works, or straight out of files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from aligner.errors import InputError
from web.cli._files import Input, inputs
from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import Progress, note, printable, progress, table
from web.views import ConceptView

if TYPE_CHECKING:
    from aligner.types import Document
    from glossary.types import Concept

SHOWN = 50
PRINTED = 300
TWICE = "Say the language of one (LANG=FILE), or mine them one by one."

EPILOG = """\b
Examples:
  doichieu mine industrial-clusters
  doichieu mine 1 2 3 --json
  doichieu mine
  doichieu mine --files en.txt vi.docx zh.html --top 100
  doichieu mine --files --segmented en=en.txt zh-Hant=zh.txt --json"""


@click.command("mine", epilog=EPILOG)
@click.argument("works", nargs=-1, metavar="[WORK… | [LANG=]FILE…]")
@click.option("--files", is_flag=True, help="Mine files, which are versions of one text, without any database.")
@click.option(
    "--segmented", is_flag=True, help="With --files: one segment a line, taken as it is; nothing is split or dropped."
)
@click.option(
    "--top",
    type=click.IntRange(1),
    help=f"How many concepts to print. Default: {SHOWN}; {PRINTED} with --files --json.",
)
@database
@as_json
@quiet
def COMMAND(works: tuple[str, ...], files: bool, segmented: bool, top: int | None) -> None:
    """Draft the concepts that works share, and print those most used.

    Without a WORK: of all works. The drafts are kept in the database with the rows that prove them, in place of earlier
    drafts of the same works; what people decided stands.
    With --files nothing is kept; concepts come best first, as JSON with the rows and the places in them.
    """
    if files:
        if not works:
            raise InputError("There is no file to mine.", "Name the versions of one text, or leave --files out.")
        _mine_files(inputs(works), segmented, top or (PRINTED if settings().json else SHOWN))
        return
    if segmented:
        raise InputError("--segmented says how files are read.", "Use it with --files.")
    _mine_works(works, top or SHOWN)


def _mine_works(works: Sequence[str], top: int) -> None:
    from web.actions import get_work, list_concepts, list_works, mine_work

    with settings().store() as store:
        every = [work for work in list_works(store, limit=1_000_000).items if work.rows] if not works else []
        named = every or [get_work(store, work).summary for work in works]
        with progress() as tell:
            for number, work in enumerate(named):
                tell(f"Collecting terms of {work.title}", number / len(named))
                mine_work(store, work.id)
        found = {c.id: c for work in named for c in list_concepts(store, work=work.id, limit=top).items}
    concepts = sorted(found.values(), key=lambda c: (-c.count, c.id))[:top]
    if settings().json:
        print_json(concepts)
        return
    langs = list(dict.fromkeys(lang for work in named for lang in work.langs))
    _show(["count", *langs], [_cells(concept, langs) for concept in concepts], 0)


def _mine_files(given: Sequence[Input], segmented: bool, top: int) -> None:
    from web.actions.mining import mine_texts, mined_json

    with progress() as tell:
        documents = _read(given, segmented, tell)
        langs = [document.lang for document in documents]
        tell(f"Collecting terms in {', '.join(langs)}", 0.4)
        concepts = mine_texts(documents, segmented=segmented, top=top)
    if settings().json:
        print_json([mined_json(concept, langs) for concept in concepts])
        return
    rows = [[str(n), one.kind, *_forms(one, langs)] for n, one in enumerate(concepts, 1)]
    _show(["", "kind", *langs], rows, 0)


def _read(given: Sequence[Input], segmented: bool, tell: Progress) -> list[Document]:
    """The texts in the order of the files. Raises ``InputError`` when two share a language."""
    from web.actions.reading import each_language_once, read_documents, read_segments

    documents: list[Document] = []
    for number, item in enumerate(given):
        tell(f"Reading {item.name}", 0.4 * number / len(given))
        documents += (read_segments if segmented else read_documents)(item.name, item.read(), item.lang)
    each_language_once(documents, TWICE)
    return documents


def _show(head: list[str], rows: list[list[str]], right: int) -> None:
    """A table on a terminal, tabs in a pipe."""
    if not rows:
        note("No terms were found.")
        return
    if sys.stdout.isatty():
        lines = list(table(head, rows, (right,), 1 if head[1] != "kind" else 2))
    else:
        lines = ["\t".join(map(printable, row)) for row in [head, *rows]]
    for line in lines:
        click.echo(line)


def _cells(concept: ConceptView, langs: list[str]) -> list[str]:
    return [str(concept.count), *("; ".join(term.text for term in concept.of(lang)) for lang in langs)]


def _forms(concept: Concept, langs: list[str]) -> list[str]:
    """The terms of each language, those used more than once with how often."""
    shown = {lang: [f"{t.text} ×{t.count}" if t.count > 1 else t.text for t in concept.of(lang)] for lang in langs}
    return ["; ".join(shown[lang]) for lang in langs]
