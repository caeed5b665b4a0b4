"""Alarms of the checks on good translations, and which of them people judged to be true (``adjudicated.toml``)."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aligner.quantities import find
from aligner.types import Table
from glossary import checks
from glossary.types import Finding, Severity

JUDGED = Path(__file__).with_name("adjudicated.toml")
ERRORS = "(errors)"
"""All findings of the severity error together, whatever check they are of."""


@dataclass
class Count:
    """Rows that were looked at, rows with an alarm, and those of them whose alarm is true."""

    rows: int = 0
    alarms: int = 0
    true: int = 0

    @property
    def false(self) -> int:
        """Alarms that are not known to be true: nobody's judgement counts as false."""
        return self.alarms - self.true

    def rate(self, part: int) -> float:
        """So many of 100 rows."""
        return 100 * part / self.rows if self.rows else 0.0


@cache
def judged() -> dict[tuple[str, str, str, int], bool]:
    """Whether an alarm is true, by check, text, language and row (counted from 0)."""
    found = {}
    for check, texts in tomllib.loads(JUDGED.read_text(encoding="utf-8")).items():
        for text, langs in texts.items():
            for lang, entries in langs.items():
                found.update({(check, text, lang, row - 1): true for row, true, _ in entries})
    return found


Counts = dict[str, dict[str, Count]]
Alarm = tuple[str, Table, Finding]


def measure(texts: Iterable[tuple[str, Table]], wanted: tuple[str, ...] = ()) -> tuple[Counts, list[Alarm]]:
    """Alarms for each check and group of languages, and all alarms; what English alone has is nobody's translation."""
    counts: Counts = defaultdict(lambda: defaultdict(Count))
    found = []
    for name, table in texts:
        group = "+".join(table.langs[1:])
        with_quantity = sum(any(find(text, lang) for lang, text in table.texts(row).items()) for row in table.rows)
        findings = [one for one in checks.run(table, checks=wanted or None) if one.langs != ("en",)]
        for check in (*(wanted or checks.ids()), ERRORS):
            of_check = [
                one for one in findings if (one.severity is Severity.ERROR if check == ERRORS else one.check == check)
            ]
            count = counts[check][group]
            count.rows += with_quantity if check == "quantities" else len(table.rows)
            rows = {one.row for one in of_check}
            untrue = {one.row for one in of_check if not judged().get((one.check, name, group, one.row), False)}
            count.alarms += len(rows)
            count.true += len(rows - untrue)
        found += [(name, table, finding) for finding in findings]
    return counts, found


def untrue(name: str, table: Table, findings: Iterable[Finding]) -> int:
    """How many rows have an alarm that is not known to be true."""
    group = "+".join(table.langs[1:])
    return len({one.row for one in findings if not judged().get((one.check, name, group, one.row), False)})
