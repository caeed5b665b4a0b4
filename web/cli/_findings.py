"""Findings on standard output: a line each for people, or a report in one of its formats."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from aligner.errors import InputError
from web.cli._files import check_output, write_out
from web.cli._options import settings
from web.cli._terminal import printable

if TYPE_CHECKING:
    from glossary.reports import Item, Report

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("table", "json", "html", "csv", "xlsx", "sarif")
RANK = {"info": 0, "warning": 1, "error": 2}
PRINT = 8
"""Characters of a fingerprint that are shown; as many name a finding."""


def report(command: F) -> F:
    """``--format``, ``-o OUT`` and ``--language``: what is printed, where, and in which language."""
    for option in (
        click.option(
            "--language",
            type=click.Choice(["en", "vi", "zh-Hans", "zh-Hant"]),
            default="en",
            show_default=True,
            help="The language of the messages and of the report.",
        ),
        click.option(
            "--format",
            "format_",
            type=click.Choice(FORMATS),
            help="What to print. Default: what the ending of OUT says, else table.",
        ),
        click.option(
            "-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="The file to write. Default: stdout."
        ),
    ):
        command = option(command)
    return command


def chosen(format_: str | None, output: Path | None) -> str:
    """The format asked for, else the one that the ending of the output says. Raises ``InputError`` when that is none,
    when the output cannot be written, or for a workbook on a terminal."""
    if format_ is None and output is not None and output.suffix:
        format_ = output.suffix[1:].lower()
        if format_ not in FORMATS[1:]:
            endings = ", ".join(f".{name}" for name in FORMATS[1:])
            raise InputError(f"No report is known by the ending of {output}.", f"Use --format, or one of {endings}.")
    name = format_ or ("json" if settings().json else "table")
    if name == "xlsx" and output is None and sys.stdout.isatty():
        raise InputError("A terminal cannot show xlsx.", "Name a file: -o OUT.xlsx, or pipe it on.")
    check_output(output)
    return name


def write(found: Report, name: str, output: Path | None) -> None:
    """Print the findings, or write them into a file."""
    if name == "table" and output is None:
        for item in found.items:
            click.echo(line(item))
        return
    write_out(output, lambda out: out.write(_bytes(found, name)))


def _bytes(found: Report, name: str) -> bytes:
    from web.actions.reporting import write_report

    if name == "table":
        return "".join(f"{line(item)}\n" for item in found.items).encode()
    return write_report(found, name)


def line(item: Item) -> str:
    """One finding on one line: where, how grave, by which check, its fingerprint, what it says."""
    place = (printable(item.source), str(item.row), item.severity, item.check, item.fingerprint[:PRINT])
    told = printable(item.message) + (f" (dismissed: {printable(item.reason) or '–'})" if item.dismissed else "")
    return "\t".join((*place, told))


def at_least(severity: str) -> Sequence[str]:
    """The severities from this one on."""
    return [name for name in RANK if RANK[name] >= RANK[severity]]
