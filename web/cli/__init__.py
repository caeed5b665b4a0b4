"""The command line, ``doichieu``: one file for each command, loaded when it is called."""

from __future__ import annotations

import click

from web.cli._group import Commands
from web.cli._options import as_json, database, quiet

EPILOG = """\b
Examples:
  doichieu align en.txt vi.docx zh.html -o table.tmx
  doichieu import article.en.html article.vi.html
  doichieu demo"""


@click.group(cls=Commands, invoke_without_command=True, epilog=EPILOG)
@click.version_option(package_name="doichieu", prog_name="doichieu", message="%(prog)s %(version)s")
@database
@as_json
@quiet
@click.pass_context
def main(ctx: click.Context) -> None:
    """Set versions of one text side by side: English, Vietnamese, Simplified and Traditional Chinese."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
