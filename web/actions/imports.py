"""Import: which files belong to which work, reading and aligning them, and storing all of it in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from aligner.errors import InputError
from aligner.types import Document, Table
from web.actions.alignment import Progress, silent, table_of
from web.actions.alignment import part as portion
from web.actions.catalogue import catalogue
from web.actions.grouping import SEPARATELY, Group, group_for, groups_of, without_repeats
from web.actions.permissions import needs
from web.actions.reading import each_language_once, format_of, read_documents
from web.actions.tables import evidence
from web.actions.works import checked_title
from web.errors import Conflict
from web.store import Store, documents, tables, works
from web.store.documents import NewDocument, digest
from web.views import ImportReport, Upload

ATTEMPTS = 3
"""How often an import begins anew when others write to the same works while it aligns."""


@dataclass(frozen=True)
class Prepared:
    """A group that was read and, where asked for, aligned: all that is left is to store it."""

    group: Group
    version: int | None
    new: tuple[NewDocument, ...]
    table: Table | None


@needs("edit")
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
    distinct, repeated = without_repeats(uploads)
    name = checked_title(title) if title else ""

    def grouped() -> list[Group]:
        return groups_of(store, distinct, name) if work is None else [group_for(store, distinct, work, name)]

    for attempt in range(ATTEMPTS):
        groups = grouped()
        count = len(groups)
        prepared = [prepare(store, group, align, _part(tell, number, count)) for number, group in enumerate(groups)]
        try:
            report = write(store, prepared, grouped)
        except Conflict:
            if attempt == ATTEMPTS - 1:
                raise
        else:
            break
    return replace(report, known=(*report.known, *repeated))


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
        texts = [*held, *(item.document for item in new)]
        table = table_of(texts, evidence(store, texts, portion(tell, 0.35, 0.95)))
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


def write(store: Store, prepared: Sequence[Prepared], grouped: Callable[[], list[Group]] | None = None) -> ImportReport:
    """Store what was prepared, all of it or nothing.

    Raises ``Conflict`` when a work changed in the meantime, or when ``grouped``, asked again, puts the files otherwise:
    another process has imported one of them.
    """
    warnings: list[str] = []
    touched: list[int] = []
    with store.atomic():
        if grouped and grouped() != [item.group for item in prepared]:
            raise Conflict("Another import brought in some of these files in the meantime. Import them again.")
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
