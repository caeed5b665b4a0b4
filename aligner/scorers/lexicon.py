"""Words whose dictionary translation stands on the other side.

Words are matched longest first, among those phrases that have a translation somewhere in the other text: *power
plant* before *power*, 制造业 before 制造. Exact translations are preferred; looser ones (a word out of a longer gloss)
count only for a word that has no exact one in the other text.
"""

from __future__ import annotations

import numpy as np
import regex
from numpy.typing import NDArray

from aligner.columns import MAX_WORDS, Column
from aligner.fingerprints import Ints, Prints, alike
from aligner.lexicon import Lexicon, load
from aligner.scorers._base import Bound, Trials, once
from aligner.scorers._finding import ABSENT, Finder
from aligner.scorers._long import CELLS, LongTrials
from aligner.tokens import Characters, Flags, Tokens, numbered, order, ranges

MAX_HAN = 6  # longest run of Han characters that is looked up
MAX_RUN = 3  # most words that a run of Chinese words is made of
_TAKEN_APART = ((True, 3, 2), (False, 2, 1))
"""How Chinese words without an answer are taken apart, those in the dictionary and those that are not (坐在, 竹帚):
from how many characters on, and the fewest characters of a part."""
_HAN = regex.compile(r"\p{Han}+")
_NOTHING = np.zeros(0, np.int64)

Pairs = tuple[Ints, Ints]
"""Units, and the number of a word that each holds."""

Heads = NDArray[np.int32]
"""Numbers by the size of a run of characters and by the first of these, less than 0 where it has none."""


def base(lang: str) -> str:
    """The language of a tag without its script: the lexicon knows Chinese in one form."""
    return lang.split("-")[0]


def bind(left: Column, right: Column) -> Bound | None:
    """Trials from the shipped lexicon in both directions. Nothing for two scripts of one language."""
    if base(left.lang) == base(right.lang):
        return None
    forth = load(base(left.lang), base(right.lang), wide=True)
    back = load(base(right.lang), base(left.lang), wide=True)
    return Bound(trials(left, right, forth), trials(right, left, back))


def trials(left: Column, right: Column, lexicon: Lexicon, family: str = "lexicon", absent: bool = True) -> Trials:
    """The trials of one direction with any lexicon; ``absent``: a known word without any answer is a miss."""
    finder = Finder(right, lexicon)
    tokens = left.tokens
    units, words = _NOTHING, _NOTHING
    if len(tokens):
        units, words = (_han_words if left.chinese else _phrases)(tokens, finder, absent)
    return answered(left, right, finder, (units, words), family, absent)


def answered(left: Column, right: Column, finder: Finder, found: Pairs, family: str, absent: bool = False) -> Trials:
    """The trials of words that a finder has given numbers."""
    units, words = found
    chosen, which = numbered(words, finder.numbers)
    if len(left) * len(right) <= CELLS:
        return Trials.of(family, units, which, finder.places(chosen), absent)
    units, which = once(units, which)
    return LongTrials.out_of(family, units, which, finder.sources(chosen), absent)


def _phrases(tokens: Tokens, finder: Finder, absent: bool) -> Pairs:
    """The findable words and phrases of all units, longest match first, and the known words that are not answered."""
    content = tokens.content
    runs = tokens.phrases(MAX_WORDS)
    places, sizes = [], []
    for long, prints in enumerate(runs, 1):
        meant = content if long == 1 else any_of(content, long) & tokens.together(long)
        places.append(np.flatnonzero(meant & finder.perhaps(prints)))
        sizes.append(np.full(len(places[-1]), long))
    at, size = np.concatenate(places), np.concatenate(sizes)
    chosen = [prints[found] for prints, found in zip(runs, places, strict=True)]
    words = np.concatenate(chosen)
    models, which = alike(words)
    numbers, known = finder.find(words[models])
    best, step = longest(len(tokens), at, size, numbers[which])
    alone = size == 1
    lost = np.zeros(len(tokens), bool)
    lost[at[alone]] = (numbers[which] == ABSENT)[alone] & known[which][alone]
    begun = begun_at(step)
    found = begun & (best >= 0)
    units, meant_words = tokens.units[found], best[found]
    if absent:
        missed = np.flatnonzero(begun & (best < 0) & lost)
        units, meant_words = _with_lost(tokens, missed, runs[0][missed], finder, units, meant_words)
    return units, meant_words


def _with_lost(tokens: Tokens, missed: Ints, prints: Prints, finder: Finder, units: Ints, words: Ints) -> Pairs:
    """Adds the words that have no answer, each with a number of its own."""
    different, which = alike(prints)
    numbers = finder.lost(len(different))
    return np.concatenate([units, tokens.units[missed]]), np.concatenate([words, numbers[which]])


def any_of(flags: Flags, size: int) -> Flags:
    """Whether one of a place and the next ``size - 1`` is marked; the end is not looked beyond."""
    found = flags.copy()
    for far in range(1, size):
        found[:-far] |= flags[far:]
    return found


def longest(length: int, at: Ints, size: Ints, numbers: Ints) -> tuple[Ints, Ints]:
    """Per token, the number of the longest findable phrase that begins there (or -1), and how far it goes."""
    best, step = np.full(length, -1, np.int64), np.ones(length, np.int64)
    for long in range(1, MAX_WORDS + 1):
        chosen = (size == long) & (numbers >= 0)
        best[at[chosen]] = numbers[chosen]
        step[at[chosen]] = long
    return best, step


def begun_at(step: Ints) -> Flags:
    """Which places are reached when every step is taken from the beginning on."""
    size = len(step)
    long = np.flatnonzero(step > 1)
    inside = np.bincount(long + 1, minlength=size + 5) - np.bincount(long + step[long], minlength=size + 5)
    begun: Flags = np.cumsum(inside)[: size + 1] == 0  # no step goes beyond these
    after = np.append(np.minimum(np.arange(size) + step, size), size)
    before = 0
    while (count := int(begun.sum())) > before:  # first what is one step away, then what is up to three, up to seven …
        begun[after[begun]] = True
        after = after[after]
        before = count
    return begun[:size]


def _han_words(tokens: Tokens, finder: Finder, absent: bool) -> Pairs:
    """The same for Chinese: runs of up to three cut words, then the word, then the longest findable parts of it."""
    spelled = _Spelled(tokens)
    at, size = spelled.joined()
    start, length = spelled.first[at], spelled.first[at + size] - spelled.first[at]
    prints = spelled.prints(start, length)
    model, which = alike(prints)
    headwords = spelled.headwords(finder)

    def compound(unknown: Ints) -> Pairs:
        return spelled.parts(start[model[unknown]], length[model[unknown]], headwords)

    numbers, known = finder.find(prints[model], compound)
    best, step = longest(len(tokens), at, size, numbers[which])
    begun = begun_at(step)
    found = begun & (best >= 0)
    alone = size == 1
    answer, headword = np.full(len(tokens), ABSENT), np.zeros(len(tokens), bool)
    answer[at[alone]], headword[at[alone]] = numbers[which][alone], known[which][alone]
    open_ = np.flatnonzero(begun & (best < 0) & tokens.content & (answer == ABSENT))
    units, meant = tokens.units[found], best[found]
    types, which = numbered(tokens.types[open_], len(tokens.forms))
    model = np.empty(len(types), np.int64)
    model[which] = np.arange(len(which))
    owners, part_words = _answered_parts(spelled, open_[model], headword[open_[model]], finder, headwords)
    taken = np.zeros(len(types), bool)
    taken[owners] = True
    by_type = order(which, len(types))
    counts = np.bincount(which, minlength=len(types))[owners]
    begin = np.searchsorted(which[by_type], owners)
    those = open_[by_type[ranges(begin, begin + counts)]]
    units = np.concatenate([units, tokens.units[those]])
    meant = np.concatenate([meant, np.repeat(part_words, counts)])
    if absent:
        missed = open_[~taken[which] & headword[open_]]
        units, meant = _with_lost(
            tokens, missed, spelled.prints(spelled.first[missed], spelled.sizes[missed]), finder, units, meant
        )
    return units, meant


def _answered_parts(spelled: _Spelled, words: Ints, known: Flags, finder: Finder, headwords: Heads) -> Pairs:
    """The longest findable parts of some words (tokens), from left to right: which word, and the part's number.
    ``known``: which of them are in the dictionary."""
    whole = np.array(
        [_HAN.fullmatch(spelled.tokens.forms[n].key) is not None for n in spelled.tokens.types[words]], bool
    )
    owners, parts = [], []
    for listed, shortest, least in _TAKEN_APART:
        those = np.flatnonzero(whole & (known == listed) & (spelled.sizes[words] >= shortest))
        start, length = spelled.first[words[those]], spelled.sizes[words[those]]
        owner, part = spelled.parts(start, length, _answered(spelled, start, length, least, finder, headwords), least)
        owners.append(those[owner])
        parts.append(part)
    owner = np.concatenate(owners)
    by_owner = order(owner, len(words))
    return owner[by_owner], np.concatenate(parts)[by_owner]


def _answered(spelled: _Spelled, start: Ints, length: Ints, least: int, finder: Finder, headwords: Heads) -> Heads:
    """By size and first character, the number of the findable part of some runs of characters that begins there."""
    begin, size = spelled.within(start, length, least)
    prints = spelled.prints(begin, size)
    model, which = alike(prints)

    def compound(unknown: Ints) -> Pairs:
        return spelled.parts(begin[model[unknown]], size[model[unknown]], headwords)

    numbers, _ = finder.find(prints[model], compound)
    answered = np.full((MAX_HAN + 1, len(spelled)), ABSENT, np.int32)
    answered[size, begin] = numbers[which]
    return answered


class _Spelled:
    """The words of a Chinese column set side by side, character by character."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        characters = Characters.of(tokens.data)
        starts, stops = tokens.borders
        self.first = np.searchsorted(characters.places, np.append(starts, stops[-1:]))
        """The first character of each word, and the end."""
        self.sizes = np.diff(self.first)
        self.grams = np.stack(characters.grams(MAX_HAN))

    def __len__(self) -> int:
        return len(self.grams[0])

    def headwords(self, finder: Finder) -> Heads:
        """By size and first character, the number of the headword that a run of characters is, or -1."""
        found = np.full((MAX_HAN + 1, len(self)), ABSENT, np.int32)
        for size in range(2, MAX_HAN + 1):
            found[size] = finder.known.find(self.grams[size - 1])
        return found

    def prints(self, start: Ints, length: Ints) -> Prints:
        """The fingerprints of runs of characters, none longer than ``MAX_HAN``."""
        found: Prints = self.grams[length - 1, start]
        return found

    def joined(self) -> Pairs:
        """The runs of words that are looked up: where each begins, and how many words it has."""
        found = []
        for size in range(1, MAX_RUN + 1):
            last = np.minimum(np.arange(len(self.tokens)) + size, len(self.tokens))
            fits = self.first[last] - self.first[:-1] <= MAX_HAN
            at = np.flatnonzero(fits & (self.tokens.content if size == 1 else self.tokens.together(size)))
            found.append((at, np.full(len(at), size)))
        return np.concatenate([at for at, _ in found]), np.concatenate([size for _, size in found])

    def within(self, start: Ints, length: Ints, least: int) -> Pairs:
        """Every part of at least so many characters of some runs, none longer than ``MAX_HAN``: begin and length."""
        found = []
        for size in range(least, MAX_HAN + 1):
            many = np.where(length > size, length - size + 1, 0)
            found.append((ranges(start, start + many), np.full(many.sum(), size)))
        return np.concatenate([at for at, _ in found]), np.concatenate([size for _, size in found])

    def parts(self, start: Ints, length: Ints, known: Heads, least: int = 2) -> Pairs:
        """Runs of characters taken apart from left to right into the longest parts that are known, of at least so many
        characters: the run, and the part's number. ``known`` gives it by size and first character, or less than 0."""
        longest = np.zeros(known.shape, np.int8)  # by the most characters that a part may have
        for size in range(least, MAX_HAN + 1):
            longest[size] = np.where(known[size] >= 0, size, longest[size - 1])
        at, stop = start.copy(), start + length
        rest = np.arange(len(start))
        owners, numbers = [_NOTHING], [_NOTHING]
        while len(rest := rest[at[rest] <= stop[rest] - least]):
            here = at[rest]
            taken = longest[np.minimum(np.minimum(stop[rest] - here, length[rest] - 1), MAX_HAN), here]
            part = taken > 0
            owners.append(rest[part])
            numbers.append(known[taken[part], here[part]])
            at[rest] += np.maximum(taken, 1)
        owner = np.concatenate(owners)
        by_owner = order(owner, len(start))
        return owner[by_owner], np.concatenate(numbers)[by_owner]


SCORER = bind
