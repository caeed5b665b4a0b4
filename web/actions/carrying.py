"""What goes over when the texts of a work are split and aligned anew: what people confirmed, and what they wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.types import Document, Segment, Span, Table
from web.store import Store, documents, tables
from web.store.database import Record
from web.store.tables import Kept
from web.views import RowView

if TYPE_CHECKING:
    from aligner.pipeline import Options


def aligned(store: Store, work: int, texts: Sequence[Document], options: Options | None) -> tuple[Table, Kept] | None:
    """The texts of a work aligned anew around its confirmed rows, and what is kept; nothing where people did nothing
    to it yet, or where it has one text alone."""
    if len(texts) < 2 or not tables.touched(store, work):
        return None
    from aligner.pipeline import Options, align_segments
    from aligner.segmentation import segment

    fresh = {lang: segment(text) for lang in _order(texts) for text in texts if text.lang == lang}
    anchors, confirmed, words = carried(store, work, fresh)
    spoken = {
        lang: tuple(
            replace(one, text=words[lang][i]["text"]) if i in words[lang] else one for i, one in enumerate(held)
        )
        for lang, held in fresh.items()
    }
    table = align_segments(spoken, replace(options or Options(), anchors=anchors))
    places = {tuple(sorted(one.items())): row for one, row in zip(anchors, confirmed, strict=True)}
    rows = {}
    for index, row in enumerate(table.rows):
        spans = tuple(sorted((lang, span) for lang, span in zip(table.langs, row.spans, strict=True) if span))
        if spans in places:
            rows[index] = places[spans]
    return table, Kept(rows, words)


def _order(texts: Sequence[Document]) -> list[str]:
    from aligner.types import LANGS

    return [lang for lang in LANGS if any(text.lang == lang for text in texts)]


def carried(
    store: Store, work: int, fresh: Mapping[str, Sequence[Segment]]
) -> tuple[list[dict[str, Span]], list[RowView], dict[str, dict[int, Record]]]:
    """Confirmed rows whose sentences are all there again, as fixed points and as they were, and by language and place
    the sentences with what people wrote in them."""
    from aligner.differences import compare

    langs = (tables.header(store, work) or {"langs": ()})["langs"]
    same: dict[str, dict[int, int]] = {}
    words: dict[str, dict[int, Record]] = {lang: {} for lang in fresh}
    for record in documents.of_work(store, work):
        lang = record["lang"]
        if lang in fresh and lang in langs:
            held = documents.words(store, record["id"])
            old = [one["text"] if one["original"] is None else one["original"] for one in held]
            pairs = compare(old, [one.text for one in fresh[lang]], lang).pairs
            same[lang] = {pair.old.start: pair.new.start for pair in pairs if pair.kind == "same"}
            words[lang] = {new: held[place] for place, new in same[lang].items()}
    anchors: list[dict[str, Span]] = []
    rows: list[RowView] = []
    for row in tables.rows(store, work, limit=10**9).items if same else ():
        if row.confirmed and (spans := _again(row, same)):
            anchors.append(spans)
            rows.append(row)
    return anchors, rows, words


def _again(row: RowView, same: Mapping[str, Mapping[int, int]]) -> dict[str, Span] | None:
    """Where a row's sentences are now, if they are all there and still neighbours."""
    spans = {}
    for cell in row.cells:
        places = [same.get(cell.lang, {}).get(place, -1) for place in range(cell.start, cell.stop)]
        if places and (places[0] < 0 or places != list(range(places[0], places[0] + len(places)))):
            return None
        if places:
            spans[cell.lang] = Span(places[0], places[0] + len(places))
    return spans
