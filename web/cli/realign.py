"""``doichieu realign``: works aligned anew, with what the glossary has learned since."""

from __future__ import annotations

import click

from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import progress, warn

EPILOG = """\b
Examples:
  doichieu realign industrial-clusters
  doichieu realign industrial-clusters --gaps
  doichieu realign 1 2 --json"""


@click.command("realign", epilog=EPILOG)
@click.argument("works", nargs=-1, required=True, metavar="WORK…")
@click.option("--gaps", is_flag=True, help="Only between confirmed rows; sentences stay as people left them.")
@click.option("--strict", is_flag=True, help="End with 1 when there are warnings.")
@database
@as_json
@quiet
@click.pass_context
def COMMAND(ctx: click.Context, works: tuple[str, ...], gaps: bool, strict: bool) -> None:
    """Align works anew: approved terms are evidence, and rows that people confirmed stay.

    Terms are collected and checks run again where they were before. Prints how each table was made.
    """
    from web.actions import get_work, realign, realign_gaps

    done = []
    with settings().store() as store:
        named = [get_work(store, work).summary for work in works]
        with progress() as tell:
            for number, work in enumerate(named):
                tell(f"Aligning {work.title}", number / len(named))
                if gaps:
                    realign_gaps(store, work.id)
                done.append(get_work(store, work.id) if gaps else realign(store, work.id))
    if settings().json:
        print_json(done)
    for view in done if not settings().json else ():
        work = view.summary
        click.echo(f"{work.slug}\t{work.title}\t{', '.join(work.langs)}\t{work.rows} rows\t{view.signature}")
    warnings = [warning for view in done for warning in view.warnings]
    warn(warnings)
    if strict and warnings:
        ctx.exit(1)
