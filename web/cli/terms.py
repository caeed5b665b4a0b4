"""``doichieu terms``: the glossary, listed and curated."""

from __future__ import annotations

import click

from web.cli import _terms_decide as decide
from web.cli import _terms_edit as edit
from web.cli import _terms_show as show

EPILOG = """\b
Examples:
  doichieu terms list --work industrial-clusters --status proposed
  doichieu terms approve 12 15 --prefer "cụm công nghiệp"
  doichieu terms forbid 12 --term "phân cụm"
  doichieu terms add --en "industrial cluster" --vi "cụm công nghiệp" --zh-Hant 產業聚落 --region TW --approve
  doichieu terms split 12 --term clustering"""


@click.group("terms", epilog=EPILOG)
def COMMAND() -> None:
    """List and curate the glossary: concepts, each with its terms in every language.

    Mined concepts are proposed. A person approves, merges, splits or deletes them; every change is kept and can be
    taken back, and mining anew changes nothing that a person decided.
    """


COMMANDS = (
    *(show.list_, show.show, edit.add, edit.edit),
    *(decide.approve, decide.admit, decide.deprecate, decide.forbid, decide.propose),
    *(edit.merge, edit.split, edit.delete, edit.restore, show.deleted, show.duplicates, show.history, edit.revert),
)
for command in COMMANDS:
    COMMAND.add_command(command)
