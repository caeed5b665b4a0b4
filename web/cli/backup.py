"""``doichieu backup``: a copy of the whole database, taken while people work."""

from __future__ import annotations

from pathlib import Path

import click

from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import note, progress

EPILOG = """\b
Examples:
  doichieu backup doichieu-monday.db
  doichieu --db team.db backup "/backups/team-$(date +%F).db" --quiet"""


@click.command("backup", epilog=EPILOG)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@database
@as_json
@quiet
def COMMAND(file: Path) -> None:
    """Copy the whole database into one file, as it is at this moment.

    A service may run on it, and people may go on working. The file appears, or replaces an older one, when the copy is
    whole and sound; only its owner can read it. “doichieu restore” makes it the database again.
    """
    from web.actions.keeping import backup_store

    with settings().store() as store, progress() as tell:
        size = backup_store(store, file, tell)
    if settings().json:
        print_json({"file": str(file), "size": size})
        return
    note(f"Wrote {file}, {size / 2**20:,.1f} MB.")
