"""Sentences as strings of one character a word, so that they are compared at once, and found by rare words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from aligner.differences.units import units

ELSEWHERE = 0.6
"""How alike two sentences in different places have to be to count as one that moved."""

LONG_ENOUGH = 2
"""Words of a sentence that may be said to have moved; a shorter one stands in many places."""

_RARE = 6
"""A word that more sentences than this have does not help to find one."""

_FORMS = frozenset({"script", "width", "spaces", "punctuation", "case"})


class Words:
    """The words of the sentences of one language, each as a character of its own."""

    def __init__(self, lang: str) -> None:
        from aligner.lang import get

        self.lang, self.stop_words = lang, get(lang).stop_words
        self.letters: dict[str, str] = {}
        self.known: dict[str, str] = {}

    def of(self, text: str) -> str:
        """The words of a sentence, however they are written; stop words only where there is nothing else."""
        found = self.known.get(text)
        if found is None:
            found = self.known[text] = self._code(text)
        return found

    def _code(self, text: str) -> str:
        keys = [unit.key for unit in units(text, self.lang, _FORMS)]
        telling = [one for one in keys if one not in self.stop_words]
        return "".join(self.letters.setdefault(one, _letter(len(self.letters))) for one in telling or keys)


def _letter(number: int) -> str:
    """A character for each number; what would be half a surrogate is passed over."""
    code = number + 1
    return chr(code if code < 0xD800 else min(code + 0x800, 0x10FFFF))


def best(codes: Sequence[str], others: Sequence[str]) -> dict[int, int]:
    """For each of these sentences the one of the others that shares most rare words with it, where it is alike."""
    from rapidfuzz.distance import Indel

    homes: dict[str, list[int]] = defaultdict(list)
    for number, code in enumerate(others):
        for letter in set(code):
            if len(homes[letter]) <= _RARE:
                homes[letter].append(number)
    found = {}
    for number, code in enumerate(codes):
        votes = Counter(
            home for letter in set(code) if len(homes.get(letter, ())) <= _RARE for home in homes.get(letter, ())
        )
        for home, count in votes.most_common(1):
            if count > 1 and Indel.normalized_similarity(code, others[home], score_cutoff=ELSEWHERE):
                found[number] = home
    return found
