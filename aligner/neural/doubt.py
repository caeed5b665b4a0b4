"""Where the cheap evidence leaves doubt: the rows that are not near-certain, and a few neighbours of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aligner.types import Span

DOUBT = 0.98
"""Posterior under which a row is doubtful. Errors above it are as rare as errors that the vectors make."""
CLAUSES = 0.9
"""The same for beads of clauses, of which more are in doubt."""
NEIGHBOURS = 2
"""Rows on either side of a doubtful one that are looked at with it: where its segments may belong instead."""


def doubtful(
    posteriors: Sequence[float], everything: bool = False, doubt: float = DOUBT
) -> tuple[list[int], list[int]]:
    """The numbers of the doubtful rows, and of those with their neighbours.

    >>> doubtful([1.0, 1.0, 1.0, 1.0, 0.6, 1.0])
    ([4], [2, 3, 4, 5])
    """
    if everything:
        return list(range(len(posteriors))), list(range(len(posteriors)))
    core = [number for number, posterior in enumerate(posteriors) if posterior < doubt]
    last = len(posteriors) - 1
    near = {
        other for number in core for other in range(max(number - NEIGHBOURS, 0), min(number + NEIGHBOURS, last) + 1)
    }
    return core, sorted(near)


def units(rows: Sequence[Mapping[str, Span]], numbers: Sequence[int], lang: str) -> list[int]:
    """The segments of one language in some of the rows, in order."""
    return sorted({index for number in numbers for index in rows[number][lang]})
