"""Whether texts belong together at all: words of a true translation are answered, those of a stranger hardly ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aligner.pairing import Pair
from aligner.tallies import Tally
from aligner.types import Span

SURELY = 0.3
"""Share of different words answered in their rows, chance taken off, from which texts belong together: translations of
one another reach 0.35 to 0.7, whole or cut to their first eight sentences, strangers 0 to 0.26."""
LEAST = 0.16
"""The same times the share of rows that hold both: lower where most of the text found a place."""
ENOUGH = 10.0  # words from which a text can be judged; those that fewer lack are taken to be answered
FEW, HARDLY = 5, 0.1  # rows of a text that is too short to judge by, and share of rows when hardly anything was aligned


def groups(
    langs: Sequence[str], rows: Sequence[Mapping[str, Span]], shared: Mapping[Pair, Tally]
) -> list[tuple[str, ...]]:
    """The languages in groups of texts that belong together; one group when all do. Empty texts belong to any.

    ``shared`` is what each pair of languages has in common, counted in these rows.
    """
    home = {lang: {lang} for lang in langs}
    for (left, right), tally in shared.items():
        if _related(left, right, rows, tally):
            merged = home[left] | home[right]
            for lang in merged:
                home[lang] = merged
    found: list[tuple[str, ...]] = []
    for lang in langs:
        group = tuple(other for other in langs if other in home[lang])
        if group not in found:
            found.append(group)
    return found


def _related(left: str, right: str, rows: Sequence[Mapping[str, Span]], tally: Tally) -> bool:
    """Whether two texts may be versions of one another. What gives too little to judge by is left together: a text of
    few sentences, of words that no lexicon knows, or of one line that is repeated throughout."""
    x, y = (sum(bool(row[lang]) for row in rows) for lang in (left, right))
    both = sum(bool(row[left] and row[right]) for row in rows)
    if not x or not y:
        return True
    if min(x, y) >= FEW and both < HARDLY * min(x, y):
        return False
    untold = max(ENOUGH - tally.tried, 0.0)
    rate = (tally.answered + untold) / (tally.tried + untold)
    return rate >= SURELY or rate * both / min(x, y) >= LEAST
