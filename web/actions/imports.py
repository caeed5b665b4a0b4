"""Import: which files belong to which work, reading and aligning them, and storing all of it in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from aligner.errors import InputError
from aligner.types import Document, Table
from web.actions.alignment import Progress, silent, table_of
from web.actions.catalogue import catalogue
from web.actions.reading import each_language_once, format_of, read_documents
from web.actions.works import checked_title
from web.store import Store, documents, tables, works
from web.store.documents import NewDocument, digest
from web.views import ImportReport, Upload

SEPARATELY = "Import them one at a time, or name a work for each with --work NAME."


@dataclass
class Group:
    """Files of one call that belong to one work: ``work`` is its id when the store has it. ``known`` stand in it."""

    work: int | None = None
    title: str = ""
    slug: str = ""
    uploads: list[Upload] = field(default_factory=list)
    known: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Prepared:
    """A group that was read and, where asked for, aligned: all that is left is to store it."""

    group: Group
    version: int | None
    new: tuple[NewDocument, ...]
    table: Table | None


def import_files(
    store: Store,
    uploads: Sequence[Upload],
    *,
    work: str | int | None = None,
    title: str = "",
    align: bool = True,
    progress: Progress | None = None,
) -> ImportReport:
    """Import files as the versions of one text, and align them.

    Files of the catalogue go to their work. The others are versions of one work: of ``work`` when it is given (its
    number, slug or whole title; a new name makes a new work), else of the work that one of them stands in already, else
    of a new one. A file that is there already, by its digest, is reported and left. Everything is stored in one
    transaction at the end: whatever happens before leaves the store as it was. ``align=False`` leaves the work new.

    Raises ``InputError`` for files that cannot be read, or when a language comes twice.
    """
    if not uploads:
        raise InputError("There are no files to import.", "Name at least one.")
    tell = progress or silent
    groups = [group_for(store, uploads, work, title)] if work is not None else groups_of(store, uploads, title)
    prepared = []
    for number, group in enumerate(groups):
        prepared.append(prepare(store, group, align, _part(tell, number, len(groups))))
    return write(store, prepared)


def group_for(store: Store, uploads: Sequence[Upload], work: str | int, title: str = "") -> Group:
    """All files in the work that is named; a name that no work has makes a new one."""
    found = works.exact(store, work)
    group = Group(found, title or ("" if found is not None else checked_title(str(work))))
    for upload in _distinct(uploads, group):
        held = found is not None and found in documents.works_with(store, digest(upload.data))
        _put(group, upload, held)
    return group


def groups_of(store: Store, uploads: Sequence[Upload], title: str = "") -> list[Group]:
    """The files of the catalogue by their works, and all others in one group."""
    groups: dict[str, Group] = {}
    for upload in _distinct(uploads, groups.setdefault("", Group(title=title))):
        key = digest(upload.data)
        entry = catalogue().get(key)
        slug = entry.slug if entry else ""
        held = documents.works_with(store, key)
        if slug not in groups:
            groups[slug] = Group(works.exact(store, slug), entry.work_title if entry else "", slug)
        group = groups[slug]
        if held and group.work not in held:
            if not entry and group.work is not None:
                raise InputError(f"{upload.name} stands in another work than the other files.", SEPARATELY)
            group.work = held[0]
        _put(group, upload, bool(held))
    return [group for group in groups.values() if group.uploads or group.known]


def _distinct(uploads: Sequence[Upload], group: Group) -> list[Upload]:
    """The uploads without repeats; a repeat counts as known."""
    seen: dict[str, Upload] = {}
    for upload in uploads:
        key = digest(upload.data)
        if key in seen:
            group.known.append(upload.name)
        seen.setdefault(key, upload)
    return list(seen.values())


def _put(group: Group, upload: Upload, held: bool) -> None:
    if held:
        group.known.append(upload.name)
    else:
        group.uploads.append(upload)


def prepare(store: Store, group: Group, align: bool, tell: Progress) -> Prepared:
    """Read a group's files, see that each language comes once, and align them with what the work has already."""
    new: list[NewDocument] = []
    for number, upload in enumerate(group.uploads):
        tell(f"Reading {upload.name}", 0.3 * number / len(group.uploads))
        new += read_upload(upload)
    version = None if group.work is None else works.summary(store, group.work).version
    there = [] if group.work is None else documents.of_work(store, group.work)
    held = [documents.value(store, record["id"]) for record in there]
    each_language_once([*held, *(item.document for item in new)], SEPARATELY)
    table = None
    if align and new:
        tell("Aligning", 0.35)
        table = table_of([*held, *(item.document for item in new)])
    tell("Storing", 0.95)
    return Prepared(group, version, tuple(new), table)


def read_upload(upload: Upload) -> list[NewDocument]:
    """The documents of one file, with the role that the catalogue gives them."""
    entry = catalogue().get(digest(upload.data))
    said = upload.lang or (entry.langs[0] if entry and len(entry.langs) == 1 else "")
    found = read_documents(upload.name, upload.data, said)
    new = []
    role = entry.role if entry and "+" not in entry.role else ""
    for part, document in enumerate(found):
        new.append(NewDocument(document, upload.data, part, format_of(upload.name), role, said))
    return new


def write(store: Store, prepared: Sequence[Prepared]) -> ImportReport:
    """Store what was prepared, all of it or nothing. Raises ``Conflict`` when a work changed in the meantime."""
    warnings: list[str] = []
    touched: list[int] = []
    with store.atomic():
        for item in prepared:
            touched.append(_write_one(store, item))
            warnings += item.table.warnings if item.table else ()
    return ImportReport(
        tuple(works.summary(store, work) for work in dict.fromkeys(touched)),
        tuple(dict.fromkeys(new.document.name for item in prepared for new in item.new)),
        tuple(name for item in prepared for name in item.group.known),
        tuple(warnings),
    )


def _write_one(store: Store, item: Prepared) -> int:
    group = item.group
    if group.work is None:
        work = works.add(store, group.title or _title(item.new), group.slug)
    else:
        work = group.work
        if item.new:
            works.touch(store, work, item.version)
    for new in item.new:
        documents.add(store, work, new)
    if item.table is not None:
        tables.write(store, work, item.table)
        works.set_status(store, work, "ready", 1.0, "")
    elif item.new:
        works.set_status(store, work, "new", 0.0, "")
    return work


def _title(new: Sequence[NewDocument]) -> str:
    """A work's title when nobody gave one: that of its English text, or else of the first one."""
    best: Document = min((item.document for item in new), key=lambda document: document.lang != "en")
    return checked_title(best.title[:200])


def _part(tell: Progress, number: int, count: int) -> Progress:
    """The progress of one part of ``count``, as progress of the whole."""
    return lambda message, fraction: tell(message, (number + fraction) / count)


def merged(reports: Sequence[ImportReport]) -> ImportReport:
    """Several reports as one; a work that comes again stands once, as it was last."""
    by_id = {work.id: work for report in reports for work in report.works}
    return replace(
        ImportReport(tuple(by_id.values()), ()),
        added=tuple(name for report in reports for name in report.added),
        known=tuple(name for report in reports for name in report.known),
        warnings=tuple(text for report in reports for text in report.warnings),
    )
