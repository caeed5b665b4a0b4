"""Two texts of one language side by side: two versions of a translation, or two translations of one text.

First sentence to sentence (``sentences``), then inside each pair unit by unit (``edits``): Chinese characters,
Vietnamese syllables, English words. Every offset leads into the original texts, whatever was ignored.

>>> found = compare(["Ships came.", "It rained."], ["Big ships came.", "It rained."], "en")
>>> [pair.kind for pair in found.pairs], found.edits(found.pairs[0])[0].kind, found.equal
(['changed', 'same'], 'changed', False)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from aligner.differences.edits import Edit, difference, likeness
from aligner.differences.pairs import KINDS, Pair
from aligner.differences.sentences import pair_up
from aligner.differences.units import CASE, FORMS, ignored
from aligner.types import join_texts

__all__ = [
    "CASE",
    "FORMS",
    "KINDS",
    "Comparison",
    "Edit",
    "Pair",
    "compare",
    "difference",
    "ignored",
    "likeness",
    "pair_up",
]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts as sentences, and what became of each. ``ignore`` is what was of no account."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    lang: str
    ignore: frozenset[str]
    pairs: tuple[Pair, ...]

    @property
    def equal(self) -> bool:
        """Whether nothing of account differs."""
        return all(pair.kind == "same" for pair in self.pairs)

    def texts(self, pair: Pair) -> tuple[str, str]:
        """The old and the new text of a pair, several sentences as running text."""
        old, new = self.old[pair.old.start : pair.old.stop], self.new[pair.new.start : pair.new.stop]
        return join_texts(list(old), self.lang), join_texts(list(new), self.lang)

    def edits(self, pair: Pair) -> tuple[Edit, ...]:
        """What differs inside a pair; nothing where it is the same, came, went or was left."""
        return difference(*self.texts(pair), self.lang, self.ignore) if pair.old and pair.new else ()

    def counts(self) -> dict[str, int]:
        """How many pairs there are of each kind."""
        found = Counter(pair.kind for pair in self.pairs)
        return {kind: found[kind] for kind in KINDS}


def compare(old: Sequence[str], new: Sequence[str], lang: str, ignore: Collection[str] = ()) -> Comparison:
    """Compare two texts of one language, given as their sentences; of Chinese the scripts may differ.

    ``ignore`` names what is of no account: ``script``, ``width``, ``spaces``, ``punctuation``, all four as ``form``,
    and ``case``. Raises ``InputError`` for another word. Time grows with the length: 50,000 sentences take seconds.
    """
    chosen = ignored(ignore)
    pairs = [_settled(pair, old, new, lang, chosen) for pair in pair_up(old, new, lang, chosen)]
    return Comparison(tuple(old), tuple(new), lang, chosen, tuple(pairs))


def _settled(pair: Pair, old: Sequence[str], new: Sequence[str], lang: str, ignore: frozenset[str]) -> Pair:
    """A pair of single sentences in which nothing of account differs is the same."""
    if pair.kind != "changed" or not ignore or len(pair.old) != 1 or len(pair.new) != 1:
        return pair
    if difference(old[pair.old.start], new[pair.new.start], lang, ignore):
        return pair
    return Pair("same", pair.old, pair.new)
