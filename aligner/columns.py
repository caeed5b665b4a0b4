"""A column: the segments of one language made ready for scoring (words, matching features), each computed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import regex
from numpy.typing import NDArray

from aligner.fold import simplified
from aligner.lang import get
from aligner.types import Kind, Segment, Span, join_texts

if TYPE_CHECKING:
    from aligner.lang import Language, Word

MAX_WORDS = 4  # longest phrase of English words or Vietnamese syllables that is looked up
_HAN = regex.compile(r"\p{Han}+")
MAX_HAN = 6  # longest run of Han characters that is looked up
MAX_HAN_GRAM = 4  # longest run that is kept wherever it begins; longer words only where they are cut out as such


@dataclass(frozen=True)
class Cell:
    """One unit of a column: its text, what it is, and whether it begins and ends a block of its page.

    ``size`` is the number of segments it holds: more than one where rows of a table are aligned again.
    """

    text: str
    words: tuple[Word, ...]
    kind: Kind = Kind.BODY
    opens: bool = False
    size: int = 1

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The matching forms of the words."""
        return tuple(word.key for word in self.words)


@dataclass(frozen=True)
class Origin:
    """Where a column comes from: a range of the units of a whole one, which ``units`` (ascending) puts into groups."""

    root: Column
    span: Span
    units: NDArray[np.int64] | None

    def part(self, start: int, stop: int) -> Origin:
        """The origin of a part, from group ``start`` to group ``stop``."""
        if self.units is None:
            return Origin(self.root, Span(self.span.start + start, self.span.start + stop), None)
        first, last = (int(place) for place in np.searchsorted(self.units, [start, stop]))
        span = Span(self.span.start + first, self.span.start + last)
        return Origin(self.root, span, self.units[first:last] - start)


class Column:
    """The units of one language, in order. A part of a column (``column[a:b]``) shares the units' prepared words."""

    def __init__(self, lang: str, cells: Sequence[Cell], blocks: bool = False, origin: Origin | None = None) -> None:
        self.lang = lang
        self.cells = tuple(cells)
        self.blocks = blocks
        """Whether block borders are known (not so for texts that come one segment a line)."""
        self.origin = origin or Origin(self, Span(0, len(self.cells)), None)
        self.memo: dict[object, Any] = {}
        """What was worked out about this column and need not be again: its parts, its evidence beside another."""

    @classmethod
    def of(cls, segments: Sequence[Segment], lang: str) -> Column:
        """The column of a list of segments."""
        language = get(lang)
        blocks = any(segment.block >= 0 for segment in segments)
        cells = []
        before = -2
        for segment in segments:
            cells.append(
                Cell(segment.text, tuple(_words(language, segment.text)), segment.kind, segment.block != before)
            )
            before = segment.block
        return cls(lang, cells, blocks)

    def __len__(self) -> int:
        return len(self.cells)

    def part(self, start: int, stop: int) -> Column:
        """The units from ``start`` to ``stop``; the same object whenever the same part is asked for."""
        if (start, stop) == (0, len(self.cells)):
            return self
        found: Column | None = self.memo.get((start, stop))
        if found is None:
            found = Column(self.lang, self.cells[start:stop], self.blocks, self.origin.part(start, stop))
            self.memo[start, stop] = found
        return found

    def grouped(self, spans: Sequence[Span]) -> Column:
        """A whole column whose units are runs of this one's; an empty span gives an empty unit."""
        cells = []
        for span in spans:
            run = self.cells[span.start : span.stop]
            if len(run) == 1:
                cells.append(run[0])
                continue
            kind = run[0].kind if run else Kind.BODY
            text = join_texts([cell.text for cell in run], self.lang)
            words = tuple(word for cell in run for word in cell.words)
            cells.append(Cell(text, words, kind, bool(run) and run[0].opens, len(run)))
        units = np.repeat(np.arange(len(spans)), [len(span) for span in spans])
        return Column(self.lang, cells, self.blocks, Origin(self, Span(0, len(self.cells)), units))

    @cached_property
    def lengths(self) -> list[int]:
        """Characters per unit, white space at the ends left out, never less than one where there is text."""
        return [len(cell.text.strip()) for cell in self.cells]

    @cached_property
    def features(self) -> dict[str, list[int]]:
        """Every phrase that a translation could match, with the sorted units in which it stands.

        For English and Vietnamese runs of up to four word keys; for Chinese every substring of up to four Han
        characters of the Simplified fold, since a translation may be cut otherwise there, and every longer word.
        """
        found: defaultdict[str, list[int]] = defaultdict(list)
        grams = _han_grams if self.lang.startswith("zh") else _word_grams
        for number, cell in enumerate(self.cells):
            for gram in grams(cell):
                found[gram].append(number)
        found.default_factory = None
        return found


def _words(language: Language, text: str) -> Iterator[Word]:
    """The words of a text, hyphenated ones in their parts: a lexicon has *high speed*, not every *high-speed*."""
    for word in language.words(text):
        if "-" not in word.key:
            yield word
            continue
        for key in word.key.split("-"):
            if key:
                yield word._replace(key=key, content=key not in language.stop_words)


def _word_grams(cell: Cell) -> set[str]:
    keys = cell.keys
    grams = set(keys)
    joined = keys
    for size in range(1, MAX_WORDS):
        joined = tuple(f"{head} {tail}" for head, tail in zip(joined, keys[size:], strict=False))
        grams.update(joined)
    return grams


def _han_grams(cell: Cell) -> set[str]:
    grams = set(cell.keys)
    for run in _HAN.findall(simplified(cell.text)):
        grams.update(run)
        for size in range(2, MAX_HAN_GRAM + 1):
            grams.update([run[i : i + size] for i in range(len(run) - size + 1)])
    return grams
