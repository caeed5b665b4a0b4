"""``doichieu export``: a work's table as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from web.cli._files import check_output, table_format, write_out
from web.cli._options import as_json, database, languages, output, quiet, settings, tags

EPILOG = """\b
Examples:
  doichieu export industrial-clusters -o clusters.tmx
  doichieu export 3 --format xlsx --langs en,vi -o clusters.xlsx
  doichieu export 3 --format tmx --tags region > clusters.tmx"""


@click.command("export", epilog=EPILOG)
@click.argument("work", metavar="WORK")
@output
@languages
@tags
@database
@as_json
@quiet
def COMMAND(
    work: str, output: Path | None, format_: str | None, langs: list[str] | None, tags: Literal["bcp47", "region"]
) -> None:
    """Write the aligned table of a work.

    WORK is a number, a slug, a title, or the beginning of one.
    """
    from web.actions import export_work

    name = table_format(format_, output)
    check_output(output)
    with settings().store() as store:
        write_out(output, lambda out: export_work(store, work, name, out, langs=langs, tags=tags))
