"""Documents: look at them, overrule their language and their blocks' labels, delete them."""

from __future__ import annotations

from aligner.errors import InputError
from aligner.types import Document, Kind
from web.actions.permissions import needs
from web.actions.reading import NAMES, read_documents
from web.actions.tables import realign
from web.store import Store, documents, revisions, tables, works
from web.views import DocumentView


@needs("read")
def get_document(store: Store, id: int) -> DocumentView:
    """A document with its blocks. Raises ``NotFound``."""
    return documents.view(store, id)


@needs("read")
def document_bytes(store: Store, id: int) -> bytes:
    """The document's file, byte for byte as it came. Raises ``NotFound``."""
    return documents.data(store, id)


@needs("edit")
def set_document_language(
    store: Store, id: int, lang: str, *, version: int | None = None, align: bool = True
) -> DocumentView:
    """Overrule a document's language; an empty one means as detected. The file is read and segmented anew.

    ``align=False`` leaves the work without a table, for the caller to align. Raises ``NotFound``, ``Conflict`` when the
    document is no longer that ``version``, ``InputError`` when the language is unknown or another document has it.
    """
    from aligner.lang import normalise

    held = documents.source(store, id)
    work = int(held["work"])
    overrule = normalise(lang) if lang else ""
    document = _read_anew(store, id, overrule)
    with store.atomic():
        _check_free(store, work, id, document.lang)
        documents.rewrite(store, id, document, overrule, version)
        tables.remove(store, work)
        _changed(store, work, "language", f"document:{id}", held["lang"], document.lang)
    if align:
        realign(store, work)
    return documents.view(store, id)


@needs("edit")
def set_block_kind(store: Store, block_id: int, kind: str, *, align: bool = True) -> DocumentView:
    """Overrule a block's label; the label stays when the file is read anew. Hands back the block's document.

    Raises ``NotFound``, ``InputError`` for a label that does not exist.
    """
    try:
        label = Kind(kind)
    except ValueError:
        labels = ", ".join(str(known) for known in Kind)
        raise InputError("There is no label “{kind}”.", "Choose from: {labels}.", kind=kind, labels=labels) from None
    with store.atomic():
        block = documents.block_record(store, block_id)
        documents.set_kind(store, block_id, label)
        _changed(store, int(block["work"]), "label", f"block:{block_id}", block["kind"], str(label))
    if align:
        realign(store, int(block["work"]))
    return documents.view(store, int(block["document"]))


@needs("review")
def delete_document(store: Store, id: int, *, align: bool = True) -> None:
    """Take a document out of its work. The work stays, even without documents. Raises ``NotFound``."""
    held = documents.source(store, id)
    work = int(held["work"])
    with store.atomic():
        documents.remove(store, id)
        tables.remove(store, work)
        _changed(store, work, "delete", f"document:{id}", {"name": held["name"], "lang": held["lang"]}, None)
    if align and documents.of_work(store, work):
        realign(store, work)


def _read_anew(store: Store, id: int, overrule: str) -> Document:
    """The document from its file once more. On a page of two languages the split stays, and one part is renamed."""
    held = documents.source(store, id)
    data = documents.data(store, id)
    found = read_documents(held["name"], data, held["said"])
    if len(found) > held["part"] and len(found) > 1:
        document = found[held["part"]]
        return documents.in_language(document, overrule) if overrule else document
    return read_documents(held["name"], data, overrule or held["said"])[0]


def _check_free(store: Store, work: int, id: int, lang: str) -> None:
    for record in documents.of_work(store, work):
        if record["lang"] == lang and record["id"] != id:
            raise InputError(
                "The work has a text in {lang} already: {name}.",
                "Change that one's language first, or take it out of the work.",
                lang=NAMES[lang],
                name=record["name"],
            )


def _changed(store: Store, work: int, what: str, target: str, before: object, after: object) -> None:
    revisions.add(store, work, what, target, before, after)
    works.touch(store, work)
    works.set_status(store, work, "new", 0.0, "")
