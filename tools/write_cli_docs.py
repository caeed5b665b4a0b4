"""Writes ``docs/cli.md`` from the commands' own help texts: ``python tools/write_cli_docs.py``."""

from __future__ import annotations

from pathlib import Path

import click

from web.cli import main

WIDTH = 100
TARGET = Path(__file__).resolve().parents[1] / "docs" / "cli.md"

INTRODUCTION = """\
# The command line

`doichieu COMMAND --help` says what stands here. This page is written by `python tools/write_cli_docs.py`.

**Languages** are `en`, `vi`, `zh-Hans` and `zh-Hant`; other usual names are understood (`zh-CN`, `zh_TW`, `CHT` …),
`zh` alone is not, since it leaves the script open. `LANG=FILE` says a file's language; without it the language is
detected.

**The database** is one SQLite file: `--db FILE`, else the environment variable `DOICHIEU_DB`, else `doichieu.db` in the
platform's folder for user data. `align`, `align-all`, `segment` and `quantities` need none, and `demo` has its own.
An import stores everything or nothing, even when the program is killed.

**Output** goes to stdout as data; progress (on a terminal only), notes and warnings go to stderr, and `--quiet` drops
them. A file named with `-o` appears when it is complete, and not before.

**Exit codes**

| code | means |
|---|---|
| 0 | done |
| 1 | there are findings or warnings, and `--fail-on` or `--strict` asked to fail on them |
| 2 | the input cannot be used; one sentence on stderr says what, where, and how to mend it |
| 70 | a fault of the program itself; with `DOICHIEU_DEBUG=1` it shows where |
| 130, 141 | stopped by Ctrl-C; the reader of the pipe went away |
"""


def page() -> str:
    """The whole page."""
    context = click.Context(main, info_name="doichieu", max_content_width=WIDTH, terminal_width=WIDTH)
    parts = [INTRODUCTION, f"## doichieu\n\n```text\n{main.get_help(context)}\n```\n"]
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        parts += _sections(name, command, context)
    return "\n".join(parts)


def _sections(name: str, command: click.Command, parent: click.Context) -> list[str]:
    """The help of a command, and of the commands below it."""
    inner = click.Context(command, info_name=name, parent=parent, max_content_width=WIDTH, terminal_width=WIDTH)
    level = "##" if parent.parent is None else "###"
    found = [f"{level} {inner.command_path}\n\n```text\n{command.get_help(inner)}\n```\n"]
    if isinstance(command, click.Group):
        for below in command.list_commands(inner):
            held = command.get_command(inner, below)
            assert held is not None
            found += _sections(below, held, inner)
    return found


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
