"""``doichieu works``: what the database holds."""

from __future__ import annotations

import sys

import click

from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import note, printable, table
from web.views import WorkSummary

HEAD = ("no.", "work", "title", "languages", "rows", "to look at", "concepts", "findings", "status")
NUMBERS, TITLE = (0, 4, 5, 6, 7), 2

EPILOG = """\b
Examples:
  doichieu works
  doichieu works --json"""


@click.command("works", epilog=EPILOG)
@database
@as_json
@quiet
def COMMAND() -> None:
    """List the works, the latest changed first."""
    from web.actions import list_works

    with settings().store() as store:
        works = list_works(store, limit=100_000).items
    if settings().json:
        print_json(works)
    elif not works:
        note("There are no works yet: “doichieu import FILE…” makes one, “doichieu demo” shows some.")
    elif sys.stdout.isatty():
        for number, line in enumerate(table(HEAD, [cells(work) for work in works], NUMBERS, TITLE)):
            click.echo(click.style(line, bold=number == 0 or None))
    else:
        for row in [HEAD, *map(cells, works)]:
            click.echo("\t".join(map(printable, row)))


def cells(work: WorkSummary) -> tuple[str, ...]:
    """A work as one line of a table."""
    return (
        *(str(work.id), work.slug, work.title, " ".join(work.langs), str(work.rows), share(work.look, work.rows)),
        *(str(work.concepts), str(work.findings), f"{work.status}: {work.message}" if work.message else work.status),
    )


def share(part: int, whole: int) -> str:
    """A number and what share of the whole it is.

    >>> share(3, 60), share(0, 0)
    ('3 (5%)', '0')
    """
    return f"{part} ({part / whole:.0%})" if whole else str(part)


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "work"), counted(2, "work")
    ('1 work', '2 works')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"
