"""``doichieu lookup``: any language in, all languages out."""

from __future__ import annotations

import shlex
import sys

import click

from web.cli._hits import asked, concept_lines, concept_table, said, sentence_lines, sentence_table
from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import note

EPILOG = """\b
Examples:
  doichieu lookup "industrial clusters"
  doichieu lookup "chanye jiqun"
  doichieu lookup "cum cong nghiep" --json
  doichieu lookup 產業集羣 --sentences 0"""


@click.command("lookup", epilog=EPILOG)
@click.argument("text")
@click.option("--lang", default="", metavar="LANG", help="Look only into this language. Default: all.")
@click.option(
    "--status",
    type=click.Choice(["decided", "proposed", "approved", "admitted", "deprecated", "forbidden"]),
    default=None,
    help="Only concepts in this state; decided: in any but proposed.",
)
@click.option("--domain", default="", metavar="NAME", help="Only concepts of this domain.")
@click.option("--work", default="", metavar="WORK", help="Only concepts and sentences of this work.")
@click.option("--limit", type=click.IntRange(1, 500), default=10, show_default=True, help="How many concepts to print.")
@click.option("--sentences", type=click.IntRange(0, 100), default=5, show_default=True, help="How many sentences.")
@database
@as_json
@quiet
def COMMAND(text: str, lang: str, status: str | None, domain: str, work: str, limit: int, sentences: int) -> None:
    """Look up TEXT: concepts with their terms in every language, then sentences that hold it.

    Simplified Chinese finds Traditional and the reverse; pinyin may have tones or not (chanye jiqun, chǎnyè jíqún,
    chan3ye4 ji2qun2); Vietnamese without marks finds all, with marks just these; Telex and VNI keystrokes are read
    (cujm coong nghieepj, cu5m co6ng nghie65p); English finds all its forms; a beginning is enough, and what is nearly
    right is corrected. Of terms, ✓ is approved, ✗ forbidden.
    """
    from web.actions import lookup
    from web.actions.looking import Within

    within = Within(status or "", domain, work)
    with settings().store() as store:
        found = lookup(store, asked(text), lang=lang, limit=limit, sentences=sentences, within=within)
    if settings().json:
        print_json(found)
        return
    for sentence in said(found):
        note(sentence)
    if not found.concepts and not found.sentences.items:
        if not found.corrected:
            note(f"Nothing has “{found.query}”.")
        return
    tty = sys.stdout.isatty()
    if found.concepts:
        for line in concept_lines(found.concepts) if tty else concept_table(found.concepts):
            click.echo(line)
    if found.sentences.items:
        if found.concepts and not tty:
            click.echo()
        items = found.sentences.items
        for line in sentence_lines(items) if tty else sentence_table(items):
            click.echo(line)
    rest = found.total - len(found.concepts)
    if rest > 0:
        note(f"{rest} more concepts: --limit {found.total}.")
    if found.sentences.next is not None:
        note(f"There are more sentences: doichieu concordance {shlex.quote(found.query)}")
