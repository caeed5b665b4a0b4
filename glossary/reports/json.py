"""JSON: a list of findings, for programs.

Each has ``check``, ``severity``, ``row`` (from 1), ``langs``, ``spans``, ``quotes``, ``message``, ``suggestion`` and
``fingerprint``, and nothing else. Spans are half-open and count code points of the cell's text from 0.
"""

from __future__ import annotations

import json
from typing import Any

from glossary.reports._base import Item, Report

DESCRIPTION = "JSON, a list of findings with their spans, for programs"
SUFFIX = ".json"
MEDIA_TYPE = "application/json"


def write(report: Report) -> bytes:
    """The findings as a list of objects, readable as they stand."""
    return (json.dumps([*map(plain, report.items)], ensure_ascii=False, indent=2) + "\n").encode()


def plain(item: Item) -> dict[str, Any]:
    """One finding as programs read it."""
    return {
        "check": item.check,
        "severity": item.severity,
        "row": item.row,
        "langs": list(item.langs),
        "spans": {lang: [list(span) for span in spans] for lang, spans in item.spans.items()},
        "quotes": {lang: list(quotes) for lang, quotes in item.quotes.items()},
        "message": item.message,
        "suggestion": item.suggestion,
        "fingerprint": item.fingerprint,
    }
