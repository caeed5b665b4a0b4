"""A list of works for a batch: one work a line, as tab-separated text or as JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aligner.errors import InputError, said
from web.actions.worklist import Source, Work, lang_of

MOST = 1000
"""Files of one work."""
HOW = 'Write NAME<tab>FILE<tab>FILE…, or {"name": …, "files": […]}, one work a line.'


def manifest(path: Path) -> Iterator[Work]:
    """One work a line, as tab-separated text or as JSON; blank lines and those that begin with # say nothing."""
    first: dict[str, int] = {}
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            name, files = _json_line(line) if line.lstrip().startswith("{") else _tab_line(line)
            work = Work(name, tuple(_source(file, path.parent) for file in files))
        except InputError as error:
            raise InputError("Line {number} of {name}: {error}", number=number, name=path.name, error=error) from None
        if name in first:
            raise InputError(
                "Lines {first} and {number} of {name} are both called “{name2}”.",
                "Name each work once.",
                first=first[name],
                number=number,
                name=path.name,
                name2=name,
            )
        first[name] = number
        yield work


def _text(path: Path) -> str:
    data = Source(str(path)).read()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise InputError(
            "{name} is no list of works: byte {byte} is not UTF-8.",
            "Name a folder. {how}",
            name=path.name,
            byte=error.start,
            how=HOW,
        ) from None


def _tab_line(line: str) -> tuple[str, list[str]]:
    name, *files = (cell.strip() for cell in line.split("\t"))
    return _checked(name, [file for file in files if file])


def _json_line(line: str) -> tuple[str, list[str]]:
    try:
        value: dict[str, Any] = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(said("this is no JSON ({error}).", error=error), HOW) from None
    name, files = value.get("name"), value.get("files")
    if isinstance(files, dict):
        if nameless := [lang for lang, file in files.items() if not isinstance(file, str)]:
            raise InputError(said("what stands for {lang} is no name of a file.", lang=nameless[0]), HOW)
        files = [f"{lang}={file}" for lang, file in files.items()]
    if not isinstance(name, str) or not isinstance(files, list) or not all(isinstance(file, str) for file in files):
        raise InputError("there is no name, or no list of files.", HOW)
    return _checked(" ".join(name.split()), files)


def _checked(name: str, files: list[str]) -> tuple[str, list[str]]:
    if len(files) > MOST:
        told = said("there are {count} files in one work; {most} are the most.", count=len(files), most=MOST)
        raise InputError(told, HOW)
    nameless = any(not file.strip() or (file.endswith("=") and lang_of(file[:-1])) for file in files)
    if not name or not files or nameless or not all(map(_can_be_named, (name, *files))):
        raise InputError("there is no name, or no file.", HOW)
    if "\0" in "".join(files):
        raise InputError("a file's name holds a zero byte.", HOW)
    return name, files


def _can_be_named(text: str) -> bool:
    """Whether a file can have this name: no system has longer ones, and half a character cannot be written."""
    try:
        return len(os.fsencode(text)) <= 4096
    except UnicodeEncodeError:
        return False


def _source(text: str, base: Path) -> Source:
    """``[LANG=]FILE``, the path as seen from the manifest; a name that has an equals sign itself is a name."""
    tag, sign, rest = text.partition("=")
    if not sign or not tag.replace("-", "").replace("_", "").isalpha() or os.path.exists(base / text):
        return Source(str(base / text))
    from aligner.lang import normalise

    return Source(str(base / rest), normalise(tag))
