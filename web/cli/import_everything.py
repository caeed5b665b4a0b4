"""``doichieu import-everything``: a database out of the files that ``export-everything`` wrote."""

from __future__ import annotations

from pathlib import Path

import click

from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import note, progress

EPILOG = """\b
Examples:
  doichieu import-everything doichieu-2026-05 --db new.db"""


@click.command("import-everything", epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@database
@as_json
@quiet
def COMMAND(folder: Path) -> None:
    """Make a database equal to the one that “doichieu export-everything” wrote into the folder.

    The database must be new, or empty. What an older version wrote is brought up to date. All is looked at as “doichieu
    verify” does before it is put in place: it is all there, or nothing is.
    """
    from web.actions.keeping import import_everything

    target = settings().config().db
    with progress() as tell:
        health = import_everything(folder, target, tell)
    if settings().json:
        print_json(health)
        return
    note(f"{target} holds {health.works:,} works with {health.rows:,} rows and {health.concepts:,} concepts.")
