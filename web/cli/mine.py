"""``doichieu mine``: a first glossary out of aligned works."""

from __future__ import annotations

import sys

import click

from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import note, printable, progress, table
from web.views import ConceptView

EPILOG = """\b
Examples:
  doichieu mine industrial-clusters
  doichieu mine 1 2 3 --json"""


@click.command("mine", epilog=EPILOG)
@click.argument("works", nargs=-1, required=True, metavar="WORK…")
@click.option("--top", type=click.IntRange(1), default=50, show_default=True, help="How many concepts to print.")
@database
@as_json
@quiet
def COMMAND(works: tuple[str, ...], top: int) -> None:
    """Draft the concepts that works share, and print those most used.

    The drafts are kept in the database with the rows that prove them, in place of earlier drafts of the same works.
    """
    from web.actions import get_work, list_concepts, mine_work

    with settings().store() as store:
        named = [get_work(store, work).summary for work in works]
        with progress() as tell:
            for number, work in enumerate(named):
                tell(f"Collecting terms of {work.title}", number / len(named))
                mine_work(store, work.id)
        found = {c.id: c for work in named for c in list_concepts(store, work=work.id, limit=top).items}
    concepts = sorted(found.values(), key=lambda c: (-c.count, c.id))[:top]
    if settings().json:
        print_json(concepts)
        return
    if not concepts:
        note("No terms were found.")
        return
    langs = list(dict.fromkeys(lang for work in named for lang in work.langs))
    rows = [_cells(concept, langs) for concept in concepts]
    head = ["count", *langs]
    if sys.stdout.isatty():
        lines = list(table(head, rows, (0,), 1))
    else:
        lines = ["\t".join(map(printable, row)) for row in [head, *rows]]
    for line in lines:
        click.echo(line)


def _cells(concept: ConceptView, langs: list[str]) -> list[str]:
    return [str(concept.count), *("; ".join(term.text for term in concept.of(lang)) for lang in langs)]
