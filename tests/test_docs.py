"""Every command, format and check explains itself and stands in the docs."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import click
import pytest
import regex

from aligner import registry
from glossary import formats as glossary_formats
from web.cli import main

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
COMMANDS = main.list_commands(click.Context(main))


def command(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    return found


BELOW = [
    f"{name} {below}"
    for name in COMMANDS
    if isinstance(found := command(name), click.Group)
    for below in found.commands
]
"""The commands of groups: ``terms approve``."""


def command_below(path: str) -> click.Command:
    name, _, below = path.partition(" ")
    found = command(name)
    return found.commands[below] if below and isinstance(found, click.Group) else found


@pytest.mark.parametrize("path", BELOW)
def test_every_command_of_a_group_says_what_it_does(path: str) -> None:
    assert (command_below(path).help or "").strip().endswith(".")


def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_cli_docs", ROOT / "tools" / "write_cli_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_text_with_an_example(name: str) -> None:
    found = command(name)
    assert (found.help or "").strip().split("\n")[0].endswith((".", "doubtful."))
    assert f"doichieu {name}" in (found.epilog or "")


@pytest.mark.parametrize("name", [*COMMANDS, *BELOW])
def test_every_option_says_what_it_does(name: str) -> None:
    for parameter in command_below(name).params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts}"
            assert parameter.help.rstrip().endswith("."), f"{name} {parameter.opts}"


def test_the_page_of_the_command_line_is_up_to_date() -> None:
    text = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert text == writer().page(), "run: python tools/write_cli_docs.py"


@pytest.mark.parametrize("name", registry.names("aligner.formats"))
def test_every_format_has_a_section(name: str) -> None:
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    assert regex.search(rf"^##+ .*\b{name}\b", text, regex.MULTILINE)


def test_every_glossary_format_has_a_section() -> None:
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    for name in glossary_formats.names():
        assert regex.search(rf"^##+ .*\b{name}\b", text, regex.MULTILINE), name


CARRIED = {
    "terms by language": ("text", "lang"),
    "status of a term": ("status",),
    "region": ("region",),
    "part of speech": ("part_of_speech",),
    "type": ("type",),
    "context": ("context",),
    "note, source of a term": ("note", "source"),
    "count": ("count",),
    "id": ("id",),
    "domain": ("domain",),
    "definition, for one language too": ("definition", "definitions"),
    "note of a concept": ("note",),
    "source of a concept": ("source",),
    "term or name": ("kind",),
    "status of a concept": ("status",),
    "score": ("score",),
    "places in works": ("occurrences",),
}
"""What the table of the page calls the fields; the first eight are those of terms."""


def carried() -> str:
    """The table of what each exchange format carries, from what the formats declare."""
    names = glossary_formats.names()
    lines = ["| | " + " | ".join(f"`{name}`" for name in names) + " |", "|---" * (len(names) + 1) + "|"]
    for number, (title, fields) in enumerate(CARRIED.items()):
        cells = []
        for name in names:
            carries = glossary_formats.get(name).CARRIES
            held = [field for field in fields if field in (carries.term if number < 8 else carries.concept)]
            cells.append("yes" if len(held) == len(fields) else ", ".join(held) or "–")
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    languages = ["two" if glossary_formats.get(name).CARRIES.pair else "all" for name in names]
    return "\n".join([*lines, "| languages | " + " | ".join(languages) + " |"])


def test_the_table_of_exchange_formats_says_what_they_carry() -> None:
    assert carried() in (DOCS / "formats.md").read_text(encoding="utf-8"), f"put this in:\n{carried()}"


@pytest.mark.parametrize("name", registry.names("glossary.checks"))
def test_every_check_is_described(name: str) -> None:
    check = registry.member("glossary.checks", name, "CHECK")
    assert check.title
    assert len(check.description.split()) > 4


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *DOCS.glob("*.md")]:
        for target in regex.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
