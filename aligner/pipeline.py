"""The spine: texts in, one aligned table out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from aligner import parameters
from aligner.belonging import groups
from aligner.columns import Column
from aligner.confidence import judge
from aligner.confirmed import fixed
from aligner.errors import InputError, said
from aligner.join import join
from aligner.moved import moved_pairs
from aligner.neural import Embedder, Mode, Neural, chosen, embedded, weighed
from aligner.pairing import SCORERS, Model, Pair, Setting
from aligner.progress import Meter, Progress, rising
from aligner.refining import Joined
from aligner.tallies import Tally, tallies
from aligner.taught import Glossary
from aligner.types import FINER, Band, Document, Evidence, Row, Segment, Span, Table

Text = str | Document | Sequence[str]
CONFIRMED = Evidence("people", "confirmed")


@dataclass(frozen=True, slots=True)
class Options:
    """How to align.

    ``passes``: 2 lets a text teach its own words, 1 is quicker. ``anchors``: rows that people confirmed, each as one
    span of segments per language; they are kept, and only the gaps between them are aligned. A language that has
    nothing in such a row is left out of it, or has an empty span where its place is known. ``glossary``: concepts,
    each as its terms by language; they join the evidence. ``neural``: whether sentences are embedded, by
    ``embedder`` or else by the model of the ``neural`` extra: ``auto`` where doubt is left and a model is there,
    ``always`` all of them, ``never``; without a word, ``auto`` when an embedder is given and else ``never``.
    ``progress`` is told the phase and the share that is done; what it raises ends the alignment.
    """

    passes: int = 2
    anchors: Sequence[Mapping[str, Span]] = ()
    glossary: Sequence[Mapping[str, Sequence[str]]] = ()
    neural: Mode | None = None
    embedder: Embedder | None = None
    progress: Progress | None = field(default=None, compare=False)


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
            raise InputError("The language {lang} was given twice.", "Give each language once.", lang=lang)
        segments[lang] = _segments(text, lang)
    return align_segments(segments, options or Options())


def align_segments(segments: Mapping[str, tuple[Segment, ...]], options: Options | None = None) -> Table:
    """Align texts that are split already; an empty text gives rows without it."""
    options = options or Options()
    langs = tuple(segments)
    columns = {lang: Column.of(segments[lang], lang) for lang in langs}
    embedder = chosen(options.neural, options.embedder)
    model = Model(glossary=Glossary(options.glossary) if options.glossary else None)
    whole = Meter(rising(options.progress))
    placed, first, second, last = whole.parts(_weights(options, embedder is not None))
    setting = Setting(options.passes, model.glossary, meter=placed.named("confirmed"))
    placed.named("confirmed")(0.0)
    anchors = fixed(options.anchors, columns, setting)
    found = _joined(columns, anchors, replace(setting, meter=first.named("aligning")))
    if embedder is not None:
        second.named("embedding")(0.0)
        posteriors = [row.posterior for row in found.rows]
        neural = embedded(columns, found.spans, posteriors, embedder, options.neural == "always")
        if neural is not None:
            model = replace(model, neural=neural)
            if neural.tells:
                found = _joined(columns, anchors, replace(setting, neural=neural, meter=second.named("aligning")))
    last.named("judging")(0.0)
    grouped, spans = found.grouped, found.spans
    moved = [] if found.warnings else moved_pairs(grouped, spans, model)
    halves = {a: b for pair in moved for a, b in (pair, pair[::-1])}
    judged = judge(columns, grouped, spans, [row.posterior for row in found.rows], halves, model, found.shared)
    if model.neural is not None:
        judged = weighed(model.neural, grouped, spans, judged)
    rows = tuple(
        Row(tuple(span[lang] for lang in langs), 1.0, Band.GOOD, (CONFIRMED, *_elsewhere(evidence)))
        if span in anchors
        else Row(tuple(span[lang] for lang in langs), score, band, (*evidence, *_apart_pairs(row), *_borders(row)))
        for row, span, (score, band, evidence) in zip(found.rows, spans, judged, strict=True)
    )
    texts = tuple(segments[lang] for lang in langs)
    last.named("judging")(1.0)
    return Table(langs, texts, rows, signature(langs, options, model.neural), found.warnings, tuple(moved))


def _weights(options: Options, embedding: bool) -> list[float]:
    """About how long the phases take beside one another: the places of confirmed rows, the alignment, the same again
    with what sentences mean, the judgement."""
    return [1.0 if options.anchors else 0.0, 1.0, 4.0 if embedding else 0.0, 0.2]


def _elsewhere(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Of the reasons those that name the other half of a moved pair: a place, which no confirmation answers."""
    return [item for item in evidence if (item.source, item.verdict) == ("order", "moved")]


def _apart_pairs(row: Joined) -> list[Evidence]:
    """The pairs of languages that by themselves would be aligned otherwise, as evidence of the row."""
    return [Evidence("agreement", "differ", pair) for pair in row.apart]


def _borders(row: Joined) -> list[Evidence]:
    """The borders of pairs of languages inside the row, for ``Table.pair``."""
    return [Evidence("agreement", FINER, pair, *place) for pair, place in row.inside]


@dataclass(frozen=True)
class _Found:
    """Rows on their way to a table: the columns with one unit per row, and what each pair of languages shares there."""

    rows: list[Joined]
    grouped: Mapping[str, Column]
    shared: Mapping[Pair, Tally]
    warnings: tuple[str, ...] = ()

    @property
    def spans(self) -> list[dict[str, Span]]:
        """The span of every language, row by row."""
        return [row.spans for row in self.rows]


def _joined(columns: Mapping[str, Column], anchors: Sequence[Mapping[str, Span]], setting: Setting) -> _Found:
    """The rows of all languages, with a warning when the texts do not all belong together."""
    found = _counted(columns, join(columns, setting, anchors), setting)
    strangers = [] if anchors else groups(tuple(columns), found.spans, found.shared)
    if len(strangers) < 2:
        return found
    return replace(_counted(columns, _apart(columns, strangers, setting), setting), warnings=(_warning(strangers),))


def _counted(columns: Mapping[str, Column], rows: list[Joined], setting: Setting) -> _Found:
    grouped = _grouped(columns, rows)
    return _Found(rows, grouped, tallies(columns, [row.spans for row in rows], setting.model({})))


def _grouped(columns: Mapping[str, Column], rows: Sequence[Joined]) -> dict[str, Column]:
    """The columns with one unit per row."""
    return {lang: column.grouped([row.spans[lang] for row in rows]) for lang, column in columns.items()}


def _apart(columns: Mapping[str, Column], strangers: Sequence[tuple[str, ...]], setting: Setting) -> list[Joined]:
    """Rows for texts that do not all belong together: those of each group one after the other."""
    rows: list[Joined] = []
    done: dict[str, int] = dict.fromkeys(columns, 0)
    for group in strangers:
        for row in join({lang: columns[lang] for lang in group}, setting):
            spans = {lang: row.spans.get(lang, Span(done[lang], done[lang])) for lang in columns}
            rows.append(replace(row, spans=spans))
        done |= {lang: len(columns[lang]) for lang in group}
    return rows


def _warning(strangers: Sequence[tuple[str, ...]]) -> str:
    names = "; ".join(" with ".join(group) if len(group) > 1 else f"{group[0]} alone" for group in strangers)
    return said(
        "These texts do not seem to be versions of one another and were not forced together: {names}.", names=names
    )


def signature(langs: Sequence[str], options: Options, neural: Neural | None = None) -> str:
    """How a table was made, in one line."""
    return "|".join(
        (
            f"langs:{'+'.join(langs)}",
            f"scorers:{'+'.join(SCORERS)}",
            f"passes:{options.passes}",
            f"parameters:{parameters.version()}",
            *([f"glossary:{len(options.glossary)}"] if options.glossary else []),
            *([f"anchors:{len(options.anchors)}"] if options.anchors else []),
            *(neural.signature() if neural else ()),
        )
    )


def _segments(text: Text, lang: str) -> tuple[Segment, ...]:
    from aligner.segmentation import segment, segment_lines

    if isinstance(text, str):
        if not text.strip():
            return ()
        from aligner.readers import read

        return tuple(s for document in read(lang, text.encode(errors="replace"), lang=lang) for s in segment(document))
    if isinstance(text, Document):
        return segment(text)
    return segment_lines(text, lang)
