"""``doichieu check``: run the checks over works or files, and print what they found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.errors import InputError
from web.cli._files import Input, inputs
from web.cli._findings import FORMATS, Record, written
from web.cli._options import as_json, comma_list, database, plain, quiet, settings
from web.cli._terminal import note, progress
from web.cli.works import counted

if TYPE_CHECKING:
    from aligner.types import Document
    from glossary.checks import Check

RANK = {"info": 0, "warning": 1, "error": 2}
PROFILES = ("quiet", "standard", "strict")
"""As in ``web.actions.checking``, which the help does without: it must come up at once."""
TWICE = "Say the language of one (LANG=FILE), or check them one by one."

EPILOG = """\b
Examples:
  doichieu check industrial-clusters
  doichieu check 1 2 --severity warning --fail-on error
  doichieu check 3 --checks quantities,names --json
  doichieu check --files en.txt vi.docx zh.html --profile standard --custom house-style.toml
  doichieu check --files --segmented en=en.txt zh-Hant=zh.txt --format sarif"""


@click.command("check", epilog=EPILOG)
@click.argument("works", nargs=-1, required=True, metavar="WORK… | [LANG=]FILE…")
@click.option("--files", is_flag=True, help="Check files, which are versions of one text, without any database.")
@click.option(
    "--segmented", is_flag=True, help="With --files: one segment a line, taken as it is; nothing is split or dropped."
)
@click.option("--checks", metavar="CHECK,…", help="Only these checks, by id: quantities,names.")
@click.option(
    "--custom", type=click.Path(path_type=Path), metavar="FILE", help="A TOML file of patterns, checked on top."
)
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    default="strict",
    show_default=True,
    help="quiet: errors. standard: errors, warnings, remarks on terms and names. strict: everything.",
)
@click.option("--severity", type=click.Choice(list(RANK)), default="info", help="Print only findings from this on.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="What to print. Default: table.")
@click.option("--fail-on", type=click.Choice(list(RANK)), help="End with 1 when there are findings from this on.")
@database
@as_json
@quiet
@click.pass_context
def COMMAND(
    ctx: click.Context,
    works: tuple[str, ...],
    files: bool,
    segmented: bool,
    checks: str | None,
    custom: Path | None,
    profile: str,
    severity: str,
    format_: str | None,
    fail_on: str | None,
) -> None:
    """Check works for numbers that differ, terms that waver, and the like.

    Findings that were dismissed are left out. With --files nothing is kept, and terms are held to what the texts
    themselves show. --fail-on looks at what the checks and the profile that were asked for find.
    """
    from web.actions.checking import in_profile, known_checks, read_custom

    if segmented and not files:
        raise InputError("--segmented says how files are read.", "Use it with --files.")
    named = comma_list(checks)
    known_checks(named or ())
    further = read_custom(custom.name, Input(str(custom), "").read()) if custom else []
    found = [
        one
        for one in (_of_files(works, segmented, named, further) if files else _of_works(works, named, further))
        if in_profile(profile, one["check"], one["severity"])
    ]
    shown = [one for one in found if RANK[one["severity"]] >= RANK[severity]]
    for line in written(shown, format_ or ("json" if settings().json else "table")):
        click.echo(line)
    note(f"{counted(len(shown), 'finding')}.")
    if fail_on and any(RANK[one["severity"]] >= RANK[fail_on] for one in found):
        ctx.exit(1)


def _of_works(works: Sequence[str], named: Sequence[str] | None, further: Sequence[Check]) -> list[Record]:
    from web.actions import check_work, get_work, list_findings
    from web.actions.checking import further_findings

    findings: list[Record] = []
    with settings().store() as store:
        summaries = [get_work(store, work).summary for work in works]
        with progress() as tell:
            for number, work in enumerate(summaries):
                tell(f"Checking {work.title}", number / len(summaries))
                check_work(store, work.id)
        for work in summaries:
            items = list_findings(store, work=work.id, limit=100_000).items
            for item in items:
                if not item.dismissed and (named is None or item.check in named):
                    record = plain(item) | {"source": work.slug, "message": item.text}
                    findings.append({key: record[key] for key in record if key not in ("text", "values", "dismissed")})
            if further:
                findings += [{"source": work.slug, **one} for one in further_findings(store, work.id, further)]
    return findings


def _of_files(
    files: Sequence[str], segmented: bool, named: Sequence[str] | None, further: Sequence[Check]
) -> list[Record]:
    from web.actions.checking import check_texts
    from web.actions.reading import each_language_once, read_documents, read_segments

    documents: list[Document] = []
    given = inputs(files)
    with progress() as tell:
        for number, item in enumerate(given):
            tell(f"Reading {item.name}", 0.4 * number / len(given))
            documents += (read_segments if segmented else read_documents)(item.name, item.read(), item.lang)
        each_language_once(documents, TWICE)
        tell(f"Checking {', '.join(document.lang for document in documents)}", 0.4)
        found = check_texts(documents, segmented=segmented, named=named, further=further)
    source = "+".join(item.name for item in given)
    return [{"source": source, **one} for one in found]
