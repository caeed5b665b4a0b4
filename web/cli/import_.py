"""``doichieu import``: files into the database, as versions of one work."""

from __future__ import annotations

import click

from web.cli._files import inputs
from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import note, progress, warn

EPILOG = """\b
Examples:
  doichieu import article.en.html article.vi.docx zh-Hant=article.txt
  doichieu import --work "Chip policy" chips.vi.txt"""


@click.command("import", epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, metavar="[LANG=]FILE…")
@click.option("--work", metavar="NAME", help="The work they belong to: its number, slug or whole title, or a new name.")
@click.option("--title", default="", help="The title of a new work. Default: the title of its English text.")
@click.option("--strict", is_flag=True, help="End with 1 when there are warnings.")
@database
@as_json
@quiet
@click.pass_context
def COMMAND(ctx: click.Context, files: tuple[str, ...], work: str | None, title: str, strict: bool) -> None:
    """Import versions of one text, and align them.

    Files named together are one work, so each language may come once; articles of the catalogue are recognised and go
    to their own works. A file that is there already is left alone. Either all of it is stored or nothing.
    """
    from web.actions import import_files
    from web.views import Upload

    uploads = [Upload(item.name, item.read(), item.lang) for item in inputs(files)]
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
