"""Files on the command line: ``LANG=FILE`` in, refused by size before they are read; out whole or not at all."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import regex

from aligner.errors import InputError
from web.cli._options import settings
from web.leftovers import part_of

STDIN = "-"
SEVERAL, NAMED = "Several files need a name.", "Say it with -o OUT; each pair is added to it."
_TAG = regex.compile(r"[A-Za-z]{2,10}(?:[-_][A-Za-z]{2,4}){0,2}")


@dataclass(frozen=True)
class Input:
    """A file that was named, the language that was said for it ("" when none), and its bytes once read."""

    path: str
    lang: str

    @property
    def name(self) -> str:
        """What the file is called in tables and sentences."""
        name = "stdin" if self.path == STDIN else Path(self.path).name
        return name.encode(errors="replace").decode()  # bytes of a name that are no UTF-8 come in as half characters

    def read(self) -> bytes:
        """The file's bytes. Raises ``InputError`` when it is missing, empty, a folder, or over the limit."""
        from aligner.readers import LIMIT

        data = sys.stdin.buffer.read(LIMIT + 1) if self.path == STDIN else self._read_file(LIMIT)
        if len(data) > LIMIT:
            raise InputError(f"{self.name} is larger than {LIMIT // 2**20} MB.", "Give a smaller file.")
        if not data:
            raise InputError(f"{self.name} is empty.", "Give a file with a text in it.")
        return data

    def _read_file(self, limit: int) -> bytes:
        path = Path(self.path)
        try:
            if path.is_dir():
                raise InputError(f"{path} is a folder.", "Name the files in it.")
            size = path.stat().st_size
            if size > limit:
                raise InputError(
                    f"{path} has {size / 2**20:.0f} MB; the limit is {limit // 2**20} MB.", "Give a smaller file."
                )
            with path.open("rb") as file:
                return file.read(limit + 1)  # a device has no size, and no end
        except FileNotFoundError:
            raise InputError(f"There is no file {path}.", "Check the name.") from None
        except OSError as error:
            raise InputError(f"Cannot read {path}: {error.strerror or error}.", "Check the file.") from None


def inputs(arguments: Sequence[str]) -> list[Input]:
    """``[LANG=]FILE`` for each argument. Raises ``InputError`` for an unknown language, or when stdin comes twice."""
    found = [_input(argument) for argument in arguments]
    if sum(item.path == STDIN for item in found) > 1:
        raise InputError("Standard input can be read only once.", "Name a file for the other one.")
    return found


def _input(argument: str) -> Input:
    tag, sign, path = argument.partition("=")
    if not sign or not _TAG.fullmatch(tag) or os.path.exists(argument):
        return Input(argument, "")
    from aligner.lang import normalise

    lang = normalise(tag)
    if not path:
        raise InputError(f"{argument} names no file.", f"Write the file after the sign: {argument}FILE.")
    return Input(path, lang)


def table_format(given: str | None, output: Path | None) -> str:
    """The format asked for, or the one that the output's ending says, or tsv; with --json, JSON Lines on stdout.

    Raises ``InputError`` for an ending that no format has, and for a binary format on a terminal.
    """
    from aligner import formats

    if given is None and output is not None and output.suffix:
        ending = output.suffix.lower()
        if ending[1:] in formats.names() and ending == formats.get(ending[1:]).SUFFIX:
            return ending[1:]  # as most are named: the other formats need not be loaded to tell
        named = {formats.get(name).SUFFIX: name for name in reversed(formats.names())}
        if ending not in named:
            endings = ", ".join(sorted(named))
            raise InputError(f"No format is known by the ending of {output}.", f"Use --format, or one of {endings}.")
        given = named[ending]
    name = given or ("jsonl" if settings().json and output is None else "tsv")
    if output is None and sys.stdout.isatty() and _binary(formats.get(name).MEDIA_TYPE):
        raise InputError(
            f"A terminal cannot show {name}.", f"Name a file: -o OUT{formats.get(name).SUFFIX}, or pipe it on."
        )
    return name


def _binary(media_type: str) -> bool:
    """Whether bytes of this type are no text; office files call themselves openxml, but are zip archives."""
    readable = media_type.startswith("text/") or regex.search("json|xml", media_type)
    return "officedocument" in media_type or not readable


def check_output(output: Path | None, read: Sequence[Input] = ()) -> None:
    """See before the long work that the output can be written, and is none of the inputs. Raises ``InputError``."""
    if output is None:
        return
    if output.is_dir():
        raise InputError(f"{output} is a folder.", "Name a file in it.")
    if not output.absolute().parent.is_dir():
        raise InputError(f"There is no folder {output.absolute().parent}.", "Make it first, or write elsewhere.")
    for item in read:
        if item.path != STDIN and output.exists() and os.path.exists(item.path) and output.samefile(item.path):
            raise InputError(f"{output} is one of the inputs.", "Write to another file.")


def of_pair(output: Path, pair: Sequence[str]) -> Path:
    """The file of one pair of languages beside the output that was named.

    >>> of_pair(Path("out/memory.tmx"), ["en", "zh-Hant"]).name
    'memory.en-zh-Hant.tmx'
    """
    return output.with_name(f"{output.stem}.{'-'.join(pair)}{output.suffix}")


def write_out(output: Path | None, write: Callable[[BinaryIO], Any]) -> None:
    """Let ``write`` fill the output. A file appears, or changes, only when all of it was written.

    Raises ``InputError`` when there is no room or no permission; a pipe that was closed stays a ``BrokenPipeError``.
    """
    try:
        _write(output, write)
    except BrokenPipeError:
        raise
    except OSError as error:
        where = "to standard output" if output is None else str(output)
        raise InputError(f"Cannot write {where}: {error.strerror or error}.", "Write elsewhere with -o.") from error


def _write(output: Path | None, write: Callable[[BinaryIO], Any]) -> None:
    if output is None:
        buffer = io.BytesIO()
        write(buffer)
        sys.stdout.flush()
        sys.stdout.buffer.write(buffer.getvalue())
        sys.stdout.buffer.flush()
        return
    target = Path(os.path.realpath(output))
    if target.exists() and not target.is_file():
        with target.open("wb") as file:  # a pipe or a device has no half-written state
            write(file)
        return
    with part_of(target, mode=0o666) as part:
        with part.open("wb") as file:
            write(file)
        os.replace(part, target)
