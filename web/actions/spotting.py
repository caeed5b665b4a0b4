"""The terms of a glossary in the cells of rows: one matcher for a process, which learns concepts as it meets them.

Which concepts may stand in a cell, ``web.store.vocabulary`` tells from memory; these are read from the store once, and
looked for in every cell that may have them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from glossary.matcher import Habits, Matcher
from glossary.types import Concept, Match, Status
from web.store import Store, vocabulary

GOOD = (Status.APPROVED, Status.ADMITTED)
REFUSED = (Status.DEPRECATED, Status.FORBIDDEN)
MOST = 20_000
"""Concepts that the matcher has learned at the most, some 4 kB each; then it begins anew."""


STEP = 50
"""Concepts that are learned at a time, so that others get to it in between."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of a concept beside its places: in which languages it has a good term."""

    number: int
    kind: str
    status: Status
    good: frozenset[str]


class Spotter:
    """The concepts of a store that were asked for so far, to be found in texts. Shared between threads."""

    def __init__(self, habits: Mapping[str, Habits]) -> None:
        self.habits = habits
        self.facts: list[Facts] = []
        self._matcher = Matcher((), habits)
        self._place: dict[int, tuple[int, int]] = {}  # by number: the place among the facts, and as of which stamp
        self._lock = Lock()

    @property
    def full(self) -> bool:
        """Whether it is time to begin anew."""
        return len(self.facts) >= MOST

    def learn(self, store: Store, wanted: Collection[int], stamp: int, changed: Mapping[int, int]) -> None:
        """Take up those of these concepts that are not known, or changed since."""
        if not self._lacking(wanted, changed):
            return
        with self._lock:
            lacking = self._lacking(wanted, changed)
            read = vocabulary.spelled(store, lacking)
            self._matcher.extend(read.values())
            for number, concept in read.items():
                self.facts.append(facts_of(number, concept))
                self._place[number] = len(self.facts) - 1, stamp
            for number in set(lacking) - read.keys():  # gone meanwhile
                self._place.pop(number, None)

    def learn_all(self, store: Store, stamp: int, changed: Mapping[int, int], pause: Callable[[float], None]) -> None:
        """Take up all concepts, where they are few enough to leave room for others. ``pause`` is told after each part
        how long it took."""
        wanted = vocabulary.numbers(store, MOST // 2 + 1)
        for start in range(0, len(wanted) if len(wanted) <= MOST // 2 else 0, STEP):
            began = time.monotonic()
            self.learn(store, wanted[start : start + STEP], stamp, changed)
            pause(time.monotonic() - began)

    def _lacking(self, wanted: Collection[int], changed: Mapping[int, int]) -> list[int]:
        known, none = self._place, (0, -1)
        return [one for one in wanted if known.get(one, none)[1] < changed.get(one, 0)]

    def find(self, text: str, lang: str, among: Sequence[int]) -> list[tuple[Facts, Match]]:
        """The terms of these concepts in a text, as ``Matcher.find`` has them."""
        known = self._place
        places = {known[one][0] for one in among if one in known}
        if not places:
            return []
        return [(self.facts[match.concept], match) for match in self._matcher.find(text, lang, among=places)]


def facts_of(number: int, concept: Concept) -> Facts:
    """What is told of a concept."""
    good = frozenset(term.lang for term in concept.terms if term.status in GOOD)
    return Facts(number, concept.kind, concept.status, good)
