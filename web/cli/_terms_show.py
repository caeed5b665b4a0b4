"""``doichieu terms``: lists of concepts, one concept in full, what was changed about it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import click

from aligner.types import LANGS
from web.cli._options import as_json, database, print_json, quiet, settings
from web.cli._terminal import cut, fill, note, printable, table
from web.views import ConceptView, PlaceView, RevisionView, TermView

STATUSES = ("proposed", "approved", "admitted", "deprecated", "forbidden")
WHOLE = tuple(status for status in STATUSES if status != "admitted")
"""A concept as a whole is never only admitted."""

SIGNS = {"deprecated": "†", "forbidden": "✗"}
"""What stands before a term that is not to be used."""


@click.command("list")
@click.option("--work", metavar="WORK", help="Only concepts that this work uses.")
@click.option("--status", type=click.Choice(WHOLE), multiple=True, help="Only concepts in this state; repeatable.")
@click.option("--domain", help="Only concepts of this domain.")
@click.option("--lang", "langs", metavar="LANG", multiple=True, help="Only concepts with a term in it; repeatable.")
@click.option("--kind", type=click.Choice(["term", "name"]), help="Only terms, or only names.")
@click.option("--query", default="", metavar="TEXT", help="Only concepts with this in one of their terms.")
@click.option(
    "--sort",
    type=click.Choice(["rank", "changed", "number"]),
    default="rank",
    show_default=True,
    help="Most languages and uses first, latest change first, or by number.",
)
@click.option("--top", type=click.IntRange(1), default=100, show_default=True, help="How many concepts to print.")
@database
@as_json
@quiet
def list_(
    work: str | None,
    status: tuple[str, ...],
    domain: str | None,
    langs: tuple[str, ...],
    kind: str | None,
    query: str,
    sort: str,
    top: int,
) -> None:
    """List concepts with their terms; † marks deprecated terms, ✗ forbidden ones."""
    from web.actions import list_concepts

    with settings().store() as store:
        page = list_concepts(
            store,
            work=work,
            query=query,
            status=status,
            domain=domain,
            langs=langs,
            kind=kind or "",
            order=sort,
            limit=top,
        )
    if not page.items and not settings().json:
        note("There are no such concepts." if page.total or work or query or status else _EMPTY)
        return
    print_concepts(page.items)
    if page.total > len(page.items) and not settings().json:
        note(f"{len(page.items)} of {page.total} concepts; --top prints more.")


_EMPTY = "There are no such concepts: “doichieu mine” drafts them, “doichieu terms add” adds one."


def print_concepts(concepts: Sequence[ConceptView]) -> None:
    """Concepts one a line, or as JSON."""
    if settings().json:
        print_json(concepts)
        return
    used = {term.lang for concept in concepts for term in concept.terms}
    langs = [lang for lang in LANGS if lang in used]
    rows = [
        [str(c.id), c.status, c.kind, str(c.count), c.domain, *("; ".join(map(marked, c.of(lang))) for lang in langs)]
        for c in concepts
    ]
    print_table(["no.", "status", "kind", "count", "domain", *langs], rows, (0, 3))


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> None:
    """A table on a terminal, else tab-separated."""
    if not sys.stdout.isatty():
        lines = ["\t".join(map(printable, row)) for row in [head, *rows]]
    else:
        lines = list(table(head, rows, right, len(head) - 1))
    for line in lines:
        click.echo(line)


def marked(term: TermView) -> str:
    """A term with a sign before it when it is not to be used, and its region after it.

    >>> marked(TermView(1, "zh-Hant", "羣聚", "forbidden", 0, region="TW"))
    '✗羣聚 (TW)'
    """
    region = f" ({term.region})" if term.region else ""
    return f"{SIGNS.get(term.status, '')}{term.text}{region}"


@click.command("show")
@click.argument("ids", type=int, nargs=-1, required=True, metavar="ID…")
@click.option("--rows", type=click.IntRange(0), default=3, show_default=True, help="How many sentences to print.")
@database
@as_json
@quiet
def show(ids: tuple[int, ...], rows: int) -> None:
    """Show concepts in full: fields, terms with their numbers, and sentences that use them."""
    from web.actions import concept_rows, get_concept

    with settings().store() as store:
        found = [(get_concept(store, one), concept_rows(store, one, limit=rows or 1).items[:rows]) for one in ids]
    if settings().json:
        print_json([{"concept": concept, "rows": places} for concept, places in found])
        return
    if not sys.stdout.isatty():
        head = ["concept", "term", "lang", "text", "status", "count", "region", "part of speech", "type", "note"]
        print_table(head, [_cells(concept, term) for concept, _ in found for term in concept.terms])
        return
    for concept, places in found:
        _print_one(concept, places)


def _cells(concept: ConceptView, term: TermView) -> list[str]:
    return [
        *(str(concept.id), str(term.id), term.lang, term.text, term.status, str(term.count)),
        *(term.region, term.part_of_speech, term.type, term.note),
    ]


def _print_one(concept: ConceptView, places: Sequence[PlaceView]) -> None:
    facts = [concept.status, *(["name"] if concept.kind == "name" else []), concept.domain, concept.external]
    head = "  ".join(fact for fact in facts if fact)
    click.echo(click.style(f"{concept.id}  {printable(concept.terms[0].text)}", bold=True) + f"  {head}")
    texts = {"definition": concept.definition, **concept.definitions, "note": concept.note, "source": concept.source}
    for name, text in texts.items():
        if text:
            click.echo(f"  {click.style(name, dim=True)}  {printable(text)}")
    rows = [_cells(concept, term)[1:] for term in concept.terms]
    for line in list(table(["", *[""] * 8], rows, (0, 4), 8))[1:]:
        click.echo(f"  {line}")
    who = f" by {concept.editor}" if concept.editor else ""
    used = f"used {concept.count} times in {', '.join(concept.works)}" if concept.works else "not used yet"
    click.echo(click.style(f"  {used}; changed {concept.changed}{who}", dim=True))
    for place in places:
        click.echo(click.style(f"  {place.work} {place.row}", dim=True))
        for lang, text in place.texts.items():
            click.echo(f"    {fill(lang, 7)}  {cut(text, 160)}")


@click.command("duplicates")
@click.option("--top", type=click.IntRange(1), default=100, show_default=True, help="How many to print.")
@database
@as_json
@quiet
def duplicates(top: int) -> None:
    """List terms that more than one concept has; plurals and the two Chinese scripts are the same."""
    from web.actions import list_duplicates

    with settings().store() as store:
        page = list_duplicates(store, limit=top)
    if settings().json:
        print_json(page.items)
    elif not page.items:
        note("No term is in two concepts.")
    else:
        rows = [[one.lang, " ".join(map(str, one.concepts)), "; ".join(one.texts)] for one in page.items]
        print_table(["lang", "concepts", "terms"], rows)


@click.command("deleted")
@click.option("--top", type=click.IntRange(1), default=100, show_default=True, help="How many to print.")
@database
@as_json
@quiet
def deleted(top: int) -> None:
    """List deleted concepts, which mining does not propose again; “restore” brings one back."""
    from web.actions import list_deleted

    with settings().store() as store:
        page = list_deleted(store, limit=top)
    if settings().json:
        print_json(page.items)
    elif not page.items:
        note("No concept was deleted.")
    else:
        rows = [[str(x.id), x.when, x.who, x.reason, "; ".join(sum(x.terms.values(), ()))] for x in page.items]
        print_table(["no.", "when", "who", "reason", "terms"], rows, (0,))


@click.command("history")
@click.argument("id_", type=int, metavar="ID")
@database
@as_json
@quiet
def history(id_: int) -> None:
    """Show what people changed about a concept, the latest first; the first number is what “revert” takes."""
    from web.actions import concept_history, get_concept
    from web.errors import NotFound

    with settings().store() as store:
        found = concept_history(store, id_)
        try:
            names = {str(term.id): term.text for term in get_concept(store, id_).terms}
        except NotFound:
            names = {}
    if settings().json:
        print_json(found)
    elif not found:
        note("Nobody has changed it yet.")
    else:
        rows = [[str(one.id), one.when, one.who, one.what, described(one, names)] for one in found]
        print_table(["change", "when", "who", "what", "from → to"], rows, (0,))


def described(revision: RevisionView, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """What a change set, in a line; ``names`` are the texts of terms by their numbers.

    >>> described(RevisionView(1, "", "", "edit", "concept:1", {"note": "a"}, {"note": "b"}))
    'note: a → b'
    """
    before, after = revision.before or {}, revision.after or {}
    parts = [
        f"{name}: {_step(before.get(name), value)}"
        for name, value in after.items()
        if revision.before is not None and name not in ("terms", "score", "fingerprint", "created", "author")
    ]
    old, new = before.get("terms", {}), after.get("terms", {})
    for number in {**old, **new}:
        was, is_ = old.get(number), new.get(number)
        if was and is_:
            changes = (f"{name}: {_step(was[name], is_[name])}" for name in is_ if name != "uses")
            parts.append(f"“{names.get(number, number)}” {', '.join(changes)}")
        elif was or is_:
            parts.append(f"{'+' if is_ else '−'} {(is_ or was)['text']}")
    return "; ".join(part for part in parts if not part.endswith(": "))


def _step(before: object, after: object) -> str:
    return f"{_short(before)} → {_short(after) or '–'}" if before else _short(after)


def _short(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
