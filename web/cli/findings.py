"""``doichieu findings``: what the checks found in works, as it is stored, and what was dismissed of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from web.cli import _findings
from web.cli._findings import RANK, at_least
from web.cli._options import as_json, comma_list, database, quiet, settings
from web.cli._terminal import note
from web.cli.works import counted

STATUSES = ("open", "dismissed", "hidden", "all")

EPILOG = """\b
Examples:
  doichieu findings
  doichieu findings industrial-clusters --checks terms,names
  doichieu findings 1 --status dismissed
  doichieu findings 1 2 --severity warning -o findings.html --language zh-Hant"""


@click.command("findings", epilog=EPILOG)
@click.argument("works", nargs=-1, metavar="[WORK…]")
@click.option(
    "--status",
    type=click.Choice(STATUSES),
    default="open",
    show_default=True,
    help="open; dismissed, with the reasons; hidden, by the profile or a switch; or all.",
)
@click.option("--checks", metavar="CHECK,…", help="Only what these checks found, by id: quantities,names.")
@click.option("--lang", metavar="LANG", help="Only what is at fault in this language.")
@click.option("--severity", type=click.Choice(list(RANK)), default="info", help="Print only findings from this on.")
@_findings.report
@database
@as_json
@quiet
def COMMAND(
    works: tuple[str, ...],
    status: str,
    checks: str | None,
    lang: str | None,
    severity: str,
    language: str,
    format_: str | None,
    output: Path | None,
) -> None:
    """Print what the checks found, without running them again.

    Without a WORK: of all works. Each line has work, row, severity, check, fingerprint and message; “doichieu dismiss”
    takes the fingerprint.
    """
    from aligner.lang import normalise
    from web.actions import list_runs
    from web.actions.reporting import report_of_works

    form = _findings.chosen(format_, output)
    states = STATUSES[:-1] if status == "all" else (status,)
    with settings().store() as store:
        found = report_of_works(
            store,
            works,
            checks=comma_list(checks),
            fault=normalise(lang) if lang else None,
            states=states,
            lang=language,
        )
        unchecked = [name for name in found.sources if not list_runs(store, name)]
    shown = replace(found, items=tuple(item for item in found.items if item.severity in at_least(severity)))
    _findings.write(shown, form, output)
    note(f"{counted(len(shown.items), 'finding')}.")
    if unchecked:
        note(f"Not checked yet: {', '.join(unchecked)}. “doichieu check {unchecked[0]}” does it.")
