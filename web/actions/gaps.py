"""Aligning only what nobody vouched for: confirmed rows are fixed points, sentences stay as people left them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from aligner.errors import InputError
from aligner.types import Table
from web.actions.alignment import Progress, part, silent
from web.actions.permissions import needs
from web.actions.stepping import finished, nothing
from web.actions.tables import TRIES, evidence, remade
from web.errors import Conflict
from web.store import Store, documents, edits, regions, tables, works
from web.store.database import Record
from web.store.tables import CONFIRMED
from web.views import EditView


@needs("edit")
def realign_gaps(store: Store, ref: str | int, progress: Progress | None = None) -> EditView:
    """Align the gaps between confirmed rows anew, as one edit of the stack; rows that come out as they were keep all
    that they had. Raises ``NotFound``, ``InputError``, ``Conflict`` when the work keeps changing meanwhile."""
    work = works.resolve(store, ref)
    tell = progress or silent
    for attempt in range(TRIES):
        before = tables.value(store, work)
        if len(before.langs) < 2:
            raise InputError("The work has one text alone.", "Add another version of it first.")
        head = tables.header(store, work) or {}
        held = regions.read(store, head["id"], 1, len(before.rows))
        tell("Aligning", 0.0)
        after = _aligned(store, work, before, tell)
        rows = _rows(store, after, before, held)
        if [row["cells"] for row in rows] == [row["cells"] for row in held]:
            return nothing(store, work)
        try:
            with store.atomic():
                states = _states(held, rows)
                done = finished(store, work, edits.write(store, work, "realign-gaps", *states), fresh=False)
                tables.sign(store, head["id"], after.signature)
            break
        except Conflict:
            if attempt == TRIES - 1:
                raise
    remade(store, work, tell)
    return done


def _aligned(store: Store, work: int, before: Table, tell: Progress) -> Table:
    from aligner.pipeline import Options, align_segments

    texts = [documents.value(store, record["id"]) for record in documents.of_work(store, work)]
    options = evidence(store, texts, part(tell, 0.05, 0.4)) or Options()
    anchors = [
        {lang: span for lang, span in zip(before.langs, row.spans, strict=True) if span}
        for row in before.rows
        if CONFIRMED in row.evidence
    ]
    segments = dict(zip(before.langs, before.segments, strict=True))
    return align_segments(segments, replace(options, anchors=anchors))


def _rows(store: Store, after: Table, before: Table, held: Sequence[Record]) -> list[Record]:
    """The rows of the new table as a region: those that are the same as before stay what they were."""
    ids = {lang: [one for row in held for one in row["cells"][lang]] for lang in before.langs}
    known = {_key(row["cells"]): row for row in held}
    free = tables.free(store, "rows")
    rows: list[Record] = []
    for row in after.rows:
        cells = {lang: ids[lang][span.start : span.stop] for lang, span in zip(after.langs, row.spans, strict=True)}
        same = known.get(_key(cells))
        fields = {"score": row.score, "band": str(row.band), "evidence": tables.pack(row.evidence)}
        marks = {"confirmed": 0, "confirmer": "", "bookmark": 0}
        rows.append(dict(same) if same else {"id": free + len(rows), **fields, **marks, "moved": None, "cells": cells})
    there = {row["id"] for row in rows}
    for made in rows:
        if made["moved"] not in there:
            made["moved"] = None
    for one, other in after.moved:
        if rows[one]["moved"] is None and rows[other]["moved"] is None:
            rows[one]["moved"], rows[other]["moved"] = rows[other]["id"], rows[one]["id"]
    return rows


def _key(cells: Mapping[str, Sequence[int]]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return tuple(sorted((lang, tuple(ids)) for lang, ids in cells.items()))


def _states(held: Sequence[Record], rows: Sequence[Record]) -> tuple[Record, Record]:
    """What differs between the two, as states of an edit."""
    first, last, most = 0, 0, min(len(held), len(rows)) - 1
    while first < most and held[first] == rows[first]:
        first += 1
    while last < most - first and held[-1 - last] == rows[-1 - last]:
        last += 1
    return {"rows": list(held[first : len(held) - last])}, {"rows": list(rows[first : len(rows) - last])}
