"""``doichieu export``: the glossary, or aligned rows, as files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from aligner.errors import InputError
from aligner.registry import names
from web.cli._files import NAMED, SEVERAL, check_output, of_pair, table_format, write_out
from web.cli._options import as_json, database, format_names, languages, print_json, quiet, settings, tags
from web.cli._terminal import note

if TYPE_CHECKING:
    from web.store import Store
    from web.views import ExportView, RowsView

STATUSES = ("approved", "proposed", "all")
TERM_SUFFIXES = {".tbx": "tbx-dct", ".csv": "csv", ".utx": "utx", ".utf8": "omegat", ".txt": "omegat"}
"""Endings that only a glossary has, and those it shares with tables below."""
BOTH_SUFFIXES = {".tmx": "tmx", ".xlsx": "xlsx", ".jsonl": "jsonl"}

EPILOG = """\b
Examples:
  doichieu export industrial-clusters -o clusters.tmx
  doichieu export 3 --format xlsx --langs en,vi -o clusters.xlsx
  doichieu export --what rows --tags region -o everything.tmx
  doichieu export --what terms -o glossary.tbx
  doichieu export --what terms --status all --format omegat --langs en,vi -o glossary.txt
  doichieu export --what terms --status proposed --min-confidence 0.6 --preview
  doichieu export --what terms --format tmx --pairs -o terms.tmx"""


@dataclass(frozen=True)
class Choice:
    """What was asked for on the command line."""

    works: tuple[str, ...]
    format: str
    langs: list[str] | None
    tags: Literal["bcp47", "region"]
    least: float
    status: str
    domain: str | None
    since: str
    until: str


def _term_formats() -> list[str]:
    return [name.replace("_", "-") for name in names("glossary.formats")]


@click.command("export", epilog=EPILOG)
@click.argument("works", nargs=-1, metavar="[WORK…]")
@click.option(
    "--what",
    type=click.Choice(["rows", "terms"]),
    help="Aligned rows, or the terms of the glossary. Default: what the format is for, else rows.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(sorted({*format_names(), *_term_formats()})),
    help="What to write. Default: what the ending of OUT says, else tsv for rows and csv for terms.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="The file to write. Default: stdout."
)
@click.option("--work", "more", multiple=True, metavar="WORK", help="Only this work; the same as naming it.")
@languages
@click.option(
    "--status",
    type=click.Choice(STATUSES),
    default="approved",
    show_default=True,
    help="Terms that people decided on (also against), those only proposed, or all.",
)
@click.option("--domain", metavar="NAME", help="Only concepts of this domain.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Leave out rows and proposals that are less sure, from 0 to 1. What people decided is sure.",
)
@click.option(
    "--since", default="", metavar="DAY", help="Only concepts added or changed from this day on: 2026-05-01 (UTC)."
)
@click.option("--until", default="", metavar="DAY", help="Only concepts added or changed up to this day.")
@click.option("--pairs", is_flag=True, help="One file for each pair of languages: OUT.en-vi.tmx and so on.")
@click.option("--preview", is_flag=True, help="Write nothing; say what would be written, and what left out and why.")
@tags
@database
@as_json
@quiet
def COMMAND(
    works: tuple[str, ...],
    what: str | None,
    format_: str | None,
    output: Path | None,
    more: tuple[str, ...],
    langs: list[str] | None,
    status: str,
    domain: str | None,
    min_confidence: float,
    since: str,
    until: str,
    pairs: bool,
    preview: bool,
    tags: Literal["bcp47", "region"],
) -> None:
    """Write aligned rows, or the terms of the glossary.

    WORK is a number, a slug, a title, or the beginning of one. Rows are those of one work, or, as TMX, of several, and
    of all when none is named; terms are those of the whole glossary, or of one work. Terms that are only proposed stay
    behind unless asked for.
    """
    terms = what == "terms" or (what is None and _is_for_terms(format_, output, bool(works or more)))
    name = _term_format(format_, output, preview) if terms else _row_format(format_, output, preview)
    choice = Choice(works + more, name, langs, tags, min_confidence, status, domain, since, until)
    if terms and len(choice.works) > 1:
        raise InputError("Terms are exported of one work, or of all.", "Name one.")
    if not terms and (domain is not None or status != STATUSES[0] or since or until):
        raise InputError("--status, --domain, --since and --until choose terms, not rows.", "Say --what terms.")
    with settings().store() as store:
        if preview:
            _say(_export(store, choice, None, terms), preview=True)
        elif pairs:
            _export_pairs(store, choice, output, terms)
        else:
            check_output(output)
            found: list[ExportView | RowsView] = []
            write_out(output, lambda out: found.append(_export(store, choice, out, terms)))
            _say(found[0], preview=False)


def _is_for_terms(format_: str | None, output: Path | None, named: bool) -> bool:
    if format_ is not None:
        return format_ not in format_names()
    return not named and output is not None and output.suffix.lower() in {*TERM_SUFFIXES} - {".txt"}


def _term_format(given: str | None, output: Path | None, preview: bool) -> str:
    known = _term_formats()
    suffixes = {**TERM_SUFFIXES, **BOTH_SUFFIXES}
    if given is None and output is not None and output.suffix:
        if output.suffix.lower() not in suffixes:
            endings = ", ".join(sorted(suffixes))
            raise InputError(f"No format is known by the ending of {output}.", f"Use --format, or one of {endings}.")
        given = suffixes[output.suffix.lower()]
    if given is not None and given not in known:
        raise InputError(f"Terms cannot be written as {given}.", f"Choose one of: {', '.join(known)}.")
    name = given or ("jsonl" if settings().json and not preview else "csv")
    if name == "xlsx" and output is None and not preview and sys.stdout.isatty():
        raise InputError("A terminal cannot show xlsx.", "Name a file: -o OUT.xlsx, or pipe it on.")
    return name


def _row_format(given: str | None, output: Path | None, preview: bool) -> str:
    if given is not None and given not in format_names():
        known = ", ".join(format_names())
        raise InputError(f"Rows cannot be written as {given}.", f"Choose one of: {known}; or say --what terms.")
    return given or "tsv" if preview and output is None else table_format(given, output)


def _export(store: Store, choice: Choice, out: Any, terms: bool) -> ExportView | RowsView:
    from web.actions.exchange import export_rows, export_terms

    langs, least = choice.langs, choice.least
    if not terms:
        return export_rows(store, choice.works, choice.format, out, langs=langs, tags=choice.tags, min_confidence=least)
    work = choice.works[0] if choice.works else None
    return export_terms(
        store,
        choice.format,
        out,
        work=work,
        status=choice.status,
        domain=choice.domain,
        langs=langs,
        min_confidence=least,
        tags=choice.tags,
        since=choice.since,
        until=choice.until,
    )


def _export_pairs(store: Store, choice: Choice, output: Path | None, terms: bool) -> None:
    """One file for each pair of the languages; a pair that has nothing gets no file."""
    from dataclasses import replace

    from aligner.types import LANGS

    if output is None:
        raise InputError(SEVERAL, NAMED)
    for pair in combinations(choice.langs or LANGS, 2):
        one = replace(choice, langs=list(pair))
        path = of_pair(output, pair)
        try:
            found = _export(store, one, None, terms)
        except InputError:
            if choice.langs:
                raise
            continue  # a work without this language
        if _size(found):
            check_output(path)
            write_out(path, lambda out, one=one: _export(store, one, out, terms))  # type: ignore[misc]
            note(f"{path}: {_counted(found)}.")


def _size(found: ExportView | RowsView) -> int:
    return int(getattr(found, "concepts", 0) or getattr(found, "rows", 0))


def _counted(found: ExportView | RowsView) -> str:
    from web.views import ExportView

    if isinstance(found, ExportView):
        return f"{_many(found.concepts, 'concept')} with {_many(found.terms, 'term')}"
    return f"{_many(found.rows, 'row')} of {_many(found.works, 'work')}"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _say(found: ExportView | RowsView, *, preview: bool) -> None:
    """What was written and what was not: on stderr, or, as the whole of a preview, on stdout."""
    if preview and settings().json:
        print_json(found)
        return
    tell = click.echo if preview else note
    tell(f"{'Would write' if preview else 'Wrote'} {_counted(found)} as {found.format}.")
    for sample in getattr(found, "samples", ()) if preview else ():
        tell("  " + " · ".join(f"{lang}: {', '.join(texts)}" for lang, texts in sample.items()))
    for line in _left_out(found):
        tell(line)


def _one(reason: str) -> str:
    """A reason for one thing alone.

    >>> _one("terms that are only proposed")
    'term that is only proposed'
    """
    noun, _, rest = reason.partition(" ")
    return f"{noun.removesuffix('s')} {rest.replace('that are', 'that is', 1)}"


def _left_out(found: ExportView | RowsView) -> Sequence[str]:
    hints = {
        "terms that are only proposed": "“--status all” writes them too",
        "terms not to be used": "a translation memory would offer them",
        "concepts with terms in one language only": f"{found.format} needs two",
        "rows in one language only": f"{found.format} needs two",
    }
    lines = []
    for reason, count in found.left_out.items():
        hint = f" ({hints[reason]})" if reason in hints else ""
        lines.append(f"Left out: {count:,} {reason if count > 1 else _one(reason)}{hint}.")
    lost = getattr(found, "lost", {})
    if lost:
        facts = ", ".join(f"{noun} {count:,}" for noun, count in lost.items())
        lines.append(f"{found.format} has no place for: {facts}.")
    return lines
