"""The same word on both sides: Chinese words by their Vietnamese readings (经济 = *kinh tế*), and Simplified and
Traditional words after folding."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.columns import Column
from aligner.lexicon import readings
from aligner.scorers._base import Bound, Trials, collect, transpose


def bind(left: Column, right: Column) -> Bound | None:
    """The links of readings (Chinese–Vietnamese) and of folded words (Chinese–Chinese)."""
    chinese = (left.lang.startswith("zh"), right.lang.startswith("zh"))
    if all(chinese):
        return Bound(_same_words(left, right), _same_words(right, left))
    if left.lang == "vi" and chinese[1]:
        forth = _readings(right, left)
        return Bound(transpose(forth), forth)
    if right.lang == "vi" and chinese[0]:
        forth = _readings(left, right)
        return Bound(forth, transpose(forth))
    return None


def _same_words(left: Column, right: Column) -> Trials:
    keys = ((unit, word.key) for unit, cell in enumerate(left.cells) for word in cell.words if word.content)
    return collect("same", keys, lambda key: right.features.get(key, ()))


def _readings(chinese: Column, vietnamese: Column) -> Trials:
    """Links between two neighbouring characters of a Chinese word and two Vietnamese syllables that read them."""
    features = vietnamese.features

    def standing(pair: str) -> list[int]:
        return sorted({place for text in readings(pair) for place in features.get(text, ())})

    return collect("reading", _pairs(chinese), standing)


def _pairs(chinese: Column) -> Iterator[tuple[int, str]]:
    for unit, cell in enumerate(chinese.cells):
        for word in cell.words:
            if word.content:
                for at in range(len(word.key) - 1):
                    yield unit, word.key[at : at + 2]


SCORER = bind
