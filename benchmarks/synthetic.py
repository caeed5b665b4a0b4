"""Long parallel texts out of the project's own vocabulary, as long as one likes: for time and memory, not for accuracy.

Words are drawn as language has them, few very often and many seldom (Zipf); the translation has a rendering of three
words out of four, some words of its own, and now and then joins, splits or leaves out a sentence. The same text set
twice in a row would be unfair: a search that keeps what it has seen would find everything known.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path

import regex

from aligner.evaluation import Pairing
from benchmarks.corpora import ROOT, Parallel

HINT = regex.compile(r"\s*\([^)]*\)")
WORDS, FOUND, OWN = (6, 26), 0.75, 0.15
"""Words of a sentence, least and most; the chance that a word is rendered; the chance of a word of its own."""

COLUMN = {"en": 0, "vi": 1, "zh-Hans": 2}
Meaning = tuple[list[str], ...]


@cache
def vocabulary() -> tuple[Meaning, ...]:
    """The meanings of the project's own vocabulary in a fixed order that mixes the fields."""
    found: list[Meaning] = []
    for path in sorted([*(ROOT / "aligner").rglob("core-*.tsv"), *(ROOT / "tools").rglob("core-*.tsv")]):
        found += _meanings(path)
    random.Random("vocabulary").shuffle(found)
    return tuple(found)


def _meanings(path: Path) -> Iterator[Meaning]:
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) >= len(COLUMN) and not line.startswith("#") and all(columns[: len(COLUMN)]):
            yield tuple(
                [HINT.sub("", rendering).strip() for rendering in column.split("|")]
                for column in columns[: len(COLUMN)]
            )


def text(size: int, left: str = "en", right: str = "zh-Hans") -> Parallel:
    """A text of about ``size`` segments a side, always the same for the same size, with its gold."""
    rnd = random.Random(f"{size} {left} {right}")
    meanings = vocabulary()
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(meanings))))
    texts: dict[str, list[str]] = {left: [], right: []}
    gold: list[Pairing] = []
    while min(map(len, texts.values())) < size:
        shape = rnd.choices(((1, 1), (1, 2), (2, 1), (1, 0), (0, 1)), (88, 4, 4, 2, 2))[0]
        words = rnd.choices(meanings, cum_weights=weights, k=rnd.randint(*WORDS))
        other = [word for word in words if rnd.random() < FOUND]
        other += rnd.choices(meanings, cum_weights=weights, k=max(1, round(len(words) * OWN)))
        bead = []
        for lang, chosen, parts in ((left, words, shape[0]), (right, other, shape[1])):
            start = len(texts[lang])
            texts[lang] += [_sentence(chosen[part::parts], lang, rnd) for part in range(parts)]
            bead.append(tuple(range(start, len(texts[lang]))))
        gold.append((bead[0], bead[1]))
    return Parallel(f"synthetic-{size}", texts, {(left, right): gold})


def _sentence(meanings: list[Meaning], lang: str, rnd: random.Random) -> str:
    words = [rnd.choice(meaning[COLUMN[lang]]) for meaning in meanings] or ["1"]
    if lang.startswith("zh"):
        return "".join(words) + "。"
    sentence = " ".join(words) + "."
    return sentence[0].upper() + sentence[1:]
