"""``doichieu concordance``: every sentence that holds a text, with what stands beside it in the other languages."""

from __future__ import annotations

import sys

import click

from web.cli._hits import asked, said, sentence_lines, sentence_table
from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import note

EPILOG = """\b
Examples:
  doichieu concordance "supply chain"
  doichieu concordance 政策 --limit 50
  doichieu concordance "chinh sach" --lang vi --json"""


@click.command("concordance", epilog=EPILOG)
@click.argument("text")
@click.option("--lang", default="", metavar="LANG", help="Only where TEXT stands in this language. Default: any.")
@click.option("--limit", type=click.IntRange(1, 500), default=20, show_default=True, help="How many rows to print.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Where to go on: the number the run before named.")
@database
@as_json
@quiet
def COMMAND(text: str, lang: str, limit: int, offset: int) -> None:
    """Print the sentences that hold TEXT, in any language, with the aligned ones in the others.

    TEXT is read as by “doichieu lookup”. The query and, where it is known, its counterpart are marked on a terminal.
    Rows are taken by turns from all works.
    """
    from web.actions import concordance

    with settings().store() as store:
        found = concordance(store, asked(text), lang=lang, limit=limit, offset=offset)
    if settings().json:
        print_json(found)
        return
    for sentence in said(found):
        note(sentence)
    if not found.items:
        note(f"No sentence has “{found.query}”.")
        return
    for line in sentence_lines(found.items) if sys.stdout.isatty() else sentence_table(found.items):
        click.echo(line)
    if found.next is not None:
        count = f"more than {found.total}" if found.many else str(found.total)
        note(f"There are {count} sentences; go on with --offset {found.next}.")
