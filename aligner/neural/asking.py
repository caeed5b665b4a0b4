"""What the model is asked: doubtful segments and their neighbours, each once, and pairs that may belong together."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import combinations, pairwise

from aligner.columns import Column
from aligner.neural.doubt import CLAUSES, DOUBT, doubtful, units
from aligner.neural.embedders import Embedder, Once
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
    embedder: Embedder | Once,
    everything: bool = False,
    clauses: bool = False,
) -> Neural | None:
    """Embed what is doubtful in a table, each text once; nothing when nothing is.

    ``clauses``: the units are clauses, and the rows beads of them, those of all pairs of languages one pair after the
    other.
    """
    once = embedder if isinstance(embedder, Once) else Once(embedder)
    core, near = doubtful(posteriors, everything, CLAUSES if clauses else DOUBT)
    about = {lang: frozenset(units(rows, core, lang)) for lang in columns}
    doubts = {lang: frozenset(units(rows, doubtful(posteriors)[0], lang)) for lang in columns}
    wanted = {
        lang: [n for n in units(rows, near, lang) if WORD.search(columns[lang].cells[n].text)] for lang in columns
    }
    if not core or sum(bool(found) for found in wanted.values()) < 2:
        return None
    runs = {lang: _runs(columns[lang], found, about[lang]) for lang, found in wanted.items()}
    given = once.embed(list(dict.fromkeys(text for own in runs.values() for text in own.values())))
    vectors = {
        lang: vectors_of(columns[lang], {run: given[text] for run, text in own.items()}) for lang, own in runs.items()
    }
    sure = [rows[n] for n in near if posteriors[n] >= numbers()["sure"]]
    middle = numbers()["middle of clauses" if clauses else "middle"]
    scales = {}
    for x, y in combinations(columns, 2):
        scale = scale_of(vectors[x], vectors[y], [(row[x], row[y]) for row in sure], once.name, middle)
        scales[x, y] = scales[y, x] = scale
    single = len({own[run] for own in runs.values() for run in own if run[1] == run[0] + 1})
    return Neural(once, (single, len(given) - single), vectors, scales, doubts, about, everything)


def _runs(column: Column, found: Sequence[int], doubts: Container[int]) -> dict[Run, str]:
    """The texts to embed: single segments, and neighbours read as one where either is in doubt, since the sum of two
    vectors tells less well than the vector of both whether the second belongs there."""
    texts = {(n, n + 1): column.cells[n].text[:LONGEST] for n in found}
    for one, other in pairwise(found):
        both = join_texts([column.cells[n].text for n in (one, other)], column.lang)
        if other == one + 1 and (one in doubts or other in doubts) and len(both) <= LONGEST:
            texts[one, other + 1] = both
    return texts
