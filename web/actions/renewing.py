"""What a new version of a text takes over from the one before: sentences, rows, and what people did to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aligner.differences import Pair, compare
from aligner.types import Evidence, Row, Segment, Span, Table
from web.actions.alignment import Progress, column, part
from web.actions.tables import evidence
from web.store import Store, documents, tables
from web.store.database import Record
from web.store.documents import NewDocument
from web.store.tables import Kept
from web.views import RowView


@dataclass(frozen=True)
class Draft:
    """A new version, read and aligned, ready to be stored: what it takes over, and what became of each sentence."""

    new: NewDocument
    overrule: str
    table: Table | None
    kept: Kept
    pairs: Sequence[Pair]


def drafted(
    store: Store, work: int, document: int, new: NewDocument, overrule: str, edited: Mapping[str, str], tell: Progress
) -> Draft:
    """A new version of a document, split and aligned: ``edited`` are words that people once wrote for its sentences."""
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
        options = evidence(store, [*held, draft.new.document], part(tell, 0.2, 0.38)) or Options()
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
    changed, moved away or taken out is still that row, but nobody has confirmed it."""
    place = before.column(lang)
    stayed = {spans: index for index, spans in fixed.items()}
    changed = _changed(before, pairs, lang)
    beside = {_beside(row.spans, place): index for index, row in enumerate(before.rows) if index not in fixed}
    rows = list(made.rows)
    kept: dict[int, RowView] = {}
    was: dict[int, int] = {}
    for number, row in enumerate(made.rows):
        index = stayed.get(row.spans)
        if index is None and (other := beside.get(_beside(row.spans, place))) is not None:
            alike = not row.spans[place] and not before.rows[other].spans[place]
            index = other if alike and any(row.spans) else None  # without the language as before
        if index is not None:
            old = before.rows[index]
            rows[number] = Row(row.spans, old.score, old.band, (*_own(old.evidence), *_halves(row.evidence)))
            kept[number], was[index] = views[index], number
    for number, row in enumerate(made.rows):
        if number in kept:
            continue
        found = changed.get(row.spans)
        if found is None and any(_beside(row.spans, place)):
            found = beside.get(_beside(row.spans, place))
        if found is not None and found not in fixed and found not in was:
            view = views[found]
            kept[number], was[found] = replace(view, confirmer="", version=view.version + 1), number
    return _with_moved(before, replace(made, rows=tuple(rows)), was, pairs, place), kept


def _beside(spans: tuple[Span, ...], place: int) -> tuple[Span, ...]:
    """What a row holds in the other languages."""
    return (*spans[:place], *spans[place + 1 :])


def _with_moved(before: Table, made: Table, was: Mapping[int, int], pairs: Sequence[Pair], place: int) -> Table:
    """The table with a sentence that went elsewhere, however far, as the other half of the row it came from. ``was``
    says where rows of the table before are now."""
    lang, rows = made.langs[place], list(made.rows)
    taken = {number for pair in made.moved for number in pair}
    homes = {row.spans[place].start: index for index, row in enumerate(before.rows) if len(row.spans[place]) == 1}
    alone = {row.spans[place].start: n for n, row in enumerate(rows) if len(row.spans[place]) == 1 == _size(row.spans)}
    found = list(made.moved)
    for pair in pairs:
        if pair.kind != "moved" or len(pair.old) != 1 or len(pair.new) != 1:
            continue
        here, there = alone.get(pair.new.start), was.get(homes.get(pair.old.start, -1))
        if here is None or there is None or {here, there} & taken or rows[there].spans[place]:
            continue
        rest = tuple(one for one, span in zip(made.langs, rows[there].spans, strict=True) if span)
        for number, other, missing in ((here, there, rest), (there, here, (lang,))):
            kept = [one for one in rows[number].evidence if one.source != "order"]
            rows[number] = replace(rows[number], evidence=(*kept, Evidence("order", "moved", missing, other)))
        found.append((min(here, there), max(here, there)))
        taken |= {here, there}
    return replace(made, rows=tuple(rows), moved=tuple(sorted(found)))


def _size(spans: Sequence[Span]) -> int:
    return sum(map(len, spans))


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
