"""A new version of a document beside the old one: what did not change keeps its rows, the rest is aligned anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aligner.differences import Pair, compare
from aligner.errors import InputError
from aligner.types import Document, Evidence, Row, Segment, Span, Table
from web.actions.alignment import Progress, column, silent
from web.actions.permissions import needs
from web.actions.reading import NAMES, format_of, read_documents
from web.actions.tables import TRIES, evidence, remade
from web.errors import Conflict, NotFound
from web.store import Store, documents, revisions, tables, versions, works
from web.store.database import Record
from web.store.documents import NewDocument, digest
from web.store.tables import Kept
from web.views import Page, RowView, Upload, VersionReport, VersionView


@dataclass(frozen=True)
class Draft:
    """A new version, read and aligned, ready to be stored: what it takes over, and what became of each sentence."""

    new: NewDocument
    overrule: str
    table: Table | None
    kept: Kept
    pairs: Sequence[Pair]


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
    if name.isdigit():
        return int(documents.source(store, int(name))["id"])
    work, sign, tag = name.rpartition(":")
    if not sign or not work:
        raise NotFound(f"There is no document “{name}”. Name its number, or its work and language: WORK:LANG.")
    from aligner.lang import normalise

    lang, found = normalise(tag), works.resolve(store, work)
    for held in documents.of_work(store, found):
        if held["lang"] == lang:
            return int(held["id"])
    raise NotFound(f"The work “{work}” has no text in {NAMES[lang]}.")


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
    found = read_documents(upload.name, upload.data, upload.lang or overrule)
    part, text = _in_language(found, held["lang"], upload.name)
    new = NewDocument(text, upload.data, part, format_of(upload.name), held["role"], upload.lang)
    return _replaced(store, number, new, overrule, {}, version, progress or silent)


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
        f"{name} is in {there}, and the document that it is to replace in {NAMES[lang]}.",
        f"Say the language, if that was not seen: {lang}={name}.",
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
        draft = _draft(store, work, document, new, overrule, edited, tell)
        tell("Storing", 0.65)
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


def _draft(
    store: Store, work: int, document: int, new: NewDocument, overrule: str, edited: Mapping[str, str], tell: Progress
) -> Draft:
    from aligner.segmentation import segment

    new = replace(new, document=documents.labelled(store, document, new.document))
    lang = new.document.lang
    fresh = segment(new.document)
    words = documents.words(store, document)
    old = [one["text"] if one["original"] is None else one["original"] for one in words]
    pairs = compare(old, [one.text for one in fresh], lang).pairs
    if cut := _cut_as_before(fresh, pairs, old):
        fresh = cut
        pairs = compare(old, [one.text for one in fresh], lang).pairs
    same = {p.old.start: p.new.start for p in pairs if p.kind == "same"}
    kept = {place: words[before] for before, place in same.items()}
    kept |= {p.new.start: words[p.old.start] for p in pairs if p.kind == "moved" and _verbatim(p, old, fresh)}
    kept |= {
        place: {"id": 0, "text": edited[one.text], "original": one.text, "version": 1}
        for place, one in enumerate(fresh)
        if one.text in edited and place not in kept
    }
    if not words or not tables.header(store, work):
        return Draft(new, overrule, None, Kept(segments={lang: kept}), pairs)
    spoken = tuple(replace(one, text=kept[i]["text"]) if i in kept else one for i, one in enumerate(fresh))
    return _aligned(store, work, Draft(new, overrule, None, Kept(segments={lang: kept}), pairs), spoken, same, tell)


def _cut_as_before(fresh: Sequence[Segment], pairs: Sequence[Pair], old: Sequence[str]) -> tuple[Segment, ...]:
    """The new sentences, those cut in which people had cut the same words; nothing where there are none."""
    cuts: dict[int, list[Segment]] = {}
    for pair in pairs:
        if pair.kind == "merged" and len(pair.new) == 1:
            whole = fresh[pair.new.start]
            if parts := _parts(whole, [old[at] for at in pair.old]):
                cuts[pair.new.start] = parts
    if not cuts:
        return ()
    found = [part for place, one in enumerate(fresh) for part in cuts.get(place, [one])]
    return tuple(replace(one, index=place) for place, one in enumerate(found))


def _parts(whole: Segment, texts: Sequence[str]) -> list[Segment]:
    """A sentence as just these texts one after the other; nothing where it says anything else."""
    at, parts = 0, []
    for text in texts:
        place = whole.text.find(text, at)
        if place < 0 or whole.text[at:place].strip():
            return []
        at = place + len(text)
        start = min(whole.span.start + place, whole.span.stop)
        parts.append(replace(whole, text=text, span=Span(start, min(whole.span.start + at, whole.span.stop))))
    return [] if whole.text[at:].strip() else parts


def _verbatim(pair: Pair, old: Sequence[str], fresh: Sequence[Segment]) -> bool:
    return len(pair.old) == len(pair.new) == 1 and old[pair.old.start] == fresh[pair.new.start].text


def _aligned(
    store: Store, work: int, draft: Draft, fresh: tuple[Segment, ...], same: Mapping[int, int], tell: Progress
) -> Draft:
    """The draft with its table: rows whose sentences did not change are fixed points, the rest is aligned anew."""
    from aligner.pipeline import Options, align_segments

    lang, before = draft.new.document.lang, tables.value(store, work)
    views = tables.rows(store, work, limit=len(before.rows)).items
    fixed = _fixed(before, lang, same, len(fresh))
    texts = {one: fresh if one == lang else held for one, held in zip(before.langs, before.segments, strict=True)}
    tell("Aligning", 0.2)
    if len(texts) == 1:
        made = column(lang, fresh)
    else:
        held = [documents.value(store, one["id"]) for one in documents.of_work(store, work) if one["lang"] != lang]
        options = evidence(store, [*held, draft.new.document]) or Options()
        anchors = [dict(zip(before.langs, spans, strict=True)) for spans in fixed.values()]
        made = align_segments(texts, replace(options, anchors=anchors))
    table, rows = _taken_over(before, made, fixed, views, draft.pairs, lang)
    words: dict[str, Mapping[int, Record]] = {
        one: dict(enumerate(documents.words(store, i))) for one, i in _others(store, work, lang)
    }
    words[lang] = draft.kept.segments[lang]
    return replace(draft, table=table, kept=Kept(rows, words))


def _others(store: Store, work: int, lang: str) -> list[tuple[str, int]]:
    return [(one["lang"], int(one["id"])) for one in documents.of_work(store, work) if one["lang"] != lang]


def _fixed(before: Table, lang: str, same: Mapping[int, int], size: int) -> dict[int, tuple[Span, ...]]:
    """The rows that stay, by their index, with their spans in the new texts: those whose sentences of the language are
    all there and neighbours, and those without any where nothing came between."""
    place = before.column(lang)
    fixed: dict[int, tuple[Span, ...]] = {}
    done, waiting = 0, []
    for index, row in enumerate(before.rows):
        span = row.spans[place]
        if not span:
            waiting.append(index)
            continue
        new = [same.get(at, -1) for at in span]
        if new[0] < 0 or new != list(range(new[0], new[0] + len(new))):
            waiting, done = [], -1
            continue
        if new[0] == done:
            fixed |= {one: _with(before.rows[one].spans, place, Span(done, done)) for one in waiting}
        fixed[index] = _with(row.spans, place, Span(new[0], new[0] + len(new)))
        waiting, done = [], new[0] + len(new)
    if done == size:
        fixed |= {one: _with(before.rows[one].spans, place, Span(done, done)) for one in waiting}
    return dict(sorted(fixed.items()))


def _with(spans: tuple[Span, ...], place: int, span: Span) -> tuple[Span, ...]:
    return (*spans[:place], span, *spans[place + 1 :])


def _taken_over(
    before: Table,
    made: Table,
    fixed: Mapping[int, tuple[Span, ...]],
    views: Sequence[RowView],
    pairs: Sequence[Pair],
    lang: str,
) -> tuple[Table, dict[int, RowView]]:
    """The table with what rows that stayed had, and by their new index what they were; a row whose sentence was only
    changed is still that row, but nobody has confirmed it."""
    stayed = {spans: index for index, spans in fixed.items()}
    changed = _changed(before, pairs, lang)
    rows: list[Row] = []
    kept: dict[int, RowView] = {}
    for place, row in enumerate(made.rows):
        index = stayed.get(row.spans)
        if index is not None:
            old = before.rows[index]
            rows.append(Row(row.spans, old.score, old.band, (*_own(old.evidence), *_halves(row.evidence))))
            kept[place] = views[index]
            continue
        rows.append(row)
        if (index := changed.get(row.spans)) is not None and index not in fixed:
            view = views[index]
            kept[place] = replace(view, confirmer="", version=view.version + 1)
    return replace(made, rows=tuple(rows)), kept


def _own(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The reasons of a row but for the place of its other half, which may have another number now."""
    return [one for one in evidence if not tables.is_moved(one)]


def _halves(evidence: Sequence[Evidence]) -> list[Evidence]:
    return [one for one in evidence if tables.is_moved(one)]


def _changed(before: Table, pairs: Sequence[Pair], lang: str) -> dict[tuple[Span, ...], int]:
    """The rows of which a sentence was changed, split or merged, by the spans that they would have now."""
    place = before.column(lang)
    new: dict[int, Span] = {}
    for pair in pairs:
        if pair.kind in ("same", "changed", "split", "merged"):
            new |= dict.fromkeys(pair.old, pair.new)
    found: dict[tuple[Span, ...], int] = {}
    for index, row in enumerate(before.rows):
        spans = [new.get(at) for at in row.spans[place]]
        if spans and all(spans):
            whole = Span(min(s.start for s in spans if s), max(s.stop for s in spans if s))
            found.setdefault(_with(row.spans, place, whole), index)
    return found


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
