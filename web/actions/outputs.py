"""The output folder of a batch: a file for each work, a journal of what is done, and the report."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import regex

from aligner.errors import InputError
from aligner.marks import composed
from web.leftovers import part_of

JOURNAL = ".doichieu-done.jsonl"
REPORT = "report.tsv"
HEAD = ("work", "status", "languages", "rows", "look", "seconds", "file", "message")

LONGEST = 180
"""Bytes of a file's name before its ending; file systems take 255, and a part of it that is being written is longer."""

_UNSAFE = regex.compile(r'[\p{C}<>:"/\\|?*]')
_DEVICE = regex.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """What became of a work. ``status`` is done, kept (was done before) or failed; ``look`` counts the rows in band
    check or bad; ``messages`` are warnings, or the sentence that says why it failed; ``embedded`` counts sentences that
    were embedded."""

    work: str
    status: str
    langs: tuple[str, ...] = ()
    rows: int = 0
    look: int = 0
    seconds: float = 0.0
    file: str = ""
    messages: tuple[str, ...] = ()
    trace: str = ""
    embedded: int = 0


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Errors of the disk as a sentence."""
    try:
        yield
    except OSError as error:
        raise InputError(
            "Cannot write in {out}: {reason}.", "Write elsewhere with -o.", out=out, reason=error.strerror or error
        ) from error


class Journal:
    """What is done, one line a work, written when its file stands; it is one process's own while it is open."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.begun = False
        self.entries: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Journal:
        with writing(self.out):
            self.begun = not self.out.exists()
            self.out.mkdir(parents=True, exist_ok=True)
            self.file: IO[bytes] = (self.out / JOURNAL).open("a+b")
        try:
            _own(self.file, self.out)
            for part in self.out.glob(".*.part"):
                part.unlink(missing_ok=True)
            self.file.seek(0)
            text = self.file.read()
            for line in text.decode(errors="replace").splitlines():
                with suppress(ValueError, KeyError, TypeError):  # the last line, when the power went
                    entry = json.loads(line)
                    self.entries[entry["work"]] = entry
            if text and not text.endswith(b"\n"):
                self.file.write(b"\n")
        except BaseException:
            self.file.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None:
            self.file.close()
            return
        with suppress(OSError):  # a line that found no room is tried again; that it failed is said already
            self.file.close()
        with suppress(OSError):
            if not (self.out / JOURNAL).stat().st_size:
                (self.out / JOURNAL).unlink()
            if self.begun:
                self.out.rmdir()  # unless there is something in it

    def add(self, line: Line, made_from: str) -> None:
        """Say that a work is done."""
        entry = {**asdict(line), "key": made_from}
        del entry["status"], entry["trace"]
        self.file.write(f"{json.dumps(entry)}\n".encode())
        self.file.flush()

    def kept(self, work: str, file: str, made_from: Callable[[], str]) -> Line | None:
        """The line of a work whose file is there, made from just what it would be made from now."""
        entry = self.entries.get(work)
        if entry is None or entry.get("file") != file:
            return None
        try:
            if not (self.out / file).stat().st_size or entry["key"] != made_from():
                return None
            langs, messages = tuple(map(str, entry["langs"])), tuple(map(str, entry["messages"]))
            figures = int(entry["rows"]), int(entry["look"]), float(entry["seconds"])
            return Line(work, "kept", langs, *figures, file, messages)
        except (OSError, InputError, KeyError, TypeError, ValueError):
            return None


def _own(file: IO[bytes], out: Path) -> None:
    """Refuse to write where another process is writing, on systems that can tell."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise InputError(
            "Another batch is writing to {out}.", "Wait for it, or write elsewhere with -o.", out=out
        ) from None
    except OSError:  # a file system without locks
        return


def file_names(names: Sequence[str], format_: str) -> dict[str, str]:
    """A file name for each work: safe on every system, and no two alike, also where capitals do not count.

    >>> file_names(["a/b", "../x", "A_B", "report", "CON", " "], "tsv")
    {'a/b': 'a_b.tsv', '../x': '_x.tsv', 'A_B': 'A_B (2).tsv', 'report': 'report (2).tsv', 'CON': 'CON_.tsv',
     ' ': 'work.tsv'}
    """
    from aligner import formats

    suffix = formats.get(format_).SUFFIX
    taken = {REPORT}
    found = {}
    for name in names:
        stem = _safe(name)
        number = 1
        while (file := f"{stem}{f' ({number})' if number > 1 else ''}{suffix}").casefold() in taken:
            number += 1
        taken.add(file.casefold())
        found[name] = file
    return found


def _safe(name: str) -> str:
    """A name that leads nowhere else and that every file system takes."""
    safe = _UNSAFE.sub("_", composed(name)).strip(". ")
    safe = safe.encode(errors="replace")[:LONGEST].decode(errors="ignore").rstrip(". ") or "work"
    return f"{safe}_" if _DEVICE.fullmatch(safe) else safe


def report(lines: Sequence[Line]) -> str:
    """The lines as tab-separated text; ``look`` is the share of rows to look at."""
    from aligner.formats._base import one_line
    from aligner.formats.tsv import guard

    rows = [HEAD]
    for line in lines:
        done = line.status != "failed"
        figures = (str(line.rows), f"{line.look / max(line.rows, 1):.3f}") if done else ("", "")
        told = (line.file, " ".join(line.messages))
        rows.append((line.work, line.status, " ".join(line.langs), *figures, f"{line.seconds:.3f}", *told))
    return "".join("\t".join(guard(one_line(cell)) for cell in row) + "\n" for row in rows)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that appears, or changes, only when all of it is there."""
    with part_of(path, mode=0o666, clean=False) as part:
        part.write_bytes(data)
        os.replace(part, path)
