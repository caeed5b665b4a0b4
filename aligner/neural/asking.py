"""What the model is asked: doubtful segments and their neighbours, each once, and pairs that may belong together."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from aligner.columns import Column
from aligner.neural.doubt import doubtful, units
from aligner.neural.embedders import Embedder
from aligner.neural.scale import numbers, scale_of
from aligner.neural.vectors import WORD, Run, vectors_of
from aligner.neural.votes import Neural
from aligner.types import Span, join_texts

LONGEST = 2000
"""Characters of a text that are embedded; more changes the vector little and the cost a lot."""


def embedded(
    columns: Mapping[str, Column],
    rows: Sequence[Mapping[str, Span]],
    posteriors: Sequence[float],
    embedder: Embedder,
    everything: bool = False,
) -> Neural | None:
    """Embed what is doubtful in a table, each text once; nothing when nothing is."""
    core, near = doubtful(posteriors, everything)
    about = {lang: frozenset(units(rows, core, lang)) for lang in columns}
    doubts = {lang: frozenset(units(rows, doubtful(posteriors)[0], lang)) for lang in columns}
    wanted = {
        lang: [n for n in units(rows, near, lang) if WORD.search(columns[lang].cells[n].text)] for lang in columns
    }
    if not core or sum(bool(found) for found in wanted.values()) < 2:
        return None
    asked = {lang: _runs(columns[lang], found, about[lang]) for lang, found in wanted.items()}
    distinct = list(dict.fromkeys(text for runs in asked.values() for text in runs.values()))
    given = _checked(embedder, distinct)
    place = {text: number for number, text in enumerate(distinct)}
    vectors = {}
    for lang, runs in asked.items():
        own = {run: given[place[text]] for run, text in runs.items()}
        vectors[lang] = vectors_of(columns[lang], own, given.shape[1])
    sure = [rows[n] for n in near if posteriors[n] >= numbers()["sure"]]
    scales = {}
    for x, y in combinations(columns, 2):
        scale = scale_of(vectors[x], vectors[y], [(row[x], row[y]) for row in sure], embedder.name)
        scales[x, y] = scales[y, x] = scale
    single = len({runs[run] for runs in asked.values() for run in runs if run[1] == run[0] + 1})
    return Neural(embedder.name, (single, len(distinct) - single), vectors, scales, doubts, about)


def _runs(column: Column, found: Sequence[int], doubts: Container[int]) -> dict[Run, str]:
    """The texts to embed: single segments, and neighbours read as one where either is in doubt, since the sum of two
    vectors tells less well than the vector of both whether the second belongs there."""
    texts = {(n, n + 1): column.cells[n].text[:LONGEST] for n in found}
    for one, other in pairwise(found):
        both = join_texts([column.cells[n].text for n in (one, other)], column.lang)
        if other == one + 1 and (one in doubts or other in doubts) and len(both) <= LONGEST:
            texts[one, other + 1] = both
    return texts


def _checked(embedder: Embedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """The vectors as they should be. Raises ``ValueError`` when the embedder does not keep its word."""
    given = np.asarray(embedder.embed(texts), np.float32)
    if given.ndim != 2 or len(given) != len(texts):
        raise ValueError(f"{embedder.name} gave an array of shape {given.shape} for {len(texts)} texts")
    return np.nan_to_num(given)
