"""What languages say of one another, where every pair of them is aligned by itself.

Where two languages have a border that a third one shares with both of them, it is most likely right; where the third
one has borders with either of them, but not the same, one of the three pairs is wrong. So once all pairs have been
aligned, each is aligned again with what the third languages make of its borders, and once more with what came of that.
A third language that has no border there says nothing: it may join what the others keep apart.

The idea is that of the consistency transformation in the alignment of many sequences (Do, Mahabhashyam, Brudno,
Batzoglou: ProbCons, 2005).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from aligner.pairing import Pair
from aligner.search import Floats, Lattice, Step, best_corners

TURNS = 2
SHARED, BESIDE = 3.0, 0.01
"""How many times likelier a border is that a third language shares, and one of which it says another place."""
Beads = tuple[list[Step], Floats]


def agreed(lattices: Mapping[Pair, Lattice], likeliest: bool = False) -> dict[Pair, Beads]:
    """The best beads of every pair, and how likely each of its borders is, the other pairs considered.

    The units of a language are the same in all lattices. Two languages alone give what ``best_corners`` gives.
    """
    found = dict(zip(lattices, best_corners(list(lattices.values()), likeliest), strict=True))
    for _ in range(TURNS if len(lattices) > 1 else 0):
        corners = {pair: likely for pair, (_, likely) in found.items()}
        corners |= {(y, x): likely.T for (x, y), likely in corners.items()}
        told = [_told(scores, heard(pair, corners)) for pair, scores in lattices.items()]
        found = dict(zip(lattices, best_corners(told, likeliest), strict=True))
    return found


def heard(pair: Pair, corners: Mapping[Pair, Floats]) -> Floats:
    """What all third languages say of each border of a pair: log-likelihood ratios, ``(n + 1, m + 1)``. ``corners``:
    the probability of each border of all pairs, either way round."""
    x, y = pair
    total = np.zeros_like(corners[pair])
    thirds = [z for z, other in corners if other == x and (z, y) in corners and corners[z, y].shape[0] > 1]
    for z in thirds:
        here, there = corners[x, z], corners[z, y]
        shared = np.minimum(here @ there, 1.0)
        either = np.outer(np.minimum(here.sum(axis=1), 1.0), np.minimum(there.sum(axis=0), 1.0))
        beside = np.maximum(either - shared, 0.0)
        total += np.log(np.maximum(1.0 - shared - beside, 0.0) + SHARED * shared + BESIDE * beside)
    total *= max(len(thirds), 1) ** -0.5
    return total


def _told(lattice: Lattice, borders: Floats) -> Lattice:
    """The scores of all beads with what is known of the border that each begins at."""
    near = borders.astype(np.float32)
    scores = {shape: score + near[: score.shape[0], : score.shape[1]] for shape, score in lattice.scores.items()}
    left = lattice.left if lattice.left.ndim > 1 else lattice.left[:, None]
    right = lattice.right if lattice.right.ndim > 1 else lattice.right[None, :]
    return Lattice(scores, left + borders[:-1], right + borders[:, :-1])
