"""Importing many works at once: the sample works that come with the program, and a user's own folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import regex

from aligner.errors import InputError, said
from web.actions.alignment import Progress, silent
from web.actions.catalogue import Entry, catalogue
from web.actions.grouping import Group
from web.actions.imports import import_files, merged, prepare, write
from web.actions.permissions import needs
from web.store import Store, works
from web.store.documents import digest
from web.views import ImportReport, Upload

_LANGUAGE_ENDING = regex.compile(r"^(?<stem>.+?)[._ -](?<tag>\p{L}{2,10}(?:[-_]\p{L}{2,4})?)$")


@needs("edit")
def load_samples(store: Store, progress: Progress | None = None, *, align: bool = True) -> ImportReport:
    """Import and align the sample works, each in one transaction; ``align=False`` leaves them new."""
    tell = progress or silent
    samples: dict[str, list[Entry]] = {}
    for entry in catalogue().values():
        if entry.sample:
            samples.setdefault(entry.slug, []).append(entry)
    reports = []
    for number, (slug, entries) in enumerate(samples.items()):
        tell(entries[0].work_title, number / len(samples))
        uploads = [Upload(Path(entry.file).name, files("seeds").joinpath(entry.file).read_bytes()) for entry in entries]
        reports.append(_import_as(store, uploads, slug, entries[0].work_title, align))
    return merged(reports)


def _import_as(store: Store, uploads: list[Upload], slug: str, title: str, align: bool) -> ImportReport:
    """Import files into the work with this slug, which is made if it is not there."""
    found = works.exact(store, slug)
    if found is not None:
        return import_files(store, uploads, work=found, align=align)
    return write(store, [prepare(store, Group(None, title, slug, list(uploads)), align, silent)])


@needs("edit")
def load_folder(store: Store, folder: Path, progress: Progress | None = None, *, align: bool = True) -> ImportReport:
    """Import and align a folder: each sub-folder is a work; of the files beside them, those of the catalogue go to
    their works, those that differ only by a language in their name (``a.en.txt``, ``a_zh-Hant.html``) are versions of
    one work, and every other is a work of its own. Each work is stored in one transaction; ``align=False``
    leaves it new.

    A file that cannot be read does not stop the others: the report says so. Raises ``InputError`` when the folder is
    none, or when nothing in it can be read.
    """
    tell = progress or silent
    warnings: list[str] = []
    batches = _batches(folder, warnings)
    reports = []
    for number, (title, uploads) in enumerate(batches):
        tell(title, number / len(batches))
        reports.append(_load_batch(store, title, uploads, align))
    report = merged([*reports, ImportReport((), (), (), tuple(warnings))])
    if not report.works:
        why = said(" ".join(report.warnings[:3]))
        raise InputError(said("There is nothing to import in {folder}.", folder=folder), why)
    return report


def _batches(folder: Path, warnings: list[str]) -> list[tuple[str, list[Upload]]]:
    """The files of a folder, in groups that make a work each, with a name for the group."""
    if not folder.is_dir():
        raise InputError("{folder} is not a folder.", "Name a folder with the texts in it.", folder=folder)
    batches = []
    for place in sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")):
        if uploads := _uploads(sorted(below(place)), warnings):
            batches.append((place.name, uploads))
    groups: dict[str, list[Upload]] = {}
    loose = _uploads(sorted(folder.iterdir()), warnings)
    shared = shared_stems(upload.name for upload in loose)
    for upload in loose:
        entry = catalogue().get(digest(upload.data))
        stem, lang = name_parts(upload.name)
        if entry is not None:
            groups.setdefault(f"catalogue:{entry.slug}", []).append(upload)
        elif stem in shared:
            groups.setdefault(f"stem:{stem}", []).append(Upload(upload.name, upload.data, lang))
        else:
            groups.setdefault(f"file:{upload.name}", []).append(upload)
    return [*((key.partition(":")[2], uploads) for key, uploads in groups.items()), *batches]


def below(folder: Path, wanted: Callable[[Path], bool] = Path.is_file) -> Iterator[Path]:
    """Every file in a folder and its sub-folders, but for hidden ones such as ``.git``."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink() and not path.name.startswith("."):
            yield from below(path, wanted)
        elif wanted(path):
            yield path


def shared_stems(names: Iterable[str]) -> set[str]:
    """The stems that come with more than one language: only there is the ending taken for a language at all."""
    langs: dict[str, set[str]] = {}
    for name in names:
        stem, lang = name_parts(name)
        if lang:
            langs.setdefault(stem, set()).add(lang)
    return {stem for stem, found in langs.items() if len(found) > 1}


def name_parts(name: str) -> tuple[str, str]:
    """A file's name without its ending and its language, and that language.

    >>> name_parts("report.en.txt"), name_parts("report_zh-TW.html"), name_parts("chapter one.md")
    (('report', 'en'), ('report', 'zh-Hant'), ('chapter one', ''))
    """
    from aligner.lang import normalise

    stem = Path(name).stem
    if match := _LANGUAGE_ENDING.match(stem):
        try:
            return match["stem"], normalise(match["tag"])
        except InputError:
            pass
    return stem, ""


def _uploads(paths: Iterable[Path], warnings: list[str]) -> list[Upload]:
    """The files that can be articles: hidden ones and read-me files are left out."""
    from aligner.readers import LIMIT

    uploads = []
    for path in paths:
        if not path.is_file() or path.name.startswith(".") or path.stem.lower() == "readme":
            continue
        try:
            if path.stat().st_size > LIMIT:
                warnings.append(f"{path.name} was left out: it is larger than {LIMIT // 2**20} MB.")
                continue
            uploads.append(Upload(path.name, path.read_bytes()))
        except OSError as error:
            warnings.append(f"{path.name} was left out: {error.strerror}.")
    return uploads


def _load_batch(store: Store, title: str, uploads: list[Upload], align: bool) -> ImportReport:
    """Import one group as one work; what does not fit together is imported file by file, with a warning."""
    known = catalogue().get(digest(uploads[0].data))
    try:
        if known is not None or len(uploads) == 1:
            return import_files(store, uploads, align=align)
        return import_files(store, uploads, work=title, align=align)
    except InputError as error:
        if len(uploads) == 1:
            return ImportReport((), (), (), (str(error),))
        reason = str(error)
    reports = [_load_batch(store, upload.name, [upload], align) for upload in uploads]
    note = f"The files of “{title}” are not versions of one text, so each stands alone: {reason}"
    return merged([*reports, ImportReport((), (), (), (note,))])
