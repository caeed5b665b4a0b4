"""``doichieu check``: run the checks over works or files, and print or report what they found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.errors import InputError
from web.cli import _findings
from web.cli._files import Input, inputs
from web.cli._findings import RANK, at_least
from web.cli._options import as_json, comma_list, database, quiet, settings
from web.cli._terminal import note, progress, warn
from web.cli.works import counted

if TYPE_CHECKING:
    from aligner.types import Document
    from glossary.checks import Check
    from glossary.reports import Item, Report
    from web.store import Store

PROFILES = ("quiet", "standard", "strict")
"""As in ``web.actions.checking``, which the help does without: it must come up at once."""
TWICE = "Say the language of one (LANG=FILE), or check them one by one."

EPILOG = """\b
Examples:
  doichieu check industrial-clusters
  doichieu check 1 2 --severity warning --fail-on error
  doichieu check 3 --checks quantities,names --json
  doichieu check 1 --custom house-style.toml -o findings.html --language vi
  doichieu check --files en.txt vi.docx zh.html --profile standard -o findings.xlsx
  doichieu check --files zh-Hans=report.html --profile standard
  doichieu check --files --segmented en=en.txt zh-Hant=zh.txt --format sarif"""


@dataclass(frozen=True)
class Choice:
    """What was asked for on the command line."""

    named: Sequence[str] | None
    profile: str | None
    custom: Path | None
    segmented: bool
    language: str


@click.command("check", epilog=EPILOG)
@click.argument("works", nargs=-1, required=True, metavar="WORK… | [LANG=]FILE…")
@click.option("--files", is_flag=True, help="Check files, versions of one text or one by itself, without any database.")
@click.option(
    "--segmented", is_flag=True, help="With --files: one segment a line, taken as it is; nothing is split or dropped."
)
@click.option("--checks", metavar="CHECK,…", help="Only these checks, by id: quantities,names.")
@click.option(
    "--custom",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A TOML file of patterns, checked on top. For works it is remembered, and checked from now on.",
)
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    help="quiet: errors. standard: errors, warnings, remarks on terms and names. strict: everything. "
    "Default: what “doichieu checks” says; strict for files.",
)
@click.option("--severity", type=click.Choice(list(RANK)), default="info", help="Print only findings from this on.")
@click.option("--fail-on", type=click.Choice(list(RANK)), help="End with 1 when there are findings from this on.")
@_findings.report
@database
@as_json
@quiet
@click.pass_context
def COMMAND(
    ctx: click.Context,
    works: tuple[str, ...],
    files: bool,
    segmented: bool,
    checks: str | None,
    custom: Path | None,
    profile: str | None,
    severity: str,
    fail_on: str | None,
    language: str,
    format_: str | None,
    output: Path | None,
) -> None:
    """Check works for numbers that differ, terms that waver, and the like.

    Findings that were dismissed are left out, and those of checks that are switched off, unless --checks names them.
    With --files nothing is kept, and terms are held to what the texts themselves show; one text alone is held to
    itself: names, acronyms and terms in two forms, script, region, typography. --fail-on looks at what the checks and
    the profile that were asked for find.
    """
    if segmented and not files:
        raise InputError("--segmented says how files are read.", "Use it with --files.")
    choice = Choice(comma_list(checks), profile, custom, segmented, language)
    form = _findings.chosen(format_, output)
    found = _of_files(works, choice) if files else _of_works(works, choice)
    shown = replace(found, items=tuple(item for item in found.items if item.severity in at_least(severity)))
    _findings.write(shown, form, output)
    note(f"{counted(len(shown.items), 'finding')}.")
    if fail_on and any(item.severity in at_least(fail_on) for item in found.items):
        ctx.exit(1)


def _ours(named: Sequence[str] | None, own: Sequence[str]) -> Sequence[str] | None:
    """Our checks among those that were named; ``own`` are patterns. Raises ``InputError`` for an unknown one."""
    from web.actions.checking import known_checks

    ours = None if named is None else [name for name in named if name not in own]
    known_checks(ours or ())
    return ours


def _wanted(found: Report, named: Sequence[str] | None, given: Sequence[str]) -> Report:
    """The findings of the named checks; patterns that were ``given`` with the call belong to them, unless some of them
    are named themselves."""
    if named is None:
        return found
    names = {*named, *(() if set(given) & set(named) else given)}
    return replace(found, items=tuple(item for item in found.items if item.check in names))


def _patterns(custom: Path | None) -> tuple[bytes, list[Check]]:
    from web.actions.checking import read_custom

    if custom is None:
        return b"", []
    data = Input(str(custom), "").read()
    return data, read_custom(custom.name, data)


def _of_works(works: Sequence[str], choice: Choice) -> Report:
    from web.actions import get_checks, get_work, remember_patterns, run_checks
    from web.actions.reporting import report_of_works

    data, patterns = _patterns(choice.custom)
    given = [check.id for check in patterns]
    with settings().store() as store:
        summaries = {summary.id: summary for summary in (get_work(store, work).summary for work in works)}
        kept = [check.id for check in get_checks(store).checks if check.file]
        _ours(choice.named, [*kept, *given])
        if choice.custom:
            remember_patterns(store, choice.custom.name, data)
            note(f"{choice.custom.name} is remembered: it is checked from now on. “doichieu checks” lists such files.")
        with progress() as tell:
            for number, work in enumerate(summaries.values()):
                tell(f"Checking {work.title}", number / len(summaries))
                warn(run_checks(store, work.id).warnings)
        states = ("open", "hidden") if choice.named or choice.profile else ("open",)
        found = _wanted(report_of_works(store, [*summaries], states=states, lang=choice.language), choice.named, given)
        if not choice.named:
            off = _switched_off(store)
            found = replace(found, items=tuple(item for item in found.items if item.check not in off))
    return _in_profile(found, choice.profile)


def _switched_off(store: Store) -> set[str]:
    from web.actions import get_checks

    return {check.id for check in get_checks(store).checks if not check.on}


def _of_files(files: Sequence[str], choice: Choice) -> Report:
    from web.actions.checking import check_texts
    from web.actions.reading import each_language_once, read_documents, read_segments

    _, further = _patterns(choice.custom)
    own = [check.id for check in further]
    ours = _ours(choice.named, own)
    documents: list[Document] = []
    given = inputs(files)
    with progress() as tell:
        for number, item in enumerate(given):
            tell(f"Reading {item.name}", 0.4 * number / len(given))
            read = read_segments if choice.segmented else read_documents
            documents += read(item.name, item.read(), item.lang)
        each_language_once(documents, TWICE)
        tell(f"Checking {', '.join(document.lang for document in documents)}", 0.4)
        name = " + ".join(item.name for item in given)
        found = check_texts(
            documents,
            name=name,
            segmented=choice.segmented,
            named=ours,
            further=further,
            lang=choice.language,
        )
    return _in_profile(_wanted(found, choice.named, own), choice.profile)


def _in_profile(found: Report, profile: str | None) -> Report:
    from web.actions.checking import in_profile

    def kept(item: Item) -> bool:
        return profile is None or in_profile(profile, item.check, item.severity)

    return replace(found, items=tuple(item for item in found.items if kept(item)))
