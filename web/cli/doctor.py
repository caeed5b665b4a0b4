"""``doichieu doctor``: whether the program has what it needs here."""

from __future__ import annotations

import sys

import click

from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import printable

SIGNS = {"good": "✓", "note": "–", "fault": "✗"}
COLOURS = {"good": "green", "note": "yellow", "fault": "red"}

EPILOG = """\b
Examples:
  doichieu doctor
  doichieu --db team.db doctor --json"""


@click.command("doctor", epilog=EPILOG)
@database
@as_json
@quiet
@click.pass_context
def COMMAND(ctx: click.Context) -> None:
    """Look whether the program has what it needs: its parts, optional ones, fonts, and the database.

    ✓ good, – worth knowing, ✗ to be mended; ends with 1 when there is one of the last. Nothing is changed. “doichieu
    verify” looks at the records of the database one by one.
    """
    from web.actions.examining import examine

    found = examine(settings().config().db)
    if settings().json:
        print_json(found)
    for result in found if not settings().json else ():
        if settings().quiet and result.state != "fault":
            continue
        sign = click.style(SIGNS[result.state], fg=COLOURS[result.state] if sys.stdout.isatty() else None)
        mend = f" {result.mend}" if result.mend else ""
        click.echo(f"{sign} {result.about:10} {printable(result.text)}.{mend}")
    if any(result.state == "fault" for result in found):
        ctx.exit(1)
