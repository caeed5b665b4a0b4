"""Files written in the background: kept beside the database until they are fetched or two days old.

They are no part of the store: what they say stands in it, and a backup has no use for them. A file appears when it is
whole; what a process left half-written goes with the next one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

from aligner.errors import InputError
from web import leftovers
from web.actions.alignment import Progress
from web.actions.permissions import needs
from web.errors import NotFound
from web.store import Store, documents, jobs, works

DAYS = 2
"""How long a file is kept."""

WHATS = ("rows", "terms")


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be written: the ``rows`` of works (none: of all) or ``terms``, in which format, and which of them."""

    what: str
    format: str
    works: tuple[int, ...] = ()
    langs: tuple[str, ...] = ()
    tags: Literal["bcp47", "region"] = "bcp47"
    status: str = "approved"
    domain: str | None = None
    min_confidence: float = 0.0
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that is ready: its name for people, its bytes, and how many rows or concepts it holds."""

    file: str
    size: int
    count: int


def checked(store: Store, export: Export) -> tuple[int | None, str, int]:
    """Of what a file is asked for: the one work or none, the file's name, and its size for the estimate.

    Raises ``InputError``, ``NotFound`` for what there is not.
    """
    from aligner.lang import normalise

    if export.what not in WHATS:
        raise InputError("There is no export of “{what}”.", "Choose from: {choice}.", what=export.what, choice=WHATS)
    for lang in export.langs:
        normalise(lang)
    named = [works.resolve(store, ref) for ref in export.works]
    only = named[0] if len(named) == 1 else None
    suffix = _suffix(export)
    if export.what == "terms":
        return only, f"glossary{suffix}", jobs.term_characters(store)
    if only is None and export.format != "tmx":
        raise InputError("Only tmx holds several works.", "Choose tmx, or name one work.")
    name = works.summary(store, only).slug if only else "works"
    return only, f"{name}{suffix}", sum(documents.characters(store, one) for one in named or works.aligned(store))


def _suffix(export: Export) -> str:
    if export.what == "terms":
        from glossary import formats as of_terms

        return str(of_terms.get(export.format).SUFFIX)
    from aligner import formats as of_rows

    return str(of_rows.get(export.format).SUFFIX)


def write_export(store: Store, job: int, asked: Mapping[str, Any], tell: Progress) -> Written:
    """Write what a job asks for. Raises ``InputError``, ``NotFound``."""
    export = Export(**{**asked, "works": tuple(asked["works"]), "langs": tuple(asked["langs"])})
    _, name, _ = checked(store, export)
    folder = _folder(store)
    _sweep(store, folder)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        with leftovers.part_of(folder / str(job)) as part:
            with part.open("wb") as out:
                count = _written(store, export, _Watched(out, tell))
                out.flush()
                os.fsync(out.fileno())
            os.replace(part, folder / str(job))
    except PermissionError as error:
        raise InputError(
            "Cannot write in {folder}.", "Give the user of the service the right to.", folder=folder
        ) from error
    return Written(name, (folder / str(job)).stat().st_size, count)


def _written(store: Store, export: Export, watched: _Watched) -> int:
    from web.actions.exchange import export_rows, export_terms

    out = cast(BinaryIO, watched)
    langs: Sequence[str] | None = export.langs or None
    if export.what == "rows":
        return export_rows(
            store,
            export.works,
            export.format,
            out,
            langs=langs,
            tags=export.tags,
            min_confidence=export.min_confidence,
            progress=watched.advance,
        ).rows
    return export_terms(
        store,
        export.format,
        out,
        work=export.works[0] if export.works else None,
        status=export.status,
        domain=export.domain,
        langs=langs,
        min_confidence=export.min_confidence,
        tags=export.tags,
        since=export.since,
        until=export.until,
        progress=watched.advance,
    ).concepts


class _Watched:
    """A file that asks at every write whether the job is to end; formats that wind back find it as it is."""

    def __init__(self, out: BinaryIO, tell: Progress) -> None:
        self._out, self._tell, self._at = out, tell, 0.0

    def advance(self, message: str, fraction: float) -> None:
        """Go on with the bar."""
        self._at = fraction
        self._tell(message, fraction)

    def write(self, data: bytes) -> int:
        """Write, as any file does."""
        self._tell("Writing", self._at)
        return self._out.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._out, name)


@needs("read")
def job_file(store: Store, id: int) -> tuple[str, Path]:
    """The name and the place of the file that a job wrote. Raises ``NotFound`` for a job that wrote none, and when it
    is gone."""
    view = jobs.view(store, id)
    place = _folder(store) / str(id)
    if view.kind != "export" or view.state != "done" or not place.is_file():
        raise NotFound("The file is no longer here. Have it written again.")
    return str(view.result.get("file") or "export"), place


def _folder(store: Store) -> Path:
    return store.path.with_name(f"{store.path.name}.exports")


def _sweep(store: Store, folder: Path) -> None:
    """Throw away what is old, what no job knows any more, and what a process left half-written."""
    if not folder.is_dir():
        return
    known = {str(job) for job in jobs.exported(store)}
    leftovers.sweep(folder, ".*.part")
    for file in folder.glob("[!.]*"):
        with suppress(OSError):
            old = time.time() - file.stat().st_mtime > DAYS * 86400
            if old or file.name not in known:
                file.unlink()
