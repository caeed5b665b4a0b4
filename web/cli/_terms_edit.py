"""``doichieu terms``: add, edit, merge, split, delete, and take back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from aligner.errors import InputError
from aligner.types import LANGS
from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import note
from web.cli._terms_decide import IDS, TERMS, numbers
from web.cli._terms_show import print_concepts
from web.cli.works import counted

F = TypeVar("F", bound=Callable[..., Any])
KINDS = click.Choice(["term", "name"])
TYPES = ("fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase")
PARTS_OF_SPEECH = ("noun", "verb", "adjective", "adverb", "other")


def _options(*options: Callable[[F], F]) -> Callable[[F], F]:
    def put(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return put


ABOUT_CONCEPT = _options(
    click.option("--domain", help="The field it belongs to."),
    click.option(
        "--definition", "definitions", multiple=True, metavar="[LANG=]TEXT", help="What it means; repeatable."
    ),
    click.option("--kind", type=KINDS, help="A term or a name."),
    click.option("--id", "external", help="The id that exchange files know it by."),
)
ABOUT_TERM = _options(
    click.option("--region", help="Where a term is used: CN, TW, HK … (of several languages the Chinese)."),
    click.option("--pos", "part_of_speech", type=click.Choice(PARTS_OF_SPEECH), help="The part of speech."),
    click.option("--type", "type_", type=click.Choice(TYPES), help="What form of the name a term is."),
    click.option("--context", help="A sentence that shows how a term is used."),
)
NOTE = _options(
    click.option("--note", "remark", help="A remark; with --term on that term."),
    click.option("--source", help="Where it comes from; with --term that term."),
)
FORCE = click.option("--force", is_flag=True, help="Even though another concept has the term already.")


def _of_languages(command: F) -> F:
    for lang in reversed(LANGS):
        name = lang.replace("-", "_").lower()
        option = click.option(f"--{lang}", name, multiple=True, metavar="TERM", help=f"A term in {lang}; repeatable.")
        command = option(command)
    return command


@click.command("add")
@_of_languages
@click.option("--to", type=int, metavar="ID", help="Add the terms to this concept instead of a new one.")
@ABOUT_CONCEPT
@ABOUT_TERM
@NOTE
@click.option("--approve", "approved", is_flag=True, help="Approve it at once; else it is proposed.")
@FORCE
@database
@as_json
@quiet
def add(to: int | None, approved: bool, force: bool, **said: Any) -> None:
    """Add a concept by its terms, or terms to a concept."""
    from glossary.types import Concept, Term
    from web import actions

    about = {"part_of_speech": said["part_of_speech"], "type": said["type_"], "context": said["context"] or ""}
    given = [(lang, text) for lang in LANGS for text in said[lang.replace("-", "_").lower()]]
    chinese = any(lang.startswith("zh") for lang, _ in given)
    terms = tuple(
        Term(lang, text, region=said["region"] or "" if lang.startswith("zh") or not chinese else "", **about)
        for lang, text in given
    )
    if not terms:
        raise InputError("There is no term to add.", "Give one with its language: --en TEXT --vi TEXT.")
    fields = _fields(said)
    with settings().store() as store, store.atomic():
        if to is None:
            named = {name: value for name, value in fields.items() if name != "external"}
            concept = Concept(terms, **named, id=fields.get("external", ""))
            made = actions.add_concept(store, concept, force=force)
        else:
            if fields:
                actions.edit_concept(store, to, fields)
            for term in terms:
                made = actions.add_term(store, to, term, force=force)
        if approved:
            (made,) = actions.approve(store, made.id)
    print_concepts([made])


def _fields(said: dict[str, Any]) -> dict[str, Any]:
    """The fields of a concept that were given."""
    names = {"domain": "domain", "kind": "kind", "external": "external", "remark": "note", "source": "source"}
    fields = {field: said[name] for name, field in names.items() if said.get(name) is not None}
    for text in said["definitions"]:
        lang, sign, rest = text.partition("=")
        if sign and _is_tag(lang):
            fields.setdefault("definitions", {})[lang] = rest
        else:
            fields["definition"] = text
    return fields


def _is_tag(text: str) -> bool:
    from aligner.lang import normalise

    try:
        return bool(normalise(text))
    except InputError:
        return False


@click.command("edit")
@click.argument("id_", type=int, metavar="ID")
@TERMS
@click.option("--text", help="With --term: the term's text.")
@click.option("--lang", help="With --term: the term's language.")
@ABOUT_CONCEPT
@ABOUT_TERM
@NOTE
@FORCE
@database
@as_json
@quiet
def edit(id_: int, terms: tuple[str, ...], force: bool, **said: Any) -> None:
    """Change fields of a concept, or with --term of one of its terms. An empty text takes a field's contents away."""
    from web import actions

    about_term = {"text": "text", "lang": "lang", "region": "region", "part_of_speech": "part_of_speech"}
    about_term |= {"type_": "type", "context": "context"}
    fields = {field: said[name] for name, field in about_term.items() if said[name] is not None}
    if fields and not terms:
        raise InputError(f"--{next(iter(fields)).replace('_', '-')} is about a term.", "Say which one with --term.")
    with settings().store() as store, store.atomic():
        if terms:
            fields |= {
                name: said[key] for key, name in (("remark", "note"), ("source", "source")) if said[key] is not None
            }
            for term in numbers(store, [id_], terms):
                made = actions.edit_term(store, term, fields, force=force)
            fields = _fields(said | {"remark": None, "source": None})
        else:
            fields = _fields(said)
            if not fields:
                raise InputError("There is nothing to change.", "Say what: --domain, --definition, --note …")
        if "definitions" in fields:
            fields["definitions"] = actions.get_concept(store, id_).definitions | fields["definitions"]
        if fields or not terms:
            made = actions.edit_concept(store, id_, fields)
    print_concepts([made])


@click.command("merge")
@click.argument("into", type=int, metavar="ID")
@click.argument("others", type=int, nargs=-1, required=True, metavar="ID…")
@database
@as_json
@quiet
def merge(into: int, others: tuple[int, ...]) -> None:
    """Make several concepts one: the first keeps its fields and gets the terms of the others."""
    from web.actions import merge_concepts

    with settings().store() as store:
        made = merge_concepts(store, into, *others)
    print_concepts([made])


@click.command("split")
@click.argument("id_", type=int, metavar="ID")
@click.option(
    "--term", "terms", multiple=True, required=True, metavar="TERM", help="A term that goes, by number or text."
)
@database
@as_json
@quiet
def split(id_: int, terms: tuple[str, ...]) -> None:
    """Give some terms of a concept one of their own, with their uses and sentences."""
    from web.actions import get_concept, split_concept

    with settings().store() as store:
        number = split_concept(store, id_, numbers(store, [id_], terms))
        found = [get_concept(store, id_), get_concept(store, number)]
    print_concepts(found)


@click.command("delete")
@IDS
@TERMS
@click.option("--reason", default="", help="Why, for the record.")
@database
@as_json
@quiet
def delete(ids: tuple[int, ...], terms: tuple[str, ...], reason: str) -> None:
    """Delete concepts, or with --term terms of one. Mining does not propose them again; “restore” brings one back."""
    from web import actions

    with settings().store() as store, store.atomic():
        if terms:
            for term in numbers(store, ids, terms):
                actions.remove_term(store, term)
            print_concepts([actions.get_concept(store, one) for one in ids])
            return
        actions.delete_concepts(store, ids, reason=reason)
    if settings().json:
        print_json(ids)
    note(f"{counted(len(set(ids)), 'concept')} deleted.")


@click.command("restore")
@IDS
@database
@as_json
@quiet
def restore(ids: tuple[int, ...]) -> None:
    """Bring back concepts that were deleted; “deleted” lists them."""
    from web.actions import restore_concept

    with settings().store() as store, store.atomic():
        found = [restore_concept(store, one) for one in ids]
    print_concepts(found)


@click.command("revert")
@click.argument("change", type=int)
@database
@as_json
@quiet
def revert(change: int) -> None:
    """Take a change back, by the number that “history” shows, with everything that was changed in one go with it."""
    from web.actions import revert_change

    with settings().store() as store:
        found = revert_change(store, change)
    print_concepts(found)
