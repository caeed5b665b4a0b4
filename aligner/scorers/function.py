"""Function words whose translation stands on the other side: *because* and 因为, *never* and *chưa bao giờ*.

They say nothing of what a sentence is about, but a short one has often little else: *why not then* and 那为什么不呢.
What they tell is weighed by how often they are answered in texts that belong together: less often than other words.
"""

from __future__ import annotations

import numpy as np

from aligner.columns import Column
from aligner.fingerprints import alike
from aligner.lexicon import Lexicon, load
from aligner.scorers._base import FUNCTION, Bound, Trials
from aligner.scorers._finding import Finder
from aligner.scorers.lexicon import MAX_RUN, answered, any_of, base, begun_at, longest

EVERYWHERE = 0.3  # a translation that stands in more than this share of units tells nothing


def bind(left: Column, right: Column) -> Bound | None:
    """Trials in both directions. Nothing for two scripts of one language."""
    x, y = base(left.lang), base(right.lang)
    if x == y:
        return None
    return Bound(_trials(left, right, load(x, y, wide=True)), _trials(right, left, load(y, x, wide=True)))


def _trials(left: Column, right: Column, lexicon: Lexicon) -> Trials:
    """The words and phrases of one side that are made of function words alone, longest match first."""
    finder = Finder(right, lexicon, EVERYWHERE)
    tokens = left.tokens
    content = tokens.content
    runs = tokens.phrases(MAX_RUN)
    places = []
    for size, prints in enumerate(runs, 1):
        plain = ~any_of(content, size) & tokens.together(size)
        places.append(np.flatnonzero(plain & finder.perhaps(prints)))
    words = np.concatenate([prints[at] for prints, at in zip(runs, places, strict=True)])
    models, which = alike(words)
    numbers = finder.find(words[models])[0][which]
    sizes = np.repeat(np.arange(1, MAX_RUN + 1), [len(at) for at in places])
    best, step = longest(len(tokens), np.concatenate(places), sizes, numbers)
    found = begun_at(step) & (best >= 0)
    return answered(left, right, finder, (tokens.units[found], best[found]), FUNCTION)


SCORER = bind
