"""``doichieu dismiss``: wave findings through, with a reason, as far as one says."""

from __future__ import annotations

import click

from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import note
from web.cli.works import counted

SCOPES = ("finding", "term", "work", "project")
"""As in ``web.store.dismissals``, which the help does without."""

EPILOG = """\b
Examples:
  doichieu dismiss 3f2a91c0 --reason "The source says so."
  doichieu dismiss 3f2a91c0 --for term --reason "House style."
  doichieu dismiss 3f2a91c0 91bb0a4e --work industrial-clusters"""


@click.command("dismiss", epilog=EPILOG)
@click.argument("fingerprints", nargs=-1, required=True, metavar="FINGERPRINT…")
@click.option("--reason", default="", metavar="TEXT", help="Why: it stands beside the finding from now on.")
@click.option(
    "--for",
    "scope",
    type=click.Choice(SCOPES),
    default="finding",
    show_default=True,
    help="finding: this alone. term: what the check says about the same term in the work. work: all that it says in "
    "the work. project: what it says about the same in every work.",
)
@click.option("--work", metavar="WORK", help="Only in this work, where several have the finding.")
@database
@as_json
@quiet
def COMMAND(fingerprints: tuple[str, ...], reason: str, scope: str, work: str | None) -> None:
    """Dismiss findings, so that later runs leave them out.

    “doichieu findings” shows the fingerprints; their beginnings will do. It holds when the texts are aligned anew, as
    long as the words at fault and those around them stay. “doichieu undismiss” takes it back.
    """
    from web.actions import dismiss, known_by

    with settings().store() as store:
        ids = [view.id for name in fingerprints for view in known_by(store, name, work=work)]
        held = dismiss(store, ids, reason, scope)
    if settings().json:
        print_json(held)
    else:
        note(f"{counted(sum(view.findings for view in held), 'finding')} dismissed.")
