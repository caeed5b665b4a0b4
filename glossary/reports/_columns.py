"""The columns that CSV and Excel share: facts of the finding, then the row's text in every language."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.formats._base import clean
from glossary.reports._base import Item, Report

HEAD = ("source", "row", "severity", "check", "langs", "message", "quotes", "suggestion", "also", "fingerprint")
STATE = ("dismissed", "reason")


def head(report: Report) -> list[str]:
    """The names of the columns. What was dismissed has columns only where there is any."""
    return [*HEAD, *(STATE if _dismissed(report) else ()), *report.langs]


def lines(report: Report) -> Iterator[list[str | int]]:
    """The cells of each finding."""
    state = _dismissed(report)
    for item in report.items:
        texts = report.texts(item)
        yield [
            *_facts(item),
            *((("yes" if item.dismissed else ""), clean(item.reason)) if state else ()),
            *(clean(texts.get(lang, "")) for lang in report.langs),
        ]


def _facts(item: Item) -> list[str | int]:
    quotes = "; ".join(f"{lang}: {' | '.join(texts)}" for lang, texts in item.quotes.items())
    also = " ".join(map(str, item.rows))
    told = (item.severity, item.check, " ".join(item.langs), item.message, quotes, item.suggestion, also)
    return [clean(item.source), item.row, *map(clean, told), item.fingerprint]


def _dismissed(report: Report) -> bool:
    return any(item.dismissed for item in report.items)
