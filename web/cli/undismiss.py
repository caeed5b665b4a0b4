"""``doichieu undismiss``: bring dismissed findings back."""

from __future__ import annotations

import click

from aligner.errors import InputError
from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import note
from web.cli.works import counted

EPILOG = """\b
Examples:
  doichieu undismiss --last
  doichieu undismiss 3f2a91c0"""


@click.command("undismiss", epilog=EPILOG)
@click.argument("fingerprints", nargs=-1, metavar="[FINGERPRINT…]")
@click.option("--last", is_flag=True, help="Take back your last dismissal, however much it covered.")
@click.option("--work", metavar="WORK", help="Only in this work, where several have the finding.")
@database
@as_json
@quiet
def COMMAND(fingerprints: tuple[str, ...], last: bool, work: str | None) -> None:
    """Take dismissals back: what they covered is open again.

    A finding that was dismissed with others, for its term, its work or the project, brings these back too. “doichieu
    findings --status dismissed” shows what there is.
    """
    from web.actions import known_by, undismiss, undo_dismissal

    if last == bool(fingerprints):
        raise InputError("Say what to take back.", "Name fingerprints, or say --last.")
    with settings().store() as store:
        if last:
            back = undo_dismissal(store)
        else:
            found = [view for name in fingerprints for view in known_by(store, name, work=work)]
            ids = [view.dismissal.id for view in found if view.dismissal]
            if not ids:
                raise InputError(
                    f"{fingerprints[0]} is not dismissed.", "“doichieu findings --status dismissed” lists all."
                )
            back = undismiss(store, ids)
    if settings().json:
        print_json(back)
    else:
        note(f"{counted(sum(view.findings for view in back), 'finding')} brought back.")
