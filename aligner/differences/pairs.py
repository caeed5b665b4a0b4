"""What a comparison says of sentences: which of the old and the new text belong together, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from aligner.types import Span

SAME: Final = "same"
CHANGED: Final = "changed"
SPLIT: Final = "split"
MERGED: Final = "merged"
ADDED: Final = "added"
REMOVED: Final = "removed"
MOVED: Final = "moved"
LEFT: Final = "left"
KINDS = (SAME, CHANGED, SPLIT, MERGED, ADDED, REMOVED, MOVED, LEFT)


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences of the old text and what became of them in the new one, as ranges of sentence numbers.

    In the order of the new text. The ``new`` ranges tile it. A sentence that moved stands twice: as ``moved`` where it
    is now, and as ``left``, without a new range, where it was; ``other`` is the index of the one in the other.
    """

    kind: str
    old: Span
    new: Span
    other: int = -1
