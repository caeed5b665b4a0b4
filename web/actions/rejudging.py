"""How far rows can be trusted that a person drew: scored as the aligner scores its own, by what their texts say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aligner.types import Band, Evidence, Kind, Segment, Span
from web.actions.alignment import Progress
from web.store import Store, regions, tables

BY_HAND = 0.97
"""The posterior probability of borders that a person drew, in place of the search's."""
Judgement = tuple[float, Band, tuple[Evidence, ...]]

SOON = 100
"""Rows that are judged while whoever changed them waits: those from the cursor on. The others are to be looked at until
a job has judged them."""
UNJUDGED: Judgement = (0.5, Band.CHECK, ())
AT_ONCE = 500
"""Rows that are judged in one step of a job."""


def judged(langs: Sequence[str], rows: Sequence[Mapping[str, Sequence[Segment]]]) -> list[Judgement]:
    """Score, band and evidence of rows, given as the segments of each cell by language. The texts of these rows alone
    are looked at, so that it costs what was changed and not what the work holds."""
    if len(langs) < 2 or not rows:
        return [(1.0, Band.GOOD, ())] * len(rows)
    from aligner.columns import Column
    from aligner.confidence import judge
    from aligner.pairing import Model
    from aligner.tallies import tallies

    columns, grouped = {}, {}
    spans: list[dict[str, Span]] = [{} for _ in rows]
    for lang in langs:
        held: list[Segment] = []
        for row, of_row in zip(rows, spans, strict=True):
            of_row[lang] = Span(len(held), len(held) + len(row.get(lang, ())))
            held += row.get(lang, ())
        columns[lang] = Column.of(held, lang)
        grouped[lang] = columns[lang].grouped([of_row[lang] for of_row in spans])
    model = Model()
    shared = tallies(columns, spans, model)
    return judge(columns, grouped, spans, [BY_HAND] * len(rows), {}, model, shared)


def segments_of(cells: Mapping[str, Sequence[int]], words: Mapping[int, Mapping[str, Any]]) -> dict[str, list[Segment]]:
    """The segments of a row's cells by language, by their ids and what the store has about each."""

    def segment(one: int, place: int) -> Segment:
        held = words[one]
        span = Span(held["start"], held["stop"])
        return Segment(held["text"], held["lang"], place, held["block"], span, Kind(held["kind"]))

    return {lang: [segment(one, place) for place, one in enumerate(held)] for lang, held in cells.items()}


def judge_left(store: Store, work: int, tell: Progress) -> int:
    """Judge the rows that an edit of very many left unjudged, some at a time; how many. This is no edit: nobody has to
    load them again for it."""
    head = tables.header(store, work)
    if head is None:
        return 0
    score, band, _ = UNJUDGED
    left = regions.unjudged(store, head["id"], score, str(band))
    for start in range(0, len(left), AT_ONCE):
        tell("Looking at what was moved", start / len(left))
        part = regions.read_some(store, head["id"], left[start : start + AT_ONCE])
        words = regions.segments(store, [one for row in part for ids in row["cells"].values() for one in ids])
        found = judged(head["langs"], [segments_of(row["cells"], words) for row in part])
        with store.atomic(index=False):
            for row, (score_now, band_now, evidence) in zip(part, found, strict=True):
                regions.judge(store, row, score_now, str(band_now), tables.pack(evidence))
    return len(left)
