"""``doichieu import``: files into the database, as versions of one work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from aligner.errors import InputError
from web.cli._files import inputs
from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import note, progress, warn

if TYPE_CHECKING:
    from web.views import Upload

EPILOG = """\b
Examples:
  doichieu import article.en.html article.vi.docx zh-Hant=article.txt
  doichieu import --work "Chip policy" chips.vi.txt
  doichieu import --replaces chip-policy:vi chips.vi.second.txt"""

REWORDED = {
    "changed": "changed",
    "split": "split",
    "merged": "merged",
    "moved": "moved",
    "added": "new",
    "removed": "gone",
}
"""What a new version does to sentences, in the order in which it is told."""


@click.command("import", epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, metavar="[LANG=]FILE…")
@click.option("--work", metavar="NAME", help="The work they belong to: its number, slug or whole title, or a new name.")
@click.option("--title", default="", help="The title of a new work. Default: the title of its English text.")
@click.option(
    "--replaces",
    metavar="DOC|WORK:LANG",
    help="The file is a new version of this text, which is kept as an earlier version.",
)
@click.option("--strict", is_flag=True, help="End with 1 when there are warnings.")
@database
@as_json
@quiet
@click.pass_context
def COMMAND(
    ctx: click.Context, files: tuple[str, ...], work: str | None, title: str, replaces: str | None, strict: bool
) -> None:
    """Import versions of one text, and align them.

    Files named together are one work, so each language may come once; articles of the catalogue are recognised and go
    to their own works. A file that is there already is left alone. Either all of it is stored or nothing.

    With --replaces the file is a later version of a text that is there: sentences that did not change keep their rows
    with all that people did to them, and the rest is aligned anew.
    """
    from web.actions import import_files
    from web.views import Upload

    uploads = [Upload(item.name, item.read(), item.lang) for item in inputs(files)]
    if replaces is not None:
        _replace(replaces, uploads, work, title)
        return
    with settings().store() as store, progress() as tell:
        report = import_files(store, uploads, work=work, title=title, progress=tell)
    if settings().json:
        print_json(report)
    for summary in report.works if not settings().json else ():
        click.echo(f"{summary.slug}\t{summary.title}\t{', '.join(summary.langs)}\t{summary.rows} rows")
    for name in report.known:
        note(f"{name} is there already.")
    warn(report.warnings)
    if strict and report.warnings:
        ctx.exit(1)


def _replace(replaces: str, uploads: list[Upload], work: str | None, title: str) -> None:
    """Import the one file as a new version, and tell what it changed."""
    from web.actions import replace_document

    if len(uploads) != 1:
        raise InputError(f"{len(uploads)} files cannot replace one text.", "Name one file with --replaces.")
    if work is not None or title:
        raise InputError("--replaces says already which work it is.", "Leave --work and --title out.")
    with settings().store() as store, progress() as tell:
        report = replace_document(store, replaces, uploads[0], progress=tell)
    if settings().json:
        print_json(report)
        return
    if report.known:
        note(f"{uploads[0].name} stands already.")
        return
    version, counts = report.version, report.counts
    told = [f"{counts[kind]} {word}" for kind, word in REWORDED.items() if counts.get(kind)]
    click.echo(f"{report.work.slug}\t{version.lang}\tversion {version.number}\t{', '.join(told) or 'nothing changed'}")
    note(f"{report.kept} of {report.work.rows} rows were kept; {counts.get('same', 0)} sentences are the same.")
    if report.rows:
        note("New words stand in the rows " + ranges(report.rows) + ".")


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in order, neighbours as one range.

    >>> ranges([3, 4, 5, 9])
    '3–5, 9'
    """
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)
