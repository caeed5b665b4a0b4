"""A column: the segments of one language made ready for scoring (words, fingerprints), each worked out once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, chain, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.asides import is_aside, is_remark
from aligner.fingerprints import Prints
from aligner.fold import simplified
from aligner.lang import Form, Language, get
from aligner.tokens import Places, Stream, Tokens, han_streams, occurring, word_streams
from aligner.types import Kind, Segment, Span, join_texts
from aligner.unfinished import unfinished

MAX_WORDS = 4  # longest phrase of English words or Vietnamese syllables that is looked up
MAX_HAN_GRAM = 4  # longest run of Han characters that is found wherever it begins; longer words only as they are cut
_MOST_FORMS = 1 << 16  # spellings remembered per language


class Cell(NamedTuple):
    """One unit of a column: its text, its words, what it is, and whether it begins and ends a block of its page.

    ``size`` is the number of segments it holds: more than one where rows of a table are aligned again.
    """

    text: str
    words: tuple[Form, ...]
    kind: Kind = Kind.BODY
    opens: bool = False
    size: int = 1

    @property
    def keys(self) -> tuple[str, ...]:
        """The matching forms of the words."""
        return tuple([word.key for word in self.words])


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
        spellings = get(lang).spellings
        forms = _forms(lang.split("-")[0])
        if len(forms) > _MOST_FORMS:
            forms.clear()
        blocks = any(segment.block >= 0 for segment in segments)
        cells = []
        before = -2
        for segment in segments:
            words = tuple(chain.from_iterable(map(forms.__getitem__, spellings(segment.text))))
            kind = segment.kind
            if kind is Kind.BODY and (is_aside(segment.text) or is_remark(segment.text)):
                kind = Kind.NOTE
            cells.append(Cell(segment.text, words, kind, segment.block != before))
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
    def unfinished(self) -> NDArray[np.int8]:
        """Per unit, whether its sentence goes on in the next one (see ``aligner.unfinished``). Where blocks are known
        the text was split here, and no sentence was cut."""
        origin = self.origin
        if self.blocks or not self.cells:
            return np.zeros(len(self), np.int8)
        if origin.root is self:
            return unfinished([cell.text for cell in self.cells], self.lang)
        flags = origin.root.unfinished[origin.span.start : origin.span.stop]
        if origin.units is None:
            return flags
        last = np.zeros(len(self), np.int8)
        last[origin.units] = flags
        return last

    @property
    def chinese(self) -> bool:
        """Whether the language is Chinese, in either script."""
        return self.lang.startswith("zh")

    @cached_property
    def tokens(self) -> Tokens:
        """The words of all units as arrays."""
        return Tokens.of([cell.words for cell in self.cells], "" if self.chinese else " ")

    @cached_property
    def lines(self) -> list[str]:
        """Of a Chinese column: the texts in Simplified characters, without line breaks."""
        joined = "\n".join([cell.text.replace("\n", " ") for cell in self.cells])
        return simplified(joined).split("\n") if self.cells else []

    def standing(self, wanted: Prints) -> Places:
        """Where phrases stand that a translation could match; ``wanted``: their fingerprints, ascending.

        For English and Vietnamese they are runs of up to four word keys; for Chinese every run of up to four Han
        characters, since a translation may be cut otherwise there, and every longer word.
        """
        return occurring(self._streams, wanted)

    @cached_property
    def _streams(self) -> list[Stream]:
        if self.chinese:
            return han_streams(self.tokens, self.lines, MAX_HAN_GRAM)
        return word_streams(self.tokens, MAX_WORDS)


def beginnings(cell: Cell, lang: str) -> list[int]:
    """Where each word of a cell begins in its text. The words are cut anew, since only few cells are asked for this."""
    found: list[int] = []
    for word in get(lang).words(cell.text):
        found += [word.span.start] * sum(map(bool, word.key.split("-")))
    return found


def words_before(cell: Cell, lang: str, places: Sequence[int]) -> list[int]:
    """How many of a cell's words begin before each of some places in its text, in ascending order."""
    spellings, forms = get(lang).spellings, _forms(lang.split("-")[0])
    parts = [cell.text[start:stop] for start, stop in pairwise([0, *places, len(cell.text)])]
    *sums, total = accumulate(sum(len(forms[one]) for one in spellings(part)) for part in parts)
    if total == len(cell.words):
        return sums
    found = beginnings(cell, lang)  # a word reaches over one of the places
    return [bisect_left(found, place) for place in places]


class _Forms(dict[str, tuple[Form, ...]]):
    """The matching forms of spellings, hyphenated ones in their parts: a lexicon has *high speed*, not every
    *high-speed*. Each is worked out when it is first met."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, spelling: str) -> tuple[Form, ...]:
        forms = self.language.forms(spelling)
        if "-" in forms[0].key or (len(forms) > 1 and any("-" in form.key for form in forms)):
            stop_words = self.language.stop_words
            forms = tuple(
                form if "-" not in form.key else Form(key, key not in stop_words)
                for form in forms
                for key in form.key.split("-")
                if key
            )
        self[spelling] = forms
        return forms


@cache
def _forms(code: str) -> _Forms:
    return _Forms(get(code))
