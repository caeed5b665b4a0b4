"""The values that flow through the aligner: spans, blocks, documents, segments, beads, rows, tables.

All of them are frozen, slotted and picklable, so that they can cross process borders and be shared without fear.
Positions are counted in characters (Unicode code points) and are half-open, as Python's own slices are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

LANGS: tuple[str, ...] = ("en", "vi", "zh-Hans", "zh-Hant")
"""The languages of the product, in the order in which columns are shown unless the user says otherwise."""

FINER = "finer"
"""The verdict of evidence that names a border of two languages inside a row."""


class Kind(StrEnum):
    """What a block of a page is. Boilerplate is kept, but takes no part in alignment."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    PULL_QUOTE = "pull-quote"
    NOTE = "note"
    LIST_ITEM = "list-item"
    FOOTNOTE = "footnote"
    BOILERPLATE = "boilerplate"


class Band(StrEnum):
    """How far a row can be trusted: good, worth a look, or doubtful."""

    GOOD = "good"
    CHECK = "check"
    BAD = "bad"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``start <= i < stop``; an empty one is falsy.

    >>> Span(2, 5).of("abcdefg"), len(Span(2, 5)), bool(Span(4, 4))
    ('cde', 3, False)
    """

    start: int
    stop: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.stop:
            raise ValueError(f"not a span: {self.start}..{self.stop}")

    def __len__(self) -> int:
        return self.stop - self.start

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.start, self.stop))

    def of(self, text: str) -> str:
        """The part of ``text`` that the span covers."""
        return text[self.start : self.stop]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, caption … of one document.

    ``span`` leads into ``Document.text``. ``text`` is ``Document.text[span]`` with each line break (and the spaces
    around it) replaced by one space, or by nothing between Han characters: see ``aligner.blocks.unwrap``.
    """

    text: str
    kind: Kind
    lang: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """One text in one language: the whole decoded source text, and its labelled blocks in reading order.

    ``text`` is NFC, with ``\\n`` as its only line break. A page that holds two languages becomes two documents which
    share ``text`` and have different blocks, so that every offset leads back to the page.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    lang: str

    @property
    def title(self) -> str:
        """The text of the first title block, or else the document's name."""
        return next((block.text for block in self.blocks if block.kind is Kind.TITLE), self.name)


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, heading or caption: the unit that is aligned.

    ``span`` leads into ``Document.text``; ``text`` is that range unwrapped as a block's is. ``block`` is the index of
    the segment's block within ``Document.blocks`` (-1 when the text came one segment a line). ``kind`` is the block's,
    except for a translator's note inside a paragraph, which is a NOTE.
    """

    text: str
    lang: str
    index: int
    block: int
    span: Span
    kind: Kind = Kind.BODY


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for or against a row, as data: the interface puts it into words.

    ``source`` is lexicon, quantities, names, length, kind, order, agreement, neural or people. ``verdict`` is one of
    strong, fair, weak, none (how much was found), usual, short, long (length), agree, differ (things compared).
    ``hits`` of ``trials`` say how many words, quantities … were found on the other side. For ``order`` the verdict is
    none (no counterpart in ``langs``) or moved (the counterpart stands in the row whose index is ``hits``). For
    ``agreement`` it is differ: these two ``langs`` by themselves would be aligned otherwise here; or finer: these two
    have a border inside the row, after ``hits`` of its segments of the first and ``trials`` of the second. For
    ``neural`` strong to none say how close a model finds the texts of a row that was in doubt. ``people`` has one
    verdict, confirmed.
    """

    source: str
    verdict: str
    langs: tuple[str, ...] = ()
    hits: int = 0
    trials: int = 0


@dataclass(frozen=True, slots=True)
class Bead:
    """A pair of spans over two segment lists; alive only inside the search. ``score`` is a log-likelihood ratio."""

    left: Span
    right: Span
    score: float = 0.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an N-way table: ``spans[i]`` ranges over the segments of language ``Table.langs[i]``.

    ``score`` is the confidence that the row is right, from 0 to 1; ``band`` is what people are shown.
    """

    spans: tuple[Span, ...]
    score: float = 1.0
    band: Band = Band.GOOD
    evidence: tuple[Evidence, ...] = ()

    @property
    def shape(self) -> str:
        """The number of segments per language, as people write it: ``1-1-2``."""
        return "-".join(str(len(span)) for span in self.spans)


@dataclass(frozen=True, slots=True)
class Table:
    """Segments of N languages and the rows that set them side by side.

    Rows tile the segments of every language: each segment stands in exactly one row and the order is kept. The
    constructor refuses anything else, so an inconsistent table cannot exist. ``moved`` lists pairs of rows (by index)
    that say the same although they stand in different places, as a caption that one page prints before the title.
    """

    langs: tuple[str, ...]
    segments: tuple[tuple[Segment, ...], ...]
    rows: tuple[Row, ...]
    signature: str = ""
    warnings: tuple[str, ...] = field(default=())
    moved: tuple[tuple[int, int], ...] = field(default=())

    def __post_init__(self) -> None:
        if len(self.langs) != len(self.segments) or len(set(self.langs)) != len(self.langs):
            raise ValueError("a table has one list of segments for each of its languages, and each language once")
        places = [0] * len(self.langs)
        for number, row in enumerate(self.rows):
            if len(row.spans) != len(self.langs):
                raise ValueError(f"row {number} has {len(row.spans)} spans for {len(self.langs)} languages")
            for column, span in enumerate(row.spans):
                if span.start != places[column]:
                    raise ValueError(
                        f"row {number} does not continue {self.langs[column]}: starts at {span.start}, "
                        f"expected {places[column]}"
                    )
                places[column] = span.stop
        for one, other in self.moved:
            spans = zip(self.rows[one].spans, self.rows[other].spans, strict=True)
            if one == other or any(a and b for a, b in spans):
                raise ValueError(f"rows {one} and {other} cannot be one moved row: they share a language")
        for lang, place, size in zip(self.langs, places, self.sizes, strict=True):
            if place != size:
                raise ValueError(f"rows cover {place} of {size} segments of {lang}")

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of segments per language."""
        return tuple(len(column) for column in self.segments)

    def column(self, lang: str) -> int:
        """The position of a language among the columns. Raises ``KeyError`` when the table does not have it."""
        try:
            return self.langs.index(lang)
        except ValueError:
            raise KeyError(lang) from None

    def cell(self, row: Row, lang: str) -> tuple[Segment, ...]:
        """The segments of one language in one row."""
        column = self.column(lang)
        span = row.spans[column]
        return self.segments[column][span.start : span.stop]

    def text(self, row: Row, lang: str) -> str:
        """The text of one cell; sentences are set one after the other as the language does it."""
        return join_texts([segment.text for segment in self.cell(row, lang)], lang)

    def texts(self, row: Row) -> dict[str, str]:
        """The text of every cell of a row, by language."""
        return {lang: self.text(row, lang) for lang in self.langs}

    def pair(self, left: str, right: str) -> tuple[Bead, ...]:
        """The table seen as an alignment of two of its languages; rows empty in both are left out.

        A row holds together what any of its languages hold together: where these two have borders of their own inside
        it, it gives several beads.
        """
        parts = ((row, one, other) for row in self.rows for one, other in self.parts(row, left, right))
        return tuple(Bead(one, other, row.score, row.evidence) for row, one, other in parts)

    def parts(self, row: Row, left: str, right: str) -> tuple[tuple[Span, Span], ...]:
        """The beads of two languages inside a row, by its evidence *agreement finer*: most often one, the row itself;
        none where it has neither language. Segments that have no counterpart in the other language are a bead each,
        whatever a third one joins, unless that is elsewhere (*moved*)."""
        x, y = row.spans[self.column(left)], row.spans[self.column(right)]
        borders = _borders(row, (left, right), (len(x), len(y)))
        if not any(item.verdict == "moved" for item in row.evidence):
            borders = _apart(borders)
        return tuple(
            (Span(x.start + a, x.start + c), Span(y.start + b, y.start + d)) for (a, b), (c, d) in pairwise(borders)
        )


def _borders(row: Row, pair: tuple[str, str], sizes: tuple[int, int]) -> list[tuple[int, int]]:
    """The borders of the beads that two languages have in a row of these sizes, both ends included. Those inside are
    left out where they do not fit the row, as when it was changed since."""
    known = [(item.langs, item.hits, item.trials) for item in row.evidence if item.verdict == FINER]
    inside = [(a, b) if langs == pair else (b, a) for langs, a, b in known if langs in (pair, pair[::-1])]
    places = sorted({(0, 0), *inside, sizes})
    fits = all(one[1] <= other[1] for one, other in pairwise(places)) and places[0] == (0, 0) and places[-1] == sizes
    return places if fits else sorted({(0, 0), sizes})


def _apart(borders: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same with a border behind each of the units that have no counterpart.

    >>> _apart([(0, 0), (1, 2), (3, 2)])
    [(0, 0), (1, 2), (2, 2), (3, 2)]
    """
    found = borders[:1]
    for (a, b), (c, d) in pairwise(borders):
        found += [(i, b) for i in range(a + 1, c)] if b == d else [(a, j) for j in range(b + 1, d)] if a == c else []
        found.append((c, d))
    return found


def join_texts(texts: list[str], lang: str) -> str:
    """Sentences of one cell as running text: no space between Chinese sentences, one between others.

    >>> join_texts(["好。", "是的。"], "zh-Hans"), join_texts(["Yes.", "No."], "en")
    ('好。是的。', 'Yes. No.')
    """
    return ("" if lang.startswith("zh") else " ").join(texts)


def table_from_spans(
    langs: tuple[str, ...], segments: Mapping[str, tuple[Segment, ...]], rows: list[tuple[Span, ...]]
) -> Table:
    """A table of plain rows, without scores: for gold data, imports and tests."""
    return Table(langs, tuple(segments[lang] for lang in langs), tuple(Row(spans) for spans in rows))
