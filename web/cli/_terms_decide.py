"""``doichieu terms``: decide on concepts and terms."""

from __future__ import annotations

from collections.abc import Sequence

import click

from aligner.errors import InputError
from web.cli._options import as_json, database, quiet, settings
from web.cli._terminal import note
from web.cli._terms_show import STATUSES, print_concepts
from web.cli.works import counted
from web.store import Store
from web.views import ConceptView

IDS = click.argument("ids", type=int, nargs=-1, required=True, metavar="ID…")
TERMS = click.option(
    "--term", "terms", multiple=True, metavar="TERM", help="Only this term, by its number or text; repeatable."
)


def numbers(store: Store, ids: Sequence[int], terms: Sequence[str]) -> list[int]:
    """The numbers of terms that were named by number or text. Raises ``InputError`` when there is none, or several."""
    from aligner.fold import fold
    from web.actions import get_concept

    held = [(one, term) for one in ids for term in get_concept(store, one).terms]
    found = []
    for name in terms:
        fits = [term.id for _, term in held if name == str(term.id)]
        fits = fits or [term.id for _, term in held if term.text == name]
        fits = fits or [term.id for _, term in held if fold(term.text, term.lang).text == fold(name, term.lang).text]
        if not fits:
            raise InputError(f"There is no term “{name}” in {_named(ids)}.", "“doichieu terms show” lists the terms.")
        if len(fits) > 1:
            raise InputError(f"“{name}” is {len(fits)} terms: {', '.join(map(str, fits))}.", "Give the number of one.")
        found += fits
    return found


def _named(ids: Sequence[int]) -> str:
    return f"concept{'s' if len(ids) > 1 else ''} {', '.join(map(str, ids))}"


@click.command("approve")
@IDS
@TERMS
@click.option("--prefer", "preferred", multiple=True, metavar="TERM", help="The preferred term, by number or text.")
@click.option(
    "--others",
    type=click.Choice(STATUSES),
    default="admitted",
    show_default=True,
    help="What becomes of the other terms that were only proposed.",
)
@database
@as_json
@quiet
def approve(ids: tuple[int, ...], terms: tuple[str, ...], preferred: tuple[str, ...], others: str) -> None:
    """Approve concepts: of each language the most used term is preferred, or that of --prefer."""
    from web import actions

    with settings().store() as store, store.atomic():
        if terms:
            found = actions.set_status(store, "approved", terms=numbers(store, ids, terms))
        else:
            found = actions.approve(store, *ids, preferred=numbers(store, ids, preferred), others=others)
    _say(found, "approved")


def _say(concepts: Sequence[ConceptView], done: str) -> None:
    print_concepts(concepts)
    note(f"{counted(len(concepts), 'concept')} {done}.")


def _decision(verb: str, status: str, about: str) -> click.Command:
    @click.command(verb, help=about)
    @IDS
    @TERMS
    @database
    @as_json
    @quiet
    def command(ids: tuple[int, ...], terms: tuple[str, ...]) -> None:
        from web import actions

        with settings().store() as store, store.atomic():
            if terms:
                found = actions.set_status(store, status, terms=numbers(store, ids, terms))
            else:
                found = actions.set_status(store, status, concepts=ids)
        _say(found, status)

    return command


admit = _decision("admit", "admitted", "Approve concepts without a preferred term, or with --term admit a synonym.")
deprecate = _decision("deprecate", "deprecated", "Say that concepts, or with --term terms, are no longer to be used.")
forbid = _decision(
    "forbid", "forbidden", "Say that concepts, or with --term terms, are wrong; the checks then look for them."
)
propose = _decision("propose", "proposed", "Undo a decision: concepts, or with --term terms, are proposed again.")
