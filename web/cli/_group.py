"""The group that finds its commands as plug-ins, and turns every error into one sentence and an exit code.

Exit codes: 0 done, 1 findings or warnings that were asked to fail on, 2 input that cannot be used, 70 a fault of the
program itself (as sysexits.h has it), 130 stopped by Ctrl-C, 141 the reader of a pipe went away (as shells report it).
"""

from __future__ import annotations

import gc
import io
import os
import sqlite3
import sys
from collections.abc import Sequence
from typing import Any

import click

from aligner.errors import InputError
from aligner.registry import member, names
from web.errors import Conflict, Forbidden, NotFound, TooMany
from web.trouble import trouble

COLLECT = 50_000
"""How many new objects are looked through for circles at a time: texts make very many, and hardly a circle."""
ORDER = (
    "align",
    "align-all",
    "diff",
    "segment",
    "quantities",
    "import",
    "works",
    "show",
    "export",
    "realign",
    "mine",
    "terms",
    "import-terms",
    "lookup",
    "concordance",
    "tm",
    "check",
    "findings",
    "dismiss",
    "undismiss",
    "checks",
    "demo",
    "serve",
    "jobs",
    "backup",
    "restore",
    "verify",
    "export-everything",
    "import-everything",
    "doctor",
    "user",
)
BAD_INPUT, OWN_FAULT, STOPPED, PIPE_CLOSED = 2, 70, 130, 141


class PipeClosed(Exception):
    """Whoever read our output has had enough."""


class Commands(click.Group):
    """Commands are the modules beside this one; ``import_`` is called ``import``, ``align_all`` ``align-all``."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands, those of a first visit first."""
        found = [_called(module) for module in names("web.cli")]
        return sorted(found, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one command."""
        for module in names("web.cli"):
            if _called(module) == cmd_name:
                command: click.Command = member("web.cli", module, "COMMAND")
                return command
        return None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that went away is no error of ours."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise PipeClosed from error
        return result

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the program and exit with its code; errors come out as one sentence on stderr."""
        options = {"complete_var": complete_var, "windows_expand_args": windows_expand_args, **extra}
        if not standalone_mode:
            return super().main(args, prog_name, standalone_mode=False, **options)
        gc.set_threshold(COLLECT, 10, 10)
        sys.exit(self._run(args, prog_name or "doichieu", options))

    def _run(self, args: Sequence[str] | None, prog_name: str, options: dict[str, Any]) -> int:
        sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115 - a closed one (>&-) is None
        sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")  # a terminal without Unicode shows ? and goes on
        try:
            result = super().main(args, prog_name, standalone_mode=False, **options)
        except PipeClosed:
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - so that closing it at exit says nothing
            return PIPE_CLOSED
        except click.Abort:
            return STOPPED
        except Exception as error:
            sentence = sentence_for(error)
            if sentence is None and os.environ.get("DOICHIEU_DEBUG"):
                raise
            click.echo(f"doichieu: {sentence or _own_fault(error)}", err=True)
            return BAD_INPUT if sentence else OWN_FAULT
        return result if isinstance(result, int) else 0


def _called(module: str) -> str:
    """What the command in a module is called: Python's words end in a line there, and it has no hyphens."""
    return module.rstrip("_").replace("_", "-")


def sentence_for(error: Exception) -> str | None:
    """What a person is told about an error; nothing for those that are our own fault.

    >>> sentence_for(FileNotFoundError(2, "No such file or directory", "a.txt"))
    'Cannot use a.txt: no such file or directory.'
    """
    if isinstance(error, InputError | NotFound | Conflict | Forbidden | TooMany):
        return str(error)
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else "doichieu"
        return f"{_one_line(error.format_message())} “{path} --help” shows how it is used."
    if isinstance(error, click.ClickException):
        return _one_line(error.format_message())
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        where = f"Cannot use {error.filename}: " if error.filename else ""
        text = f"{where}{reason[:1].lower()}{reason[1:]}." if where else f"{reason}."
        return _one_line(text)
    if found := trouble(error):
        return found.sentence
    if isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError:
        return f"The database cannot be used: {error}."
    return None


def _own_fault(error: Exception) -> str:
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return f"Something went wrong in the program itself ({_one_line(what)}). DOICHIEU_DEBUG=1 shows where."


def _one_line(text: str) -> str:
    return " ".join(text.split())
