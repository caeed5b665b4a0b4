"""The spine: texts in, one aligned table out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from aligner import parameters
from aligner.columns import Column
from aligner.confidence import judge
from aligner.errors import InputError
from aligner.join import join
from aligner.moved import moved_pairs
from aligner.pairing import SCORERS, Model
from aligner.types import Document, Row, Segment, Span, Table

Text = str | Document | Sequence[str]
FOREIGN = 0.25  # share of segments in rows of two languages or more under which texts do not belong together


@dataclass(frozen=True, slots=True)
class Options:
    """How to align. ``passes``: 2 lets a text teach its own words, 1 is quicker."""

    passes: int = 2


def align(texts: Mapping[str, Text], options: Options | None = None) -> Table:
    """Set versions of one text side by side: one consistent table over all the languages given.

    A text is a string (read, cleaned and split into sentences), a ``Document``, or a list of strings that are taken as
    segments as they are. Raises ``InputError`` for an unknown language, or fewer than two texts.

    >>> table = align({"en": "Hello. We saw 3 ships.", "vi": "Xin chào. Chúng tôi thấy 3 con tàu."})
    >>> [table.texts(row) for row in table.rows][1]
    {'en': 'We saw 3 ships.', 'vi': 'Chúng tôi thấy 3 con tàu.'}
    """
    if len(texts) < 2:
        raise InputError("One text alone cannot be aligned.", hint="Give two to four texts in different languages.")
    from aligner.lang import normalise

    segments: dict[str, tuple[Segment, ...]] = {}
    for tag, text in texts.items():
        lang = normalise(tag)
        if lang in segments:
            raise InputError(f"The language {lang} was given twice.", hint="Give each language once.")
        segments[lang] = _segments(text, lang)
    return align_segments(segments, options or Options())


def align_segments(segments: Mapping[str, tuple[Segment, ...]], options: Options | None = None) -> Table:
    """Align texts that are split already; an empty text gives rows without it."""
    options = options or Options()
    langs = tuple(segments)
    columns = {lang: Column.of(segments[lang], lang) for lang in langs}
    joined = join(columns, options.passes) if langs else []
    spans = [row.spans for row in joined]
    grouped = {lang: column.grouped([row[lang] for row in spans]) for lang, column in columns.items()}
    moved = moved_pairs(grouped, spans, Model())
    halves = {a: b for pair in moved for a, b in (pair, pair[::-1])}
    judged = judge(columns, grouped, spans, [row.posterior for row in joined], halves, Model())
    rows = tuple(
        Row(tuple(span[lang] for lang in langs), score, band, evidence)
        for span, (score, band, evidence) in zip(spans, judged, strict=True)
    )
    table = Table(langs, tuple(segments[lang] for lang in langs), rows, signature(langs, options), (), tuple(moved))
    return _apart(table) or table


def signature(langs: Sequence[str], options: Options) -> str:
    """How a table was made, in one line."""
    return "|".join(
        (
            f"langs:{'+'.join(langs)}",
            f"scorers:{'+'.join(SCORERS)}",
            f"passes:{options.passes}",
            f"parameters:{parameters.version()}",
        )
    )


def _segments(text: Text, lang: str) -> tuple[Segment, ...]:
    from aligner.segmentation import segment, segment_lines

    if isinstance(text, str):
        if not text.strip():
            return ()
        from aligner.readers import read

        return tuple(s for document in read(lang, text.encode(), lang=lang) for s in segment(document))
    if isinstance(text, Document):
        return segment(text)
    return segment_lines(text, lang)


def _apart(table: Table) -> Table | None:
    """A table of rows without counterparts, with a warning, for texts that do not belong together."""
    sizes = [size for size in table.sizes if size]
    if len(sizes) < 2:
        return None
    for left, right in combinations(table.langs, 2):
        x, y = table.column(left), table.column(right)
        if not (table.sizes[x] and table.sizes[y]):
            continue
        beads = [row for row in table.rows if row.spans[x] and row.spans[y]]
        trusted = sum(row.score for row in beads)
        if trusted >= FOREIGN * min(table.sizes[x], table.sizes[y]) * 0.5:
            return None
    rows: list[Row] = []
    for column, size in enumerate(table.sizes):
        for index in range(size):
            spans = [Span(s if c < column else 0, s if c < column else 0) for c, s in enumerate(table.sizes)]
            spans[column] = Span(index, index + 1)
            rows.append(Row(tuple(spans), 0.5))
    names = ", ".join(table.langs)
    warning = f"These texts ({names}) do not seem to be versions of one another: nothing was aligned."
    return Table(table.langs, table.segments, tuple(rows), table.signature, (warning,))
