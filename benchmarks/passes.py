"""Does the second pass, which learns from the text itself, help? One pass against two on the same documents.

Long texts must gain and short ones must not lose; so sets stand here with the length of their documents, and some with
all documents of a half as one long text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import mean

from aligner.pipeline import Options
from benchmarks import sets
from benchmarks.corpora import main_figure
from benchmarks.halves import Half
from benchmarks.measures import Tally, tallies


@dataclass(frozen=True, slots=True)
class Gain:
    """One half of a set: segments of a pair on the average, and the figure it is read by with one pass and two."""

    name: str
    half: Half
    segments: int
    figure: str
    one: float
    two: float


def gains(corpora: Mapping[str, sets.Corpus], twice: Mapping[str, Mapping[Half, Tally]]) -> Iterator[Gain]:
    """One pass against two on each half of the sets; ``twice``: what was measured with two in this run."""
    for name, corpus in corpora.items():
        figure = main_figure(name)
        once = tallies(iter(corpus), Options(passes=1), ("pairs",))
        both = twice.get(name) or tallies(iter(corpus), Options(passes=2), ("pairs",))
        for half in once:
            sizes = [
                len(document.texts[a]) + len(document.texts[b])
                for document in sets.of_half(corpus, half)
                for a, b in document.gold
            ]
            one, two = once[half].mean("pairs", figure) or 0.0, both[half].mean("pairs", figure) or 0.0
            yield Gain(name, half, round(mean(sizes)), figure, one, two)


def corpora(wanted: Mapping[str, sets.Corpus]) -> dict[str, sets.Corpus]:
    """The sets, and the long texts made from those that are among them."""
    return {**wanted} | {f"{name}, one text": sets.long(name) for name in sets.CHAINED if name in wanted}
