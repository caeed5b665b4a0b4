"""What a scorer gives: trials, that is words of one side which may or may not be found on the other.

A trial is a word (a number, a name …) of a left unit that has a counterpart somewhere in the right text. In a true
bead the counterpart stands in the right span with probability ``hit``; in a false one with the probability of chance:
the share of right units that hold it, raised to the span's width. So every trial votes by log P(true) / P(chance),
rare words loudly and frequent ones hardly, and no threshold is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from aligner.columns import Column


@dataclass(slots=True)
class Trials:
    """The trials of one direction: unit ``units[t]`` of the left column looks for ``places[words[t]]`` on the right.

    ``places`` holds, per word, the sorted right units in which a counterpart stands. ``family`` names the kind of
    evidence, whose hit rate is a fitted parameter and is learned anew from each text.
    """

    family: str
    units: list[int]
    words: list[int]
    places: list[Sequence[int]]

    def __len__(self) -> int:
        return len(self.units)


@dataclass(frozen=True, slots=True)
class Bound:
    """The evidence of one scorer over two columns: trials from left to right and from right to left."""

    forth: Trials
    back: Trials


Scorer = Callable[[Column, Column], Bound | None]
"""A scorer binds two columns; ``None`` means that it has nothing to say about this pair of languages."""


def collect(family: str, keys: Iterable[tuple[int, str]], standing: Callable[[str], Sequence[int]]) -> Trials:
    """Trials of ``(unit, key)`` pairs, where ``standing(key)`` gives the right units that hold a counterpart."""
    units: list[int] = []
    words: list[int] = []
    numbers: dict[str, int] = {}
    places: list[Sequence[int]] = []
    for unit, key in keys:
        number = numbers.get(key)
        if number is None:
            found = standing(key)
            number = numbers[key] = len(places) if found else -1
            if found:
                places.append(found)
        if number >= 0:
            units.append(unit)
            words.append(number)
    return Trials(family, units, words, places)


def transpose(trials: Trials) -> Trials:
    """The same links seen from the other side.

    Each left word becomes one word of the right side that is looked for where the left word stood.
    """
    standing: list[list[int]] = [[] for _ in trials.places]
    for unit, word in zip(trials.units, trials.words, strict=True):
        if not standing[word] or standing[word][-1] != unit:
            standing[word].append(unit)
    pairs = sorted((place, word) for word, places in enumerate(trials.places) for place in places)
    return Trials(trials.family, [place for place, _ in pairs], [word for _, word in pairs], list(standing))


def symmetric(family: str, keys: Iterable[tuple[int, str]], standing: Mapping[str, Sequence[int]]) -> Bound:
    """Evidence of links that are the same from both sides."""
    forth = collect(family, keys, lambda key: standing.get(key, ()))
    return Bound(forth, transpose(forth))


def index(keys: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """The sorted units in which each key stands."""
    standing: dict[str, list[int]] = {}
    for unit, key in keys:
        places = standing.setdefault(key, [])
        if not places or places[-1] != unit:
            places.append(unit)
    return standing
