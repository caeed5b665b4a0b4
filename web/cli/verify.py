"""``doichieu verify``: whether a database is sound."""

from __future__ import annotations

import click

from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import printable, progress
from web.cli.works import counted

EPILOG = """\b
Examples:
  doichieu verify
  doichieu --db doichieu-monday.db verify"""


@click.command("verify", epilog=EPILOG)
@database
@as_json
@quiet
@click.pass_context
def COMMAND(ctx: click.Context) -> None:
    """Look whether the database is sound: the file, its records, and the search index.

    Rows must tile their texts, revisions must follow from one another, every record must belong to something, and the
    search index must be the one that the texts give. Ends with 1 when something is wrong, and says what and where.
    """
    from web.actions.keeping import verify_store

    with settings().store() as store, progress() as tell:
        path, health = store.path, verify_store(store, tell)
    if settings().json:
        print_json(health)
    for fault in health.faults if not settings().json else ():
        more = f" … and {fault.count - len(fault.where)} more" if fault.count > len(fault.where) else ""
        where = f": {'; '.join(fault.where)}{more}" if fault.where else ""
        click.echo(printable(f"{fault.sentence}{where}."))
    if health.faults:
        ctx.exit(1)
    if not settings().json:
        counts = ", ".join(
            counted(getattr(health, f"{noun}s"), noun) for noun in ("work", "row", "segment", "concept", "revision")
        )
        click.echo(f"{path} is sound: {counts}.")
