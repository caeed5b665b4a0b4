"""Earlier versions of documents: as they were read and split, with the bytes that they came from."""

from __future__ import annotations

import json

from aligner.errors import InputError
from web.errors import NotFound
from web.store import documents
from web.store.database import Record, Store, now
from web.store.documents import NewDocument
from web.views import VersionView

_FIELDS = ("file", "part", "name", "title", "lang", "format", "said", "lang_overrule", "text", "created")
_VIEW = (
    "SELECT v.id, v.document, d.work, v.number, v.name, v.title, v.lang, v.format, v.created, v.replaced, v.who, "
    "f.size, "
    "json_array_length(v.segments) AS segments FROM versions v JOIN documents d ON d.id = v.document "
    "JOIN files f ON f.id = v.file"
)


def renew(store: Store, document: int, new: NewDocument, overrule: str) -> int:
    """Keep a document as an earlier version, and make it the new one, under the same number; which version that is.

    Labels that people gave stay with the blocks that are still there. Raises ``NotFound``, and ``InputError`` when the
    file is another text of the work.
    """
    held = documents.source(store, document)
    file = documents.keep_file(store, new)
    _refuse_another(store, document, held["work"], file, new)
    _keep(store, document, held)
    store.execute(
        "UPDATE documents SET file = ?, part = ?, name = ?, title = ?, format = ?, said = ?, lang_overrule = ?, "
        "text = ?, created = ?, number = number + 1, version = version + 1 WHERE id = ?",
        (
            *(file, new.part, new.document.name, new.document.title, new.format, new.said),
            *(overrule, new.document.text, now(), document),
        ),
    )
    documents.write_blocks(store, document, new.document)
    return int(held["number"]) + 1


def _refuse_another(store: Store, document: int, work: int, file: int, new: NewDocument) -> None:
    """A work has every text once."""
    query = "SELECT name FROM documents WHERE work = ? AND file = ? AND part = ? AND id != ?"
    if other := store.value(query, (work, file, new.part, document)):
        raise InputError(
            "{name} is in the work already, as {other}.",
            "Give the new version of this text.",
            name=new.document.name,
            other=other,
        )


def _keep(store: Store, document: int, held: Record) -> None:
    blocks = store.all(
        "SELECT number, kind, detected, lang, text, start, stop FROM blocks WHERE document = ? ORDER BY number",
        (document,),
    )
    record = {name: held[name] for name in _FIELDS} | {"document": document, "number": held["number"]}
    record |= {"blocks": blocks, "segments": documents.words(store, document), "replaced": now(), "who": store.who}
    store.insert("versions", record)


def of_document(store: Store, document: int) -> tuple[VersionView, ...]:
    """All versions of a document, the one that stands first, then the earlier ones, the latest first."""
    found = store.all(f"{_VIEW} WHERE v.document = ? ORDER BY v.number DESC", (document,))
    return (current(store, document), *(VersionView(**record) for record in found))


def current(store: Store, document: int) -> VersionView:
    """The version that stands. Raises ``NotFound``."""
    held = documents.source(store, document)
    names = ("work", "number", "name", "title", "lang", "format", "created", "size", "segments")
    edited = store.value("SELECT count(*) FROM segments WHERE document = ? AND original IS NOT NULL", (document,))
    return VersionView(0, document, **{name: held[name] for name in names}, edited=int(edited))


def record(store: Store, document: int, number: int) -> Record:
    """An earlier version with its ``segments`` as plain data. Raises ``NotFound``."""
    found = store.one("SELECT * FROM versions WHERE document = ? AND number = ?", (document, number))
    if found is None:
        documents.source(store, document)
        raise NotFound("Document {document} has no version {number}.", document=document, number=number)
    return found | {"segments": json.loads(found["segments"])}


def data(store: Store, document: int, number: int) -> bytes:
    """The bytes of an earlier version. Raises ``NotFound``."""
    file = record(store, document, number)["file"]
    return bytes(store.value("SELECT data FROM files WHERE id = ?", (file,)))


def counts(store: Store, work: int) -> dict[int, int]:
    """How many versions the documents of a work have that have more than one, by document."""
    query = "SELECT id, number FROM documents WHERE work = ? AND number > 1"
    return {int(found["id"]): int(found["number"]) for found in store.all(query, (work,))}
