"""Words whose dictionary translation stands on the other side.

Words are matched longest first, among those phrases that have a translation somewhere in the other text: *power
plant* before *power*, 制造业 before 制造. Exact translations are preferred; looser ones (a word out of a longer gloss)
count only for a word that has no exact one in the other text.
"""

from __future__ import annotations

from collections.abc import Sequence

from aligner.columns import MAX_HAN, MAX_WORDS, Cell, Column
from aligner.lexicon import Lexicon, load
from aligner.scorers._base import Bound, Trials
from aligner.scorers._base import trials as make

EXACT = 0.75  # a translation at least this strong is an exact one
ABSENT, COMMON = -1, -2  # what a word is that has no number
EVERYWHERE, FEW = 0.15, 8  # a translation that stands in more than this share (and number) of units tells nothing
LONG, OFTEN = 1000, 0.015  # the share in texts of more units than this, where a word has many chapters to stand in


def base(lang: str) -> str:
    """The language of a tag without its script: the lexicon knows Chinese in one form."""
    return lang.split("-")[0]


def bind(left: Column, right: Column) -> Bound | None:
    """Trials from the shipped lexicon in both directions. Nothing for two scripts of one language."""
    if base(left.lang) == base(right.lang):
        return None
    forth = load(base(left.lang), base(right.lang))
    back = load(base(right.lang), base(left.lang))
    return Bound(trials(left, right, forth), trials(right, left, back))


def trials(left: Column, right: Column, lexicon: Lexicon, family: str = "lexicon", absent: bool = True) -> Trials:
    """The trials of one direction with any lexicon; ``absent``: a known word without any answer is a miss."""
    finder = Finder(right, lexicon, absent)
    cut = _han_words if left.lang.startswith("zh") else _phrases
    pairs = [(number, word) for number, cell in enumerate(left.cells) for word in cut(cell, finder)]
    return make(family, pairs, finder.places, absent)


class Finder:
    """Finds where the translations of a word stand in a column, each word looked up once."""

    def __init__(self, column: Column, lexicon: Lexicon, absent: bool) -> None:
        self.absent = absent
        self.features = column.features
        self.most = max(FEW, EVERYWHERE * min(len(column), LONG), OFTEN * len(column))
        self.lexicon = lexicon
        self.known: dict[str, int] = {}
        self.lost: dict[str, int] = {}
        self.places: list[Sequence[int]] = []

    def find(self, word: str) -> int:
        """The number of a word among ``places``; ``ABSENT`` when no translation of it stands in the column, ``COMMON``
        when they stand nearly everywhere, which tells nothing."""
        number = self.known.get(word)
        if number is None:
            number = self.known[word] = self._look_up(word)
        return number

    def miss(self, word: str) -> int:
        """The number of a word that the lexicon knows and the column does not answer, or -1 when it is unknown."""
        number = self.lost.get(word)
        if number is None:
            number = -1
            if self.absent and word in self.lexicon:
                self.places.append(())
                number = len(self.places) - 1
            self.lost[word] = number
        return number

    def _look_up(self, word: str) -> int:
        weighted = self.lexicon.weighted(word)
        if not weighted:
            return ABSENT
        common = False
        for least in (EXACT, 0.0):
            places: set[int] = set()
            for text, weight in weighted:  # strongest first
                standing = self.features.get(text)
                if standing is None or weight < least:
                    continue
                if len(standing) + len(places) > self.most and len(places.union(standing)) > self.most:
                    common = True
                    continue
                places.update(standing)
            if places:
                self.places.append(sorted(places))
                return len(self.places) - 1
        return COMMON if common else ABSENT


def _phrases(cell: Cell, finder: Finder) -> list[int]:
    """The numbers of a cell's findable words and phrases, longest match first."""
    keys = cell.keys
    content = [word.content for word in cell.words]
    found: list[int] = []
    at = 0
    while at < len(keys):
        step = 1
        number = ABSENT
        for size in range(min(MAX_WORDS, len(keys) - at), 0, -1):
            if size == 1 and not content[at]:
                break
            if size > 1 and True not in content[at : at + size]:
                continue
            number = finder.find(" ".join(keys[at : at + size]))
            if number >= 0:
                step = size
                break
        if number == ABSENT and content[at]:
            number = finder.miss(keys[at])
        if number >= 0:
            found.append(number)
        at += step
    return found


def _han_words(cell: Cell, finder: Finder) -> list[int]:
    """The same for Chinese: runs of up to three cut words, then the word, then the longest findable parts of it."""
    keys, words = cell.keys, cell.words
    found: list[int] = []
    at = 0
    while at < len(keys):
        step = 1
        for size in (3, 2, 1):
            joined = "".join(keys[at : at + size])
            if at + size > len(keys) or len(joined) > MAX_HAN or (size == 1 and not words[at].content):
                continue
            number = finder.find(joined)
            if number >= 0:
                found.append(number)
                step = size
                break
        else:
            if words[at].content and finder.find(keys[at]) == ABSENT:
                found.extend(_parts(keys[at], finder) or [n for n in [finder.miss(keys[at])] if n >= 0])
        at += step
    return found


def _parts(word: str, finder: Finder) -> list[int]:
    found: list[int] = []
    at = 0
    while at < len(word) - 1:
        for stop in range(len(word), at + 1, -1):
            if stop - at == len(word):
                continue
            number = finder.find(word[at:stop])
            if number >= 0:
                found.append(number)
                at = stop
                break
        else:
            at += 1
    return found


SCORER = bind
