"""The terms of a glossary as arrays: by which runs each is found, its concept, what was decided about it.

A form of a term is a group of runs that all have to be in a text. Some 40 bytes for each run, whatever it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.fingerprints import Ints, Prints, Wanted, prints
from aligner.tokens import ranges
from glossary.matcher import manner
from glossary.tokens import family
from web.store.runs import SALTS, runs_of_term

DECIDED, TOUCHED, APPROVED = 1, 2, 4
"""What is known of a concept: that people decided on it, had a hand in it, approved it."""
LETTERS, LOUD, CAPITAL = 8, 16, 32
"""How a term is written: see ``glossary.matcher.manner``. The first of its forms says it."""
KINS = {"en": 0, "vi": 64, "zh": 128}
"""To which family of languages a term belongs."""
KIN = 64 | 128
STATE = DECIDED | TOUCHED | APPROVED

Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class Forms:
    """Runs (``prints``, each of the form ``form``), and of each form the concept, how many runs it has, and marks."""

    prints: Prints
    form: NDArray[np.int32]
    concept: NDArray[np.int32]
    needed: Bytes
    marks: Bytes

    def __len__(self) -> int:
        """How many forms there are."""
        return len(self.concept)

    @classmethod
    def joined(cls, parts: Sequence[Forms]) -> Forms:
        """Several as one, in the order of their runs."""
        starts = np.cumsum([0, *(len(part) for part in parts)])
        found = np.concatenate([part.prints for part in parts])
        form = np.concatenate([part.form + np.int32(start) for part, start in zip(parts, starts, strict=False)])
        order = np.argsort(found, kind="stable")
        concept, needed, marks = (
            np.concatenate([getattr(part, name) for part in parts]) for name in ("concept", "needed", "marks")
        )
        return cls(found[order], form[order], concept, needed, marks)

    def without(self, concepts: Ints) -> Forms:
        """Those of other concepts."""
        kept = ~np.isin(self.concept, concepts)
        if kept.all():
            return self
        number = np.cumsum(kept, dtype=np.int32) - np.int32(1)
        runs = kept[self.form]
        return Forms(
            self.prints[runs], number[self.form[runs]], self.concept[kept], self.needed[kept], self.marks[kept]
        )

    def manners(self, kin: str, which: int, hidden: Ints) -> Ints:
        """How many terms of a family with a mark (0: any) are written in letters, all in capitals, with a capital;
        those of hidden concepts (ascending) left out, in a time that goes with how many these are."""
        whole = self._manners.get((kin, which))
        if whole is None:
            whole = self._manners[kin, which] = _manners(self.marks, kin, which)
        if not len(hidden) or not len(self):
            return whole
        order, concepts = self._by_concept
        begin, end = np.searchsorted(concepts, hidden), np.searchsorted(concepts, hidden, side="right")
        return whole - _manners(self.marks[order[ranges(begin, end)]], kin, which)

    @cached_property
    def _manners(self) -> dict[tuple[str, int], Ints]:
        return {}

    @cached_property
    def _by_concept(self) -> tuple[Ints, NDArray[np.int32]]:
        """The forms in the order of their concepts, and these."""
        order = np.argsort(self.concept, kind="stable")
        return order, self.concept[order]

    @cached_property
    def _table(self) -> tuple[Wanted, Ints]:
        """The different runs, and from where each stands."""
        first = np.flatnonzero(np.concatenate([[True], self.prints[1:] != self.prints[:-1]]))
        return Wanted(self.prints[first]), np.concatenate([first, [len(self.prints)]])

    def find(self, sought: Prints, owners: NDArray[np.int32]) -> tuple[Ints, Ints, Bytes]:
        """The concepts of which texts have all runs of a form, each once a text: the text, the concept, its state."""
        if not len(self.prints):
            return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.uint8)
        wanted, first = self._table
        at = wanted.find(sought)
        hit = at >= 0
        pairs = np.unique(owners[hit].astype(np.int64) * len(first) + at[hit])
        texts, at = np.divmod(pairs, len(first))
        size = first[at + 1] - first[at]
        inside = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        code = np.repeat(texts, size) * len(self) + self.form[np.repeat(first[at], size) + inside]
        code, times = np.unique(code, return_counts=True)
        texts, form = np.divmod(code, len(self))
        there = times >= self.needed[form]
        concept = self.concept[form[there]].astype(np.int64)
        state = self.marks[form[there]] & np.uint8(STATE)
        _, once = np.unique(texts[there] * (1 << 32) + concept, return_index=True)
        return texts[there][once], concept[once], state[once]


def _manners(marks: Bytes, kin: str, which: int) -> Ints:
    held = marks[(marks & (KIN | which)) == (KINS[kin] | which)]
    return np.array([np.count_nonzero(held & mark) for mark in (LETTERS, LOUD, CAPITAL)], np.int64)


def nothing() -> Forms:
    """No terms at all."""
    return Forms(
        np.empty(0, np.uint64),
        np.empty(0, np.int32),
        np.empty(0, np.int32),
        np.empty(0, np.uint8),
        np.empty(0, np.uint8),
    )


def forms_of(terms: Sequence[tuple[int, str, str, str, str, str, int]]) -> Forms:
    """The forms of terms: concept, language, text, folded text, head, status of the concept, whether it is touched."""
    runs: list[str] = []
    sizes: list[int] = []
    concepts: list[int] = []
    marks: list[int] = []
    salts: list[int] = []
    for concept, lang, text, folded, head, status, touched in terms:
        kin = family(lang)
        mark = (
            KINS.get(kin, KIN)
            | (status != "proposed") * DECIDED
            | bool(touched) * TOUCHED
            | (status == "approved") * APPROVED
        )
        letters, loud, capital = manner(text)
        said = letters * LETTERS | loud * LOUD | capital * CAPITAL
        for group in runs_of_term(kin, folded, head) or [()]:
            runs += group
            salts += [SALTS.get(kin, 0)] * len(group)
            sizes.append(len(group))
            concepts.append(concept)
            marks.append(mark | said)
            said = 0
    needed = np.array(sizes, np.int32)
    return Forms(
        prints(runs) ^ np.array(salts, np.uint64),
        np.repeat(np.arange(len(sizes), dtype=np.int32), needed),
        np.array(concepts, np.int32),
        np.minimum(needed, 255).astype(np.uint8),
        np.array(marks, np.uint8),
    )
