"""Options that several commands share, as decorators, and the settings that they make together."""

from __future__ import annotations

import getpass
import json
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import click

from aligner.errors import InputError
from web.config import Config
from web.store import Store

F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class Settings:
    """What holds for the whole call, wherever on the line it was said."""

    db: Path | None = None
    quiet: bool = False
    json: bool = False

    def config(self, **overrides: Any) -> Config:
        """The service's settings, with this call's database."""
        return Config.from_env(db=self.db, **overrides)

    def store(self) -> Store:
        """The database of this call, open; what it changes is noted under the name of the user of this machine."""
        return Store(self.config().db, who=_user())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container may have a user without a name
        return "command line"


def settings() -> Settings:
    """The settings of the call that is running."""
    return click.get_current_context().find_root().ensure_object(Settings)


def _keep(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value:
        setattr(ctx.find_root().ensure_object(Settings), str(parameter.name), value)


def database(command: F) -> F:
    """``--db FILE``."""
    return _database("$DOICHIEU_DB, else the platform's data folder")(command)


def own_database(command: F) -> F:
    """``--db FILE`` of a command whose database is not that of the others."""
    return _database("demo.db in the platform's cache folder")(command)


def _database(default: str) -> Callable[[F], F]:
    return click.option(
        "--db",
        type=click.Path(path_type=Path),
        metavar="FILE",
        expose_value=False,
        callback=_keep,
        help=f"The database file. Default: {default}.",
    )


def quiet(command: F) -> F:
    """``--quiet``."""
    return click.option(
        "-q", "--quiet", is_flag=True, expose_value=False, callback=_keep, help="No progress, warnings or summaries."
    )(command)


def as_json(command: F) -> F:
    """``--json``."""
    return click.option("--json", is_flag=True, expose_value=False, callback=_keep, help="Print JSON.")(command)


def languages(command: F) -> F:
    """``--langs en,zh-Hant``: the columns and their order, as a list or nothing."""
    return click.option(
        "--langs",
        metavar="LANG,…",
        callback=lambda _context, _parameter, value: comma_list(value),
        help="Only these languages, in this order: en,zh-Hant.",
    )(command)


def tags(command: F) -> F:
    """``--tags``: how Chinese is named in the file."""
    return click.option(
        "--tags",
        type=click.Choice(["bcp47", "region"]),
        default="bcp47",
        show_default=True,
        help="Name Chinese zh-Hans and zh-Hant (bcp47), or zh-CN and zh-TW (region).",
    )(command)


def output(command: F) -> F:
    """``-o OUT`` and ``--format``."""
    command = click.option(
        "--format",
        "format_",
        type=click.Choice(format_names()),
        help="What to write. Default: what the ending of OUT says, else tsv.",
    )(command)
    return click.option(
        "-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="The file to write. Default: stdout."
    )(command)


def comma_list(value: str | None) -> list[str] | None:
    """``a, b`` as a list; nothing stays nothing. Raises ``InputError`` when there is no word in it.

    >>> comma_list("en, vi")
    ['en', 'vi']
    """
    if value is None:
        return None
    items = [item.strip() for item in value.split(",") if item.strip()]
    if not items:
        raise InputError("A list is empty.", "Write words with commas between: en,vi.")
    return items


def format_names() -> list[str]:
    """The ids of the table formats, found without importing them: the help must come up at once."""
    spec = find_spec("aligner.formats")
    places = spec.submodule_search_locations if spec else None
    return sorted(info.name for info in pkgutil.iter_modules(places) if not info.name.startswith("_"))


def print_json(value: Any) -> None:
    """Print views as JSON."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


def plain(value: Any) -> Any:
    """Dataclasses and tuples as dictionaries and lists, all the way down."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value
