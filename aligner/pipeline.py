"""The spine: texts in, one aligned table out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aligner import parameters
from aligner.belonging import groups
from aligner.columns import Column
from aligner.confidence import judge
from aligner.errors import InputError
from aligner.join import Joined, join
from aligner.moved import moved_pairs
from aligner.pairing import SCORERS, Model
from aligner.types import Document, Row, Segment, Span, Table

Text = str | Document | Sequence[str]


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
    joined = join(columns, options.passes)
    grouped = _grouped(columns, joined)
    strangers = groups(grouped, [row.spans for row in joined], Model())
    warnings: tuple[str, ...] = ()
    if len(strangers) > 1:
        joined = _apart(columns, strangers, options)
        grouped = _grouped(columns, joined)
        warnings = (_warning(strangers),)
    spans = [row.spans for row in joined]
    moved = [] if warnings else moved_pairs(grouped, spans, Model())
    halves = {a: b for pair in moved for a, b in (pair, pair[::-1])}
    judged = judge(columns, grouped, spans, [row.posterior for row in joined], halves, Model())
    rows = tuple(
        Row(tuple(span[lang] for lang in langs), score, band, evidence)
        for span, (score, band, evidence) in zip(spans, judged, strict=True)
    )
    texts = tuple(segments[lang] for lang in langs)
    return Table(langs, texts, rows, signature(langs, options), warnings, tuple(moved))


def _grouped(columns: Mapping[str, Column], rows: Sequence[Joined]) -> dict[str, Column]:
    """The columns with one unit per row."""
    return {lang: column.grouped([row.spans[lang] for row in rows]) for lang, column in columns.items()}


def _apart(columns: Mapping[str, Column], strangers: Sequence[tuple[str, ...]], options: Options) -> list[Joined]:
    """Rows for texts that do not all belong together: those of each group one after the other."""
    rows: list[Joined] = []
    done: dict[str, int] = dict.fromkeys(columns, 0)
    for group in strangers:
        for row in join({lang: columns[lang] for lang in group}, options.passes):
            spans = {lang: row.spans.get(lang, Span(done[lang], done[lang])) for lang in columns}
            rows.append(Joined(spans, row.posterior))
        done |= {lang: len(columns[lang]) for lang in group}
    return rows


def _warning(strangers: Sequence[tuple[str, ...]]) -> str:
    names = "; ".join(" with ".join(group) if len(group) > 1 else f"{group[0]} alone" for group in strangers)
    return f"These texts do not seem to be versions of one another and were not forced together: {names}."


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
