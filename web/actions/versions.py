"""A new version of a document beside the old one: what did not change keeps its rows, the rest is aligned anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aligner.differences import Pair
from aligner.errors import InputError
from aligner.types import Document
from web.actions.alignment import Progress, silent
from web.actions.permissions import needs
from web.actions.reading import NAMES, format_of, read_documents
from web.actions.renewing import Draft, drafted
from web.actions.tables import TRIES, remade
from web.errors import Conflict, NotFound
from web.plain import number
from web.store import Store, documents, revisions, tables, versions, works
from web.store.database import Record
from web.store.documents import NewDocument, digest
from web.views import Page, RowView, Upload, VersionReport, VersionView


@needs("read")
def list_versions(store: Store, document: int) -> tuple[VersionView, ...]:
    """The versions of a document, the one that stands first. Raises ``NotFound``."""
    return versions.of_document(store, document)


@needs("read")
def version_bytes(store: Store, document: int, number: int) -> bytes:
    """The file of a version, byte for byte. Raises ``NotFound``."""
    held = documents.source(store, document)
    return documents.data(store, document) if held["number"] == number else versions.data(store, document, number)


@needs("read")
def find_document(store: Store, ref: str | int) -> int:
    """The document that is named: by its number, or as ``WORK:LANG``. Raises ``NotFound``."""
    name = str(ref).strip()
    if (written := number(name)) is not None:
        return int(documents.source(store, written)["id"])
    work, sign, tag = name.rpartition(":")
    if not sign or not work:
        raise NotFound(
            "There is no document “{name}”. Name its number, or its work and language: WORK:LANG.", name=name
        )
    from aligner.lang import normalise

    lang, found = normalise(tag), works.resolve(store, work)
    for held in documents.of_work(store, found):
        if held["lang"] == lang:
            return int(held["id"])
    raise NotFound("The work “{work}” has no text in {lang}.", work=work, lang=NAMES[lang])


@needs("edit")
def replace_document(
    store: Store, document: str | int, upload: Upload, *, version: int | None = None, progress: Progress | None = None
) -> VersionReport:
    """Import a file as the new version of a document; the old one is kept as an earlier version.

    Sentences that did not change keep their rows with everything that people did to them; the rest is aligned anew in
    the gaps between. Raises ``NotFound``, ``InputError`` when the file is in another language, ``Conflict`` when the
    document is no longer that ``version``, or the work keeps changing meanwhile.
    """
    number = find_document(store, document)
    held = documents.source(store, number)
    if held["digest"] == digest(upload.data):
        return _report(store, number, (), 0, known=True)
    overrule = held["lang_overrule"]
    tell = progress or silent
    tell(f"Reading {upload.name}", 0.0)
    found = read_documents(upload.name, upload.data, upload.lang or overrule)
    part, text = _in_language(found, held["lang"], upload.name)
    new = NewDocument(text, upload.data, part, format_of(upload.name), held["role"], upload.lang)
    return _replaced(store, number, new, overrule, {}, version, tell)


@needs("edit")
def restore_version(store: Store, document: int, number: int, progress: Progress | None = None) -> VersionReport:
    """Make an earlier version of a document the one that stands, with what people wrote in it; what stands now is kept
    as an earlier version in its turn. Raises ``NotFound``, ``Conflict`` when it stands already."""
    held = documents.source(store, document)
    if held["number"] == number:
        raise Conflict("This version stands already.")
    old = versions.record(store, document, number)
    data = versions.data(store, document, number)
    found = read_documents(old["name"], data, old["said"] or old["lang_overrule"])
    part, text = _in_language(found, held["lang"], old["name"])
    new = NewDocument(text, data, part, old["format"], held["role"], old["said"])
    return _replaced(store, document, new, old["lang_overrule"], _edited(old["segments"]), None, progress or silent)


def _edited(segments: Sequence[Record]) -> dict[str, str]:
    """What people wrote instead of sentences."""
    return {one["original"]: one["text"] for one in segments if one["original"] is not None}


def _in_language(found: Sequence[Document], lang: str, name: str) -> tuple[int, Document]:
    for part, text in enumerate(found):
        if text.lang == lang:
            return part, text
    there = ", ".join(NAMES[text.lang] for text in found)
    raise InputError(
        "{name} is in {there}, and the document that it is to replace in {lang}.",
        "Say the language, if that was not seen: {lang2}={name}.",
        name=name,
        there=there,
        lang=NAMES[lang],
        lang2=lang,
    )


def _replaced(
    store: Store,
    document: int,
    new: NewDocument,
    overrule: str,
    edited: Mapping[str, str],
    version: int | None,
    tell: Progress,
) -> VersionReport:
    """Align and store a new version; when others write to the work meanwhile, once more."""
    work = int(documents.source(store, document)["work"])
    for attempt in range(TRIES):
        seen = works.summary(store, work).version
        tell("Comparing", 0.1)
        draft = drafted(store, work, document, new, overrule, edited, tell)
        tell("Storing", 0.39)
        try:
            with store.atomic():
                _write(store, work, document, draft, seen, version)
            break
        except Conflict:
            current = documents.source(store, document)["version"]
            if attempt == TRIES - 1 or (version is not None and current != version):
                raise
    if draft.table is not None:
        remade(store, work, tell)
    return _report(store, document, draft.pairs, len(draft.kept.rows))


def _write(store: Store, work: int, document: int, draft: Draft, seen: int, version: int | None) -> None:
    before = documents.source(store, document)
    if version is not None and before["version"] != version:
        raise Conflict("The document was changed in the meantime. Load it again and repeat the change.")
    works.touch(store, work, seen)
    number = versions.renew(store, document, draft.new, draft.overrule)
    old = {"version": before["number"], "name": before["name"]}
    revisions.add(
        store, work, "version", f"document:{document}", old, {"version": number, "name": draft.new.document.name}
    )
    if draft.table is None:
        tables.remove(store, work)
        works.set_status(store, work, "new", 0.0, "")
    else:
        tables.write(store, work, draft.table, kept=draft.kept)


def _report(store: Store, document: int, pairs: Sequence[Pair], kept: int, *, known: bool = False) -> VersionReport:
    """What was done, and at which rows the sentences stand now that are not what they were."""
    view = versions.current(store, document)
    counts = {kind: sum(pair.kind == kind for pair in pairs) for kind in dict.fromkeys(pair.kind for pair in pairs)}
    there = {at for pair in pairs if pair.kind not in ("same", "left", "removed") for at in pair.new}
    page: Page[RowView] = tables.rows(store, view.work, limit=10**9) if there else Page((), 0)
    numbers = [
        row.number
        for row in page.items
        for cell in row.cells
        if cell.lang == view.lang and not there.isdisjoint(range(cell.start, cell.stop))
    ]
    return VersionReport(works.summary(store, view.work), view, counts, kept, tuple(numbers), known=known)
