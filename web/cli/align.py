"""``doichieu align``: files in, an aligned table out, without any database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

import click

from aligner.errors import InputError
from web.cli import _aligning
from web.cli._files import NAMED, SEVERAL, Input, check_output, inputs, of_pair, table_format, write_out
from web.cli._memory import keep_memory
from web.cli._options import as_json, output, quiet, tags
from web.cli._terminal import Progress, progress, warn

if TYPE_CHECKING:
    from aligner.neural import Mode
    from aligner.pipeline import Options
    from aligner.types import Document, Span, Table

TWICE = "Say the language of one (LANG=FILE), or align them two by two."

EPILOG = """\b
Examples:
  doichieu align en.txt vi.docx zh.html -o table.tmx
  doichieu align page-with-two-languages.html zh-Hant=translation.txt
  doichieu align --segmented en=en.txt vi=vi.txt --format indices
  doichieu align en.txt vi.txt --glossary terms.tsv --anchors confirmed.tsv
  doichieu align en.txt vi.txt zh.txt --pairs -o memory.tmx"""


@click.command("align", epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, metavar="[LANG=]FILE…")
@output
@click.option(
    "--segmented",
    is_flag=True,
    help="One segment a line of up to 20,000 characters, taken as it is: nothing is split, dropped or cleaned.",
)
@click.option(
    "--anchors",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Rows that are right, as “--format indices” writes them: they are kept, only the gaps are aligned.",
)
@_aligning.glossary
@_aligning.neural
@_aligning.passes
@tags
@click.option("--pairs", is_flag=True, help="One file for each pair of languages: OUT.en-vi.tmx and so on.")
@click.option("--strict", is_flag=True, help="End with 1 when there are warnings.")
@as_json
@quiet
@click.pass_context
def COMMAND(
    ctx: click.Context,
    files: tuple[str, ...],
    output: Path | None,
    format_: str | None,
    segmented: bool,
    anchors: Path | None,
    glossary: Path | None,
    neural: Mode,
    passes: int,
    tags: Literal["bcp47", "region"],
    pairs: bool,
    strict: bool,
) -> None:
    """Align versions of one text, and print the table.

    The language of each file is detected; LANG= says it (en, vi, zh-Hans, zh-Hant). A file that holds two languages is
    split. Columns stand in the order of the files. "-" is standard input. A segment has 10,000 characters at the most:
    what goes on without a stop is cut.
    """
    keep_memory()
    given = inputs(files)
    model = _aligning.embedder(neural)
    name = table_format(format_, output)
    read = [*given, *(Input(str(path), "") for path in (anchors, glossary) if path is not None)]
    check_output(output, read)
    if pairs and output is None:
        raise InputError(SEVERAL, NAMED)
    from aligner.confirmed import Unfit
    from aligner.pipeline import Options

    with progress() as tell:
        documents = _read(given, segmented, tell)
        tell(f"Aligning {', '.join(document.lang for document in documents)}", 0.4)
        langs = [document.lang for document in documents]
        options = Options(
            passes, _anchors(anchors, langs), _aligning.concepts(glossary, langs), neural, _aligning.told(model, tell)
        )
        try:
            table = _table(documents, segmented, options)
        except Unfit as error:
            raise InputError("{name}: {error}", name=anchors.name if anchors else "", error=error) from None
    from aligner import formats

    sources = {document.lang: document.name for document in documents}
    title = next((s.text for column in table.segments for s in column if s.kind == "title"), "")
    meta = formats.Meta(title=title, sources=sources, tags=tags)
    if output is not None and pairs:
        _write_pairs(table, output, read, lambda one, out: formats.write(name, one, out, meta))
    else:
        write_out(output, lambda out: formats.write(name, table, out, meta))
    _aligning.tell_embedded(table)
    warn(table.warnings)
    if strict and table.warnings:
        ctx.exit(1)


def _write_pairs(table: Table, output: Path, read: Sequence[Input], write: Callable[[Table, BinaryIO], None]) -> None:
    """A file for each pair of languages, as finely as they are aligned; no file when one of them may not be written."""
    from web.actions.alignment import arranged

    paths = {pair: of_pair(output, pair) for pair in combinations(table.langs, 2)}
    for path in paths.values():
        check_output(path, read)
    for pair, path in paths.items():
        write_out(path, partial(write, arranged(table, pair)))


def _read(given: Sequence[Input], segmented: bool, tell: Progress) -> list[Document]:
    """The texts in the order of the files. Raises ``InputError`` when they are fewer than two, or share a language."""
    from web.actions.reading import each_language_once, read_documents, read_segments

    documents: list[Document] = []
    for number, item in enumerate(given):
        tell(f"Reading {item.name}", 0.4 * number / len(given))
        read = read_segments if segmented else read_documents
        documents += read(item.name, item.read(), item.lang)
    each_language_once(documents, TWICE)
    if len(documents) < 2:
        raise InputError(
            f"There is only one text, in {documents[0].lang}; aligning takes two to four.",
            "Name the other versions too.",
        )
    return documents


def _anchors(path: Path | None, langs: Sequence[str]) -> list[dict[str, Span]]:
    if path is None:
        return []
    from web.actions.taught import read_anchors

    return read_anchors(path.name, _text(path), langs)


def _text(path: Path) -> str:
    try:
        return Input(str(path), "").read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path.name} is not UTF-8 text.", "Save it as UTF-8.") from None


def _table(documents: Sequence[Document], segmented: bool, options: Options) -> Table:
    from web.actions.alignment import table_of_texts

    if segmented:
        return table_of_texts({d.lang: [block.text for block in d.blocks] for d in documents}, options)
    return table_of_texts({d.lang: d for d in documents}, options)
