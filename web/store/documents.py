"""Files, documents, their blocks and segments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b, sha256

from aligner.errors import InputError
from aligner.types import Block, Document, Kind, Segment, Span
from web.errors import Conflict, NotFound
from web.store.database import Record, Store, now
from web.views import BlockView, DocumentView

BLOCK = ("id", "number", "kind", "lang", "text", "start", "stop")
DOCUMENT = (
    *("id", "work", "name", "title", "lang", "role", "digest", "size", "format", "segments"),
    *("created", "version"),
)
LABEL_DIGEST = 12  # bytes; a document has some hundred blocks


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that was read and waits to be stored. ``said`` is the language that was given for its file."""

    document: Document
    data: bytes
    part: int
    format: str
    role: str = ""
    said: str = ""

    @property
    def digest(self) -> str:
        """The SHA-256 of the file, as hexadecimal digits."""
        return digest(self.data)


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes: by it, a file is known again.

    >>> digest(b"")[:8]
    'e3b0c442'
    """
    return sha256(data).hexdigest()


def add(store: Store, work: int, new: NewDocument) -> int:
    """Store a document with its file and blocks. Raises ``InputError`` when the work has one in that language."""
    lang = new.document.lang
    taken = store.value("SELECT name FROM documents WHERE work = ? AND lang = ?", (work, lang))
    if taken is not None:
        raise InputError(
            "{name} is in {lang}, and the work has a document in that language already: {taken}.",
            "Give another work with --work NAME, or say the language: LANG=FILE.",
            name=new.document.name,
            lang=lang,
            taken=taken,
        )
    document = store.insert(
        "documents",
        {
            "work": work,
            "file": keep_file(store, new),
            "part": new.part,
            "name": new.document.name,
            "title": new.document.title,
            "lang": lang,
            "role": new.role,
            "format": new.format,
            "said": new.said,
            "text": new.document.text,
            "created": now(),
        },
    )
    write_blocks(store, document, new.document)
    return document


def keep_file(store: Store, new: NewDocument) -> int:
    """Store the file of a document, once for each content; its number."""
    known = store.value("SELECT id FROM files WHERE digest = ?", (new.digest,))
    if known is not None:
        return int(known)
    return store.insert("files", {"digest": new.digest, "size": len(new.data), "data": new.data})


def write_blocks(store: Store, document: int, value: Document) -> None:
    """Replace the blocks of a document; labels that people gave are laid over the detected ones."""
    labels = {
        (label["digest"], label["occurrence"]): label["kind"]
        for label in store.all("SELECT * FROM labels WHERE document = ?", (document,))
    }
    names = ("document", "number", "kind", "detected", "lang", "text", "start", "stop")
    records = [
        (document, number, str(labels.get(key, b.kind)), str(b.kind), b.lang, b.text, b.span.start, b.span.stop)
        for number, (key, b) in enumerate(zip(_keys([b.text for b in value.blocks]), value.blocks, strict=True))
    ]
    store.execute("DELETE FROM blocks WHERE document = ?", (document,))
    store.insert_all("blocks", names, records)


def _keys(texts: Sequence[str]) -> list[tuple[str, int]]:
    """What names each block when its document is read anew: its text, and which of the equal ones it is."""
    seen: Counter[str] = Counter()
    keys = []
    for text in texts:
        name = blake2b(text.encode(), digest_size=LABEL_DIGEST).hexdigest()
        keys.append((name, seen[name]))
        seen[name] += 1
    return keys


def value(store: Store, document: int) -> Document:
    """The document as the aligner takes it, labels overruled."""
    record = _record(store, document)
    blocks = tuple(
        Block(b["text"], Kind(b["kind"]), b["lang"], Span(b["start"], b["stop"]))
        for b in store.all("SELECT * FROM blocks WHERE document = ? ORDER BY number", (document,))
    )
    return Document(record["name"], record["text"], blocks, record["lang"])


def of_work(store: Store, work: int) -> list[Record]:
    """The documents of a work as records with ``id``, ``lang``, ``name``, ``file``, ``part`` and ``digest``."""
    return store.all(
        "SELECT d.id, d.lang, d.name, d.file, d.part, d.role, f.digest FROM documents d JOIN files f ON f.id = d.file "
        "WHERE d.work = ? ORDER BY d.id",
        (work,),
    )


def characters(store: Store, work: int) -> int:
    """How long a work's texts are together, in characters."""
    return int(store.value("SELECT coalesce(sum(length(text)), 0) FROM documents WHERE work = ?", (work,)))


def in_languages(store: Store, family: str) -> list[Record]:
    """All documents of a language, of Chinese in either script, as records with ``id``, ``work`` and ``lang``."""
    query = "SELECT id, work, lang FROM documents WHERE lang = ? OR lang LIKE ? || '-%' ORDER BY id"
    return store.all(query, (family, family))


def latest(store: Store, limit: int) -> list[int]:
    """The numbers of the documents of the works that were changed last."""
    query = "SELECT d.id FROM documents d JOIN works w ON w.id = d.work ORDER BY w.updated DESC, w.id, d.id LIMIT ?"
    return [int(found["id"]) for found in store.all(query, (limit,))]


def works_with(store: Store, digest: str) -> list[int]:
    """The works in which a file with this digest stands."""
    found = store.all(
        "SELECT DISTINCT d.work FROM documents d JOIN files f ON f.id = d.file WHERE f.digest = ? ORDER BY d.work",
        (digest,),
    )
    return [int(record["work"]) for record in found]


def view(store: Store, document: int, with_blocks: bool = True) -> DocumentView:
    """A document to show. Raises ``NotFound``."""
    r = _record(store, document)
    blocks = store.all("SELECT * FROM blocks WHERE document = ? ORDER BY number", (document,)) if with_blocks else []
    shown = tuple(BlockView(**{key: b[key] for key in BLOCK}, overruled=b["kind"] != b["detected"]) for b in blocks)
    return DocumentView(
        **{key: r[key] for key in DOCUMENT},
        blocks=shown,
        overruled=bool(r["lang_overrule"]),
    )


def data(store: Store, document: int) -> bytes:
    """The bytes of the file, as they came. Raises ``NotFound``."""
    _record(store, document)
    return bytes(
        store.value("SELECT f.data FROM files f JOIN documents d ON d.file = f.id WHERE d.id = ?", (document,))
    )


def source(store: Store, document: int) -> Record:
    """What reading the file anew needs: ``name``, ``part``, ``parts`` (of the file in this work), ``said``,
    ``lang_overrule``, ``work``, ``lang``."""
    return _record(store, document)


def rewrite(store: Store, document: int, value: Document, overrule: str, version: int | None = None) -> None:
    """Replace a document by what reading it anew gave. Raises ``Conflict`` when it is no longer that version."""
    changed = store.execute(
        "UPDATE documents SET lang = ?, title = ?, text = ?, lang_overrule = ?, version = version + 1 "
        "WHERE id = ? AND (? IS NULL OR version = ?)",
        (value.lang, value.title, value.text, overrule, document, version, version),
    )
    if not changed:
        raise Conflict("The document was changed in the meantime. Load it again and repeat the change.")
    write_blocks(store, document, value)


def block_record(store: Store, block: int) -> Record:
    """A block with the work it belongs to. Raises ``NotFound``."""
    found = store.one("SELECT b.*, d.work FROM blocks b JOIN documents d ON d.id = b.document WHERE b.id = ?", (block,))
    if found is None:
        raise NotFound("There is no block number {block}.", block=block)
    return found


def set_kind(store: Store, block: int, kind: Kind) -> None:
    """Overrule a block's label; giving the detected one takes the overruling back."""
    record = block_record(store, block)
    document = record["document"]
    texts = store.all("SELECT text FROM blocks WHERE document = ? ORDER BY number", (document,))
    name, occurrence = _keys([b["text"] for b in texts])[record["number"]]
    store.execute(
        "DELETE FROM labels WHERE document = ? AND digest = ? AND occurrence = ?", (document, name, occurrence)
    )
    if kind != record["detected"]:
        values = {"document": document, "digest": name, "occurrence": occurrence, "kind": str(kind)}
        store.insert("labels", values)
    store.execute("UPDATE blocks SET kind = ? WHERE id = ?", (str(kind), block))
    store.execute("UPDATE documents SET version = version + 1 WHERE id = ?", (document,))


def remove(store: Store, document: int) -> None:
    """Delete a document with its earlier versions, and its files when nothing else came from them."""
    store.execute("DELETE FROM documents WHERE id = ?", (document,))
    drop_files(store)


def drop_files(store: Store) -> None:
    """Delete the files that no document and no earlier version came from."""
    used = "SELECT file FROM documents UNION SELECT file FROM versions"
    store.execute(f"DELETE FROM files WHERE id NOT IN ({used})")  # noqa: S608 (no values)


def words(store: Store, document: int) -> list[Record]:
    """The segments as plain data, in order: what they say, what the document said where a person wrote other words."""
    names = "id, text, original, kind, block, start, stop, version"
    query = f"SELECT {names} FROM segments WHERE document = ? ORDER BY number"  # noqa: S608 (names of our own)
    return store.all(query, (document,))


def labelled(store: Store, document: int, value: Document) -> Document:
    """A text with the labels that people gave the blocks of this document laid over the detected ones."""
    labels = {
        (label["digest"], label["occurrence"]): label["kind"]
        for label in store.all("SELECT * FROM labels WHERE document = ?", (document,))
    }
    keys = _keys([block.text for block in value.blocks])
    blocks = (replace(b, kind=Kind(labels.get(key, b.kind))) for key, b in zip(keys, value.blocks, strict=True))
    return replace(value, blocks=tuple(blocks))


def write_segments(
    store: Store, document: int, segments: Sequence[Segment], kept: Mapping[int, Record] | None = None
) -> None:
    """Replace the segments of a document. Those that were there before, by their places in ``kept`` as ``words`` gave
    them, keep their number and what people wrote in them."""
    from aligner.fold import fold
    from web.store.tables import free

    names = ("id", "document", "number", "block", "kind", "text", "original", "folded", "start", "stop", "version")
    store.execute("DELETE FROM segments WHERE document = ?", (document,))
    first = free(store, "segments")
    before = kept or {}

    def record(place: int, s: Segment) -> tuple[object, ...]:
        was = before.get(place, {"id": first + place, "text": s.text, "original": None, "version": 1})
        known = (was["id"] or first + place, document, s.index, s.block, str(s.kind), was["text"], was["original"])
        return (*known, fold(was["text"], s.lang).text, s.span.start, s.span.stop, was["version"])

    store.insert_all("segments", names, (record(place, s) for place, s in enumerate(segments)))


def segments(store: Store, document: int, lang: str) -> tuple[Segment, ...]:
    """The segments of a document as the aligner takes them."""
    found = store.all("SELECT * FROM segments WHERE document = ? ORDER BY number", (document,))
    return tuple(
        Segment(s["text"], lang, s["number"], s["block"], Span(s["start"], s["stop"]), Kind(s["kind"])) for s in found
    )


def in_language(document: Document, lang: str) -> Document:
    """The same document said to be in another language: its blocks that are in the old one go with it."""
    blocks = tuple(replace(b, lang=lang) if b.lang == document.lang else b for b in document.blocks)
    return replace(document, lang=lang, blocks=blocks)


def _record(store: Store, document: int) -> Record:
    found = store.one(
        "SELECT d.*, f.digest, f.size, (SELECT count(*) FROM segments WHERE document = d.id) AS segments, "
        "(SELECT count(*) FROM documents o WHERE o.work = d.work AND o.file = d.file) AS parts "
        "FROM documents d JOIN files f ON f.id = d.file WHERE d.id = ?",
        (document,),
    )
    if found is None:
        raise NotFound("There is no document number {document}.", document=document)
    return found
