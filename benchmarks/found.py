"""How many planted errors the checks find: errors of every kind, set into good translations one document at a time."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from aligner.types import Table
from benchmarks.alarms import untrue
from benchmarks.news import rebuilt
from benchmarks.planting import KINDS, Kind, spoiled
from benchmarks.swapping import TERM, approved, swapped
from glossary import checks
from glossary.types import Finding

ROUNDS = 3
"""How often every document is planted anew, at other rows."""

EVERY = (*KINDS, TERM)


@dataclass
class Tally:
    """Planted errors of one kind in one language: how many, how many found, how many false alarms beside them, and
    the rows of those that were not found."""

    planted: int = 0
    found: int = 0
    false: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share that was found."""
        return self.found / self.planted if self.planted else 0.0

    @property
    def precision(self) -> float:
        """The share of true ones among what the kind's checks told of the spoiled texts."""
        return self.found / (self.found + self.false) if self.found else 0.0

    def add(self, other: Tally) -> None:
        """Takes in the figures of another text."""
        self.planted += other.planted
        self.found += other.found
        self.false += other.false
        self.missed += other.missed


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.check, finding.row, finding.message, tuple(sorted(finding.quotes.items())), finding.rows


def _places(rows: Sequence[dict[str, str]], lang: str, kind: Kind, seed: str, alarmed: set[int]) -> dict[int, str]:
    """The rows to spoil and their spoiled texts, as far apart as the kind asks, and not beside an alarm that was there
    before: two faults side by side can make up for each other."""
    order = [*range(len(rows))]
    random.Random(seed).shuffle(order)
    chosen: dict[int, str] = {}
    for index in order:
        if any(abs(index - other) < kind.apart for other in chosen) or not all(rows[index].values()):
            continue
        if not alarmed.isdisjoint(range(index - 1, index + 2)):
            continue
        if found := spoiled(kind, rows[index], lang, f"{seed} {index}"):
            chosen[index] = found[0]
    return chosen


def planted(
    name: str, table: Table, lang: str, kinds: Iterable[Kind] = EVERY, rounds: int = ROUNDS
) -> Iterator[tuple[Kind, Tally]]:
    """Per kind, how many of the errors planted into one column of a table are found by the checks meant for it.

    Found means: a finding that was not there before, of such a check, with this language, in the row of the error.
    """
    rows = [table.texts(row) for row in table.rows]
    good = rebuilt(table, rows)
    before: dict[tuple[str, ...], list[Finding]] = {}
    for kind in kinds:
        if lang not in kind.langs:
            continue
        tally = Tally()
        concepts = approved(rows, lang) if kind is TERM else []
        if kind.checks not in before:
            before[kind.checks] = checks.run(good, checks=kind.checks, concepts=concepts)
        alarmed = {row for finding in before[kind.checks] for row in (finding.row, *finding.rows)}
        false = untrue(name, table, [one for one in before[kind.checks] if one.langs != ("en",)])
        for turn in range(rounds):
            seed = f"{name} {lang} {kind.name} {turn}"
            if kind is TERM:
                chosen = swapped(rows, lang, concepts, seed, alarmed)
            else:
                chosen = _places(rows, lang, kind, seed, alarmed)
            bad = [{**texts, lang: chosen.get(index, texts[lang])} for index, texts in enumerate(rows)]
            shown: set[int] = set()
            left = Counter(map(_key, before[kind.checks]))
            for finding in checks.run(rebuilt(table, bad), checks=kind.checks, concepts=concepts):
                if left[_key(finding)]:
                    left[_key(finding)] -= 1
                elif lang in finding.langs:
                    shown.update((finding.row, *finding.rows))
            tally.planted += len(chosen)
            tally.found += len(chosen.keys() & shown)
            tally.false += false
            tally.missed += [f"{name} {lang} row {row + 1}: {chosen[row]}" for row in sorted(chosen.keys() - shown)]
        yield kind, tally
