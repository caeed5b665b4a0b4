"""The terms of the leading language, the rows that have them, and how the other languages render them there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from aligner.lang import get
from aligner.lexicon import load
from glossary.checks._parts import Parts, parts, same, within
from glossary.checks._places import Places, Texts
from glossary.concepts import general
from glossary.types import Concept

SENSES = 16
"""A single word with more renderings than this in the lexicon is an everyday word, which nobody renders in one way."""


@dataclass
class Known:
    """A concept with its places, and its terms of the leading language cut into parts."""

    concept: Concept
    places: Places
    lead: str
    keys: list[Parts] = field(default_factory=list)


def known(concepts: Sequence[Concept], texts: Texts) -> list[Known]:
    """Concepts with their places in a table, each led by the first language that it has a term of."""
    found = []
    for concept in concepts:
        lead = next((lang for lang in texts.context.langs if concept.of(lang)), "")
        if lead:
            keys = [parts(term.text, lead) for term in concept.of(lead)]
            found.append(Known(concept, texts.places(concept), lead, keys))
    return found


def anchors(one: Known) -> list[list[int]]:
    """The terms of the leading language in groups of one idea, without those that are everyday words."""
    groups: list[list[int]] = []
    for number in sorted(range(len(one.keys)), key=lambda n: len(one.keys[n])):
        group = next((g for g in groups if within(one.keys[g[0]], one.keys[number])), None)
        if group is None:
            groups.append([number])
        else:
            group.append(number)
    return [group for group in groups if one.concept.kind == "name" or _special(one, group)]


def _special(one: Known, group: Sequence[int]) -> bool:
    lead = one.lead
    if any(len(one.keys[number]) > (3 if lead.startswith("zh") else 1) for number in group):
        return True
    words = get(lead).words(one.concept.of(lead)[group[0]].text)
    return len(words) != 1 or (not general(lead, (words[0].key,)) and _senses(words[0].key, lead) <= SENSES)


@lru_cache(maxsize=1 << 12)
def _senses(key: str, lang: str) -> int:
    language = lang.partition("-")[0]
    return max(len(load(language, other).translations(key)) for other in ("en", "vi", "zh") if other != language)


class Anchor:
    """One term of the leading language, the rows that have it, and how the other languages render it there."""

    def __init__(self, one: Known, numbers: Sequence[int], known: Sequence[Known], texts: Texts) -> None:
        self.one, self.texts, self.known = one, texts, known
        self.concept, self.lead = one.concept, one.lead
        self.key = one.keys[numbers[0]]
        self.term = self.concept.of(self.lead)[numbers[0]].text
        self.rows = [
            row for row in sorted(one.places.rows) if not one.places.of(row, self.lead).keys().isdisjoint(numbers)
        ]
        self.others = [lang for lang in texts.context.langs if lang != self.lead and self.concept.of(lang)]
        self.usual = {lang: found for lang in self.others if (found := self._usual(lang))}

    def _usual(self, lang: str) -> tuple[int, list[int]] | None:
        """The rendering that most rows have, the first on a tie, and these rows."""
        rows: dict[int, list[int]] = defaultdict(list)
        for row in self.rows:
            for number in {self._leader(lang, number) for number in self.one.places.of(row, lang)}:
                rows[number].append(row)
        return min(rows.items(), key=lambda item: (-len(item[1]), item[1][0]), default=None)

    def _leader(self, lang: str, number: int) -> int:
        terms = self.concept.of(lang)
        return next(n for n, term in enumerate(terms) if same(term.text, terms[number].text, lang))
