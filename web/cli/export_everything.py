"""``doichieu export-everything``: all that a database holds as open files."""

from __future__ import annotations

from pathlib import Path

import click

from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import note, progress

EPILOG = """\b
Examples:
  doichieu export-everything doichieu-2026-05
  doichieu --db team.db export-everything /archive/team"""


@click.command("export-everything", epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@database
@as_json
@quiet
def COMMAND(folder: Path) -> None:
    """Write everything into a new folder of open files, which other programs can read.

    A JSON object a line for each record of each table, and the imported files as they came. The folder appears when all
    of it is there. “doichieu import-everything” makes an equal database of it.
    """
    from web.actions.keeping import export_everything

    with settings().store() as store, progress() as tell:
        counts = export_everything(store, folder, tell)
    if settings().json:
        print_json(counts)
        return
    note(f"Wrote {sum(counts.values()):,} records of {len(counts)} tables into {folder}.")
