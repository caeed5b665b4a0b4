"""How far rows can be trusted that a person drew: scored as the aligner scores its own, by what their texts say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aligner.types import Band, Evidence, Segment, Span

BY_HAND = 0.97
"""The posterior probability of borders that a person drew, in place of the search's."""
Judgement = tuple[float, Band, tuple[Evidence, ...]]


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
