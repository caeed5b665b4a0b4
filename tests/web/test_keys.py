"""The keys of the parallel view: none does two things, and the page that lists them is up to date."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from web.pages.keys import GROUPS, SETS, Command, shown

COMMANDS = [command for group in GROUPS for command in group.commands]
PAGE = Path(__file__).parents[2] / "docs" / "parallel-view.md"


@pytest.mark.parametrize("which", SETS)
def test_no_key_of_a_set_does_two_things(which: str) -> None:
    held = [key for command in COMMANDS for key in command.keys(which).split()]
    back = [
        key.replace(key.split("+")[-1], f"Shift+{key.split('+')[-1]}")
        for command in COMMANDS
        if command.name.startswith("next.")
        for key in command.keys(which).split()
    ]
    assert [key for key, count in Counter([*held, *back]).items() if count > 1] == []
    assert all(command.keys(which) for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=[command.name for command in COMMANDS])
def test_every_command_is_on_the_page_with_its_keys(command: Command) -> None:
    cells = [", ".join(f"`{key}`" for key in shown(command.keys(which))) for which in SETS]
    assert f"| {command.label} | {' | '.join(cells)} |" in PAGE.read_text(encoding="utf-8")
