"""``doichieu check``: run the checks over works, and print what they found."""

from __future__ import annotations

import click

from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import note, printable, progress
from web.cli.works import counted
from web.views import FindingView

RANK = {"info": 0, "warning": 1, "error": 2}

EPILOG = """\b
Examples:
  doichieu check industrial-clusters
  doichieu check 1 2 --severity warning --fail-on error
  doichieu check 3 --json"""


@click.command("check", epilog=EPILOG)
@click.argument("works", nargs=-1, required=True, metavar="WORK…")
@click.option("--severity", type=click.Choice(list(RANK)), default="info", help="Print only findings from this on.")
@click.option("--fail-on", type=click.Choice(list(RANK)), help="End with 1 when there are findings from this on.")
@database
@as_json
@quiet
@click.pass_context
def COMMAND(ctx: click.Context, works: tuple[str, ...], severity: str, fail_on: str | None) -> None:
    """Check works for numbers that differ, terms that waver, and the like.

    Findings that were dismissed are left out.
    """
    from web.actions import check_work, get_work, list_findings

    findings: list[tuple[str, FindingView]] = []
    with settings().store() as store:
        named = [get_work(store, work).summary for work in works]
        with progress() as tell:
            for number, work in enumerate(named):
                tell(f"Checking {work.title}", number / len(named))
                check_work(store, work.id)
        for work in named:
            items = list_findings(store, work=work.id, limit=100_000).items
            findings += [(work.slug, item) for item in items if not item.dismissed]
    shown = [(slug, item) for slug, item in findings if RANK[item.severity] >= RANK[severity]]
    if settings().json:
        print_json([item for _, item in shown])
    else:
        for slug, item in shown:
            click.echo(f"{slug}\t{item.row}\t{item.severity}\t{item.check}\t{printable(item.text)}")
        note(f"{counted(len(shown), 'finding')}.")
    if fail_on and any(RANK[item.severity] >= RANK[fail_on] for _, item in findings):
        ctx.exit(1)
