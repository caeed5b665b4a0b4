"""Rows that people confirmed, as fixed points of the alignment.

A row in which a language has nothing says so wherever that may be: "this sentence has no counterpart" names no place
in the other text. Where none is given, it is where an alignment without these rows would have it, so that what stands
before and after is free to find its own counterparts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aligner.columns import Column
from aligner.errors import InputError
from aligner.join import join
from aligner.pairing import Setting
from aligner.types import Span

Spans = Mapping[str, Span]


class Unfit(InputError):
    """A confirmed row that does not fit the texts or an earlier row."""


def fixed(given: Sequence[Spans], columns: Mapping[str, Column], setting: Setting) -> list[dict[str, Span]]:
    """The confirmed rows in order, each with a span for every language; ``Unfit`` names one that does not
    fit the texts or an earlier row."""
    anchors = _checked(given, {lang: len(column) for lang, column in columns.items()})
    whole = [anchor for anchor in anchors if len(anchor) == len(columns)]
    if len(whole) == len(anchors):
        return whole
    free = join(columns, setting, whole)
    return _placed(anchors, [row.spans for row in free], columns)


def _checked(given: Sequence[Spans], sizes: Mapping[str, int]) -> list[dict[str, Span]]:
    done = dict.fromkeys(sizes, 0)
    anchors = []
    for number, row in enumerate(given, 1):
        anchor = {lang: row[lang] for lang in sizes if lang in row and (row[lang] or row[lang].start >= done[lang])}
        for lang, span in anchor.items():
            if span.start < done[lang] or span.stop > sizes[lang]:
                raise Unfit(
                    "Confirmed row {number} does not fit: its {lang} segments {start}..{stop} overlap an earlier row "
                    "or lie beyond the last of {size} segments.",
                    "Give confirmed rows in reading order, each segment once.",
                    number=number,
                    lang=lang,
                    start=span.start,
                    stop=span.stop - 1,
                    size=sizes[lang],
                )
            done[lang] = span.stop
        if any(anchor.values()):
            anchors.append(anchor)
    return anchors


def _placed(anchors: Sequence[Spans], free: Sequence[Spans], columns: Mapping[str, Column]) -> list[dict[str, Span]]:
    """The anchors with a place in the languages that they lack: that of the free rows, between their neighbours."""
    home = {lang: [row for row in free for _ in row[lang]] for lang in columns}
    placed: list[dict[str, Span]] = []
    done = dict.fromkeys(columns, 0)
    for number, anchor in enumerate(anchors):
        first, span = next((lang, span) for lang, span in anchor.items() if span)
        row = home[first][span.start]
        full = dict(anchor)
        for lang in columns:
            if lang not in anchor:
                at = row[lang].start if row[first].start == span.start else row[lang].stop
                most = next((later[lang].start for later in anchors[number:] if lang in later), len(columns[lang]))
                at = max(done[lang], min(at, most))
                full[lang] = Span(at, at)
        done = {lang: full[lang].stop for lang in columns}
        placed.append({lang: full[lang] for lang in columns})
    return placed
