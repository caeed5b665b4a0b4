"""``doichieu restore``: a copy becomes the database again."""

from __future__ import annotations

from pathlib import Path

import click

from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import note, progress

EPILOG = """\b
Examples:
  doichieu restore doichieu-monday.db
  doichieu --db team.db restore /backups/team-2026-05-04.db"""


@click.command("restore", epilog=EPILOG)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@database
@as_json
@quiet
def COMMAND(file: Path) -> None:
    """Make a copy that “doichieu backup” wrote the database again, all of it or nothing.

    What the database holds now is kept beside it first. A copy from an older version is brought up to date; one that is
    damaged, or from a newer version, is refused, and nothing changes. Everybody is signed out; accounts and tokens are
    those of the copy, also what was disabled or revoked since.
    """
    from web.actions.keeping import restore_store

    target = settings().config().db
    with progress() as tell:
        kept = restore_store(file, target, tell)
    if settings().json:
        print_json({"database": str(target), "kept": str(kept) if kept else None})
        return
    if kept:
        note(f"What was there is kept as {kept}.")
    note(f"{target} is what {file} holds.")
