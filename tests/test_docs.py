"""Every command, format and check explains itself and stands in the docs."""

from __future__ import annotations

import importlib.util
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import click
import pytest
import regex

from aligner import registry
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


@pytest.mark.skipif(find_spec("glossary.formats") is None, reason="the glossary has no exchange formats yet")
def test_every_glossary_format_has_a_section() -> None:
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    for name in registry.names("glossary.formats"):
        assert regex.search(rf"^##+ .*\b{name}\b", text, regex.MULTILINE), name


@pytest.mark.parametrize("name", registry.names("glossary.checks"))
def test_every_check_is_described(name: str) -> None:
    check = registry.member("glossary.checks", name, "CHECK")
    assert check.title
    assert len(check.description.split()) > 4


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *DOCS.glob("*.md")]:
        for target in regex.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
