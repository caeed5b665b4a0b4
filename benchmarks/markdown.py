"""Tables and figures as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> str:
    """A table in Markdown; the first ``left`` columns are words, the others figures.

    >>> print(table(["set", "F1"], [["news", "0.9"]]))
    | set | F1 |
    |---|---:|
    | news | 0.9 |
    """
    marks = ["---"] * left + ["---:"] * (len(head) - left)
    lines = [f"| {' | '.join(row)} |" for row in (head, *rows)]
    return "\n".join([lines[0], f"|{'|'.join(marks)}|", *lines[1:]])


def number(value: float | None, digits: int = 3) -> str:
    """A figure as it stands in a table; nothing when it was not measured."""
    return "" if value is None else f"{value:.{digits}f}"
