"""Consistency checks over an aligned table: one module per check, each with a ``CHECK``.

Precision comes before recall: a check that cries wolf is switched off. ``benchmarks/checks.py`` measures how often each
one errs on professional translations.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from aligner import registry
from aligner.errors import InputError
from aligner.types import Table
from glossary.checks._base import Check, RowContext, TableContext, ordered
from glossary.types import Concept, Finding

__all__ = ["Check", "RowContext", "TableContext", "get", "ids", "run"]


def ids() -> tuple[str, ...]:
    """The ids of all checks.

    >>> "doubled-word" in ids()
    True
    """
    return tuple(name.replace("_", "-") for name in registry.names(__name__))


def get(check: str) -> Check:
    """One check by its id. Raises ``InputError`` for an unknown one."""
    try:
        found: Check = registry.member(__name__, check.replace("-", "_"), "CHECK")
    except KeyError:
        raise InputError("There is no check “{check}”.", "Choose from {choice}.", check=check, choice=ids()) from None
    return found


def run(
    table: Table,
    *,
    concepts: Sequence[Concept] = (),
    checks: Sequence[str] | None = None,
    further: Sequence[Check] = (),
    only: Collection[int] | None = None,
    progress: Callable[[float], None] | None = None,
) -> list[Finding]:
    """The findings of the named checks (all, unless told) in a table, sorted by row; each row is read once for all.

    ``further`` checks, as ``glossary.custom`` makes them, come on top. With ``only`` some rows (from 0) the checks of
    rows look at those, and see the others beside them. ``progress`` is told how much is done (0 to 1); what it raises
    goes through.
    """
    context = TableContext(ordered(table), tuple(concepts), only)
    chosen = [*(get(check) for check in (ids() if checks is None else checks)), *further]
    found: list[Finding] = []
    for number, check in enumerate(chosen):
        if progress:
            progress(number / len(chosen))
        found += check.find(context)
    return sorted(found, key=lambda finding: (finding.row, finding.check, finding.message))
