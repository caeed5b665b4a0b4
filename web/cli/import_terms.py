"""``doichieu import-terms``: a glossary file into the glossary, shown before it is applied."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import click

from aligner.errors import InputError
from aligner.registry import names
from web.cli._options import as_json, comma_list, database, plain, print_json, quiet, settings
from web.cli._terminal import note, printable, warn
from web.views import ImportItem

SIGNS = {"new": "+", "changed": "~", "differing": "=", "clashing": "!"}
LIMIT = 512 * 2**20

EPILOG = """\b
Examples:
  doichieu import-terms glossary.tbx --dry-run
  doichieu import-terms glossary.tbx --plan 2f1c0b6a9d3e4f5a6b7c8d9e
  doichieu import-terms client.csv --langs en,vi --status approved
  doichieu import-terms theirs.xlsx --clashes merge --json"""


@click.command("import-terms", epilog=EPILOG)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Only show what would become of each concept; nothing is stored.")
@click.option("--plan", "token", metavar="TOKEN", default="", help="Apply only if it is just what --dry-run showed.")
@click.option(
    "--clashes",
    type=click.Choice(["skip", "add", "merge", "replace"]),
    default="skip",
    show_default=True,
    help="Concepts that clash with one here: leave them out, add them as their own, join them to it, or "
    "join them with their words in place of those here.",
)
@click.option(
    "--texts",
    type=click.Choice(["keep", "file"]),
    default="keep",
    show_default=True,
    help="Definitions, notes and the like that differ from those here: keep ours, or take the file's.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice([name.replace("_", "-") for name in names("glossary.formats")]),
    help="What the file is. Default: found out from the file.",
)
@click.option(
    "--langs",
    metavar="LANG,…",
    callback=lambda _context, _parameter, value: comma_list(value),
    help="The languages of columns that name none, in their order: en,vi.",
)
@click.option(
    "--status",
    type=click.Choice(["proposed", "approved", "admitted"]),
    default="proposed",
    show_default=True,
    help="The status of terms of which the file says none.",
)
@click.option("--lenient", is_flag=True, help="Mend what a standard forbids, and say where, instead of refusing it.")
@database
@as_json
@quiet
def COMMAND(
    file: Path,
    dry_run: bool,
    token: str,
    clashes: Literal["skip", "add", "merge", "replace"],
    texts: Literal["keep", "file"],
    format_: str | None,
    langs: list[str] | None,
    status: str,
    lenient: bool,
) -> None:
    """Bring the terms of a file into the glossary.

    Reads TBX (2019 and 2008), TMX, CSV, Excel, OmegaT glossaries, UTX and JSON Lines, as other programs write them too.
    Every concept of the file is new (+), changed (~), clashing (!), worded otherwise here alone (=), or the same, which
    is only counted; what is applied is what is shown. Either all of it is stored or nothing.
    """
    from web.actions.deciding import Wish
    from web.actions.importing import import_terms, plan_import

    wish = Wish(format_ or "", langs or (), status, lenient, clashes, texts=texts)
    _check(file)
    shown = _Shown()
    try:
        with file.open("rb") as data, settings().store() as store:
            if dry_run:
                plan = plan_import(store, file.name, data, wish, each=shown, items=0)
            else:
                plan = import_terms(store, file.name, data, wish, token=token, each=shown, items=0)
    except OSError as error:
        raise InputError(f"Cannot read {file}: {error.strerror or error}.", "Check the file.") from None
    warn(plan.warnings)
    counts = plan.counts
    if settings().json:
        print_json({**plain(plan), "items": shown.items})
        return
    told = ", ".join(f"{count:,} {action}" for action, count in counts.items())
    note(f"{plan.file} ({plan.format}): {told}.")
    if counts["clashing"] and clashes == "skip":
        note("What clashes is left out: “--clashes add” or “--clashes merge” takes it in.")
    if counts["differing"] and texts == "keep":
        note("What is worded otherwise stays as it is here: “--texts file” takes the file's words.")
    if dry_run and sum(counts.values()) > counts["same"]:
        note(f"Nothing is stored yet. Apply just this with: --plan {plan.token}")


class _Shown:
    """Prints every item as it comes; for JSON it is kept until the whole can be printed."""

    def __init__(self) -> None:
        self.items: list[Any] = []

    def __call__(self, item: ImportItem) -> None:
        if settings().json:
            self.items.append(plain(item))
            return
        terms = " · ".join(f"{lang}: {', '.join(texts)}" for lang, texts in item.terms.items())
        where = f"→ {item.concept}" if item.concept else ""
        click.echo("\t".join([SIGNS[item.action], str(item.number), where, printable(terms)]).rstrip())
        if item.reason:
            click.echo(f"\t\t\t{printable(item.reason)}")
        for change in item.changes:
            kept = "" if change.applied else " (stays as it is here)"
            before = f"{change.before} → " if change.before else ""
            click.echo(f"\t\t\t{printable(f'{change.what}: {before}{change.after}')}{kept}")


def _check(file: Path) -> None:
    try:
        size = file.stat().st_size
    except FileNotFoundError:
        raise InputError(f"There is no file {file}.", "Check the name.") from None
    if file.is_dir():
        raise InputError(f"{file} is a folder.", "Name a file in it.")
    if size > LIMIT:
        raise InputError(f"{file} has {size / 2**20:.0f} MB; {LIMIT // 2**20} MB are the most.", "Split it.")
    if not size:
        raise InputError(f"{file.name} is empty.", "Give a glossary.")
